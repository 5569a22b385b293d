"""What the tellings of one event, taken together, make of its reality and its date."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.clusters import LASTING
from geomap.events.dating import When, when
from geomap.events.intervals import interval
from geomap.events.modality import MOVING
from geomap.events.narrating import Tense, clause_tense
from geomap.events.reckoning import next_day
from geomap.events.syntax import VERBAL
from geomap.events.tense import own_reading
from geomap.model import RegionKind, Status

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

_DEFINITIVE = (Status.CANCELLED, Status.DENIED)
_WEEK, _YEAR = 7, 365
_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day")
_FIXED = re.compile(r"\b(?:last|this|past|ago)\b", re.IGNORECASE)
_MONTH = re.compile(r"January|February|March|April|May|June|July|August|September|October|November|December")


def settled(cluster: Cluster, scene: Scene) -> Status:
    """Return the status that the tellings, taken together, give the event."""
    told = _told(cluster)
    if told[Status.DENIED] and is_asserted(cluster):
        del told[Status.DENIED]  # told as a fact: that somebody denies it is a disagreement, not the outcome
    if told[Status.CANCELLED] and told[Status.HAPPENED] and cluster.family in LASTING:
        return Status.HAPPENED
    for status in _DEFINITIVE:
        if told[status]:
            return status
    if not told:
        return Status.HAPPENED
    by_date = _by_date(told, cluster, scene)
    if by_date is not None:
        return by_date
    if told[Status.HAPPENED] and told[Status.ONGOING]:
        return Status.ONGOING
    return max(told, key=lambda status: (told[status], status is Status.HAPPENED))


def _by_date(told: Counter[Status], cluster: Cluster, scene: Scene) -> Status | None:
    """Return what the event's date, held against publication, makes of its tense; ``None`` when it decides nothing."""
    if not told.keys() & {Status.PLANNED, Status.ONGOING}:
        return None
    dated = as_past(when(cluster, Status.HAPPENED, scene), cluster, scene)
    published = scene.parsed.document.published
    if not dated.is_told:
        return None
    over = published is not None and dated.date_to is not None and dated.date_to < published
    if told[Status.ONGOING] and told.keys() <= {Status.ONGOING, Status.HAPPENED} and _is_headed(cluster, scene):
        return Status.HAPPENED
    planned = told.keys() == {Status.PLANNED} and (
        _is_headed(cluster, scene) or (dated.index is not None and _is_of_the_past(dated.index, scene))
    )
    if over and (planned or told.keys() == {Status.ONGOING}):
        return Status.HAPPENED  # the historic present of timelines and captions: "calls an election for 2 February"
    if published is not None and dated.date_from is not None and dated.date_from > published:
        return Status.PLANNED
    return Status.HAPPENED if over and told[Status.HAPPENED] else None


def _is_headed(cluster: Cluster, scene: Scene) -> bool:
    below = [item for item in cluster.tellings if item.region is not RegionKind.HEADLINE]
    return bool(below) and all(scene.heading(item.trigger.start).is_entry for item in below)


def _told(cluster: Cluster) -> Counter[Status]:
    """Count what the tellings say of its reality; a headline counts half, a caption or a bare mention nothing."""
    told: Counter[Status] = Counter()
    for telling in cluster.tellings:
        status = telling.reading.status
        if status is not None and telling.region is not RegionKind.CAPTION and not telling.reading.idle:
            told[status] += 1 if telling.region is RegionKind.HEADLINE else 2
    return told


def is_asserted(cluster: Cluster) -> bool:
    """Tell whether the text itself, and not only somebody in it, says that the event came about."""
    return any(
        item.reading.status in {Status.HAPPENED, Status.ONGOING}
        and not item.reading.attributed_to
        and item.region is not RegionKind.HEADLINE
        for item in cluster.tellings
    )


def denials(cluster: Cluster) -> tuple[str, ...]:
    """Return who denies an event that the text tells as a fact, in words."""
    if not is_asserted(cluster):
        return ()
    deniers = {item.reading.attributed_to: None for item in cluster.tellings if item.reading.status is Status.DENIED}
    return tuple(f"{name} denies it" for name in deniers if name)


def checked(status: Status, dated: When, scene: Scene) -> Status:
    """Return the status; a date after publication makes a present or past tense a plan."""
    published = scene.parsed.document.published
    future = published is not None and dated.is_told and dated.date_from is not None and dated.date_from > published
    return Status.PLANNED if future and status in {Status.HAPPENED, Status.ONGOING} else status


def as_past(dated: When, cluster: Cluster, scene: Scene) -> When:
    """Return the date of what is told in the past tense: never after publication.

    A weekday or a month that was counted forward is counted back; another date that lies ahead is not the event's.
    """
    published = scene.parsed.document.published
    if published is None or dated.date_from is None or dated.date_from <= published or dated.index is None:
        return dated
    if not any(_is_past(item, dated.index) for item in cluster.tellings):
        return dated
    told = next_day(scene.times[dated.index], scene)
    if told is not None and told <= published:
        return replace(dated, date_from=told, date_to=told, edtf=told.isoformat())
    surface = scene.times[dated.index].surface
    step = _step(surface)
    if step is None or dated.date_to is None:
        return When(None, published, interval(None, published), None, "told as past, with no date of its own")
    start, end = dated.date_from, dated.date_to
    while start > published:
        start, end = _moved(start, -step), _moved(end, -step)
    return replace(dated, date_from=start, date_to=end, edtf=interval(start, end))


def as_planned(dated: When, status: Status, scene: Scene) -> When:
    """Return the date of what is still to come: a weekday or a month that was counted back is counted forward."""
    published = scene.parsed.document.published
    if status is not Status.PLANNED or published is None or dated.index is None or _is_of_the_past(dated.index, scene):
        return dated
    start, end, surface = dated.date_from, dated.date_to, scene.times[dated.index].surface
    step = _step(surface)
    if start is None or end is None or step is None or end >= published or (published - end).days > step:
        return dated
    while end < published:
        start, end = _moved(start, step), _moved(end, step)
    return replace(dated, date_from=start, date_to=end, edtf=interval(start, end))


def _is_of_the_past(index: int, scene: Scene) -> bool:
    """Tell whether a date is that of something done: "had sent envoys on Friday to mediate"."""
    use = next((item for item in scene.dates if item.index == index), None)
    if use is None or use.governor is None or use.link in {"for", "to", "until"}:
        return False
    done = own_reading(use.governor, headline=False) if use.governor.pos_ in VERBAL else None
    return done is not None and done.status is Status.HAPPENED and use.governor.lemma_.lower() in MOVING


def _step(surface: str) -> int | None:
    """Return how many days apart the days are that an expression without a year may mean; ``None`` for just one."""
    if re.search(r"\d{4}", surface) or _FIXED.search(surface):
        return None
    return _WEEK if _WEEKDAY.search(surface) else _YEAR if _MONTH.search(surface) else None


def _is_past(telling: Telling, index: int) -> bool:
    verb = telling.trigger.verb or telling.trigger.token
    dated = telling.date is not None and telling.date.index == index
    return dated and telling.reading.status is Status.HAPPENED and clause_tense(verb) is Tense.PAST


def _moved(day: date, step: int) -> date:
    """Return the same weekday a week away, or the same day a year away."""
    if abs(step) == _WEEK:
        return day + timedelta(step)
    return day.replace(year=day.year + (1 if step > 0 else -1), day=min(day.day, 28) if day.month == 2 else day.day)


def as_agreed(dated: When, scene: Scene) -> When:
    """Return when it was agreed: a day to come is that of the deed, not of the agreement."""
    published = scene.parsed.document.published
    if published is None or dated.date_from is None or dated.date_from <= published:
        return dated
    return When(None, published, interval(None, published), None, "agreed when published, for a later day")
