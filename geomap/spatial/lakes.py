"""Shores of lakes: all around one, or on one side of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geomap.model import WherePrec
from geomap.spatial.compass import BEARINGS, spelled, swept
from geomap.spatial.directions import towards
from geomap.spatial.made import KEPT, Made
from geomap.spatial.near import near
from geomap.spatial.projection import buffer_km, distance_km
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import LAKE_SHORE_KM, note

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor
    from geomap.spatial.shapes import Shapes

_SIMPLE = 0.005  # degrees
_BAY = 0.06  # of the side of a square as large as the lake: half the width of what is a bay of it
_SAMPLES = 40  # corners of a shore at which the country is looked up


@lru_cache(maxsize=KEPT)
def lake_shore(anchor: Anchor, shapes: Shapes, sides: tuple[str, ...] = ()) -> Made:
    """Return the strip of land along a lake.

    Parameters
    ----------
    anchor
        The lake. One that no outline is known of is taken as a point, and its shore as what lies near it.
    shapes
        Outlines.
    sides
        Compass points of the shores meant; none for all around.
    """
    water = lake_outline(anchor, shapes)
    if water is None:
        return towards(anchor, sides[0]) if len(sides) == 1 else near(anchor)
    shape = buffer_km(water, LAKE_SHORE_KM).difference(water)
    if sides:
        shape = shape.intersection(shapely.union_all([_facing(water, BEARINGS[side]) for side in sides]))
    shape = polygonal(shape)
    which = f"{' and '.join(spelled(side) for side in sides)} " if sides else ""
    text = f"within {LAKE_SHORE_KM:.0f} km of the {which}shore of {anchor.name}, on land; {shapes.version}"
    countries = _countries(shape, shapes) or anchor.countries
    return Made(shape, text, WherePrec.LARGER, LAKE_SHORE_KM, countries, note=note("shore", LAKE_SHORE_KM))


def _facing(water: BaseGeometry, bearing: float) -> BaseGeometry:
    """Return what lies beyond a lake in a direction: the lake is behind it, and no more than a bay before it."""
    west, south, east, north = water.bounds
    across = distance_km(west, south, east, north)
    body = water.buffer(-_BAY * water.area**0.5)
    beyond = swept(_edge(water), bearing, 1.5 * LAKE_SHORE_KM)
    return beyond.difference(swept(_edge(body if body.area else water), bearing + 180.0, across))


def _edge(water: BaseGeometry) -> BaseGeometry:
    return shapely.MultiLineString([part.exterior for part in shapely.get_parts(water)])


def lake_outline(anchor: Anchor, shapes: Shapes) -> BaseGeometry | None:
    """Return a lake's surface without its islands: as Natural Earth draws it, else as curated; ``None`` for neither."""
    drawn = shapes.lake(anchor.lon, anchor.lat)
    if drawn is None and (anchor.shape is None or anchor.shape.area == 0):
        return None
    whole = drawn if drawn is not None else anchor.geometry()
    filled = shapely.union_all([shapely.Polygon(part.exterior) for part in shapely.get_parts(whole)])
    return filled.simplify(_SIMPLE)


def _countries(shape: BaseGeometry, shapes: Shapes) -> tuple[str, ...]:
    """Return the alpha-2 codes of the countries in which a strip lies, in alphabetical order."""
    xy = shapely.get_coordinates(shape)
    corners = xy[:: max(1, len(xy) // _SAMPLES)]
    return tuple(sorted({code for lon, lat in corners if (code := shapes.locate(lon, lat)[0])}))
