"""What an expression is counted from, and the value it gets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.model import TimexType
from geomap.temporal import calendar

if TYPE_CHECKING:
    from datetime import date, datetime

    from geomap.model import Precision

PUBLISHED = "published"
NARRATIVE = "narrative"


@dataclass(frozen=True, slots=True)
class Resolved:
    """The value of a time expression; the fields are those of :class:`geomap.model.TimeSpan`."""

    type: TimexType
    value: str
    date_from: date | None = None
    date_to: date | None = None
    edtf: str = ""
    precision: Precision | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What an expression is counted from.

    Attributes
    ----------
    published
        The publication date, or ``None``.
    told
        The last date that the narrative told of, or ``None``.
    told_day
        Whether ``told`` was said to the day.
    told_exact
        The last date told of that was said to the day.
    quarter
        A day of the last quarter told of nearby, or ``None``.
    history
        Whether the text is a history: dates without a year follow the narrative, not the publication.
    direction
        -1 where the words around speak of the past, 1 of the future, 0 where they do not say.
    governed
        Whether the verb right above the date says so, and not one further away.
    south
        Whether seasons are those of the southern hemisphere.
    lean
        Whether ``direction`` is a wish of the caller, which a near date does not overrule.
    moment
        The moment of publication, where the hour is known.
    fiscal
        The month in which the business year ends, where the text tells it.
    """

    published: date | None
    told: date | None = None
    told_day: bool = False
    told_exact: date | None = None
    quarter: date | None = None
    history: bool = False
    direction: int = 0
    governed: bool = False
    south: bool = False
    lean: bool = False
    moment: datetime | None = None
    fiscal: int | None = None

    @property
    def anchor(self) -> tuple[date | None, str]:
        """The day that incomplete dates are counted from, and which one it is."""
        if self.told is not None and (self.history or self.published is None):
            return self.told, NARRATIVE
        return self.published, PUBLISHED if self.published else ""


def dated(
    unit: str,
    value: str,
    span: calendar.Interval | None,
    *,
    part: str = "",
    clock: str = "",
    anchor: str = "",
    south: bool = False,
    today: date | None = None,
) -> Resolved:
    """Make the value of a calendar unit, with its part and time of day; "earlier" ends and "later" begins ``today``."""
    edtf = calendar.edtf_of(value, span, south=south)
    if part and edtf and "/" not in edtf:
        edtf += "~"
    if span and part in {"earlier", "later"} and today and span[0] <= today <= span[1]:
        span = (span[0], today) if part == "earlier" else (today, span[1])
    elif span and part:
        span = calendar.narrow(unit, span, {"earlier": "early", "later": "late"}.get(part, part))
    first, last = span or (None, None)
    kind = TimexType.TIME if clock else TimexType.DATE
    return Resolved(kind, value + clock, first, last, edtf, calendar.PRECISION[unit], anchor)
