"""Dates that a text gives by arithmetic: "five days after a crash", "closed on Friday after two weeks", "next day"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.sentences import sentence_of
from geomap.events.syntax import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import TimeSpan

_DURATION = re.compile(r"P(\d+)([DW])")
_NEXT_DAY = re.compile(r"(?:the )?(?:very )?(?:next|following) (?:day|morning|afternoon|evening|night)", re.IGNORECASE)
_LONGEST = re.compile(r"P(\d+)([DWMY])")
_WITHIN = re.compile(r"\bwithin\s+(?:the\s+(?:next|coming)\s+)?$", re.IGNORECASE)
_SIGNS = frozenset({"after", "before"})
_THE_DAY = re.compile(r"\b(?<!to )((?:the|a) (day|morning|night|evening|week)) $", re.IGNORECASE)
_LOOK = 14  # characters
_GAP = 1  # characters between "five days" and "after"
_CLIMB = 4


def elapsed(telling: Telling, scene: Scene) -> tuple[date, str] | None:
    """Return the day of what so many days have passed since, or lie ahead of: "Five days after a jet broke apart, ...".

    They are counted back from the day of the main clause; from publication where it has none.
    """
    for after in _afters(telling):
        told = _length_before(after, scene)
        base = _day_of_main_clause(after, scene) or scene.parsed.document.published
        if told is not None and base is not None:
            day = base + told[0] if after.lower_ == "before" else base - told[0]
            return day, f"“{told[1]} {after.lower_}” it, counted from {base.isoformat()}"
    return None


def counted(telling: Telling, scene: Scene) -> tuple[date, str] | None:
    """Return the day that the text counts from another event: "Three days after the quake, the dam burst"."""
    for word in _counters(telling):
        told = _length_before(word, scene)
        base = None if told is None else _day_of_event(word, telling, scene)
        if told is not None and base is not None:
            day = base - told[0] if word.lower_ == "before" else base + told[0]
            return day, f"“{told[1]} {word.lower_}” what was on {base.isoformat()}"
    return None


def within(telling: Telling, scene: Scene) -> tuple[date, date, str] | None:
    """Return the window of what is to come "within three months", from the day that this was said."""
    said = next(
        (
            span.date_from
            for choice in telling.dates
            if (span := scene.times[choice.index]).date_from is not None and span.date_from == span.date_to
        ),
        scene.parsed.document.published,
    )
    sentence = sentence_of(telling.trigger.token)
    for span in scene.times:
        found = _LONGEST.fullmatch(span.value)
        if found is None or said is None or not sentence.start_char <= span.start < sentence.end_char:
            continue
        if _WITHIN.search(scene.parsed.text[: span.start]):
            end = _moved(said, int(found[1]), found[2])
            return said, end, f"within “{span.surface}” of {said.isoformat()}"
    return None


def _moved(day: date, amount: int, unit: str) -> date:
    """Return the day so many days, weeks, months or years later."""
    if unit in {"D", "W"}:
        return day + timedelta(days=amount * (7 if unit == "W" else 1))
    months = day.month - 1 + amount * (12 if unit == "Y" else 1)
    return day.replace(year=day.year + months // 12, month=months % 12 + 1, day=min(day.day, 28))


def _counters(telling: Telling) -> Iterator[Token]:
    """Yield each "after" and "before" of the telling's own clause that brings in something else."""
    verb = telling.trigger.verb or telling.trigger.token
    own = {telling.trigger.token.i, *(token.i for token in telling.trigger.token.ancestors)}
    for _ in range(_CLIMB):
        for child in verb.children:
            if child.i in own:
                continue
            if child.lower_ in _SIGNS:
                yield child
            elif child.dep_ == "advcl":
                yield from (below for below in child.children if below.dep_ == "mark" and below.lower_ in _SIGNS)
        if verb.dep_ != "conj" or verb.head == verb or any(child.dep_ in SUBJECTS for child in verb.children):
            return
        verb = verb.head


def _day_of_event(word: Token, telling: Telling, scene: Scene) -> date | None:
    """Return the day of the event that "after" or "before" brings in, wherever the text gives it."""
    below = {token.i for token in (word.subtree if word.dep_ == "prep" else word.head.subtree)}
    meant = [item for item in scene.tellings if item.trigger.token.i in below and item is not telling]
    for item in meant:
        alike = [other for other in scene.tellings if other.trigger.kind.family == item.trigger.kind.family]
        for other in (item, *alike):
            span = None if other.date is None else scene.times[other.date.index]
            if (
                other is not telling
                and span is not None
                and span.date_from is not None
                and span.date_from == span.date_to
            ):
                return span.date_from
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
    """Yield each "after" or "before" that brings in the telling: before its noun, or at the head of its clause."""
    trigger = telling.trigger
    if trigger.token.dep_ == "pobj" and trigger.token.head.lower_ in _SIGNS:
        yield trigger.token.head
    current = trigger.verb
    for _ in range(_CLIMB):
        if current is None:
            return
        yield from (child for child in current.children if child.dep_ == "mark" and child.lower_ in _SIGNS)
        current = current.head if current.dep_ == "conj" and current.head != current else None


def _length_before(word: Token, scene: Scene) -> tuple[timedelta, str] | None:
    """Return the length of time right before "after" or "before", and its words: "five days", "the day"."""
    span = _lasting(scene, before=word)
    length = None if span is None else _length(span)
    if span is not None and length is not None:
        return length, span.surface
    beside = _THE_DAY.search(scene.parsed.text[max(0, word.idx - _LOOK) : word.idx])
    return None if beside is None else (timedelta(days=7 if beside[2].lower() == "week" else 1), beside[1])


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
    for use in scene.dates_by_sentence.get(sentence_of(after).start, ()):
        span = scene.times[use.index]
        if use.head.i not in inside and span.date_from is not None and span.date_from == span.date_to:
            return span.date_from
    return None
