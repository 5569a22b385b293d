"""What governs a clause makes of it: plans, wishes, claims, denials, hearsay; what a verb of cancelling leaves."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clause_forms import (
    has_content,
    has_new_day,
    is_apart,
    is_bare,
    is_finite,
    is_infinitive,
    is_joined_above,
    is_ranked_noun,
    is_wished,
    speaker,
    verb_words,
)
from geomap.events.outcomes import falls_through, is_unfulfilled, undoing
from geomap.events.reading import IDLE, POINTS, UNTOLD, Reading
from geomap.events.sentences import sentence_of
from geomap.events.syntax import NOMINAL, OBJECTS, VERBAL, helpers_of, lemma
from geomap.events.tense import own_reading
from geomap.events.wording import wording
from geomap.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

MOVING = wording("verb.moving")
_THIS = wording("governor.this")
_PUT_OFF = wording("verb.put_off")
_HEARSAY = wording("governor.hearsay")
_UNSURE = wording("governor.unsure")
_DISMISSING = wording("verb.dismissing")
_INTENTION = wording("governor.intention")
_ATTEMPT = wording("governor.attempt")
_PURPOSE = wording("preposition.purpose")
_PUNISHING = wording("verb.punishing")
_REFUSING = wording("verb.refusing")
_FIXING = wording("verb.fixing")
_TRAINING = wording("verb.training")
_DEMANDING = wording("verb.demanding")
_IMPLYING = wording("verb.implying")
_INTENDING = wording("verb.intending")
_ENABLING = wording("verb.enabling")
_DISPERSING = wording("verb.dispersing")
_MAPPED_WISHES = wording("verb.mapped_wishes")
_DEPTH = 6


class ClauseReader:
    """Reads the reality of a clause from its verb and, where that does not say, from what governs it.

    Parameters
    ----------
    clauses
        The ``[clauses]`` lists of the trigger lexicon.
    """

    def __init__(self, clauses: Mapping[str, frozenset[str]]) -> None:
        self._clauses = clauses

    def read(self, verb: Token, *, headline: bool, depth: int = 0) -> Reading:
        """Status of a verb from its own form, from what governs it, and from what the sentence says came of it."""
        told = self._read(verb, headline=headline, depth=depth)
        if depth or told.status is not Status.PLANNED:
            return told
        undone = undoing(verb, self._clauses["cancel"])
        if undone is not None:
            return self.called_off(undone, headline=headline)
        return replace(told, status=Status.CANCELLED) if falls_through(verb) else told

    def _read(self, verb: Token, *, headline: bool, depth: int) -> Reading:
        if depth > _DEPTH:
            return POINTS
        own = own_reading(verb, headline=headline)
        if own is not None and own.status in {Status.HAPPENED, Status.ONGOING} and self._looks_ahead(verb):
            own = replace(own, status=Status.PLANNED)
        above = self._governed(verb, headline=headline, depth=depth)
        if own is None:
            return above or Reading(Status.HAPPENED if verb.tag_ in {"VBN", "VBD"} else Status.ONGOING)
        if above is None:
            return own
        if above.status in {Status.DENIED, Status.CANCELLED} or (above.status is Status.HYPOTHETICAL and above.idle):
            return above
        return replace(own, attributed_to=own.attributed_to or above.attributed_to)

    def _looks_ahead(self, verb: Token) -> bool:
        """Tell whether a clause only says what is to be: "was due to land", "were to meet", "called it for Monday"."""
        if lemma(verb) == "be":
            ahead = _INTENDING | self._clauses["plan"]
            return any(
                (child.dep_ == "acomp" and lemma(child) in ahead) or (child.dep_ == "xcomp" and is_infinitive(child))
                for child in verb.children
            )
        return bool(verb_words(verb) & _FIXING) and has_new_day(verb, "for")

    def _governed(self, verb: Token, *, headline: bool, depth: int) -> Reading | None:  # noqa: C901, PLR0911
        """Tell what the verb or noun above makes of a clause."""
        head = verb.head
        if head == verb or is_apart(verb):
            return None
        if verb.dep_ == "conj" and head.pos_ in VERBAL:
            if is_joined_above(verb):
                head = head.head
            return self.read(head, headline=headline, depth=depth + 1) if is_bare(verb) else None
        if verb.dep_ == "pcomp":
            return self._after_preposition(verb, headline=headline, depth=depth)
        if verb.dep_ in {"xcomp", "ccomp", "advcl", "relcl", "acl"} and head.pos_ in VERBAL | {"ADJ"}:
            return self._below_verb(verb, head, headline=headline, depth=depth)
        if head.pos_ in NOMINAL and lemma(head) in _HEARSAY and (verb.dep_ in {"acl", "ccomp"} or has_content(verb)):
            return self._hearsay(head)
        if verb.dep_ in {"acl", "ccomp", "relcl"} and head.pos_ in NOMINAL and is_infinitive(verb):
            if is_ranked_noun(head):
                return self._compared(head, headline=headline, depth=depth)
            noun = lemma(head)
            if self._is_dropped(head):
                return self.called_off(head.head, headline=headline)
            if noun in _INTENTION:
                return Reading(Status.PLANNED)
            return IDLE if noun in self._clauses["scenario"] or noun in _ATTEMPT else Reading(Status.PLANNED)
        return None

    def _is_dropped(self, noun: Token) -> bool:
        """Tell whether a plan to do something is called off: "suspended plans to deploy a battalion"."""
        meant = noun.dep_ in OBJECTS | {"nsubjpass"} and lemma(noun) in _INTENTION | {"plan"}
        return meant and bool(verb_words(noun.head) & self._clauses["cancel"])

    def _compared(self, noun: Token, *, headline: bool, depth: int) -> Reading:
        """Tell what "the first president to visit" is: what is compared with its like is as real as its clause."""
        above = next((item for item in noun.ancestors if item.pos_ in VERBAL), None)
        if above is None:
            return POINTS
        told = self.read(above, headline=headline, depth=depth + 1)
        return replace(told, status=Status.HAPPENED) if told.status is Status.ONGOING else told

    def _hearsay(self, noun: Token) -> Reading | None:
        """Tell what is made of a rumour or a claim: "dismissed rumours that ..." denies what they tell."""
        above = noun.head
        if noun.dep_ in OBJECTS | {"nsubjpass"} and verb_words(above) & (self._clauses["deny"] | _DISMISSING):
            return Reading(Status.DENIED, attributed_to=speaker(above) if noun.dep_ in OBJECTS else "")
        return IDLE if lemma(noun) in _UNSURE else None

    def _after_preposition(self, verb: Token, *, headline: bool, depth: int) -> Reading | None:
        preposition, above = verb.head.lower_, verb.head.head
        if lemma(above) in self._clauses["claimed"] and preposition in {"of", "for"}:
            if self._is_denied_after(above):
                return Reading(Status.DENIED, attributed_to=speaker(above))
            return Reading(Status.HAPPENED, attributed_to=speaker(above))
        if preposition in _PURPOSE:
            if lemma(above) in _PUNISHING:
                return Reading(Status.HAPPENED)
            return IDLE
        if preposition in {"before", "after", "since"}:
            return Reading(Status.HAPPENED)
        return self.read(above, headline=headline, depth=depth + 1) if above.pos_ in VERBAL else None

    def _is_denied_after(self, verb: Token) -> bool:
        """Tell whether the sentence, or the next, denies what was just claimed: "..., which Bishkek denied"."""
        doc = verb.doc
        stop = sentence_of(verb).end
        after = doc[stop].sent.end if stop < len(doc) else stop
        return any(
            lemma(token) in self._clauses["deny"]
            and any(child.dep_ in OBJECTS and child.lower_ in _THIS for child in token.children)
            for token in doc[verb.i : after]
        )

    def _below_verb(  # noqa: PLR0911
        self, verb: Token, head: Token, *, headline: bool, depth: int
    ) -> Reading | None:
        words, lists = verb_words(head), self._clauses
        infinitive = is_infinitive(verb)
        if words & lists["deny"] and verb.dep_ in {"xcomp", "ccomp"}:
            return Reading(Status.DENIED, attributed_to=speaker(head))
        if words & lists["cancel"] and verb.dep_ == "xcomp":
            return UNTOLD if is_wished(head, lists["want"]) else self.called_off(head, headline=headline)
        if verb.dep_ in {"xcomp", "ccomp"}:
            governing = own_reading(head, headline=headline)
            if infinitive and governing is not None and governing.status is Status.HYPOTHETICAL:
                return governing  # "if the army were to open an offensive"
            if verb.dep_ == "ccomp" and words & _DEMANDING and verb.tag_ in {"VB", "VBP"} and not helpers_of(verb):
                return Reading(Status.HYPOTHETICAL, idle=True)  # "demanded that the minister step down"
            told = self._complement(verb, head, words, infinitive=infinitive)
            if told is not None:
                return told
            if verb.dep_ == "ccomp" and words & lists["say"]:
                claimed = bool(words & lists["claimed"])
                above = self._governed(head, headline=headline, depth=depth + 1)
                return replace(above or POINTS, attributed_to=speaker(head) if claimed else "")
            return self.read(head, headline=headline, depth=depth + 1) if not is_finite(verb) else None
        return self._beside(verb, head, headline=headline, depth=depth) if verb.dep_ == "advcl" else None

    def _beside(self, verb: Token, head: Token, *, headline: bool, depth: int) -> Reading | None:
        """Read an adverbial clause: what for, while, having done what."""
        above = self.read(head, headline=headline, depth=depth + 1)
        if not is_infinitive(verb):
            return None if is_finite(verb) else above
        if verb_words(verb) & _DISPERSING and above.status is Status.HAPPENED:
            return above  # "fired in the air to break up the march"
        if lemma(head) not in MOVING | self._clauses["plan"] or _has_plan(head):
            return replace(IDLE)  # "built a bridge to reach the village", "planning air strikes to free him"
        return Reading(Status.PLANNED, idle=above.idle or above.status is Status.HYPOTHETICAL)

    def _complement(  # noqa: PLR0911
        self, verb: Token, head: Token, words: frozenset[str], *, infinitive: bool
    ) -> Reading | None:
        """Read "plans to hold", "refused to hold", "could lead the armies to conduct"."""
        lists = self._clauses
        if words & lists["prevent"] and (infinitive or not words & {"say"}):
            return Reading(Status.DENIED) if words & _REFUSING else IDLE
        if not infinitive:
            return None
        if words & _TRAINING:
            # "preparing to hold drills" is a plan; "preparing the armies to fight" is a skill.
            skilled = any(child.dep_ in OBJECTS for child in head.children) or any(
                child.dep_ == "nsubj" for child in verb.children
            )
            return IDLE if skilled else Reading(Status.PLANNED)
        if words & _IMPLYING:
            return None
        if words & lists["plan"] or words & _INTENDING:
            return Reading(Status.CANCELLED if is_unfulfilled(verb) else Status.PLANNED)
        if words & lists["want"] or words & _ENABLING:
            return Reading(Status.HYPOTHETICAL, idle=not words & _MAPPED_WISHES)
        if words & lists["say"]:
            perfect = any(child.lower_ == "have" for child in verb.children)
            return Reading(Status.HAPPENED if perfect else Status.PLANNED, attributed_to=speaker(head))
        return None

    def called_off(self, verb: Token, *, headline: bool) -> Reading:
        """Read a verb of cancelling: only what is asserted cancels; "may be scrapped" and "was not scrapped" do not."""
        own = own_reading(verb, headline=headline)
        if own is not None and own.status in {Status.HYPOTHETICAL, Status.DENIED}:
            return UNTOLD
        if verb_words(verb) & _PUT_OFF and has_new_day(verb):
            return Reading(Status.PLANNED)
        above = verb.head
        refused = verb.dep_ == "xcomp" and verb_words(above) & self._clauses["prevent"]
        return UNTOLD if refused else Reading(Status.CANCELLED)


def _has_plan(verb: Token) -> bool:
    """Tell whether a verb of planning has what is planned as its object, so that "to ..." is what for."""
    return lemma(verb) not in MOVING and any(child.dep_ in OBJECTS for child in verb.children)
