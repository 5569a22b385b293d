"""Near, outside, within, at a distance, in a direction: "30 km south of Agdam", "outside Kharkiv"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.resolution.relations_compass import (
    Direction,
    article_before,
    bearing_after,
    bearing_before,
    direction_at,
    is_beside,
)
from geomap.resolution.relations_distances import Distance, distance_at
from geomap.resolution.relations_match import Match
from geomap.resolution.relations_read import phrase_at
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.coasts import on_land
from geomap.spatial.directions import at_bearing, at_degrees, towards
from geomap.spatial.near import inside_edge, near, outside, outskirts, ring, within
from geomap.spatial.parts import part_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor
    from geomap.spatial.made import Made

_SURE = 0.9
_OF = frozenset({"of", "from"})
_AWAY = frozenset({"away", "out", "outside", "distant", "inland", "further", "farther"})  # "off" is for shores
_INSIDE = frozenset({"inside", "into", "within", "deep"})
_DUE = frozenset({"due", "just", "directly", "slightly", "immediately", "well", "to", "the", "toward", "towards"})


def find_near(row: Row) -> Iterator[Match]:
    """Yield what lies near, at a distance or in a direction from a place."""
    for index in range(len(row)):
        found = _measured(row, index) or _in_direction(row, index) or _close(row, index) or _rim(row, index)
        if found is not None:
            yield found


def _measured(row: Row, index: int) -> Match | None:
    """Read a distance and what it is counted from."""
    distance = distance_at(row, index)
    if distance is None or (
        index and row.items[index - 1].end == row.items[index].start and row.word(index - 1) == "."
    ):
        return None
    at = distance.last + 1
    while row.word(at) in _DUE | _AWAY | {","} and row.same_sentence(index, at):
        at += 1
    inland = "inland" in {row.word(step) for step in range(distance.last + 1, at)}
    direction = direction_at(row, at)
    if direction is not None:
        at = direction.last + 1
        while row.word(at) in _AWAY:
            at += 1
    inside = row.word(at) in _INSIDE or row.word(at - 1) in _INSIDE
    if row.word(at) in _OF | _INSIDE | {"around"}:
        at += 1
    elif row.word(at - 1) not in _AWAY | _INSIDE and not (direction is not None and row.is_possessive(at)):
        return None
    match = _from_ground(row, distance, direction, at, inside=inside)
    return None if match is None else _on_bearing(row, distance, _ashore(row, match) if inland else match)


def _from_ground(row: Row, distance: Distance, direction: Direction | None, at: int, *, inside: bool) -> Match | None:
    found = row.ground(at, town=True) if row.same_sentence(distance.first, at) else None
    if found is None:
        return None
    anchor, last = found
    made = _measured_made(anchor, distance, direction, inside=inside)
    if made is None or made.geometry.is_empty:
        return None
    return Match(distance.first, last, made, _SURE, (f"a distance from {anchor.name}",), base=anchor)


def _ashore(row: Row, match: Match) -> Match:
    made = on_land(match.made, row.shapes)
    return match if made is None else replace(match, made=made)


def _on_bearing(row: Row, distance: Distance, match: Match) -> Match:
    """Read the bearing beside a distance: "bearing 270 degrees, 12 miles from X", "12 miles from X, bearing 270"."""
    if match.base is None or not match.base.is_point:
        return match
    read = bearing_before(row, match.first) or bearing_after(row, match.last)
    if read is None:
        return match
    degrees, first, last = read
    made = at_degrees(match.base, degrees, distance.least, distance.most)
    return replace(match, made=made, first=min(first, match.first), last=max(last, match.last))


def _measured_made(anchor: Anchor, distance: Distance, direction: Direction | None, *, inside: bool) -> Made | None:
    if direction is not None and direction.point != "c":
        return at_bearing(anchor, direction.point, distance.least, distance.most)
    if inside and not anchor.is_point:
        return inside_edge(anchor, distance.least, distance.most)
    if distance.at_most:
        return within(anchor, distance.most)
    return ring(anchor, distance.least, distance.most)


def _in_direction(row: Row, index: int) -> Match | None:
    """Read "south of Krasnohorivka", "to the north of Aleppo", "just east of the border"."""
    direction = direction_at(row, index)
    if direction is None or direction.adjective or direction.point == "c":
        return None
    if row.word(direction.last + 1) not in _OF:
        return None
    found = row.ground(direction.last + 2, town=True)
    if found is None or not row.same_sentence(index, found[1]):
        return None
    anchor, last = found
    before = row.word(index - 1)
    article = article_before(row, index)
    if article >= 0 and not is_beside(row, article, anchor):
        return None  # "the north of Mali": a part of it
    if before == "," and len(anchor.code) == 2:  # "Fallujah, west of Iraq": in its west
        made = part_of(anchor, direction.point)
    else:
        made = towards(anchor, direction.point)
    first = index if before != "the" else index - 2
    return None if made.geometry.is_empty else Match(first, last, made, _SURE, (f"a direction from {anchor.name}",))


def _close(row: Row, index: int) -> Match | None:
    """Read "near Kars", "outside Kharkiv", "close to the village of X"; borders have their own rule."""
    words = spatial_words()
    end = phrase_at(row, index, words.outside)
    beyond = end >= 0
    if not beyond:
        end = phrase_at(row, index, words.near)
    if end < 0:
        return None
    found = row.ground(end + 1, town=True)
    if found is None or found[0].key.startswith("line:") or not row.same_sentence(index, found[1]):
        return None
    anchor, last = found
    if row.is_possessive(last + 1) or _goes_on(row, last):
        return None  # "near Syria's border", "near the Quebec-Ontario border": near something of the place
    if len(anchor.code) == 2 and beyond:
        return None  # "outside Russia" is anywhere else
    made = outside(anchor) if beyond else near(anchor)
    return Match(index, last, made, _SURE, (f"near {anchor.name}",), reach=index)


def _goes_on(row: Row, last: int) -> bool:
    """Tell whether a hyphen ties a place to what follows."""
    after = last + 1
    return row.is_hyphen(after) and row.items[after].start == row.items[last].end


def _rim(row: Row, index: int) -> Match | None:
    """Read "the outskirts of Aleppo", "the western outskirts of Aleppo", "Aleppo's outskirts"."""
    words = spatial_words()
    if row.word(index) not in words.rims:
        return None
    direction = next((one for at in (index - 3, index - 1) if (one := _ending(row, at, index - 1))), None)
    first = direction.first if direction else index
    if row.word(index + 1) == "of" and (found := row.ground(index + 2, town=True)):
        anchor, last = found
    elif (owner := row.town(first - 2)) is not None and row.is_possessive(first - 1):
        anchor, first, last = owner, first - 2, index
    elif (owner := row.town(first - 1)) is not None:
        anchor, first, last = owner, first - 1, index
    else:
        return None
    if not row.same_sentence(first, last) or anchor.key.startswith("line:"):
        return None
    made = part_of(anchor, direction.point) if direction else outskirts(anchor)
    return Match(first, last, made, _SURE, (f"the rim of {anchor.name}",))


def _ending(row: Row, start: int, last: int) -> Direction | None:
    found = direction_at(row, start) if 0 <= start <= last else None
    return found if found is not None and found.last == last else None
