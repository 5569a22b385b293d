"""Calendar dates to values: which year a "February 1" and which week a "Tuesday" means."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.model import Precision, TimexType
from geomap.temporal import calendar
from geomap.temporal.context import NARRATIVE, PUBLISHED, Resolved, dated

if TYPE_CHECKING:
    from geomap.temporal.calendar import Interval
    from geomap.temporal.context import Context
    from geomap.temporal.expressions import CalendarTime, NthTime

# A history seldom looks back further than this without saying the year; then it has moved to the next one.
_LOOK_BACK_DAYS = 150
# A day that lies this near is meant, whatever the tense of a verb beside it; so is a month within two months, unless
# that verb stands right above it.
_NEAR_DAYS = 45
_NEAR_MONTH_DAYS = 62


def resolve_calendar(time: CalendarTime, context: Context) -> Resolved:
    """Give a calendar date its value; what cannot be known stays unknown (``XXXX-02-01``)."""
    if time.before_christ:
        if time.unit == "century":
            return Resolved(TimexType.DATE, f"BC{(time.year or 0) // 100 - 1:02d}", precision=Precision.CENTURY)
        return Resolved(TimexType.DATE, f"BC{time.year:04d}", precision=Precision.YEAR)
    time = _full_year(time, context)
    if time.year is not None:
        return _explicit(time, context)
    base, anchor = _base(time, context)
    found = _nearest(time, base, context) if base is not None else None
    if found is None:
        return _unknown(time)
    if time.unit == "season":
        value, span = f"{found.year:04d}-{time.season}", _season(time, found.year, context)
    else:
        value, span = calendar.timex(time.unit, found), calendar.interval(time.unit, found)
    return dated(time.unit, value, span, part=time.part, clock=time.clock, anchor=anchor, south=context.south)


def _base(time: CalendarTime, context: Context) -> tuple[date | None, str]:
    if time.same_year:
        return context.told or context.published, NARRATIVE if context.told else PUBLISHED
    if time.narrative and context.told_exact is not None:
        return context.told_exact, NARRATIVE
    turns = (time.turn, time.year_turn, time.month_turn, time.week_turn)
    if context.published is not None and not context.history and any(turn is not None for turn in turns):
        return context.published, PUBLISHED
    return context.anchor


def _season(time: CalendarTime, year: int, context: Context) -> Interval:
    return calendar.season_interval(year, str(time.season), south=context.south)


def _full_year(time: CalendarTime, context: Context) -> CalendarTime:
    """Give a year of two digits its century: the last, or for years one that is not more than ten ahead."""
    if not time.short or time.year is None:
        return time
    base = context.published or context.told
    pivot = base.year if base else 2020
    year = pivot // 100 * 100 + time.year
    ahead = 0 if time.unit == "decade" else 10
    return replace(time, year=year if year <= pivot + ahead else year - 100, short=False)


def _explicit(time: CalendarTime, context: Context) -> Resolved:
    year = max(time.year or 1, 1)
    if time.unit == "season":
        return dated(
            "season", f"{year:04d}-{time.season}", _season(time, year, context), part=time.part, south=context.south
        )
    when = _start(time, year, context.south)
    if when is None:
        return _unknown(time)
    if time.by_date:
        return dated(time.unit, calendar.timex(time.unit, when), calendar.interval(time.unit, when))
    return dated(
        time.unit, calendar.timex(time.unit, when), calendar.interval(time.unit, when), part=time.part, clock=time.clock
    )


def _unknown(time: CalendarTime) -> Resolved:
    year = f"{time.year:04d}" if time.year else "XXXX"
    month = f"{time.month:02d}" if time.month else "XX"
    day = f"{time.day:02d}" if time.day else "XX"
    value = {
        "day": f"{year}-WXX-{time.weekday}" if time.weekday and not time.day else f"{year}-{month}-{day}",
        "month": f"{year}-{month}",
        "season": f"{year}-{time.season}",
        "quarter": f"{year}-Q{time.quarter}",
        "half": f"{year}-H{time.half}",
        "week": f"{year}-W{time.week or 'XX'}",
        "weekend": f"{year}-WXX-WE",
    }.get(time.unit, year)
    return dated(time.unit, value, None, part=time.part, clock=time.clock)


def _nearest(time: CalendarTime, base: date, context: Context) -> date | None:
    """Return a day of the time that is meant where the year is not said."""
    if time.unit == "day" and time.day is None:
        found: date | None = _weekday(time, base, context)
    elif time.unit in calendar.MONTHS_IN and not (time.month or time.season or time.quarter or time.half):
        found = calendar.add(base, time.unit, time.turn or time.year_turn or 0)
    elif time.day is not None and time.month is None:
        found = _day_of_month(time, base, context)
    elif time.same_year or time.year_turn is not None:
        found = _start(time, base.year + (time.year_turn or 0), context.south)
    else:
        found = choose(time, _starts(time, base, context), base, context)
    return found


def _starts(time: CalendarTime, base: date, context: Context) -> list[date]:
    """Return the time's first day in the years around; with a weekday, in the years where that fits."""
    starts = [when for year in range(base.year - 2, base.year + 2) if (when := _start(time, year, context.south))]
    if time.weekday is None:
        return starts
    wider = [when for year in range(base.year - 6, base.year + 7) if (when := _start(time, year, context.south))]
    fitting = [when for when in wider if when.isoweekday() == time.weekday]
    near = [when for when in starts if when in fitting]
    return near or sorted(fitting, key=lambda when: abs((when - base).days))[:1] or starts


def _start(time: CalendarTime, year: int, south: bool) -> date | None:
    if not 1 <= year <= 9999:
        return None
    if time.unit == "week" and not time.by_date:
        return date(year, 1, 4) + timedelta(weeks=(time.week or 1) - 1)
    month = {
        "season": calendar.season_month(str(time.season), south=south) if time.season else None,
        "quarter": 3 * (time.quarter or 1) - 2,
        "half": 6 * (time.half or 1) - 5,
        "year": 1,
        "decade": 1,
        "century": 1,
    }.get(time.unit, time.month)
    return calendar.valid_day(year, month, time.day or 1) if month else None


def _gap(unit: str, when: date, base: date) -> int:
    """Return the days between a day and the nearest day of a unit; 0 inside it."""
    first, last = calendar.interval(unit, when)
    return max((first - base).days, (base - last).days, 0)


def choose(time: CalendarTime, starts: list[date], base: date, context: Context) -> date | None:
    """Choose between the same date of several years: by word ("last", "next"), by tense, else the nearest."""
    if not starts:
        return None
    unit = "day" if time.unit == "weekend" else time.unit
    before = [when for when in starts if calendar.interval(unit, when)[1] < base]
    after = [when for when in starts if when > base]
    if time.turn is not None:
        current = [when for when in starts if when not in before and when not in after]
        this = current or [when for when in starts if when.year == base.year]
        turned = {-1: before[-1:], 1: after[:1]}.get(time.turn, this)
        return turned[0] if turned else None
    if time.fiscal:
        return (before or starts)[-1]
    if context.history:
        return next((when for when in starts if (base - when).days <= _LOOK_BACK_DAYS), starts[-1])
    excluded = after if context.direction < 0 else before if context.direction > 0 else []
    fitting = [when for when in starts if when not in excluded] or starts
    nearest, chosen = (min(days, key=lambda when: (_gap(unit, when, base), when > base)) for days in (starts, fitting))
    if context.lean or (unit == "month" and context.governed):
        return chosen
    return nearest if _ignores_tense(unit, _gap(unit, nearest, base)) else chosen


def _ignores_tense(unit: str, gap: int) -> bool:
    """Tell whether the nearest is meant whatever a verb says: nearby, and for quarters that figures are told of."""
    return unit in {"quarter", "half"} or gap <= {"day": _NEAR_DAYS, "month": _NEAR_MONTH_DAYS}.get(unit, -1)


def _weekday(time: CalendarTime, base: date, context: Context) -> date:
    ahead = (time.weekday or 1) - base.isoweekday()
    forward = ahead % 7
    if time.week_turn is not None:
        days = ahead + 7 * time.week_turn
    elif time.turn is not None:
        days = {-1: forward - 7, 0: ahead}.get(time.turn, forward or 7)
    elif context.history or context.direction > 0 or forward == 0:
        days = forward
    else:
        days = forward - 7
    return calendar.add(base, "day", days)


def _day_of_month(time: CalendarTime, base: date, context: Context) -> date | None:
    firsts = [calendar.add_months(base.replace(day=1), step) for step in (-1, 0, 1)]
    days = [found for first in firsts if (found := calendar.valid_day(first.year, first.month, time.day or 1))]
    if time.month_turn is not None:
        wanted = firsts[1 + time.month_turn]
        return next((when for when in days if (when.year, when.month) == (wanted.year, wanted.month)), None)
    if time.weekday is not None:  # "Friday the 13th" is in a month where that fits
        months = [calendar.add_months(base.replace(day=1), step) for step in range(-14, 15)]
        wide = [found for first in months if (found := calendar.valid_day(first.year, first.month, time.day or 1))]
        days = [when for when in wide if when.isoweekday() == time.weekday] or days
    elif context.history:
        days = [when for when in days if (base - when).days <= 15] or days
        return days[0] if days else None
    choices = [when for when in days if (when - base).days * context.direction >= 0] or days
    return min(choices, key=lambda when: abs((when - base).days)) if choices else None


def resolve_nth(time: NthTime, context: Context) -> Resolved:
    """Give "the first week of May" its value."""
    outer = resolve_calendar(time.inside, context)
    if outer.date_from is None or outer.date_to is None:
        return Resolved(TimexType.DATE, outer.value, precision=outer.precision)
    span = outer.date_from, outer.date_to
    when = _nth_weekday(span, time.nth, time.weekday) if time.weekday else _nth_unit(span, time.nth, time.unit)
    if when is None:
        return outer
    return dated(time.unit, calendar.timex(time.unit, when), calendar.interval(time.unit, when), anchor=outer.anchor)


def _nth_weekday(span: Interval, nth: int, weekday: int) -> date | None:
    first, last = span
    if nth > 0:
        when = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    else:
        when = last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (nth + 1))
    return when if first <= when <= last else None


def _nth_unit(span: Interval, nth: int, unit: str) -> date | None:
    first, last = span
    if unit in {"week", "weekend"}:
        # The first week is the one that holds the first Thursday, as in ISO 8601, the last the one with the last.
        thursday = _nth_weekday(span, 1 if nth > 0 else -1, 4)
        when = calendar.add(thursday, "week", nth - 1 if nth > 0 else nth + 1) if thursday else None
    else:
        when = calendar.add(first, unit, nth - 1) if nth > 0 else calendar.add(last, unit, nth + 1)
    return when if when is not None and calendar.interval(unit, when)[0] <= last and when >= first else None
