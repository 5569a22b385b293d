"""Documents: text as it came, and what is known of it before anyone reads it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geomap.model.checks import check_span

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a document's text.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points, end exclusive.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        check_span(self.start, self.end, "Span")

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


class RegionKind(StrEnum):
    """What a stretch of a document is, besides plain prose."""

    METADATA = "metadata"  # dates, bylines, buttons: never a source of events
    HEADLINE = "headline"
    DATELINE = "dateline"  # "ANKARA, Jan. 18 (Reuters) -": where and when it was written
    CAPTION = "caption"  # a picture's caption: repeats, never announces


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """A stretch of a document that is not plain prose.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points, end exclusive.
    kind
        What the stretch is.
    """

    start: int
    end: int
    kind: RegionKind

    def __post_init__(self) -> None:
        check_span(self.start, self.end, "Region")


@dataclass(frozen=True, slots=True)
class Document:
    """One article or report.

    Attributes
    ----------
    id
        Unique in a run; made from a hash of the content when the input has none.
    text
        The text exactly as it came; all offsets count Unicode code points into it.
    title, url, source, lang
        As the input gives them; ``title`` may be read from the headline region.
    published
        What relative dates are counted from; ``None`` when neither input nor text tells.
    published_from
        Where ``published`` was found: ``"metadata"``, ``"dateline"``, ``"text"``, ``"url"``, ``"option"``.
    mentions
        Spans that the input says are toponyms; recognition is then skipped. ``None`` when it says nothing.
    regions
        Stretches that are not plain prose, in order, not overlapping.
    path
        The file the document came from, as the person named it.
    """

    id: str
    text: str
    title: str | None = None
    url: str | None = None
    source: str | None = None
    lang: str | None = None
    published: date | None = None
    published_from: str | None = None
    mentions: tuple[Span, ...] | None = None
    regions: tuple[Region, ...] = ()
    path: str | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("Document: id must not be empty")
        ends = [span.end for span in self.mentions or ()] + [region.end for region in self.regions]
        if ends and max(ends) > len(self.text):
            raise ValueError(f"Document {self.id}: a span ends at {max(ends)}, after the text ({len(self.text)})")

    def region_at(self, offset: int) -> RegionKind | None:
        """Return the kind of region that holds ``offset``, or ``None`` for plain prose."""
        return next((region.kind for region in self.regions if region.start <= offset < region.end), None)

    def is_told_at(self, offset: int) -> bool:
        """Tell whether ``offset`` stands in what the document tells: bylines and datelines tell of nothing."""
        return self.region_at(offset) not in {RegionKind.METADATA, RegionKind.DATELINE}


@dataclass(frozen=True, slots=True)
class FailedDocument:
    """An input that could not be read: kept in its place in the order, never dropped.

    Attributes
    ----------
    id
        The input's own id, or its path.
    error
        What was wrong and what to do, in words.
    path
        The file the document came from.
    """

    id: str
    error: str
    path: str | None = None
