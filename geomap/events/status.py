"""Whether an event happened, is going on, is planned, called off, denied or only thought of."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.clause_forms import has_new_day, is_on_hold, is_passive_clause, is_wished, speaker, verb_words
from geomap.events.court import prosecuted
from geomap.events.modality import MOVING, ClauseReader
from geomap.events.outcomes import POSTPONING, undoing
from geomap.events.predicates import as_awaited, as_said_to_be, is_single
from geomap.events.reading import IDLE, POINTS, UNTOLD, Reading
from geomap.events.speaking import is_given_a_name
from geomap.events.syntax import OBJECTS, SUBJECTS, VERBAL, helpers_of, lemma, pobjects
from geomap.events.tense import MAYBE
from geomap.events.triggers import GATHERINGS, is_striking
from geomap.events.wording import wording
from geomap.model import EventType, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger

_PLANNED_WORDS = wording("noun.planned")
_ONGOING_WORDS = wording("noun.ongoing")
_PAST_WORDS = wording("noun.past")
_MAYBE_WORDS = wording("noun.maybe")
_MAYBE_REAL = wording("noun.maybe_real")
_AFTER = wording("preposition.after")
_BEFORE = wording("preposition.before")
_DURING = wording("preposition.during")
_NEVER = wording("preposition.never")
_ORDERED = frozenset({EventType.MOBILIZE, EventType.RETREAT, EventType.COERCE, EventType.AID})
_FRAMES = wording("preposition.frame")
_FORESEEN = wording("verb.foreseen")
_FACTIVE = wording("verb.factive")
_HALTING = wording("verb.halting")
_FIXING = wording("verb.fixing")
_ANNOUNCING = wording("verb.announcing")
_DESIGN = wording("governor.design")
_FAILING = wording("verb.failing")
_PLANNING = wording("verb.planning")
_MOVED = wording("verb.put_off_or_else")
_CAUSING = wording("verb.causing")
_PROVIDING = wording("verb.providing")
_IMAGINED = wording("tense.conditional")
_TRYING = wording("verb.trying")
_FORCE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
_SUFFERED = frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.COERCE})


class StatusReader:
    """Reads status from tense, modality, negation and the verbs above.

    Parameters
    ----------
    clauses
        The ``[clauses]`` lists of the trigger lexicon.
    """

    def __init__(self, clauses: Mapping[str, frozenset[str]]) -> None:
        self._clauses = clauses
        self._above = ClauseReader(clauses)

    def read(self, trigger: Trigger, *, headline: bool = False) -> Reading:
        """Return what the text says of the trigger's reality."""
        told = self._read(trigger, headline=headline)
        if told.idle or told.status in {None, Status.HYPOTHETICAL}:
            told = self._prosecuted(trigger, headline=headline) or told
        if told.status is Status.DENIED and _is_not_reached(trigger):
            return IDLE
        done = told.status is Status.ONGOING and is_single(trigger)
        return replace(told, status=Status.HAPPENED) if done else told

    def _prosecuted(self, trigger: Trigger, *, headline: bool) -> Reading | None:
        """Read what somebody was held or punished for as done: "jailed for the bombing"."""
        court = prosecuted(trigger.token)
        if court is None:
            return None
        told = self._above.read(court, headline=headline).status if court.pos_ in VERBAL else Status.HAPPENED
        return Reading(Status.HAPPENED) if told in {Status.HAPPENED, Status.ONGOING} else None

    def _read(self, trigger: Trigger, *, headline: bool) -> Reading:
        verb = trigger.verb
        if not trigger.is_noun:
            told = as_awaited(trigger.token) or self._above.read(trigger.token, headline=headline)
            return self._attempted(trigger, told, headline=headline)
        modified = self._modifiers(trigger.token)
        if modified is not None:
            return self._refine(modified, trigger, headline=headline)
        if verb is None:
            return self._loose(trigger)
        return self._noun(trigger, verb, headline=headline)

    def _attempted(self, trigger: Trigger, told: Reading, *, headline: bool) -> Reading:
        """Return what a clause says of a deed, force that was tried being used: "tried to storm the palace"."""
        token, above = trigger.token, trigger.token.head
        tried = told.idle and token.dep_ == "xcomp" and lemma(above) in _TRYING and trigger.kind.code.type in _FORCE
        own = self._above.read(above, headline=headline) if tried else told
        imagined = above.dep_ == "relcl" and helpers_of(above.head.head) & _IMAGINED
        return own if own.status is Status.HAPPENED and not imagined else told

    def _refine(self, status: Status, trigger: Trigger, *, headline: bool) -> Reading:
        """Read on: a planned exercise may yet be cancelled."""
        if trigger.verb is None:
            return Reading(status, idle=status is Status.HYPOTHETICAL)
        told = self._noun(trigger, trigger.verb, headline=headline)
        if told.status in {Status.CANCELLED, Status.DENIED}:
            return told
        return Reading(status, idle=status is Status.HYPOTHETICAL, attributed_to=told.attributed_to)

    def _modifiers(self, token: Token) -> Status | None:
        words = {child.lower_ for child in token.children if child.dep_ in {"amod", "det", "compound"}}
        if words & _MAYBE_WORDS and not words & _PAST_WORDS and not words & _PLANNED_WORDS:
            return Status.HYPOTHETICAL if words & (_MAYBE_WORDS - _MAYBE_REAL) else None
        for marks, status in ((_PLANNED_WORDS, Status.PLANNED), (_ONGOING_WORDS, Status.ONGOING)):
            if words & marks:
                return status
        return None

    def _loose(self, trigger: Trigger) -> Reading:
        """Read a noun that hangs on a preposition or stands alone."""
        if trigger.relation in _AFTER:
            return Reading(Status.HAPPENED)
        if trigger.relation in _NEVER:
            return IDLE
        governor = trigger.token.head.head if trigger.token.dep_ == "pobj" else trigger.token.head
        designed = self._designed(governor) if lemma(governor) in _DESIGN else None
        if designed is not None:
            return designed
        imagined = lemma(governor) in self._clauses["scenario"] and governor.lower_ != "cases"  # "cases of cholera"
        if governor != trigger.token and (imagined or governor.pos_ in {"ADJ", "ADV"}):
            return IDLE
        if trigger.relation == "fragment" and trigger.token.dep_ == "ROOT":
            return Reading(Status.HAPPENED)
        return POINTS

    def _designed(self, noun: Token) -> Reading | None:
        """Read what is said of a plan as said of what is planned: "plans for an exercise were shelved"."""
        verb, words = noun.head, verb_words(noun.head)
        meant = noun.dep_ in OBJECTS | {"nsubjpass"} or (noun.dep_ == "nsubj" and words & _FAILING)
        if verb.pos_ not in VERBAL or not meant:
            return None
        if words & (self._clauses["cancel"] | _FAILING):
            return self._above.called_off(verb, headline=False)
        own = self._above.read(verb, headline=False)
        planned = words & (_PLANNING | self._clauses["plan"]) and own.status in {Status.HAPPENED, Status.ONGOING}
        return Reading(Status.PLANNED) if planned else None

    def _noun(self, trigger: Trigger, verb: Token, *, headline: bool) -> Reading:
        main = _main_verb(trigger, verb)
        undone = undoing(verb, self._clauses["cancel"]) if trigger.relation == "subject" else None
        if undone is None and main != verb and verb_words(main) & (self._clauses["cancel"] | POSTPONING):
            undone = main if is_passive_clause(main) else None
        if undone is not None:
            return self._above.called_off(undone, headline=headline)
        said = as_said_to_be(main) if trigger.relation == "subject" else None
        if said is not None:
            return said
        if is_given_a_name(trigger.token):
            return IDLE
        return self._in_clause(trigger, verb, headline=headline)

    def _in_clause(self, trigger: Trigger, verb: Token, *, headline: bool) -> Reading:  # noqa: C901, PLR0911
        word, relation = verb_words(verb), trigger.relation
        if relation in _AFTER:
            if relation != "by":
                return Reading(Status.HAPPENED)
            return self._above.read(verb, headline=headline) if trigger.borne else POINTS
        if relation in _NEVER:
            return IDLE
        if relation in _BEFORE:
            above = self._above.read(verb, headline=headline)
            return Reading(Status.HAPPENED if above.status is Status.HAPPENED else Status.PLANNED)
        if relation in {"object", "subject", "attribute", "for", "on", "off", "to", "of", "at", "in", "with"}:
            told = self._by_verb(trigger, verb, word, headline=headline)
            if told is not None:
                return told
        if relation == "for":
            return self._purpose(trigger, verb, headline=headline)
        if relation == "as" and not word & self._clauses["occur"]:
            return IDLE  # "treated as an attack on them"
        if relation in _DURING or (relation == "under" and "be" in word):  # "1,500 people are under arrest"
            return self._above.read(verb, headline=headline)
        if relation in {"object", "subject", "attribute"} and is_on_hold(verb):
            return Reading(Status.CANCELLED)
        if relation in {"object", "subject", "attribute"} and (word & self._clauses["occur"] or trigger.borne):
            told = _unheld(self._above.read(verb, headline=headline), trigger)
            return POINTS if told.status in {Status.DENIED, Status.HYPOTHETICAL} and _is_judged(verb) else told
        if relation == "subject":
            return self._befalling(trigger, verb, headline=headline)
        return POINTS

    def _purpose(self, trigger: Trigger, verb: Token, *, headline: bool) -> Reading:
        """Read a noun that something is done for: "left for talks", "campaigning for the vote of 29 November"."""
        if verb.lemma_.lower() in MOVING:
            above = self._above.read(verb, headline=headline)
            return above if verb.lemma_.lower() == "meet" else Reading(Status.PLANNED, idle=above.idle)
        if verb.lemma_.lower() in _PROVIDING:
            return Reading(Status.PLANNED)
        return POINTS if _is_dated(trigger.token) else IDLE

    def _befalling(self, trigger: Trigger, verb: Token, *, headline: bool) -> Reading:
        """Read a noun that does something: "a blast had torn a hole in the bridge", "an attack would be answered"."""
        helpers = helpers_of(verb)
        if helpers & (MAYBE | {"would"}):
            return IDLE
        if is_striking(trigger.kind, verb):
            return self._above.read(verb, headline=headline)
        return POINTS

    def _by_verb(  # noqa: C901, PLR0911, PLR0912 -- one question for each list of verbs
        self, trigger: Trigger, verb: Token, word: frozenset[str], *, headline: bool
    ) -> Reading | None:
        """Tell what a verb of planning, cancelling, denying, wanting or fearing makes of its noun."""
        lists = self._clauses
        is_subject = trigger.relation == "subject" and not is_passive_clause(verb)
        if word & _MOVED and trigger.relation == "object" and has_new_day(verb) and not is_wished(verb, lists["want"]):
            return self._above.called_off(verb, headline=headline)
        halted = bool(word & _HALTING) and trigger.kind.family in {"exercise", "talks"}
        if halted and not is_wished(verb, lists["want"]):
            return self._above.called_off(verb, headline=headline)
        falls = trigger.token.lemma_.lower() in lists["falling"] and "drop" in word
        framed = trigger.relation in _FRAMES  # "suspended the constitution in the second coup this year"
        dropped = word & (lists["cancel"] | POSTPONING) and not falls and not framed
        if dropped and (not is_subject or is_wished(verb, lists["want"])):
            return UNTOLD if is_wished(verb, lists["want"]) else self._above.called_off(verb, headline=headline)
        if is_subject or framed or trigger.relation == "with":
            return None
        judged = self._judged(trigger, verb, word)
        if judged is not None:
            return judged
        if word & lists["plan"] and not word & (lists["occur"] | _CAUSING):
            above = self._above.read(verb, headline=headline)
            if above.status is Status.DENIED and word & _FORESEEN:
                return IDLE  # "do not expect a war"
            if "agree" in word and trigger.kind.family == "peace":
                return above
            return above if above.status in {Status.CANCELLED, Status.DENIED} else Reading(Status.PLANNED)
        if word & lists["prevent"] and not word & lists["occur"]:
            return POINTS if trigger.relation != "object" and not is_passive_clause(verb) else IDLE
        if "invite" in word and trigger.kind.code.context == "diplomatic":
            return Reading(Status.PLANNED)
        if "order" in word and trigger.relation == "object" and trigger.kind.code.type in _ORDERED:
            above = self._above.read(verb, headline=headline)  # "ordered the deployment of two ships"
            return Reading(Status.PLANNED) if above.status in {Status.HAPPENED, Status.ONGOING} else above
        if word & lists["want"] and not word & lists["occur"]:
            return IDLE
        if word & {"announce"} and trigger.kind.family in {"exercise", "deployment", "election", "talks", "test"}:
            return Reading(Status.PLANNED)
        fixed = any(has_new_day(item, "for", "from") for item in (verb, trigger.token))
        if word & _FIXING and trigger.relation == "object" and fixed:
            return Reading(Status.PLANNED)
        if word & _ANNOUNCING:
            return self._above.read(verb, headline=headline)
        return None

    def _judged(self, trigger: Trigger, verb: Token, word: frozenset[str]) -> Reading | None:
        """Tell what denying a deed, or condemning it, says of it."""
        if word & self._clauses["deny"]:
            return Reading(Status.DENIED, attributed_to=speaker(verb))
        suffered = word & _FACTIVE and trigger.relation == "object" and trigger.kind.code.type in _SUFFERED
        return Reading(Status.HAPPENED) if suffered else None


def _main_verb(trigger: Trigger, verb: Token) -> Token:
    """Return the verb that an event is the subject of, where ``verb`` only stands in a clause about it."""
    token = trigger.token
    above = token.head
    beside = verb.dep_ in {"acl", "relcl"} and verb.head == token
    return above if beside and token.dep_ in SUBJECTS and above.pos_ in VERBAL else verb


def _is_not_reached(trigger: Trigger) -> bool:
    """Tell whether a deal only did not come about: "failed to sign a treaty" denies none."""
    verb = trigger.verb or trigger.token
    return trigger.kind.family == "peace" and verb.dep_ == "xcomp" and lemma(verb.head) == "fail"


def _is_judged(verb: Token) -> bool:
    """Tell whether a clause says what an event is or is not: "was not the first attack", "was no accident"."""
    found = {child.dep_ for child in verb.children}
    return lemma(verb) == "be" and "expl" not in found and bool(found & {"attr", "acomp"})


def _is_dated(noun: Token) -> bool:
    """Tell whether a noun phrase says of which day its event is: "for the vote of 29 November"."""
    return any(below.ent_type_ == "DATE" for below in pobjects(noun, "of", "on", "in"))


def _unheld(reading: Reading, trigger: Trigger) -> Reading:
    """Return what a clause says, a gathering that did not take place being one called off, not one denied."""
    unheld = reading.status is Status.DENIED and trigger.relation == "subject" and not reading.attributed_to
    return replace(reading, status=Status.CANCELLED) if unheld and trigger.kind.code.type in GATHERINGS else reading
