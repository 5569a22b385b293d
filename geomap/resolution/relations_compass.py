"""Compass points and bearings in a text: "south", "far north-eastern", "SSE", "on a bearing of 270 degrees"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.resolution.relations_words import spatial_words
from geomap.spatial.compass import BEARINGS

if TYPE_CHECKING:
    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor

_ABBREVIATIONS = re.compile(r"[NSEW]{1,3}")
_LONGEST_BEARING = 8
_FULL_TURN = 360
_MOST_QUALIFIERS = 6
_QUALIFIERS = frozenset({"ADJ", "VERB", "NOUN", "PROPN", "ADV"})


@dataclass(frozen=True, slots=True)
class Direction:
    """A compass point as a text gives it.

    Attributes
    ----------
    point
        Compass point ("sse"), ``"c"`` for the middle.
    first, last
        Indices of its items.
    adjective
        Whether it stands before what it qualifies ("northern").
    how
        ``"far"`` or ``""``.
    """

    point: str
    first: int
    last: int
    adjective: bool
    how: str = ""


def direction_at(row: Row, index: int) -> Direction | None:
    """Read "south", "north-east", "north east", "south-southwest", "SSE", "far northern"."""
    if index not in row.directions:
        row.directions[index] = _direction(row, index)
    return row.directions[index]


def _direction(row: Row, index: int) -> Direction | None:
    words = spatial_words()
    start, how = index, ""
    if row.word(index) in words.far and (
        row.word(index + 1) in words.adjectives or row.word(index + 1) in words.cardinals
    ):
        how, index = "far", index + 1
    point, last, adjective = "", index - 1, False
    at = index
    while row.same_sentence(index, at):
        step = _compass(row, at)
        if step is None or point + step[0] not in {*BEARINGS, "c"}:
            break
        point, last, adjective = point + step[0], at, step[1]
        if "most" in row.word(at):
            how = "far"
        at += 2 if row.is_hyphen(at + 1) and _compass(row, at + 2) else 1
    return Direction(point, start, last, adjective, how) if point else None


def _compass(row: Row, index: int) -> tuple[str, bool] | None:
    words = spatial_words()
    word = row.word(index)
    if not word or row.place(index) is not None:
        return None
    if word in words.cardinals:
        return words.cardinals[word], False
    if word in words.adjectives:
        return words.adjectives[word], word.endswith(("ern", "most", "central"))
    text = row.items[index].text
    if _ABBREVIATIONS.fullmatch(text) and text.lower() in BEARINGS and len(text) > 1:
        return text.lower(), False
    return None


def article_before(row: Row, index: int) -> int:
    """Return the "the" that leads to a noun, over what qualifies it ("the Kurdish-held north-east"); -1 for none."""
    at = index - 1
    while index - at <= _MOST_QUALIFIERS and row.same_sentence(at, index):
        if row.word(at) == "the":
            return at
        if not (row.is_hyphen(at) or row.items[at].token.pos_ in _QUALIFIERS or row.place(at) is not None):
            return -1
        at -= 1
    return -1


def is_beside(row: Row, article: int, anchor: Anchor) -> bool:
    """Tell "to the north of Taiwan", beside it, from "spread to the north of Mali", in it.

    After "to", the noun is a direction, unless a verb of motion leads there and the place is an area that has a north.
    """
    if row.word(article - 1) != "to":
        return False
    verb = row.items[article - 1].token.head
    return anchor.is_point or verb.lemma_.lower() not in spatial_words().motions


def bearing_before(row: Row, index: int) -> tuple[float, int, int] | None:
    """Read "on a bearing of 270 degrees," that ends just before an item: degrees, first and last item."""
    for start in range(max(0, index - _LONGEST_BEARING), index):
        found = _bearing(row, start)
        if found is not None and found[2] in {index - 1, index - 2}:
            return found
    return None


def bearing_after(row: Row, last: int) -> tuple[float, int, int] | None:
    """Read ", bearing 270" that follows an item closely: degrees, first and last item."""
    at = last + 1
    while row.word(at) in {",", "on", "at", "a"}:
        at += 1
    return _bearing(row, at)


def _bearing(row: Row, index: int) -> tuple[float, int, int] | None:
    if row.word(index) != "bearing":
        return None
    at = index + 1
    while row.word(at) in {"of", "about", "approximately"}:
        at += 1
    figure = re.fullmatch(r"(\d{1,3})[°º]?", row.word(at))
    if figure is None or int(figure[1]) > _FULL_TURN:
        return None
    last = at
    while row.word(last + 1) in {"degrees", "degree", "°", "true", "magnetic"}:
        last += 1
    return float(figure[1]), index, last
