"""Directions: south of a place, 30 km south of it, on a bearing from it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import WherePrec
from geomap.spatial.compass import BEARINGS, spelled, spread, swept, wedge
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import buffer_km, destination, normal
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import SECTOR_DEGREES, note, reach_km, spelled_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor

_BEARING_SLACK = 5.0  # degrees: a bearing in a report is rounded


@lru_cache(maxsize=KEPT)
def at_bearing(anchor: Anchor, point: str, near: float, far: float) -> Made:
    """Return what lies so many kilometres in a direction from a place.

    Parameters
    ----------
    anchor
        The place. From a point the result is a piece of a ring; from a shape, the strip beyond its edge.
    point
        Compass point ("sse").
    near, far
        Kilometres.
    """
    if not anchor.is_point:
        text = f"{spelled_km(near, far)} {spelled(point)} of {anchor.name}"
        shape = _beyond(anchor, BEARINGS[point], near, far, SECTOR_DEGREES)
        return Made(shape, anchor.cited(text), WherePrec.LARGER, round((far - near) / 2, 1), anchor.countries)
    return _piece(anchor, (BEARINGS[point], spread(point)), (near, far), f"{spelled(point)} of")


@lru_cache(maxsize=KEPT)
def at_degrees(anchor: Anchor, degrees: float, near: float, far: float) -> Made:
    """Return what lies so many kilometres from a place on a bearing in degrees clockwise from north."""
    return _piece(anchor, (degrees, _BEARING_SLACK), (near, far), f"on a bearing of {degrees:.0f} degrees from")


def _piece(anchor: Anchor, sector: tuple[float, float], span: tuple[float, float], words: str) -> Made:
    """Return a piece of a ring around a place's point; ``sector`` is its middle and half its opening, in degrees."""
    (bearing, half), (near, far) = sector, span
    middle = (near + far) / 2
    shape = wedge((anchor.lon, anchor.lat), bearing - half, bearing + half, near, far)
    reach = max((far - near) / 2, middle * np.sin(np.radians(half)))
    prec = WherePrec.NEAR if reach <= 25 else WherePrec.LARGER
    spot = normal(*destination(anchor.lon, anchor.lat, bearing, middle))
    return Made(
        shape, f"{spelled_km(near, far)} {words} {anchor.name}", prec, round(float(reach), 1), anchor.countries, spot
    )


@lru_cache(maxsize=KEPT)
def towards(anchor: Anchor, point: str) -> Made:
    """Return what lies in a direction from a place, as far as the place's size makes one say so."""
    bearing, reach = BEARINGS[point], reach_km(anchor)
    text = f"up to {reach:.0f} km {spelled(point)} of {anchor.name}"
    doubt = note(f"{spelled(point)} of", reach)
    if not anchor.is_point:
        shape = _beyond(anchor, bearing, 0, reach, SECTOR_DEGREES)
        return Made(shape, anchor.cited(text), WherePrec.LARGER, round(reach, 1), anchor.countries, note=doubt)
    inner = 0.4 * anchor.size_km
    start, stop = bearing - SECTOR_DEGREES, bearing + SECTOR_DEGREES
    shape = wedge((anchor.lon, anchor.lat), start, stop, inner, reach)
    spot = normal(*destination(anchor.lon, anchor.lat, bearing, reach / 2))
    return Made(shape, text, WherePrec.NEAR, round(reach / 2, 1), anchor.countries, spot, doubt)


def _beyond(anchor: Anchor, bearing: float, near: float, far: float, half: float) -> BaseGeometry:
    """Return the strip beyond a shape's edge in a direction; for a line, the side of it that faces there."""
    import shapely

    shape = anchor.geometry()
    strip = buffer_km(shape, far)
    strip = strip.difference(buffer_km(shape, near) if near > 0 else shape)
    if shape.area == 0:
        return polygonal(strip.intersection(swept(shape, bearing, far * 1.5)))
    size = 3 * (anchor.size_km + far)
    fan = wedge((anchor.lon, anchor.lat), bearing - half, bearing + half, 0, min(size, 9_000.0))
    kept = polygonal(strip.intersection(fan))
    return shapely.make_valid(kept) if not kept.is_empty else polygonal(strip)
