"""When an event was: the date its tellings give, a named event's known dates, or how far publication bounds it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.bounds import bounded, nth_day
from geomap.events.intervals import interval, precision
from geomap.events.narrating import Tense, clause_tense
from geomap.events.outcomes import puts_off
from geomap.events.phases import spanned
from geomap.events.reckoning import Reckoned, began, counted, elapsed, within
from geomap.events.reference import points_back, reference, since_then
from geomap.events.wording import wording
from geomap.model import DatePrec, RegionKind, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import TimeSpan

_UNTIL = ("until", "till", "through")
_WIDE = 27
_CLOSE = 0.3
_SURE = 0.9
_Scored = tuple[tuple[float, int, int], int]  # score, order and rank, turned so that the greatest is best; index
_WEAK, _FEEBLE = 0.15, 0.04
_OTHERWISE = wording("story.other_time")


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
    scored = _scored(cluster, scene)
    named = next((item.trigger.named for item in cluster.tellings if item.trigger.named is not None), None)
    if named is not None:
        return When(
            named.start,
            named.end,
            interval(named.start, named.end),
            precision(named.start, named.end or named.start),
            f"known dates of {named.name}",
        )
    nth = next((found for item in cluster.tellings if (found := nth_day(item, scene)) is not None), None)
    if nth is not None:
        return When(nth[0], nth[1], interval(nth[0], nth[1]), precision(nth[0], nth[1]), nth[2])
    passed = next((found for item in cluster.tellings if (found := _reckoned(item, scene)) is not None), None)
    if passed is not None and (not scored or max(scored)[0][0] < _SURE):
        first, last, why = passed
        return When(first, last, interval(first, last), precision(first, last), why)
    if scored:
        best = _narrower(max(scored), scored, cluster, scene)
        return _spanned(_closed(_told(best, cluster, scene), cluster, scene), cluster, scene)
    headed = next((dated for item in cluster.tellings if (dated := _headed(item, cluster, scene)) is not None), None)
    if headed is not None:
        return headed
    return _from_around(cluster, status, scene)


def _scored(cluster: Cluster, scene: Scene) -> list[_Scored]:
    """Return the dates that syntax gives the tellings; those that only speak of the event count where none tells it."""
    telling_it = [item for item in cluster.tellings if not points_back(item, scene)]
    found = []
    for telling in telling_it or cluster.tellings:
        for rank, choice in enumerate(telling.dates):
            if telling.date is None or choice.score < telling.date.score:
                break
            span = scene.times[choice.index]
            first = choice is telling.dates[0]
            if span.date_from is None and (not first or span.surface.casefold().startswith(_UNTIL)):
                continue
            told_in_prose = telling.region is not RegionKind.CAPTION
            score = choice.score + 0.2 * (span.is_range and first) + 0.1 * told_in_prose
            found.append(((score, -telling.order, -rank), choice.index))
    return found


def _reckoned(telling: Telling, scene: Scene) -> Reckoned | None:
    return counted(telling, scene) or elapsed(telling, scene)


def _from_around(cluster: Cluster, status: Status, scene: Scene) -> When:
    """Return the date of what no date of its own clause dates: from the sentence, the passage, what it hangs on."""
    ahead = _ahead(cluster, status, scene)
    if ahead is not None:
        return ahead
    weak = _weak(cluster, scene, _WEAK)
    if weak is not None:
        return replace(_told(weak, cluster, scene), reason=f"“{scene.times[weak].surface}” in the same sentence")
    then = _first_of(cluster, since_then, scene)
    if then is not None:
        start = scene.times[then].date_to
        return When(start, None, interval(start, None), None, f"since “{scene.times[then].surface}”", then)
    beside = next((found for item in cluster.tellings if (found := bounded(item, scene)) is not None), None)
    if beside is not None:
        first, last, why = beside
        return When(first, last, interval(first, last), None, why)
    passing = _first_of(cluster, reference, scene)
    if passing is not None:
        return _passing(passing, scene)
    past = status not in {Status.PLANNED, Status.HYPOTHETICAL, Status.RECURRING}
    feeble = _weak(cluster, scene, _FEEBLE) if past else None
    return _undated(status, scene) if feeble is None else _from_above(feeble, cluster, status, scene)


def _first_of(cluster: Cluster, find: Callable[[Telling, Scene], int | None], scene: Scene) -> int | None:
    return next((index for item in cluster.tellings if (index := find(item, scene)) is not None), None)


def _ahead(cluster: Cluster, status: Status, scene: Scene) -> When | None:
    """Return the window of what is to come, or goes on: until the day told, within the time told."""
    to_come = status in {Status.PLANNED, Status.HYPOTHETICAL}
    published = scene.parsed.document.published
    last_day = _last_day(cluster, scene, -1) if to_come or status is Status.ONGOING else None
    if published is not None and last_day is not None and last_day >= published:
        span = interval(published, last_day)
        return When(published, last_day, span, precision(published, last_day), "from publication until the day told")
    window = next((found for item in cluster.tellings if to_come and (found := within(item, scene)) is not None), None)
    if window is None:
        return None
    first, last, why = window
    return When(first, last, interval(first, last), precision(first, last), why)


def _from_above(index: int, cluster: Cluster, status: Status, scene: Scene) -> When:
    """Return the date of the clause above, which is none of what is told in the present perfect."""
    tenses = {clause_tense(item.trigger.verb or item.trigger.token) for item in cluster.tellings if item.dates}
    if tenses == {Tense.PERFECT}:
        return _undated(status, scene)
    return replace(_told(index, cluster, scene), reason=f"“{scene.times[index].surface}” in the clause above")


def _weak(cluster: Cluster, scene: Scene, least: float) -> int | None:
    """Return the likeliest date of the same sentence that syntax does not give to the event."""
    found = [
        (choice.score, -telling.order, choice.index)
        for telling in cluster.tellings
        for choice in telling.dates
        if choice.score >= least and _fits(scene.times[choice.index], telling, scene)
    ]
    return max(found)[2] if found else None


def _fits(span: TimeSpan, telling: Telling, scene: Scene) -> bool:
    """Tell whether a date lies where the tense puts the event."""
    published, status = scene.parsed.document.published, telling.reading.status
    if span.date_from is None or span.date_to is None or telling.trigger.relation in _OTHERWISE:
        return False
    if points_back(telling, scene):
        return False
    if published is None:
        return True
    if status in {Status.PLANNED, Status.HYPOTHETICAL}:
        return span.date_to >= published
    return span.date_from <= published


def _passing(index: int, scene: Scene) -> When:
    """Return the date that the story stands at."""
    span = scene.times[index]
    reason = f"told on from “{span.surface}”"
    return When(span.date_from, span.date_to, span.edtf, precision(span.date_from, span.date_to), reason, index)


def _headed(telling: Telling, cluster: Cluster, scene: Scene) -> When | None:
    """Return the date at the head of the paragraph or section that a telling stands in."""
    heading = scene.heading(telling.trigger.start)
    if heading.day is not None:
        return When(heading.day, heading.day, heading.day.isoformat(), DatePrec.DAY, "the day of the entry")
    return None if heading.date is None else _told(heading.date, cluster, scene)


def _narrower(best: _Scored, scored: list[_Scored], cluster: Cluster, scene: Scene) -> int:
    """Return the exact day beside a whole year or month ("less than a year ago, on 4 March"), or beside "since ..."."""
    wide = scene.times[best[1]]
    start, end = wide.date_from, wide.date_to
    if start is None or (end is None and not _is_over(cluster)):
        return best[1]
    if end is not None and (end - start).days < _WIDE:
        return best[1]
    for (score, *_), index in sorted(scored, reverse=True):
        day = scene.times[index].date_from
        exact = day is not None and day == scene.times[index].date_to
        if exact and day is not None and start <= day <= (end or day) and score >= best[0][0] - (0 if end else _CLOSE):
            return index
    for item in cluster.tellings:
        entry = scene.heading(item.trigger.start).date
        if end is not None and entry is not None and start <= (scene.times[entry].date_from or end) <= end:
            return entry
    return best[1]


def _is_over(cluster: Cluster) -> bool:
    """Tell whether one of the tellings tells of a single deed, so that another's "since ..." is not its date."""
    return any(item.trigger.kind.instant or item.reading.status is Status.HAPPENED for item in cluster.tellings)


def _closed(dated: When, cluster: Cluster, scene: Scene) -> When:
    """Return the date with the start counted back, where it is that of the end and the length is told."""
    if dated.date_to is None or dated.index is None or dated.date_from != dated.date_to:
        return dated
    for telling in cluster.tellings:
        found = None
        if telling.date is not None and telling.date.index == dated.index:
            found = began(telling, dated.date_to, scene)
        if found is not None:
            end = dated.date_to
            return replace(dated, date_from=found, edtf=interval(found, end), prec=precision(found, end))
    return dated


def _spanned(dated: When, cluster: Cluster, scene: Scene) -> When:
    """Return the date with the first and the last day, where the tellings name both, or one and how long it lasted."""
    if dated.date_from is None or dated.date_to is None:
        return dated
    found = spanned(cluster, dated.date_from, dated.date_to, scene)
    if found is None:
        return dated
    return replace(dated, date_from=found[0], date_to=found[1], edtf=interval(*found), prec=precision(*found))


def _undated(status: Status, scene: Scene) -> When:
    """Return how far publication bounds an event that nothing dates."""
    published = scene.parsed.document.published
    if published is None:
        return When()
    if status in {Status.PLANNED, Status.HYPOTHETICAL}:
        return When(published, None, interval(published, None), None, "told as still to come when published")
    if status is Status.RECURRING:
        return When()
    return When(None, published, interval(None, published), None, "told when published, with no date of its own")


def _told(index: int, cluster: Cluster, scene: Scene) -> When:
    """Return the date at an index, widened by what is coordinated with it ("in July and August") and by "until ..."."""
    span = scene.times[index]
    start, end = span.date_from, span.date_to
    uses = {use.index: use for use in scene.dates}
    joined = [uses[index].head.i] if index in uses else []
    widened = False
    apart = frozenset().union(*(telling.apart for telling in cluster.tellings))
    for use in scene.dates:
        other = scene.times[use.index]
        beside = use.index not in {index, *apart} and (
            (use.head.dep_ == "conj" and use.head.head.i in joined)
            or (joined and uses[index].head.dep_ == "conj" and uses[index].head.head == use.head)
            or _is_listed(span, other, scene)
        )
        first, last = other.date_from, other.date_to
        if beside and start is not None and end is not None and first is not None and last is not None:
            start, end, widened = min(start, first), max(end, last), True
    until = _last_day(cluster, scene, index)
    if until is not None and start is not None and until > (end or start):
        end, widened = until, True
    edtf = interval(start, end) if widened or not span.edtf else span.edtf
    return When(start, end, edtf, precision(start or end, end or start), f"“{span.surface}”", index)


def _is_listed(one: TimeSpan, other: TimeSpan, scene: Scene) -> bool:
    """Tell whether only "and" stands between two dates: "on 15 and 17 December"."""
    first, second = sorted((one, other), key=lambda span: span.start)
    days = one.date_from == one.date_to and other.date_from == other.date_to
    return days and scene.parsed.text[first.end : second.start].strip() == "and"


def _last_day(cluster: Cluster, scene: Scene, but: int) -> date | None:
    """Return the day until which the event lasts, when one of its tellings says so."""
    for telling in cluster.tellings:
        for choice in telling.dates:
            span = scene.times[choice.index]
            said = span.surface.casefold().startswith(_UNTIL) or any(
                use.index == choice.index and use.link in _UNTIL for use in scene.dates
            )
            if choice.index == but or choice.score < 0.1 or not said:
                continue
            if puts_off(telling.trigger.verb or telling.trigger.token) is None:
                return span.date_to
    return None
