"""Distances in a text: "about 30 km", "20 to 25 miles", "an hour's drive", "a 20-mile radius"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.resolution.relations_read import first_words, number_at, phrase_at
from geomap.resolution.relations_words import spatial_words
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

_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)(km|kms|mi|nm|m)")
_SPEEDS = {"drive": DRIVE_KMH, "walk": WALK_KMH, "flight": FLIGHT_KMH}
_MOST_HEDGES = 6
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


@cache
def _distance_words() -> frozenset[str]:
    """Return the words that a distance may begin with, besides figures."""
    words = spatial_words()
    return frozenset({*words.numbers, *words.about, *first_words(words.at_most), "more", "at", "several", "few"})


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
