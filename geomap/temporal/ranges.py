"""Joint ranges: two dates with a connector, and dates that a word opens at one end ("since", "until", "by")."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.model import Precision, TimeSpan, TimexType
from geomap.temporal.calendar import interval_edtf

if TYPE_CHECKING:
    from collections.abc import Sequence

_FROM = re.compile(r"\b(?P<word>from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_JOIN = re.compile(
    r",?\s*(?P<word>to|through|thru|until|till|and|[-–—]|up to)\s+(?:the\s+)?|[-–—]|(?P<slash>/)", re.IGNORECASE
)
_OPEN = re.compile(
    r"\b(?P<word>since|until|till|by|up to|as of|starting|beginning|through)\s+"
    r"(?:at least\s+|about\s+)?(?:the\s+|on\s+)?$",
    re.IGNORECASE,
)
_LIST = re.compile(r",?\s+(?P<and>and)\s+(?:the\s+)?|,\s*(?:the\s+)?", re.IGNORECASE)
# A length and the day that it begins on; "ten days from Monday" alone is the day at its end.
_BEGINNING = re.compile(
    r"(?:\s+[\w-]+){0,2}?,?\s+(?:which\s+)?(?:(?P<from>from)|starting|beginning|began|begins|started|starts)\s+(?:on\s+)?"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\b(?:for|lasts?|lasted|lasting|take|takes|run|runs|ran)\s+(?:about\s+|some\s+|a\s+)?$", re.IGNORECASE
)
_DAYS = re.compile(r"P(?P<n>\d+)(?P<unit>[DW])")
_STARTS = frozenset({"since", "as of", "starting", "beginning"})


def join(text: str, spans: Sequence[TimeSpan]) -> tuple[TimeSpan, ...]:
    """Add the joint ranges to a list of single dates and number what belongs to which.

    Returns
    -------
    tuple of TimeSpan
        In text order, each range before its ends.
    """
    groups: list[tuple[TimeSpan | None, list[TimeSpan]]] = []
    index = 0
    while index < len(spans):
        one = spans[index]
        two = spans[index + 1] if index + 1 < len(spans) else None
        if (count := _run(text, spans, index)) > 2:
            ends = list(spans[index : index + count])
            groups.append((_stretch(text, ends), ends))
            index += count
            continue
        if two is not None and (joint := _joint(text, one, two) or _lasting(text, one, two)):
            groups.append((joint, [one, two]))
            index += 2
            continue
        groups.append((_opened(text, one), [one]))
        index += 1
    out: list[TimeSpan] = []
    for joint, ends in groups:
        if joint is None:
            out += ends
            continue
        at = len(out)
        out += [joint, *(replace(end, range=at) for end in ends)]
    return tuple(out)


def _run(text: str, spans: Sequence[TimeSpan], index: int) -> int:
    """Return how many days in a row are listed from one on: "5, 6 and 7 July"."""
    last = index
    while last + 1 < len(spans):
        one, two = spans[last], spans[last + 1]
        between = _LIST.fullmatch(text, one.end, two.start)
        if between is None or one.precision is not Precision.DAY or not _adjoin(one, two):
            break
        last += 1
        if between["and"]:
            break
    return last - index + 1


def _stretch(text: str, days: Sequence[TimeSpan]) -> TimeSpan:
    first, last = days[0], days[-1]
    return TimeSpan(
        first.start, last.end, text[first.start : last.end], TimexType.DATE, f"{first.value}/{last.value}",
        first.date_from, last.date_to, f"{first.edtf}/{last.edtf}", Precision.DAY, is_range=True, anchor=last.anchor,
    )  # fmt: skip


def _lasting(text: str, length: TimeSpan, start: TimeSpan) -> TimeSpan | None:
    """Join a length and its begin, as in "for ten days from Monday", "a two-week drill starting on 3 May"."""
    days = _DAYS.fullmatch(length.value)
    if days is None or not _is_date(start) or start.precision is not Precision.DAY:
        return None
    between = _BEGINNING.fullmatch(text, length.end, start.start)
    if between is None or start.date_from is None:
        return None
    if between["from"] and not _FOR.search(text, max(0, length.start - 20), length.start):
        return None
    last = start.date_from + timedelta(days=int(days["n"]) * (7 if days["unit"] == "W" else 1) - 1)
    return TimeSpan(
        length.start, start.end, text[length.start : start.end], TimexType.DATE, f"{start.value}/{last}",
        start.date_from, last, interval_edtf((start.date_from, last)), Precision.DAY, is_range=True,
        anchor=start.anchor,
    )  # fmt: skip


def is_joined(text: str, one: TimeSpan, two: TimeSpan) -> bool:
    """Tell whether two dates stand as the ends of a range: "from A to B", "between A and B", "A - B"."""
    between = _JOIN.fullmatch(text, one.end, two.start)
    if between is None:
        return False
    if between["slash"]:
        return _is_slashed_range(one, two)
    before = _FROM.search(text, max(0, one.start - 16), one.start)
    return (between["word"] or "-").lower() != "and" or (before is not None and before["word"].lower() == "between")


def _is_slashed_range(one: TimeSpan, two: TimeSpan) -> bool:
    """Tell whether a slash stands between the ends of a range: "2019/20", an interval of ISO 8601."""
    return one.surface[:4].isdigit() and one.surface[:4] == one.value[:4] and one.precision is two.precision


def _joint(text: str, one: TimeSpan, two: TimeSpan) -> TimeSpan | None:
    if not (_is_date(one) and (_is_date(two) or two.value == "PRESENT_REF")):
        return None
    between = _JOIN.fullmatch(text, one.end, two.start)
    before = _FROM.search(text, max(0, one.start - 16), one.start)
    if between is None or not _may_join(between, before, one, two):
        return None
    if one.date_from and two.date_to and one.date_from > two.date_to:
        return None
    begins = before is not None and not ((between["word"] or "").lower() == "and" and before["word"].lower() == "from")
    start = before.start() if before is not None and begins else one.start
    edtf = f"{one.edtf}/{two.edtf}" if one.edtf and two.edtf else ""
    if edtf.count("/") > 1:  # an end that is an interval itself, as a business year is
        edtf = interval_edtf((one.date_from, two.date_to))
    return TimeSpan(
        start, two.end, text[start : two.end], TimexType.DATE, f"{one.value}/{two.value}", one.date_from, two.date_to,
        edtf, two.precision or one.precision, is_range=True, anchor=two.anchor,
    )  # fmt: skip


def _may_join(between: re.Match[str], before: re.Match[str] | None, one: TimeSpan, two: TimeSpan) -> bool:
    """Tell whether the sign or word between two dates, with the word before them, makes them the ends of a range."""
    word = (between["word"] or "-").lower()
    if between["slash"]:
        return _is_slashed_range(one, two)
    if two.value == "PRESENT_REF":  # "from 2014 until now", never "1994 - now"
        return before is not None and word not in {"-", "–", "—"}
    if word != "and":
        return True
    # "July and August" is one stretch without a "between".
    return (before is not None and before["word"].lower() == "between") or _adjoin(one, two)


def _adjoin(one: TimeSpan, two: TimeSpan) -> bool:
    """Tell whether the second begins on the day after the first ends."""
    if one.date_to is None or two.date_from is None or one.precision is not two.precision:
        return False
    return (two.date_from - one.date_to).days == 1


def _opened(text: str, one: TimeSpan) -> TimeSpan | None:
    if not _is_date(one):
        return None
    before = _OPEN.search(text, max(0, one.start - 24), one.start)
    if before is None:
        return None
    starts = before["word"].lower() in _STARTS
    first, last = (one.date_from, None) if starts else (None, one.date_to)
    start = before.start()
    return TimeSpan(
        start, one.end, text[start : one.end], TimexType.DATE, f"{one.value}/.." if starts else f"../{one.value}",
        first, last, _open_edtf(one, starts=starts), one.precision, is_range=True, anchor=one.anchor,
    )  # fmt: skip


def _open_edtf(one: TimeSpan, *, starts: bool) -> str:
    if "/" in one.edtf:
        return interval_edtf((one.date_from, None) if starts else (None, one.date_to))
    if not one.edtf:
        return ""
    return f"{one.edtf}/.." if starts else f"../{one.edtf}"


def _is_date(span: TimeSpan) -> bool:
    return span.type in {TimexType.DATE, TimexType.TIME} and not span.is_range and not span.value.endswith("_REF")
