"""Along the flow of a river: up and down from a place, its upper and lower course, its mouth."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
import shapely.ops

from geomap.model import WherePrec
from geomap.spatial.courses import downstream, stretch
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import buffer_km, length_km
from geomap.spatial.rivers import courses_beside, mouth_of
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import BANK_KM, MOUTH_KM, RIVER_STRIP_KM, STREAM_KM, note

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor
    from geomap.spatial.rivers import River
    from geomap.spatial.shapes import Shapes

_SIMPLE = 0.01
_SHORT = 0.95  # of the way asked for: the river ends before
_BEYOND = 0.5  # degrees: farther than a strip reaches
_SHARES = {"upper": (0.0, 1 / 3), "middle": (1 / 3, 2 / 3), "lower": (2 / 3, 1.0)}


@lru_cache(maxsize=KEPT)
def flow(stream: River, shapes: Shapes) -> BaseGeometry:
    """Return a river as one line from source to mouth, in degrees."""
    return downstream(stream.course, mouth_of(stream), shapes.degrees_from_sea, courses_beside(stream.course))


def to_sea(line: BaseGeometry, shapes: Shapes) -> BaseGeometry:
    """Lead a course on to the sea where its drawing ends short of it, in an estuary."""
    end = shapely.Point(line.coords[-1])
    shore = shapes.nearest_sea(end)
    return line if shore is None or shore.equals(end) else shapely.LineString([*line.coords, shore.coords[0]])


@lru_cache(maxsize=KEPT)
def from_place(
    anchor: Anchor, stream: River, shapes: Shapes, span: tuple[float, float] | None, *, up: bool
) -> Made | None:
    """Return the banks of a river above or below a place.

    Parameters
    ----------
    anchor
        The place; it need not lie on the river.
    stream, shapes
        The river, and where the sea is.
    span
        Kilometres along the river, from and to; ``None`` when the text gives no distance.
    up
        Whether against the flow.

    Returns
    -------
    Made or None
        ``None`` where the river ends before.
    """
    least, most = span or (0.0, STREAM_KM)
    line = flow(stream, shapes)
    part = stretch(line if up else to_sea(line, shapes), anchor.lon, anchor.lat, least, most, up=up)
    if part.is_empty:
        return None
    way = "upstream" if up else "downstream"
    where = f"{least:.0f} to {most:.0f} km" if span else f"up to {most:.0f} km"
    if least == 0 and length_km(part) < _SHORT * most:
        where = f"{length_km(part):.0f} km, to the {'source' if up else 'mouth'},"
    spot = part.interpolate(0.5, normalized=True)
    doubt = "" if span else note(way, most)
    return Made(
        buffer_km(part.simplify(_SIMPLE), BANK_KM),
        f"{where} {way} of {anchor.name} along the {stream.name}, {BANK_KM:.0f} km to either side",
        WherePrec.NEAR if most - least <= STREAM_KM else WherePrec.LARGER,
        round(max((most - least) / 2, BANK_KM), 1),
        anchor.countries,
        (spot.x, spot.y),
        doubt,
    )


@lru_cache(maxsize=KEPT)
def hand_bank(stream: River, shapes: Shapes, hand: str) -> Made | None:
    """Return the strip along the ``"left"`` or ``"right"`` bank, as seen downstream; ``None`` if none can be told."""
    line = flow(stream, shapes).simplify(_SIMPLE)
    strip = buffer_km(line, RIVER_STRIP_KM)
    cut = shapely.union_all([strip.boundary, _prolonged(line)])
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(cut)))
    kept = [piece for piece in pieces if _hand(line, piece.representative_point()) == hand]
    shape = polygonal(shapely.union_all(kept).intersection(strip))
    if shape.is_empty:
        return None
    text = f"within {RIVER_STRIP_KM:.0f} km of the {stream.name}, {hand} bank as the river flows"
    return Made(shape, text, WherePrec.LARGER, RIVER_STRIP_KM, note=note("bank", RIVER_STRIP_KM))


def _prolonged(line: BaseGeometry) -> BaseGeometry:
    """Lead a line straight on at both ends, so that it parts the strip around it."""
    xy = shapely.get_coordinates(line)
    ends = []
    for tip, before in ((xy[0], xy[1]), (xy[-1], xy[-2])):
        ends.append(tip + (tip - before) / np.hypot(*(tip - before)) * _BEYOND)
    return shapely.LineString([ends[0], *xy, ends[1]])


def _hand(line: BaseGeometry, spot: BaseGeometry) -> str:
    """Return the side of a course on which a point lies."""
    at = line.project(spot)
    start, stop = (shapely.get_coordinates(line.interpolate(max(0.0, at + step)))[0] for step in (-_SIMPLE, _SIMPLE))
    (east, north), (x, y) = stop - start, shapely.get_coordinates(spot)[0] - start
    return "left" if east * y - north * x > 0 else "right"


@lru_cache(maxsize=KEPT)
def course_part(stream: River, shapes: Shapes, part: str) -> Made:
    """Return the strip along the ``"upper"``, ``"middle"`` or ``"lower"`` third of a river."""
    line = flow(stream, shapes)
    third = shapely.ops.substring(line, *_SHARES[part], normalized=True)
    text = f"within {RIVER_STRIP_KM:.0f} km of the {part} {stream.name} (a third of its course)"
    return Made(buffer_km(third.simplify(_SIMPLE), RIVER_STRIP_KM), text, WherePrec.LARGER)


@lru_cache(maxsize=KEPT)
def mouth(stream: River, shapes: Shapes) -> Made:
    """Return the surroundings of a river's mouth."""
    spot = shapely.Point(flow(stream, shapes).coords[-1])
    text = f"within {MOUTH_KM:.0f} km of the mouth of the {stream.name}"
    return Made(buffer_km(spot, MOUTH_KM), text, WherePrec.NEAR, MOUTH_KM, point=(spot.x, spot.y))
