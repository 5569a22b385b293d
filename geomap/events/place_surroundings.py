"""What the other places of a sentence, and the text around it, say of a place that may be an event's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.choices import is_inside
from geomap.events.lexicon import words
from geomap.events.syntax import forms
from geomap.model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.model import Resolution

_TEXT = 3  # sentences: what has fewer is no article
_OFTEN = 4


def grain(resolution: Resolution) -> str:
    """Return the sort of place in a word: "country", "division", "town", "water", "site", "measured", "unknown"."""
    place = resolution.place
    if resolution.mention.kind is MentionKind.RELATION:
        return "measured"
    if place is None:
        return "unknown"
    if place.is_country:
        return "country"
    return {"P": "town", "H": "water", "S": "site", "A": "division"}.get(place.feature_class, "region")


def rivals(use: Use, uses: Sequence[Use], scene: Scene) -> list[str]:
    """Return how a place lies to the other candidates: wider or narrower, named or measured by, in one phrase."""
    mine = scene.resolutions[use.index]
    found = set()
    for other in uses:
        theirs = scene.resolutions[other.index]
        if other is use or other.index == use.index:
            continue
        if is_inside(theirs, mine):
            found.add("has narrower")
            if other.governor == use.governor or other.head in use.head.subtree or use.head in other.head.subtree:
                found.add("has narrower at hand")
        if is_inside(mine, theirs):
            found.add("has wider")
        if theirs.mention.start <= mine.mention.start and mine.mention.end <= theirs.mention.end:
            found.add("within a measure")
        if mine.place is not None and theirs.place is not None and mine.place.id == theirs.place.id:
            found.add("named again")
        if other.governor == use.governor and other.link == use.link:
            found.add(f"twin {'first' if use.head.i < other.head.i else 'later'}")
    found.add(f"of {min(len(uses), 4)}")
    return sorted(found)


def narrower(use: Use, uses: Sequence[Use], scene: Scene) -> int:
    """Return the index of the place that a town only says the whereabouts of.

    "Near the Cashmere School in Kendal", "at Havana's Palace of Conventions".
    """
    above = use.governor if use.link == "in" else use.head.head if use.head.dep_ == "poss" else None
    for other in uses if above is not None else ():
        inner = scene.resolutions[other.index]
        if other.head == above and inner.is_nil and is_inside(inner, scene.resolutions[use.index]):
            return other.index
    return use.index


def between(place: Token, event: Token) -> list[str]:
    """Return the words that part clauses between a place and an event."""
    first, last = sorted((place.i, event.i))
    side = "before" if place.i < event.i else "after"
    marks = words("parting").intersection(forms(place.doc)[first:last])
    return [f"past {mark} {side}" for mark in sorted(marks)]


def in_text(resolution: Resolution, scene: Scene) -> list[str]:
    """Return how a place stands in an article: in its headline or dateline, and how often."""
    place = resolution.place
    if len(scene.sentence_starts) <= _TEXT or place is None:
        return []
    same = [item for item in scene.resolutions if item.place is not None and item.place.id == place.id]
    size, times = grain(resolution), min(len(same), _OFTEN)
    found = [f"named {times}", f"named {times} {size}"]
    if any(scene.is_title(item.mention.start) for item in same):
        found += ["in the headline", f"in the headline {size}"]
    desk = None if scene.desk is None else scene.resolutions[scene.desk].place
    if desk is not None and desk.id == place.id:
        found.append("the desk")
    return found
