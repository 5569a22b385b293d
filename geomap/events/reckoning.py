"""Dates by arithmetic: "five days after a crash", "within hours of the raid", "closed after two weeks"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.lengths import length_before, of_span
from geomap.events.lexicon import words
from geomap.events.sentences import sentence_of, start_of
from geomap.events.syntax import OBJECTS, SUBJECTS, lemma

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import TimeSpan

_NEXT_DAY = re.compile(r"(?:the )?(?:very )?(?:next|following) (?:day|morning|afternoon|evening|night)", re.IGNORECASE)
_LONGEST = re.compile(r"P(\d+)([DWMY])")
_WITHIN = re.compile(r"\bwithin\s+(?:the\s+(?:next|coming)\s+)?$", re.IGNORECASE)
_SIGNS = {"after": 1, "before": -1, "of": 1}
_LINKS = frozenset({"within", "on", "by"})  # "within hours of", "on the eve of"
_POINTERS = frozenset({"it", "that", "this"})
_COMING = frozenset({"come", "follow", "happen"})
_CLIMB = 4

Reckoned = tuple[date, date, str]  # first and last day, and why


def elapsed(telling: Telling, scene: Scene) -> Reckoned | None:
    """Return the day of what so many days have passed since, or lie ahead of: "Five days after a jet broke apart, ...".

    They are counted back from the day of the main clause, or of the event that it speaks of ("the attack came two days
    after ..."); from publication where it has none.
    """
    for after in _afters(telling):
        length = length_before(after, scene)
        base = (
            _day_of_main_clause(after, scene) or _day_spoken_of(after, telling, scene) or _day_of_writing(after, scene)
        )
        if length is not None and base is not None:
            first, last = length.moved(base, -_SIGNS[after.lower_])
            return first, last, f"“{length.words} {after.lower_}” it, counted from {base.isoformat()}"
    return None


def counted(telling: Telling, scene: Scene) -> Reckoned | None:
    """Return the day that the text counts from another event: "Three days after the quake, the dam burst"."""
    for word in _counters(telling):
        length = length_before(word, scene)
        base = None if length is None else day_of_event(word, telling, scene)
        if length is not None and base is not None:
            first, last = length.moved(base, _SIGNS[word.lower_])
            return first, last, f"“{length.words} {word.lower_}” what was on {base.isoformat()}"
    return None


def within(telling: Telling, scene: Scene) -> Reckoned | None:
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
    """Yield each "after", "before" and "within hours of" of the telling's own clause that brings in something else."""
    verb = telling.trigger.verb or telling.trigger.token
    own = {telling.trigger.token.i, *(token.i for token in telling.trigger.token.ancestors)}
    for _ in range(_CLIMB):
        for child in verb.children:
            if child.i in own or child.dep_ == "mark":
                continue
            if child.lower_ in {"after", "before"}:
                yield child
            elif child.dep_ == "prep" and child.lower_ in _LINKS:
                yield from (low for noun in child.children for low in noun.children if low.lower_ == "of")
            elif child.dep_ == "advcl":
                yield from (low for low in child.children if low.dep_ == "mark" and low.lower_ in {"after", "before"})
        if verb.dep_ != "conj" or verb.head == verb or any(child.dep_ in SUBJECTS for child in verb.children):
            return
        verb = verb.head


def day_of_event(word: Token, telling: Telling, scene: Scene) -> date | None:
    """Return the day of the event that "after" or "before" brings in, wherever the text gives it."""
    below = {token.i: token for token in (word.subtree if word.dep_ == "prep" else word.head.subtree)}
    meant = [item for item in scene.tellings if item.trigger.token.i in below and item is not telling]
    for item in meant:
        for other in (item, *_alike(item, scene)):
            day = None if other is telling else _day_told(other, scene)
            if day is not None:
                return day
    if not meant and any(token.lower_ in _POINTERS for token in below.values()):
        return _day_pointed_at(telling, scene)
    return None if meant else _day_of_named(below.values(), telling, scene)


def _day_pointed_at(telling: Telling, scene: Scene) -> date | None:
    """Return the day of the event that "it" stands for: "over the collapse; he resigned three days after it"."""
    for other in reversed(scene.tellings[: telling.order]):
        if other.trigger.is_noun and not other.is_definite:
            continue
        days = (day for item in _alike(other, scene) if (day := _day_told(item, scene)) is not None)
        return next(days, None) or _day_told(other, scene)
    return None


def _alike(item: Telling, scene: Scene) -> list[Telling]:
    """Return other tellings of such an event: the nearest before it first, then those after it."""
    family, order = item.trigger.kind.family, item.order
    others = [other for other in scene.tellings if other.trigger.kind.family == family and other is not item]
    return sorted(others, key=lambda other: (other.order > order, abs(other.order - order)))


def _day_of_named(tokens: Iterable[Token], telling: Telling, scene: Scene) -> date | None:
    """Return the day of what befell something that is only named: "fifteen days after the Grace 1"."""
    names = {token.text for token in tokens if token.pos_ == "PROPN"}
    for other in reversed(scene.tellings[: telling.order]):
        verb = other.trigger.verb or other.trigger.token
        befallen = [child for child in verb.children if child.dep_ in OBJECTS | {"nsubjpass"}]
        if names & {token.text for child in befallen for token in child.subtree}:
            day = _day_told(other, scene)
            if day is not None:
                return day
    return None


def _day_told(telling: Telling, scene: Scene) -> date | None:
    """Return the day that a telling has: by its own date, or counted from the day of its sentence's main clause."""
    span = None if telling.date is None else scene.times[telling.date.index]
    if span is not None:
        return span.date_from if span.date_from == span.date_to else None
    for after in _afters(telling):
        length, base = length_before(after, scene), _day_of_main_clause(after, scene)
        if length is not None and base is not None and not length.months:
            return length.moved(base, -_SIGNS[after.lower_])[0]
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
            length = None if span is None else of_span(span)
            if length is not None and length.days:
                return end - timedelta(days=length.days)
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
    if trigger.token.dep_ == "pobj" and trigger.token.head.lower_ in {"after", "before"}:
        yield trigger.token.head
    current = trigger.verb or (None if trigger.is_noun else trigger.token)
    for _ in range(_CLIMB):
        if current is None:
            return
        yield from (child for child in current.children if child.dep_ == "mark" and child.lower_ in {"after", "before"})
        current = current.head if current.dep_ == "conj" and current.head != current else None


def _day_of_main_clause(after: Token, scene: Scene) -> date | None:
    """Return the day that the sentence names outside the clause: that of the clause right above first."""
    clause = after.head if after.dep_ == "mark" else after
    inside, above = {token.i for token in clause.subtree}, clause.head
    found = []
    for use in scene.dates_by_sentence.get(start_of(after), ()):
        day = scene.times[use.index].date_from
        if use.head.i not in inside and day is not None and day == scene.times[use.index].date_to:
            found.append((use.governor != above, use.head.i, day))
    return min(found)[2] if found else None


def _day_of_writing(after: Token, scene: Scene) -> date | None:
    """Return the day of publication, where the text has not yet told of a day that the sentence may go on from.

    "The order came three days after ..." goes on from the day told last.
    """
    start = start_of(after)
    told = [use for use in scene.dates if use.head.i < start]
    if not told:
        return scene.parsed.document.published
    verb = after.head.head if after.dep_ == "mark" else after.head
    span = scene.times[told[-1].index]
    return span.date_from if lemma(verb) in _COMING and span.date_from == span.date_to else None


def _day_spoken_of(after: Token, telling: Telling, scene: Scene) -> date | None:
    """Return the day of the event that the main clause speaks of: "the attack came two days after ..."."""
    verb = after.head.head if after.dep_ == "mark" else after.head
    subjects = {child.i for child in verb.children if child.dep_ in SUBJECTS}
    for item in scene.tellings:
        if item is telling or item.trigger.token.i not in subjects or not item.is_definite:
            continue
        before = [other for other in _alike(item, scene) if other.order < item.order and other is not telling]
        return next((day for other in before if (day := _day_told(other, scene)) is not None), None)
    return None
