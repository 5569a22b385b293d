"""What the words beside two tellings have in common: modifiers, the dead they count, "also" and "another"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.kinship import default_kinship
from geomap.events.sentences import sentence_of
from geomap.events.syntax import forms, lemma
from geomap.events.tolls import dead_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.events.clusters import Cluster
    from geomap.events.telling import Telling

_BESIDE = frozenset({"amod", "compound", "nmod"})


def of_words(telling: Telling, cluster: Cluster) -> Iterator[str]:
    """Yield the features of the words beside them."""
    token = telling.trigger.token
    sentence, own = sentence_of(token), {token, telling.trigger.verb}
    near, apart = forms(token.doc)[sentence.start : sentence.end], default_kinship().apart
    if any(form in apart and token.doc[at].head in own for at, form in enumerate(near, sentence.start)):
        yield "also"
    mine, theirs = _modifiers(telling), {word for item in cluster.tellings for word in _modifiers(item)}
    if mine and theirs:
        yield "modifier shared" if mine & theirs else "modifiers differ"
    dead, others = dead_in(sentence.text), [sentence_of(item.trigger.token) for item in cluster.tellings]
    if dead is None or any(other.start == sentence.start for other in others):
        return
    counts = {count for text in {other.text for other in others} if (count := dead_in(text)) is not None}
    if counts:
        yield "same dead" if dead in counts else "dead differ"


def _modifiers(telling: Telling) -> set[str]:
    if not telling.trigger.is_noun:
        return set()
    return {lemma(child) for child in telling.trigger.token.children if child.dep_ in _BESIDE}
