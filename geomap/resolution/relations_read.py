"""Small readers that the rules share: listed phrases, and numbers."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.resolution.relations_words import spatial_words

if TYPE_CHECKING:
    from geomap.resolution.relations_items import Row

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?")
_LONGEST_PHRASE = 5
_LOOSE = {"few": 3.0, "couple": 2.0, "dozen": 12.0, "half": 0.5}  # after "a"


def phrase_at(row: Row, index: int, phrases: frozenset[str]) -> int:
    """Return the last item of the longest listed phrase that begins at an item; -1 for none."""
    if row.word(index) not in first_words(phrases):
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
def first_words(phrases: frozenset[str]) -> frozenset[str]:
    """Return the first word of each phrase."""
    return frozenset(phrase.split()[0] for phrase in phrases)


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
