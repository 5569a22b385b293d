"""Geometries as the page draws them: simplified, rounded, delta coded, each distinct one once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon

from geomap.model.points import inner_point, simple_parts
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
        for part in simple_parts(simple if not simple.is_empty else geometry):
            if isinstance(part, Polygon):
                areas.append([_coded(ring.coords) for ring in (part.exterior, *part.interiors)])
            elif isinstance(part, LineString):
                lines.append(_coded(part.coords))
        return {"areas": areas, "lines": lines}


def anchors(geometries: Sequence[BaseGeometry | None]) -> tuple[list[float | None], list[float | None]]:
    """Return longitudes and latitudes of many anchors, ``None`` where there is nothing to stand on.

    Points, which most events are, are read all at once; anything else as :func:`geomap.model.points.inner_point` does.
    """
    import numpy as np

    whole = np.asarray(geometries, dtype=object)
    # GEOS refuses the coordinates of an empty point; those of anything but a point are NaN.
    whole[shapely.is_empty(whole)] = None
    x, y = shapely.get_x(whole), shapely.get_y(whole)
    lons: list[float | None] = x.tolist()
    lats: list[float | None] = y.tolist()
    for number in np.flatnonzero(~(np.abs(x) <= 180.0)).tolist():
        lons[number], lats[number] = inner_point(geometries[number]) or (None, None)
    return lons, lats


def _coded(coords: Iterable[tuple[float, ...]]) -> list[int]:
    """Return longitude and latitude in units, each but the first as the difference from the one before."""
    coded: list[int] = []
    last_x = last_y = 0
    for lon, lat, *_ in coords:
        x, y = round(lon * UNITS_PER_DEGREE), round(lat * UNITS_PER_DEGREE)
        coded += (x - last_x, y - last_y)
        last_x, last_y = x, y
    return coded
