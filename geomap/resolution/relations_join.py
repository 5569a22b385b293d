"""Expressions that stand side by side narrow each other: "in eastern Ukraine, near the Russian border"."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.resolution.relations_match import Match
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.made import KEPT, Made, within_text
from geomap.spatial.topology import polygonal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor

# What may stand between an expression and the place that holds it.
_LINKS = frozenset({",", "in", "inside", "the", "and", "of", "located", "situated", "right", "just", "area", "areas"})
_MOST_LINKS = 4
_LEAST_SHARE = (
    0.01  # of the expression's area: less than this in common, and the two have nothing to do with each other
)


def narrowed(row: Row, matches: Sequence[Match]) -> list[Match]:
    """Cut each expression to the place or expression beside it, where they have ground in common."""
    return [_narrow(row, match, matches) if match.narrows else match for match in matches]


def _narrow(row: Row, match: Match, matches: Sequence[Match]) -> Match:
    for holder in (_before(row, match, matches), _after(row, match, matches)):
        if holder is not None and match.made.geometry.area > 0:
            match = _cut(match, holder)
    return match


def _cut(match: Match, holder: tuple[str, Anchor | Match]) -> Match:
    name, found = holder
    made = _common(match.made, name, found.made if isinstance(found, Match) else found)
    return match if made is match.made else replace(match, made=made)


@lru_cache(maxsize=KEPT)
def _common(made: Made, name: str, holder: Made | Anchor) -> Made:
    """Return what a geometry has in common with what holds it; itself where that is nothing or all of it."""
    from shapely import Point

    shape = holder.geometry if isinstance(holder, Made) else holder.geometry()
    if shape.area == 0:
        return made
    kept = polygonal(made.geometry.intersection(shape))
    if kept.area < _LEAST_SHARE * made.geometry.area or kept.area > 0.999 * made.geometry.area:
        return made
    countries = made.countries or holder.countries
    inside = made.point is not None and kept.intersects(Point(made.point))
    point = made.point if inside else None
    return replace(made, geometry=kept, text=within_text(made.text, name), countries=countries, point=point)


def _before(row: Row, match: Match, matches: Sequence[Match]) -> tuple[str, Anchor | Match] | None:
    """Return what stands before: "in Hatay province near the border"."""
    at = match.begin - 1
    for _ in range(_MOST_LINKS):
        if not row.same_sentence(at, match.first):
            return None
        ending = next((other for other in matches if other.last == at and other is not match), None)
        if ending is not None:
            return (ending.made.text.partition(";")[0], ending) if ending.narrows else None
        anchor = row.anchor(at)
        if anchor is not None:
            return (anchor.name, anchor) if _holds(row, at, anchor) else None
        if row.word(at) not in _LINKS | spatial_words().leading:
            return None
        at -= 1
    return None


def _after(row: Row, match: Match, matches: Sequence[Match]) -> tuple[str, Anchor | Match] | None:
    """Return what stands after: "near the border in Hatay province", "30 km south of Aleppo in Syria"."""
    at = match.last + 1
    seen_in = False
    for _ in range(_MOST_LINKS):
        if not row.same_sentence(at, match.first):
            return None
        beginning = next((other for other in matches if other.first == at), None)
        if beginning is not None:
            return (beginning.made.text.partition(";")[0], beginning) if seen_in and beginning.narrows else None
        anchor = row.anchor(at)
        if anchor is not None:
            return (anchor.name, anchor) if seen_in and not anchor.is_point else None
        if row.word(at) not in _LINKS:
            return None
        seen_in = seen_in or row.word(at) in {"in", "inside"}
        at += 1
    return None


def _holds(row: Row, index: int, anchor: Anchor) -> bool:
    """Tell whether a place before an expression is where it lies: an area, brought in by "in" or an owner."""
    if anchor.is_point:
        return False
    before = {row.word(at) for at in range(max(0, index - 5), index) if row.same_sentence(at, index)}
    return bool(before & {"in", "inside", "across", "throughout", "of", "from"}) or row.is_possessive(index - 1)
