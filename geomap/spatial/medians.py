"""Lines in the sea halfway between two coasts, where no drawing has the border that a text speaks of."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import Local, buffer_km, distance_km
from geomap.spatial.topology import polygonal

if TYPE_CHECKING:
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.shapes import Shapes

_OUT_KM = 370.4  # 200 nautical miles: the outer limit of exclusive economic zones (UNCLOS, article 57)
_WINDOW_KM = 550.0  # coasts farther from where the two come closest do not count
_STEP_KM = 4.0  # between the corners of coasts that are compared
_CRUMB_KM = 10.0  # shorter pieces, in bays and river mouths, are left out
_EVEN_KM = 0.1  # by which the two coasts' distances may differ: corners are rounded
_SAME = 0.03  # degrees by which the two drawings of one coast may differ
_NEAR_KM = 25.0  # as for borders on land
_DOUBT = (
    "no agreed line is drawn: what the two agreed, or claim, may lie tens of kilometres from the median line "
    "(UNCLOS, article 15, takes it where they agreed nothing else)"
)


@lru_cache(maxsize=KEPT)
def median_line(shapes: Shapes, first: str, second: str) -> Made | None:
    """Return the line at sea of which every point is as far from one country's coast as from the other's.

    It ends 200 nautical miles out, or where a third country's coast is nearer.

    Parameters
    ----------
    shapes
        Outlines.
    first, second
        Alpha-2 codes.

    Returns
    -------
    Made or None
        ``None`` when no sea lies between the two.
    """
    coasts = [shapes.coast(code) for code in (first, second)]
    if coasts[0] is None or coasts[1] is None:
        return None
    lines = [_around(shapes, (coasts[0], coasts[1]), plane) for plane in _middles(coasts[0], coasts[1])]
    pieces = [piece for line in lines for piece in shapely.get_parts(line)]
    if not pieces:
        return None
    line = pieces[0] if len(pieces) == 1 else shapely.union_all(pieces)
    text = f"median line at sea between the coasts of {shapes.alpha3(first)} and {shapes.alpha3(second)}"
    cited = f"{text}, up to 200 nautical miles out; {shapes.version}"
    return Made(line, cited, WherePrec.WATER, None, (first, second), note=_DOUBT)


def _middles(one: BaseGeometry, other: BaseGeometry) -> list[Local]:
    """Return planes around where two coasts meet, be it in several seas; around where they come closest, if nowhere."""
    spots = shapely.get_coordinates(one.intersection(other))
    if not len(spots):
        (lon, lat), (other_lon, other_lat) = shapely.get_coordinates(shapely.shortest_line(one, other))
        if distance_km(lon, lat, other_lon, other_lat) > 2 * _OUT_KM:
            return []
        return [Local((lon + other_lon) / 2, (lat + other_lat) / 2)]
    planes: list[Local] = []
    for lon, lat in spots:
        if all(distance_km(lon, lat, plane.lon, plane.lat) > _WINDOW_KM for plane in planes):
            planes.append(Local(lon, lat))
    return planes


def _around(shapes: Shapes, coasts: tuple[BaseGeometry, BaseGeometry], plane: Local) -> BaseGeometry:
    """Return the median line around one such place, in degrees."""
    window = buffer_km(shapely.Point(plane.lon, plane.lat), _WINDOW_KM)
    land = shapes.land_near(window.bounds, exact=True)
    third = land.intersection(window).boundary.difference(shapely.union_all(coasts).buffer(_SAME))
    flat = [plane.project(coast.intersection(window)) for coast in (*coasts, third)]
    return _at_sea(plane.unproject(_between(flat, plane.project(land.intersection(window)))), shapes)


def _between(coasts: list[BaseGeometry], land: BaseGeometry) -> BaseGeometry:
    """Return the edges of the corners' Voronoi diagram that part the first coast's from the second's, in kilometres."""
    corners = [shapely.get_coordinates(coast.simplify(_STEP_KM / 4).segmentize(_STEP_KM)) for coast in coasts]
    spots = np.unique(np.round(np.concatenate(corners), 2), axis=0)  # corners that fall together have no cell
    edges = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(spots), only_edges=True))
    middles = shapely.line_interpolate_point(edges, 0.5, normalized=True)
    one, other, third = (_nearest(spots, middles) for spots in corners)
    kept = edges[(np.abs(one - other) < _EVEN_KM) & (one < third) & (one <= _OUT_KM)]
    line = shapely.line_merge(shapely.union_all(kept).difference(land))
    pieces = shapely.get_parts(line)
    return shapely.MultiLineString(pieces[shapely.length(pieces) >= _CRUMB_KM].tolist())


def _nearest(spots: npt.NDArray[np.float64], middles: npt.NDArray[np.object_]) -> npt.NDArray[np.float64]:
    """Return the distance of each middle from the nearest of some spots; infinite where there are none."""
    if not len(spots):
        return np.full(len(middles), np.inf)
    _, found = shapely.STRtree(shapely.points(spots)).query_nearest(middles, all_matches=False, return_distance=True)
    return np.asarray(found)


def _at_sea(line: BaseGeometry, shapes: Shapes) -> BaseGeometry:
    """Leave out pieces in lakes and other gaps of the drawing, and cut the rest at the antimeridian."""
    from geomap.model.rfc7946 import cut_at_antimeridian

    whole = cut_at_antimeridian(line)
    kept = [piece for piece in shapely.get_parts(whole) if shapes.degrees_from_sea(_middle(piece)) < _SAME]
    return kept[0] if len(kept) == 1 else shapely.MultiLineString(kept)


def _middle(line: BaseGeometry) -> BaseGeometry:
    return line.interpolate(0.5, normalized=True)


@lru_cache(maxsize=KEPT)
def waters_along(line: Made, shapes: Shapes) -> Made | None:
    """Return the sea within 25 km of a line at sea; ``None`` where all of that is land."""
    zone = buffer_km(line.geometry, _NEAR_KM)
    shape = polygonal(zone.difference(shapes.land_near(zone.bounds)))
    if shape.is_empty:
        return None
    text = f"waters within {_NEAR_KM:.0f} km of the {line.text}"
    return Made(shape, text, WherePrec.WATER, _NEAR_KM, line.countries, note=line.note)
