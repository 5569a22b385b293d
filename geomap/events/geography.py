"""How two resolved places lie to each other."""

from __future__ import annotations

from enum import IntEnum
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from geomap.model import WherePrec

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.model import Place, Resolution
    from geomap.spatial import Shapes

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
_NEAR_KM = 60.0


class Closeness(IntEnum):
    """How two places lie to each other; the greater, the closer."""

    APART = 0
    NEAR = 1
    WITHIN = 2
    SAME = 3


def closeness(one: Resolution, other: Resolution) -> Closeness:
    """Tell how two resolved places lie to each other."""
    first, second = one.place, other.place
    if first is not None and second is not None:
        return places_closeness(first, second)
    shared = set(_codes(one)) & set(_codes(other))
    return Closeness.NEAR if shared or not (_codes(one) and _codes(other)) else Closeness.APART


def _codes(resolution: Resolution) -> tuple[str, ...]:
    if resolution.countries:
        return resolution.countries
    return (resolution.place.country,) if resolution.place is not None and resolution.place.country else ()


def places_closeness(first: Place, second: Place, *, near_km: float = _NEAR_KM) -> Closeness:
    """Tell how two gazetteer places lie to each other."""
    if first.id == second.id:
        return Closeness.SAME
    if first.name == second.name and first.admin1 == second.admin1 and first.country == second.country:
        return Closeness.SAME  # the city and the province that bears its name
    for wide, narrow in ((first, second), (second, first)):
        if wide.is_country and wide.country == narrow.country:
            return Closeness.WITHIN
        if wide.feature_code == "ADM1" and wide.admin1 and wide.admin1 == narrow.admin1:
            return Closeness.WITHIN
    near = distance_km(first.lon, first.lat, second.lon, second.lat) <= near_km
    return Closeness.NEAR if near else Closeness.APART


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees (haversine, mean radius)."""
    half = sin(radians(lat2 - lat1) / 2) ** 2
    half += cos(radians(lat1)) * cos(radians(lat2)) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def geometry_of(resolution: Resolution, shapes: Shapes | None) -> BaseGeometry | None:
    """Return a resolution's shape, or its place's shape, or its point, in degrees, WGS 84."""
    from shapely.geometry import Point

    if resolution.geometry is not None:
        return resolution.geometry
    place = resolution.place
    if place is None:
        return None
    shape = shapes.place(place) if shapes is not None else None
    return shape if shape is not None else Point(place.lon, place.lat)


def precision_of(place: Place) -> WherePrec:
    """Return UCDP's ``where_prec`` for a gazetteer place."""
    if place.is_country:
        return WherePrec.COUNTRY
    code = place.feature_code
    if code == "ADM1":
        return WherePrec.PROVINCE
    if code.startswith("ADM"):
        return WherePrec.DISTRICT
    if place.feature_class == "H" and code.startswith(("SEA", "OCN", "GULF", "STRT", "BAY")):
        return WherePrec.WATER
    if code.startswith(("RGN", "CONT", "AREA")) or place.feature_class == "L":
        return WherePrec.LARGER
    return WherePrec.EXACT
