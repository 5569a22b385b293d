"""Expressions to values: what "last week" or "Christmas" means, counted from a day that is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.model import Precision, TimexType
from geomap.temporal import calendar, fiscal
from geomap.temporal.context import NARRATIVE, PUBLISHED, Context, Resolved, dated
from geomap.temporal.expressions import (
    CalendarTime,
    DayOfFeast,
    FromTime,
    HalfOf,
    HolidayTime,
    Length,
    MomentTime,
    NthTime,
    Repeated,
    SamePeriod,
    Shifted,
    Vague,
)
from geomap.temporal.holidays import holiday_date, last_day
from geomap.temporal.resolving_calendar import choose, resolve_calendar, resolve_nth

if TYPE_CHECKING:
    from datetime import date, datetime

    from geomap.temporal.expressions import Expression

_UNKNOWN = {"day": "XXXX-XX-XX", "month": "XXXX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}


def resolve(expression: Expression, context: Context) -> Resolved:
    """Give an expression its value; what cannot be known stays unknown (``XXXX-02-01``)."""
    match expression:
        case CalendarTime() | NthTime() | HolidayTime() | DayOfFeast() | HalfOf():
            return _in_calendar(expression, context)
        case Shifted() | MomentTime() | FromTime() | SamePeriod():
            return _counted(expression, context)
        case Length():
            return _length(expression, context)
        case Repeated(value):
            return Resolved(TimexType.SET, value)
        case Vague(value):
            return _vague(value, context)


def _in_calendar(expression: CalendarTime | NthTime | HolidayTime | DayOfFeast | HalfOf, context: Context) -> Resolved:
    match expression:
        case CalendarTime():
            return fiscal.placed(expression, resolve_calendar(expression, context), context)
        case NthTime():
            return resolve_nth(expression, context)
        case HolidayTime():
            return _holiday(expression, context)
        case DayOfFeast():
            return _day_of_feast(expression, context)
        case HalfOf():
            return _half_of(expression, context)


def _counted(expression: Shifted | MomentTime | FromTime | SamePeriod, context: Context) -> Resolved:
    match expression:
        case Shifted():
            return _shifted(expression, context)
        case MomentTime():
            return _moment(expression, context)
        case FromTime():
            return _from_time(expression, context)
        case SamePeriod():
            return _same_period(expression, context)


def _length(length: Length, context: Context) -> Resolved:
    ahead = length.ahead if context.direction > 0 else None
    if isinstance(ahead, MomentTime) and context.moment is None:
        ahead = None  # "in two hours" is a length where the hour of speaking is unknown
    return _counted(ahead, context) if ahead else Resolved(TimexType.DURATION, length.value)


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
    if time.by_tense and time.unit == "day":
        return _overnight(time, base, anchor, context)
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
    if context.lean and context.moment and time.narrative and anchor == PUBLISHED and not time.amount and time.clock:
        base = _next_at(time.clock, base, context.moment)
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


def _overnight(time: Shifted, base: date | None, anchor: str, context: Context) -> Resolved:
    """Take the night into the day of the report, or the one after the day told of; it touches two days."""
    if base is None:
        return replace(dated("day", _UNKNOWN["day"], None, clock=time.clock), edtf="")
    ahead = context.direction > 0 or anchor == NARRATIVE
    when = calendar.add(base, "day", 0 if ahead else -1)
    night = dated("day", when.isoformat(), (when, when), clock=time.clock, anchor=anchor)
    span = (when, calendar.add(when, "day", 1))
    return replace(night, date_to=span[1], edtf=calendar.interval_edtf(span))


def _moment(time: MomentTime, context: Context) -> Resolved:
    """Count hours from the moment of publication; where only its day is known, the hour stays unknown."""
    if context.moment is None:
        return _shifted(Shifted("day", 0, clock="TXX"), context)
    when = context.moment + timedelta(seconds=time.seconds)
    clock = f"T{when:%H:%M:%S}" if when.second else f"T{when:%H:%M}"
    return dated("day", when.date().isoformat(), (when.date(), when.date()), clock=clock, anchor=PUBLISHED)


def _from_time(time: FromTime, context: Context) -> Resolved:
    base = resolve(time.base, replace(context, direction=1) if time.ahead else context)
    if base.date_from is None:
        return dated("day", _UNKNOWN["day"], None)
    when = calendar.add(base.date_from, time.unit, time.amount)
    return dated("day", when.isoformat(), (when, when), anchor=base.anchor)


def _half_of(time: HalfOf, context: Context) -> Resolved:
    whole = resolve_calendar(time.whole, context)
    if whole.date_from is None or whole.date_to is None:
        return whole
    middle = calendar.add_months(whole.date_from, calendar.MONTHS_IN[time.whole.unit] // 2)
    span = (whole.date_from, middle - timedelta(days=1)) if time.nth == 1 else (middle, whole.date_to)
    return replace(whole, date_from=span[0], date_to=span[1], edtf=calendar.interval_edtf(span))


def _next_at(clock: str, day: date, moment: datetime) -> date:
    """Return the day on which a clock time is next, for a caller that leans to the future."""
    passed = clock[1:].isascii() and clock[1:2].isdigit() and clock[1:6] <= f"{moment:%H:%M}"
    return calendar.add(day, "day", 1) if passed else day


def _base(time: Shifted, context: Context) -> tuple[date | None, str]:
    of_the_story = time.narrative or (time.of_the_story and (context.history or context.published is None))
    if of_the_story and context.told is not None:
        if time.unit == "day" and not context.told_day:
            return context.told_exact, NARRATIVE  # "that day" is none of a month
        return context.told, NARRATIVE
    if time.narrative and time.clock and context.history and context.published is not None:
        return None, ""  # a clock in a story of long ago
    return context.published, PUBLISHED if context.published else ""


def _quarter(when: date, anchor: str) -> Resolved:
    return dated("quarter", calendar.timex("quarter", when), calendar.interval("quarter", when), anchor=anchor)


def _same_period(time: SamePeriod, context: Context) -> Resolved:
    when, anchor = context.quarter, NARRATIVE
    if when is None and time.else_quarter is not None:
        return resolve_calendar(CalendarTime("quarter", quarter=time.else_quarter), replace(context, direction=-1))
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
        return _kept(time, when, "") if when else Resolved(TimexType.DATE, f"{year:04d}-XX-XX")
    days = []
    if base is not None:
        days = [day for near in range(base.year - 1, base.year + 2) if (day := holiday_date(time.name, near))]
    chosen = choose(CalendarTime("day", turn=time.turn), days, base, context) if base is not None else None
    if chosen is None:
        return Resolved(TimexType.DATE, "XXXX-XX-XX")
    return _kept(time, chosen, anchor)


def _day_of_feast(time: DayOfFeast, context: Context) -> Resolved:
    feast = _holiday(time.feast, context)
    if feast.date_from is None or feast.date_to is None:
        return feast
    when = feast.date_to if time.nth < 0 else calendar.add(feast.date_from, "day", time.nth - 1)
    return dated("day", when.isoformat(), (when, when), anchor=feast.anchor)


def _kept(time: HolidayTime, when: date, anchor: str) -> Resolved:
    """Give a named day or season its value, or that of the weekend nearest to it."""
    if not time.weekend:
        last = last_day(time.name, when)
        if last > when:
            season = dated("day", f"{when}/{last}", (when, last), anchor=anchor)
            return replace(season, edtf=calendar.interval_edtf((when, last)))
        return dated("day", when.isoformat(), (when, when), anchor=anchor)
    if when.isoweekday() < 3:
        when -= timedelta(days=7)  # Labor Day's weekend is the one before
    return dated("weekend", calendar.timex("weekend", when), calendar.interval("weekend", when), anchor=anchor)


__all__ = ["Context", "resolve"]
