"""The quiet ground under the events: land, borders, water and cities, packed for the page."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from geomap.mapping.packing import pack
from geomap.mapping.shapes import UNITS_PER_DEGREE

if TYPE_CHECKING:
    from collections.abc import Iterable

# Drawn in this order.
AREAS = ("land", "lakes")
LINES = ("rivers", "borders", "disputed")


@cache
def own_ground_text() -> str:
    """Return geomap's own ground, packed once a process.

    Raises
    ------
    DataError
        If the basemap's data file is missing.
    """
    from geomap.spatial.basemap import load_basemap

    return ground_text(load_basemap())


def ground_text(ground: dict[str, Any]) -> str:
    """Pack GeoJSON FeatureCollections for the page.

    Parameters
    ----------
    ground
        FeatureCollections by name; missing ones are left out. Areas and lines keep only their geometry; cities keep
        ``name`` and a rank, from ``rank`` or the order of ``population``.

    Returns
    -------
    str
        Base64 of gzip, see :func:`geomap.mapping.packing.pack`.
    """
    import numpy as np

    columns: dict[str, np.ndarray] = {}
    for name in (*AREAS, *LINES):
        lengths, values = _delta_coded(_paths(ground.get(name) or {}))
        columns[f"{name}_lengths"] = np.asarray(lengths, dtype="u4")
        columns[f"{name}_values"] = np.asarray(values, dtype="i4")
    cities = sorted((ground.get("cities") or {}).get("features", []), key=_weight)
    columns["cities"] = np.asarray(
        [round(value * UNITS_PER_DEGREE) for city in cities for value in city["geometry"]["coordinates"][:2]],
        dtype="i4",
    )
    columns["capitals"] = np.asarray([bool(city["properties"].get("capital")) for city in cities], dtype="u1")
    columns["ranks"] = np.asarray([_rank(city) for city in cities], dtype="u1")
    return pack(
        {"units": UNITS_PER_DEGREE, "names": [str(city["properties"].get("name", "")) for city in cities]}, columns
    )


def _weight(city: dict[str, Any]) -> tuple[int, float, str]:
    told = city["properties"]
    return _rank(city), -float(told.get("population") or 0), str(told.get("name", ""))


def _rank(city: dict[str, Any]) -> int:
    """Return 0 for the cities shown first, up to 10."""
    told = city["properties"]
    rank = next((told[name] for name in ("rank", "scalerank", "min_zoom") if told.get(name) is not None), None)
    if rank is not None:
        return max(0, min(10, round(float(rank))))
    population = float(told.get("population") or 0)
    limits = (5e6, 2e6, 1e6, 5e5, 2e5, 1e5, 5e4)
    return next((index for index, limit in enumerate(limits) if population >= limit), len(limits))


def _paths(collection: dict[str, Any]) -> Iterable[list[list[float]]]:
    """Yield every ring and line of a FeatureCollection."""
    for feature in collection.get("features", []):
        yield from _open(feature.get("geometry") or {})


def _open(geometry: dict[str, Any]) -> Iterable[list[list[float]]]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates", [])
    if kind == "LineString":
        yield coordinates
    elif kind in {"MultiLineString", "Polygon"}:
        yield from coordinates
    elif kind == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon
    elif kind == "GeometryCollection":
        for part in geometry.get("geometries", []):
            yield from _open(part)


def _delta_coded(paths: Iterable[list[list[float]]]) -> tuple[list[int], list[int]]:
    """Return the number of points of each path, and all coordinates as differences from the point before."""
    lengths: list[int] = []
    values: list[int] = []
    last_x = last_y = 0
    for path in paths:
        lengths.append(len(path))
        for point in path:
            x, y = round(point[0] * UNITS_PER_DEGREE), round(point[1] * UNITS_PER_DEGREE)
            values += (x - last_x, y - last_y)
            last_x, last_y = x, y
    return lengths, values
