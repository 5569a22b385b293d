"""Datelines: "ANKARA, Jan. 18 (Reuters) —", where and when a story was written, by whose correspondent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.documents.dates import complete_year, find_dates, find_yearless, make_day, month_number

if TYPE_CHECKING:
    from datetime import date

_MAX_DATELINE = 160
_PLACE_WORD = r"[^\W\d_a-z][\w'’.-]*"
_CAPITALS = r"[^\W\d_a-z][^\W\d_a-z'’.-]+(?:[ -](?:[^\W\d_a-z'’.-]+|[dD]e|[lL]a|[eE]l|[aA]l))*"
_MORE = rf"(?:(?:, | and |/){_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}}){{0,2}}(?: \([^\W\d_a-z][^()\n]{{1,20}}\))?"
_AGENCY = r"(?P<agency>[(/\[][^()\[\]/\n]{2,60}[)/\]])"
_MONTH = r"(?i:(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6})\.?"
_WEEKDAY = r"(?i:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,? "
_DAY = (
    rf"(?P<date>(?:{_WEEKDAY})?(?:{_MONTH} ?\d{{1,2}}(?:,? (?:19|20)\d\d)?"
    rf"|\d{{1,2}} {_MONTH}(?:,? (?:(?:19|20)\d\d|\d\d))?)(?!\d))"
)
_DASH = r"(?P<dash>[—–―]|--|[-_](?=\s|$))"
# Capitals, or a place in mixed case that a date or an agency follows.
_PATTERNS = (
    re.compile(rf"(?P<place>{_CAPITALS}{_MORE})(?:[,.]? {_DAY}[.,]?)?(?: ?{_AGENCY})?\s*{_DASH}"),
    re.compile(rf"(?P<place>{_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}}{_MORE})[,.]? {_DAY}[.,]?(?: ?{_AGENCY})?\s*{_DASH}"),
    re.compile(rf"(?P<place>{_PLACE_WORD}(?: {_PLACE_WORD}){{0,2}}{_MORE}) ?{_AGENCY}\s*{_DASH}"),
    # An agency before the place, or a colon after the date: "(Agencies) PESHAWAR, Jan 30, 2023 -", "BALASORE, June 4:".
    re.compile(
        rf"(?:[(\[][^()\[\]\n]{{2,60}}[)\]] ?)?(?P<place>{_CAPITALS}{_MORE})[,.]? {_DAY}[.,]?\s*(?:{_DASH}|:(?=\s))"
    ),
    # TASS and Xinhua close the dateline with their name: "MOSCOW, January 18. /TASS/."
    re.compile(rf"(?P<place>{_CAPITALS}{_MORE}),? {_DAY}\.? ?{_AGENCY}[.:]?(?=\s|$)"),
    re.compile(rf"(?P<place>{_AGENCY})\s*{_DASH}"),
    re.compile(rf"(?P<place>(?!\w{{1,3}}:){_CAPITALS}(?:, {_PLACE_WORD})?):(?=\s)"),
)
_SPEAKER = re.compile(rf"^{_CAPITALS}:\s", re.MULTILINE)
# Words in capitals before a colon or dash that are calls for attention, not places.
_CALL = re.compile(
    r"ADVISORY|ALERT|ANALYSIS|ATTENTION|BREAKING|BRIEF|CORRECTION|DEVELOPING|EDITORIAL|EXCLUSIVE|EXPLAINER|FACTBOX"
    r"|FILE|FLASH|LIVE|NEWS|NOTE|OPINION|PHOTO|PHOTOS|PICTURES|PODCAST|REPORT|SPECIAL|TIMELINE|UPDATE|UPDATED|URGENT"
    r"|VIDEO|WATCH|WRAPUP"
)
_SHORT_YEAR = re.compile(rf"(?P<day>\d{{1,2}}) (?P<month>{_MONTH}),? (?P<year>\d\d)(?!\d)")
# POSIX strptime's %y: 69 to 99 are the twentieth century's, 00 to 68 the twenty-first's.
_PIVOT = 69


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline and where it stands.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points into the text, end exclusive.
    text
        The dateline.
    is_sure
        Whether a date, an agency or a dash marks it; a mere colon does not.
    """

    start: int
    end: int
    text: str
    is_sure: bool


def find_dateline(text: str, start: int, end: int) -> Dateline | None:
    """Return the dateline that opens the paragraph from ``start`` to ``end``, or ``None``."""
    for pattern in _PATTERNS:
        match = pattern.match(text, start, min(end, start + _MAX_DATELINE))
        if match is None:
            continue
        groups = match.groupdict()
        told = bool(groups.get("date") or groups.get("agency"))
        sure = told or bool(groups.get("dash"))
        # A text all in capitals sets no place off by them.
        plain = told or match.end() == end or any(character.islower() for character in text[match.end() : end])
        if plain and _is_place(match["place"]) and (sure or not _SPEAKER.search(text, end)):
            return Dateline(match.start(), match.end(), match[0], sure)
    return None


def day_of(dateline: str, near: date | None) -> date | None:
    """Return the day a dateline states.

    Parameters
    ----------
    dateline
        The dateline.
    near
        What a date without a year is counted from; without it such a date cannot be told.
    """
    found = find_dates(dateline)
    if found:
        return found[0].day
    short = _SHORT_YEAR.search(dateline)
    if short:
        year = int(short["year"])
        month = month_number(short["month"])
        return make_day(year + (1900 if year >= _PIVOT else 2000), month, int(short["day"])) if month else None
    partial = find_yearless(dateline)
    return complete_year(partial[2], partial[3], near) if partial and near else None


def _is_place(words: str) -> bool:
    first = re.split(r"[^\w]+", words.strip("([/"), maxsplit=1)[0]
    return not _CALL.fullmatch(first.upper()) and not re.fullmatch(r"[IVXLC]+|[A-Z]", first)
