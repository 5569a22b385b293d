"""The quiet ground under the events: land, borders, water and names, projected and packed for the page."""

from __future__ import annotations

import base64
import gzip
import json
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np

# The layers that the page draws, in the form told by geomap.spatial.basemap.
LAYERS = ("land", "borders", "disputed", "lakes", "rivers", "cities", "labels")
# Units round the globe of geomap's own ground, which is drawn to 0.005 degrees, and of any other.
OWN_UNITS = 2**17
UNITS = 2**20
# Web Mercator (EPSG:3857) ends where the world is a square.
MOST_LATITUDE = 85.0511


@cache
def own_ground_text() -> str:
    """Return geomap's own ground, packed once a process.

    Raises
    ------
    DataError
        If the basemap's data file is missing or damaged.
    """
    from geomap.spatial.basemap import load_basemap

    return ground_text(load_basemap(), units=OWN_UNITS)


def ground_text(ground: dict[str, Any], *, units: int = UNITS) -> str:
    """Pack GeoJSON FeatureCollections for the page.

    The projection is done here, once, so that a page need not take the logarithm of 170,000 latitudes when it opens.

    Parameters
    ----------
    ground
        FeatureCollections by name, of :data:`LAYERS`; missing ones are left out. Longitude and latitude in degrees,
        WGS 84. ``rank``, where a feature has it, is the zoom level from which it is drawn.
    units
        Units round the globe; a position is rounded to one.

    Returns
    -------
    str
        Base64 of gzip of JSON: ``units`` round the globe, and for each layer ``properties`` (column name to list) and
        ``shapes``, as :mod:`geomap.spatial.basemap` tells them, but in Web Mercator from the north-west corner.
    """
    layers = {name: _layer(ground[name], units) for name in LAYERS if ground.get(name)}
    return _packed(json.dumps({"units": units, "layers": layers}, ensure_ascii=False, separators=(",", ":")))


def _packed(text: str) -> str:
    return base64.b64encode(gzip.compress(text.encode("utf-8"), compresslevel=9, mtime=0)).decode("ascii")


def _layer(collection: dict[str, Any], units: int) -> dict[str, Any]:
    features = collection.get("features", [])
    names = sorted({name for feature in features for name in feature.get("properties") or {}})
    return {
        "properties": {name: [(feature.get("properties") or {}).get(name) for feature in features] for name in names},
        "shapes": [list(_parts(feature.get("geometry") or {}, units)) for feature in features],
    }


def _parts(geometry: dict[str, Any], units: int) -> Iterable[list[list[int]]]:
    """Yield the parts of a geometry, each a list of delta-coded rings, lines or points."""
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "Point":
        yield [_coded([coordinates], units)]
    elif kind == "LineString":
        yield [_coded(coordinates, units)]
    elif kind == "MultiLineString":
        yield from ([_coded(line, units)] for line in coordinates)
    elif kind == "Polygon":
        yield [_coded(ring, units) for ring in coordinates]
    elif kind == "MultiPolygon":
        yield from ([_coded(ring, units) for ring in polygon] for polygon in coordinates)


def _coded(points: Iterable[list[float]], units: int) -> list[int]:
    """Return projected positions in units, each but the first as the difference from the one before."""
    import numpy as np

    at = projected(np.asarray([(lon, lat) for lon, lat, *_ in points], dtype=float), units)
    steps: list[int] = np.diff(at, axis=0, prepend=np.zeros((1, 2), at.dtype)).ravel().tolist()
    return steps


def projected(points: np.ndarray, units: int) -> np.ndarray:
    """Return longitude and latitude as whole units of Web Mercator, from the north-west corner of the world.

    Parameters
    ----------
    points
        Shape (n, 2): degrees, WGS 84.
    units
        Units round the globe.

    Returns
    -------
    numpy.ndarray
        Shape (n, 2), int64: right and down.
    """
    import numpy as np

    sine = np.sin(np.radians(np.clip(points[:, 1], -MOST_LATITUDE, MOST_LATITUDE)))
    right = (points[:, 0] + 180.0) / 360.0
    down = 0.5 - np.log((1.0 + sine) / (1.0 - sine)) / (4.0 * np.pi)
    whole: np.ndarray = np.rint(np.column_stack([right, down]) * units).astype(np.int64)
    return whole
