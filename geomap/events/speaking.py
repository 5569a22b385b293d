"""Words that name no event of their own: what something is called, what there is none of, what nobody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.syntax import OBJECTS, VERBAL, lemma, pobjects, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.triggers import Trigger

_QUOTES = frozenset({'"', "“", "'", "‘", "``"})


def is_a_name(noun: Token) -> bool:
    """Tell whether a noun is what something is called: "calls it war", "described the raid as an act of piracy"."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as":
        verb = next((item for item in above.ancestors if item.pos_ in VERBAL), noun)
        return lemma(verb) in words("naming") | words("judging")
    return noun.dep_ == "oprd" and lemma(above) in words("naming")


def is_only_thought(noun: Token) -> bool:
    """Tell whether somebody only took something for an event: "we thought it was an attack"."""
    verb = noun.head
    thought = verb.dep_ == "ccomp" and lemma(verb.head) in words("believing") and verb.head.tag_ in {"VBD", "VBN"}
    return noun.dep_ == "attr" and thought


def is_given_a_name(noun: Token) -> bool:
    """Tell whether a clause only says what an event is: "called the invasion treasonous", not "called a strike"."""
    verb = noun.head
    if noun.dep_ not in OBJECTS or lemma(verb) not in words("naming"):
        return False
    if any(child.dep_ == "oprd" for child in verb.children):
        return True
    if any(child.dep_ == "prep" and child.lower_ == "as" for owner in (verb, noun) for child in owner.children):
        return True
    return any(
        child.dep_ == "appos" and any(token.text in _QUOTES for token in noun.doc[noun.i + 1 : child.i])
        for child in noun.children
    )


def is_name_calling(verb: Token) -> bool:
    """Tell whether a verb only says what somebody or something is: "called the president a liar"."""
    if lemma(verb) not in words("naming"):
        return False
    objects = [child for child in verb.children if child.dep_ in OBJECTS]
    return any(is_given_a_name(noun) or _is_explained(noun) for noun in objects)


def _is_explained(noun: Token) -> bool:
    """Tell whether what somebody is called stands right after: "calling the minister a traitor"."""
    return any(
        child.dep_ == "appos"
        and any(below.dep_ == "det" and below.lower_ in {"a", "an"} for below in child.children)
        and not any(token.is_punct for token in noun.doc[noun.i + 1 : child.i])
        for child in noun.children
    )


def is_of_none(token: Token, *, noun: bool) -> bool:
    """Tell whether there is no such event: "no attack took place", "nobody attacked me", "no question of a swap"."""
    if not noun:
        return any(lemma(subject) in words("nobody") or _is_none(subject) for subject in subjects(token))
    return _is_none(token) or (token.dep_ == "pobj" and token.head.lower_ == "of" and _is_none(token.head.head))


def _is_none(noun: Token) -> bool:
    if any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children):
        return True
    return noun.lower_ == "none" and any(True for _ in pobjects(noun, "of"))


def counts_time(trigger: Trigger) -> bool:
    """Tell whether a known event only says when something else was: "the day after the attack", "hours before it"."""
    noun = trigger.token
    if not trigger.is_noun or noun.dep_ != "pobj" or not any(child.lower_ == "the" for child in noun.children):
        return False
    time = noun.head.head
    return noun.head.lower_ in {"of", "after", "before", "since"} and lemma(time) in words("spans")
