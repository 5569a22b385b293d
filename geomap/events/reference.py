"""The date that an event takes from the passage: what the story has told before, where its tense goes on.

An event that nothing in its own sentence dates is of the day that the story stands at, when its clause carries the
story on in the simple past; the past perfect, the present perfect and the present do not. What is to come goes on from
what was said to come.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.events.narrating import Tense, clause_tense, is_foreground, moves_story
from geomap.events.sentences import sentence_of, start_of
from geomap.events.wording import wording
from geomap.model import RegionKind, TimexType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import TimeSpan

_COUNTS = re.compile(r"\s+(?:after|before|later|earlier)\b", re.IGNORECASE)
_BY = re.compile(r"(?:by|until|till|since|before)\b", re.IGNORECASE)
# "in the evening", "afterwards": the story goes on, however much stands between.
_LINKS = re.compile(
    r"\b(?:in the (?:morning|afternoon|evening)|at (?:noon|dawn|dusk|midnight|night)|afterwards?|meanwhile|then)\b",
    re.IGNORECASE,
)
_SINCE_THEN = re.compile(r"\b(?:since then|ever since|since(?=[.;]))", re.IGNORECASE)
_FAR = 8  # sentences
_REACH = 3  # sentences
_AGE = 2  # years
_WIDEST = timedelta(31)
_OTHER = frozenset({RegionKind.HEADLINE, RegionKind.CAPTION})
_APART = wording("story.other_time") | {"after", "following"}
_INTO = frozenset({"of", "in", "into", "for", "to", "about", "over", "on", "against", "object", "with"})
_GOES_ON = frozenset({Tense.PAST, Tense.FUTURE, Tense.PLUPERFECT})


def reference(telling: Telling, scene: Scene) -> int | None:
    """Return the index of the date that the passage gives an event, ``None`` where its tense breaks the story."""
    token = telling.trigger.verb or telling.trigger.token
    tense = clause_tense(token)
    apart = telling.region in _OTHER or telling.trigger.relation in _APART
    if (
        apart
        or points_back(telling, scene)
        or tense not in _GOES_ON
        or not is_foreground(token)
        or _is_counted(telling, scene)
    ):
        return None
    return _before(telling, token, tense, scene)


def points_back(telling: Telling, scene: Scene) -> bool:
    """Tell whether a noun only speaks of what was told before: "demanded an inquiry into the murder of ...".

    One with a date in its own phrase tells something: "the killing of his brother last August".
    """
    trigger = telling.trigger
    first, last = trigger.token.left_edge, trigger.token.right_edge
    if any(first.idx <= scene.times[choice.index].start <= last.idx for choice in telling.dates):
        return False
    return trigger.is_noun and telling.is_definite and telling.reading.status is None and trigger.relation in _INTO


def _is_counted(telling: Telling, scene: Scene) -> bool:
    """Tell whether the sentence counts its time from something else: "took the ship fifteen days after the other"."""
    sentence = sentence_of(telling.trigger.token)
    return any(
        span.type is TimexType.DURATION
        and sentence.start_char <= span.start < sentence.end_char
        and _COUNTS.match(scene.parsed.text, span.end) is not None
        for span in scene.times
    )


def _before(telling: Telling, token: Token, tense: Tense, scene: Scene) -> int | None:
    """Return the date of the nearest sentence before whose tense goes on."""
    sentences = scene.sentence_starts
    here = sentences.index(start_of(token))
    linked = _LINKS.search(sentence_of(token).text) is not None
    looked_back: int | None = None
    for back in range(1, (_FAR if linked else _REACH) + 1):
        start = sentences[max(here - back, 0)]
        if here < back or _is_apart(scene, start, telling.trigger.start, tense, linked=linked):
            break
        uses = scene.dates_by_sentence.get(start, ())
        found = [use for use in uses if _carries(use, tense, scene)]
        if found:
            return None if _is_another_age(found[-1], telling.trigger.start, scene) else found[-1].index
        if _breaks(scene, start, tense):
            break
        if tense is Tense.PAST and looked_back is None and _is_same_paragraph(scene, start, telling):
            looked_back = next((use.index for use in uses if _carries(use, Tense.PLUPERFECT, scene)), None)
    return looked_back


def _is_same_paragraph(scene: Scene, start: int, telling: Telling) -> bool:
    return "\n\n" not in scene.parsed.text[scene.parsed.doc[start].idx : telling.trigger.start]


def since_then(telling: Telling, scene: Scene) -> int | None:
    """Return the index of the date that something has gone on from: "a ceasefire has held since then"."""
    token = telling.trigger.verb or telling.trigger.token
    if clause_tense(token) is not Tense.PERFECT or not _SINCE_THEN.search(sentence_of(token).text):
        return None
    sentences = scene.sentence_starts
    here = sentences.index(start_of(token))
    for start in reversed(sentences[max(0, here - _REACH) : here]):
        uses = [
            use for use in scene.dates_by_sentence.get(start, ()) if _is_due(scene.times[use.index], Tense.PAST, scene)
        ]
        ended = [use for use in uses if scene.times[use.index].date_to is not None]
        if ended:
            return min(ended, key=lambda use: _length(scene.times[use.index])).index
    return None


def _is_apart(scene: Scene, start: int, offset: int, tense: Tense, *, linked: bool) -> bool:
    """Tell whether a sentence belongs to another passage: the past perfect and plans do not reach over paragraphs."""
    text = scene.parsed.text[scene.parsed.doc[start].idx : offset]
    breaks = text.count("\n\n")
    return (
        breaks > (_FAR if linked else 1 if tense is Tense.PAST else 0)
        or scene.region(scene.parsed.doc[start].idx) in _OTHER
    )


def _is_another_age(use: Use, offset: int, scene: Scene) -> bool:
    """Tell whether a date of long ago stands in a paragraph before: the new one speaks of today again."""
    published, day = scene.parsed.document.published, scene.times[use.index].date_from
    if published is None or day is None or day.year > published.year - _AGE:
        return False
    return "\n\n" in scene.parsed.text[use.head.idx : offset]


def _carries(use: Use, tense: Tense, scene: Scene) -> bool:
    """Tell whether a story in a tense stands at a date."""
    span = scene.times[use.index]
    if not moves_story(use) or not _is_narrow(span) or _BY.match(span.surface) is not None:
        return False
    if use.governor is None:
        return True
    return clause_tense(use.governor) is tense and _is_due(span, tense, scene)


def _length(span: TimeSpan) -> timedelta:
    return timedelta.max if span.date_from is None or span.date_to is None else span.date_to - span.date_from


def _is_narrow(span: TimeSpan) -> bool:
    return span.date_from is not None and span.date_to is not None and span.date_to - span.date_from <= _WIDEST


def _is_due(span: TimeSpan, tense: Tense, scene: Scene) -> bool:
    published = scene.parsed.document.published
    if published is None or span.date_from is None:
        return True
    return span.date_from >= published if tense is Tense.FUTURE else span.date_from <= published


def _breaks(scene: Scene, start: int, tense: Tense) -> bool:
    """Tell whether a sentence in between is of another time."""
    root: Token = scene.parsed.doc[start].sent.root
    other = clause_tense(root)
    if tense is Tense.PAST:
        return other in {Tense.FUTURE, Tense.PERFECT}
    return other is not tense
