"""Where the reports of one event contradict each other, in words."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, places_closeness
from geomap.events.tolls import toll

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from geomap.model import Event


def disagreements(members: Sequence[Event]) -> tuple[str, ...]:
    """Say where the reports of one event contradict each other: dates, places, status, number of dead.

    A place inside another is no contradiction; nor is the silence of a report.

    Parameters
    ----------
    members
        The event as each document tells it; one that a document already disagrees with itself about keeps that.
    """
    told = list(dict.fromkeys(line for event in members for line in event.disagreements))
    for what, value in _ASPECTS.items():
        values: dict[str, list[str]] = {}
        for event in members:
            if found := value(event):
                values.setdefault(found, []).extend(source.doc_id for source in event.sources)
        if len(values) > 1 and not (what == "place" and _nested(members)):
            told.append(f"{what}: {_listed(values)}")
    return tuple(told)


def _dead(event: Event) -> str:
    count = toll(event.evidence)
    return "" if count is None else str(count)


_ASPECTS: Mapping[str, Callable[[Event], str]] = {
    "date": lambda event: event.edtf if event.date_prec else "",
    "place": lambda event: event.place_name,
    "status": lambda event: event.status.value,
    "dead": _dead,
}


def _nested(members: Iterable[Event]) -> bool:
    """Tell whether all places lie in one another."""
    places = [event.place for event in members if event.place is not None]
    return all(
        places_closeness(one, other) in {Closeness.SAME, Closeness.WITHIN} for one, other in combinations(places, 2)
    )


def _listed(values: Mapping[str, Iterable[str]]) -> str:
    ordered = sorted(values.items(), key=lambda item: item[0].rjust(9) if item[0].isdigit() else item[0])
    return "; ".join(f"{value} ({', '.join(sorted(set(documents)))})" for value, documents in ordered)
