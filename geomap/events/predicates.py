"""What a clause says that an event is: off, over, due, likely; and events that are as instant as their word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.reading import IDLE, Reading
from geomap.events.syntax import helpers_of, lemma
from geomap.events.wording import wording
from geomap.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.triggers import Trigger

_OFF, _OVER = wording("predicate.off"), wording("predicate.over")
_DUE, _LIKELY = wording("predicate.due"), wording("predicate.likely")
_LINKING = wording("predicate.linking")
_AWAITED = wording("verb.awaited")
_SINGLE = wording("verb.single")
_PREDICATES = frozenset({"acomp", "advmod", "prt", "prep", "attr", "oprd"})


def as_said_to_be(verb: Token) -> Reading | None:
    """Return what "is off", "is over", "is due" or "are likely" says of the subject; ``None`` for another clause."""
    if lemma(verb) not in _LINKING or any(child.dep_ == "neg" for child in verb.children):
        return None
    said = {child.lower_ for child in verb.children if child.dep_ in _PREDICATES and child.i > verb.i}
    cases = (
        (_OFF, Reading(Status.CANCELLED)),
        (_OVER, Reading(Status.HAPPENED)),
        (_DUE, Reading(Status.PLANNED)),
        (_LIKELY, IDLE),
    )
    return next((reading for words, reading in cases if said & words), None)


def as_awaited(verb: Token) -> Reading | None:
    """Return what is told of somebody who is awaited: "is expected in Beirut later this week"."""
    passive = any(child.dep_ == "auxpass" for child in verb.children)
    negated = any(child.dep_ == "neg" for child in verb.children)
    return Reading(Status.PLANNED) if passive and not negated and lemma(verb) in _AWAITED else None


def is_single(trigger: Trigger) -> bool:
    """Tell whether a simple present tells of one deed, which is done: "the court removes her", "resume relations"."""
    verb = trigger.verb or trigger.token
    if verb.tag_ not in {"VBZ", "VBP"} or helpers_of(verb):
        return False
    return trigger.kind.instant or lemma(verb) in _SINGLE
