"""Questions about a single word or sentence, answered with the extractor's own parts: for scoring and for tools."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geomap.events.lexicon import Kind, PloverCode, default_lexicon
from geomap.events.scene import Scene
from geomap.events.telling import places_for
from geomap.events.triggers import Trigger, find_triggers, predicate
from geomap.model import EventType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import ParsedDocument
    from geomap.model import Resolution, TimeSpan

_ANY = Kind("any", PloverCode(EventType.ASSAULT), "event", "event", "any", place="object")
PLACED = 0.2


def place_of_word(
    parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan], start: int, end: int
) -> Resolution | None:
    """Return where the event named by the word at ``start`` to ``end`` (exclusive) happened, by its sentence alone.

    Returns
    -------
    Resolution or None
        Possibly NIL: a name that no gazetteer knows still says where. ``None`` when the sentence does not say.
    """
    tokens = parsed.tokens_in(start, end)
    if not tokens:
        return None
    scene = Scene(parsed, resolutions, times, nil=True)
    trigger = next(
        (item for item in find_triggers(parsed, default_lexicon()) if item.start < end and start < item.end), None
    )
    if trigger is None:
        token = tokens[0]
        noun = token.pos_ in {"NOUN", "PROPN"}
        verb, relation = predicate(token) if noun else (token, "self")
        trigger = Trigger(token, _ANY, start, end, verb, relation)
    found = places_for(trigger, scene)
    return scene.resolutions[found[0].index] if found and found[0].score >= PLACED else None


def type_of_sentence(parsed: ParsedDocument) -> EventType | None:
    """Return the PLOVER type of what a sentence chiefly tells: the trigger nearest the root, deeds and words alike."""
    triggers = find_triggers(parsed, default_lexicon())
    if not triggers:
        return None
    votes: Counter[EventType] = Counter()
    for trigger in triggers:
        depth = sum(1 for _ in (trigger.verb or trigger.token).ancestors)
        weight = trigger.sureness / (1 + depth) - 0.001 * trigger.token.i
        votes[trigger.kind.code.type] = max(votes[trigger.kind.code.type], weight)  # type: ignore[assignment]
    return max(votes, key=lambda item: (votes[item], item.value))
