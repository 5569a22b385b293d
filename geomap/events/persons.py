"""Whom by name a telling is about: two people's resignations are two events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.introductions import family_name
from geomap.events.kinship import default_kinship
from geomap.events.syntax import agents, patients, pobjects

if TYPE_CHECKING:
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
    return frozenset(family_name(person) for person in people if person.ent_type_ == "PERSON")
