"""Dates and places at the head of a paragraph, a row, an item of a list, or a section of several paragraphs.

"15 August 1998. Omagh. A splinter group ...", "| 14 April | Nyanya, Abuja | Car bomb |", "EASTERN PROVINCE".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from geomap.language import ParsedDocument
    from geomap.language.layout import Line
    from geomap.model import Resolution, TimeSpan

_END = re.compile(r"\s*(?:[.:|–—]|-(?=\s))\s+|\t\s*")
_AND = re.compile(r"(?:,| and| to| &|/)\s+|/|,?\s*\(")
_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.h]?(?P<minute>[0-5]\d)(?!\d)(?: ?(?P<half>[ap])\.?m)?", re.IGNORECASE)
_TITLE_LETTERS, _TITLE_WORDS = 70, 9
_INTRO_LETTERS = 200
_SHARE = 0.34  # of a title's letters that a place fills which the section is then about
_LOCATING = re.compile(r"(?:\bin|\bat|\bnear|\baround|\bacross|[:–—(-])\s*(?:the\s+)?$", re.IGNORECASE)
_HALF_DAY = 720  # minutes
_FRESH = 3  # days
_PROSE = 120  # letters
_LEVEL = {"item": 9, "colon": 8, "plain": 7, "capitals": 6}


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a paragraph, or of the section it stands in, says of all that it tells.

    Attributes
    ----------
    date, place
        Indices among the document's time expressions and resolutions; ``None`` for none.
    day
        The day of an entry that is headed by the time of day alone.
    section
        A number that is the same for all that stands under one heading.
    is_entry
        Whether the date stands at the head of the paragraph itself, as in a timeline.
    is_row
        Whether the line is a row of a table.
    """

    date: int | None = None
    place: int | None = None
    day: dt.date | None = None
    section: int = 0
    is_entry: bool = False
    is_row: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings of a document, each from where it holds.

    Attributes
    ----------
    starts
        Offsets of lines, in order.
    headings
        What holds from there on.
    """

    starts: tuple[int, ...]
    headings: tuple[Heading, ...]

    def at(self, offset: int) -> Heading:
        """Return the heading of the line that an offset stands in."""
        row = bisect_right(self.starts, offset) - 1
        return self.headings[row] if row >= 0 else Heading()


def outline(parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]) -> Outline:
    """Return the headings of a document; datelines are none."""
    reader = _Reader(parsed, resolutions, times)
    headings = reader.headings()
    return Outline(tuple(line.start for line in parsed.layout.lines), tuple(headings))


class _Reader:
    """Reads the lines of a document from top to bottom, the sections that are open in a stack."""

    def __init__(self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]) -> None:
        self._parsed, self._text, self._lines = parsed, parsed.text, parsed.layout.lines
        self._resolutions, self._times = resolutions, times
        self._dates: dict[int, tuple[int, int]] = {}
        for index, span in enumerate(times):
            if span.date_from is not None:
                first, end = self._dates.get(span.start, (index, 0))
                self._dates[span.start] = first, max(span.end, end)
        self._places = {
            item.mention.start: (index, item.mention.end) for index, item in enumerate(resolutions) if item.place
        }
        self._open: list[tuple[int, Heading]] = []
        self._section = 0
        self._entry = Heading()

    def headings(self) -> list[Heading]:
        days = self._clock_days()
        return [self._of(row, line, days.get(row)) for row, line in enumerate(self._lines)]

    def _of(self, row: int, line: Line, day: dt.date | None) -> Heading:
        region = self._parsed.document.region_at(line.start)
        if region in {RegionKind.METADATA, RegionKind.DATELINE, RegionKind.HEADLINE}:
            return Heading()
        level = self._level(row, line)
        if level and self._is_byline(row, line):
            self._open.append((0, Heading(place=self._told_again(self._place_of_title(line, intro=False)))))
        elif level:
            self._close(level)
            self._section += 1
            told = self._of_title(line, intro=level >= _LEVEL["colon"])
            self._open.append((level, told))
            self._entry = Heading()
        elif line.mark != "-":
            self._close(_LEVEL["item"])
        own = replace(self._own(line), day=day, is_row=line.mark == "|")
        if own.place is not None and self._is_dateline(row, line):
            own = replace(own, place=None)
        if own.date is not None or own.day is not None or own.place is not None:
            own = replace(own, is_entry=own.date is not None or own.day is not None)
            if line.mark != "-":
                self._section += 1
                self._entry = own
        elif line.mark != "-":
            self._entry = Heading()
        return self._merged(own)

    def _merged(self, own: Heading) -> Heading:
        """Return what the line says itself, then what its entry says, then the sections from the innermost out."""
        merged = replace(own, section=self._section)
        for above in (self._entry, *(told for _, told in reversed(self._open))):
            if merged.date is None and merged.day is None:
                merged = replace(merged, date=above.date, day=above.day, is_entry=merged.is_entry or above.is_entry)
            if merged.place is None:
                merged = replace(merged, place=above.place)
        return merged

    def _close(self, level: int) -> None:
        self._open = [item for item in self._open if item[0] < level]

    def _is_byline(self, row: int, line: Line) -> bool:
        """Tell whether a line before all prose dates the whole text, as no later heading has a date."""
        published = self._parsed.document.published
        if published is None or row >= self._first_prose():
            return False
        days = [self._times[index].date_from for index in self._dated(line)]
        if not any(day is not None and abs((published - day).days) <= _FRESH for day in days):
            return False
        later = list(enumerate(self._lines))[row + 1 :]
        return not any(
            self._dated(item) for n, item in later if self._level(n, item) or self._own(item).date is not None
        )

    def _is_dateline(self, row: int, line: Line) -> bool:
        """Tell whether the first prose opens with a desk, "QUETTA: ...", and no later line with a place."""
        if row != self._first_prose() or not self._text[line.start : line.start + 3].isupper():
            return False
        return not any(self._own(item).place is not None for item in self._lines[row + 1 :])

    def _first_prose(self) -> int:
        return next((n for n, item in enumerate(self._lines) if item.end - item.start > _PROSE), len(self._lines))

    def _told_again(self, index: int | None) -> int | None:
        """Return a place that is named in the prose too: a local paper's, not the desk of its correspondent."""
        if index is None:
            return None
        name = self._resolutions[index].mention.surface.casefold()
        uses = sum(item.mention.surface.casefold() == name for item in self._resolutions)
        return index if uses > 1 else None

    def _dated(self, line: Line) -> list[int]:
        """Return the indices of the dates in a line."""
        return [index for start, (index, _) in sorted(self._dates.items()) if line.start <= start < line.end]

    def _level(self, row: int, line: Line) -> int:
        """Return how deep the section is that a line opens; 0 where it opens none."""
        if line.mark.startswith("#"):
            return min(len(line.mark), _LEVEL["capitals"] - 1)
        told = self._text[line.start : line.end].strip()
        after = self._lines[row + 1] if row + 1 < len(self._lines) else None
        if after is None or not told or line.mark == "|":
            return 0
        if told.endswith(":") and after.mark == "-" and len(told) <= _INTRO_LETTERS:
            return _LEVEL["item"]
        return 0 if line.mark or not _is_title(told) else self._level_of_title(line, told, after)

    def _level_of_title(self, line: Line, told: str, after: Line) -> int:
        if told.endswith(":"):
            return _LEVEL["colon"]
        if len(self._text[after.start : after.end]) < len(told):
            return 0
        return _LEVEL["capitals" if self._parsed.document.text[line.start : line.end].isupper() else "plain"]

    def _of_title(self, line: Line, *, intro: bool) -> Heading:
        """Return the date and the place that a title is about."""
        date = next(iter(self._dated(line)), None)
        return Heading(date, self._place_of_title(line, intro=intro))

    def _place_of_title(self, line: Line, *, intro: bool) -> int | None:
        letters = len("".join(self._text[line.start : line.end].split()))
        for index, item in enumerate(self._resolutions):
            mention = item.mention
            if not line.start <= mention.start < line.end or item.place is None:
                continue
            if mention.kind in {MentionKind.DEMONYM, MentionKind.METONYM}:
                continue
            before = self._text[line.start : mention.start]
            if mention.end - mention.start >= _SHARE * letters or _LOCATING.search(before):
                return index
            if not intro and not before.strip():
                return index if mention.kind is MentionKind.LITERAL else None
        return None

    def _own(self, line: Line) -> Heading:
        """Return the date and place that a line opens with: "15 August 1998. Omagh. A car bomb ..."."""
        start, heading = line.start, Heading()
        text = self._parsed.document.text if line.mark == "|" else self._text
        for _ in range(2):
            told = self._dates.get(start) if heading.date is None else None
            here = told or (self._places.get(start) if heading.place is None else None)
            if here is None:
                break
            ahead = _END.match(text, self._past(text, here[1], line.end), line.end)
            if ahead is None:
                break
            heading = replace(heading, date=here[0]) if told is not None else replace(heading, place=here[0])
            start = ahead.end()
        return heading

    def _past(self, text: str, end: int, limit: int) -> int:
        """Return where a list of places or dates ends: "Nyanya, Abuja"."""
        while end < limit:
            joint = _AND.match(text, end, limit)
            follow = None if joint is None else self._places.get(joint.end()) or self._dates.get(joint.end())
            if follow is None:
                return end + text.startswith(")", end)
            end = follow[1]
        return end

    def _clock_days(self) -> dict[int, dt.date]:
        """Return the days of lines that open with a clock time; past midnight the day is the next one.

        The last time told is that of publication, whichever way the log runs.
        """
        published = self._parsed.document.published
        rows = list(self._clock_rows())
        if published is None or len(rows) < 2:
            return {}
        # A step of more than half a day goes past midnight, the other way than it looks.
        steps = [two - one for (_, one), (_, two) in pairwise(rows)]
        if sum((step < 0) != (abs(step) > _HALF_DAY) for step in steps if step) > len(steps) / 2:
            rows.reverse()
        days, day, last = {}, published, None
        for row, minute in reversed(rows):
            if last is not None and minute > last:
                day -= timedelta(1)
            days[row], last = day, minute
        return days

    def _clock_rows(self) -> Iterator[tuple[int, int]]:
        """Yield lines that open with a clock time, in minutes of the day."""
        for row, line in enumerate(self._lines):
            head = next((end for start, end in self._parsed.layout.heads if start == line.start), None)
            clock = _CLOCK.match(self._text, line.start, head) if head is not None else None
            if clock is not None and not self._is_year(clock):
                half = (clock["half"] or "").lower()
                hour = int(clock["hour"]) % 12 + 12 * (half == "p") if half else int(clock["hour"])
                yield row, 60 * hour + int(clock["minute"])

    @staticmethod
    def _is_year(clock: re.Match[str]) -> bool:
        return clock[0].isdigit() and len(clock[0]) == len("1998") and 1900 <= int(clock[0]) < 2060


def _is_title(told: str) -> bool:
    """Tell whether a line is short, no sentence, and begins as titles do."""
    if len(told) > _TITLE_LETTERS or len(told.split()) > _TITLE_WORDS or told[-1] in '.!?;,"”':
        return False
    return any(map(str.isalpha, told)) and (told[0].isupper() or told[0].isdigit())
