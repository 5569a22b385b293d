"""What the words of a time expression say of where it is counted from: the calendar, the day of writing, the story."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.model import TimexType

if TYPE_CHECKING:
    from geomap.model import TimeSpan

_UNIT = r"(?:minute|hour|day|night|week|fortnight|month|year|decade|morning|afternoon|evening|weekend)s?"
_YEAR = re.compile(r"\b1[0-9]\d\d\b|\b20\d\d\b")
_FROM_NOW = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|now|currently|ago|recent\w*|(?:last|this|past|coming)\s+\w+"
    r"|(?<!the )(?<!very )next\s+\w+)\b",
    re.IGNORECASE,
)
_NEXT_DAY = re.compile(r"\bnext\s+(?:day|morning|afternoon|evening|night)$", re.IGNORECASE)
_FROM_STORY = re.compile(
    r"\b(?:later|earlier|before|afterwards?|after)$"
    rf"|\b(?:same|that|following|previous|preceding)\s+(?:\w+\s+)?(?:{_UNIT}|\w+day)$"
    r"|^the\s+(?:very\s+)?next\b|^the\s+(?:day|night)\s+(?:before|after)\b",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
_POINTING = re.compile(r"(?:the\s+|that\s+|on\s+)?(?:very\s+)?same\b|that\b", re.IGNORECASE)
_THE = re.compile(r"\b(?:the|that|a)\s+$", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:on\s+)?the\s+\d{1,2}(?:st|nd|rd|th)", re.IGNORECASE)
_BY = re.compile(r"by\b", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"\s*(?:[.:|–—]|-(?=\s))\s+")


def has_year(span: TimeSpan) -> bool:
    """Tell whether it names its year."""
    return _YEAR.search(span.surface) is not None


def is_from_now(span: TimeSpan) -> bool:
    """Tell whether it counts from the day of writing: "yesterday", "last week", "two days ago"."""
    return _FROM_NOW.search(span.surface) is not None and not is_from_story(span)


def is_from_story(span: TimeSpan) -> bool:
    """Tell whether it counts from where the story has got to: "the next day", "nine days later", "that evening"."""
    return bool(_FROM_STORY.search(span.surface) or _NEXT_DAY.search(span.surface))


def is_weekday(span: TimeSpan) -> bool:
    """Tell whether it is a bare weekday, which news counts from the day of writing."""
    return _WEEKDAY.search(span.surface) is not None and not is_from_story(span)


def is_by_weekday(span: TimeSpan) -> bool:
    """Tell whether it is a weekday that a story has reached: "by Wednesday"."""
    return is_weekday(span) and _BY.match(span.surface) is not None


def is_told_weekday(span: TimeSpan, text: str) -> bool:
    """Tell whether it is a weekday of the story: "two guards on the Sunday, three strikers on the Monday"."""
    return is_weekday(span) and _THE.search(text[max(0, span.start - 8) : span.start]) is not None


def is_bare_day(span: TimeSpan) -> bool:
    """Tell whether it names a day of a month that was named before: "on the 18th"."""
    return _ORDINAL.fullmatch(span.surface) is not None


def is_pointing(span: TimeSpan) -> bool:
    """Tell whether it points at the date named last: "the same day", "that morning"."""
    return _POINTING.match(span.surface) is not None


def is_day(span: TimeSpan) -> bool:
    """Tell whether it names one day."""
    return span.date_from == span.date_to and span.date_from is not None and span.type is not TimexType.DURATION


def is_incomplete(span: TimeSpan) -> bool:
    """Tell whether it names neither its year nor a mere length."""
    if span.range is not None or has_year(span) or (span.date_from is None and span.date_to is None):
        return False
    return span.type not in {TimexType.SET, TimexType.DURATION} and not span.value.endswith("_REF")


def is_heading(span: TimeSpan, text: str) -> bool:
    """Tell whether it stands at the head of a paragraph, as in a timeline: "15 August 1998. A splinter group ..."."""
    before = text[: span.start].rpartition("\n")[2].strip(" \t-–•*")
    return not before and _HEAD_ENDS.match(text, span.end) is not None
