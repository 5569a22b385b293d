"""Named days, read from ``data/curated/holidays.toml``: fixed, n-th weekday of a month, or counted from Easter."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from functools import cache

from pydantic import BaseModel, ConfigDict, ValidationError

from geomap.errors import DataError
from geomap.resources import data_file


class Holiday(BaseModel):
    """One named day, as the file gives it: exactly one way to find it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    aliases: tuple[str, ...] = ()
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None


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
    path = data_file("curated", "holidays.toml")
    try:
        rows = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise DataError(
            f"{path.name} cannot be read: {error}", "Mend the file; its head says how it is built."
        ) from error
    return {name.lower(): row for row in rows.holiday for name in (row.name, *row.aliases)}


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (the anonymous algorithm, Meeus, Astronomical Algorithms 1991)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 19 * m) // 433
    month = (h + m - 7 * n + 90) // 25
    return date(year, month, (h + m - 7 * n + 33 * month + 19) % 32)


def holiday_date(name: str, year: int) -> date | None:
    """Return the day of a named holiday in a year, ``None`` where it has none."""
    row = load_holidays()[name.lower()]
    if row.easter is not None:
        return easter(year) + timedelta(days=row.easter)
    if row.month is None:
        return None
    if row.day is not None:
        return date(year, row.month, row.day)
    if row.weekday is None or row.nth is None:
        return None
    if row.nth > 0:
        first = date(year, row.month, 1)
        return first + timedelta(days=(row.weekday - first.isoweekday()) % 7 + 7 * (row.nth - 1))
    last = date(year + row.month // 12, row.month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - row.weekday) % 7 - 7 * (row.nth + 1))
