"""The tagger: lexes a text, matches the grammar, gives each match its value, and joins ranges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.model import RegionKind, TimeSpan, TimexType
from geomap.temporal.expressions import CalendarTime, Shifted
from geomap.temporal.filters import is_time
from geomap.temporal.grammar import load_grammar
from geomap.temporal.lexer import lex
from geomap.temporal.ranges import join
from geomap.temporal.readings import read, read_range
from geomap.temporal.resolving import Context, Resolved, resolve
from geomap.temporal.tense import direction_by_parse, direction_by_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geomap.language import ParsedDocument
    from geomap.temporal.expressions import Expression
    from geomap.temporal.grammar import Match
    from geomap.temporal.tokens import Lexed

VERSION = "1"
_ASIDE = frozenset({RegionKind.METADATA, RegionKind.DATELINE})


@dataclass(slots=True)
class _Run:
    """One text being read: what it is and what has been told so far."""

    lexed: Lexed
    published: date | None
    parsed: ParsedDocument | None
    history: bool
    told: date | None = None

    def spans(self) -> Iterator[TimeSpan]:
        for match in load_grammar().matches(self.lexed):
            if match.rule.read in {"range", "year_span"}:
                yield from self._range(match)
            elif is_time(match, self.lexed) and (said := read(match)) is not None:
                tokens = self.lexed.tokens
                yield self._span(tokens[match.first].start, tokens[match.last - 1].end, said)

    def _context(self, start: int, end: int, said: Expression) -> Context:
        direction = 0
        if isinstance(said, CalendarTime) and said.year is None and said.turn is None:
            direction = self._direction(start, end)
        return Context(self.published, self.told, self.history, direction)

    def _direction(self, start: int, end: int) -> int:
        if self.parsed is not None:
            return direction_by_parse(self.parsed, start, end)
        return direction_by_words(self.lexed.text, start, end)

    def _span(self, start: int, end: int, said: Expression) -> TimeSpan:
        found = resolve(said, self._context(start, end, said))
        self._tell(start, found, said)
        return self._made(start, end, found)

    def _made(self, start: int, end: int, found: Resolved) -> TimeSpan:
        return TimeSpan(
            start, end, self.lexed.text[start:end], found.type, found.value, found.date_from, found.date_to, found.edtf,
            found.precision, anchor=found.anchor,
        )  # fmt: skip

    def _tell(self, start: int, found: Resolved, said: Expression) -> None:
        """Remember the last date told of; bylines and datelines tell of nothing."""
        if found.date_from is None or not isinstance(said, CalendarTime | Shifted):
            return
        if self.parsed is not None and self.parsed.document.region_at(start) in _ASIDE:
            return
        self.told = found.date_from

    def _range(self, match: Match) -> Iterator[TimeSpan]:
        ends = read_range(match)
        if ends is None:
            return
        first, last = ends
        tokens = self.lexed.tokens
        start, end = tokens[match.first].start, tokens[match.last - 1].end
        one = resolve(first, self._context(start, end, first))
        if one.date_from is not None and last.year is None:
            last = replace(last, year=one.date_from.year + (1 if (last.month or 0) < one.date_from.month else 0))
        two = resolve(last, self._context(start, end, last))
        if one.date_from and two.date_from and one.date_from > two.date_from:
            first = replace(first, year=one.date_from.year - 1)
            one = resolve(first, self._context(start, end, first))
        if "to" not in match.spans:  # "1998-99" is one word: the range stands alone
            yield replace(self._made(start, end, two), value=f"{one.value}/{two.value}", date_from=one.date_from,
                          edtf=f"{one.edtf}/{two.edtf}", is_range=True)  # fmt: skip
            return
        split = match.spans["to"]
        begin = match.spans["from"] + 1 if "from" in match.spans else match.first
        yield self._made(tokens[begin].start, tokens[split - 1].end, one)
        yield self._made(tokens[split + 1].start, end, two)
        self._tell(start, two, last)


def tag(text: str, *, published: date | None = None, parsed: ParsedDocument | None = None) -> tuple[TimeSpan, ...]:
    """Find and read the time expressions of a text.

    Parameters
    ----------
    text
        Any English text.
    published
        What relative dates are counted from; without it they stay unresolved unless the narrative dates them.
    parsed
        The parse of exactly this text, which decides tenses better than word forms do.

    Returns
    -------
    tuple of TimeSpan
        In text order; a joint range stands before its two ends, which point at it.

    Examples
    --------
    >>>     >>> [span.value for span in tag("It ended last week.", published=date(2021, 1, 18))]
    ['2021-W02']
    """
    run = _Run(lex(text), published, parsed, history=published is None)
    return join(text, list(run.spans()))


class Tagger:
    """The temporal tagger of the pipeline."""

    @property
    def id(self) -> str:
        """Name and version, for provenance."""
        return f"geomap-temporal-{VERSION}"

    def tag(self, parsed: ParsedDocument) -> tuple[TimeSpan, ...]:
        """Find and read the time expressions of a parsed document, in text order."""
        return tag(parsed.document.text, published=parsed.document.published, parsed=parsed)


def default_tagger() -> Tagger:
    """Return the tagger that geomap uses."""
    return Tagger()


__all__ = ["Tagger", "TimexType", "default_tagger", "tag"]
