"""The quiet ground under the events: land, borders, water and names, packed for the page."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

# The layers that the page draws, in the form told by geomap.spatial.basemap.
LAYERS = ("land", "borders", "disputed", "lakes", "rivers", "cities", "labels")
# Degrees a unit, for ground that callers bring: about 110 m.
SCALE = 0.001


@cache
def own_ground_text() -> str:
    """Return geomap's own ground, packed once a process.

    Raises
    ------
    DataError
        If the basemap's data file is missing.
    """
    from geomap.spatial.basemap import packed_basemap

    return _packed(packed_basemap())


def ground_text(ground: dict[str, Any]) -> str:
    """Pack GeoJSON FeatureCollections for the page.

    Parameters
    ----------
    ground
        FeatureCollections by name, of :data:`LAYERS`; missing ones are left out. ``rank``, where a feature has it, is
        the zoom level from which it is drawn.

    Returns
    -------
    str
        Base64 of gzip of the form that :mod:`geomap.spatial.basemap` tells.
    """
    layers = {name: _layer(ground[name]) for name in LAYERS if ground.get(name)}
    return _packed(json.dumps({"scale": SCALE, "layers": layers}, ensure_ascii=False, separators=(",", ":")))


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)).decode("ascii")


def _layer(collection: dict[str, Any]) -> dict[str, Any]:
    features = collection.get("features", [])
    names = sorted({name for feature in features for name in feature.get("properties") or {}})
    return {
        "type": "",
        "properties": {name: [(feature.get("properties") or {}).get(name) for feature in features] for name in names},
        "shapes": [list(_parts(feature.get("geometry") or {})) for feature in features],
    }


def _parts(geometry: dict[str, Any]) -> Iterable[list[list[int]]]:
    """Yield the parts of a geometry, each a list of delta-coded rings, lines or points."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "Point":
        yield [_coded([coordinates])]
    elif kind == "LineString":
        yield [_coded(coordinates)]
    elif kind == "MultiLineString":
        yield from ([_coded(line)] for line in coordinates)
    elif kind == "Polygon":
        yield [_coded(ring) for ring in coordinates]
    elif kind == "MultiPolygon":
        yield from ([_coded(ring) for ring in polygon] for polygon in coordinates)


def _coded(points: Iterable[list[float]]) -> list[int]:
    coded: list[int] = []
    last_x = last_y = 0
    for lon, lat, *_ in points:
        x, y = round(lon / SCALE), round(lat / SCALE)
        coded += (x - last_x, y - last_y)
        last_x, last_y = x, y
    return coded
