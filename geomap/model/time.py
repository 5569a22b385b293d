"""Time expressions, read and normalised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from geomap.model.checks import check_span

if TYPE_CHECKING:
    from datetime import date


class TimexType(StrEnum):
    """TIMEX3 types (Saurí et al. 2006, TimeML annotation guidelines 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Precision(StrEnum):
    """The calendar unit that a time expression states."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class DatePrec(IntEnum):
    """How exactly a date is known; UCDP GED's ``date_prec`` (Högbladh 2023, codebook 23.1)."""

    DAY = 1
    DAYS = 2  # 2 to 6 days
    WEEK = 3
    MONTH = 4
    YEAR = 5


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression with its normalised value.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points into the document's text, end exclusive.
    surface
        ``text[start:end]``.
    type
        TIMEX3 type.
    value
        TIMEX3 value (``2021-02-01``, ``2020-W07``, ``P12D``, ``PRESENT_REF``, ``XXXX-02-01`` when the year is unknown);
        for a joint range the two values with a slash between.
    date_from, date_to
        Both ends of the interval, inclusive; ``None`` for an open or unknown end.
    edtf
        Extended Date/Time Format (Library of Congress, ISO 8601-2): ``2021-02~``, ``../2021-01-18``; ``""`` if none.
    precision
        The unit stated; ``None`` for durations and references.
    range
        Index, in the document's list, of the joint range that this is one end of.
    is_range
        Whether this is a joint range ("From February 1 to 12"), whose ends are listed too.
    anchor
        What a relative value was counted from: ``"published"``, ``"narrative"``, or ``""``.
    """

    start: int
    end: int
    surface: str
    type: TimexType
    value: str
    date_from: date | None = None
    date_to: date | None = None
    edtf: str = ""
    precision: Precision | None = None
    range: int | None = None
    is_range: bool = False
    anchor: str = ""

    def __post_init__(self) -> None:
        check_span(self.start, self.end, "TimeSpan")
        if self.date_from is not None and self.date_to is not None and self.date_from > self.date_to:
            raise ValueError(f"TimeSpan {self.surface!r}: starts {self.date_from}, after its end {self.date_to}")
