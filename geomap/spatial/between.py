"""Between two places: the land or sea between them, half way, and the way from one to the other."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import Local, buffer_km, distance_km, geod, local_to, normal
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import corridor_km, note

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor
    from geomap.spatial.shapes import Shapes

_STEP_KM = 25.0
_MAINLAND = 0.05  # of the largest part's area
_SHORE = 0.05  # degrees: an edge farther from the coast is a border on land
_SEA_MARGIN = 0.4  # of the gap: how much of each shore faces the other


def way(first: Anchor, second: Anchor) -> BaseGeometry:
    """Return the geodesic from one place to another, cut at the antimeridian."""
    from geomap.model.rfc7946 import cut_at_antimeridian

    km = distance_km(first.lon, first.lat, second.lon, second.lat)
    inner = geod().npts(first.lon, first.lat, second.lon, second.lat, max(1, int(km / _STEP_KM)))
    lons = np.unwrap([first.lon, *(lon for lon, _ in inner), second.lon], period=360.0)
    lats = [first.lat, *(lat for _, lat in inner), second.lat]
    return cut_at_antimeridian(shapely.LineString(np.column_stack([lons, lats])))


@lru_cache(maxsize=KEPT)
def between(first: Anchor, second: Anchor, word: str = "between") -> Made:
    """Return the land between two places: a strip along the straight way, rounded off at neither end.

    Parameters
    ----------
    first, second
        The places; shapes count by their representative points.
    word
        How the text puts it, for the sentence ("between", "corridor", "route").
    """
    km = distance_km(first.lon, first.lat, second.lon, second.lat)
    half = corridor_km(km)
    line = way(first, second)
    text = f"{word} {first.name} and {second.name}, {half:.0f} km to either side of the straight way"
    spot = half_way(first, second)
    prec = WherePrec.NEAR if km <= 50 else WherePrec.LARGER
    doubt = note("between", half)
    return Made(_strip(line, half), text, prec, round(km / 2, 1), _codes(first, second), spot, doubt)


@lru_cache(maxsize=KEPT)
def midway(first: Anchor, second: Anchor) -> Made:
    """Return a disc half way between two places, a tenth of their distance wide."""
    km = distance_km(first.lon, first.lat, second.lon, second.lat)
    spot = half_way(first, second)
    radius = max(2.0, km / 10)
    prec = WherePrec.NEAR if radius <= 25 else WherePrec.LARGER
    text = f"half way between {first.name} and {second.name}"
    return Made(buffer_km(shapely.Point(spot), radius), text, prec, round(radius, 1), _codes(first, second), spot)


def half_way(first: Anchor, second: Anchor) -> tuple[float, float]:
    """Return the middle of the geodesic."""
    ((lon, lat),) = geod().npts(first.lon, first.lat, second.lon, second.lat, 1)
    return normal(lon, lat)


@lru_cache(maxsize=KEPT)
def sea_between(first: Anchor, second: Anchor, shapes: Shapes) -> Made | None:
    """Return the water between two shores; ``None`` when land alone lies between."""
    plane = Local(*half_way(first, second))
    one, other = plane.project(_mainland(first, shapes)), plane.project(_mainland(second, shapes))
    gap = float(one.distance(other))
    if gap == 0:
        return None
    reach = gap * (1 + _SEA_MARGIN)
    islands = gap > max(first.size_km, second.size_km)  # far apart for their size: they face each other whole
    facing = [one, other] if islands else [other.buffer(reach).intersection(one), one.buffer(reach).intersection(other)]
    hull = polygonal(shapely.convex_hull(shapely.union_all(facing)))
    around = _strip(way(first, second), corridor_km(gap)) if hull.is_empty else plane.unprojected(hull)
    land = [shapes.land_near(part.bounds) for part in shapely.get_parts(around)]
    shape = polygonal(around.difference(shapely.union_all(land)))
    if shape.is_empty:
        return None
    text = f"waters between {first.name} and {second.name}; {shapes.version}"
    return Made(shape, text, WherePrec.WATER, round(gap / 2, 1), _codes(first, second))


def _mainland(anchor: Anchor, shapes: Shapes) -> BaseGeometry:
    """Leave out small islands, which would narrow the water between two countries to that between two rocks.

    Exclaves on the mainland, such as Oman's on the Strait of Hormuz, stay.
    """
    shape = anchor.geometry()
    if anchor.is_point or shape.area == 0:
        return shape
    parts = shapely.get_parts(shape)
    areas = shapely.area(parts)
    kept = areas >= _MAINLAND * areas.max()
    coast = shapes.coast(anchor.code) if anchor.code else None
    if coast is not None:
        shore = coast.buffer(_SHORE)
        kept |= [part.boundary.difference(shore).length > _SHORE for part in parts]
    return shapely.union_all(parts[kept])


def _strip(line: BaseGeometry, half: float) -> BaseGeometry:
    parts = []
    for part in shapely.get_parts(line):
        middle = shapely.get_coordinates(part.interpolate(0.5, normalized=True))[0]
        plane = Local(*middle) if part.length < 12 else local_to(part)
        parts.append(plane.unprojected(plane.project(part).buffer(half, cap_style="flat", quad_segs=4)))
    found = shapely.union_all(parts)
    return found if found.is_valid else shapely.make_valid(found)


def _codes(*anchors: Anchor) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for anchor in anchors for code in anchor.countries))
