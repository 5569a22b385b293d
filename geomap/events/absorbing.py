"""Leaving out the verbs that only say that the event beside them happens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clause_forms import verb_words
from geomap.events.lexicon import default_lexicon, words
from geomap.events.syntax import SUBJECTS, agents, is_passive, lemma, patients, subjects
from geomap.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger

_BORNE = frozenset({"object", "by"})
_DEPENDENT = frozenset({"advcl", "acl", "relcl", "xcomp", "pcomp", "conj"})


def absorb(triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Leave out verbs that only say that the noun beside them happens, or go on telling of the same event."""
    at = {trigger.token.i: trigger for trigger in triggers if not _is_purpose_of_verb(trigger, triggers)}
    verbs = {index for index, trigger in at.items() if not trigger.is_noun}
    at = {index: trigger for index, trigger in at.items() if not _is_body(trigger) and not _is_means(trigger, at)}
    at = {index: trigger for index, trigger in at.items() if trigger.is_noun or not _is_harm_of_another(trigger, at)}
    at = {index: trigger for index, trigger in at.items() if not _is_toll_of_disaster(trigger, at)}
    kept = [trigger for trigger in at.values() if trigger.is_noun or not _is_told_by_another(trigger, at)]
    absorbed = verbs - {trigger.token.i for trigger in kept}
    return tuple(_borne(trigger, absorbed) for trigger in kept)


def _borne(trigger: Trigger, absorbed: set[int]) -> Trigger:
    """Return a noun with what its verb gave up to it: "proclaimed a state of calamity", "was killed by a blast"."""
    verb = trigger.verb
    if not trigger.is_noun or verb is None or verb.i not in absorbed or trigger.relation not in _BORNE:
        return trigger
    return replace(trigger, tells=True, borne=True)


def _is_purpose_of_verb(trigger: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Tell whether a noun only says again what its verb tells: "travelled to Ankara for a state visit"."""
    return trigger.relation in {"for", "on"} and any(
        other.token == trigger.verb and not other.is_noun and other.kind.family == trigger.kind.family
        for other in triggers
    )


def _is_body(trigger: Trigger) -> bool:
    """Tell whether soldiers only act, stand somewhere or are hit: "struck an army convoy", "the garrison is safe"."""
    if trigger.verb is None or not trigger.is_noun or trigger.named is not None:
        return False
    placed = trigger.relation in {"subject", "object"}
    body = trigger.kind.name == "deployment" and lemma(trigger.token) in words("troop_bodies")
    return body and placed and lemma(trigger.verb) not in words("troop_moves")


def _is_means(trigger: Trigger, at: dict[int, Trigger]) -> bool:
    """Tell whether a verb says what is done with a weapon, and so what happens: "fired rockets at a camp"."""
    verb = trigger.verb
    if verb is None or trigger.relation != "object" or lemma(trigger.token) not in words("munition"):
        return False
    other = at.get(verb.i)
    return other is not None and not other.is_noun and other.kind.family == trigger.kind.family


def _is_told_by_another(trigger: Trigger, at: dict[int, Trigger]) -> bool:
    verb = trigger.token
    # "signed an agreement", "the attack killed ten"
    for noun in (*patients(verb), *subjects(verb), *agents(verb)):
        other = at.get(noun.i)
        if other is not None and other.is_noun and other.kind.family == trigger.kind.family:
            return True
    # "attacked a village, killing ten", "shot and killed"
    head = verb.head
    other = at.get(head.i)
    return (
        other is not None
        and head != verb
        and not other.is_noun
        and verb.dep_ in {"advcl", "xcomp", "conj"}
        and other.kind.family == trigger.kind.family
        and not (verb.dep_ == "conj" and verb_words(head) & default_lexicon().clauses["cancel"])
        and (verb.dep_ != "conj" or not (_has_own_day(verb) or any(child.dep_ in SUBJECTS for child in verb.children)))
    )


def _has_own_day(verb: Token) -> bool:
    """Tell whether both of two joined verbs are dated: "fought in 1962 and clashed in 1967"."""
    return all(
        any(below.ent_type_ == "DATE" for child in item.children if child.dep_ == "prep" for below in child.children)
        for item in (verb, verb.head)
    )


def _is_harm_of_another(trigger: Trigger, at: dict[int, Trigger]) -> bool:
    """Tell whether the dead are those of an event beside them: "killed in clashes", "killed when a bus crashed"."""
    verb = trigger.token
    if trigger.kind.name != "killing" and lemma(verb) not in words("harming"):
        return False
    around = (*_own_words(verb), *(verb.ancestors if verb.dep_ in _DEPENDENT else ()))
    return any(_is_violent(at.get(item.i), trigger) for item in around)


def _is_toll_of_disaster(trigger: Trigger, at: dict[int, Trigger]) -> bool:
    """Tell whether nobody is said to have killed, and the text has last told of a disaster: "78 people were killed"."""
    verb = trigger.token
    if trigger.is_noun or trigger.kind.name != "killing" or lemma(verb) != "kill":
        return False
    if not is_passive(verb) or agents(verb):
        return False
    before = [other for other in at.values() if other.start < trigger.start and _is_violent(other, trigger)]
    return bool(before) and before[-1].kind.code.type is EventType.HAZARD


def _is_violent(other: Trigger | None, trigger: Trigger) -> bool:
    return (
        other is not None
        and other is not trigger
        and other.kind.name != "killing"
        and other.kind.code.type in {EventType.ASSAULT, EventType.HAZARD}
    )


def _own_words(verb: Token) -> Iterator[Token]:
    """Yield the words of a clause, without a sentence that only a semicolon joins to it."""
    yield verb
    for child in verb.children:
        joined = child.dep_ in {"ccomp", "parataxis", "conj"} and any(own.dep_ in SUBJECTS for own in child.children)
        if not joined:
            yield from child.subtree
