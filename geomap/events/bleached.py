"""Nouns that mean what the text tells besides: a "strike" among missiles, and "the tragedy" of whatever happened."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.kinship import default_kinship
from geomap.events.sentences import sentences_apart
from geomap.events.syntax import MODIFIERS, any_of, lemma

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from geomap.events.lexicon import Kind, Lexicon
    from geomap.events.triggers import Trigger

_REACH = 3  # sentences that a bleached noun points back
_POINTING = frozenset({"the", "this", "that", "these", "those"})


def in_sense(triggers: Sequence[Trigger], lexicon: Lexicon) -> list[Trigger]:
    """Return the triggers, a bare noun of two senses in that which the rest of the text tells of."""
    return [_in_sense(item, triggers, lexicon) for item in triggers]


def _in_sense(trigger: Trigger, triggers: Sequence[Trigger], lexicon: Lexicon) -> Trigger:
    names = default_kinship().senses.get(lemma(trigger.token), ())
    if not trigger.is_noun or trigger.kind.name not in names or _is_qualified(trigger.token):
        return trigger
    kinds = [lexicon.kinds[name] for name in names]
    told = [_tells(item, kinds) for item in triggers if lemma(item.token) != lemma(trigger.token)]
    counts = {kind.name: told.count(kind) for kind in kinds}
    best = max(kinds, key=lambda kind: counts[kind.name])
    return trigger if counts[trigger.kind.name] or not counts[best.name] else replace(trigger, kind=best)


def _tells(trigger: Trigger, kinds: Sequence[Kind]) -> Kind | None:
    """Return which of some kinds another trigger is of the family of."""
    return next((kind for kind in kinds if kind.family == trigger.kind.family), None)


def _is_qualified(noun: Token) -> bool:
    """Tell whether words beside a noun say what sort it is, "the rail strike", or that it is new: "a strike"."""
    beside = MODIFIERS - {"nummod", "poss"}
    return any(child.dep_ in beside or child.lower_ in {"a", "by", "of"} for child in noun.children)


def with_bleached(triggers: Sequence[Trigger], doc: Doc) -> tuple[Trigger, ...]:
    """Return the triggers, each with the nouns that call it no more than "the incident", as its evidence."""
    bleached, found = default_kinship().bleached, {item.token.i: item for item in triggers}
    for token in any_of(doc, bleached.keys()):
        if token.i in found or token.pos_ != "NOUN" or not _points_back(token):
            continue
        meant = _meant(token, [item for item in found.values() if item.kind.code.type in bleached[token.lower_]])
        if meant is not None:
            found[meant.token.i] = replace(meant, absorbed=(*meant.absorbed, token))
    return tuple(found.values())


def _meant(noun: Token, triggers: Sequence[Trigger]) -> Trigger | None:
    """Return what a bleached noun points back to: "the tragedy" what the text is of, others what was told last."""
    before = [item for item in triggers if sentences_apart(item.token, noun) > 0]
    if not before:
        return None
    the = any(child.lower_ == "the" for child in noun.children)
    if the and lemma(noun) in default_kinship().weighty:
        return min(before, key=lambda item: item.token.i)
    last = max(before, key=lambda item: item.token.i)
    return last if sentences_apart(last.token, noun) <= _REACH else None


def _points_back(noun: Token) -> bool:
    """Tell whether a noun has nothing beside it but "the" or "this"."""
    beside = [child for child in noun.children if child.dep_ in {*MODIFIERS, "det", "prep", "relcl", "acl"}]
    return len(beside) == 1 and beside[0].lower_ in _POINTING
