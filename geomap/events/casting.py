"""Whose police, whose president: actors whose country only the place of the event tells."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.model import Actor, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.events.lexicon import Kind

_ABROAD = frozenset({"deployment", "withdrawal", "exercise", "talks", "visit", "aid", "evacuation"})


def at_home(actors: Sequence[Actor], kind: Kind, country: str, country_name: Callable[[str], str]) -> tuple[Actor, ...]:
    """Return the actors with the country of the event for those who hold an office there.

    "Police" or "the president", named without a country, are those of the land where it happened, unless the event is
    of a kind that takes people abroad. A government's act without a named doer is that of the country's government.

    Parameters
    ----------
    actors
        As the text tells them.
    kind
        Kind of the event.
    country
        Alpha-2 code of the place, ``""`` when unknown.
    country_name
        Returns a country's short English name from its code.
    """
    if not country or kind.family in _ABROAD:
        return tuple(actors)
    found = [replace(actor, country=country) if _holds_office(actor) else actor for actor in actors]
    if kind.seat and not found:
        found.append(Actor(country_name(country), country, Role.ACTOR))
    return tuple(found)


def _holds_office(actor: Actor) -> bool:
    return not actor.country and bool({word.strip(",.") for word in actor.name.casefold().split()} & words("office"))
