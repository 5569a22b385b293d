"""One point for a geometry, for whatever wants points: pins on the map, tables, gazetteers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from shapely.geometry import LineString, Point

from geomap.model.rfc7946 import cut_at_antimeridian

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely.geometry.base import BaseGeometry


def inner_point(geometry: BaseGeometry | None) -> tuple[float, float] | None:
    """Return a point of a geometry: itself, the middle of the longest line, a point inside the largest area.

    The centroid of an area is taken where the area holds it, else a point in its broadest row.

    Parameters
    ----------
    geometry
        In degrees, WGS 84; longitudes may go on across the antimeridian.

    Returns
    -------
    tuple of float or None
        Longitude within ±180 and latitude, in degrees; ``None`` for nothing or an empty geometry.
    """
    if geometry is None or geometry.is_empty:
        return None
    if isinstance(geometry, Point):
        return (geometry.x + 180.0) % 360.0 - 180.0 if abs(geometry.x) > 180.0 else geometry.x, geometry.y
    largest = max(simple_parts(cut_at_antimeridian(geometry)), key=lambda part: (part.area, part.length))
    if isinstance(largest, Point):
        spot = largest
    elif isinstance(largest, LineString):
        spot = largest.interpolate(0.5, normalized=True)
    else:
        spot = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
    return spot.x, spot.y


def simple_parts(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """Yield the points, lines and polygons of a geometry, however nested."""
    for part in shapely.get_parts(geometry):
        if hasattr(part, "geoms"):
            yield from simple_parts(part)
        else:
            yield part
