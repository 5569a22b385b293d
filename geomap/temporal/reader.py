"""One text being read: each match of the grammar gets its value from what has been told so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geomap.model import Precision, TimeSpan
from geomap.temporal.calendar import add
from geomap.temporal.context import Context, Resolved, dated
from geomap.temporal.expressions import (
    CalendarTime,
    FromTime,
    NthTime,
    SamePeriod,
    Shifted,
    needs_tense,
)
from geomap.temporal.filters import is_time
from geomap.temporal.grammar import load_grammar
from geomap.temporal.ranges import is_joined
from geomap.temporal.read_hours import Hours, read_hours
from geomap.temporal.readings import LIST_READINGS, RANGE_READINGS, Ends, Listed, read, read_list, read_range
from geomap.temporal.resolving import resolve
from geomap.temporal.tense import direction_by_words
from geomap.temporal.tense_parse import direction_by_parse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from geomap.language import ParsedDocument
    from geomap.temporal.expressions import Expression
    from geomap.temporal.grammar import Match
    from geomap.temporal.tokens import Lexed

# "A year earlier" means the quarter of the year before where a quarter was told of within so many characters.
_QUARTER_REACH = 1500
# A time of day alone belongs to a day told of within so many characters.
_CLOCK_REACH = 150
# "It lasted until the fall of Budapest in February 1945": how far before a date its "until" may stand.
_UNTIL_REACH = 60
_UNTIL = re.compile(r"\b(?:until|till)\s+(?:the|its|his|their)\s[^.;:,()]*$", re.IGNORECASE)


def _read(match: Match) -> Expression | Ends | Hours | Listed | None:
    if match.rule.read in LIST_READINGS:
        return read_list(match)
    if match.rule.read in RANGE_READINGS:
        return read_range(match)
    if match.rule.read == "hours":
        return read_hours(match)
    return read(match) if is_time(match) else None


@dataclass(slots=True)
class Reader:
    """What a text is, and what has been told so far.

    Attributes
    ----------
    lexed
        The text.
    published, parsed, history, south, lean
        As in :func:`geomap.temporal.tag`; ``history`` as in :class:`Context`.
    moment, fiscal
        The moment of publication, where the hour is known; the month in which the business year ends.
    told, told_at, told_day, told_exact
        The last date told of, where it stands, whether it was said to the day, and the last that was.
    quarter, quarter_at
        A day of the last quarter told of, and where it stands.
    years
        Offset and year of headings that are nothing but a year, in order.
    """

    lexed: Lexed
    published: date | None
    parsed: ParsedDocument | None
    history: bool
    south: bool = False
    lean: int = 0
    moment: datetime | None = None
    fiscal: int | None = None
    told: date | None = None
    told_at: int = -1
    told_day: bool = False
    told_exact: date | None = None
    quarter: date | None = None
    quarter_at: int = 0
    years: Sequence[tuple[int, int]] = ()

    def spans(self) -> Iterator[TimeSpan]:
        """Yield the single times in text order, the ends of ranges among them."""
        found: Iterator[tuple[Match, Expression | Ends | Hours | Listed]] = load_grammar().readings(self.lexed, _read)
        before: TimeSpan | None = None
        open_year: CalendarTime | None = None
        for match, said in found:
            if isinstance(said, Ends):
                ends = list(self._range(match, *said))
            elif isinstance(said, Hours):
                ends = list(self._hours(match, said))
            elif isinstance(said, Listed):
                ends = list(self._listed(match, said))
            else:
                ends = [self._span(match.start, match.end, said)]
            if before is not None:
                joined = is_joined(self.lexed.text, before, ends[0])
                if joined and open_year is not None and isinstance(said, CalendarTime):
                    before, ends[0] = self._agree(before, ends[0], open_year, said)
                yield before
            yield from ends[:-1]
            before = ends[-1]
            open_year = said if isinstance(said, CalendarTime) and said.year is None and said.turn is None else None
        if before is not None:
            yield before

    def _agree(
        self, one: TimeSpan, two: TimeSpan, first: CalendarTime, last: CalendarTime
    ) -> tuple[TimeSpan, TimeSpan]:
        """Let the ends of a range agree: "late September to mid-November 2020", "from Monday to Thursday"."""
        if last.year is not None and not last.short and first.month is not None:
            year = last.year - (1 if first.month > (last.month or 12) else 0)
            found = resolve(replace(first, year=year), Context(self.published))
            return self._made(one.start, one.end, found), two
        if last.weekday and not last.day and one.date_from and two.date_from and two.date_from < one.date_from:
            later = Context(one.date_from, direction=1)
            return one, self._made(two.start, two.end, replace(resolve(last, later), anchor=two.anchor))
        return one, two

    def _context(self, start: int, end: int, said: Expression) -> Context:
        direction, governed, told = 0, False, self.told
        if needs_tense(said):
            direction, governed = self._direction(start, end, said)
            direction = direction or self.lean
        if isinstance(said, Shifted) and said.clock and not said.amount and start - self.told_at > _CLOCK_REACH:
            told = None
        history, told = self._under_year(start, told)
        near = self.quarter if start - self.quarter_at < _QUARTER_REACH else None
        return Context(
            self.published,
            told,
            told_day=self.told_day,
            told_exact=self.told_exact,
            quarter=near,
            history=history,
            direction=direction,
            governed=governed,
            south=self.south,
            lean=self.lean != 0,
            moment=self.moment,
            fiscal=self.fiscal,
        )

    def _under_year(self, start: int, told: date | None) -> tuple[bool, date | None]:
        """Return whether the narrative anchors a date, and the last date told: a heading "2012" dates what is below."""
        row = bisect_right(self.years, (start, 0)) - 1
        if row < 0:
            return self.history, told
        year = self.years[row][1]
        return True, told if told is not None and told.year == year else date(year, 1, 1)

    def _direction(self, start: int, end: int, said: Expression) -> tuple[int, bool]:
        """Return the tense, and whether the verb right above the date tells it."""
        by_words = direction_by_words(self.lexed.text, start, end)
        if self.parsed is not None and by_words.certain is False:
            by_parse = direction_by_parse(self.parsed, start, end)
            if _is_weekday(said) and by_parse.direction > 0 >= by_words.direction and not by_parse.governed:
                return by_words.direction, False  # "the drop on Wednesday": a verb further off says little
            return by_parse.direction or by_words.direction, by_parse.governed
        return by_words.direction, False

    def _span(self, start: int, end: int, said: Expression) -> TimeSpan:
        found = resolve(said, self._context(start, end, said))
        self._tell(start, found, said)
        return self._made(start, end, found)

    def _made(self, start: int, end: int, found: Resolved) -> TimeSpan:
        surface = self.lexed.text[start:end]
        return TimeSpan(
            start, end, surface, found.type, found.value, found.date_from, found.date_to, found.edtf, found.precision,
            anchor=found.anchor,
        )  # fmt: skip

    def _tell(self, start: int, found: Resolved, said: Expression) -> None:
        """Remember the last date told of; bylines and datelines tell of nothing."""
        if found.date_from is None or not isinstance(said, CalendarTime | Shifted | FromTime | NthTime | SamePeriod):
            return
        if self.parsed is not None and not self.parsed.document.is_told_at(start):
            return
        if found.precision is Precision.QUARTER:
            if isinstance(said, CalendarTime) or (
                isinstance(said, SamePeriod) and not said.years and said.year is None
            ):
                self.quarter, self.quarter_at = found.date_from, start
            return
        if isinstance(said, Shifted) and ((not said.amount and said.clock) or (self.history and not said.narrative)):
            return
        if self._is_citation(start, found) or self._stays_inside(found, said) or self._looks_ahead(start, said):
            return
        self.told, self.told_at, self.told_day = found.date_from, start, found.date_from == found.date_to
        if self.told_day:
            self.told_exact = found.date_from
        elif self.told_exact and not found.date_from <= self.told_exact <= (found.date_to or found.date_from):
            self.told_exact = None

    def _stays_inside(self, found: Resolved, said: Expression) -> bool:
        """Tell whether a year is named that the story is in already, or that it only looks back to."""
        if found.precision is not Precision.YEAR or found.date_from is None or self.told is None:
            return False
        looks_back = isinstance(said, Shifted) and (said.amount or 0) < 0
        return looks_back or (found.date_from <= self.told <= (found.date_to or found.date_from))

    def _looks_ahead(self, start: int, said: Expression) -> bool:
        """Tell whether a story looks ahead to how long something was to last, and goes on before that."""
        dated = self.history and isinstance(said, CalendarTime) and said.year is not None
        return dated and _UNTIL.search(self.lexed.text[max(0, start - _UNTIL_REACH) : start]) is not None

    def _is_citation(self, start: int, found: Resolved) -> bool:
        """Tell whether a year stands alone in brackets, as in "Appleman (1998)"."""
        text = self.lexed.text
        return (
            found.precision is Precision.YEAR and text[start - 1 : start] == "(" and text[start + 4 : start + 5] == ")"
        )

    def _hours(self, match: Match, hours: Hours) -> Iterator[TimeSpan]:
        tokens, split = self.lexed.tokens, match.spans["to"]
        day = resolve(hours.day, self._context(match.start, match.end, hours.day))
        begin = match.spans["from"] + 1 if match.spans.get("from") == match.first else match.first
        ends = ((begin, split, hours.first, 0), (split + 1, match.last, hours.last, int(hours.overnight)))
        self._tell(match.start, day, hours.day)
        for first, last, clock, nights in ends:
            when = add(day.date_from, "day", nights) if day.date_from else None
            value = when.isoformat() if when else day.value.partition("T")[0]
            yield self._made(
                tokens[first].start,
                tokens[last - 1].end,
                dated("day", value, (when, when) if when else None, clock=clock, anchor=day.anchor),
            )

    def _listed(self, match: Match, said: Listed) -> Iterator[TimeSpan]:
        """Yield the days of one month, all of the year of the first."""
        tokens, year = self.lexed.tokens, said.days[0].year
        for number, (day, at) in enumerate(zip(said.days, said.at, strict=True)):
            start = match.start if number == 0 else tokens[at].start
            end = match.end if number == len(said.at) - 1 else tokens[at].end
            found = resolve(replace(day, year=year), self._context(match.start, match.end, day))
            year = year or (found.date_from.year if found.date_from else None)
            self._tell(start, found, day)
            yield self._made(start, end, found)

    def _range(self, match: Match, first: CalendarTime, last: CalendarTime) -> Iterator[TimeSpan]:
        tokens = self.lexed.tokens
        start, end = match.start, match.end
        if self.history and first.year is None and last.year is None and (first.month or 0) > (last.month or 0):
            # "From October to March" in a story that has come to March has just ended.
            ended = resolve(last, self._context(start, end, last))
            last = replace(last, year=ended.date_from.year) if ended.date_from else last
        one = resolve(first, self._context(start, end, first))
        if first.year is None and last.year is not None:
            year = last.year - (1 if (first.month or 0) > (last.month or 0) else 0)
            one = resolve(replace(first, year=year), self._context(start, end, first))
        elif one.date_from is not None and last.year is None:
            last = replace(last, year=one.date_from.year + (1 if (last.month or 0) < one.date_from.month else 0))
        elif one.date_from is not None and first.year == last.year and (first.month or 0) > (last.month or 0):
            one = resolve(replace(first, year=(first.year or 1) - 1), self._context(start, end, first))
        two = resolve(last, self._context(start, end, last))
        if "to" not in match.spans:  # "1998-99" is one word
            yield self._made(start, start + 4, one)
            yield self._made(start + 5, end, two)
            self._tell(start, two, last)
            return
        split = match.spans["to"]
        begin = match.spans["from"] + 1 if "from" in match.spans else match.first
        yield self._made(tokens[begin].start, tokens[split - 1].end, one)
        yield self._made(tokens[split + 1].start, end, two)
        self._tell(start, two, last)


def _is_weekday(said: Expression) -> bool:
    return isinstance(said, CalendarTime) and said.weekday is not None and said.day is None
