"""Joint ranges: two dates with a connector, and dates that a word opens at one end ("since", "until", "by")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.model import TimeSpan, TimexType
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
        if two is not None and (joint := _joint(text, one, two)):
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
    start = before.start() if before else one.start
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
    return before["word"].lower() == "between" if before else _adjoin(one, two)


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
