"""How likely an event is right in type, date and place: a logistic sum of what its own fields show."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from geomap.model import EventType, Status

if TYPE_CHECKING:
    from geomap.model import Event

FEATURES = (
    "always",
    "place given by its sentence",
    "place from beside or around",
    "no place",
    "dated by the text",
    "sides known",
    "told more than once",
    "a deed",
    "happened",
)
# Fitted by geomap.evaluation.events_confidence on the development half of the golden articles.
WEIGHTS = (0.24, 0.58, -0.11, -0.22, 0.75, 0.19, -0.06, -0.25, -0.26)
_WORDS = frozenset({EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.THREATEN, EventType.AGREE})


def features(event: Event) -> tuple[float, ...]:
    """Return what speaks for an event, 0 or 1 each, in the order of `FEATURES`."""
    reason = event.place_reasons[0] if event.place_reasons else ""
    given = "belongs to it" in reason or reason.startswith(("known place", "it is about", "stands at the head"))
    return (
        1.0,
        float(given),
        float(bool(event.place_name) and not given),
        float(not event.place_name),
        float(event.date_prec is not None),
        float(any(actor.country for actor in event.actors)),
        float(len(event.evidence) > 1),
        float(event.type not in _WORDS),
        float(event.status is Status.HAPPENED),
    )


def confidence(event: Event, weights: tuple[float, ...] = WEIGHTS) -> float:
    """Return the probability, 0 to 1, that type, date and place are those a careful editor would accept."""
    score = sum(weight * value for weight, value in zip(weights, features(event), strict=True))
    return round(1 / (1 + math.exp(-score)), 3)
