"""The offline basemap: land, borders, lakes, rivers and cities for drawing, packed small enough for one page.

``data/basemap/basemap.json`` holds, for each layer, ``type`` ("Polygon", "LineString" or "Point"), ``properties``
(column name to list, one value a feature) and ``shapes`` (one list a feature). A shape is a list of parts; a part is a
list of rings (for lines and points: of one ring); a ring is a flat list of integers ``x0, y0, dx1, dy1, dx2, dy2, …``:
the first vertex, then the way to each next one, in units of ``scale`` degrees. Rings are closed and wound as RFC 7946
asks. A page may embed the packed text itself (:func:`packed_basemap`) and unpack it in a dozen lines of script::

    const ring = r => { let x = 0, y = 0, out = [];
      for (let i = 0; i < r.length; i += 2) { x += r[i]; y += r[i + 1]; out.push([x * scale, y * scale]); }
      return out; };

Layers: ``land`` (countries: ``code``, ``name``), ``borders`` (``a``, ``b``: alpha-2 codes), ``disputed`` (the same, and
``note``; draw them dashed), ``lakes`` (``rank``), ``rivers`` (``name``, ``rank``), ``cities`` (``name``, ``country``,
``capital``, ``population``, ``rank``), ``labels`` (country names: ``name``, ``code``, ``rank``). ``rank`` is the web
map zoom level from which a feature is worth drawing.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from geomap.errors import DataError
from geomap.resources import data_file

LAYERS = ("land", "borders", "disputed", "lakes", "rivers", "cities", "labels")


def load_basemap() -> dict[str, Any]:
    """Return the basemap as GeoJSON.

    Returns
    -------
    dict
        A FeatureCollection for each of ``LAYERS``, longitude and latitude in degrees, WGS 84.

    Raises
    ------
    DataError
        If the file is missing or damaged.
    """
    packed = _load()
    return {name: _collection(packed["layers"][name], packed["scale"]) for name in LAYERS}


def packed_basemap() -> str:
    """Return the packed basemap as compact JSON text, in the form that the module's docstring tells.

    Raises
    ------
    DataError
        If the file is missing.
    """
    return data_file("basemap", "basemap.json").read_text(encoding="utf-8").strip()


@cache
def _load() -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(packed_basemap())
    except ValueError as error:
        raise DataError(f"The basemap cannot be read: {error}.", "Reinstall geomap.") from error
    return found


def _collection(layer: dict[str, Any], scale: float) -> dict[str, Any]:
    names = list(layer["properties"])
    rows = zip(*layer["properties"].values(), strict=True)
    features = [
        {
            "type": "Feature",
            "properties": dict(zip(names, row, strict=True)),
            "geometry": _geometry(layer["type"], parts, scale),
        }
        for row, parts in zip(rows, layer["shapes"], strict=True)
    ]
    return {"type": "FeatureCollection", "features": features}


def _geometry(kind: str, parts: list[list[list[int]]], scale: float) -> dict[str, Any]:
    """Unpack one shape; several parts make a Multi geometry."""
    unpacked: list[Any] = [[_ring(ring, scale) for ring in part] for part in parts]
    if kind == "Point":
        return {"type": "Point", "coordinates": unpacked[0][0][0]}
    if kind == "LineString":
        unpacked = [part[0] for part in unpacked]
    if len(unpacked) == 1:
        return {"type": kind, "coordinates": unpacked[0]}
    return {"type": f"Multi{kind}", "coordinates": unpacked}


def _ring(ring: list[int], scale: float) -> list[list[float]]:
    x = y = 0
    found = []
    digits = 6
    for dx, dy in zip(ring[::2], ring[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append([round(x * scale, digits), round(y * scale, digits)])
    return found
