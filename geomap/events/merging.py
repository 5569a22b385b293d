"""One event once, across documents: same kind, compatible time, place and actors; every report kept."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, distance_km, places_closeness
from geomap.events.lexicon import default_lexicon
from geomap.model import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.model import Actor, Event

# A report without a date of its own tells of the month before its publication, a plan of the quarter after it.
_BACK = timedelta(days=31)
_AHEAD = timedelta(days=92)
_SHORT, _LONG = 7, 45  # days: a day's battle is no month's war
_SLACK = timedelta(days=1)  # time zones, and papers that count from the day of printing
_NEAR_KM = 60.0
_COPY = 0.7  # share of word triples that two wire copies of one sentence have in common
_WORD = re.compile(r"\w+")


@dataclass(slots=True)
class _Group:
    """Events of different documents that are one."""

    members: list[Event]

    @property
    def documents(self) -> set[str]:
        return {source.doc_id for event in self.members for source in event.sources}


def merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return events merged across documents, in order of date, then id.

    Two reports are of one event when they tell of the same kind of thing, at compatible times and places, with actors
    that do not contradict; or when one copies the other's words. Events that one document tells apart stay apart.
    The result does not depend on the order of the input.

    Parameters
    ----------
    events
        Events of single documents, as an extractor returns them.
    """
    groups: dict[str, list[_Group]] = defaultdict(list)
    for event in sorted(events, key=_order):
        key = _family(event)
        best = max(((_likeness(event, group), -index) for index, group in enumerate(groups[key])), default=(0.0, 0))
        if best[0] > 0:
            groups[key][-best[1]].members.append(event)
        else:
            groups[key].append(_Group([event]))
    merged = [_merged(group.members) for found in groups.values() for group in found]
    return tuple(sorted(merged, key=_order))


def _order(event: Event) -> tuple[str, str]:
    return str(event.date_from or event.date_to or "9999"), event.id


def _family(event: Event) -> str:
    """Return what must be equal for two events to be one: the kind, or for agreements their family."""
    family = _families().get(event.label, event.label)
    return family if family in {"peace", "deployment", "protest"} else f"{event.type}/{event.label}"


def _families() -> dict[str, str]:
    return {kind.label: kind.family for kind in default_lexicon().kinds.values()}


def _likeness(event: Event, group: _Group) -> float:
    """Return how much speaks for the event being the group's; 0 when something speaks against it."""
    if group.documents & {source.doc_id for source in event.sources}:
        return 0.0
    return min((_pair(event, other) for other in group.members), default=0.0)


def _pair(one: Event, other: Event) -> float:
    if _is_copy(one, other):
        return 3.0
    if _is_planned(one) != _is_planned(other) and not (one.date_prec and other.date_prec):
        return 0.0
    time, place, actors = _time(one, other), _place(one, other), _actors(one, other)
    if min(time, place, actors) < 0:
        return 0.0
    known = (time > 0) + (place > 0) + (actors > 0)
    return time + place + actors if known >= 2 else 0.0


def _is_planned(event: Event) -> bool:
    return event.status in {Status.PLANNED, Status.HYPOTHETICAL}


def _window(event: Event) -> tuple[date, date] | None:
    start, end = event.date_from, event.date_to
    if start is None and end is None:
        return None
    if start is None and end is not None:
        start = end - _BACK if event.date_prec is None else end
    if end is None and start is not None:
        end = start + _AHEAD if event.date_prec is None else start
    return (start, end) if start is not None and end is not None else None


def _time(one: Event, other: Event) -> float:
    """Return 1 for equal dates, less for compatible ones, -1 for contradicting ones."""
    first, second = _window(one), _window(other)
    if first is None or second is None:
        return 0.0
    if min(first[1], second[1]) + _SLACK < max(first[0], second[0]):
        return -1.0
    if one.date_prec is None or other.date_prec is None:
        return 0.3
    lengths = sorted((found[1] - found[0]).days + 1 for found in (first, second))
    if lengths[0] <= _SHORT and lengths[1] >= _LONG:
        return -1.0
    return 1.0 if first == second else 0.5


def _place(one: Event, other: Event) -> float:
    """Return 1 for the same place, less for one inside or near the other, -1 for places apart."""
    if one.geometry is None or other.geometry is None:
        return 0.0
    if one.place is not None and other.place is not None:
        close = places_closeness(one.place, other.place)
        return {Closeness.SAME: 1.0, Closeness.WITHIN: 0.4, Closeness.NEAR: 0.5, Closeness.APART: -1.0}[close]
    first, second = one.geometry.centroid, other.geometry.centroid
    near = distance_km(first.x, first.y, second.x, second.y) <= _NEAR_KM
    return 0.5 if near or one.geometry.intersects(other.geometry) else -1.0


def _actors(one: Event, other: Event) -> float:
    """Return up to 1 for shared countries, -1 when both name countries and share none."""
    first = {actor.country for actor in one.actors if actor.country}
    second = {actor.country for actor in other.actors if actor.country}
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second) if first & second else -1.0


def _is_copy(one: Event, other: Event) -> bool:
    """Tell whether a sentence of one is, nearly word for word, a sentence of the other."""
    return any(
        _overlap(_triples(first.text), _triples(second.text)) >= _COPY
        for first in one.evidence
        for second in other.evidence
    )


def _triples(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return {tuple(words[index : index + 3]) for index in range(len(words) - 2)}


def _overlap(first: set[tuple[str, ...]], second: set[tuple[str, ...]]) -> float:
    return len(first & second) / len(first | second) if first and second else 0.0


def _merged(members: Sequence[Event]) -> Event:
    if len(members) == 1:
        return members[0]
    dated = min(members, key=lambda event: (event.date_prec or 9, event.date_from is None, -event.confidence, event.id))
    placed = min(
        members, key=lambda event: (event.geometry is None, event.where_prec or 9, -event.confidence, event.id)
    )
    base = max(members, key=lambda event: (len(event.evidence), event.confidence, event.id))
    latest = max(members, key=lambda event: (max((source.published for source in event.sources), default=""), event.id))
    misses = 1.0
    for event in members:
        misses *= 1.0 - 0.9 * event.confidence
    return replace(
        base,
        id="ev-" + hashlib.sha256("\x1f".join(sorted(event.id for event in members)).encode()).hexdigest()[:16],
        status=latest.status,
        date_from=dated.date_from,
        date_to=dated.date_to,
        edtf=dated.edtf,
        date_prec=dated.date_prec,
        date_reasons=dated.date_reasons,
        place=placed.place,
        place_name=placed.place_name,
        country=placed.country,
        admin1=placed.admin1,
        geometry=placed.geometry,
        where_prec=placed.where_prec,
        radius_km=placed.radius_km,
        relation=placed.relation,
        place_reasons=placed.place_reasons,
        alternatives=placed.alternatives,
        toponym=None,
        actors=_all_actors(members),
        attributed_to=base.attributed_to if all(event.attributed_to for event in members) else "",
        evidence=tuple(sorted({item for event in members for item in event.evidence})),
        sources=tuple(sorted({item for event in members for item in event.sources})),
        disagreements=_disagreements(members),
        confidence=round(1.0 - misses, 3),
    )


def _all_actors(members: Iterable[Event]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for event in members:
        for actor in event.actors:
            found.setdefault((actor.country or actor.name.casefold(), actor.role), actor)
    return tuple(found.values())


def _disagreements(members: Sequence[Event]) -> tuple[str, ...]:
    """Say in words where the reports contradict each other."""
    told = []
    for what in ("date", "place", "status"):
        values: dict[str, list[str]] = {}
        for event in members:
            value = {
                "date": event.edtf if event.date_prec else "",
                "place": event.place_name,
                "status": event.status.value,
            }[what]
            if value:
                values.setdefault(value, []).extend(source.doc_id for source in event.sources)
        if len(values) > 1:
            parts = "; ".join(f"{value} ({', '.join(sorted(set(docs)))})" for value, docs in sorted(values.items()))
            told.append(f"{what}: {parts}")
    return tuple(told)
