"""Readings: from a rule's match to what it says. One small function for each word that ``read`` may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.temporal.expressions import CalendarTime, Expression
from geomap.temporal.read_amounts import AMOUNT_READINGS
from geomap.temporal.read_calendar import CALENDAR_READINGS, text_of
from geomap.temporal.read_compound import COMPOUND_READINGS
from geomap.temporal.read_relative import RELATIVE_READINGS
from geomap.temporal.read_story import STORY_READINGS

if TYPE_CHECKING:
    from geomap.temporal.grammar import Match

READINGS = {**CALENDAR_READINGS, **RELATIVE_READINGS, **STORY_READINGS, **AMOUNT_READINGS, **COMPOUND_READINGS}
RANGE_READINGS = frozenset({"range", "year_span", "short_span"})


class Ends(NamedTuple):
    """Both ends of a range that one rule matched."""

    first: CalendarTime
    last: CalendarTime


def read(match: Match) -> Expression | None:
    """Return what a match says, or ``None`` if it says no time after all."""
    return READINGS[match.rule.read](match)


def read_range(match: Match) -> Ends | None:
    """Return both ends of a range that one rule matched, or ``None``."""
    if match.rule.read in {"year_span", "short_span"}:
        return _year_span(match)

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
