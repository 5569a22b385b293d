"""Dates that other events bound: "before the storm", "since the fighting started", "the fifth day of the search"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.narrating import Tense, clause_tense
from geomap.events.reckoning import day_of_event
from geomap.events.sentences import start_of
from geomap.events.syntax import lemma, pobjects
from geomap.events.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

_ORDINALS = {word: int(count) for word, count in (item.split() for item in wording("phase.ordinals"))}
_BEFORE = frozenset({"before", "until"})

Bounded = tuple[date | None, date | None, str]  # first and last day, and why


def bounded(telling: Telling, scene: Scene) -> Bounded | None:
    """Return the last day of what was done before another event, or the first of what has gone on since one."""
    verb = telling.trigger.verb or telling.trigger.token
    tense = clause_tense(verb)
    for word in _linked(verb, telling):
        since = word.lower_ == "since" and tense is Tense.PERFECT
        if not since and not (word.lower_ in _BEFORE and tense in {Tense.PAST, Tense.PLUPERFECT}):
            continue
        day = day_of_event(word, telling, scene)
        if day is not None:
            why = f"“{word.lower_}” what was on {day.isoformat()}"
            return (day, None, why) if since else (None, day, why)
    return None


def _linked(verb: Token, telling: Telling) -> Iterator[Token]:
    """Yield each "before" and "since" that brings another event into a clause."""
    own = {telling.trigger.token.i, *(token.i for token in telling.trigger.token.ancestors)}
    for child in verb.children:
        if child.i in own:
            continue
        if child.dep_ == "prep":
            yield child
        elif child.dep_ == "advcl":
            yield from (below for below in child.children if below.dep_ == "mark")


def nth_day(telling: Telling, scene: Scene) -> tuple[date, date, str] | None:
    """Return the first day and the nth of what has lasted so long: "on Saturday, the fifth day of the search"."""
    noun = telling.trigger.token
    if not telling.trigger.is_noun or noun.dep_ != "pobj" or noun.head.lower_ != "of":
        return None
    unit = noun.head.head
    definite = any(child.lower_ in {"the", "this", "their", "its"} for child in noun.children)  # no "day of strikes"
    if not definite or lemma(unit) not in {"day", "night"} or noun not in set(pobjects(unit, "of")):
        return None
    count = next((_ORDINALS[child.lower_] for child in unit.children if child.lower_ in _ORDINALS), 0)
    day = _day_beside(unit, scene) if count else None
    if day is None:
        return None
    return day - timedelta(days=count - 1), day, f"{day.isoformat()} was its day {count}"


def _day_beside(unit: Token, scene: Scene) -> date | None:
    """Return the day that the sentence names."""
    for use in scene.dates_by_sentence.get(start_of(unit), ()):
        start = scene.times[use.index].date_from
        if start is not None and start == scene.times[use.index].date_to:
            return start
    return None
