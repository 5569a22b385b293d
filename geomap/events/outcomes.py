"""What becomes of a plan later in the sentence: "was due to open on Monday but was called off"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clause_forms import verb_words
from geomap.events.narrating import Tense, clause_tense
from geomap.events.syntax import SUBJECTS, VERBAL, helpers_of
from geomap.events.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

_PUT_OFF = wording("verb.put_off")
POSTPONING = _PUT_OFF - wording("verb.put_off_or_else")
_FAILING = wording("verb.failing")
_CLIMB = 4
_PRONOUNS = frozenset({"it", "they", "he", "she", "this", "that", "who", "which"})


def sequels(verb: Token) -> Iterator[Token]:
    """Yield the verbs joined to a clause after it that tell of the same subject, by name of none or a pronoun."""
    current = verb
    for _ in range(_CLIMB):
        for child in current.children:
            if child.dep_ == "conj" and child.pos_ in VERBAL and child.i > verb.i and _is_of_the_same(child):
                yield child
                yield from sequels(child)
        if current.dep_ not in {"xcomp", "ccomp", "auxpass"} or current.head == current:
            return
        current = current.head


def _is_of_the_same(verb: Token) -> bool:
    named = [child for child in verb.children if child.dep_ in SUBJECTS]
    return all(child.lower_ in _PRONOUNS for child in named)


def puts_off(verb: Token) -> Token | None:
    """Return the verb that puts off what a clause tells: the clause's own, or one joined to it."""
    return next((item for item in (verb, *sequels(verb)) if verb_words(item) & _PUT_OFF), None)


def undoing(verb: Token, cancel: frozenset[str]) -> Token | None:
    """Return the verb that calls or puts off what a clause plans: "was planned for June but has been scrapped"."""
    return next((item for item in sequels(verb) if verb_words(item) & (cancel | POSTPONING)), None)


def falls_through(verb: Token) -> bool:
    """Tell whether a plan of the past came to nothing: "was due to speak but did not appear"."""
    if clause_tense(verb) not in {Tense.PAST, Tense.PLUPERFECT}:
        return False
    for item in sequels(verb):
        contrary = any(word.lower_ == "but" for word in item.head.children if word.dep_ == "cc")
        if contrary and (any(child.dep_ == "neg" for child in item.children) or verb_words(item) & _FAILING):
            return True
    return False


def is_unfulfilled(verb: Token) -> bool:
    """Tell whether a perfect infinitive speaks of what did not come about: "was to have opened in June"."""
    helpers = helpers_of(verb)
    return {"to", "have"} <= helpers and clause_tense(verb.head) in {Tense.PAST, Tense.PLUPERFECT}
