"""Dates and times of day as the page counts them: whole days, or minutes where an event tells the hour."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from geomap.model import Event

# A column value that says "not known"; no date, coordinate or radius comes near it.
NONE = -(2**31)
UNIX_EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()
MINUTES_PER_DAY = 1440
# An EDTF end with a time of day (ISO 8601-2, level 0). The hour is kept as the text tells it, whatever its zone.
_TIMED = re.compile(r"^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)")


def per_day(events: Iterable[Event]) -> int:
    """Return how many steps of time the page counts a day: 1, or 1,440 where any event tells the hour.

    Minutes since 1970 fit 32 bits from 2113 BC to AD 6053; a map that reaches beyond keeps to days.
    """
    timed = False
    for event in events:
        timed = timed or "T" in event.edtf
        for day in (event.date_from, event.date_to):
            if day is not None and abs(_day(day)) > 2**31 // MINUTES_PER_DAY - 2:
                return 1
    return MINUTES_PER_DAY if timed else 1


def span(event: Event, steps: int) -> tuple[int, int]:
    """Return an event's first and last step, both inclusive; :data:`NONE` for an end that is open or not known.

    Parameters
    ----------
    event
        The event.
    steps
        Steps a day, from :func:`per_day`.
    """
    if steps == 1:
        return _step(event.date_from, 1, 0), _step(event.date_to, 1, 0)
    start, _, end = event.edtf.partition("/") if "/" in event.edtf else (event.edtf, "", event.edtf)
    return _step(event.date_from, steps, _minute(start, 0)), _step(event.date_to, steps, _minute(end, steps - 1))


def _step(day: date | None, steps: int, within: int) -> int:
    return NONE if day is None else _day(day) * steps + within


def _day(day: date) -> int:
    return day.toordinal() - UNIX_EPOCH_ORDINAL


def _minute(edtf: str, otherwise: int) -> int:
    """Return the minute of the day that an EDTF end tells."""
    found = _TIMED.match(edtf)
    return int(found.group(4)) * 60 + int(found.group(5)) if found else otherwise
