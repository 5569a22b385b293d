"""Calendar dates as mastheads, datelines, feeds and URLs write them: whole days only, and never a guess.

This is not the reading of time expressions in prose (see ``geomap.temporal``): it answers one question, on which
day was this published, from lines that say nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_NAMES = "|".join(sorted(_MONTHS, key=len, reverse=True))
_MONTH = rf"(?P<month>{_NAMES})\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)"
_ISO = re.compile(rf"(?<![\d/-]){_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?P=sep)(?P<day>\d{{1,2}})(?!\d)")
_WORDED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\w){_DAY}(?:\s+of)?[\s-]+{_MONTH}[\s,-]+{_YEAR}(?!\d)",
        rf"(?<!\w){_MONTH}\s*{_DAY}(?:\s*,\s*|\s+){_YEAR}(?!\d)",
    )
)
# Day, month, year in figures; with dots the day always stands first, with slashes it depends on the country.
_FIGURES = re.compile(rf"(?<![\d/.-])(?P<a>\d{{1,2}})(?P<sep>[./-])(?P<b>\d{{1,2}})(?P=sep){_YEAR}(?!\d)")
_YEARLESS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (rf"(?<!\w){_MONTH}\s*{_DAY}(?!\w)", rf"(?<!\w){_DAY}(?:\s+of)?\s+{_MONTH}(?!\w)")
)
_IN_URL = (
    re.compile(r"[/_-](?P<year>(?:19|20)\d\d)[/_-](?P<month>\d{1,2})[/_-](?P<day>\d{1,2})(?=[/_.?#-]|$)"),
    re.compile(rf"/(?P<year>(?:19|20)\d\d)/(?P<month>{_NAMES})/(?P<day>\d{{1,2}})(?=[/_.?#-]|$)", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>20\d\d|199\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?!\d)"),
)


@dataclass(frozen=True, slots=True, order=True)
class FoundDate:
    """A date and where it stands.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points into the text that was searched, end exclusive.
    day
        The date.
    iso
        Whether it is written year first, as machines do.
    """

    start: int
    end: int
    day: date
    iso: bool = False


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Return every whole date (day, month and year) in ``text``, in order.

    Day and month in figures with slashes or hyphens count only when one of them is above 12 or both are the same:
    3/4/2021 is March to some and April to others.
    """
    found = [_found(match, iso=True) for match in _ISO.finditer(text)]
    for pattern in _WORDED:
        found += [_found(match) for match in pattern.finditer(text)]
    found += [_from_figures(match) for match in _FIGURES.finditer(text)]
    kept: list[FoundDate] = []
    for item in sorted(item for item in found if item is not None):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return tuple(kept)


def find_yearless(text: str) -> tuple[int, int, int, int] | None:
    """Return start, end, month and day of the first date without a year ("Jan. 18", "18 January"), or ``None``."""
    matches = [match for pattern in _YEARLESS if (match := pattern.search(text))]
    if not matches:
        return None
    match = min(matches, key=re.Match.start)
    return match.start(), match.end(), _MONTHS[match["month"].lower()], int(match["day"])


def complete_year(month: int, day: int, near: date) -> date | None:
    """Return the latest such day that is not after ``near``; the day after counts too, for time zones."""
    for year in (near.year + 1, near.year, near.year - 1):
        found = make_day(year, month, day)
        if found is not None and (found - near).days <= 1:
            return found
    return None


def month_number(name: str) -> int | None:
    """Return the number of a month by its English name or abbreviation, or ``None``."""
    return _MONTHS.get(name.lower().rstrip("."))


def date_in_url(url: str) -> date | None:
    """Return the date that a news URL carries in its path (``/2021/01/18/``, ``-20210118``), or ``None``."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url, flags=re.IGNORECASE)
    for pattern in _IN_URL:
        for match in pattern.finditer(path):
            month = match["month"].lower()
            found = make_day(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]))
            if found is not None:
                return found
    return None


def parse_date(value: str) -> date | None:
    """Return the day that a metadata field states (ISO 8601, RFC 2822 or worded), or ``None``.

    The day is the one written, in the time zone written: a paper's 18 January is not turned into the 17th in UTC.
    """
    value = value.strip()
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).date()
    except (ValueError, TypeError, IndexError):
        pass
    found = find_dates(value)
    return found[0].day if found else None


def _found(match: re.Match[str], *, iso: bool = False) -> FoundDate | None:
    month = match["month"].lower()
    day = make_day(int(match["year"]), _MONTHS.get(month) or int(month), int(match["day"]))
    return None if day is None else FoundDate(match.start(), match.end(), day, iso)


def _from_figures(match: re.Match[str]) -> FoundDate | None:
    first, second, year = int(match["a"]), int(match["b"]), int(match["year"])
    day = make_day(year, second, first)
    swapped = None if match["sep"] == "." else make_day(year, first, second)
    if day is not None and swapped is not None and day != swapped:
        return None
    chosen = day or swapped
    return None if chosen is None else FoundDate(match.start(), match.end(), chosen)


def make_day(year: int, month: int, day: int) -> date | None:
    """Return a day, or ``None`` when the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None
