"""Whom by name a telling is about: two people's resignations are two events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.kinship import default_kinship
from geomap.events.syntax import agents, patients, pobjects

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.telling import Telling

_BY_DOER = frozenset({"resignation", "visit"})


def of_others(one: Telling, other: Telling) -> bool:
    """Tell whether two tellings of what one person does or undergoes name different people."""
    personal = default_kinship().personal
    if not {one.trigger.kind.family, other.trigger.kind.family} <= personal:
        return False
    mine, theirs = named(one), named(other)
    return bool(mine and theirs) and not mine & theirs


def named(telling: Telling) -> frozenset[str]:
    """Return the surnames, in small letters, of whom a telling is about: who resigns, who is arrested."""
    trigger = telling.trigger
    if trigger.is_noun:
        noun = trigger.token
        people = [*(child for child in noun.children if child.dep_ == "poss"), *pobjects(noun, "of", "by")]
    else:
        people = agents(trigger.token) if trigger.kind.family in _BY_DOER else patients(trigger.token)
    people += [child for person in people for child in person.children if child.dep_ == "appos"]
    return frozenset(_surname(person) for person in people if person.ent_type_ == "PERSON")


def _surname(person: Token) -> str:
    """Return the last word of a name, for a text leaves out the others: "Consuelo Porras", "Porras"."""
    last = person
    for token in person.doc[person.i + 1 : person.i + 4]:
        if token.ent_type_ != "PERSON" or token.ent_iob_ != "I":
            break
        last = token
    return last.lower_.removesuffix("'s").removesuffix("’s")
