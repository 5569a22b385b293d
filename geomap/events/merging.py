"""One event once, across documents: same kind, compatible time, place and actors; every report kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.disagreeing import disagreements
from geomap.events.kinship import default_kinship
from geomap.events.likeness import SLACK, likeness, traits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from geomap.events.likeness import Traits
    from geomap.model import Actor, Event


@dataclass(slots=True, eq=False)
class _Group:
    """Events of different documents that are one."""

    members: list[Traits]


def merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return events merged across documents, in order of date, then id.

    Two reports are of one event when they tell of the same kind of thing, at compatible times and places, with actors
    that do not contradict; or when one copies the other's words. The likest are joined first, and none joins a group
    with one of whose reports it cannot agree. Events that one document tells apart stay apart. The result does not
    depend on the order of the input.

    Parameters
    ----------
    events
        Events of single documents, as an extractor returns them.
    """
    items = [traits(event) for event in sorted(events, key=_order)]
    groups = [_Group([item]) for item in items]
    links = [(-score, i, j) for i, j in _candidates(items) if (score := likeness(items[i], items[j]))]
    for _, i, j in sorted(links):
        one, other = groups[i], groups[j]
        if one is not other and _agree(one, other):
            one.members += other.members
            for index, group in enumerate(groups):
                if group is other:
                    groups[index] = one
    merged = [_merged([item.event for item in group.members]) for group in dict.fromkeys(groups)]
    return tuple(sorted(merged, key=_order))


def _order(event: Event) -> tuple[str, str]:
    return str(event.date_from or event.date_to or "9999"), event.id


def _agree(one: _Group, other: _Group) -> bool:
    """Tell whether nothing forbids two groups to be one event, and as many pairs of reports as not speak for it.

    One report that fits two events does not make them one.
    """
    scores = [likeness(first, second) for first in one.members for second in other.members]
    return None not in scores and 2 * sum(1 for score in scores if score) >= len(scores)


def _candidates(items: Sequence[Traits]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indices whose kinds are akin and whose windows meet or are not known.

    Every kind is swept by first day, so that reports of other years are never compared.
    """
    by_label: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        by_label[item.event.label].append(index)
    for label, indices in by_label.items():
        kin = [name for name in default_kinship().kin(label) if name >= label and name in by_label]
        own, mixed = set(indices), sorted(index for name in kin for index in by_label[name])
        undated = [index for index in mixed if items[index].window is None]
        dated = sorted((window, index) for index in mixed if (window := items[index].window) is not None)
        pairs = [(i, j) for i in undated for j in mixed if i < j or items[j].window is not None]
        pairs += _meeting(dated)
        yield from ((min(pair), max(pair)) for pair in pairs if own & set(pair))


def _meeting(dated: Sequence[tuple[tuple[date, date], int]]) -> Iterator[tuple[int, int]]:
    """Yield the indices of windows that meet, of windows in order of their first day."""
    open_ones: list[tuple[date, int]] = []
    for (first, last), index in dated:
        open_ones = [(end, other) for end, other in open_ones if end + SLACK >= first]
        yield from ((other, index) for _, other in open_ones)
        open_ones.append((last, index))


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
        disagreements=disagreements(members),
        confidence=round(1.0 - misses, 3),
    )


def _all_actors(members: Iterable[Event]) -> tuple[Actor, ...]:
    found: dict[tuple[str, str], Actor] = {}
    for event in members:
        for actor in event.actors:
            found.setdefault((actor.country or actor.name.casefold(), actor.role), actor)
    return tuple(found.values())
