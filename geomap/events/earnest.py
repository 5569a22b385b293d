"""Whether a word of the lexicon is meant in earnest: not as a figure, not as an order, not as a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.phrasing import heads
from geomap.events.syntax import (
    MEASURES,
    OBJECTS,
    SUBJECTS,
    agents,
    auxiliaries,
    lemma,
    patients,
    pobjects,
    subjects,
)
from geomap.events.wording import wording
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token


_TUMBLING = wording("verb.tumbling")
_HUMAN = ("crowd", "victims", "foreigners")
_FORCEFUL = frozenset({EventType.ASSAULT, EventType.RETREAT})


def is_figurative(token: Token, kind: EventType, *, noun: bool) -> bool:
    """Tell whether a word of war or disaster is used of food, sport, prices or words, or only in a command.

    Parameters
    ----------
    token
        The word.
    kind
        What type of event it would tell of.
    noun
        Whether it is read as a noun.
    """
    if kind is EventType.HAZARD:
        return _is_mass(token) if noun else _is_throng(token)
    if kind is EventType.MOBILIZE and not noun:
        return _makes_fall(token) or _is_laden(token)
    if kind not in _FORCEFUL:
        return False
    if noun:
        near = heads(
            [*pobjects(token, "of", "on", "between", "over", "with", "against"), *(child for child in token.children)]
        )
        governor = token.head
        ordered = token.dep_ in OBJECTS and governor.tag_ == "VB" and governor.dep_ == "ROOT" and _is_command(governor)
        return ordered or bool(near & words("figurative"))
    targets = [below for noun in patients(token) for below in pobjects(noun, "on", "against")]  # "an assault on taste"
    about = [*patients(token), *targets, *pobjects(token, "for", "against", "with"), *agents(token)]
    if _head_lemmas(about) & words("figurative") or _is_reproach(token):
        return True
    return token.tag_ == "VB" and token.dep_ in {"ROOT", "ccomp"} and _is_command(token)


def _is_reproach(verb: Token) -> bool:
    """Tell whether somebody is only blamed for doing: "attacked him for failing to act"."""
    for_doing = (child for child in verb.children if child.dep_ == "prep" and child.lower_ == "for")
    return lemma(verb) in words("reproaching") and any(
        below.dep_ == "pcomp" for preposition in for_doing for below in preposition.children
    )


def _makes_fall(verb: Token) -> bool:
    """Tell whether things are only sent flying: "the bridge gave way, sending vehicles falling to the ground"."""
    below = (token for token in verb.subtree if token.i > verb.i and token.tag_ == "VBG")
    return lemma(verb) == "send" and any(lemma(token) in _TUMBLING for token in below)


def _is_laden(verb: Token) -> bool:
    """Tell whether what is moved brings relief: "planes with medical supplies would leave for Beirut"."""
    moved = (*patients(verb), *subjects(verb))
    return any(lemma(load) in words("supplies") for noun in moved for load in pobjects(noun, "with", "of"))


def _head_lemmas(nouns: list[Token]) -> set[str]:
    """Return the lemmas of nouns and of what they measure, without modifiers: an anti-corruption bureau is real."""
    found = {lemma(noun) for noun in nouns}
    for noun in nouns:
        if lemma(noun) in MEASURES:
            found |= {lemma(below) for below in pobjects(noun, "of")}
    return found


def _is_mass(noun: Token) -> bool:
    """Tell whether a disaster only measures, or there was none: "a storm of criticism", "no cyclone on record"."""
    if any(child.dep_ == "det" and child.lower_ == "no" for child in noun.children):
        return True
    if lemma(noun) not in words("metaphor"):
        return False
    return any(
        below.pos_ == "NOUN" and not below.ent_type_ and lemma(below) not in words("matter")
        for below in pobjects(noun, "of")
    )


def _is_throng(verb: Token) -> bool:
    """Tell whether people or letters do what water does: "tourists flood the old town"."""
    if lemma(verb) not in words("streaming"):
        return False
    people = frozenset().union(*(words(name) for name in _HUMAN)) | words("figurative")
    return bool(_head_lemmas(subjects(verb)) & people)


def _is_command(verb: Token) -> bool:
    """Tell whether a bare verb is an order: no subject, no helper but "do"."""
    helpers = {lemma(child) for child in auxiliaries(verb)}
    return helpers <= {"do"} and not any(child.dep_ in SUBJECTS for child in verb.children)


def is_month(noun: Token) -> bool:
    """Tell whether a noun is a month or a season: "March", "the fall of 1989"."""
    return noun.ent_type_ == "DATE" and lemma(noun) in {"march", "fall"}
