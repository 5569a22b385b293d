"""When an event was: the date its tellings give, a named event's known dates, or how far publication bounds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.model import DatePrec, RegionKind, Status

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene

_WEEK = 7
_MONTH = 31


@dataclass(frozen=True, slots=True)
class When:
    """An event's date, how exactly it is known, and why."""

    date_from: date | None = None
    date_to: date | None = None
    edtf: str = ""
    prec: DatePrec | None = None
    reason: str = ""
    index: int | None = None

    @property
    def is_told(self) -> bool:
        """Whether the text itself, or known facts, date the event."""
        return self.prec is not None


def when(cluster: Cluster, status: Status, scene: Scene) -> When:
    """Return the date of a cluster of tellings."""
    scored = []
    for telling in cluster.tellings:
        choice = telling.date
        if choice is None:
            continue
        span = scene.times[choice.index]
        told_in_prose = telling.region is not RegionKind.CAPTION
        scored.append(((choice.score + 0.2 * span.is_range + 0.1 * told_in_prose, -telling.order), choice.index))
    named = next((item.trigger.named for item in cluster.tellings if item.trigger.named is not None), None)
    if named is not None:
        return When(
            named.start,
            named.end,
            interval(named.start, named.end),
            precision(named.start, named.end or named.start),
            f"known dates of {named.name}",
        )
    if scored:
        index = max(scored)[1]
        span = scene.times[index]
        return When(
            span.date_from,
            span.date_to,
            span.edtf or interval(span.date_from, span.date_to),
            precision(span.date_from or span.date_to, span.date_to or span.date_from),
            f"“{span.surface}”",
            index,
        )
    published = scene.parsed.document.published
    if published is None:
        return When()
    if status in {Status.PLANNED, Status.HYPOTHETICAL}:
        return When(published, None, interval(published, None), None, "told as still to come when published")
    if status is Status.RECURRING:
        return When()
    return When(None, published, interval(None, published), None, "told when published, with no date of its own")


def interval(start: date | None, end: date | None) -> str:
    """Return an EDTF interval, or a single day."""
    if start is None and end is None:
        return ""
    if start == end and start is not None:
        return start.isoformat()
    return f"{start.isoformat() if start else '..'}/{end.isoformat() if end else '..'}"


def precision(start: date | None, end: date | None) -> DatePrec | None:
    """Return UCDP's ``date_prec`` for an interval."""
    if start is None or end is None:
        return None
    days = (end - start + timedelta(days=1)).days
    if days <= 1:
        return DatePrec.DAY
    if days < _WEEK:
        return DatePrec.DAYS
    if days == _WEEK:
        return DatePrec.WEEK
    return DatePrec.MONTH if days <= _MONTH else DatePrec.YEAR
