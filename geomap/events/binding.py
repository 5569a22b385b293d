"""How two tellings of one sentence hang together: as things told one after the other, or one within the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.sentences import start_of
from geomap.events.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geomap.events.clusters import Cluster
    from geomap.events.telling import Telling
    from geomap.events.triggers import Trigger


def of_syntax(telling: Telling, cluster: Cluster) -> Iterator[str]:
    """Yield the features of how it hangs together with what the same sentence tells of the event."""
    beside = [item for item in cluster.tellings if _in_one_sentence(item, telling)]
    if any(_share_verb(item, telling) for item in beside):
        yield "one verb"
    if any(_is_within(item, telling) for item in beside):
        yield "one within the other"
    if any(_are_listed(item, telling) for item in beside):
        yield "listed together"
    elif any(_are_told_apart(item, telling) for item in beside):
        yield "told apart in one sentence"


def _in_one_sentence(one: Telling, other: Telling) -> bool:
    """Tell whether both stand in one sentence."""
    return start_of(one.trigger.token) == start_of(other.trigger.token)


def _are_listed(one: Telling, other: Telling) -> bool:
    """Tell whether a clause says both of one subject: "fired tear gas and arrested ten", "shots and explosions"."""
    first, second = one.trigger, other.trigger
    if first.is_noun and second.is_noun and _chain(first.token) == _chain(second.token):
        return True
    return _are_coordinated(one, other) and not _are_told_apart(one, other)


def _are_told_apart(one: Telling, other: Telling) -> bool:
    """Tell whether two coordinated clauses each have a subject or a day: "he was arrested and a curfew imposed"."""
    verbs = sorted((_predicate(one.trigger), _predicate(other.trigger)), key=lambda verb: verb.i)
    return _are_coordinated(one, other) and any(_is_own(child) for child in verbs[1].children)


def _are_coordinated(one: Telling, other: Telling) -> bool:
    first, second = _predicate(one.trigger), _predicate(other.trigger)
    return first != second and _chain(first) == _chain(second)


def _is_own(child: Token) -> bool:
    """Tell whether it is a subject or a day that a clause has to itself."""
    dated = child.dep_ in {"prep", "npadvmod"} and any(item.ent_type_ == "DATE" for item in child.subtree)
    return child.dep_ in SUBJECTS or dated


def _share_verb(one: Telling, other: Telling) -> bool:
    """Tell whether one verb governs both: "arrived for talks", "the attack ended the siege"."""
    return _predicate(one.trigger) == _predicate(other.trigger)


def _is_within(one: Telling, other: Telling) -> bool:
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
