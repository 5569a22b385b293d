"""Leaving out the verbs that only say that the event beside them happens."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeGuard

from geomap.events.clause_forms import verb_words
from geomap.events.lexicon import default_lexicon, words
from geomap.events.sentences import sentences_apart
from geomap.events.syntax import OBJECTS, SUBJECTS, agents, is_passive, lemma, patients, subjects
from geomap.model import EventType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger

_BORNE = frozenset({"object", "by"})
_DEPENDENT = frozenset({"advcl", "acl", "relcl", "xcomp", "pcomp", "conj"})
_REACH = 3  # sentences that the dead are told after what killed them


def absorb(triggers: Sequence[Trigger]) -> tuple[Trigger, ...]:
    """Leave out verbs that only say that the noun beside them happens, or go on telling of the same event.

    What is kept bears what it absorbed, so that the event's evidence covers both: "signed" and "the agreement".
    """
    at, into = {trigger.token.i: trigger for trigger in triggers}, dict[int, int]()
    for find in _FINDERS:
        found = {index: other.token.i for index, trigger in at.items() if (other := find(trigger, at)) is not None}
        into |= found
        at = {index: trigger for index, trigger in at.items() if index not in found and not _is_body(trigger)}
    at = {index: trigger for index, trigger in at.items() if not _is_said_of_party(trigger, at)}
    absorbed: dict[int, list[Token]] = {}
    for trigger in triggers:
        if (kept := _last(trigger.token.i, into)) in at and trigger.token.i in into:
            absorbed.setdefault(kept, []).append(trigger.token)
    verbs = {trigger.token.i for trigger in triggers if not trigger.is_noun and trigger.token.i in into}
    return tuple(replace(_borne(item, verbs), absorbed=tuple(absorbed.get(i, ()))) for i, item in at.items())


def _is_said_of_party(trigger: Trigger, at: dict[int, Trigger]) -> bool:
    """Tell whether a participle only says what a party to another event was about: "a convoy carrying food"."""
    verb = trigger.token
    if trigger.is_noun or verb.dep_ != "acl" or verb.tag_ != "VBG" or lemma(verb) not in words("conveying"):
        return False
    return any(above.i in at for above in verb.ancestors)


def _last(index: int, into: dict[int, int]) -> int:
    """Return where a chain of absorbed words ends."""
    seen = {index}
    while index in into and into[index] not in seen:
        index = into[index]
        seen.add(index)
    return index


def _borne(trigger: Trigger, absorbed: set[int]) -> Trigger:
    """Return a noun with what its verb gave up to it: "proclaimed a state of calamity", "was killed by a blast"."""
    verb = trigger.verb
    if not trigger.is_noun or verb is None or verb.i not in absorbed or trigger.relation not in _BORNE:
        return trigger
    return replace(trigger, tells=True, borne=True)


def _verb_with_purpose(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return the verb that tells what a noun only says again: "travelled to Ankara for a state visit"."""
    if trigger.relation not in {"for", "on"} or trigger.verb is None:
        return None
    other = at.get(trigger.verb.i)
    return None if other is None or other.is_noun or other.kind.family != trigger.kind.family else other


def _is_body(trigger: Trigger) -> bool:
    """Tell whether soldiers only act, stand somewhere or are hit: "struck an army convoy", "the garrison is safe"."""
    if trigger.verb is None or not trigger.is_noun or trigger.named is not None:
        return False
    placed = trigger.relation in {"subject", "object"}
    body = trigger.kind.name == "deployment" and lemma(trigger.token) in words("troop_bodies")
    return body and placed and lemma(trigger.verb) not in words("troop_moves")


def _verb_with_weapon(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return the verb that says what is done with a weapon, and so what happens: "fired rockets at a camp"."""
    verb = trigger.verb
    if verb is None or trigger.relation != "object" or lemma(trigger.token) not in words("munition"):
        return None
    other = at.get(verb.i)
    return None if other is None or other.is_noun or other.kind.family != trigger.kind.family else other


def _deal_broken(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return the verb that tells that a deal is refused or left: "broke off its defence pact with Paris"."""
    verb = trigger.verb
    if verb is None or trigger.relation not in {"object", "of"} or trigger.kind.family != "peace":
        return None
    other = at.get(verb.i)
    left = other is not None and not other.is_noun and other.kind.code.type is EventType.REJECT
    return other if left else None


def _deed_beside(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return what tells of the deed that a verb tells of too: "signed an agreement", "the attack killed ten"."""
    if trigger.is_noun:
        return None
    verb = trigger.token
    held = next((other for noun in patients(verb) if (other := at.get(noun.i)) is not None and other.is_noun), None)
    if held is not None and lemma(verb) in default_lexicon().clauses["occur"]:
        return held  # "began strikes on the port": of whatever kind
    for noun in (*patients(verb), *subjects(verb), *agents(verb)):
        other = at.get(noun.i)
        if other is not None and other.is_noun and other.kind.family == trigger.kind.family:
            return other
    head = at.get(verb.head.i)
    return head if head is not None and head is not trigger and _goes_on(trigger, head) else None


def _what_is_agreed(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return the promise, plea or journey that a bare infinitive is the content of: "agreed to share intelligence".

    One with a day of its own is planned: "agreed to meet in May".
    """
    verb = trigger.token
    head = at.get(verb.head.i)
    if trigger.is_noun or head is None or head.is_noun or verb.tag_ != "VB":
        return None
    agreed = verb.dep_ == "xcomp" and head.kind.family in words("contents")
    sent = verb.dep_ == "advcl" and head.kind.family == "visit" and any(child.lower_ == "to" for child in verb.children)
    dated = any(item.ent_type_ == "DATE" for item in verb.subtree)
    return head if (agreed or sent) and not dated else None


def _goes_on(trigger: Trigger, head: Trigger) -> bool:
    """Tell whether a verb goes on telling of its head's event: "attacked a village, killing ten", "shot and killed"."""
    verb = trigger.token
    return (
        not head.is_noun
        and verb.dep_ in {"advcl", "xcomp", "conj"}
        and head.kind.family == trigger.kind.family
        and not (verb.dep_ == "conj" and verb_words(head.token) & default_lexicon().clauses["cancel"])
        and (verb.dep_ != "conj" or not _stands_alone(verb))
    )


def _stands_alone(verb: Token) -> bool:
    """Tell whether a joined verb has its own subject, day or place: "attacked Bakhmut and shelled Soledar"."""
    own = any(child.dep_ in SUBJECTS for child in verb.children)
    return own or _has_own_day(verb) or (_hits_place(verb) and _hits_place(verb.head))


def _hits_place(verb: Token) -> bool:
    return any(child.dep_ in OBJECTS and child.ent_type_ in {"GPE", "LOC", "FAC"} for child in verb.children)


def _has_own_day(verb: Token) -> bool:
    """Tell whether both of two joined verbs are dated: "fought in 1962 and clashed in 1967"."""
    return all(
        any(below.ent_type_ == "DATE" for child in item.children if child.dep_ == "prep" for below in child.children)
        for item in (verb, verb.head)
    )


def _violence_around(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return the event beside them whose dead they are: "killed in clashes", "killed when a bus crashed"."""
    token = trigger.token
    if trigger.is_noun:
        dead = trigger.kind.name == "killing" and lemma(token) in words("deaths")
        around: Iterable[Token] = token.subtree if dead else ()
    elif trigger.kind.name == "killing" or lemma(token) in words("harming"):
        around = (*_own_words(token), *(token.ancestors if _is_dependent(token) else ()), *_causes(token))
    else:
        return None
    return next((other for item in around if _is_violent(other := at.get(item.i), trigger)), None)


def _causes(verb: Token) -> Iterator[Token]:
    """Yield what stands in the clause that a participle goes with: "a fire set off explosions, killing nine"."""
    if verb.dep_ == "advcl" and verb.tag_ == "VBG":
        for noun in (*subjects(verb.head), *patients(verb.head)):
            yield from noun.subtree


def _is_dependent(verb: Token) -> bool:
    """Tell whether a clause leans on another: not "... and gunmen killed ten", joined but with its own doer."""
    armed = words("arms") | words("force") | words("craft")
    doer = any(child.dep_ == "nsubj" and lemma(child) in armed for child in verb.children)
    return verb.dep_ in _DEPENDENT and not (verb.dep_ == "conj" and doer)


def _disaster_before(trigger: Trigger, at: dict[int, Trigger]) -> Trigger | None:
    """Return what the text has last told of that kills, where nobody is said to have killed: "78 were killed"."""
    verb = trigger.token
    if trigger.is_noun or agents(verb) or not (_is_killed(trigger) or _is_lost(trigger)):
        return None
    before = [other for other in at.values() if other.start < trigger.start and _is_violent(other, trigger)]
    if not before:
        return None
    disaster = before[-1].kind.code.type is EventType.HAZARD
    if disaster and _is_killed(trigger):
        return before[-1]
    near = sentences_apart(before[-1].token, verb) <= _REACH and not _has_own_scene(verb)
    return before[-1] if near and (disaster or _is_killed(trigger)) else None


def _is_killed(trigger: Trigger) -> bool:
    return trigger.kind.name == "killing" and lemma(trigger.token) == "kill" and is_passive(trigger.token)


def _is_lost(trigger: Trigger) -> bool:
    """Tell whether people only die: "Seventy-six passengers drowned"."""
    dies = lemma(trigger.token) in words("dying") and trigger.kind.code.type is EventType.HAZARD
    return dies and not _has_own_scene(trigger.token)


def _has_own_scene(verb: Token) -> bool:
    """Tell whether a clause says where or when."""
    return any(item.ent_type_ in {"GPE", "LOC", "FAC", "DATE"} for item in _own_words(verb))


def _is_violent(other: Trigger | None, trigger: Trigger) -> TypeGuard[Trigger]:
    return (
        other is not None
        and other is not trigger
        and not _is_harm(other)
        and other.kind.code.type in {EventType.ASSAULT, EventType.HAZARD}
    )


def _is_harm(trigger: Trigger) -> bool:
    """Tell whether it only tells of the dead and hurt; "killed and wounded": neither of two such is the other's."""
    return trigger.kind.name == "killing" or (not trigger.is_noun and lemma(trigger.token) in words("harming"))


def _own_words(verb: Token) -> Iterator[Token]:
    """Yield the words of a clause, without a sentence that only a semicolon joins to it."""
    yield verb
    for child in verb.children:
        joined = child.dep_ in {"ccomp", "parataxis", "conj"} and any(own.dep_ in SUBJECTS for own in child.children)
        if not joined or lemma(child) in words("harming"):  # "two were killed and thirty wounded when a bus crashed"
            aside = {item.i for below in child.subtree if below.dep_ == "relcl" for item in below.subtree}
            yield from (item for item in child.subtree if item.i not in aside)


_FINDERS = (
    _verb_with_purpose,
    _verb_with_weapon,
    _deal_broken,
    _violence_around,
    _disaster_before,
    _deed_beside,
    _what_is_agreed,
)
