"""Readings: from a rule's match to what it says. One small function for each word that ``read`` may hold."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from geomap.temporal.expressions import CalendarTime, Expression
from geomap.temporal.lexicon import load_lexicon
from geomap.temporal.read_amounts import AMOUNT_READINGS
from geomap.temporal.read_calendar import CALENDAR_READINGS, text_of, unit_of
from geomap.temporal.read_compound import COMPOUND_READINGS
from geomap.temporal.read_relative import RELATIVE_READINGS
from geomap.temporal.read_story import STORY_READINGS

if TYPE_CHECKING:
    from geomap.temporal.grammar import Match

READINGS = {**CALENDAR_READINGS, **RELATIVE_READINGS, **STORY_READINGS, **AMOUNT_READINGS, **COMPOUND_READINGS}
RANGE_READINGS = frozenset({"range", "year_span", "short_span", "centuries"})
LIST_READINGS = frozenset({"listed"})


class Ends(NamedTuple):
    """Both ends of a range that one rule matched."""

    first: CalendarTime
    last: CalendarTime


class Listed(NamedTuple):
    """Several days of one month that one rule matched.

    Attributes
    ----------
    days
        What each says.
    at
        The index of each one's token.
    """

    days: tuple[CalendarTime, ...]
    at: tuple[int, ...]


def read_list(match: Match) -> Listed | None:
    """Return the days that one rule matched ("July 5, 6 and 7"), ``None`` where they are fewer than three."""
    at = [index for index in range(match.first, match.last) if match.lexed.codes[index] in _day_codes()]
    values = [match.lexed.tokens[index].value for index in at]
    days = [value for value in values if isinstance(value, int)]
    if len(days) < 3 or days != sorted(set(days)):
        return None
    year, month = match.number("year"), match.number("month")
    return Listed(tuple(CalendarTime("day", year, month, day) for day in days), tuple(at))


@cache
def _day_codes() -> frozenset[str]:
    codes = load_lexicon().codes
    return frozenset(codes[name] for name in ("n31", "ordinal_digits", "ordinal"))


def read(match: Match) -> Expression | None:
    """Return what a match says, or ``None`` if it says no time after all."""
    return READINGS[match.rule.read](match)


def read_range(match: Match) -> Ends | None:
    """Return both ends of a range that one rule matched, or ``None``."""
    if match.rule.read in {"year_span", "short_span"}:
        return _year_span(match)
    if match.rule.read == "centuries":
        return _centuries(match)

    def end(letter: str) -> CalendarTime:
        day = match.number(f"{letter}_day")
        month = match.number(f"{letter}_month") or match.number("month")
        year = match.number(f"{letter}_year") or match.number("year")
        clock = text_of(match, "clock")
        unit = "day" if day else "month" if month else "year"
        return CalendarTime(unit, year, month, day, clock=f"T{clock}" if clock else "")

    first, last = end("a"), end("b")
    backwards = first.unit == "year" and first.year is not None and last.year is not None and first.year >= last.year
    return None if backwards else Ends(first, last)


def _year_span(match: Match) -> Ends | None:
    surface = text_of(match, "year_span") or f"{match.number('a_year')}-{match.number('b_year')}"
    first, last = int(surface[:4]), int(surface[5:])
    last += first // 100 * 100
    return Ends(CalendarTime("year", first), CalendarTime("year", last)) if first < last else None


def _centuries(match: Match) -> Ends | None:
    first, last = match.number("a_century") or 0, match.number("b_century") or 0
    if unit_of(match) != "century" or not 1 <= first < last <= 30:
        return None
    return Ends(CalendarTime("century", (first - 1) * 100), CalendarTime("century", (last - 1) * 100))
