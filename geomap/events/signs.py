"""What speaks for and against an event that was read: how its words, its date and its place came to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.sentences import start_of
from geomap.events.syntax import is_passive
from geomap.model import DatePrec, MentionKind, RegionKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.choices import Choice
    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import Event

_SHARED = (
    "noun",
    "deep",
    "aside",
    "place score",
    "date score",
    "planned",
    "hypothetical",
    "ongoing",
    "happened",
    "words",
)
TYPE = (
    *_SHARED,
    "sureness",
    "says it happens",
    "named",
    "sides",
    "actors",
    "denied",
    "cancelled",
    "claimed",
    "tellings",
    "headline",
    "indefinite",
    "fragment",
    "passive",
)
DATE = (
    *_SHARED,
    "date margin",
    "dates beside",
    "a day",
    "dated",
    "bounded by publication",
    "no date",
    "reckoned",
    "long ago",
    "sentences",
    "past tense",
    "says it happens",
)
PLACE = (
    *_SHARED,
    "place margin",
    "place share",
    "places beside",
    "events beside",
    "in its clause",
    "in its sentence",
    "shortly before",
    "of its government",
    "no place",
    "place otherwise",
    "a town",
    "a country",
    "a division",
    "unknown to gazetteers",
    "place certain",
    "said of the place",
    "known place",
)
# How the reasons of `geomap.events.placing` begin or what they hold.
_ORIGINS = {
    "in its clause": "belongs to it",
    "in its sentence": "same sentence",
    "shortly before": "shortly before",
    "of its government": "government acts",
    "known place": "known place",
}
_ASIDE = frozenset({"relcl", "acl", "advcl", "pcomp", "xcomp"})
_LONG_AGO_DAYS = 300


def signs_of(event: Event, cluster: Cluster, others: Sequence[Cluster], scene: Scene) -> dict[str, float]:
    """Return every sign of `TYPE`, `DATE` and `PLACE`, most 0 or 1, none over 4.

    Parameters
    ----------
    event
        As it was put together, its confidence not yet known.
    cluster
        The tellings it was made of.
    others
        All clusters of the document.
    scene
        The document.
    """
    return {**_of_words(event, cluster), **_of_date(event, cluster, scene), **_of_place(event, cluster, others, scene)}


def _of_words(event: Event, cluster: Cluster) -> dict[str, float]:
    telling, trigger = cluster.first, cluster.first.trigger
    head = trigger.verb if trigger.verb is not None else trigger.token
    tellings = cluster.tellings
    return {
        "noun": float(trigger.is_noun),
        "deep": float(min(4, sum(1 for _ in head.ancestors))),
        "aside": float(head.dep_ in _ASIDE),
        "words": float(trigger.kind.speech),
        "sureness": max(item.trigger.sureness for item in tellings),
        "says it happens": float(any(item.trigger.tells for item in tellings)),
        "named": float(trigger.named is not None),
        "sides": float(min(2, len({actor.country for actor in event.actors if actor.country}))),
        "actors": float(min(3, len(event.actors))),
        **{status.value: float(event.status is status) for status in Status},
        "claimed": float(bool(event.attributed_to)),
        "tellings": float(min(4, len(tellings))),
        "headline": float(any(item.region is RegionKind.HEADLINE for item in tellings)),
        "indefinite": float(telling.is_indefinite),
        "fragment": float(trigger.relation == "fragment"),
        "passive": float(trigger.verb is not None and is_passive(trigger.verb)),
        "past tense": float(trigger.verb is not None and trigger.verb.tag_ == "VBD"),
        "sentences": float(min(3, len(event.evidence))),
    }


def _of_date(event: Event, cluster: Cluster, scene: Scene) -> dict[str, float]:
    best = max(cluster.tellings, key=lambda item: _score(item.dates))
    told = event.date_prec is not None
    reason = event.date_reasons[0] if event.date_reasons else ""
    published = scene.parsed.document.published
    old = published is not None and event.date_from is not None and (published - event.date_from).days > _LONG_AGO_DAYS
    return {
        "date score": _score(best.dates),
        "date margin": _margin(best.dates),
        "dates beside": float(min(3, len(scene.dates_by_sentence.get(_sentence(cluster.first), ())))),
        "a day": float(event.date_prec is DatePrec.DAY),
        "dated": float(told),
        "bounded by publication": float(bool(reason) and not told),
        "no date": float(not reason),
        "reckoned": float(told and not reason.startswith("“")),
        "long ago": float(old),
    }


def _of_place(event: Event, cluster: Cluster, others: Sequence[Cluster], scene: Scene) -> dict[str, float]:
    best = max(cluster.tellings, key=lambda item: _score(item.places))
    reason = event.place_reasons[0] if event.place_reasons else ""
    origins = {name: float(words in reason) for name, words in _ORIGINS.items()}
    sentence = _sentence(cluster.first)
    beside = [item for other in others for item in other.tellings if _sentence(item) == sentence]
    place = event.place
    found = scene.resolutions[best.places[0].index] if best.places else None
    return {
        "place score": _score(best.places),
        "place margin": _margin(best.places),
        "place share": _score(best.places) / sum(item.score for item in best.places) if best.places else 0.0,
        "places beside": float(min(4, len(scene.places_by_sentence.get(sentence, ())))),
        "events beside": float(min(3, len(beside) - 1)),
        **origins,
        "no place": float(not event.place_name),
        "place otherwise": float(bool(reason) and not any(origins.values())),
        "a town": float(place is not None and place.feature_class == "P"),
        "a country": float(place is not None and place.is_country),
        "a division": float(place is not None and place.feature_code == "ADM1"),
        "unknown to gazetteers": float(bool(event.place_name) and (place is None or "gazetteer knows" in reason)),
        "place certain": 0.0 if found is None else found.score,
        "said of the place": float(found is not None and found.mention.kind is MentionKind.ASSOCIATIVE),
    }


def _sentence(telling: Telling) -> int:
    return start_of(telling.trigger.token)


def _score(choices: Sequence[Choice]) -> float:
    return choices[0].score if choices else 0.0


def _margin(choices: Sequence[Choice]) -> float:
    """Return by how much the best leads the second."""
    return _score(choices) - _score(choices[1:])
