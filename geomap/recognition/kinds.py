"""How a toponym is meant: literally, by association, or as the government that sits there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind
from geomap.recognition.lexicon import kind_words, not_places
from geomap.recognition.tokens import HOST_LABELS, HYPHENS, is_capitalised, root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geomap.recognition.names import NameFacts

_DATELINE = 8  # words at most before a dateline's dash
_DASHES = frozenset({"-", "–", "—", "--"})
_MODIFIERS = frozenset({"compound", "amod", "nmod"})


def kind_of(doc: Doc, start: int, end: int, facts: NameFacts) -> MentionKind:
    """Return how the name in tokens ``start`` to ``end`` (exclusive) is meant."""
    if _in_dateline(doc, start, end):
        return MentionKind.LITERAL
    root = root_of(doc, start, end)
    if any(token.ent_type_ in HOST_LABELS for token in doc[start:end]) and _host_is_longer(doc, start, end):
        return MentionKind.ASSOCIATIVE
    if (facts.division or facts.population) and _acts(root, facts):
        return MentionKind.METONYM
    if root.dep_ in _MODIFIERS and not start <= root.head.i < end and _modifies(doc, root.head.i, end):
        return MentionKind.ASSOCIATIVE
    return MentionKind.LITERAL


def _acts(root: Token, facts: NameFacts) -> bool:
    """Tell whether the words stand where somebody who acts would: "Washington said", "talks with Iran".

    A country as a subject nearly always is its government; a town only with verbs of speaking and ruling.
    """
    agent = root
    while agent.dep_ == "conj" and agent.head.i != agent.i:
        agent = agent.head
    verb = agent.head.lemma_.lower()
    words = not_places()
    if facts.country and agent.dep_ == "nsubj":
        return verb not in words.resting_verbs
    if facts.country and agent.dep_ == "pobj":
        return verb in words.agent_prepositions
    return agent.dep_ in {"nsubj", "agent"} and verb in words.speech_verbs


def _in_dateline(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the name heads a report: "SEOUL, South Korea (Reuters) - "; the parse makes it a subject."""
    sentence = doc[start].sent
    if not doc[sentence.start].is_upper or start - sentence.start > _DATELINE:
        return False
    stop = min(sentence.end, end + _DATELINE)
    for index in range(end, stop):
        if doc[index].text in _DASHES and doc[index - 1].whitespace_:
            return not any(doc[i].pos_ in {"VERB", "AUX"} for i in range(sentence.start, index))
    return False


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
