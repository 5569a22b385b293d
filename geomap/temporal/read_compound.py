"""Readings of times that are told by another: a week from Monday, half of a decade, dates of other calendars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.temporal.expressions import (
    CalendarTime,
    DayOfFeast,
    Expression,
    FromTime,
    HalfOf,
    HolidayTime,
    NthTime,
    Shifted,
)
from geomap.temporal.read_calendar import read_iso, text_of, unit_of
from geomap.temporal.religious import hebrew_date, islamic_date

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geomap.temporal.grammar import Match

_COUNTED = {"day", "week", "fortnight", "month", "year"}
_RAMADAN = 9


def read_from_day(match: Match) -> Expression | None:
    """Read "a week from Monday", "two days after Christmas", "the day before last Tuesday"."""
    unit = unit_of(match) or unit_of(match, "one")
    base = _base(match)
    if unit not in _COUNTED or base is None or "vague" in match.groups:
        return None
    word = match.groups["sign"].lower
    begins = match.groups.keys() & {"day", "iso"} or match.near(-1) in {"for", "lasting", "last", "lasts"}
    if word in {"from", "between"} and (word == "between" or begins):
        return None  # "lasting 64 days from November 21" is a length and its begin
    couple = any(token.lower in {"couple", "pair"} for token in match.tokens)
    amount = match.number("n") or (2 if couple else 1)
    return FromTime(unit, -amount if word == "before" else amount, base, ahead=word == "from")


def _base(match: Match) -> CalendarTime | Shifted | HolidayTime | None:
    year, turn = match.number("year"), match.number("turn")
    if "holiday" in match.groups:
        return HolidayTime(text_of(match, "holiday"), year, turn)
    if "day_word" in match.groups:
        return Shifted("day", match.number("day_word"))
    if "weekday" in match.groups:
        return CalendarTime("day", weekday=match.number("weekday"), turn=turn)
    if "iso" in match.groups:
        said = read_iso(match)
        return said if isinstance(said, CalendarTime) and said.unit == "day" else None
    day = match.number("day")
    return CalendarTime("day", year, match.number("month"), day) if day and 1 <= day <= 31 else None


def read_weekday_week(match: Match) -> Expression | None:
    """Read "on Sunday week": a week after the next Sunday."""
    if unit_of(match, "week") != "week" or match.near(-1) not in {"on", "until", "by", "from"}:
        return None
    return FromTime("week", 1, CalendarTime("day", weekday=match.number("weekday")), ahead=True)


def read_day_of_holiday(match: Match) -> Expression | None:
    """Read "the second day of Eid al-Fitr"."""
    nth = match.number("nth") or 0
    if unit_of(match) != "day" or not (nth == -1 or 1 <= nth <= 40):
        return None
    return DayOfFeast(HolidayTime(text_of(match, "holiday"), match.number("year")), nth)


def read_weekdays_ago(match: Match) -> Expression | None:
    """Read "two Sundays ago": the last Sunday and one more week back; "two Sundays from now"."""
    amount = match.number("n") or 2
    if "ago" not in match.groups and "back" not in match.groups:
        return FromTime("week", amount - 1, CalendarTime("day", weekday=match.number("weekday"), turn=1))
    return FromTime("week", 1 - amount, CalendarTime("day", weekday=match.number("weekday"), turn=-1))


def read_half_of_years(match: Match) -> Expression | None:
    """Read "the second half of the 1980s", "the first half of the 19th century"."""
    nth = 2 if match.value("nth") == -1 else match.number("nth") or 0
    if nth not in {1, 2}:
        return None
    if "century" in match.groups:
        whole = _century(match)
        return HalfOf(whole, nth) if whole else None
    decade = match.number("decade") or 0
    return HalfOf(CalendarTime("decade", decade, short=decade < 100), nth)


def read_decade_of_century(match: Match) -> Expression | None:
    """Read "the first decade of the 21st century" as the decade that shares its digits (2000 to 2009)."""
    whole = _century(match)
    if whole is None or unit_of(match, "inner") != "decade":
        return None
    nth = 10 if match.value("nth") == -1 else match.number("nth") or 0
    return CalendarTime("decade", (whole.year or 0) + 10 * (nth - 1)) if 1 <= nth <= 10 else None


def _century(match: Match) -> CalendarTime | None:
    nth = match.number("century")
    if unit_of(match) != "century" or nth is None or not 1 <= nth <= 30:
        return None
    return CalendarTime("century", (nth - 1) * 100)


def read_season_span(match: Match) -> Expression | None:
    """Read "the winter of 2023-24": the season that crosses the new year."""
    surface, season = text_of(match, "span"), text_of(match, "season")
    year = int(surface[:4])
    if unit_of(match, "year_unit") not in {"", "year"} or (year + 1) % 100 != int(surface[5:]):
        return None
    return CalendarTime("season", year if season in {"WI", "FA"} else year + 1, season=season)


def read_islamic(match: Match) -> Expression | None:
    """Read "15 Ramadan 1445", by the tabular calendar."""
    month = match.number("imonth")
    if month is None:
        month = _RAMADAN if text_of(match, "holiday") == "ramadan" else None
    year, day = match.number("year"), match.number("day") or 0
    if month is None or year is None or not 1 <= day <= 30 or year > 1700:
        return None
    return _gregorian(islamic_date(year, month, day))


def read_hebrew(match: Match) -> Expression | None:
    """Read "10 Tishri 5784"."""
    year, day = match.number("year"), match.number("day") or 0
    if year is None or not 1 <= day <= 30:
        return None
    return _gregorian(hebrew_date(year, match.number("hmonth") or 1, day))


def _gregorian(when: date) -> CalendarTime:
    return CalendarTime("day", when.year, when.month, when.day)


def read_nth_of(match: Match) -> Expression | None:
    """Read "the first week of May 2020", "the last day of the year"."""
    outer = "month" if "month" in match.groups else unit_of(match, "outer") or "year"
    unit = unit_of(match)
    known = {"day", "week", "month", "quarter", "weekend", "decade"}
    if unit not in known or outer not in {"month", "year", "century", "decade", "week"} or unit == outer:
        return None
    nth = match.number("nth") or 1
    inside = CalendarTime(outer, match.number("year"), match.number("month"), turn=match.number("turn"))
    if outer == "year" and inside.year is None and inside.turn is None:
        inside = CalendarTime("year", turn=0)
    return NthTime(unit, nth, inside)


def read_nth_weekday(match: Match) -> Expression | None:
    """Read "the second Tuesday of May"."""
    outer = unit_of(match, "outer")
    if outer not in {"", "month", "year"}:
        return None
    turn = match.number("turn")
    if outer and turn is None:
        turn = 0  # "the first Monday of the month"
    inside = CalendarTime(outer or "month", match.number("year"), match.number("month"), turn=turn)
    return NthTime("day", match.number("nth") or 1, inside, match.number("weekday"))


COMPOUND_READINGS: dict[str, Callable[[Match], Expression | None]] = {
    "from_day": read_from_day,
    "weekday_week": read_weekday_week,
    "weekdays_ago": read_weekdays_ago,
    "day_of_holiday": read_day_of_holiday,
    "half_of_years": read_half_of_years,
    "decade_of_century": read_decade_of_century,
    "season_span": read_season_span,
    "islamic": read_islamic,
    "hebrew": read_hebrew,
    "nth_of": read_nth_of,
    "nth_weekday": read_nth_weekday,
}
