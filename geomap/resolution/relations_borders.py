"""Borders in the text: one side or both, their zones, what is near them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_context import other_side
from geomap.resolution.relations_match import Match, join_made
from geomap.resolution.relations_sides import ARTICLES, Named, Sides, distinct, left_sides, right_sides, side_before
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.borders import border_line, land_borders, near_border, region_border, tripoint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.resolution.relations_items import Row
    from geomap.spatial.made import Made

_NEAR = frozenset({"near", "nearby", "around", "towards", "toward", "alongside"})
_NEAR_ENDS = frozenset(
    {"close to", "closer to", "next to", "adjacent to", "far from", "vicinity of", "proximity to", "side of"}
)


def find_borders(row: Row) -> Iterator[Match]:
    """Yield the borders that a document speaks of."""
    for index, item in enumerate(row.items):
        if item.place is None and _is_word(row, index) and _is_border(row, index):
            found = _border_at(row, index)
            if found is not None:
                yield found


def _is_word(row: Row, index: int) -> bool:
    """Tell whether an item says "border", "state line", "administrative boundary"."""
    words = spatial_words()
    word = row.word(index)
    if word in words.borders:
        return True
    kind = row.word(index - 1).split(" ")[-1] in words.boundary_kinds
    return word in words.boundaries and (kind or _parts_two(row, index + 1))


def _parts_two(row: Row, index: int) -> bool:
    """Read "dividing", "that separates" after "line"."""
    return row.word(index + (row.word(index) in {"that", "which"})) in spatial_words().border_parts


def _is_border(row: Row, index: int) -> bool:
    """Tell whether the word is a thing on the ground: no verb, no name, no guard, no line at sea."""
    item = row.items[index]
    if not (item.is_noun or item.lower.startswith("frontier")) or row.word(index - 1) in {"without", "maritime", "sea"}:
        return False
    following = row.word(index + 1)
    if following in spatial_words().border_people or (item.lower == "borders" and following in {"on", "upon"}):
        return False  # "border guards"; "Kars borders on Armenia"
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
    sides = (left_sides(row, index), right_sides(row, last + 1))
    named = distinct((*sides[0].named, *sides[1].named))
    if len(named) > 2 and len(sides[0].named) == 1:
        made = _lines_of_one(row, named[0], named[1:])
    elif len(named) > 2:
        made = tripoint(row.shapes, tuple(one.code for one in named[:3]))
    elif len(named) == 2:
        made = _line_of_two(row, named[0], named[1])
    elif named and named[0].sure:
        return _one_sided(row, index, sides, named[0], zone=zone, last=last)
    else:
        return None if named else _from_side(row, index, zone=zone, last=last)
    if made is None:
        return None
    return _match(row, sides, (index, last), (made, 0.95, "both sides are named"), zone=zone)


def _line_of_two(row: Row, one: Named, other: Named) -> Made | None:
    """Return the line of two areas, of which one may be a region drawn within a country."""
    first, second = (_spelled(row, side, beside) for side, beside in ((one, other), (other, one)))
    for inner, outer, names in ((one, other, (first, second)), (other, one, (second, first))):
        if inner.region:
            return region_border(row.shapes, inner.region, inner.code, outer.code, names)
    return border_line(row.shapes, one.code, other.code, (first, second))


def _spelled(row: Row, side: Named, beside: Named) -> str:
    """Name a side: countries by code among themselves, in full beside a division or region."""
    if side.region or "-" in side.code:
        return side.name
    country = row.gazetteer.country(side.code)
    return country.name if country and (beside.region or "-" in beside.code) else row.shapes.alpha3(side.code)


def _lines_of_one(row: Row, one: Named, others: Sequence[Named]) -> Made | None:
    """Return the lines between one area and several ("Sudan's border with South Sudan and Ethiopia")."""
    lines = [line for other in others if (line := _line_of_two(row, one, other)) is not None]
    return join_made(lines) if lines else None


def _from_side(row: Row, index: int, *, zone: bool, last: int) -> Match | None:
    """Read "the Russian side of the border", where nothing else names the border."""
    code, first = side_before(row, index - 1)
    if not code:
        return None
    sides = (Sides((Named(code, row.shapes.alpha3(code)),), first), Sides())
    return _one_sided(row, index, sides, sides[0].named[0], zone=zone, last=last)


def _one_sided(
    row: Row, index: int, sides: tuple[Sides, Sides], named: Named, *, zone: bool, last: int
) -> Match | None:
    neighbours = row.shapes.neighbours(named.code)
    if not neighbours:
        return None
    within = named.code if row.word(last) in spatial_words().settlements else ""
    side = other_side(row, named.code, index, _beside(named.code, neighbours))
    if side is None:
        made = land_borders(row.shapes, named.code, named.name)
        meant = (made, 0.3, "no neighbour is mentioned, so all land borders are meant")
    else:
        other = Named(side.code, side.name)
        made = _line_of_two(row, other, named)
        name = _spelled(row, other, named)
        meant = (made, 0.4 + 0.5 * side.share, f"the other side is {name}: {side.reason}")
    if meant[0] is None:
        return None
    return _match(row, sides, (index, last), (meant[0], meant[1], meant[2]), zone=zone, within=within)


def _beside(code: str, neighbours: tuple[str, ...]) -> tuple[str, ...]:
    """Return what may lie on the other side: for a division, other divisions and other countries."""
    if "-" not in code:
        return neighbours
    own = code.partition("-")[0]
    abroad = {other.partition("-")[0] for other in neighbours} - {own}
    return (*(other for other in neighbours if other.startswith(f"{own}-")), *sorted(abroad))


def _match(
    row: Row,
    sides: tuple[Sides, Sides],
    middle: tuple[int, int],
    meant: tuple[Made, float, str],
    *,
    zone: bool,
    within: str = "",
) -> Match:
    left, right = sides
    made, score, reason = meant
    first = left.edge if left.named else middle[0]
    last = max(middle[1], right.edge if right.named else -1)
    if made.geometry.geom_type == "Point":
        return Match(first, last, made, score, (reason,))
    row.add_ground(Match(first, last, made, score))
    side = within or side_before(row, first - 1)[0] or side_before(row, middle[0] - 1)[0]
    if zone or side or _is_near(row, first):
        made = near_border(row.shapes, made, within=side)
    return Match(first, last, made, score, (reason,), reach=_reach(row, first))


def _reach(row: Row, first: int) -> int:
    """Return the first of the words that lead to a border ("close to the")."""
    at = first
    while row.word(at - 1) in ARTICLES:
        at -= 1
    if row.word(at - 1) in _NEAR | {"at", "on", "along"}:
        return at - 1
    return at - 2 if f"{row.word(at - 2)} {row.word(at - 1)}" in _NEAR_ENDS else at


def _is_near(row: Row, first: int) -> bool:
    """Tell whether the words before an expression say "near"."""
    index = first - 1
    while row.word(index) in ARTICLES:
        index -= 1
    return row.word(index) in _NEAR or f"{row.word(index - 1)} {row.word(index)}" in _NEAR_ENDS
