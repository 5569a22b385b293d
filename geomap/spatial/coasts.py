"""Shores: off the coast, at a distance off it, along it, on it; and airspace."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

import shapely

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made, within_text
from geomap.spatial.parts import main_part, part_of
from geomap.spatial.projection import buffer_km
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import COAST_STRIP_KM, OFF_COAST_KM, inland_km, note

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.anchors import Anchor
    from geomap.spatial.shapes import Shapes

_SIMPLE = 0.02  # degrees, before a shore is made tens of kilometres wider
_CLOSE_KM = 30.0  # nearer to the shore than this, its simplified line would be seen to be wrong
_BAYS = frozenset({"bay", "bahía", "bahia", "baie", "bight", "baía"})
_OPENS = 0.02  # degrees between a sea and a bay that opens into it
_SEA_REACH = 0.15  # degrees from a sea within which a shore is that sea's


def shore(anchor: Anchor, shapes: Shapes, point: str = "", sea: str = "") -> BaseGeometry | None:
    """Return the line where a place meets the sea; ``None`` inland.

    Parameters
    ----------
    anchor
        The place; for a point, the shore near it.
    shapes
        Outlines.
    point
        Compass point of the part meant ("southern coast"), ``""`` for all of it.
    sea
        Name of the sea meant ("Black Sea"), ``""`` for any.
    """
    line = _whole_shore(anchor, shapes)
    if line is None or line.is_empty:
        return None
    if point and not anchor.is_point:
        part = part_of(anchor, point).geometry
        line = line.intersection(part.buffer(_SEA_REACH))
    if sea:
        water = _sea_with_bays(sea, shapes)
        if water is not None:
            line = line.intersection(water)
    return None if line.is_empty else line


@lru_cache(maxsize=KEPT)
def _sea_with_bays(name: str, shapes: Shapes) -> BaseGeometry | None:
    """Return a sea and the lesser bays that open into it, which the source draws apart, and their shores."""
    water = shapes.sea(name)
    if water is None:
        return None
    bays = [bay for other in shapes.seas() if _BAYS & set(other.casefold().split()) and (bay := shapes.sea(other))]
    lesser = [bay for bay in bays if bay.area < water.area and bay.distance(water) <= _OPENS]
    wholes = [shapes.simplified(f"sea:{name.casefold()}", water), *lesser]
    return shapely.union_all([whole.buffer(_SEA_REACH) for whole in wholes])


def _whole_shore(anchor: Anchor, shapes: Shapes) -> BaseGeometry | None:
    if anchor.code:
        key = f"shore:{anchor.code}"
        line = shapes.coast(anchor.code)
        return None if line is None else shapes.simplified(key, line)
    if anchor.shape is not None:
        edge = main_part(anchor.shape).boundary if anchor.shape.area else anchor.shape
        land = shapes.land_near(anchor.shape.bounds)
        return edge.difference(land.buffer(-_SIMPLE))
    near = buffer_km(anchor.geometry(), OFF_COAST_KM)
    return shapes.land_near(near.bounds).boundary.intersection(near)


@lru_cache(maxsize=KEPT)
def gulf_of(anchor: Anchor, shapes: Shapes) -> str:
    """Return the name of the largest gulf on a place's shore ("Florida's Gulf coast"), ``""`` for none."""
    line = _whole_shore(anchor, shapes)
    if line is None or line.is_empty:
        return ""
    gulfs = {name: shapes.sea(name) for name in shapes.seas() if "gulf" in name.casefold()}
    near = {name: sea.area for name, sea in gulfs.items() if sea is not None and sea.distance(line) < _SEA_REACH}
    return max(near, key=lambda name: near[name], default="")


@lru_cache(maxsize=KEPT)
def off_coast(
    anchor: Anchor, shapes: Shapes, least: float = 0.0, most: float = OFF_COAST_KM, **part: str
) -> Made | None:
    """Return the sea off a place: between two distances from its shore, never on land.

    Parameters
    ----------
    anchor, shapes
        The place and the outlines.
    least, most
        Kilometres from the shore.
    part
        ``point`` and ``sea`` as for :func:`shore`.

    Returns
    -------
    Made or None
        ``None`` for a place without a shore.
    """
    line = shore(anchor, shapes, **part)
    if line is None:
        return None
    if anchor.is_point and not part:
        line = shapely.Point(anchor.lon, anchor.lat)
    water = buffer_km(line, most)
    land = shapes.land_near(water.bounds, exact=most <= _CLOSE_KM)
    shape = polygonal(water.difference(buffer_km(line, least) if least else shapely.Point()).difference(land))
    if shape.is_empty:
        return None
    where = f"{least:.0f} to {most:.0f} km" if least else f"within {most:.0f} km"
    name = f"the {part.get('sea', '')} coast of {anchor.name}".replace("  ", " ")
    text = f"at sea, {where} off {name}; {shapes.version}"
    doubt = note("off the coast", most) if most == OFF_COAST_KM and not least else ""
    return Made(shape, text, WherePrec.WATER, round(most / 2, 1), anchor.countries, note=doubt)


@lru_cache(maxsize=KEPT)
def along_coast(anchor: Anchor, shapes: Shapes, **part: str) -> Made | None:
    """Return a strip of land along a shore; ``None`` inland."""
    line = shore(anchor, shapes, **part)
    if line is None:
        return None
    strip = buffer_km(line, COAST_STRIP_KM)
    inner = strip.intersection(anchor.shape if anchor.shape is not None else shapes.land_near(strip.bounds))
    shape = polygonal(inner)
    if shape.is_empty:
        return None
    name = f"the {part.get('sea', '')} coast of {anchor.name}".replace("  ", " ")
    text = f"within {COAST_STRIP_KM:.0f} km of {name}, on land; {shapes.version}"
    doubt = note("coast", COAST_STRIP_KM)
    return Made(shape, text, WherePrec.LARGER, COAST_STRIP_KM, anchor.countries, note=doubt)


@lru_cache(maxsize=KEPT)
def on_land(made: Made, shapes: Shapes) -> Made | None:
    """Return the dry part of a geometry; ``None`` when all of it is at sea."""
    shape = polygonal(made.geometry.intersection(shapes.land_near(made.geometry.bounds)))
    return None if shape.is_empty else replace(made, geometry=shape, text=within_text(made.text, "land"), point=None)


@lru_cache(maxsize=KEPT)
def interior(anchor: Anchor, shapes: Shapes) -> Made | None:
    """Return what of an area lies far from the sea; of one without a shore, its middle."""
    line = shore(anchor, shapes)
    if line is None:
        return part_of(anchor, "c")
    km = inland_km(anchor)
    shape = polygonal(anchor.geometry().difference(buffer_km(line, km)))
    if shape.is_empty:
        return part_of(anchor, "c")
    text = f"interior of {anchor.name}, more than {km:.0f} km from the sea; {shapes.version}"
    return Made(shape, text, WherePrec.LARGER, None, anchor.countries, note=note("interior", km))


def airspace(anchor: Anchor) -> Made:
    """Return the air over a place."""
    shape = anchor.geometry() if anchor.shape is not None else buffer_km(anchor.geometry(), max(10.0, anchor.size_km))
    return Made(shape, anchor.cited(f"airspace over {anchor.name}"), WherePrec.WATER, None, anchor.countries)
