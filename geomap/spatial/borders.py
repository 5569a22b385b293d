"""Borders as geometry: shared lines, zones along them, and the side that a text means."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import buffer_km
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import note

if TYPE_CHECKING:
    from geomap.spatial.shapes import Shapes

# "Near" a border, where the text gives no distance: UCDP GED calls 25 km around a place "near" (where_prec 2), and
# border zones under national law are of this order (Turkey up to 30 km, Russia 5 to 30 km, United States 100 miles).
NEAR_BORDER_KM = 25.0
_DRAWN = 0.06  # degrees by which a region drawn by hand may be off
_MEETING = 0.02  # degrees: the drawing does not join every line to the last metre
TRIANGLE_KM = 50.0  # "the tri-border area", "the triangle": how far around the point
_SIMPLE = 0.01  # degrees by which a line may be off before it is made wider by 25 km


@lru_cache(maxsize=KEPT)
def border_line(shapes: Shapes, first: str, second: str, names: tuple[str, str] | None = None) -> Made | None:
    """Return the line that two areas share.

    Parameters
    ----------
    shapes
        Where lines come from.
    first, second
        Alpha-2 or ISO 3166-2 codes.
    names
        What to call them; their alpha-3 codes by default.

    Returns
    -------
    Made or None
        ``None`` when they share none.
    """
    border = shapes.border(first, second)
    if border is None:
        return None
    one, other = names or (shapes.alpha3(first), shapes.alpha3(second))
    return Made(
        border.geometry, f"shared border of {one} and {other}", WherePrec.LARGER, countries=_countries(first, second)
    )


@lru_cache(maxsize=KEPT)
def region_border(shapes: Shapes, region_id: str, country: str, other: str, names: tuple[str, str]) -> Made | None:
    """Return the line between a region drawn within a country, and the rest of it or another country.

    Parameters
    ----------
    shapes
        Outlines and lines.
    region_id
        Id of the curated region.
    country, other
        Alpha-2 codes of the region's country and of the other side; equal for the region's inner edge.
    names
        What to call the region and the other side.
    """
    region, whole = shapes.region(region_id), shapes.country(country)
    if region is None or whole is None or region.area == 0:
        return None
    if other == country:
        line = region.boundary.difference(whole.boundary.buffer(_DRAWN))
    else:
        border = shapes.border(country, other)
        if border is None:
            return None
        line = border.geometry.intersection(region.buffer(_DRAWN))
    if line.is_empty:
        return None
    text = f"shared border of {names[0]} and {names[1]}"
    return Made(line, text, WherePrec.LARGER, countries=_countries(country, other))


@lru_cache(maxsize=KEPT)
def land_borders(shapes: Shapes, code: str, name: str = "") -> Made | None:
    """Return all land borders of an area; ``None`` for an island."""
    import shapely

    borders = shapes.borders_of(code)
    if not borders:
        return None
    lines = shapely.union_all([border.geometry for border in borders])
    sides = tuple(border.opposite(code) for border in borders)
    text = f"land borders of {name or shapes.alpha3(code)}"
    return Made(lines, text, WherePrec.LARGER, countries=_countries(code, *sides))


def _countries(*codes: str) -> tuple[str, ...]:
    """Return the alpha-2 codes of areas, each once."""
    return tuple(dict.fromkeys(part.partition("-")[0] for code in codes for part in code.split("+")))


@lru_cache(maxsize=KEPT)
def near_border(shapes: Shapes, line: Made, km: float = NEAR_BORDER_KM, within: str = "") -> Made:
    """Widen a border to a zone.

    Parameters
    ----------
    shapes
        For the outline of the side.
    line
        The border.
    km
        Half the zone's width in kilometres.
    within
        Alpha-2 or ISO 3166-2 code of what the zone must lie in, ``""`` for both sides.
    """
    zone = buffer_km(line.geometry.simplify(_SIMPLE), km)
    text = f"within {km:g} km of the {line.text}"
    holder = shapes.outline(within) if within else None
    if holder is not None:
        kept = polygonal(zone.intersection(holder))
        if not kept.is_empty:
            zone = kept
            text += f", on the side of {shapes.alpha3(within)}"
    doubt = note("near", km) if km == NEAR_BORDER_KM else ""
    return Made(zone, f"{text}; {shapes.version}", line.where_prec, km, line.countries, note=doubt)


@lru_cache(maxsize=KEPT)
def tripoint(shapes: Shapes, codes: tuple[str, ...], km: float = 0.0) -> Made | None:
    """Return where three or more countries meet.

    Parameters
    ----------
    shapes
        Outlines and lines.
    codes
        Alpha-2 or ISO 3166-2 codes.
    km
        Radius of the area around the point that the text means ("the triangle"); 0 for the point itself.

    Returns
    -------
    Made or None
        ``None`` where they do not meet: no end of a border between two of them touches all.
    """
    import shapely

    lines = [border.geometry for pair in combinations(codes, 2) if (border := shapes.border(*pair)) is not None]
    outlines = [outline for code in codes if (outline := shapes.outline(code)) is not None]
    if not lines or len(outlines) < len(codes):
        return None
    ends = shapely.get_parts(shapely.union_all([line.boundary for line in map(shapely.line_merge, lines)]))
    gaps = [max(outline.distance(end) for outline in outlines) for end in ends]
    if not gaps or min(gaps) > _MEETING:
        return None
    point = ends[int(np.argmin(gaps))]
    names = ", ".join(shapes.alpha3(code) for code in codes[:-1]) + f" and {shapes.alpha3(codes[-1])}"
    text, spot = f"where the borders of {names} meet", (point.x, point.y)
    if not km:
        return Made(point, text, WherePrec.NEAR, 5.0, _countries(*codes), spot)
    return Made(buffer_km(point, km), f"within {km:g} km of {text}", WherePrec.LARGER, km, _countries(*codes), spot)
