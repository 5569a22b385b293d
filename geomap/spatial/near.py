"""Near, within, at a distance, around, outside, on the outskirts: rings and discs around places."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import buffer_km
from geomap.spatial.vague import near_km, note, spelled_km

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor


@lru_cache(maxsize=KEPT)
def near(anchor: Anchor) -> Made:
    """Return what is near a place: the place and a margin that grows with it."""
    km = near_km(anchor)
    prec = WherePrec.NEAR if anchor.is_point else WherePrec.LARGER
    text = anchor.cited(f"within {km:.0f} km of {anchor.name}")
    shape = buffer_km(anchor.geometry(), km)
    return Made(shape, text, prec, round(km, 1), anchor.countries, note=note("near", km))


@lru_cache(maxsize=KEPT)
def within(anchor: Anchor, km: float) -> Made:
    """Return what is within a stated distance of a place."""
    prec = WherePrec.NEAR if km <= 25 and anchor.is_point else WherePrec.LARGER
    text = anchor.cited(f"within {km:g} km of {anchor.name}")
    return Made(buffer_km(anchor.geometry(), km), text, prec, round(km, 1), anchor.countries)


@lru_cache(maxsize=KEPT)
def ring(anchor: Anchor, least: float, most: float) -> Made:
    """Return what is at a stated distance from a place, in any direction."""
    outer = buffer_km(anchor.geometry(), most)
    shape = outer.difference(buffer_km(anchor.geometry(), least)) if least > 0 else outer
    prec = WherePrec.NEAR if most <= 25 and anchor.is_point else WherePrec.LARGER
    text = anchor.cited(f"{spelled_km(least, most)} from {anchor.name}")
    return Made(shape, text, prec, round(most, 1), anchor.countries)


@lru_cache(maxsize=KEPT)
def inside_edge(anchor: Anchor, least: float, most: float) -> Made:
    """Return what lies within a shape, at a stated distance from its edge ("30 km inside Syria")."""
    from geomap.spatial.topology import polygonal

    shape = anchor.geometry()
    edge = shape.boundary if shape.area else shape
    strip = buffer_km(edge, most).intersection(shape) if shape.area else buffer_km(edge, most)
    if least > 0:
        strip = strip.difference(buffer_km(edge, least))
    text = f"{least:.0f} to {most:.0f} km inside {anchor.name}"
    return Made(polygonal(strip), anchor.cited(text), WherePrec.LARGER, round(most, 1), anchor.countries)


@lru_cache(maxsize=KEPT)
def outside(anchor: Anchor) -> Made:
    """Return what is just outside a place, not in it."""
    km = near_km(anchor)
    inner = _body(anchor, 0.6)
    shape = buffer_km(anchor.geometry(), km).difference(inner)
    prec = WherePrec.NEAR if anchor.is_point else WherePrec.LARGER
    text = anchor.cited(f"outside {anchor.name}, within {km:.0f} km")
    return Made(shape, text, prec, round(km, 1), anchor.countries, note=note("outside", km))


@lru_cache(maxsize=KEPT)
def outskirts(anchor: Anchor) -> Made:
    """Return the rim of a place: from a little inside its edge to a little outside."""
    reach = anchor.size_km * 1.5 + 2 if anchor.is_point else near_km(anchor)
    shape = buffer_km(anchor.geometry(), reach).difference(_body(anchor, 0.6))
    text = anchor.cited(f"outskirts of {anchor.name}, up to {reach:.0f} km from its middle")
    return Made(shape, text, WherePrec.NEAR, round(reach, 1), anchor.countries, note=note("outskirts", reach))


def _body(anchor: Anchor, share: float) -> BaseGeometry:
    return buffer_km(anchor.geometry(), share * anchor.size_km) if anchor.is_point else anchor.geometry()
