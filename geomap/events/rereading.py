"""A time expression read again as if it were written on a day of the story."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.surfaces import is_bare_day, is_day, is_from_story, is_weekday
from geomap.model import TimexType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.model import TimeSpan

# "a few hours earlier", "eight days before that"
_SHIFT = re.compile(
    r"\s+(?P<sign>later\b|earlier\b|(?:before|after)(?=\s*[.,;]|\s+that\b))(?P<that>\s+that\b)?", re.IGNORECASE
)
_COUNTED = re.compile(r"P(?P<n>\d+)(?P<unit>[DW])")
_HOUR = re.compile(r"\dT\w")
_BACK = frozenset({"before", "earlier"})
_WEEK = 7
_SHORTEST = 28  # days that every month has
_FRAMES = ("{}", "on {}", "in {}", "at {}")


def read_again(
    index: int, day: date, times: Sequence[TimeSpan], published: date | None, *, back: int | None = None
) -> Iterator[tuple[int, TimeSpan]]:
    """Yield an expression, and the two ends of a joint range, as they read on a day of the story.

    Parameters
    ----------
    index
        Which of ``times``.
    day
        Where the story has got to.
    times
        The document's expressions as the tagger read them.
    published
        What was over by then is not read as still to come.
    back
        How many days before the day a month may lie, for it not to be meant of the year after; ``None``: any.

    Yields
    ------
    tuple of int and TimeSpan
        Index and new reading; nothing where the expression does not read on that day.
    """
    from geomap.temporal import tag

    span = times[index]
    for frame in _FRAMES:
        text = frame.format(span.surface)
        shift = span.start - text.index(span.surface)
        again = [replace(item, start=item.start + shift, end=item.end + shift) for item in tag(text, published=day)]
        whole = next((item for item in again if item.start <= span.start and item.end == span.end), None)
        whole = None if whole is None else on_the_day(whole)
        if whole is None or (whole.date_from is None and whole.date_to is None):
            continue
        whole = _forward(_to_the_day(whole, day, span), day)
        if back is not None:
            whole = _a_year_on(whole, day, published, back)
        if not _is_late(whole, span, published):
            yield index, replace(whole, start=span.start, surface=span.surface, range=None, anchor="narrative")
            yield from _ends(index, times, again)
        return


def _ends(index: int, times: Sequence[TimeSpan], again: Sequence[TimeSpan]) -> Iterator[tuple[int, TimeSpan]]:
    """Yield both ends of a joint range."""
    new = {(item.start, item.end): item for item in again}
    for at, part in enumerate(times):
        if part.range == index and (part.start, part.end) in new:
            yield at, replace(new[part.start, part.end], range=index, anchor="narrative")


def _is_late(again: TimeSpan, told: TimeSpan, published: date | None) -> bool:
    last = again.date_to or again.date_from
    if published is None or told.date_to is None or last is None:
        return False
    return told.date_to <= published < last


def _to_the_day(span: TimeSpan, day: date, told: TimeSpan) -> TimeSpan:
    """Return the day that weeks and months are counted to, where the story is told to the day: "three weeks later"."""
    start, end = span.date_from, span.date_to
    if start is None or end is None or start == end or not is_day(told):
        return span
    days = [start + timedelta(n) for n in range((end - start).days + 1)]
    weekly = len(days) <= _WEEK
    same = next((item for item in days if (item.weekday() == day.weekday() if weekly else item.day == day.day)), None)
    return span if same is None else _on(span, same)


def _forward(span: TimeSpan, day: date) -> TimeSpan:
    """Return a bare weekday, or day of a month, as the next after the day of the story, as a story goes on."""
    start = span.date_from
    if start is None or start > day or span.date_to != start:
        return span
    if is_bare_day(span):
        return _on(span, _same_day(start, day)) if start.day <= _SHORTEST else span
    return _on(span, day + timedelta((start.weekday() - day.weekday()) % _WEEK)) if is_weekday(span) else span


def _same_day(start: date, day: date) -> date:
    """Return the day of that number from a day on: "the 27th" of the month that the story has reached, or the next."""
    here = day.replace(day=start.day)
    return here if here >= day else _next_month(here)


def _next_month(day: date) -> date:
    return day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)


def _a_year_on(span: TimeSpan, day: date, published: date | None, back: int) -> TimeSpan:
    """Return a date of the year after, where the story would have to turn back for it."""
    start, end = span.date_from, span.date_to
    if end is None or is_from_story(span) or (day - end).days <= back:
        return span
    first, last = None if start is None else _next_year(start), _next_year(end)
    if published is not None and (first or last) > published:
        return span
    edtf = last.isoformat() if first == last else f"{first.isoformat() if first else '..'}/{last.isoformat()}"
    return replace(span, date_from=first, date_to=last, value=edtf, edtf=edtf)


def _next_year(day: date) -> date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _on(span: TimeSpan, day: date) -> TimeSpan:
    return replace(span, date_from=day, date_to=day, value=day.isoformat(), edtf=day.isoformat())


def on_the_day(span: TimeSpan) -> TimeSpan:
    """Return an hour that something was reached by as the day it is of: "by 6am"."""
    reached = _HOUR.search(span.value) is not None and span.date_from is None
    if reached and span.date_to is not None and span.type is not TimexType.DURATION:
        return _on(span, span.date_to)
    return span


def shifted(span: TimeSpan, text: str, base: date | None) -> TimeSpan:
    """Return a length of time that counts from the story as the day that it leads to: "a few hours earlier".

    Also "eight days before that"; what follows another event ("a week after the quake") is counted elsewhere.
    """
    after = _SHIFT.match(text, span.end)
    counted = _COUNTED.fullmatch(span.value)
    if span.type is not TimexType.DURATION or base is None or after is None:
        return span
    if counted is None and not span.value.startswith("PT"):
        return span
    days = 0 if counted is None else int(counted["n"]) * (_WEEK if counted["unit"] == "W" else 1)
    if days and not after["that"]:
        return span
    day = base + timedelta(-days if after["sign"].lower() in _BACK else days)
    return _on(replace(span, type=TimexType.DATE, anchor="narrative"), day)
