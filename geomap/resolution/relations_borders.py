"""Borders in the text: one side or both, their zones, what is near them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.resolution.relations_context import other_side
from geomap.resolution.relations_match import Match
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.borders import border_line, land_borders, near_border, tripoint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial.made import Made

_NEAR = frozenset({"near", "nearby", "around", "towards", "toward", "alongside"})
_NEAR_ENDS = frozenset(
    {"close to", "closer to", "next to", "adjacent to", "far from", "vicinity of", "proximity to", "side of"}
)
_ARTICLES = frozenset({"the", "its", "their", "his", "our", "a", "this", "that", "both"})
_JOINTS = frozenset({"and", "with", "from", "to", "into"})


@dataclass(frozen=True, slots=True)
class _Sides:
    """The countries that the text names beside the word, in text order, and the outermost item."""

    codes: tuple[str, ...] = ()
    edge: int = -1


def find_borders(row: Row) -> Iterator[Match]:
    """Yield the borders that a document speaks of."""
    for index, item in enumerate(row.items):
        if item.place is None and item.lower in spatial_words().borders and _is_border(row, index):
            found = _border_at(row, index)
            if found is not None:
                yield found


def _is_border(row: Row, index: int) -> bool:
    """Tell whether the word is a thing on the ground: no verb, no name, no guard."""
    item = row.items[index]
    if not item.is_noun or row.word(index - 1) == "without" or row.word(index + 1) in spatial_words().border_people:
        return False
    # "Border Terrier", "Without Borders", "Scottish Borders": a capital that no headline explains.
    named = item.text[:1].isupper() and not item.text.isupper() and row.items[index].start != item.sentence
    return not (named and (item.lower.endswith("s") or row.items[min(index + 1, len(row) - 1)].text[:1].isupper()))


def _border_at(row: Row, index: int) -> Match | None:
    words = spatial_words()
    last = index
    zone = False
    if row.same_sentence(index, index + 1) and row.word(index + 1) in words.border_zones | words.border_lines:
        last = index + 1
        zone = row.word(last) in words.border_zones
    left = _left_sides(row, index)
    right = _right_sides(row, last + 1)
    codes = _distinct((*left.codes, *right.codes))
    if not codes or (len(codes) == 1 and right.codes and not left.codes and row.word(index) == "borders"):
        return None if not codes else _one_sided(row, index, (left, right), codes[0], zone=zone, last=last)
    if len(codes) == 1:
        return _one_sided(row, index, (left, right), codes[0], zone=zone, last=last)
    made = tripoint(row.shapes, codes[:3]) if len(codes) > 2 else border_line(row.shapes, codes[0], codes[1])
    if made is None:
        return None
    return _match(row, (left, right), (index, last), (made, 0.95, "both sides are named"), zone=zone)


def _one_sided(
    row: Row, index: int, sides: tuple[_Sides, _Sides], named: str, *, zone: bool, last: int
) -> Match | None:
    neighbours = row.shapes.neighbours(named)
    if not neighbours:
        return None
    side = other_side(row, named, index, neighbours)
    if side is None:
        made = land_borders(row.shapes, named)
        why = "no neighbour is mentioned, so all land borders are meant"
        return None if made is None else _match(row, sides, (index, last), (made, 0.3, why), zone=zone)
    made = border_line(row.shapes, side.code, named)
    if made is None:
        return None
    why = f"the other side is {row.shapes.alpha3(side.code)}: {side.reason}"
    return _match(row, sides, (index, last), (made, 0.4 + 0.5 * side.share, why), zone=zone)


def _match(
    row: Row,
    sides: tuple[_Sides, _Sides],
    middle: tuple[int, int],
    meant: tuple[Made, float, str],
    *,
    zone: bool,
) -> Match:
    left, right = sides
    made, score, reason = meant
    reasons = (reason,)
    first = left.edge if left.codes else middle[0]
    last = max(middle[1], right.edge if right.codes else -1)
    if made.geometry.geom_type == "Point":
        return Match(first, last, made, score, reasons)
    row.add_ground(Match(first, last, made, score))
    reach = _reach(row, first)
    side = _side(row, first)
    if zone or side or _is_near(row, first):
        made = near_border(row.shapes, made, within=side)
    return Match(first, last, made, score, reasons, reach=reach)


def _reach(row: Row, first: int) -> int:
    """Return the first of the words that lead to a border ("close to the")."""
    at = first
    while row.word(at - 1) in _ARTICLES:
        at -= 1
    if row.word(at - 1) in _NEAR | {"at", "on", "along"}:
        return at - 1
    return at - 2 if f"{row.word(at - 2)} {row.word(at - 1)}" in _NEAR_ENDS else at


def _side(row: Row, first: int) -> str:
    """Read "on the Turkish side of the", which stands before the border; return the country."""
    at = first
    while row.word(at - 1) in _ARTICLES:
        at -= 1
    if row.word(at - 1) == "of" and row.word(at - 2) == "side":
        return row.code(at - 3) or row.code(at - 4)
    return ""


def _is_near(row: Row, first: int) -> bool:
    """Tell whether the words before an expression say "near"."""
    index = first - 1
    while row.word(index) in _ARTICLES:
        index -= 1
    return row.word(index) in _NEAR or f"{row.word(index - 1)} {row.word(index)}" in _NEAR_ENDS


def _left_sides(row: Row, index: int) -> _Sides:
    """Read "Turkish", "Armenia's", "Turkish-Armenian", "Syria, Turkey and Iraq" before the word, right to left."""
    codes: list[str] = []
    edge = -1
    at = index - 1
    while row.same_sentence(at, index):
        if row.code(at):
            codes.insert(0, row.code(at))
            edge = at
            at -= 1
            if row.is_hyphen(at) or (row.word(at) == "and" and row.code(at - 1)):
                at -= 1
                continue
            break
        if not (row.is_possessive(at) or (not codes and row.word(at) in spatial_words().border_fillers)):
            break
        at -= 1
    return _Sides(tuple(codes), edge)


def _right_sides(row: Row, start: int) -> _Sides:
    """Read "between A and B", "of A and B", "with B" after the word."""
    if row.word(start) not in {"between", "with", "of", "to", "into", "separating", "dividing"}:
        return _Sides()
    codes: list[str] = []
    edge = -1
    at = start + 1
    while row.same_sentence(start, at):
        if row.code(at):
            codes.append(row.code(at))
            edge = at
        elif row.word(at) not in _ARTICLES | {",", "neighbouring", "neighboring", "nearby"}:
            if row.word(at) not in _JOINTS or not codes:
                break
            following = at + 1 + (row.word(at + 1) in _ARTICLES)
            if not row.code(following):
                break
        at += 1
    return _Sides(tuple(codes), edge)


def _distinct(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(codes))
