"""Which town a mosque, a mall or a street is in that no gazetteer knows: the one that the text puts it in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.events.focus import lands_around
from geomap.events.governing import LOCATIVE
from geomap.events.lexicon import words
from geomap.events.nationality import codes_of
from geomap.events.referring import likeliest, town_sort
from geomap.events.sentences import start_of
from geomap.model import MentionKind

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.model import Resolution

_INSIDE = re.compile(r",?\s+(?:in|of)\s+(?:the\s+)?(?:[a-z-]+\s+)?(?:(?:city|town)\s+of\s+)?")
_NEAR = 6  # words between a facility and the town that its phrase names


def town_of(resolution: Resolution, scene: Scene) -> int | None:
    """Return the index of the town that a facility lies in, ``None`` for what is no facility or where none is in view.

    Parameters
    ----------
    resolution
        A name that no gazetteer knows; that of a village or a district is left to its country, unless the words just
        after it say which town it is in.
    scene
        The document: the town in the name's own phrase, at the head of its entry, or most in view so far.
    """
    tokens = scene.parsed.tokens_in(resolution.mention.start, resolution.mention.end)
    if not tokens:
        return None
    if not _is_facility(tokens[-1]):
        return _stated(resolution, scene)
    beside = _in_sentence(tokens[-1], scene)
    headed = scene.heading(resolution.mention.start).place
    for index in (beside, headed):
        if index is not None and _is_town(scene.resolutions[index]):
            return index
    lands = lands_around(resolution, scene)
    towns = {
        index: item
        for index, item in enumerate(scene.resolutions)
        if _is_town(item) and (not lands or not lands.isdisjoint(codes_of(item)))
    }
    return likeliest(tokens[-1], [*towns], towns, scene.places, ahead=True)


def _stated(resolution: Resolution, scene: Scene) -> int | None:
    """Return the town that the next words put a name in: "in Police Lines in Peshawar"."""
    text, end = scene.parsed.document.text, resolution.mention.end
    return next(
        (
            index
            for index, item in enumerate(scene.resolutions)
            if item.mention.start > end and _is_town(item) and _INSIDE.fullmatch(text, end, item.mention.start)
        ),
        None,
    )


def _is_facility(last: Token) -> bool:
    """Tell whether a name ends in, or stands beside, a word for what a town has: "the Emab Plaza shopping centre"."""
    kinds = words("urban") | words("part")
    beside = last.head if last.dep_ in {"compound", "nmod"} and last.head.i > last.i else last
    return last.lemma_.lower() in kinds or beside.lemma_.lower() in kinds


def _in_sentence(last: Token, scene: Scene) -> int | None:
    """Return the town that the sentence puts the facility in: in the words just after it, else anywhere."""
    found = [
        (not 0 < use.head.i - last.i <= _NEAR, use.index)
        for use in scene.places_by_sentence.get(start_of(last), ())
        if use.link in LOCATIVE - {"to", "from", "into"} | {"bare"} and _is_town(scene.resolutions[use.index])
    ]
    return min(found)[1] if found else None


def _is_town(item: Resolution) -> bool:
    return item.mention.kind is MentionKind.LITERAL and item.place is not None and town_sort().fits(item.place)
