"""Lengths of time between two events: "five days after", "hours before", "within minutes of", "the morning after"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.model import TimeSpan

_COUNTED = re.compile(r"P(\d+)([DWMY])")
_GAP = 1  # characters between "five days" and "after"
_LOOK = 30  # characters
_THE_DAY = re.compile(r"\b(?<!to )((?:the|a) (day|morning|night|evening|week)) $", re.IGNORECASE)
# Of the same day, as far as anybody can tell.
_AT_ONCE = re.compile(
    r"\b((?:(?:a few|several|some|many|a couple of|within) )?(?:hours?|minutes?|moments?|seconds?)"
    r"|an? (?:hour|minute|moment)|shortly|soon|immediately|right|just|straight|directly) $",
    re.IGNORECASE,
)
_ON_THE_DAY = re.compile(r"\b(on the (?:very )?(?:day|morning|afternoon|evening|night)) $", re.IGNORECASE)
_EVE = re.compile(r"\b((?:on|by|until) the eve) $", re.IGNORECASE)
_WEEK, _MONTHS = 7, 12


@dataclass(frozen=True, slots=True)
class Length:
    """So many days, or months, told in words.

    Attributes
    ----------
    days
        Exact days, where months are 0.
    months
        Whole months; a year is twelve.
    words
        As the text has it.
    """

    days: int
    months: int
    words: str

    def moved(self, day: date, sign: int) -> tuple[date, date]:
        """Return the first and last day that may be meant: a whole month for months, a whole year for years."""
        if not self.months:
            there = day + timedelta(days=sign * self.days)
            return there, there
        count = day.year * _MONTHS + day.month - 1 + sign * self.months
        year, month = count // _MONTHS, count % _MONTHS + 1
        if self.months % _MONTHS == 0:
            return date(year, 1, 1), date(year, _MONTHS, 31)
        after = date(year + month // _MONTHS, month % _MONTHS + 1, 1)
        return date(year, month, 1), after - timedelta(days=1)


def length_before(word: Token, scene: Scene) -> Length | None:
    """Return the length of time right before "after" or "before", "the eve" and "hours" before "of" among them."""
    before = scene.parsed.text[max(0, word.idx - _LOOK) : word.idx]
    if word.lower_ == "of":
        eve, within, same = _EVE.search(before), _AT_ONCE.search(before), _ON_THE_DAY.search(before)
        if eve is not None:
            return Length(-1, 0, eve[1])
        if same is not None:
            return Length(0, 0, same[1])
        return Length(0, 0, within[1]) if within is not None and within[1].lower().startswith("within") else None
    span = next((item for item in scene.times if 0 <= word.idx - item.end <= _GAP), None)
    told = None if span is None else of_span(span)
    if told is not None:
        return told
    beside, at_once = _THE_DAY.search(before), _AT_ONCE.search(before)
    if beside is not None:
        return Length(_WEEK if beside[2].lower() == "week" else 1, 0, beside[1])
    return None if at_once is None else Length(0, 0, at_once[1])


def of_span(span: TimeSpan) -> Length | None:
    """Return the length that a time expression tells: hours are of the same day."""
    if span.value.startswith("PT"):
        return Length(0, 0, span.surface)
    found = _COUNTED.fullmatch(span.value)
    if found is None:
        return None
    count, unit = int(found[1]), found[2]
    if unit in {"D", "W"}:
        return Length(count * (_WEEK if unit == "W" else 1), 0, span.surface)
    return Length(0, count * (_MONTHS if unit == "Y" else 1), span.surface)
