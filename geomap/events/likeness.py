"""How much speaks for two reports' events being one: kind, time, place, actors and words; what speaks against it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias

from geomap.events.geography import Closeness, distance_km, places_closeness
from geomap.events.kinship import default_kinship
from geomap.events.tolls import toll
from geomap.model import DatePrec, EventType, Status, WherePrec

if TYPE_CHECKING:
    from geomap.model import Actor, Event, Evidence

Window: TypeAlias = tuple[date, date]
Shingle: TypeAlias = tuple[str, ...]

# A report without a date of its own tells of the month before its publication, a plan of the quarter after it.
_BACK = timedelta(days=31)
_AHEAD = timedelta(days=92)
_NEWS = timedelta(days=3)
_SHORT, _LONG = 7, 45  # days: a day's battle is no month's war
SLACK = timedelta(days=1)  # time zones, and papers that count from the day of printing
_NEAR_KM = 50.0
_SHORE = 0.3  # degrees
_COPY = 0.7  # share of word triples that two wire copies of one sentence have in common
_MIN_TRIPLES = 5  # shorter sentences are alike by chance
_WORDY = 0.25  # share of content words in common from which on words speak for one event
_SAME_TOLL = 0.3
_MIN_SHARED = 3
_ASPECTS = 2  # of time, place, actors and words, how many must agree
_ENOUGH = 1.35  # the same day and the same town, or less of these and shared actors or words
_CLOSE = 1.6  # neighbouring kinds need a little more than one kind
COPIED = 4.0
_WORD = re.compile(r"\w+")
_CONTENT = re.compile(r"[^\W\d_]{4,}")
_BROAD = {WherePrec.COUNTRY, WherePrec.LARGER, WherePrec.WATER}


@dataclass(frozen=True, slots=True)
class Traits:
    """What of an event is compared, worked out once.

    Attributes
    ----------
    event
        The event.
    documents
        Who reports it.
    window
        First and last day on which it may have been; ``None`` when nothing bounds it.
    sentences
        Of each of its sentences, the words that tell of it and the word triples.
    words
        Content words of its sentences.
    dead
        How many dead they count; ``None`` when they count none.
    """

    event: Event
    documents: frozenset[str]
    window: Window | None
    sentences: tuple[tuple[frozenset[str], frozenset[Shingle]], ...]
    words: frozenset[str]
    dead: int | None


def traits(event: Event) -> Traits:
    """Return what of an event is compared."""
    texts = [item.text for item in event.evidence]
    return Traits(
        event,
        frozenset(source.doc_id for source in event.sources),
        _window(event),
        tuple((_heads(item), _triples(item.text)) for item in event.evidence),
        _content(texts),
        toll(event.evidence),
    )


def likeness(one: Traits, other: Traits) -> float | None:
    """Return how much speaks for two events being one; 0 when too little does, ``None`` when something forbids it."""
    first, second = one.event, other.event
    if one.documents & other.documents or not default_kinship().akin(first.label, second.label):
        return None
    time, place, actors = _time(one, other), _place(first, second), _actors(first, second)
    if time is not None and is_copy(one, other):
        return COPIED
    if time is None or place is None or actors is None:
        return None
    if _is_planned(first) != _is_planned(second) and not (first.date_prec and second.date_prec):
        return 0.0
    wording = _wording(one, other) + (_SAME_TOLL if one.dead and one.dead == other.dead else 0.0)
    known = (time > 0) + (place > 0) + (actors > 0) + (wording > 0)
    total = time + place + actors + wording
    return total if known >= _ASPECTS and total >= (_ENOUGH if first.label == second.label else _CLOSE) else 0.0


def is_copy(one: Traits, other: Traits) -> bool:
    """Tell whether both tell of the event with the same word of, nearly word for word, the same sentence."""
    return any(
        len(first & second) >= _COPY * len(first | second) and heads & others
        for heads, first in one.sentences
        for others, second in other.sentences
        if min(len(first), len(second)) >= _MIN_TRIPLES
    )


def _is_planned(event: Event) -> bool:
    return event.status in {Status.PLANNED, Status.HYPOTHETICAL}


def _window(event: Event) -> Window | None:
    start, end = event.date_from, event.date_to
    if start is None and end is None:
        return None
    if start is None and end is not None:
        start = end - _BACK if event.date_prec is None else end
    if end is None and start is not None:
        end = start + _AHEAD if event.date_prec is None else start
    return (start, end) if start is not None and end is not None else None


def _time(one: Traits, other: Traits) -> float | None:
    """Return 1 for equal dates, less for compatible ones, ``None`` for contradicting ones."""
    first, second = one.window, other.window
    if first is None or second is None:
        return 0.0
    if min(first[1], second[1]) + SLACK < max(first[0], second[0]):
        return None
    if one.event.date_prec is None or other.event.date_prec is None:
        # News of a day is told within a few: two last days near each other say more than two windows that meet.
        return 0.5 if abs(first[1] - second[1]) <= _NEWS else 0.3
    lengths = sorted((found[1] - found[0]).days + 1 for found in (first, second))
    if lengths[0] <= _SHORT and lengths[1] >= _LONG:
        return None
    if first != second:
        return 0.5
    return 1.0 if one.event.date_prec <= DatePrec.WEEK else 0.6


def _place(one: Event, other: Event) -> float | None:
    """Return 1 for the same place, less for one inside or near the other, ``None`` for places apart."""
    if one.geometry is None or other.geometry is None:
        return 0.0
    # "Off Bukavu" is water, but no wider than the town it is counted from.
    broad = any(item.where_prec in _BROAD and not (item.relation and item.place) for item in (one, other))
    if one.place is not None and other.place is not None:
        close = places_closeness(one.place, other.place, near_km=_NEAR_KM)
        lies_there = close is Closeness.APART and (broad or one.relation or other.relation) and _touch(one, other)
        if close is Closeness.APART and not lies_there:
            return None
        broad = broad or bool(lies_there)
        if broad:
            return 0.4 if one.type is EventType.HAZARD else 0.3  # more attacks than disasters happen in a country
        return {Closeness.SAME: 1.0, Closeness.NEAR: 0.7, Closeness.WITHIN: 0.6}[close]
    first, second = one.geometry.centroid, other.geometry.centroid
    near = distance_km(first.x, first.y, second.x, second.y) <= _NEAR_KM
    return 0.5 if near or one.geometry.intersects(other.geometry) else None


def _touch(one: Event, other: Event) -> bool:
    """Tell whether a wide place reaches the other: "on the Black Sea coast" is where Amasra is, and is in Turkey."""
    if one.geometry is None or other.geometry is None:
        return False
    return bool(one.geometry.distance(other.geometry) <= _SHORE)


def _actors(one: Event, other: Event) -> float | None:
    """Return up to 1 for shared countries or names; ``None`` when both name the countries of one part, and share none.

    A report that names only who did it and one that names only to whom do not contradict each other.
    """
    first, second = (frozenset(actor.country for actor in event.actors if actor.country) for event in (one, other))
    shared = first & second
    if not shared:
        for role in {actor.role for actor in one.actors if actor.country}:
            if any(actor.role is role and actor.country for actor in other.actors):
                return None
    named = 0.5 if _names(one.actors) & _names(other.actors) else 0.0
    return max(named, len(shared) / len(first | second)) if shared else named


def _names(actors: tuple[Actor, ...]) -> frozenset[str]:
    """Return the words of actors' names that are written as names: "Prime Minister Sharif"."""
    return frozenset(word for actor in actors for word in _CONTENT.findall(actor.name) if word[0].isupper())


def _wording(one: Traits, other: Traits) -> float:
    """Return up to .5 for the content words that two reports share."""
    shared = len(one.words & other.words)
    share = shared / min(len(one.words), len(other.words)) if shared >= _MIN_SHARED else 0.0
    return min(0.5, share) if share >= _WORDY else 0.0


def _heads(evidence: Evidence) -> frozenset[str]:
    """Return the words of a sentence that tell of the event; a sign of none where none are marked."""
    marks = [mark for mark in evidence.marks if mark.role == "trigger"]
    return frozenset(
        evidence.text[mark.start - evidence.start : mark.end - evidence.start].casefold() for mark in marks
    ) or frozenset({""})


def _content(texts: list[str]) -> frozenset[str]:
    from spacy.lang.en.stop_words import STOP_WORDS

    return frozenset(word for text in texts for word in _CONTENT.findall(text.casefold()) if word not in STOP_WORDS)


def _triples(text: str) -> frozenset[Shingle]:
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[index : index + 3]) for index in range(len(words) - 2))
