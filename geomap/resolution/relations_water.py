"""Shores, seas and air: "off the coast of Crimea", "Turkey's Black Sea coast", "the airspace over Iraq"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_compass import direction_at
from geomap.resolution.relations_distances import Distance, distance_before
from geomap.resolution.relations_match import Match
from geomap.resolution.relations_words import spatial_words
from geomap.spatial.coasts import airspace, along_coast, gulf_of, off_coast
from geomap.spatial.vague import OFF_COAST_KM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor

_SURE = 0.9
_LIKELY = 0.7
_TERRITORIAL_KM = 22.2  # 12 nautical miles (UNCLOS, article 3)
_FARTHEST_KM = 700.0


def find_water(row: Row) -> Iterator[Match]:
    """Yield shores, waters and airspaces."""
    for index in range(len(row)):
        found = _off(row, index) or _coast(row, index) or _waters(row, index) or _air(row, index)
        if found is not None:
            yield found


class _Shore:
    """A shore as the text names it: whose, which part, on which sea, up to which item."""

    def __init__(self, anchor: Anchor, first: int, last: int, point: str = "", sea: str = "") -> None:
        self.anchor = anchor
        self.first = first
        self.last = last
        self.part = {name: value for name, value in (("point", point), ("sea", sea)) if value}


def _owner(row: Row, index: int) -> Anchor | None:
    """Return what a place or a demonym ("Somali") stands for."""
    anchor = row.anchor(index)
    if anchor is not None:
        return anchor
    return row.country(row.code(index)) if row.code(index) else None


def _sea(row: Row, index: int) -> str:
    """Return the name of a sea at an item, ``""`` for none."""
    if not 0 <= index < len(row):
        return ""
    item = row.items[index]
    for name in (item.text, f"{item.text} Sea", f"{item.text} Ocean", f"North {item.text} Ocean"):
        if item.text[:1].isupper() and row.shapes.sea(name) is not None:
            return name
    return ""


def _shore_at(row: Row, index: int) -> _Shore | None:
    """Read a shore whose noun ("coast") stands at an item: what comes before it, and "of X" after it."""
    point = sea = ""
    first = index
    at = index - 1
    owner: Anchor | None = None
    while at >= 0 and row.same_sentence(at, index):
        direction = direction_at(row, at)
        if not sea and _sea(row, at):
            sea = _sea(row, at)
            first = at
        elif direction is not None and direction.last == at and not point and direction.point != "c":
            point, first = direction.point, at
        elif row.is_possessive(at):
            pass
        elif (owner := _owner(row, at)) is not None:
            first = at
            break
        elif not row.is_hyphen(at) and row.word(at) not in {
            "territorial",
            "gulf",
            "mediterranean",
            "atlantic",
            "pacific",
        }:
            break
        at -= 1
    last = index
    if owner is None and row.word(index + 1) in {"of", "off", "near", "between", "around"}:
        found = row.ground(index + 2)
        if found is not None and row.same_sentence(index, found[1]):
            owner, last = found
    if owner is not None and row.word(index - 1) == "gulf" and row.items[index - 1].text[:1].isupper():
        sea, first = gulf_of(owner, row.shapes), min(first, index - 1)
    return None if owner is None or owner.key.startswith("line:") else _Shore(owner, first, last, point, sea)


def _off(row: Row, index: int) -> Match | None:
    """Read "off the coast of X", "40 miles off the Somali coast", "off Cape Town"."""
    if row.word(index) not in {"off", "offshore"}:
        return None
    words = spatial_words()
    shore: _Shore | None = None
    for at in range(index + 1, min(index + 9, len(row))):
        if not row.same_sentence(index, at) or row.word(at) in {",", ";", "."}:
            break
        if row.word(at) in words.coasts:
            shore = _shore_at(row, at)
            break
    if shore is None and row.items[index].token.dep_ == "prt":
        return None  # "floods cut off the north"
    if shore is None:
        found = row.ground(index + 1 + (row.word(index + 1) in {"of", "from"}), town=True)
        if found is None or found[0].key.startswith("line:") or not row.same_sentence(index, found[1]):
            return None
        shore = _Shore(found[0], index, found[1])
    return _at_sea(row, shore, index, distance_before(row, index))


def _at_sea(row: Row, shore: _Shore, index: int, distance: Distance | None) -> Match | None:
    least, most = (distance.least, distance.most) if distance else (0.0, OFF_COAST_KM)
    if most > _FARTHEST_KM:
        return None
    made = off_coast(shore.anchor, row.shapes, least, most, **shore.part)
    if made is None:
        return None
    first = distance.first if distance else index
    return Match(first, shore.last, made, _SURE, (f"at sea off {shore.anchor.name}",), narrows=False)


def _coast(row: Row, index: int) -> Match | None:
    """Read "the Black Sea coast of Turkey", "Libya's coast", "along the Somali coast"; "off" has its own rule."""
    words = spatial_words()
    if row.word(index) not in words.coasts or row.place(index) is not None:
        return None
    if row.word(index + 1) in words.border_people:
        return None  # "Japan's Coast Guard"
    shore = _shore_at(row, index)
    if shore is None or "off" in {row.word(at) for at in range(max(0, shore.first - 3), index)}:
        return None
    made = along_coast(shore.anchor, row.shapes, **shore.part)
    return None if made is None else Match(shore.first, shore.last, made, _SURE, (f"the shore of {shore.anchor.name}",))


def _waters(row: Row, index: int) -> Match | None:
    """Read "Greek territorial waters", "the waters around Taiwan", "Ukraine's waters"."""
    if row.word(index) not in spatial_words().territorial_waters or row.place(index) is not None:
        return None
    if row.word(index + 1) in {"off", "between"}:
        return None
    shore = _shore_at(row, index)
    if shore is None:
        return None
    vague = row.word(index + 1) in {"around", "near"}
    made = off_coast(shore.anchor, row.shapes, 0.0, OFF_COAST_KM if vague else _TERRITORIAL_KM, **shore.part)
    if made is None:
        return None
    return Match(shore.first, shore.last, made, _LIKELY, (f"the waters of {shore.anchor.name}",), narrows=False)


def _air(row: Row, index: int) -> Match | None:
    """Read "Syrian airspace", "the airspace over northern Iraq", "the skies above Kyiv"."""
    if row.word(index) not in spatial_words().airs or row.place(index) is not None:
        return None
    first, last = index, index
    owner: Anchor | None = None
    if row.word(index + 1) in {"over", "above", "of"}:
        found = row.ground(index + 2)
        if found is not None and row.same_sentence(index, found[1]):
            owner, last = found
    elif row.same_sentence(index - 1, index):
        first = index - 1 - row.is_possessive(index - 1)
        owner = _owner(row, first)
    if owner is None or owner.key.startswith("line:"):
        return None
    return Match(first, last, airspace(owner), _SURE, (f"the air over {owner.name}",), narrows=False)
