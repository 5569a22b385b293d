"""Lines around a story that are not the story: dates, bylines, buttons, and the headline among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.documents.dates import find_dates, find_yearless

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_MAX_LINE = 160
_MAX_HEADLINE = 250
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LABEL = re.compile(
    r"added|created|dated?|edited|first|issued|last|live|modified|on|posted|publication|published|reported|time|updated?"
)
_REVISED = re.compile(r"\b(?:updated?|modified|revised|edited)\b[^0-9A-Z]{0,12}(?:on|at)?\W*$", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}[:.]\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC|EST|EDT|CET|CEST|BST|MSK|[A-Z]{2,4}))?(?:\s?[+-]\d{1,2}(?::?\d\d)?)?\b"
    r"|\b\d{1,2}\s?[ap]\.?m\b\.?|T\d\d:\d\d\S*",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s[|·•/»›–—-]\s|[|·•»›]")
_BYLINE = re.compile(
    r"(?:(?i:(?:written |reported |story |text |words )?by):?\s+"
    r"(?:(?i:(?:an?|our|the|special|staff)(?: own)?(?: \w+)? (?:correspondents?|reporters?|writers?|agencies|desk))\b"
    r"|(?=[^\W\d_a-z]))(?P<names>[^.!?\n]{0,90})"
    r"|(?i:authors?):\s*\S[^\n]{1,90})$"
)
_BUTTONS = re.compile(
    r"(?:share|tweet|print|listen|comments?|advertisement|subscribe|e-?mail|save|follow us|sign (?:in|up)|log in"
    r"|read more|share (?:this|on|via|to)\b.{0,40}"
    r"|(?:\d+|less than a|one)[ -]min(?:ute)?s?(?: read)?|reading time:?.{0,20}|\d+ (?:comments?|views|shares)"
    r"|(?:home|news|world|politics|opinion|video|photos?)(?:\s*[|/>»›·•]\s*[\w &]+)+)\W*",
    re.IGNORECASE,
)
_CREDITS = re.compile(
    r"[(\[]?(?:additional |with )?"
    r"(?:report(?:ing|ed)|writing|written|edit(?:ing|ed)|compiled|translat(?:ion|ed))"
    r"(?: and (?:writing|editing))? by [^\n]{2,250}$"
    r"|(?:©|\(c\)|copyright\b)[^\n]{2,160}$|all rights reserved\.?$|our standards: .{2,80}$",
    re.IGNORECASE,
)
# What a line at the foot says before its date.
_FOOT = re.compile(
    r"(?:(?:this (?:report|piece|post|page)|(?:this|the) (?:article|story)) (?:was |is |has been )?)?"
    r"(?:(?:first|originally|last) )?(?:published|posted|issued|filed|updated)\b",
    re.IGNORECASE,
)
# A line that names another story: what happened there is not told here.
_POINTER = re.compile(
    r"(?:read (?:more|also|next)|also read|see also|related(?: (?:stories|articles|story|article|news))?|more on this"
    r"|recommended(?: stories| reading)?|most read|don't miss)\s*[:|»>–—-]\s*\S",
    re.IGNORECASE,
)
_TITLE_BREAK = re.compile(r"[.!?…]['\"”’)]?\s+[^\W\d_a-z]")
_MAX_LABELLED_WORDS = 6
_MAX_BARE_WORDS = 3


def is_metadata(line: str, *, before_headline: bool, rest: Sequence[str]) -> bool:
    """Tell whether a line of the head is a date, a byline, a button or a kicker.

    Parameters
    ----------
    line
        The line, without the white space around it.
    before_headline
        Whether no headline has been seen yet: a kicker ("WORLD") counts only there.
    rest
        The lines that follow, nearest first; a line that nothing follows is the text itself.
    """
    if not rest or len(line) > _MAX_LINE or _TITLE_BREAK.search(_CLOCK.sub(" ", line)):
        return False
    if _BUTTONS.fullmatch(line) or is_credit_line(line) or _is_byline(line):
        return True
    if find_dates(line) or (find_yearless(line) and _CLOCK.search(line)):
        # "Situation report, 18 January 2021" is a headline unless another one follows.
        headed = not before_headline or is_headline(rest[0], rest[1:])
        return _is_dated(line) or (headed and _is_place_and_date(line))
    return before_headline and _is_kicker(line, rest)


def is_headline(block: str, rest: Sequence[str]) -> bool:
    """Tell whether a block is a headline: short, one sentence without its full stop, with a story under it."""
    if not rest or len(block) > _MAX_HEADLINE or not any(character.isalpha() for character in block):
        return False
    if _TITLE_BREAK.search(re.sub(r"\b(?:[A-Z]\.)+|\b(?:St|Mt|Mr|Mrs|Dr|Gen|vs|No|Lt|Col|Sen|Rep|Gov)\.", "", block)):
        return False
    last = block.rstrip("\"”’')]")[-1:]
    if last in {",", ";", ":", "-", "_"} or (last == "." and not re.search(r"\b[A-Z]\.[A-Z]\.$", block)):
        return False
    return not block[0].islower() and any(len(later) > len(block) or later[-1:] in '.!?”"' for later in rest)


def is_credit_line(line: str) -> bool:
    """Tell whether a line only says who reported, edited or owns the story, or points to another one."""
    return len(line) <= _MAX_HEADLINE and (_CREDITS.match(line) is not None or _POINTER.match(line) is not None)


def is_foot_date(line: str) -> bool:
    """Tell whether a line under the story says when it was published ("Published 10 July 2024")."""
    if len(line) > _MAX_LINE or not find_dates(line):
        return False
    words = _words_beside_date(line)
    return not words or (_FOOT.match(line) is not None and len(words) <= 2 * _MAX_LABELLED_WORDS)


def published_in(line: str) -> date | None:
    """Return the date of publication that a metadata line states; a date of revision only when it is the only one."""
    found = find_dates(line)
    first = [item for item in found if not _REVISED.search(line[: item.start])]
    chosen = next(iter(first or found), None)
    return None if chosen is None else chosen.day


def _is_byline(line: str) -> bool:
    match = _BYLINE.match(line)
    if match is None:
        return False
    names = match.groupdict().get("names") or ""
    small = [word for word in _WORD.findall(_without_dates(names)) if word.islower()]
    return all(word in {"and", "in", "for", "of", "the", "at", "de", "van", "von", "al", "bin"} for word in small)


def _is_dated(line: str) -> bool:
    """Tell whether a dated line is there for its date: labels, a clock and little else stand beside it."""
    if line[-1] in "!?":
        return False
    words = _words_beside_date(line)
    others = [word for word in words if not _LABEL.fullmatch(word)]
    if not others:
        return True
    marked = any(item.iso for item in find_dates(line)) or len(others) < len(words)
    if marked or _CLOCK.search(line) or _SEPARATOR.search(line):
        return len(others) <= (_MAX_BARE_WORDS if line[-1] == "." else _MAX_LABELLED_WORDS)
    return False


def _is_place_and_date(line: str) -> bool:
    """Tell whether one or two words stand beside the date ("Ankara, 18 January 2021")."""
    return line[-1] not in "!?" and len(_words_beside_date(line)) <= _MAX_BARE_WORDS - 1


def _words_beside_date(line: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(_CLOCK.sub(" ", _without_dates(line)))]


def _without_dates(line: str) -> str:
    for item in reversed(find_dates(line)):
        line = line[: item.start] + " " + line[item.end :]
    partial = find_yearless(line)
    line = line if partial is None else line[: partial[0]] + " " + line[partial[1] :]
    return re.sub(
        r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?,?", " ", line, flags=re.IGNORECASE
    )


def _is_kicker(line: str, rest: Sequence[str]) -> bool:
    """Tell whether a line of one to three words names a section above the headline ("WORLD", "Middle East")."""
    words = _WORD.findall(line)
    return 0 < len(words) <= _MAX_BARE_WORDS and line[-1].isalnum() and len(rest) > 1 and is_headline(rest[0], rest[1:])
