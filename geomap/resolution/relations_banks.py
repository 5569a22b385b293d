"""Banks of rivers and shores of lakes: "the left bank of the Dnipro", "the northern shore of Lake Chad"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.model import MentionKind
from geomap.resolution.relations_compass import Direction, direction_at
from geomap.resolution.relations_match import Match, join_made
from geomap.resolution.relations_rivers import river_from
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.anchors import anchor_of
from geomap.spatial.lakes import lake_shore
from geomap.spatial.made import Made, within_text
from geomap.spatial.projection import buffer_km
from geomap.spatial.rivers import River, along_river
from geomap.spatial.streams import hand_bank
from geomap.spatial.topology import polygonal
from geomap.spatial.vague import near_km

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor

_SURE = 0.9
_LAKES = frozenset({"LK", "LKS", "RSV", "LGN"})  # GeoNames: lake, lakes, reservoir, lagoon
_HANDS = frozenset({"left", "right"})
_BY = frozenset({"at", "near", "in", "opposite", "by", "around", "facing", "outside"})


def find_banks(row: Row) -> Iterator[Match]:
    """Yield the banks and shores that a document speaks of."""
    for index in range(len(row)):
        found = _along(row, index) or _bank(row, index)
        if found is not None:
            yield found


def _along(row: Row, index: int) -> Match | None:
    """Read "along the Euphrates", "across the Rio Grande"."""
    if row.word(index) not in {"along", "across"}:
        return None
    found = None if _crosses_country(row, index) else river_from(row, index + 1)
    made = None if found is None else along_river(found[0])
    if found is None or made is None:
        return None
    return Match(index, found[1], made, _SURE, (f"the course of the {found[0].name}",))


def _crosses_country(row: Row, index: int) -> bool:
    """Tell "across the Congo", which is in the country, from "along the Congo" and "across the Congo River"."""
    at = index + 1 + (row.word(index + 1) == "the")
    return row.word(index) == "across" and bool(row.code(at)) and row.word(at + 1) != "river"


def _bank(row: Row, index: int) -> Match | None:
    """Read a bank whose noun stands at an item: which side comes before it, whose it is after or before that."""
    words = spatial_words()
    if row.word(index) not in words.banks | words.lake_shores or row.place(index) is not None:
        return None
    if _is_name(row, index):
        return None
    sides, first = _sides_before(row, index)
    if "off" in {row.word(first - 1), row.word(first - 2)}:
        return None  # on the water
    if row.word(index + 1) == "of":
        return _owned(row, (first, index, index + 2), sides)
    if row.is_possessive(first - 1):
        return _owned(row, (first - 2, index, first - 2), sides)
    return _owned(row, (index - 1, index, index - 1), ()) if first == index else None


def _is_name(row: Row, index: int) -> bool:
    """Tell "the West Bank", "the Left Bank" and "the World Bank" from banks."""
    item = row.items[index]
    return item.text[:1].isupper() and not item.text.isupper() and item.start != item.sentence


def _owned(row: Row, span: tuple[int, int, int], sides: tuple[str, ...]) -> Match | None:
    """Read the lake or river at the third of the items; the others are where the expression begins and its noun."""
    first, noun, at = span
    words = spatial_words()
    lake = _lake_at(row, at) if row.word(noun) in words.lake_shores else None
    if lake is not None:
        made: Made | None = lake_shore(lake[0], row.shapes, tuple(side for side in sides if side not in _HANDS))
        name, last = lake[0].name, lake[1]
    elif row.word(noun) in words.banks and (found := river_from(row, at)):
        made, name, last = _river_bank(row, found[0], sides), f"the {found[0].name}", found[1]
    else:
        return None
    if made is None or not row.same_sentence(first, last):
        return None
    return _beside_town(row, Match(first, max(last, noun), made, _SURE, (f"beside {name}",)))


def _river_bank(row: Row, stream: River, sides: tuple[str, ...]) -> Made | None:
    """Return the banks meant; both where none or both are named."""
    banks = [hand_bank(stream, row.shapes, side) if side in _HANDS else along_river(stream, side) for side in sides]
    if not banks or set(sides) == _HANDS:
        return along_river(stream)
    made = [bank for bank in banks if bank is not None]
    return join_made(made) if made else None


def _sides_before(row: Row, index: int) -> tuple[tuple[str, ...], int]:
    """Read "northern and southern", "left", "both" before a noun: the sides, and the first item."""
    at = index
    sides: list[str] = []
    while at > 0 and row.same_sentence(at - 1, index):
        direction = _ending_at(row, at - 1)
        if direction is not None and direction.point != "c":
            sides.insert(0, direction.point)
            at = direction.first
        elif row.word(at - 1) in _HANDS:
            sides.insert(0, row.word(at - 1))
            at -= 1
        else:
            break
        if row.word(at - 1) not in {"and", "or"}:
            break
        at -= 1
    at += row.word(at) in {"and", "or"}
    return tuple(sides), at - (row.word(at - 1) in {"both", "opposite"} and not sides)


def _ending_at(row: Row, last: int) -> Direction | None:
    """Return the compass point that ends at an item, the longest."""
    for start in (last - 2, last - 1, last):
        direction = direction_at(row, start) if start >= 0 else None
        if direction is not None and direction.last == last:
            return direction
    return None


def _lake_at(row: Row, index: int) -> tuple[Anchor, int] | None:
    """Return the lake that an item names, whatever else bears the name ("Tanganyika"), and its last item."""
    at = index + (row.word(index) == "the")
    found = row.place(at)
    if found is None or found.mention.kind is MentionKind.DEMONYM:
        return None
    if found.place is not None and found.place.feature_code in _LAKES:
        return anchor_of(found.place, row.shapes), at
    for candidate in row.gazetteer.lookup(found.mention.surface):
        if candidate.place.feature_code in _LAKES:
            return anchor_of(candidate.place, row.shapes), at
    return None


def _beside_town(row: Row, match: Match) -> Match:
    """Keep a bank to the town that the text names with it: "the east bank of the Nile at Luxor"."""
    if row.word(match.last + 1) not in _BY:
        return match
    found = row.ground(match.last + 2, town=True)
    if found is None or not found[0].is_point or not row.same_sentence(match.first, found[1]):
        return match
    anchor = found[0]
    km = near_km(anchor)
    kept = polygonal(match.made.geometry.intersection(buffer_km(anchor.geometry(), km)))
    if kept.is_empty:
        return match
    text = within_text(match.made.text, f"{km:.0f} km of {anchor.name}")
    made = replace(match.made, geometry=kept, text=text, countries=anchor.countries, point=None)
    return replace(match, made=made, narrows=False)
