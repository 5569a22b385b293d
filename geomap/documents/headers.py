"""The lines above a cable or a memorandum: who sends it to whom, when, and what about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from geomap.documents.dates import find_dates, make_day, month_number

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_LABELLED = re.compile(
    r"(?:FM|FROM|TO|INFO|DATE|DTG|REF|REFS|TAGS|CLASS|CLASSIFICATION|PRECEDENCE|PRIORITY|ORIGIN|CC|SENT|VIA|E\.O\. \d+"
    r"|(?:From|To|Date|Sent|Cc|Via|Ref|Reference|Classification|Priority|Distribution):)(?=[\s:])[:.]?\s*\S"
)
_SUBJECT = re.compile(r"(?:SUBJ(?:ECT)?|Subject|Subj|RE|Re)[:.]\s*(?P<about>\S.*)", re.DOTALL)
_GROUP = re.compile(r"\b(?P<day>\d\d)(?:\d{4})[A-Z]? ?(?P<month>[A-Za-z]{3}) ?(?P<year>\d{4}|\d\d)\b")
_SHORT = re.compile(r"\b(?P<day>\d{1,2})[ -](?P<month>[A-Za-z]{3,9})[ -](?P<year>\d\d)\b")
_SENT = re.compile(r"[ZOPR] \d{6}Z? [A-Z]{3} \d\d")
_LEAST = 2
# POSIX strptime's %y: 69 to 99 are the twentieth century's, 00 to 68 the twenty-first's.
_PIVOT = 69
_CENTURY = 100


class Header(NamedTuple):
    """What the head of a cable says.

    Attributes
    ----------
    size
        How many of the lines belong to it.
    subject
        Which of them states what it is about, and where in it that begins; ``None`` for none.
    published
        The day it was sent.
    """

    size: int
    subject: tuple[int, int] | None
    published: date | None


def read_header(lines: Sequence[str]) -> Header | None:
    """Return what the first lines of a text say, where they are the head of a cable or memorandum.

    Parameters
    ----------
    lines
        The first lines, without white space around them.
    """
    subject: tuple[int, int] | None = None
    labelled = size = 0
    published: date | None = None
    for row, line in enumerate(lines):
        about = _SUBJECT.match(line)
        if about is not None and subject is None:
            subject, size = (row, about.start("about")), row + 1
            labelled += 1
        elif _LABELLED.match(line) or _SENT.match(line):
            labelled += 1
            size = row + 1
            published = published or _day_in(line)
        elif row > size + 1 or subject is not None:
            break
    return Header(size, subject, published) if labelled >= _LEAST and size else None


def _day_in(line: str) -> date | None:
    """Return the day that a line of the head states, be it as a date-time group ("231530Z APR 97")."""
    for item in find_dates(line):
        return item.day
    match = _GROUP.search(line) or _SHORT.search(line)
    month = month_number(match["month"]) if match else None
    if match is None or month is None:
        return None
    year = int(match["year"])
    if year < _CENTURY:
        year += 1900 if year >= _PIVOT else 2000
    return make_day(year, month, int(match["day"]))
