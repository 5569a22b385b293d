"""Small readers that the rules share: phrases, directions, numbers and distances."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geomap.resolution.relations_words import spatial_words
from geomap.spatial.directions import BEARINGS
from geomap.spatial.vague import (
    ABOUT_SLACK,
    DISTANCE_SLACK,
    DRIVE_KMH,
    FLIGHT_KMH,
    NAUTICAL_MILE_KM,
    WALK_KMH,
)

if TYPE_CHECKING:
    from geomap.resolution.relations_items import Row
    from geomap.spatial.anchors import Anchor

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)(km|kms|mi|nm|m)")
_SPEEDS = {"drive": DRIVE_KMH, "walk": WALK_KMH, "flight": FLIGHT_KMH}
_LONGEST_PHRASE = 5
_MOST_HEDGES = 6
_LOOSE = {"few": 3.0, "couple": 2.0, "dozen": 12.0, "half": 0.5}  # after "a"
_ABBREVIATIONS = re.compile(r"[NSEW]{1,3}")
_LONGEST_BEARING = 8
_FULL_TURN = 360
_MOST_QUALIFIERS = 6
_QUALIFIERS = frozenset({"ADJ", "VERB", "NOUN", "PROPN", "ADV"})
_APOSTROPHES = frozenset({"'", "’", "'s", "’s"})


@dataclass(frozen=True, slots=True)
class Distance:
    """A distance as a text gives it.

    Attributes
    ----------
    least, most
        Kilometres, with the slack that the wording leaves.
    last
        Index of its last item.
    at_most
        Whether it is an upper bound ("within").
    first
        Index of its first item.
    """

    least: float
    most: float
    last: int
    at_most: bool
    first: int


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


def phrase_at(row: Row, index: int, phrases: frozenset[str]) -> int:
    """Return the last item of the longest listed phrase that begins at an item; -1 for none."""
    if row.word(index) not in _first_words(phrases):
        return -1
    words = ""
    found = -1
    for at in range(index, min(index + _LONGEST_PHRASE, len(row))):
        if not row.same_sentence(index, at):
            break
        words = f"{words} {row.word(at)}".strip()
        if words in phrases:
            found = at
    return found


@lru_cache(maxsize=64)
def _first_words(phrases: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases)


@cache
def _distance_words() -> frozenset[str]:
    """Return the words that a distance may begin with, besides figures."""
    words = spatial_words()
    return frozenset({*words.numbers, *words.about, *_first_words(words.at_most), "more", "at", "several", "few"})


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


def number_at(row: Row, index: int) -> tuple[float, int] | None:
    """Read "30", "1,200", "12.5", "twenty", "half a", "a few", "a dozen"; return the value and its last item."""
    word = row.word(index)
    if _NUMBER.fullmatch(word):
        return float(word.replace(",", "") if re.search(r",\d{3}", word) else word.replace(",", ".")), index
    if word in {"a", "an"} and row.word(index + 1) in _LOOSE:
        return _LOOSE[row.word(index + 1)], index + 1 + (row.word(index + 2) == "of")
    if word in {"several", "few"}:
        return 4.0, index
    return _spelled_number(row, index) if word in spatial_words().numbers else None


def _spelled_number(row: Row, index: int) -> tuple[float, int]:
    """Read "twenty", "twenty-five", "two hundred", "half an"."""
    words = spatial_words().numbers
    value, following = float(words[row.word(index)]), row.word(index + 1)
    halved = 2 * row.is_hyphen(index + 1) or 1
    if (
        row.word(index + halved) == "and"
        and row.word(index + 2 * halved) == "a"
        and row.word(index + 3 * halved) == "half"
    ):
        return value + 0.5, index + 3 * halved  # "four and a half", "two-and-a-half"
    if value < 1 and following in {"a", "an"}:
        return value, index + 1
    if row.is_hyphen(index + 1) and 0 < words.get(row.word(index + 2), 0) < 10 <= value:
        return value + words[row.word(index + 2)], index + 2
    return (value * 100, index + 1) if following == "hundred" else (value, index)


def distance_at(row: Row, index: int) -> Distance | None:
    """Read "about 30 km", "20 to 25 miles", "within 5 kilometres (3 miles)", "an hour's drive", "a 20-mile radius"."""
    word = row.word(index)
    if not word[:1].isdigit() and word not in _distance_words():
        return None
    at, at_most, slack = _hedges(row, index)
    glued = _GLUED.fullmatch(row.word(at))
    if glued:
        value = float(glued[1].replace(",", ".")) * spatial_words().units[glued[2]]
        return _distance(row, (value, value), slack, (index, at), at_most=at_most)
    read = number_at(row, at)
    if read is None:
        return None
    low, last = read
    high = low
    joined = row.is_hyphen(last + 1) or row.word(last + 1) in {"to", "or", "and"}
    if joined and (other := number_at(row, last + 2)):
        high, last = other
    last += row.is_hyphen(last + 1)
    factor, last = _unit(row, last + 1)
    if factor is None:
        return None
    return _distance(row, (low * factor[0], high * factor[1]), slack, (index, last), at_most=at_most)


def _hedges(row: Row, index: int) -> tuple[int, bool, float]:
    """Read "within", "about", "more than" before a number: where they end, whether a bound, how much slack."""
    words = spatial_words()
    at, at_most, slack = index, False, DISTANCE_SLACK
    while at - index < _MOST_HEDGES:
        if (end := phrase_at(row, at, words.at_most)) >= 0:
            at_most, at = True, end + 1
            at += row.word(at) in {"a", "an"} and number_at(row, at + 1) is not None
        elif row.word(at) in words.about:
            slack, at = ABOUT_SLACK, at + 1
        elif f"{row.word(at)} {row.word(at + 1)}" in {"more than", "at least"}:
            slack, at = ABOUT_SLACK, at + 2
        else:
            break
    return at, at_most, slack


def _unit(row: Row, index: int) -> tuple[tuple[float, float] | None, int]:
    """Return kilometres a unit (least and most) and the unit's last item."""
    words = spatial_words()
    word = row.word(index).removesuffix(".")
    if word == "nautical" and row.word(index + 1) in {"mile", "miles"}:
        return (NAUTICAL_MILE_KM, NAUTICAL_MILE_KM), index + 1
    if word in {"square", "cubic"}:
        return None, index
    if word in words.units:
        return (words.units[word], words.units[word]), index
    if word in {"hour's", "hours'", "minutes'"} or word in words.hours:
        hours = words.hours[word.rstrip("'").removesuffix("'s")]
        at = index + 1
        while row.word(at) in _APOSTROPHES or row.is_hyphen(at) or row.word(at) in {"by", "on"}:
            at += 1
        ride = words.rides.get(row.word(at), "")
        if ride:
            slow, fast = _SPEEDS[ride]
            return (hours * slow / (1 - DISTANCE_SLACK), hours * fast / (1 + DISTANCE_SLACK)), at
    return None, index


def _distance(
    row: Row, span: tuple[float, float], slack: float, items: tuple[int, int], *, at_most: bool
) -> Distance | None:
    start, last = items
    at = last + 1
    if row.word(at) == "(":  # the same in another unit: "30 km (19 miles)"
        for close in range(at + 1, min(at + 6, len(row))):
            if row.word(close) == ")":
                last = close
                break
    if row.is_hyphen(last + 1):
        last += 1
    if row.word(last + 1) == "radius":
        last, at_most = last + 1, True
    low, high = span
    if high <= 0 or high > 5000:
        return None
    return Distance(
        0.0 if at_most else low * (1 - slack), high if at_most else high * (1 + slack), last, at_most, start
    )


def distance_before(row: Row, index: int) -> Distance | None:
    """Read a distance that ends just before an item."""
    for start in range(max(0, index - 8), index):
        distance = distance_at(row, start) if row.same_sentence(start, index) else None
        if distance is not None and distance.last == index - 1:
            return distance
    return None


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
