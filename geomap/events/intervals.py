"""Two days as an EDTF interval, and how exactly they date an event."""

from __future__ import annotations

from datetime import date, timedelta

from geomap.model import DatePrec

_WEEK, _MONTH = 7, 31  # days


def interval(start: date | None, end: date | None) -> str:
    """Return an EDTF interval, or a single day."""
    if start is None and end is None:
        return ""
    if start == end and start is not None:
        return start.isoformat()
    return f"{start.isoformat() if start else '..'}/{end.isoformat() if end else '..'}"


def precision(start: date | None, end: date | None) -> DatePrec | None:
    """Return UCDP's ``date_prec`` for an interval."""
    if start is None or end is None:
        return None
    days = (end - start + timedelta(days=1)).days
    if days <= 1:
        return DatePrec.DAY
    if days < _WEEK:
        return DatePrec.DAYS
    if days == _WEEK:
        return DatePrec.WEEK
    return DatePrec.MONTH if days <= _MONTH else DatePrec.YEAR
