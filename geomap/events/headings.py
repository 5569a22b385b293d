"""Dates and places at the head of a paragraph, as in a timeline: "15 August 1998. Omagh. A splinter group ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.model import RegionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Document, Resolution, TimeSpan

_PARAGRAPH = re.compile(r"^[ \t•*-]*(\S.*)$", re.MULTILINE)
_END = re.compile(r"\s*(?:[.:|–—]|-(?=\s))\s+")


@dataclass(frozen=True, slots=True)
class Heading:
    """What the head of a paragraph says of all that the paragraph tells.

    Attributes
    ----------
    date, place
        Indices among the document's time expressions and resolutions; ``None`` for none.
    """

    date: int | None = None
    place: int | None = None


def find_headings(
    document: Document, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
) -> dict[int, Heading]:
    """Return headings by the offset of their paragraph's first word; datelines are none."""
    dates: dict[int, tuple[int, int]] = {}
    for index, span in enumerate(times):
        if span.date_from is not None:
            first = dates.get(span.start, (index, 0))[0]
            dates[span.start] = first, max(span.end, dates.get(span.start, (0, 0))[1])
    places = {item.mention.start: (index, item.mention.end) for index, item in enumerate(resolutions) if item.place}
    found = {}
    for match in _PARAGRAPH.finditer(document.text):
        if document.region_at(match.start(1)) in {RegionKind.DATELINE, RegionKind.METADATA}:
            continue
        heading = _read(document.text, match.start(1), match.end(), dates, places)
        if heading != Heading():
            found[match.start(1)] = heading
    return found


def _read(
    text: str, start: int, end: int, dates: dict[int, tuple[int, int]], places: dict[int, tuple[int, int]]
) -> Heading:
    heading = Heading()
    for _ in range(2):
        told = dates.get(start) if heading.date is None else None
        spot = places.get(start) if told is None and heading.place is None else None
        here = told or spot
        ahead = _END.match(text, here[1], end) if here is not None else None
        if here is None or ahead is None:
            break
        heading = replace(heading, date=here[0]) if told is not None else replace(heading, place=here[0])
        start = ahead.end()
    return heading
