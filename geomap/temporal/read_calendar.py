"""Readings of calendar dates: months, days, years, quarters, seasons, decades, weekdays, named days."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.temporal.expressions import CalendarTime, Expression, HolidayTime
from geomap.temporal.holidays import load_holidays
from geomap.temporal.religious import islamic_date

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.temporal.grammar import Match

# "On the 13th" is a day where no noun follows: "the 13th Division" is not.
_BEFORE_A_DAY = {"on", "by", "until", "till", "from", "to", "through", "since", "before", "after", "between"}
_AFTER_A_DAY = {
    "and",
    "to",
    "or",
    "at",
    "in",
    "when",
    "but",
    "by",
    "for",
    "with",
    "as",
    "the",
    "until",
    "after",
    "before",
}
# These point at the story, not at the day of speaking: "the previous year", "the following day".
OF_THE_STORY = {"following", "previous", "preceding", "subsequent", "ensuing", "prior"}
COUNTABLE = {"day", "week", "fortnight", "weekend", "month", "quarter", "half", "year", "decade", "century"}
# "The year ended June 30" is the length that ends there.
ENDED = {"ended", "ending"}
_WORDS = {"sun", "sat", "mon"}
_HHMM = re.compile(r"(?:[01]\d|2[0-3])[0-5]\d")
_SEPARATOR = re.compile(r"[/.-]")


def text_of(match: Match, name: str) -> str:
    """Return the value of a named part as text, ``""`` when it took no part."""
    value = match.value(name)
    return "" if value is None else str(value)


def unit_of(match: Match, name: str = "unit") -> str:
    """Return the unit that a named part says, ``""`` when it took no part."""
    token = match.groups.get(name)
    if token is None:
        return ""
    return "second" if token.lower == "second" else str(token.value)


def clock_of(match: Match) -> str | None:
    """Return the TIMEX3 time of day of a match (``"T22:00"``, ``"TMO"``), ``""`` for none, ``None`` for nonsense."""
    said = text_of(match, "clock")
    hour = match.number("hour")
    if "hhmm" in match.groups:
        digits = match.groups["hhmm"].lower.zfill(4)
        afternoon = text_of(match, "meridiem") == "pm" and digits < "1200"
        digits = f"{int(digits[:2]) + 12}{digits[2:]}" if afternoon else digits
        return f"T{digits[:2]}:{digits[2:]}" if _HHMM.fullmatch(digits) else None
    if not said and hour is None:
        return ""
    if "day" in match.groups and match.groups["day"].lower == "tonight" and hour is not None and 5 <= hour < 12:
        hour += 12  # "tonight at 8"
    if said.isalpha():
        return f"T{said}"
    if said.startswith("T"):
        return said
    hours, _, minutes = (said or f"{hour}:00").partition(":")
    number, meridiem = int(hours), text_of(match, "meridiem")
    if match.value("part_clock") in {"AF", "EV", "NI"} or meridiem == "pm":
        number += 12 if number < 12 else 0
    elif meridiem == "am" and number == 12:
        number = 0
    if number > 24 or int(minutes[:2]) > 59:
        return None
    return f"T{number:02d}:{minutes}"


def read_date(match: Match) -> Expression | None:
    """Read months, days, years, weekdays and seasons, as far as they are said."""
    if unit_of(match, "year_unit") not in {"", "year"} or unit_of(match, "week") not in {"", "week"}:
        return None
    if "unit" in match.groups and unit_of(match) != "year":  # "fiscal week 12"
        return None
    day, month, year = match.number("day"), match.number("month"), match.number("year")
    clock = clock_of(match)
    if clock is None or (day is not None and not 1 <= day <= 31) or "era" in match.groups:
        return None
    if match.groups.get("weekday") and match.groups["weekday"].lower in _WORDS and not (day or clock):
        return None  # "the sun sat low"
    weekday, season = match.number("weekday"), text_of(match, "season")
    follows = "turn" in match.groups and match.groups["turn"].lower in OF_THE_STORY
    unit = "day" if day or weekday else "month" if month else "season" if season else "year"
    turn, by_year = match.number("turn"), "year_unit" in match.groups
    return CalendarTime(
        unit, year, month, day, weekday, season or None,
        part=text_of(match, "part") if unit != "day" else "",
        clock=clock,
        turn=None if by_year or "week" in match.groups else turn,
        year_turn=turn if by_year and "same" not in match.groups else None,
        week_turn=turn if "week" in match.groups else None,
        same_year="same" in match.groups,
        short=year is not None and year < 100,
        narrative=follows and weekday is not None,
        fiscal=_is_fiscal(match),
    )  # fmt: skip


def _is_fiscal(match: Match) -> bool:
    return match.says("fiscal") or match.says("financial") or match.says("fy")


def read_the_year(match: Match) -> Expression | None:
    """Read "the year 2000"."""
    year = match.number("year")
    return CalendarTime("year", year) if unit_of(match, "word") == "year" and year and 1000 <= year < 2200 else None


def read_era(match: Match) -> Expression | None:
    """Read "AD 70"; the calendar of the library has no years before Christ, so that those keep their value only."""
    year = match.number("year")
    if not year:
        return None
    return CalendarTime("year", year, before_christ="era" in match.groups)


def read_day_of_month(match: Match) -> Expression | None:
    """Read "the 13th"; with no month it takes that of the anchor."""
    if "month_unit" in match.groups:
        if unit_of(match, "month_unit") != "month":
            return None
        return CalendarTime("day", day=match.number("day"), month_turn=match.number("turn"))
    alone = not match.near(1).isalpha() or match.near(1) in _AFTER_A_DAY
    return CalendarTime("day", day=match.number("day")) if alone and match.near(-1) in _BEFORE_A_DAY else None


def read_iso(match: Match) -> Expression | None:
    """Read 2020-11-10, with or without a time."""
    found = re.match(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ](\d\d:\d\d(?::\d\d)?))?", text_of(match, "iso"))
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3]) if found[3] else None
    if year < 1 or (day is not None and not 1 <= day <= 31) or (day is None and month == year % 100 + 1):
        return None  # "2001-02" is a span of years
    return CalendarTime("day" if day else "month", year, month, day, clock=f"T{found[4]}" if found[4] else "")


def read_slashed(match: Match) -> Expression | None:
    """Read 10/11/2020 (in the order of the text), 10.11.2020 (day first), 2020/11/10."""
    surface = text_of(match, "slashed")
    pieces = _SEPARATOR.split(surface)
    one, two, three = (int(piece) for piece in pieces)
    if len(pieces[0]) == 4:
        year, month, day = one, two, three
    elif (two <= 12 and ("." in surface or match.lexed.day_first)) or one > 12:
        day, month, year = one, two, three
    else:
        month, day, year = one, two, three
    if len(pieces[2]) == 3 or not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return CalendarTime("day", year, month, day, short=year < 100)


def read_fraction(match: Match) -> Expression | None:
    """Read 9/11 as the day that everyone means, other fractions as dates after a preposition only."""
    surface = text_of(match, "fraction")
    if surface == "9/11" and match.near(-1) != "on":
        return CalendarTime("day", 2001, 9, 11)
    one, two = (int(piece) for piece in surface.split("/"))
    alone = len(match.lexed.tokens) == 1
    if match.near(-1) not in _BEFORE_A_DAY and not alone:
        return None
    month, day = (two, one) if one > 12 or (two <= 12 and match.lexed.day_first) else (one, two)
    return CalendarTime("day", None, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def read_decade(match: Match) -> Expression | None:
    """Read "the 1970s", "the '80s", "the nineties"."""
    value = match.number("decade") or 0
    return CalendarTime("decade", value, part=text_of(match, "part"), short=value < 100)


def read_century(match: Match) -> Expression | None:
    """Read "the 20th century"."""
    nth = match.number("century")
    if unit_of(match) != "century" or nth is None or not 1 <= nth <= 30:
        return None
    before_christ = "era" in match.groups
    first = nth * 100 if before_christ else (nth - 1) * 100
    return CalendarTime("century", first, part=text_of(match, "part"), before_christ=before_christ)


def read_quarter(match: Match) -> Expression | None:
    """Read "the third quarter of 2020", "the first half of last year"."""
    if unit_of(match, "year_unit") not in {"", "year"}:
        return None
    nth, year, turn = match.number("nth") or 0, match.number("year"), match.number("turn")
    part = text_of(match, "part")
    turn = 0 if turn is None and "year_unit" in match.groups else turn  # "the second half of the year"
    if match.value("nth") == -1:  # "the latter half"
        nth = 2 if "half" in match.groups else 4
    if "half" in match.groups:
        return CalendarTime("half", year, half=nth, year_turn=turn, part=part) if nth <= 2 else None
    if unit_of(match) == "quarter" and nth <= 4:
        return CalendarTime("quarter", year, quarter=nth, year_turn=turn, part=part, fiscal=_is_fiscal(match))
    return None


def read_short_year(match: Match) -> Expression | None:
    """Read "in '44", "the class of '68"; and "'45" after another."""
    listed = match.near(-1) in {"and", "or"} and match.near(-2)[:1] in {"'", "’"}
    if not listed and match.near(-1) not in {"in", "since", "of", "by", "until", "from", "to", "before", "after"}:
        return None
    return CalendarTime("year", match.number("year"), short=True)


def read_short_quarter(match: Match) -> Expression | None:
    """Read "Q3 2020", "H1 2021"."""
    sign, year = text_of(match, "short").upper(), match.number("year")
    nth, short = int(re.sub(r"\D", "", sign)), year is not None and year < 100
    if "H" in sign:
        return CalendarTime("half", year, half=nth, short=short) if nth <= 2 else None
    return CalendarTime("quarter", year, quarter=nth, short=short)


def read_week_of(match: Match) -> Expression | None:
    """Read "the week of March 6"."""
    if unit_of(match, "word") not in {"week", "weekend"}:
        return None
    return CalendarTime(
        unit_of(match, "word"), match.number("year"), match.number("month"), match.number("day"), by_date=True
    )


def read_numbered_week(match: Match) -> Expression | None:
    """Read "week 31 of 2018"."""
    week = match.number("number")
    return CalendarTime("week", match.number("year"), week=week) if unit_of(match, "word") == "week" else None


def read_holiday(match: Match) -> Expression | None:
    """Read "Christmas Eve 1998", "last Easter"."""
    if unit_of(match, "year_unit") not in {"", "year"}:
        return None
    turn, by_year = match.number("turn"), "year_unit" in match.groups
    name, islamic = text_of(match, "holiday"), load_holidays()[text_of(match, "holiday").lower()].islamic
    year = match.number("year")
    if islamic and year and year < 1700:  # "Ramadan 1445"
        when = islamic_date(year, *islamic)
        return CalendarTime("day", when.year, when.month, when.day)
    weekend = "weekend" in match.groups
    return HolidayTime(name, year, None if by_year else turn, turn if by_year else None, weekend=weekend)


CALENDAR_READINGS: dict[str, Callable[[Match], Expression | None]] = {
    "calendar": read_date,
    "the_year": read_the_year,
    "era": read_era,
    "day_of_month": read_day_of_month,
    "iso": read_iso,
    "slashed": read_slashed,
    "fraction": read_fraction,
    "decade": read_decade,
    "century": read_century,
    "quarter": read_quarter,
    "short_year": read_short_year,
    "short_quarter": read_short_quarter,
    "week_of": read_week_of,
    "numbered_week": read_numbered_week,
    "holiday": read_holiday,
}
