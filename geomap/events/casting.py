"""Whose police, whose president: actors whose country only the event's place, or the whole text, tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.model import Actor, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geomap.events.lexicon import Kind
    from geomap.events.scene import Scene

_ABROAD = frozenset(
    {"deployment", "withdrawal", "exercise", "talks", "visit", "aid", "evacuation", "test", "peace", "promise"}
)
_ELSEWHERE = frozenset({"talks", "visit"})  # held where none of the sides may be at home
_CROWDED = frozenset({"blockade", "protest", "labour", "election", "trial", "crackdown", "arrest"})
_TWICE, _SHARE = 2, 0.5
_TITLE_VOTES = 3


def homeland(scene: Scene) -> str:
    """Return the code of the country that most of a text's places, people and governments are of, ``""`` for none."""
    votes: Counter[str] = Counter()
    for resolution in scene.resolutions:
        place = resolution.place
        codes = (place.country,) if place is not None and place.country else resolution.countries[:1]
        weight = _TITLE_VOTES if scene.is_title(resolution.mention.start) else 1
        votes.update(dict.fromkeys(codes, weight))
    best, count = max(votes.items(), key=lambda item: item[1], default=("", 0))
    return best if count >= _TWICE and count >= _SHARE * votes.total() else ""


def at_home(
    actors: Sequence[Actor], kind: Kind, country: str, home: str, country_name: Callable[[str], str]
) -> tuple[Actor, ...]:
    """Return the actors with their country where only the event's place, or the text as a whole, tells it.

    "Police" or "the president", named without a country, are those of the land where it happened; of the land that
    the text is about, where the event takes people abroad, is a matter of words, or has no place. So are those
    who march, strike and vote. A government's act without a named doer is that of the country's government.

    Parameters
    ----------
    actors
        As the text tells them.
    kind
        Kind of the event.
    country
        Alpha-2 code of the place, ``""`` when unknown.
    home
        Alpha-2 code of the country that the text is about, ``""`` when it is about none.
    country_name
        Returns a country's short English name from its code.
    """
    away = kind.family in _ABROAD or kind.speech
    met = kind.family in _ELSEWHERE or kind.speech
    land = (home or ("" if met else country)) if away else (country or home)
    if not land:
        return tuple(actors)
    sent = away and bool(home) and not any(actor.country for actor in actors)
    found = [replace(actor, country=land) if _is_of(actor, kind, away=away, sent=sent) else actor for actor in actors]
    if country and kind.seat and not away and not any(actor.role is Role.ACTOR for actor in found):
        found.append(Actor(country_name(country), country, Role.ACTOR))
    return tuple(found)


def _is_of(actor: Actor, kind: Kind, *, away: bool, sent: bool) -> bool:
    """Tell whether somebody without a country is of the land at hand: who holds office, its army sent, its people."""
    if actor.country:
        return False
    said = {word.strip(",.") for word in actor.name.casefold().split()}
    if said & words("office"):
        return True
    if said & words("home_forces"):
        return sent
    if said & words("rioters") and not away:
        return True
    return kind.family in _CROWDED and not said & words("strangers") and _is_crowd(said)


def _is_crowd(said: set[str]) -> bool:
    crowd = words("crowd")
    return any(word in crowd or word.removesuffix("s") in crowd for word in said)
