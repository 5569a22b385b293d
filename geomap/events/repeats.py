"""Nouns that only point back to what was told before: their sentence says where and when something else happened.

"Thousands have fled to Sebba since the killings", "the minister, in Geneva, condemned the attack".
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.kinship import default_kinship
from geomap.events.syntax import VERBAL, lemma
from geomap.model import RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.choices import Choice
    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.events.triggers import Trigger

_POINTING = frozenset({"it", "this", "that", "which"})


def loosened(tellings: Sequence[Telling], scene: Scene) -> list[Telling]:
    """Return the tellings, those that point back without the places and dates of what they are only spoken of in."""
    return [_loosened(item, scene) if _points_back(item, tellings, scene) else item for item in tellings]


def _points_back(telling: Telling, tellings: Iterable[Telling], scene: Scene) -> bool:
    """Tell whether a noun with neither place nor day of its own repeats, or says what was, something told before."""
    trigger = telling.trigger
    if trigger.named is not None or trigger.called:
        return False
    if not _is_said_of_it(trigger) and (not telling.is_definite or telling.is_other):
        return False
    own = (*scene.places, *(() if _is_reacted_to(trigger) else scene.dates))
    if any(True for _ in _within(trigger.token, own)):
        return False
    beside = default_kinship().beside
    return any(
        item.order < telling.order
        and item.region is not RegionKind.HEADLINE
        and item.creates
        and beside(item.trigger.kind.family, trigger.kind.family)
        for item in tellings
    )


def _is_reacted_to(trigger: Trigger) -> bool:
    """Tell whether its verb answers an event, on the day that the sentence names: "claimed the attack on Sunday"."""
    verb = trigger.verb or next((item for item in trigger.token.ancestors if item.pos_ in VERBAL), None)
    return verb is not None and trigger.relation != "subject" and lemma(verb) in default_kinship().reacting


def _is_said_of_it(trigger: Trigger) -> bool:
    """Tell whether it is only what something told before was: "it was the deadliest attack in years"."""
    if trigger.token.dep_ != "attr" or trigger.verb is None:
        return False
    return any(child.dep_ == "nsubj" and child.lower_ in _POINTING for child in trigger.verb.children)


def _within(token: Token, uses: Iterable[Use]) -> Iterator[int]:
    """Yield the indices of the places or dates that stand below a word."""
    first, last = token.left_edge.i, token.right_edge.i
    return (use.index for use in uses if first <= use.head.i <= last)


def _loosened(telling: Telling, scene: Scene) -> Telling:
    trigger = telling.trigger
    if not trigger.tells or trigger.verb is None:
        return replace(telling, places=(), dates=(), repeats=True)
    clause = trigger.verb
    scope = clause.head if clause.dep_ == "relcl" else clause  # "Galle Face, where the protest began"
    places, dates = (set(_within(scope, uses)) for uses in (scene.places, scene.dates))
    told = replace(telling, places=_among(telling.places, places), dates=_among(telling.dates, dates))
    return replace(told, repeats=told.place is None and told.date is None)


def _among(choices: Sequence[Choice], kept: set[int]) -> tuple[Choice, ...]:
    return tuple(item for item in choices if item.index in kept)
