"""Shares read right on the phrase sets of date parsers, whose answers are days, intervals and times of day.

A phrase is read right when every expected time has an answer with the same first and last day, and the same time of day
where one is expected; durations and sets must have the same value. A phrase in which the set expects nothing is read
right when nothing is found. The sets speak of appointments; what they expect is not always what news means.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from geomap.evaluation.report import Report, Score
from geomap.temporal import calendar, tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import TimeSpan

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")
_SECONDS = (365 * 86400, 30 * 86400, 7 * 86400, 86400, 3600, 60, 1)
_GRAINS = {"Day": "day", "Week": "week", "Month": "month", "Quarter": "quarter", "Year": "year"}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means, comparable across tools.

    Attributes
    ----------
    first, last
        First and last day, inclusive; ``None`` for open ends and for durations and sets.
    clock
        Hour and minute ("17:30"), or ``""``.
    value
        A duration in seconds, or a set's TIMEX3 value, as text.
    """

    first: date | None = None
    last: date | None = None
    clock: str = ""
    value: str = ""


def evaluate_phrases(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Return the share read right, by category."""
    right: dict[str, int] = defaultdict(int)
    count: dict[str, int] = defaultdict(int)
    listing: list[str] = []
    for row in rows:
        category = category_of(row)
        count[category] += 1
        published = date.fromisoformat(row["dct"][:10]) if row.get("dct") else None
        spans = tag(row["text"], published=published, lean=1)  # the sets speak of appointments
        if is_right(row, spans):
            right[category] += 1
        else:
            found = "; ".join(f"{span.surface} = {span.edtf or span.value}" for span in spans if span.range is None)
            wanted = "; ".join(f"{timex['surface']} = {timex['value']}" for timex in row["timexes"])
            listing.append(f"{category:<16}{row['text']!r} | expects {wanted or '-'} | found {found or '-'}")
    scores = [Score("all, share read right", sum(right.values()) / max(len(rows), 1), len(rows))]
    scores += [Score(f"{key}, share read right", right[key] / count[key], count[key]) for key in sorted(count)]
    return Report("dates", name, tuple(scores), tuple(sorted(listing)))


def category_of(row: dict[str, Any]) -> str:
    """Return the kind of a phrase: that of its first expected time, or ``"nothing"``."""
    if not row["timexes"]:
        return "nothing"
    first = row["timexes"][0]
    return str(first["type"]) + (f" {first['grain'].lower()}" if first.get("grain") else "")


def is_right(row: dict[str, Any], spans: Sequence[TimeSpan]) -> bool:
    """Tell whether every expected time has an equal answer."""
    if not row["timexes"]:
        return not spans
    answers = [answer for span in spans for answer in answers_of(span)]
    return all(any(wanted in answers for wanted in expected(timex)) for timex in row["timexes"])


def answers_of(span: TimeSpan) -> list[Reading]:
    """Return what a span of ours means, in the words of the phrase sets."""
    if span.type == "DURATION":
        return [Reading(value=seconds(span.value))]
    if span.type == "SET":
        return [Reading(value=span.value)]
    if span.value == "PRESENT_REF":
        return [Reading(value=span.value), Reading(span.date_from, span.date_to)]
    clock = re.search(r"T(\d\d:\d\d)", span.value)
    day = Reading(span.date_from, span.date_to, clock[1] if clock else "")
    return [day, Reading(value=f"T{clock[1]}")] if clock else [day]


def seconds(value: str) -> str:
    """Return an ISO 8601 duration as seconds (months of 30 days, years of 365), as the phrase sets count."""
    match = _DURATION.fullmatch(value)
    if match is None or not any(match.groups()):
        return value
    return str(sum(int(part) * size for part, size in zip(match.groups(), _SECONDS, strict=True) if part))


def expected(timex: dict[str, Any]) -> list[Reading]:
    """Return the readings that a phrase set accepts for a time."""
    if "values" in timex:
        return [reading for value in timex["values"] if (reading := _recognizers(value))]
    reading = _duckling(timex)
    return [reading] if reading else []


def _recognizers(value: dict[str, Any]) -> Reading | None:
    kind, timex = value["type"], str(value.get("timex", ""))
    if timex == "PRESENT_REF" or kind == "set":
        return Reading(value=timex)
    if kind == "duration":
        return Reading(value=str(value["value"]))
    if kind == "time":
        return Reading(value=f"T{value['value'][:5]}")
    if kind in {"timerange", "datetimerange"}:
        return None
    return _dates(value, timex, with_clock=kind == "datetime")


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
        return None if end else Reading(start.date(), start.date(), f"{start:%H:%M}")
    if end is not None:
        return Reading(start.date(), (end - timedelta(days=1)).date())
    first, last = calendar.interval(unit, start.date())
    return Reading(first, last)
