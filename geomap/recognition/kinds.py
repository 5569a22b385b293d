"""How a toponym is meant: literally, by association, or as the government that sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind
from geomap.recognition.lexicon import kind_words, not_places
from geomap.recognition.tokens import HOST_LABELS, HYPHENS, is_capitalised, root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geomap.recognition.names import NameFacts

_MODIFIERS = frozenset({"compound", "amod", "nmod"})


def kind_of(doc: Doc, start: int, end: int, facts: NameFacts) -> MentionKind:
    """Return how the name in tokens ``start`` to ``end`` (exclusive) is meant."""
    root = root_of(doc, start, end)
    if any(token.ent_type_ in HOST_LABELS for token in doc[start:end]) and _host_is_longer(doc, start, end):
        return MentionKind.ASSOCIATIVE
    if facts.division or facts.population:
        agent = root
        while agent.dep_ == "conj" and agent.head.i != agent.i:
            agent = agent.head
        if agent.dep_ in {"nsubj", "agent"} and agent.head.lemma_.lower() in not_places().speech_verbs:
            return MentionKind.METONYM
    if root.dep_ in _MODIFIERS and not start <= root.head.i < end and _modifies(doc, root.head.i, end):
        return MentionKind.ASSOCIATIVE
    return MentionKind.LITERAL


def _host_is_longer(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the tagger's entity holds more than the name."""
    before = start > 0 and doc[start].ent_iob_ == "I" and is_named(doc, start - 1)
    after = end < len(doc) and doc[end].ent_iob_ == "I" and is_named(doc, end)
    return before or after


def is_named(doc: Doc, index: int) -> bool:
    """Tell whether the token is a word of a name, not an article or a possessive."""
    return is_capitalised(doc[index]) or doc[index].lower_ in {"of", "for"}


def _modifies(doc: Doc, head: int, end: int) -> bool:
    """Tell whether the noun after the name is something other than a kind of feature or another place."""
    return head >= end and doc[head].lower_ not in kind_words() and doc[end].text not in HYPHENS | {","}
