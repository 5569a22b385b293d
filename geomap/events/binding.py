"""How two tellings of one sentence hang together: as things told one after the other, or one within the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.sentences import sentence_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.telling import Telling
    from geomap.events.triggers import Trigger


def in_one_sentence(one: Telling, other: Telling) -> bool:
    """Tell whether both stand in one sentence."""
    return sentence_of(one.trigger.token).start == sentence_of(other.trigger.token).start


def are_coordinated(one: Telling, other: Telling) -> bool:
    """Tell whether a sentence lists both: "police fired tear gas and arrested ten", "the raids and the shooting"."""
    first, second = one.trigger, other.trigger
    if first.is_noun and second.is_noun and _chain(first.token) == _chain(second.token):
        return True
    verbs = _predicate(first), _predicate(second)
    return verbs[0] != verbs[1] and _chain(verbs[0]) == _chain(verbs[1])


def share_verb(one: Telling, other: Telling) -> bool:
    """Tell whether one verb governs both: "arrived for talks", "the attack ended the siege"."""
    return _predicate(one.trigger) == _predicate(other.trigger)


def is_within(one: Telling, other: Telling) -> bool:
    """Tell whether one stands in a phrase or clause below the other: "the attack in which ten were killed"."""
    first, second = one.trigger.token, other.trigger.token
    return second in set(first.ancestors) or first in set(second.ancestors)


def _predicate(trigger: Trigger) -> Token:
    return trigger.verb or trigger.token


def _chain(token: Token) -> Token:
    """Return the first of the words that a word is coordinated with, itself for none."""
    while token.dep_ == "conj" and token.head != token:
        token = token.head
    return token
