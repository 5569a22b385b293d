"""Named days, read from ``data/curated/holidays.toml``: fixed, n-th weekday of a month, from Easter, or listed."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict

from geomap.errors import DataError
from geomap.resources import data_file, read_toml
from geomap.temporal.religious import easter, hebrew_day, islamic_days, orthodox_easter


class Holiday(BaseModel):
    """One named day, as the file gives it: exactly one way to find it.

    A season ``lasts`` several days from it, or ``until`` the day before another.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    aliases: tuple[str, ...] = ()
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    after: int = 0
    easter: int | None = None
    orthodox: int | None = None
    islamic: tuple[int, int] | None = None
    hebrew: tuple[int, int] | None = None
    listed: str | None = None
    lasts: int = 1
    until: str | None = None


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    holiday: list[Holiday]


@cache
def load_holidays() -> dict[str, Holiday]:
    """Return every name and alias in lower case with its holiday.

    Raises
    ------
    DataError
        If the file is damaged.
    """
    rows = read_toml(data_file("curated", "holidays.toml"), _File.model_validate, "list of holidays")
    return {name.lower(): row for row in rows.holiday for name in (row.name, *row.aliases)}


@cache
def _listed_days() -> dict[str, dict[int, date]]:
    """Return the listed days: name to year to the first such day of that year."""
    path = data_file("curated", "movable_days.csv")
    found: dict[str, dict[int, date]] = {}
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle):
            try:
                day = date.fromisoformat(row["day"])
            except (KeyError, ValueError) as error:
                raise DataError(f"{path}: {row} holds no day.", "Write name,YYYY-MM-DD.") from error
            found.setdefault(row["name"], {}).setdefault(day.year, day)
    return found


def holiday_date(name: str, year: int) -> date | None:
    """Return the day of a named holiday in a year, ``None`` where it has none."""
    row = load_holidays()[name.lower()]
    if row.listed is not None and (days := _listed_days()[row.listed]).get(year):
        return days[year]
    if row.easter is not None:
        found: date | None = easter(year) + timedelta(days=row.easter)
    elif row.orthodox is not None:
        found = orthodox_easter(year) + timedelta(days=row.orthodox)
    elif row.islamic is not None:
        found = next(iter(islamic_days(year, *row.islamic)), None)
    elif row.hebrew is not None:
        found = hebrew_day(year, *row.hebrew)
    elif row.day is not None:
        found = date(year, row.month or 1, row.day)
    elif row.weekday is None:
        found = None  # a listed day, outside its list
    else:
        found = nth_weekday(year, row.month or 1, row.weekday or 1, row.nth or 1) + timedelta(days=row.after)
    return found


def last_day(name: str, first: date) -> date:
    """Return the last day of a feast that begins on a day, itself where the feast is one day."""
    row = load_holidays()[name.lower()]
    if row.until is not None:
        ends = [day for year in (first.year, first.year + 1) if (day := holiday_date(row.until, year))]
        return next((day - timedelta(days=1) for day in ends if day > first), first)
    return first + timedelta(days=row.lasts - 1)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the n-th weekday (1 Monday to 7 Sunday) of a month, counted from its end where ``nth`` is negative."""
    if nth > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (nth + 1))
