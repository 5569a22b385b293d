"""Questions about a single word or sentence, answered with the extractor's own parts: for scoring and for tools."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.governing import is_reporting
from geomap.events.lexicon import Kind, PloverCode, default_lexicon
from geomap.events.place_features import featured
from geomap.events.place_ranker import chances, default_place_ranker
from geomap.events.scene import Scene
from geomap.events.status import StatusReader
from geomap.events.syntax import lemma
from geomap.events.triggers import Trigger, find_triggers, predicate
from geomap.model import EventType, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import ParsedDocument
    from geomap.model import Resolution, TimeSpan

_ANY = Kind("any", PloverCode(EventType.ASSAULT), "event", "event", "any", place="any")
_SAID = replace(_ANY, speech=True)


def place_of_word(
    parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan], start: int, end: int
) -> Resolution | None:
    """Return where the event named by the word at ``start`` to ``end`` (exclusive) happened, by its sentence alone.

    Returns
    -------
    Resolution or None
        Possibly NIL: a name that no gazetteer knows still says where. ``None`` when the sentence does not say.
    """
    found = ranked_places(parsed, resolutions, times, start, end)
    return found[0][0] if found and found[0][1] >= 1 - sum(score for _, score in found) else None


def ranked_places(
    parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan], start: int, end: int
) -> list[tuple[Resolution, float]]:
    """Return the places of the word's sentence, each with its probability, best first; the rest to 1 is "none"."""
    trigger, scene = trigger_at(parsed, resolutions, times, start, end)
    if trigger is None:
        return []
    uses, options, none = featured(trigger, scene, strict=True)
    shares = chances([*options, none], default_place_ranker().sentence)
    ranked = [(scene.resolutions[use.index], share) for use, share in zip(uses, shares, strict=False)]
    return sorted(ranked, key=lambda item: -item[1])


def trigger_at(
    parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan], start: int, end: int
) -> tuple[Trigger | None, Scene]:
    """Return the trigger at ``start`` to ``end`` (exclusive), one of no known kind if need be, and its document."""
    scene = Scene(parsed, resolutions, times, nil=True)
    lexicon = default_lexicon()
    triggers = find_triggers(parsed, lexicon)
    scene.trigger_tokens = frozenset(item.token.i for item in triggers)
    known = next((item for item in triggers if item.start < end and start < item.end), None)
    tokens = parsed.tokens_in(start, end)
    if known is not None or not tokens:
        return known, scene
    token = tokens[0]
    noun = token.pos_ in {"NOUN", "PROPN"}
    verb, relation = predicate(token, lexicon.clauses["occur"]) if noun else (token, "self")
    return Trigger(token, _SAID if is_reporting(token) else _ANY, start, end, verb, relation), scene


# PLOVER codes what is only announced as a promise or a threat, what is refused as a rejection.
_FRIENDLY = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.AID, EventType.RETREAT, EventType.COOPERATE})
_HOSTILE = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.SANCTION})


def type_of_sentence(parsed: ParsedDocument) -> EventType | None:
    """Return the PLOVER type of what a sentence chiefly tells: the trigger nearest the root, deeds and words alike."""
    lexicon = default_lexicon()
    reader = StatusReader(lexicon.clauses)
    votes: dict[EventType, float] = {}
    for trigger in find_triggers(parsed, lexicon):
        depth = sum(1 for _ in (trigger.verb or trigger.token).ancestors)
        weight = trigger.sureness / (1 + depth) - 0.001 * trigger.token.i - 0.15 * (not trigger.tells)
        kind = trigger.kind.code.type
        status = reader.read(trigger).status
        above = trigger.verb.head if trigger.verb is not None else trigger.token
        if status is Status.PLANNED or lemma(above) in {"willing", "ready", "prepared"}:
            kind = EventType.AGREE if kind in _FRIENDLY else EventType.THREATEN if kind in _HOSTILE else kind
        elif status is Status.DENIED and kind in _FRIENDLY:
            kind = EventType.REJECT
        votes[kind] = max(votes.get(kind, weight), weight)
    return max(votes, key=lambda item: (votes[item], item.value)) if votes else None
