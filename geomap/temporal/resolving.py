"""Expressions to values: what "last week" or "Christmas" means, counted from a day that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.model import Precision, TimexType
from geomap.temporal import calendar
from geomap.temporal.context import NARRATIVE, PUBLISHED, Context, Resolved, dated
from geomap.temporal.expressions import (
    CalendarTime,
    FromTime,
    HalfOf,
    HolidayTime,
    Length,
    NthTime,
    Repeated,
    SamePeriod,
    Shifted,
    Vague,
)
from geomap.temporal.holidays import holiday_date
from geomap.temporal.resolving_calendar import choose, resolve_calendar, resolve_nth

if TYPE_CHECKING:
    from datetime import date

    from geomap.temporal.expressions import Expression

_UNKNOWN = {"day": "XXXX-XX-XX", "month": "XXXX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}


def resolve(expression: Expression, context: Context) -> Resolved:
    """Give an expression its value; what cannot be known stays unknown (``XXXX-02-01``)."""
    match expression:
        case CalendarTime() | NthTime() | HolidayTime() | HalfOf():
            return _in_calendar(expression, context)
        case Shifted() | FromTime() | SamePeriod():
            return _counted(expression, context)
        case Length(value, ahead):
            if ahead is not None and context.direction > 0:
                return _shifted(ahead, context)
            return Resolved(TimexType.DURATION, value)
        case Repeated(value):
            return Resolved(TimexType.SET, value)
        case Vague(value):
            return _vague(value, context)


def _in_calendar(expression: CalendarTime | NthTime | HolidayTime | HalfOf, context: Context) -> Resolved:
    match expression:
        case CalendarTime():
            return resolve_calendar(expression, context)
        case NthTime():
            return resolve_nth(expression, context)
        case HolidayTime():
            return _holiday(expression, context)
        case HalfOf():
            return _half_of(expression, context)


def _counted(expression: Shifted | FromTime | SamePeriod, context: Context) -> Resolved:
    match expression:
        case Shifted():
            return _shifted(expression, context)
        case FromTime():
            return _from_time(expression, context)
        case SamePeriod():
            return _same_period(expression, context)


def _vague(value: str, context: Context) -> Resolved:
    today = context.published
    bounds: dict[str, tuple[date | None, date | None]] = {
        "PRESENT_REF": (today, today),
        "PAST_REF": (None, today),
        "FUTURE_REF": (today, None),
    }
    span = bounds[value] if today else (None, None)
    return Resolved(TimexType.DATE, value, *span, calendar.interval_edtf(span), None, PUBLISHED if today else "")


def _shifted(time: Shifted, context: Context) -> Resolved:
    base, anchor = _base(time, context)
    if time.by_tense:
        amount = 1 if context.direction > 0 and base and base.isoweekday() > 5 else 0
        if context.direction <= 0 and base and base.isoweekday() < 6:
            amount = -1
        time = replace(time, amount=amount)
    if time.amount is None:
        value = "FUTURE_REF" if time.forward else "PAST_REF"
        # "A few months later" in a story is not after the publication: no interval is known.
        return Resolved(TimexType.DATE, value) if time.narrative else _vague(value, context)
    if base is None:
        value = _UNKNOWN.get(time.unit, "XXXX") if time.amount or time.unit != "day" or not time.clock else "XXXX-XX-XX"
        return replace(dated(time.unit, value, None, part=time.part, clock=time.clock), edtf="")
    if time.by_comparison and context.quarter is not None:
        return _quarter(calendar.add(context.quarter, "year", -1), NARRATIVE)
    when = calendar.add(base, time.unit, time.amount)
    unit = "week" if time.unit == "fortnight" else time.unit
    if unit == "week" and time.counted and anchor == NARRATIVE and context.told_day:
        unit = "day"  # "two weeks later" after a day is a day
    return dated(
        unit,
        calendar.timex(unit, when),
        calendar.interval(unit, when),
        part=time.part,
        clock=time.clock,
        anchor=anchor,
        south=context.south,
        today=base,
    )


def _from_time(time: FromTime, context: Context) -> Resolved:
    base = resolve(time.base, replace(context, direction=1) if time.ahead else context)
    unit = "day" if time.unit in {"week", "fortnight"} else time.unit  # a week after a day is a day
    if base.date_from is None:
        return dated(unit, _UNKNOWN.get(unit, "XXXX"), None)
    when = calendar.add(base.date_from, time.unit, time.amount)
    return dated(unit, calendar.timex(unit, when), calendar.interval(unit, when), anchor=base.anchor)


def _half_of(time: HalfOf, context: Context) -> Resolved:
    whole = resolve_calendar(time.whole, context)
    if whole.date_from is None or whole.date_to is None:
        return whole
    middle = calendar.add_months(whole.date_from, calendar.MONTHS_IN[time.whole.unit] // 2)
    span = (whole.date_from, middle - timedelta(days=1)) if time.nth == 1 else (middle, whole.date_to)
    return replace(whole, date_from=span[0], date_to=span[1], edtf=calendar.interval_edtf(span))


def _base(time: Shifted, context: Context) -> tuple[date | None, str]:
    of_the_story = time.narrative or (time.of_the_story and (context.history or context.published is None))
    if of_the_story and context.told is not None:
        if time.unit == "day" and not context.told_day:
            return context.told_exact, NARRATIVE  # "that day" is none of a month
        return context.told, NARRATIVE
    return context.published, PUBLISHED if context.published else ""


def _quarter(when: date, anchor: str) -> Resolved:
    return dated("quarter", calendar.timex("quarter", when), calendar.interval("quarter", when), anchor=anchor)


def _same_period(time: SamePeriod, context: Context) -> Resolved:
    when, anchor = context.quarter, NARRATIVE
    if when is None:
        if time.year is not None:
            return resolve_calendar(CalendarTime("year", time.year), context)
        if time.years and context.published:
            year = calendar.add(context.published, "year", time.years)
            return dated("year", calendar.timex("year", year), calendar.interval("year", year), anchor=PUBLISHED)
        when, anchor = context.published, PUBLISHED
        if when is None:
            return Resolved(TimexType.DATE, "XXXX-QX", precision=Precision.QUARTER)
        when = calendar.add(when, "quarter", -1)  # figures are told of the quarter that is over
    if time.year is not None:
        when = when.replace(year=time.year, day=1)
    return _quarter(calendar.add(when, "year", time.years), anchor)


def _holiday(time: HolidayTime, context: Context) -> Resolved:
    base, anchor = context.anchor
    year = time.year
    if year is None and time.year_turn is not None and base is not None:
        year = base.year + time.year_turn
    if year is not None:
        when = holiday_date(time.name, year)
        return dated("day", when.isoformat(), (when, when)) if when else Resolved(TimexType.DATE, f"{year:04d}-XX-XX")
    days = []
    if base is not None:
        days = [day for near in range(base.year - 1, base.year + 2) if (day := holiday_date(time.name, near))]
    chosen = choose(CalendarTime("day", turn=time.turn), days, base, context) if base is not None else None
    if chosen is None:
        return Resolved(TimexType.DATE, "XXXX-XX-XX")
    return dated("day", chosen.isoformat(), (chosen, chosen), anchor=anchor)


__all__ = ["Context", "resolve"]
