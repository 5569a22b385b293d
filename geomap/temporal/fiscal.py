"""Business years: in which month they end, where the text tells it ("fiscal 2013, which ends in March")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from geomap.temporal import calendar
from geomap.temporal.lexicon import load_lexicon
from geomap.temporal.neighbours import any_of

if TYPE_CHECKING:
    from geomap.temporal.context import Context, Resolved
    from geomap.temporal.expressions import CalendarTime

_YEAR = r"\b(?:fiscal|financial|business)(?: year)?(?: \d{4})?,?(?: which| that| year)?"
_ENDS = r"(?P<ends>ends|ended|ending|closes|closed|runs to|runs through)"
_BEGINS = r"(?P<begins>begins|began|beginning|starts|started|starting|runs from)"


@cache
def _pattern() -> re.Pattern[str]:
    months = any_of(_months())
    return re.compile(
        rf"{_YEAR} (?:{_ENDS}|{_BEGINS}) (?:on |in |at the end of |the end of )?(?:\d\d? )?(?P<month>{months})\b",
        re.IGNORECASE,
    )


@cache
def _months() -> dict[str, int]:
    lexicon = load_lexicon()
    codes = {lexicon.codes["month"], lexicon.codes["month_word"]}
    return {word: int(str(value)) for word, (code, value) in lexicon.words.items() if code in codes}


def last_month(text: str) -> int | None:
    """Return the month (1 to 12) in which the business year of a text ends, ``None`` where it does not tell.

    Examples
    --------
    >>> last_month("Sales fell in fiscal 2013, which ends in March.")
    3
    >>> last_month("The fiscal year begins on October 1.")
    9
    """
    found = _pattern().search(text)
    if found is None:
        return None
    month = _months()[found["month"].lower()]
    return month if found["ends"] else (month - 2) % 12 + 1


def placed(time: CalendarTime, found: Resolved, context: Context) -> Resolved:
    """Move a business year or quarter to the months that it has; it bears the number of the year in which it ends.

    Parameters
    ----------
    time
        What is said.
    found
        Its value, with the days of the calendar year.
    context
        Tells the month in which the business year ends, and the day of publication: a quarter whose year is not said
        is the last of its number that was over by then.
    """
    months = calendar.MONTHS_IN[time.unit] if time.unit in {"year", "quarter", "half"} else 0
    if not time.fiscal or not months or context.fiscal in {None, 12} or found.date_from is None:
        return found
    begin = calendar.add_months(found.date_from, (context.fiscal or 12) - 12)
    first, last = calendar.month_interval(begin.year, begin.month, months)
    year, today = found.date_from.year, context.published
    while time.year is None and today is not None and calendar.add_months(last, 12) < today:
        first, last = calendar.month_interval(first.year + 1, first.month, months)
        year += 1
    value = f"{year:04d}{found.value[4:]}"
    return replace(found, value=value, date_from=first, date_to=last, edtf=f"{first:%Y-%m}/{last:%Y-%m}")
