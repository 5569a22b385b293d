"""Parts of places: "northern Syria", "the far north of Mali", "Syria's north-east", "Beirut's southern suburbs"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_compass import Direction, article_before, direction_at, is_beside
from geomap.resolution.relations_match import Match, join_made
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.coasts import along_coast, interior
from geomap.spatial.parts import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor

_SURE = 0.9


def find_parts(row: Row) -> Iterator[Match]:
    """Yield the parts of places that a document speaks of."""
    at = 0
    while at < len(row):
        found = _part_at(row, at) or _shore_part(row, at)
        if found is not None:
            yield found
            at = found.last + 1
        else:
            # A direction that names no part is passed over whole: "eastern" of "north-eastern" is none either.
            direction = direction_at(row, at)
            at = direction.last + 1 if direction is not None else at + 1


def _part_at(row: Row, index: int) -> Match | None:
    if row.anchor(index) is not None and row.is_possessive(index + 1):
        return _of_owner(row, index)
    direction = direction_at(row, index)
    if direction is None or _is_name(row, direction):
        return None
    both = _second(row, direction)
    last = both[-1].last
    return _before_place(row, index, both, last) or _of_place(row, index, both, last)


def _second(row: Row, direction: Direction) -> tuple[Direction, ...]:
    """Read "northern and eastern" as two directions."""
    if row.word(direction.last + 1) in {"and", "or"} and direction.adjective:
        other = direction_at(row, direction.last + 2)
        if other is not None and other.adjective:
            return direction, other
    return (direction,)


def _is_name(row: Row, direction: Direction) -> bool:
    """Tell "Northern Ireland" and "East Timor" from "northern Ireland": capitals within a sentence make a name."""
    item = row.items[direction.first]
    return item.text[:1].isupper() and item.start != item.sentence and not item.text.isupper()


def _before_place(row: Row, index: int, directions: tuple[Direction, ...], last: int) -> Match | None:
    """Read "northern Syria", "central Gaza City", "south Lebanon", "northern Syrian territory"."""
    at = last + 1
    anchor = row.anchor(at) if row.same_sentence(index, at) else None
    if anchor is None:
        return _territory(row, index, directions, at)
    # "Turkey's southern Hatay province" and "the northern Idlib province" say where the whole of Hatay lies.
    before = row.word(index - 1)
    if row.is_possessive(index - 1) or (before == "the" and not anchor.is_point and len(anchor.code) != 2):
        return None
    return _match(row, (index, at), anchor, directions)


def _territory(row: Row, index: int, directions: tuple[Direction, ...], at: int) -> Match | None:
    if not row.code(at) or row.word(at + 1) not in spatial_words().territory:
        return None
    anchor = row.country(row.code(at))
    return None if anchor is None else _match(row, (index, at + 1), anchor, directions)


def _of_place(row: Row, index: int, directions: tuple[Direction, ...], last: int) -> Match | None:
    """Read "the north of Mali", "northern part of Mali", "southern suburbs of Beirut", "eastern half of Ukraine"."""
    words = spatial_words()
    at, how = last + 1, ""
    noun = row.word(at)
    if directions[0].adjective:
        if noun in words.halves | words.tips:
            how = "half" if noun in words.halves else "far"
        elif noun not in words.parts | words.rims:
            return None
        at += 1
    elif (article := article_before(row, index)) < 0:
        return None  # "30 km south of": beside the place, not in it
    if row.word(at) != "of":
        return None
    found = row.ground(at + 1)
    if found is None:
        return None
    anchor, end = found
    if not directions[0].adjective and is_beside(row, article, anchor):
        return None
    return _match(row, (index, end), anchor, directions, how)


def _shore_part(row: Row, index: int) -> Match | None:
    """Read "coastal Ecuador", "inland Australia", "Australia's interior", "the interior of Brazil"."""
    words = spatial_words()
    inland = row.word(index) in words.inlands
    if not inland and row.word(index) not in words.coastals:
        return None
    nouns = inland and row.is_noun_at(index) and row.word(index) != "inland"
    if nouns and row.is_possessive(index - 1):
        anchor, first, last = row.anchor(index - 2), index - 2, index
    elif nouns and row.word(index + 1) == "of" and (found := row.ground(index + 2)):
        anchor, first, last = found[0], index, found[1]
    elif not nouns:
        anchor, first, last = row.anchor(index + 1), index, index + 1
    else:
        return None
    if anchor is None or anchor.is_point or not row.same_sentence(first, last):
        return None
    made = interior(anchor, row.shapes) if inland else along_coast(anchor, row.shapes)
    if made is None:
        return None
    match = Match(first, last, made, _SURE, (f"a part of {anchor.name}",))
    row.add_ground(match, anchor)
    return match


def _of_owner(row: Row, index: int) -> Match | None:
    """Read "Syria's north-east", "Mali's northern regions", "Beirut's southern suburbs"."""
    words = spatial_words()
    anchor = row.anchor(index)
    direction = direction_at(row, index + 2) if row.same_sentence(index, index + 2) else None
    if anchor is None or direction is None:
        return None
    last, how = direction.last, ""
    following = row.word(last + 1)
    if direction.adjective:
        if following in words.halves | words.tips:
            how = "half" if following in words.halves else "far"
        elif following not in words.parts | words.rims:
            return None
        last += 1
    elif row.place(last + 1) is not None or following in words.coasts | words.borders:
        return None
    return _match(row, (index, last), anchor, (direction,), how)


def _match(
    row: Row, span: tuple[int, int], anchor: Anchor, directions: tuple[Direction, ...], how: str = ""
) -> Match | None:
    if not anchor.is_point and anchor.geometry().area == 0:
        return None
    made = join_made([part_of(anchor, one.point, how or one.how) for one in directions])
    if made.geometry.is_empty:
        return None
    match = Match(*span, made, _SURE, (f"a part of {anchor.name}",))
    row.add_ground(match, anchor)
    return match
