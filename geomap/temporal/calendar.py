"""Calendar arithmetic: units of time around a day, their TIMEX3 values and their EDTF.

Seasons are meteorological (whole months, WMO); a season that crosses the new year bears the year in which it begins.
EDTF codes: 25 to 28 northern and 29 to 32 southern seasons, 33 to 36 quarters, 40 and 41 halves (ISO 8601-2:2019).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from geomap.model import Precision

MONTHS_IN = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS_IN = {"day": 1, "weekend": 7, "week": 7, "fortnight": 14}
SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SOUTH = {"SP": "FA", "SU": "WI", "FA": "SP", "WI": "SU"}
_SEASONS = ("SP", "SU", "FA", "WI")

PRECISION = {
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "weekend": Precision.WEEK,
    "month": Precision.MONTH,
    "season": Precision.SEASON,
    "quarter": Precision.QUARTER,
    "half": Precision.HALF,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
    "century": Precision.CENTURY,
}

_PARTS_IN_MONTHS = {
    "year": {"early": (0, 4), "mid": (4, 8), "late": (8, 12)},
    "decade": {"early": (0, 48), "mid": (48, 84), "late": (84, 120)},
    "century": {"early": (0, 408), "mid": (408, 804), "late": (804, 1200)},
}

Interval = tuple[date, date]


def clamp_year(year: int) -> int:
    """Keep a year inside what ``datetime.date`` can hold (1 to 9999)."""
    return min(max(year, 1), 9999)


def month_interval(year: int, month: int, months: int = 1) -> Interval:
    """Return the interval of whole months that begins in the given month."""
    last_year, last_month = divmod(year * 12 + month - 1 + months - 1, 12)
    last_year, last_month = clamp_year(last_year), last_month + 1
    return date(clamp_year(year), month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def season_interval(year: int, season: str, *, south: bool = False) -> Interval:
    """Return the interval of a season that begins in ``year``."""
    return month_interval(year, season_month(season, south=south), 3)


def season_month(season: str, *, south: bool = False) -> int:
    """Return the month in which a season begins."""
    return SEASON_MONTH[_SOUTH[season] if south else season]


def add_months(when: date, months: int) -> date:
    """Move by whole months; the day is cut to the length of the month."""
    year, month = divmod(when.year * 12 + when.month - 1 + months, 12)
    year, month = clamp_year(year), month + 1
    return date(year, month, min(when.day, monthrange(year, month)[1]))


def add(when: date, unit: str, amount: int) -> date:
    """Move a day by whole units."""
    if unit in DAYS_IN:
        try:
            return when + timedelta(days=DAYS_IN[unit] * amount)
        except OverflowError:
            return date.max if amount > 0 else date.min
    return add_months(when, MONTHS_IN[unit] * amount)


def interval(unit: str, when: date) -> Interval:
    """Return the first and last day of the unit that holds ``when``."""
    if unit == "day":
        return when, when
    if unit in {"week", "fortnight", "weekend"}:
        monday = when - timedelta(days=min(when.weekday(), when.toordinal() - 1))
        if unit == "weekend":
            return add(monday, "day", 5), add(monday, "day", 6)
        return monday, add(monday, "day", 6 if unit == "week" else 13)
    if unit == "season":
        year, season = season_of(when)
        return season_interval(year, season)
    if unit in {"decade", "century"}:
        length = 10 if unit == "decade" else 100
        first = when.year // length * length
        return date(max(first, 1), 1, 1), date(clamp_year(first + length - 1), 12, 31)
    months = MONTHS_IN[unit]
    return month_interval(when.year, (when.month - 1) // months * months + 1, months)


def season_of(when: date, *, south: bool = False) -> tuple[int, str]:
    """Return the season that holds a day, with the year in which it begins."""
    begins = (when.month % 12) // 3  # 0 winter of the north, 1 spring, ...
    season = ("WI", "SP", "SU", "FA")[begins]
    year = when.year - 1 if when.month <= 2 else when.year
    return year, _SOUTH[season] if south else season


def timex(unit: str, when: date) -> str:
    """Return the TIMEX3 value of the unit that holds ``when``."""
    year = f"{when.year:04d}"
    match unit:
        case "day":
            value = when.isoformat()
        case "week" | "fortnight" | "weekend":
            iso_year, week, _ = when.isocalendar()
            value = f"{iso_year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
        case "month":
            value = f"{year}-{when.month:02d}"
        case "season":
            begins, season = season_of(when)
            value = f"{begins:04d}-{season}"
        case "quarter":
            value = f"{year}-Q{(when.month - 1) // 3 + 1}"
        case "half":
            value = f"{year}-H{(when.month - 1) // 6 + 1}"
        case _:
            value = {"decade": year[:3], "century": year[:2]}.get(unit, year)
    return value


def edtf_of(value: str, span: Interval | None, *, south: bool = False) -> str:
    """Return the EDTF of a TIMEX3 date value, ``""`` where it has none."""
    day = value.partition("T")[0]
    year, _, rest = day.partition("-")
    if "W" in rest and "WI" not in rest:
        return interval_edtf(span) if span else ""
    if rest in _SEASONS:
        return f"{year}-{_SEASONS.index(rest) + (29 if south else 25)}"
    if rest[:1] == "Q" and rest[1:].isdigit():
        return f"{year}-{32 + int(rest[1:])}"
    if rest[:1] == "H" and rest[1:].isdigit():
        return f"{year}-{39 + int(rest[1:])}"
    if rest and not all(part.isdigit() or set(part) == {"X"} for part in rest.split("-")):
        return ""
    return day if rest else year.ljust(4, "X")


def interval_edtf(span: tuple[date | None, date | None]) -> str:
    """Return an interval as EDTF, ``..`` for an open end."""
    first, last = span
    if first is None and last is None:
        return ""
    if first == last and first is not None:
        return first.isoformat()
    return f"{first.isoformat() if first else '..'}/{last.isoformat() if last else '..'}"


def narrow(unit: str, span: Interval, part: str) -> Interval:
    """Return the early, middle or late part of a unit.

    A month is cut at the 10th and the 20th, a year into thirds of four months, a decade into its years 0 to 3, 4 to 6
    and 7 to 9, a century into its years 0 to 33, 34 to 66 and 67 to 99; anything else into thirds of days.
    """
    first, last = span
    if unit in {"year", "decade", "century"}:
        from_month, to_month = _PARTS_IN_MONTHS[unit][part]
        return add_months(first, from_month), add_months(first, to_month) - timedelta(
            days=1
        ) if part != "late" else last
    days = (last - first).days + 1
    if days < 3:
        return span
    one, two = (10, 20) if unit == "month" else (days // 3, (2 * days) // 3)
    return {
        "early": (first, first + timedelta(days=one - 1)),
        "mid": (first + timedelta(days=one), first + timedelta(days=two - 1)),
        "late": (first + timedelta(days=two), last),
    }[part]


def valid_day(year: int, month: int, day: int) -> date | None:
    """Return the day, or ``None`` where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
