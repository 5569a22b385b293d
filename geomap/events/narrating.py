"""The foreground of a story: which clauses carry it on, in which tense, and which dates move it.

Reichenbach (1947, *Elements of Symbolic Logic*, section 51) and Hinrichs (1986, "Temporal anaphora in discourses of
English"): the simple past of a main clause moves the time that a story has reached, the past perfect looks back from
it, and subordinate clauses stand beside it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from geomap.events.lexicon import default_lexicon
from geomap.events.remembering import remembered
from geomap.events.syntax import NOMINAL, OBJECTS, SUBJECTS, VERBAL, auxiliaries, helpers_of
from geomap.events.wording import wording

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.governing import Use

_DEPTH = 12
_BESIDE = frozenset({"relcl", "acl", "csubj", "csubjpass"})
_ALONG = wording("story.along")
_BOUNDS = wording("story.bounds")
_AHEAD = wording("tense.future") | wording("tense.conditional") | wording("tense.maybe")


class Tense(StrEnum):
    """Where a clause stands towards the time that the story has reached."""

    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "past perfect"
    PRESENT = "present"
    FUTURE = "future"
    NONE = "none"


def finite_above(token: Token) -> Token | None:
    """Return the finite verb of the clause that a word stands in; ``None`` in a fragment."""
    current = token
    for _ in range(_DEPTH):
        if current.pos_ in VERBAL and is_tensed(current):
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def is_tensed(verb: Token) -> bool:
    """Tell whether a verb, or a helper of it, has a tense."""
    tensed = any(child.lower_ != "to" and child.tag_ != "VBG" for child in auxiliaries(verb))
    return tensed or verb.tag_ in {"VBD", "VBZ", "VBP", "MD"}


def tense_of(verb: Token | None) -> Tense:
    """Return the tense of a finite verb, by its helpers."""
    if verb is None:
        return Tense.NONE
    helpers = helpers_of(verb)
    participle = verb.tag_ in {"VBN", "VBD"}
    going = (verb.lower_ == "going" or "to" in helpers) and helpers & wording("tense.present_be")
    if helpers & _AHEAD or going:
        return Tense.FUTURE
    cases = (
        (participle and helpers & wording("tense.had"), Tense.PLUPERFECT),
        (participle and helpers & wording("tense.have"), Tense.PERFECT),
        (helpers & wording("tense.past_do") or verb.tag_ == "VBD", Tense.PAST),
        (helpers & wording("tense.present_do") or verb.tag_ in {"VBZ", "VBP"}, Tense.PRESENT),
        (verb.tag_ == "VBN", Tense.PAST),
    )
    return next((tense for holds, tense in cases if holds), Tense.NONE)


@remembered
def clause_tense(token: Token) -> Tense:
    """Return the tense of the clause that a word stands in; a verb joined to another shares its helpers."""
    verb = finite_above(token)
    for _ in range(_DEPTH):
        if verb is None or verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
            break
        own = any(child.dep_ in {"aux", "auxpass", *SUBJECTS} for child in verb.children)
        if own or verb.tag_ not in {"VBD", "VBN"}:
            break
        verb = verb.head
    return tense_of(verb)


def is_foreground(token: Token) -> bool:
    """Tell whether a word's clause carries the story on: a main clause, what it reports, or "when ..." beside it."""
    current = token
    for _ in range(_DEPTH):
        if current.dep_ in _BESIDE:
            return False
        if current.dep_ == "advcl" and not _runs_along(current):
            return False
        if current.dep_ == "pcomp" and current.head.lower_ in _BOUNDS:
            return False
        if current.head == current:
            return True
        current = current.head
    return True


def _runs_along(verb: Token) -> bool:
    marks = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
    return bool(marks & _ALONG) or not any(child.dep_ == "mark" for child in verb.children)


def moves_story(use: Use) -> bool:
    """Tell whether a date says what time the story has reached."""
    if use.link in _BOUNDS:
        return False
    governor = use.governor
    if governor is None:
        return True
    if use.head.dep_ in {"nummod", "compound", "nmod"} and governor.pos_ in NOMINAL and use.head.i < governor.i:
        return False  # "would invoke the 1951 treaty"
    apart = governor.pos_ in NOMINAL and governor.dep_ not in OBJECTS | SUBJECTS | {"ROOT"}
    if apart and is_eventful(governor) and not is_fronted(governor):
        return False
    return is_foreground(governor)


def is_eventful(noun: Token) -> bool:
    """Tell whether a noun may name an event; a date beside another noun ("the wreckage on Monday") is the clause's."""
    return noun.lemma_.lower() in default_lexicon().nouns


def is_fronted(noun: Token) -> bool:
    """Tell whether a noun stands in an adverbial before its verb: "At their summit on Sunday, they closed ..."."""
    preposition = noun.head
    verb = preposition.head
    return noun.dep_ == "pobj" and preposition.dep_ == "prep" and verb.pos_ in VERBAL and noun.i < verb.i
