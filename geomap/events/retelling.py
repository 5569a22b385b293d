"""Dates as the story means them: "the next day", "6 November" and "at midnight" told from where the story has got to.

The tagger counts an incomplete date from the day of publication, or from the date named last. Here the parse is known:
which dates carry the story on and which stand beside it. Each expression that leans on the story is read again as if it
were written on the day that the story has reached.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.governing import use_of
from geomap.events.narrating import Tense, clause_tense, moves_story
from geomap.events.rereading import on_the_day, read_again, shifted
from geomap.events.sentences import sentence_starts, start_of
from geomap.events.surfaces import (
    has_year,
    is_bare_day,
    is_by_weekday,
    is_day,
    is_from_now,
    is_from_story,
    is_heading,
    is_incomplete,
    is_pointing,
    is_told_weekday,
    is_weekday,
)
from geomap.model import RegionKind, TimexType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.governing import Use
    from geomap.language import ParsedDocument
    from geomap.model import TimeSpan

_UNREAD = frozenset({RegionKind.HEADLINE, RegionKind.METADATA, RegionKind.DATELINE})
_LENGTHS = frozenset({TimexType.SET, TimexType.DURATION})
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-–•*]\s)")
_LONG_AGO = timedelta(21)
_NEXT_TO = 5  # characters
_MONTH = 31
_OLD_YEARS = 2
_TURN = 60  # days that a story may turn back
_NEAR, _NEAR_EXACT, _MANY = 1, 3, 3  # sentences; dates


@dataclass(slots=True)
class _Story:
    """Where the story has got to.

    Attributes
    ----------
    day
        The day that it stands at.
    until
        The last day of what was named when it came there: a year, a season, a day.
    back
        What the past perfect looks back to, in this paragraph.
    last
        The day that it named last, of these two or to come: "the same day".
    old
        The sentence, counted from 0, that last told of a past long before publication; incomplete dates near it are
        of its year. ``None`` where the text tells of its own time.
    olds
        How many such dates in a row.
    past
        The sentence that told of an earlier year, if the last date did.
    head, heads
        The date at the head of the paragraph, as in a timeline, and the one at the last head.
    named
        The day named last in the paragraph, whatever for.
    is_fresh
        Whether ``day`` was told in the paragraph itself.
    """

    day: date | None = None
    until: date | None = None
    back: date | None = None
    last: date | None = None
    old: int | None = None
    olds: int = 0
    past: int | None = None
    head: date | None = None
    heads: date | None = None
    named: date | None = None
    is_fresh: bool = False

    @property
    def counted_from(self) -> date | None:
        """The day that a mere length of time is counted from."""
        return self.day if self.is_fresh else self.named or self.day

    def begin_paragraph(self) -> None:
        """Forget what holds for one paragraph only."""
        self.back = self.head = self.named = None
        self.is_fresh = False


def retold(parsed: ParsedDocument, times: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Return the time expressions, those that lean on the story read from where it has got to.

    Parameters
    ----------
    parsed
        The document and its parse.
    times
        What the tagger found, in text order; the result has the same length and order.
    """
    document, found, story = parsed.document, list(times), _Story()
    uses = [use for index, span in enumerate(times) if (use := _use(parsed, index, span)) is not None]
    paragraphs = [match.end() for match in _PARAGRAPH.finditer(parsed.text)]
    sentences = {start: number for number, start in enumerate(sentence_starts(parsed.doc))}
    within: dict[int, list[int]] = {}
    for use in uses:
        within.setdefault(start_of(use.head), []).append(use.index)
    last = -1
    for use in uses:
        span = times[use.index]
        if document.region_at(span.start) in _UNREAD:
            continue
        paragraph = bisect_right(paragraphs, span.start)
        if paragraph != last:
            last = paragraph
            story.begin_paragraph()
        found[use.index] = span = on_the_day(shifted(span, parsed.text, story.counted_from))
        start, heading = start_of(use.head), is_heading(span, parsed.text)
        sentence, beside = sentences[start], [found[index] for index in within[start]]
        wider = _wider_before(span, beside)
        base = wider or (story.heads if heading else _base(use, span, story, beside))
        leans = (
            is_incomplete(span)
            if heading or wider
            else _leans(span, use, story, sentence, document.published, told=is_told_weekday(span, parsed.text))
        )
        if base is not None and leans:
            back = 0 if heading else None if _looks_back(use) else _TURN
            for at, item in read_again(use.index, base, found, document.published, back=back):
                found[at] = item
        if heading:
            story.head = story.heads = found[use.index].date_from
        _move(story, found[use.index], use, sentence, document.published)
    return tuple(found)


def _use(parsed: ParsedDocument, index: int, span: TimeSpan) -> Use | None:
    stretch = parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
    return None if stretch is None else use_of(index, stretch.root, is_time=True)


def _looks_back(use: Use) -> bool:
    return use.governor is not None and clause_tense(use.governor) is Tense.PLUPERFECT


def _base(use: Use, span: TimeSpan, story: _Story, beside: Sequence[TimeSpan]) -> date | None:
    """Return the day that an expression leans on: the one named last, or where the story has got to."""
    if is_pointing(span):
        before = [item.date_from for item in beside if item.end <= use.head.idx and is_day(item)]
        return before[-1] if before else story.last
    looks_back = _looks_back(use) or not story.is_fresh
    return story.back if looks_back and story.back is not None else story.day


def _wider_before(span: TimeSpan, beside: Sequence[TimeSpan]) -> date | None:
    """Return the year or month named right before, inside which the expression lies: "two years ago, on 25 October"."""
    for item in beside:
        start, end = item.date_from, item.date_to
        close = 0 <= span.start - item.end <= _NEXT_TO
        if close and start is not None and end is not None and (end - start).days > _MONTH and not is_from_story(span):
            return start + (end - start) / 2
    return None


def _leans(span: TimeSpan, use: Use, story: _Story, sentence: int, published: date | None, *, told: bool) -> bool:
    """Tell whether an expression says its date only together with where the story has got to."""
    if not is_incomplete(span):
        return False
    if (
        is_from_story(span)
        or (is_bare_day(span) and story.is_fresh)
        or (told and _is_long_before(story.day, published))
    ):
        return True
    if is_from_now(span) or (is_weekday(span) and not is_by_weekday(span)):
        return False
    if span.type is TimexType.TIME or is_weekday(span):
        return is_day(span) and (story.is_fresh or not _is_long_before(story.day, published))
    if story.head is not None:
        return _is_long_before(story.head, published)
    return _is_of_old(story, use, sentence, published)


def _is_of_old(story: _Story, use: Use, sentence: int, published: date | None) -> bool:
    """Tell whether a date without a year belongs to the past that the text tells of at length."""
    governor = use.governor or use.head
    if {clause_tense(governor), clause_tense(governor.sent.root)} & {Tense.FUTURE, Tense.PERFECT, Tense.PRESENT}:
        return False
    exact = story.is_fresh and story.day is not None and story.day == story.until
    near = story.past is not None and sentence - story.past <= (_NEAR_EXACT if exact else _NEAR)
    long = story.old is not None and story.olds >= _MANY
    return (near or long) and (published is None or story.day is None or story.day < published)


def _is_long_before(day: date | None, published: date | None) -> bool:
    return published is None or (day is not None and published - day > _LONG_AGO)


def _move(story: _Story, span: TimeSpan, use: Use, sentence: int, published: date | None) -> None:
    """Move the story to a date that carries it on."""
    start = span.date_from
    if start is None or span.date_to is None or span.type in _LENGTHS or span.range is not None:
        return
    if is_day(span):
        story.named = start
    from_now = is_from_now(span) or (is_weekday(span) and span.anchor != "narrative")
    if from_now:
        story.old, story.olds = None, 0
    if not moves_story(use):
        return
    story.past = sentence if published is not None and start.year < published.year and not from_now else None
    if published is not None and start.year <= published.year - _OLD_YEARS and not from_now:
        story.old, story.olds = sentence, story.olds + 1
    elif published is not None and has_year(span):
        story.old, story.olds = None, 0
    story.last = start
    if published is not None and start > published:
        return
    refined = story.day is not None and story.until is not None and story.day <= start <= story.until
    if _looks_back(use) and not refined:
        story.back, story.day = start, story.day or start
    else:
        story.day, story.until, story.back, story.is_fresh = start, span.date_to, None, True
