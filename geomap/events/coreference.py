"""Whether a telling is of an event told before: what speaks for and against it, weighed as golden articles taught."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.events.apart import set_apart
from geomap.events.binding import of_syntax
from geomap.events.echoes import of_words
from geomap.events.geography import Closeness, closeness
from geomap.events.kinship import default_kinship
from geomap.events.persons import of_others
from geomap.events.syntax import lemma
from geomap.events.telling import bounds
from geomap.model import RegionKind, Status
from geomap.resources import data_file, trained

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

Span = tuple[date | None, date | None]

FEATURES = (
    "always",
    "one kind", "one family", "one word", "akin, pointing back",
    "same dates", "dates overlap", "dates apart", "dates a month apart", "it is undated", "the event is undated",
    "undated, of an old event",
    "same place", "within", "near", "places apart", "it is unplaced", "the event is unplaced",
    "countries shared", "countries differ", "the same two sides",
    "status same", "status open alike", "one denied", "planned against done", "cancelled against done",
    "points back", "points on", "indefinite", "set apart", "bare noun", "a verb", "bare verb, unplaced and undated",
    "number of nouns differs",
    "headline", "headline of old event", "caption", "event of the headline", "event of the lead", "told most",
    "one sentence", "next sentence", "near by", "far off", "told last",
    "also", "modifier shared", "modifiers differ", "same dead", "dead differ",
    "one named event spoken of", "another named event spoken of",
    "listed together", "told apart in one sentence", "one verb", "one within the other",
    "spoken of", "spoken of, places apart", "spoken of, dates apart",
)  # fmt: skip
_OPEN = frozenset({Status.PLANNED, Status.ONGOING, Status.HYPOTHETICAL, Status.CANCELLED})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING})
_NAMED_LATER = frozenset({"exercise", "storm"})
_MONTH, _QUARTER = 31, 92  # days
_NEAR, _FAR = 3, 8  # sentences
_LEAD = 3  # sentences


def probability(
    telling: Telling, cluster: Cluster, scene: Scene, clusters: Sequence[Cluster], rivals: Sequence[Cluster]
) -> float:
    """Return the probability, 0 to 1, that a telling is of a cluster's event; arguments as of `features`."""
    weights = _weights()
    score = sum(weights[name] for name in features(telling, cluster, scene, clusters, rivals))
    return 1 / (1 + math.exp(-score))


@cache
def _weights() -> dict[str, float]:
    path = data_file("models", "event_coreference.json")
    with trained(path, "weights of coreference"):
        weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    if tuple(weights) != FEATURES:
        raise DataError(
            f"{path}: weights: not those of these features.", "Train anew with evaluation.events_coreference."
        )
    return weights


def features(
    telling: Telling, cluster: Cluster, scene: Scene, clusters: Sequence[Cluster], rivals: Sequence[Cluster]
) -> frozenset[str]:
    """Return the names of the features that hold.

    Parameters
    ----------
    telling, cluster, scene
        What is told, the event that it may be of, and the document.
    clusters
        The events told so far.
    rivals
        Those of them that `may_be_one` allows.
    """
    found = {"always"}
    found.update(_of_kind(telling, cluster))
    found.update(_of_time(telling, cluster, scene))
    found.update(_of_place(telling, cluster, scene))
    found.update(_of_sides(telling, cluster))
    found.update(_of_status(telling, cluster))
    found.update(_of_form(telling, cluster))
    found.update(_of_position(telling, cluster, scene, clusters, rivals))
    found.update(of_words(telling, cluster))
    found.update(of_syntax(telling, cluster))
    if telling.is_spoken_of and told_before(telling, cluster):
        found.add("spoken of")
        found.update(f"spoken of, {name}" for name in ("places apart", "dates apart") if name in found)
    return frozenset(found)


def may_be_one(telling: Telling, cluster: Cluster) -> bool:
    """Tell whether kinds, names and words allow a telling to be of a cluster's event at all."""
    named, family, kinship = telling.trigger.named, telling.trigger.kind.family, default_kinship()
    akin = {item.trigger.kind.family for item in cluster.tellings}
    if family not in akin and not any(kinship.beside(family, other) for other in akin):
        return False
    if any(item.trigger.token.i == telling.trigger.token.i for item in cluster.tellings):
        return False  # one word tells of several
    if telling.trigger.called and told_before(telling, cluster):
        return False  # "another", "the second"
    if named is not None and (cluster.named != named.id if cluster.named else family not in _NAMED_LATER):
        return False
    kind = telling.trigger.kind.name
    return not any(kinship.are_apart(kind, name) for name in {item.trigger.kind.name for item in cluster.tellings})


def _of_kind(telling: Telling, cluster: Cluster) -> Iterator[str]:
    kinds = {item.trigger.kind for item in cluster.tellings}
    if telling.trigger.kind in kinds:
        yield "one kind"
    if any(kind.family == telling.trigger.kind.family for kind in kinds):
        yield "one family"
    elif telling.is_definite and told_before(telling, cluster):
        yield "akin, pointing back"
    if any(lemma(item.trigger.token) == lemma(telling.trigger.token) for item in cluster.tellings):
        yield "one word"


def contradict(telling: Telling, cluster: Cluster, scene: Scene) -> bool:
    """Tell whether the two cannot be one: dated or set apart, of other people, or one denied and both placed, apart."""
    mine, theirs = dates_of(telling, scene), cluster.dates(scene)
    if mine is not None and theirs and all(_gap(item, mine) > 0 for item in theirs):
        return True
    if any(set_apart(telling, item, scene) or of_others(telling, item) for item in cluster.tellings):
        return True
    denied = "one denied" in set(_of_status(telling, cluster)) and not telling.is_definite
    return denied and "places apart" in set(_of_place(telling, cluster, scene))


def dates_of(telling: Telling, scene: Scene) -> Span | None:
    """Return a telling's dates: those of what it names, or by its syntax; open on one side for "began" and "ended"."""
    named = telling.trigger.named
    if named is not None:
        return named.start, named.end
    span, verb = bounds(scene, telling.date), telling.trigger.verb
    if span is None or verb is None or telling.trigger.relation not in {"subject", "object"}:
        return span
    if lemma(verb) in default_kinship().ending:
        return None, span[1]
    return (span[0], None) if lemma(verb) in default_kinship().beginning else span


def _of_time(telling: Telling, cluster: Cluster, scene: Scene) -> Iterator[str]:
    mine, theirs = dates_of(telling, scene), cluster.dates(scene)
    if mine is None:
        yield "it is undated"
    if not theirs:
        yield "the event is undated"
    if mine is None and _is_old(cluster, scene):
        yield "undated, of an old event"
    if mine is None or not theirs:
        return
    if mine in theirs:
        yield "same dates"
    elif any(_gap(item, mine) == 0 for item in theirs):
        yield "dates overlap"
    else:
        yield "dates apart" if min(_gap(item, mine) for item in theirs) <= _MONTH else "dates a month apart"


def _gap(one: Span, other: Span) -> int:
    """Return how many days lie between two spans, 0 when they meet."""
    start = max(one[0] or date.min, other[0] or date.min)
    end = min(one[1] or date.max, other[1] or date.max)
    return max(0, (start - end).days)


def _of_place(telling: Telling, cluster: Cluster, scene: Scene) -> Iterator[str]:
    theirs = cluster.places()
    if telling.place is None:
        yield "it is unplaced"
    if not theirs:
        yield "the event is unplaced"
    if telling.place is None or not theirs:
        return
    mine = scene.resolutions[telling.place.index]
    best = max(closeness(mine, scene.resolutions[index]) for index in theirs)
    yield {
        Closeness.SAME: "same place",
        Closeness.WITHIN: "within",
        Closeness.NEAR: "near",
        Closeness.APART: "places apart",
    }[best]


def _of_sides(telling: Telling, cluster: Cluster) -> Iterator[str]:
    mine, theirs = set(telling.countries), cluster.countries
    if mine and theirs:
        yield "countries shared" if mine & theirs else "countries differ"
        if len(mine) > 1 and mine == theirs:
            yield "the same two sides"
    if telling.about and cluster.about:
        yield ("one named event spoken of" if telling.about & cluster.about else "another named event spoken of")


def _of_status(telling: Telling, cluster: Cluster) -> Iterator[str]:
    mine, theirs = telling.reading.status, cluster.statuses
    if mine is None or not theirs:
        return
    both = {mine, *theirs}
    if mine in theirs:
        yield "status same"
    elif Status.DENIED in both:
        yield "one denied"
    elif mine in _OPEN and theirs & _OPEN:
        yield "status open alike"
    elif both & {Status.PLANNED, Status.HYPOTHETICAL} and both & _DONE:
        yield "planned against done"
    elif Status.CANCELLED in both:
        yield "cancelled against done"


def _of_form(telling: Telling, cluster: Cluster) -> Iterator[str]:
    trigger = telling.trigger
    if telling.is_other or trigger.called:
        yield "set apart"
    if telling.is_definite:
        yield "points back" if told_before(telling, cluster) else "points on"
    elif telling.is_indefinite:
        yield "indefinite"
    elif trigger.is_noun:
        yield "bare noun"
    else:
        yield "a verb"
        if telling.place is None and telling.date is None:
            yield "bare verb, unplaced and undated"
    nouns = {item.trigger.token.tag_ in {"NNS", "NNPS"} for item in cluster.tellings if item.trigger.is_noun}
    if trigger.is_noun and nouns and (trigger.token.tag_ in {"NNS", "NNPS"}) not in nouns:
        yield "number of nouns differs"


def told_before(telling: Telling, cluster: Cluster) -> bool:
    """Tell whether the event was told before: "the drills" point back, not on to what is told later."""
    return telling.region is RegionKind.HEADLINE or any(item.order < telling.order for item in cluster.tellings)


def _of_position(
    telling: Telling, cluster: Cluster, scene: Scene, clusters: Sequence[Cluster], rivals: Sequence[Cluster]
) -> Iterator[str]:
    if telling.region is RegionKind.HEADLINE:
        yield "headline"
        if _is_old(cluster, scene):
            yield "headline of old event"
    elif telling.region is RegionKind.CAPTION:
        yield "caption"
    if any(item.region is RegionKind.HEADLINE for item in cluster.tellings):
        yield "event of the headline"
    numbers = [_number(item, scene) for item in cluster.tellings]
    here = _number(telling, scene)
    if min(numbers) < _LEAD or min(clusters, key=lambda item: item.tellings[0].order) is cluster:
        yield "event of the lead"
    if telling.region is None:
        yield from _distance(min(abs(here - number) for number in numbers))
    if len(cluster.tellings) == max((len(item.tellings) for item in rivals), default=1) > 1:
        yield "told most"
    if max(rivals, key=lambda item: _latest(item, telling), default=cluster) is cluster:
        yield "told last"


def _distance(sentences: int) -> Iterator[str]:
    if sentences <= 1:
        yield "next sentence" if sentences else "one sentence"
    elif sentences <= _NEAR:
        yield "near by"
    elif sentences >= _FAR:
        yield "far off"


def _latest(cluster: Cluster, telling: Telling) -> int:
    return max((item.order for item in cluster.tellings if item.order < telling.order), default=-1)


def _number(telling: Telling, scene: Scene) -> int:
    """Return which sentence of the text it stands in."""
    return bisect_right(scene.sentence_starts, telling.trigger.token.i)


def _is_old(cluster: Cluster, scene: Scene) -> bool:
    published = scene.parsed.document.published
    ends = [item[1] for item in cluster.dates(scene) if item[1] is not None]
    return published is not None and bool(ends) and (published - max(ends)).days > _QUARTER
