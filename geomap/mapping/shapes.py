"""Geometries as the page draws them: simplified, rounded, delta coded, each distinct one once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from geomap.model.rfc7946 import cut_at_antimeridian

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

# Ten-thousandths of a degree: 11 m at the equator, a fraction of a pixel at the deepest zoom of the drawn ground.
UNITS_PER_DEGREE = 10_000


class ShapeTable:
    """Distinct lines and areas, numbered in the order they first come.

    Parameters
    ----------
    tolerance
        Douglas-Peucker tolerance in degrees.
    """

    def __init__(self, tolerance: float = 0.003) -> None:
        self.tolerance = tolerance
        self.rows: list[dict[str, Any]] = []
        self._seen: dict[bytes, int] = {}

    def add(self, geometry: BaseGeometry | None) -> int:
        """Return the number of a geometry, ``-1`` for a point or nothing to draw."""
        # A million points are asked for here: their class is told faster than their emptiness.
        if geometry is None or isinstance(geometry, Point | MultiPoint) or geometry.is_empty:
            return -1
        key = shapely.to_wkb(geometry)
        if key not in self._seen:
            self._seen[key] = len(self.rows)
            self.rows.append(self._row(geometry))
        return self._seen[key]

    def _row(self, geometry: BaseGeometry) -> dict[str, Any]:
        simple = cut_at_antimeridian(geometry).simplify(self.tolerance)
        areas, lines = [], []
        for part in _parts(simple if not simple.is_empty else geometry):
            if isinstance(part, Polygon):
                areas.append([_coded(ring.coords) for ring in (part.exterior, *part.interiors)])
            elif isinstance(part, LineString):
                lines.append(_coded(part.coords))
        return {"areas": areas, "lines": lines}


def anchor(geometry: BaseGeometry | None) -> tuple[float, float] | None:
    """Return where a geometry's glyph stands: the point itself, the middle of a line, a point inside an area.

    Returns
    -------
    tuple of float or None
        Longitude and latitude in degrees, WGS 84, longitude within ±180.
    """
    if geometry is None or geometry.is_empty:
        return None
    if isinstance(geometry, Point):
        return (geometry.x + 180.0) % 360.0 - 180.0 if abs(geometry.x) > 180.0 else geometry.x, geometry.y
    whole = cut_at_antimeridian(geometry)
    largest = max(_parts(whole), key=lambda part: (part.area, part.length))
    if isinstance(largest, Point):
        return largest.x, largest.y
    if isinstance(largest, LineString):
        middle = largest.interpolate(0.5, normalized=True)
        return middle.x, middle.y
    inside = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return inside.x, inside.y


def anchors(geometries: Sequence[BaseGeometry | None]) -> tuple[list[float | None], list[float | None]]:
    """Return longitudes and latitudes of many anchors, ``None`` where there is nothing to stand on.

    Points, which most events are, are read all at once; anything else as :func:`anchor` does.
    """
    import numpy as np

    whole = np.asarray(geometries, dtype=object)
    # GEOS refuses the coordinates of an empty point; those of anything but a point are NaN.
    whole[shapely.is_empty(whole)] = None
    x, y = shapely.get_x(whole), shapely.get_y(whole)
    lons: list[float | None] = x.tolist()
    lats: list[float | None] = y.tolist()
    for number in np.flatnonzero(~(np.abs(x) <= 180.0)).tolist():
        lons[number], lats[number] = anchor(geometries[number]) or (None, None)
    return lons, lats


def _parts(geometry: BaseGeometry) -> Iterable[BaseGeometry]:
    parts = shapely.get_parts(geometry)
    for part in parts:
        if hasattr(part, "geoms"):
            yield from _parts(part)
        else:
            yield part


def _coded(coords: Iterable[tuple[float, ...]]) -> list[int]:
    """Return longitude and latitude in units, each but the first as the difference from the one before."""
    coded: list[int] = []
    last_x = last_y = 0
    for lon, lat, *_ in coords:
        x, y = round(lon * UNITS_PER_DEGREE), round(lat * UNITS_PER_DEGREE)
        coded += (x - last_x, y - last_y)
        last_x, last_y = x, y
    return coded
