"""What an expression means to the phrase sets and to the tagger, in comparable form.

What is *evened*, as a difference of notation and none of meaning:

- a range of months or years ends on the first day of its last one there, on the last day here ("May to September");
- "three weeks ago" is a day there and the week that holds it here, as TIMEX3 has it: the unit that the words say;
- "in the evening" is a stretch of hours there and ``TEV`` here: the same day, and the stretch begins in that part;
- "the past three months" is an interval there and a duration here: the same length, to or from the day of speaking;
- quarters count as three months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from geomap.model import Precision
from geomap.temporal import calendar

if TYPE_CHECKING:
    from geomap.model import TimeSpan

_NUMBER = r"(\d+(?:\.\d+)?)"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}W)?(?:{_NUMBER}D)?(?:T(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?"
)
_SECONDS = (365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1)
_GRAINS = {"Day": "day", "Week": "week", "Month": "month", "Quarter": "quarter", "Year": "year"}
_CLOCK = re.compile(r"T(\d\d:\d\d)")
_COARSE = {Precision.WEEK: "week|fortnight", Precision.MONTH: "month", Precision.YEAR: "year"}
_TURNS = "(?:last|this|next|the|that|previous|past|coming|following|current|same)"
# The hours at which the phrase sets let a part of the day begin.
_PARTS = {"MO": range(12), "AF": range(12, 17), "EV": range(16, 22), "NI": range(18, 24)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means, comparable across tools.

    Attributes
    ----------
    first, last
        First and last day, inclusive; ``None`` for open ends and for durations and sets.
    clock
        Hour and minute ("17:30"), of both ends of a range ("09:30/11:00"), or ``""``.
    value
        A duration in seconds, or a set's TIMEX3 value, as text.
    """

    first: date | None = None
    last: date | None = None
    clock: str = ""
    value: str = ""


def answers_of(span: TimeSpan) -> list[Reading]:
    """Return what a span of ours means, in the words of the phrase sets."""
    if span.type == "DURATION":
        return [Reading(value=seconds(span.value))]
    if span.type == "SET":
        return [Reading(value=span.value)]
    if span.value == "PRESENT_REF":
        return [Reading(value=span.value), Reading(span.date_from, span.date_to)]
    clock = "/".join(_CLOCK.findall(span.value))
    day = Reading(span.date_from, span.date_to, clock)
    return [day, Reading(value=f"T{clock}")] if clock else [day]


def evened(span: TimeSpan) -> list[Reading]:
    """Return what else a span of ours means if notation is set aside."""
    said = span.surface.lower()
    if span.type == "SET" or (span.type == "DURATION" and re.search(r"\b(?:last|past|next|coming|previous)\b", said)):
        return [Reading(value=f"{span.type} {seconds(_in_months(span.value))}")]
    if span.date_from is None or span.date_to is None:
        return []
    found = []
    part = span.value.partition("T")[2]
    if part in _PARTS:
        found.append(Reading(span.date_from, span.date_to, value=part))
    unit = _COARSE.get(span.precision) if span.precision else None
    counted = rf"(?:in |about )?(?!{_TURNS}\b)[\w-]+ (?:{unit})s?(?: ago| hence| later| earlier| back| from now)?"
    if unit and re.fullmatch(counted, said):
        days = (span.date_to - span.date_from).days + 1
        inside = [span.date_from + timedelta(days=step) for step in range(days)]
        found += [Reading(day, day) for day in inside]
    return found


def seconds(value: str) -> str:
    """Return an ISO 8601 duration as seconds (months of 30 days, years of 365), as the phrase sets count."""
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return value
    return f"{sum(float(part) * size for part, size in zip(match.groups(), _SECONDS, strict=True) if part):.10g}"


def _in_months(value: str) -> str:
    quarters = re.fullmatch(r"P(\d+)Q", value)
    return f"P{3 * int(quarters[1])}M" if quarters else value


def expected(timex: dict[str, Any]) -> list[Reading]:
    """Return the readings that a phrase set accepts for a time."""
    if "values" in timex:
        return [reading for value in timex["values"] if (reading := _recognizers(value))]
    reading = _duckling(timex)
    return [reading] if reading else []


def expected_evened(timex: dict[str, Any]) -> list[Reading]:
    """Return the readings that mean the same as those that a phrase set accepts."""
    found: list[Reading] = []
    for value in timex.get("values", []):
        found += _evened_recognizers(value)
    start, end = _moment(timex.get("value")), _moment(timex.get("value_end"))
    if start and end and timex.get("grain") in {"Hour", "Minute", "Second"}:
        found += [
            Reading(start.date(), start.date(), value=part) for part, hours in _PARTS.items() if start.hour in hours
        ]
    if start and end and "values" not in timex:
        found.append(Reading(value=f"DURATION {_length(start, end)}"))
    return found


def _length(start: datetime, end: datetime) -> int:
    """Return the length of an interval in seconds, whole months as 30 and whole years as 365 days."""
    months = (end.year - start.year) * 12 + end.month - start.month
    if (start.day, start.time()) != (end.day, end.time()) or not months:
        return round((end - start).total_seconds())
    return (months // 12 * 365 if months % 12 == 0 else months * 30) * 86400


def _evened_recognizers(value: dict[str, Any]) -> list[Reading]:
    timex = str(value.get("timex", ""))
    if value["type"] == "set":
        return [Reading(value=f"SET {seconds(_in_months(timex))}")]
    length = re.fullmatch(r"\(.*,(P\w+)\)", timex)
    found = [Reading(value=f"DURATION {seconds(length[1])}")] if length else []
    whole = _recognizers(value) if length and value["type"] == "daterange" else None
    found += [_to_the_end(whole)] if whole else []
    start, part = _moment(value.get("start")), re.search(r"T(MO|AF|EV|NI)$", timex)
    return [*found, Reading(start.date(), start.date(), value=part[1])] if start and part else found


def _to_the_end(reading: Reading) -> Reading:
    """Move the end of a range from the first day of a month or year to its last."""
    last = reading.last + timedelta(days=1) if reading.last else None
    if reading.first is None or last is None or last.day != 1 or reading.first.day != 1 or last <= reading.first:
        return reading
    unit = "year" if (last.month, reading.first.month) == (1, 1) else "month"
    return replace(reading, last=calendar.interval(unit, last)[1])


def _recognizers(value: dict[str, Any]) -> Reading | None:
    kind, timex = value["type"], str(value.get("timex", ""))
    if timex == "PRESENT_REF" or kind == "set":
        return Reading(value=timex)
    if kind == "duration":
        return Reading(value=str(value["value"]))
    if kind == "time":
        return Reading(value=f"T{value['value'][:5]}")
    if kind == "timerange" and "start" in value and "end" in value:
        return Reading(value=f"T{value['start'][:5]}/{value['end'][:5]}")
    if kind == "datetimerange":
        return _between(_moment(value.get("start")), _moment(value.get("end")))
    return None if kind == "timerange" else _dates(value, timex, with_clock=kind == "datetime")


def _between(start: datetime | None, end: datetime | None) -> Reading | None:
    if start is None or end is None:
        return None
    return Reading(start.date(), end.date(), f"{start:%H:%M}/{end:%H:%M}")


def _dates(value: dict[str, Any], timex: str, *, with_clock: bool) -> Reading | None:
    if "start" in value or "end" in value:
        first, last = _moment(value.get("start")), _moment(value.get("end"))
        # Ends are exclusive, but for ranges of days they are the last day that is said.
        days = 0 if timex.startswith("(") and "D)" in timex else 1
        return Reading(first.date() if first else None, (last - timedelta(days=days)).date() if last else None)
    moment = _moment(value.get("value"))
    if moment is None:
        return None
    return Reading(moment.date(), moment.date(), f"{moment:%H:%M}" if with_clock else "")


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None  # wall-clock times without a zone
    except ValueError:
        return None


def _duckling(timex: dict[str, Any]) -> Reading | None:
    start, end = _moment(timex.get("value")), _moment(timex.get("value_end"))
    if start is None:
        return None
    unit = _GRAINS.get(timex["grain"])
    if unit is None:
        # The end is exclusive: one hour, minute or second after the last that is meant.
        step = {"Hour": timedelta(hours=1), "Minute": timedelta(minutes=1)}.get(timex["grain"], timedelta(seconds=1))
        return _between(start, end - step) if end else Reading(start.date(), start.date(), f"{start:%H:%M}")
    if end is not None:
        return Reading(start.date(), (end - timedelta(days=1)).date())
    first, last = calendar.interval(unit, start.date())
    return Reading(first, last)
