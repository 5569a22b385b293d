"""How many dead a report counts, read from its sentences of evidence."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from geomap.events.kinship import default_kinship

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Evidence

_ABOUT = (
    r"(?:(?:at least|at most|more than|fewer than|less than|up to|about|around|some|nearly|almost|over|another)\s+)?"
)
_REVISED = r"(?:\s+\S+){0,6}?\s+from\s+\d[\d,]*\s+to"  # "the number of dead in the blast from 101 to 84"


def toll(evidence: Iterable[Evidence]) -> int | None:
    """Return the number of dead that a report tells of, the greatest where it tells several; ``None`` for none.

    A toll that the report itself corrects ("from 101 to 84") is the corrected one.
    """
    return dead_in(*(item.text for item in evidence))


@lru_cache(maxsize=512)
def dead_in(*texts: str) -> int | None:
    """Return the number of dead that some sentences tell of, as `toll` does."""
    revised, told = _patterns()
    for text in texts:
        if found := revised.search(text):
            return _value(found["count"])
    counts = [_value(found["first"] or found["second"]) for text in texts for found in told.finditer(text)]
    return max(counts, default=None)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = default_kinship().toll
    number = rf"\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(words.numbers)}"
    before, after, people, counts = map(_either, (words.before, words.after, words.people, words.counts))
    stop = r"(?![\w.,]*\d|\s*(?:%|per cent|percent|wounded|injured|hurt|years|hours|days|km|miles))"
    risen = rf"(?:{counts})(?:\s+\w+){{0,3}}?"  # "the toll has risen to 31"
    first = rf"(?:{before}|{risen})\s+(?:(?:of|to|at|is|was)\s+)?{_ABOUT}(?P<first>{number})\b{stop}"
    second = rf"\b(?P<second>{number})\s+(?:\w+\s+)?(?:{people})?\s*(?:(?:were|was|have|had|are|been)\s+)*(?:{after})"
    revised = rf"(?:{counts}|{before}|{after}){_REVISED}\s+(?P<count>{number})\b"
    return re.compile(rf"\b{revised}", re.IGNORECASE), re.compile(rf"\b{first}|{second}\b", re.IGNORECASE)


def _either(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


def _value(count: str) -> int:
    numbers = default_kinship().toll.numbers
    word = count.casefold()
    return numbers.index(word) + 1 if word in numbers else int(count.replace(",", ""))
