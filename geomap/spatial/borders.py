"""Borders as geometry: shared lines, zones along them, and the side that a text means."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model import WherePrec
from geomap.spatial.made import KEPT, Made
from geomap.spatial.projection import buffer_km
from geomap.spatial.topology import polygonal

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.shapes import Shapes

# "Near" a border, where the text gives no distance: UCDP GED calls 25 km around a place "near" (where_prec 2), and
# border zones under national law are of this order (Turkey up to 30 km, Russia 5 to 30 km, United States 100 miles).
NEAR_BORDER_KM = 25.0
_DRAWN = 0.06  # degrees by which a region drawn by hand may be off
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
    return Made(zone, f"{text}; {shapes.version}", line.where_prec, km, line.countries)


@lru_cache(maxsize=KEPT)
def tripoint(shapes: Shapes, codes: tuple[str, ...]) -> Made | None:
    """Return where the borders of three countries meet; ``None`` when they do not."""
    import shapely

    first, second, third = codes
    borders = [shapes.border(*pair) for pair in ((first, second), (second, third), (first, third))]
    lines = [border.geometry for border in borders if border is not None]
    if len(lines) < 3:
        return None
    ends: BaseGeometry = shapely.intersection_all(lines)
    if ends.is_empty:
        return None
    point = shapely.get_parts(ends)[0].representative_point()
    names = ", ".join(shapes.alpha3(code) for code in codes[:-1]) + f" and {shapes.alpha3(codes[-1])}"
    return Made(point, f"where the borders of {names} meet", WherePrec.NEAR, 5.0, tuple(codes), (point.x, point.y))
