"""Expressions to values: what "Tuesday" or "last week" means, counted from a day that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.model import TimexType
from geomap.temporal import calendar
from geomap.temporal.expressions import CalendarTime, HolidayTime, Length, Repeated, Shifted, Vague
from geomap.temporal.holidays import holiday_date

if TYPE_CHECKING:
    from geomap.model import Precision
    from geomap.temporal.calendar import Interval
    from geomap.temporal.expressions import Expression

PUBLISHED = "published"
NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of a time expression; the fields are those of :class:`geomap.model.TimeSpan`."""

    type: TimexType
    value: str
    date_from: date | None = None
    date_to: date | None = None
    edtf: str = ""
    precision: Precision | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    Attributes
    ----------
    published
        The publication date, or ``None``.
    told
        The last date that the narrative told of, or ``None``.
    history
        Whether the text is a history: dates without a year follow the narrative, not the publication.
    direction
        -1 where the words around speak of the past, 1 of the future, 0 where they do not say.
    south
        Whether seasons are those of the southern hemisphere.
    """

    published: date | None
    told: date | None = None
    history: bool = False
    direction: int = 0
    south: bool = False

    @property
    def anchor(self) -> tuple[date | None, str]:
        """The day that incomplete dates are counted from, and which one it is."""
        if self.history or self.published is None:
            return self.told, NARRATIVE if self.told else ""
        return self.published, PUBLISHED


def resolve(expression: Expression, context: Context) -> Resolved:
    """Give an expression its value; what cannot be known stays unknown (``XXXX-02-01``)."""
    match expression:
        case CalendarTime():
            return _calendar(expression, context)
        case Shifted():
            return _shifted(expression, context)
        case Length(value):
            return Resolved(TimexType.DURATION, value)
        case Repeated(value):
            return Resolved(TimexType.SET, value)
        case Vague(value):
            return _vague(value, context)
        case HolidayTime():
            return _holiday(expression, context)


def _vague(value: str, context: Context) -> Resolved:
    today = context.published
    bounds: dict[str, tuple[date | None, date | None]] = {
        "PRESENT_REF": (today, today),
        "PAST_REF": (None, today),
        "FUTURE_REF": (today, None),
    }
    span = bounds[value] if today else (None, None)
    anchor = PUBLISHED if today else ""
    return Resolved(TimexType.DATE, value, *span, calendar.interval_edtf(span), None, anchor)


def dated(unit: str, value: str, span: Interval | None, *, part: str = "", clock: str = "", anchor: str = "",
          south: bool = False) -> Resolved:  # fmt: skip
    """Make the value of a calendar unit, with its part and time of day."""
    edtf = calendar.edtf_of(value, span, south=south)
    if part and edtf and "/" not in edtf:
        edtf += "~"
    if span and part:
        span = calendar.narrow(span, part)
    first, last = span or (None, None)
    kind = TimexType.TIME if clock else TimexType.DATE
    return Resolved(kind, value + clock, first, last, edtf, calendar.PRECISION[unit], anchor)


def _calendar(time: CalendarTime, context: Context) -> Resolved:
    time = _full_year(time, context)
    anchor_name = ""
    if time.year is None and not (time.unit == "day" and time.day is None and time.weekday is None):
        base, anchor_name = context.anchor
        if time.year_turn is not None and context.published is not None:
            base, anchor_name = context.published, PUBLISHED
        if base is not None:
            found = _nearest(time, base, context)
            if found is None:
                return _unknown(time)
            return dated(
                time.unit, calendar.timex(time.unit, found) if time.unit != "season" else _season_value(time, found),
                _season_span(time, found, context) if time.unit == "season" else calendar.interval(time.unit, found),
                part=time.part, clock=time.clock, anchor=anchor_name, south=context.south,
            )  # fmt: skip
    if time.year is None:
        return _unknown(time)
    return _explicit(time, context)


def _season_value(time: CalendarTime, found: date) -> str:
    return f"{found.year:04d}-{time.season}"


def _season_span(time: CalendarTime, found: date, context: Context) -> Interval:
    return calendar.season_interval(found.year, str(time.season), south=context.south)


def _full_year(time: CalendarTime, context: Context) -> CalendarTime:
    """Give a year of two digits its century: the one that brings it nearest, not more than ten years ahead."""
    if not time.short or time.year is None:
        return time
    base = context.published or context.told
    pivot = base.year if base else 2020
    length = 100
    year = pivot // length * length + time.year
    if year > pivot + 10:
        year -= length
    return replace(time, year=year, short=False)


def _explicit(time: CalendarTime, context: Context) -> Resolved:
    year = time.year or 1
    span: Interval | None
    match time.unit:
        case "day":
            when = calendar.valid_day(year, time.month or 1, time.day or 1)
            if when is None:
                return _unknown(time)
            return dated("day", when.isoformat(), (when, when), part="", clock=time.clock)
        case "month":
            span, value = calendar.month_interval(year, time.month or 1), f"{year:04d}-{time.month:02d}"
        case "quarter":
            span = calendar.month_interval(year, 3 * (time.quarter or 1) - 2, 3)
            value = f"{year:04d}-Q{time.quarter}"
        case "half":
            span, value = calendar.month_interval(year, 6 * (time.half or 1) - 5, 6), f"{year:04d}-H{time.half}"
        case "season":
            span = calendar.season_interval(year, str(time.season), south=context.south)
            value = f"{year:04d}-{time.season}"
        case "week":
            when = date(year, 1, 4) + timedelta(weeks=(time.week or 1) - 1)
            span, value = calendar.interval("week", when), calendar.timex("week", when)
        case unit:
            when = date(max(year, 1), 1, 1)
            span, value = calendar.interval(unit, when), calendar.timex(unit, date(max(year, 1), 1, 1))
    return dated(time.unit, value, span, part=time.part, clock=time.clock, south=context.south)


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
    """Return the day that a time without a year means."""
    if time.unit == "day" and time.day is None:
        return _weekday(time, base, context)
    if time.unit == "weekend" or (time.unit == "week" and time.week is None):
        return calendar.add(base, "week", time.turn or 0)
    if time.day is not None and time.month is None:
        return _day_of_month(time, base, context)
    starts = [when for year in (base.year - 1, base.year, base.year + 1) if (when := _start(time, year))]
    if time.year_turn is not None:
        starts = [when for when in starts if when.year == base.year + time.year_turn]
        return starts[0] if starts else None
    return _choose(time, starts, base, context)


def _start(time: CalendarTime, year: int) -> date | None:
    if not 1 <= year <= 9999:
        return None
    if time.unit == "week":
        return date(year, 1, 4) + timedelta(weeks=(time.week or 1) - 1)
    month = {
        "month": time.month,
        "season": calendar.SEASON_MONTH.get(str(time.season)),
        "quarter": 3 * (time.quarter or 1) - 2,
        "half": 6 * (time.half or 1) - 5,
        "day": time.month,
    }.get(time.unit)
    return calendar.valid_day(year, month, time.day or 1) if month else None


def _choose(time: CalendarTime, starts: list[date], base: date, context: Context) -> date | None:
    """Choose the year by word ("last", "next"), by the tense, else the nearest."""
    if not starts:
        return None
    ends = {when: calendar.interval(time.unit if time.unit != "season" else "month", when)[1] for when in starts}
    before = [when for when in starts if ends[when] < base]
    after = [when for when in starts if when > base]
    current = [when for when in starts if when <= base <= ends[when]]
    if time.turn == -1:
        return before[-1] if before else None
    if time.turn == 1:
        return after[0] if after else None
    if time.turn == 0:
        return next((when for when in starts if when.year == base.year), None)
    if context.history:
        # A history moves forward; it seldom looks back more than four months without saying the year.
        late = [when for when in starts if (base - when).days <= 125]
        return late[0] if late else starts[-1]
    if context.direction < 0:
        choices = before + current
    elif context.direction > 0:
        choices = current + after
    else:
        choices = starts
    return min(choices or starts, key=lambda when: (abs((when - base).days), when > base))


def _weekday(time: CalendarTime, base: date, context: Context) -> date:
    ahead = (time.weekday or 1) - base.isoweekday()
    if time.turn == 0 or time.year_turn is not None:
        return base + timedelta(days=ahead)
    forward = ahead % 7
    if time.turn == -1:
        return base + timedelta(days=(forward - 7))
    if time.turn == 1:
        return base + timedelta(days=forward or 7)
    if context.history or context.direction > 0:
        return base + timedelta(days=forward)
    return base + timedelta(days=forward - 7 if forward else 0)


def _day_of_month(time: CalendarTime, base: date, context: Context) -> date | None:
    firsts = [calendar.add_months(base.replace(day=1), step) for step in (-1, 0, 1)]
    days = [found for first in firsts if (found := calendar.valid_day(first.year, first.month, time.day or 1))]
    if context.history:
        days = [when for when in days if (base - when).days <= 15] or days
        return days[0] if days else None
    choices = [when for when in days if (when - base).days * context.direction >= 0] or days
    return min(choices, key=lambda when: abs((when - base).days)) if choices else None


def _shifted(time: Shifted, context: Context) -> Resolved:
    base, name = (context.told, NARRATIVE) if time.narrative and context.told else (context.published, PUBLISHED)
    if time.narrative and base is None:
        base, name = context.anchor
    if time.amount is None:
        return _vague("PAST_REF", context)
    if base is None:
        unknown = {"day": "XXXX-XX-XX", "month": "XXXX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE"}
        value = unknown.get(time.unit, "XXXX")
        return replace(dated(time.unit, value, None, part=time.part, clock=time.clock), edtf="")
    when = calendar.add(base, time.unit, time.amount)
    unit = "week" if time.unit == "fortnight" else time.unit
    return dated(
        unit, calendar.timex(unit, when), calendar.interval(unit, when), part=time.part, clock=time.clock, anchor=name
    )


def _holiday(time: HolidayTime, context: Context) -> Resolved:
    if time.year is not None:
        when = holiday_date(time.name, time.year)
        return dated("day", when.isoformat(), (when, when)) if when else Resolved(TimexType.DATE, f"{time.year:04d}")
    base, name = context.anchor
    if base is None:
        return Resolved(TimexType.DATE, "XXXX-XX-XX")
    days = [day for year in (base.year - 1, base.year, base.year + 1) if (day := holiday_date(time.name, year))]
    chosen = _choose(CalendarTime("day", turn=time.turn), days, base, context)
    if chosen is None:
        return Resolved(TimexType.DATE, "XXXX-XX-XX")
    return dated("day", chosen.isoformat(), (chosen, chosen), anchor=name)
