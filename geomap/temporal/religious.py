"""Religious calendars, by arithmetic: Julian Easter, the tabular Islamic calendar, the Hebrew calendar.

Rules as published: Meeus, *Astronomical Algorithms* (1991) for both Easters; Dershowitz and Reingold, *Calendrical
Calculations* (2018) for the molad and the postponements of the Hebrew new year and for the 30-year Islamic cycle.
"""

from __future__ import annotations

from datetime import date, timedelta

# Days since 1 January of year 1 (date.toordinal) of the first day of each era.
_ISLAMIC_EPOCH = 227015  # 16 July 622, Julian
_HEBREW_EPOCH = -1373427  # 7 October 3761 before Christ, Julian, as an ordinal
_PARTS_IN_DAY = 25920


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def orthodox_easter(year: int) -> date:
    """Return Easter Sunday of the Julian calendar, as a Gregorian day."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    gap = year // 100 - year // 400 - 2  # days between the calendars after February of the year
    return date(year, month, day + 1) + timedelta(days=gap)


def islamic_days(year: int, month: int, day: int) -> list[date]:
    """Return the Gregorian days in ``year`` on which an Islamic date falls: none, one or two, as the tables have it."""
    first = int((year - 622) * 33 / 32) - 1
    days = [islamic_date(hijri, month, day) for hijri in range(max(first, 1), first + 4)]
    return [when for when in days if when.year == year]


def islamic_date(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a date of the tabular Islamic calendar (civil epoch)."""
    before = (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2
    return date.fromordinal(_ISLAMIC_EPOCH + before + day - 1)


def hebrew_day(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day in ``year`` of a Hebrew date; month 13 is the last Adar of the year."""
    for hebrew in (year + 3760, year + 3761):
        when = hebrew_date(hebrew, month, day)
        if when.year == year:
            return when
    return None


def _is_leap(year: int) -> bool:
    return (7 * year + 1) % 19 < 7


def _elapsed(year: int) -> int:
    """Return the days from the epoch to the new year, with the postponements that follow from the mean new moon."""
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    days = 29 * months + parts // _PARTS_IN_DAY
    return days + 1 if 3 * (days + 1) % 7 < 3 else days


def _new_year(year: int) -> int:
    before, this, after = (_elapsed(year + step) for step in (-1, 0, 1))
    late = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + late


def _month_length(year: int, month: int) -> int:
    length = _new_year(year + 1) - _new_year(year)
    if month in {2, 4, 6, 10, 13}:
        return 29
    if month == 12:
        return 30 if _is_leap(year) else 29
    if month == 8:
        return 30 if length % 10 == 5 else 29
    if month == 9:
        return 29 if length % 10 == 3 else 30
    return 30


def hebrew_date(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a date of the Hebrew calendar; months from Nisan, 13 the last Adar of the year."""
    last = 13 if _is_leap(year) else 12
    month = min(month, last)
    order = [*range(7, last + 1), *range(1, 7)]
    before = sum(_month_length(year, one) for one in order[: order.index(month)])
    return date.fromordinal(_new_year(year) + before + day - 1)
