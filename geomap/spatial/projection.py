"""Local projections and geodesic measures: kilometres are never degrees."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    from pyproj import Geod, Transformer
    from shapely.geometry.base import BaseGeometry

KM = 1000.0


@cache
def geod() -> Geod:
    """Return the WGS 84 ellipsoid."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def length_km(line: BaseGeometry) -> float:
    """Return a line's geodesic length in kilometres."""
    return float(geod().geometry_length(line)) / KM


def area_km2(shape: BaseGeometry) -> float:
    """Return a shape's geodesic area in square kilometres."""
    from shapely import get_parts

    return sum(abs(geod().geometry_area_perimeter(part)[0]) for part in get_parts(shape)) / KM**2


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance of two points in kilometres."""
    return float(geod().inv(lon1, lat1, lon2, lat2)[2]) / KM


def destination(lon: float, lat: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point reached from another by a geodesic; ``bearing`` in degrees clockwise from north."""
    east, north, _ = geod().fwd(lon, lat, bearing, km * KM)
    return float(east), float(north)
