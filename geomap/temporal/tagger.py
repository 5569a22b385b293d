"""The tagger: lexes a text, reads it, and joins ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from geomap.errors import SettingsError
from geomap.temporal.clock_days import share_days
from geomap.temporal.fiscal import last_month
from geomap.temporal.hemisphere import is_southern
from geomap.temporal.history import is_old_story
from geomap.temporal.lexer import lex
from geomap.temporal.orders import is_day_first
from geomap.temporal.ranges import join
from geomap.temporal.reader import Reader

if TYPE_CHECKING:
    from datetime import date

    from geomap.language import ParsedDocument
    from geomap.model import TimeSpan

VERSION = "2"
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def tag(
    text: str,
    *,
    published: date | None = None,
    parsed: ParsedDocument | None = None,
    south: bool | None = None,
    lean: int = 0,
    day_first: bool | None = None,
) -> tuple[TimeSpan, ...]:
    """Find and read the time expressions of a text.

    Parameters
    ----------
    text
        Any English text.
    published
        What relative dates are counted from; without it they stay unresolved unless the narrative dates them. Where it
        is a ``datetime``, hours and minutes are counted from it too ("two hours ago").
    parsed
        The parse of exactly this text, which decides tenses better than word forms do.
    south
        Whether seasons are those of the southern hemisphere; ``None`` to tell it from the places that the text names.
    lean
        What an incomplete date means where no word tells its tense: 1 the next, -1 the last, 0 as news means it
        (the nearest; for weekdays the last).
    day_first
        Whether 3/4/2021 is 3 April; ``None`` to tell it from the text's own dates ("25/12/2020"), the day of
        publication and the country of the parsed document's source, and to take the month first where all are silent.

    Returns
    -------
    tuple of TimeSpan
        In text order; a joint range stands before its two ends, which point at it.

    Examples
    --------
    >>> from datetime import date
    >>> [span.value for span in tag("It ended last week.", published=date(2021, 1, 18))]
    ['2021-W02']
    """
    moment = published if isinstance(published, datetime) else None
    published = published.date() if isinstance(published, datetime) else published
    lexed = lex(text)
    if south is None:
        south = is_southern(text)
    if day_first is None:
        day_first = is_day_first(lexed, published, parsed.document.url if parsed else None)
    lexed.day_first, lexed.old_story = day_first, is_old_story(lexed, published)
    reader = Reader(
        lexed, published, parsed, published is None or lexed.old_story, south, lean, moment, last_month(text),
        years=_years(parsed) if parsed else (),
    )  # fmt: skip
    return join(text, share_days(text, list(reader.spans())))


def _own(span: TimeSpan, parsed: ParsedDocument) -> TimeSpan:
    """Return a time with the document's own offsets and letters."""
    start, end = parsed.layout.own_start(span.start), parsed.layout.own_end(span.end)
    return replace(span, start=start, end=end, surface=parsed.document.text[start:end])


def _years(parsed: ParsedDocument) -> list[tuple[int, int]]:
    """Return offset and year of lines that say nothing but a year, as above the entries of a chronology."""
    lines = ((line.start, parsed.text[line.start : line.end].strip(" :\t")) for line in parsed.layout.lines)
    return [(start, int(year)) for start, year in lines if _YEAR.fullmatch(year)]


@dataclass(frozen=True, slots=True)
class Tagger:
    """The temporal tagger of the pipeline.

    Attributes
    ----------
    day_first
        Whether 3/4/2021 is 3 April in every text; ``None`` to tell it from each.
    """

    day_first: bool | None = None

    @property
    def id(self) -> str:
        """Name, version and configuration, for provenance."""
        order = "" if self.day_first is None else "-day-first" if self.day_first else "-month-first"
        return f"geomap-temporal-{VERSION}{order}"

    def tag(self, parsed: ParsedDocument) -> tuple[TimeSpan, ...]:
        """Find and read the time expressions of a parsed document, in text order."""
        document = parsed.document
        found = tag(parsed.text, published=document.published, parsed=parsed, day_first=self.day_first)
        if parsed.text == document.text:
            return found
        return tuple(_own(span, parsed) for span in found)


def default_tagger(date_order: str = "") -> Tagger:
    """Return the tagger that geomap uses.

    Parameters
    ----------
    date_order
        Which stands first in 3/4/2021: ``"day"``, ``"month"``, or ``""`` to tell it from each text.

    Raises
    ------
    SettingsError
        If it is none of these.
    """
    orders = {"": None, "day": True, "month": False}
    if date_order not in orders:
        raise SettingsError(f"date_order = {date_order!r} is no order of dates.", "Say day, month, or nothing.")
    return Tagger(orders[date_order])


__all__ = ["Tagger", "default_tagger", "tag"]
