"""Dates that a text gives by arithmetic: "five days after a crash", "closed on Friday after two weeks", "next day"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import TimeSpan

_DURATION = re.compile(r"P(\d+)([DW])")
_NEXT_DAY = re.compile(r"(?:the )?(?:very )?(?:next|following) (?:day|morning|afternoon|evening|night)", re.IGNORECASE)
_GAP = 1  # characters between "five days" and "after"
_CLIMB = 4


def elapsed(telling: Telling, scene: Scene) -> tuple[date, str] | None:
    """Return the day of what so many days have passed since: "Five days after a jet broke apart, ...".

    They are counted back from the day of the main clause; from publication where it has none.
    """
    for after in _afters(telling):
        span = _lasting(scene, before=after)
        length = None if span is None else _length(span)
        base = _day_of_main_clause(after, scene) or scene.parsed.document.published
        if span is not None and length is not None and base is not None:
            return base - length, f"“{span.surface} after” it, counted back from {base.isoformat()}"
    return None


def began(telling: Telling, end: date, scene: Scene) -> date | None:
    """Return the first day of what ended on a day after a length of time: "closed on Friday after two weeks"."""
    trigger = telling.trigger
    verb = trigger.verb
    if verb is None or not trigger.is_noun or trigger.relation != "subject" or trigger.kind.instant:
        return None
    if verb.lemma_.lower() not in words("closing"):
        return None
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "after":
            span = next((item for item in scene.times if child.idx < item.start < child.idx + 12), None)
            length = None if span is None else _length(span)
            if length is not None:
                return end - length
    return None


def next_day(span: TimeSpan, scene: Scene) -> date | None:
    """Return the day after the one that the story last named, for "the next day"."""
    if not _NEXT_DAY.fullmatch(span.surface):
        return None
    before = [
        item.date_from
        for item in scene.times
        if item.end <= span.start and item.date_from is not None and item.date_from == item.date_to
    ]
    return before[-1] + timedelta(days=1) if before else None


def _afters(telling: Telling) -> Iterator[Token]:
    """Yield each "after" that brings in the telling: before its noun, or at the head of its clause."""
    trigger = telling.trigger
    if trigger.token.dep_ == "pobj" and trigger.token.head.lower_ == "after":
        yield trigger.token.head
    current = trigger.verb
    for _ in range(_CLIMB):
        if current is None:
            return
        yield from (child for child in current.children if child.dep_ == "mark" and child.lower_ == "after")
        current = current.head if current.dep_ == "conj" and current.head != current else None


def _lasting(scene: Scene, *, before: Token) -> TimeSpan | None:
    return next((span for span in scene.times if 0 <= before.idx - span.end <= _GAP), None)


def _length(span: TimeSpan) -> timedelta | None:
    """Return a duration in days or weeks; months and years are too rough to count with."""
    found = _DURATION.fullmatch(span.value)
    if found is None:
        return None
    return timedelta(days=int(found[1]) * (7 if found[2] == "W" else 1))


def _day_of_main_clause(after: Token, scene: Scene) -> date | None:
    """Return the day that the sentence names outside the clause."""
    clause = after.head if after.dep_ == "mark" else after
    inside = {token.i for token in clause.subtree}
    for use in scene.dates_by_sentence.get(after.sent.start, ()):
        span = scene.times[use.index]
        if use.head.i not in inside and span.date_from is not None and span.date_from == span.date_to:
            return span.date_from
    return None
