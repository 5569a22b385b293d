"""Whether the words around a date speak of past or future, from the forms of the words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from geomap.temporal.neighbours import any_of, load_neighbours

_CLAUSE = re.compile(r"[.!?;\n“”\"]|''|``")
# "Had been planned for Thursday" looks back on what was ahead.
_UNDONE = re.compile(r"\bhad\s+(?:\w+\s+)?been\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
_WEEKDAYS = ("day", "morning", "evening", "night", "afternoon")
# How far the words count: for a cue right before the date, before it in the clause, after it.
_REACH_AHEAD, _REACH_BEFORE, _REACH_AFTER = 45, 200, 120
# A cue after the date counts as if it stood so many characters further away.
_HANDICAP_AFTER = 15


class Words(NamedTuple):
    """What the words around a date say of its tense.

    Attributes
    ----------
    direction
        -1 for the past, 1 for the future, 0 for neither.
    certain
        Whether a word beside the date says so, so that no verb need be asked.
    """

    direction: int
    certain: bool


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists as patterns."""

    future: re.Pattern[str]
    past: re.Pattern[str]
    ahead_before: re.Pattern[str]
    ahead_after: re.Pattern[str]
    possessive: re.Pattern[str]
    awaited: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = load_neighbours().tense
    # A cue of the future reaches over the verb that it governs: "will be held" holds nothing of the past.
    being = rf"(?:is|are|am|be) (?:now |also )?{any_of(words.intended)}"
    governing = rf"(?:{any_of(words.modals)}|{being}|{any_of(words.intends)} to)"
    verb = r"(?:\s+(?:be|have|been|not|also|then|get|[a-z]+ly))*\s+[a-z]+"
    return _Patterns(
        future=re.compile(rf"\b(?:{governing}{verb}|to be [a-z]+ed|{any_of(words.ahead)})\b", re.IGNORECASE),
        past=re.compile(rf"\b(?i:{any_of(words.past)})\b|\b(?!{any_of(words.not_past)})[a-z]{{2,}}ed\b"),
        ahead_before=re.compile(
            rf"\b(?P<word>{any_of(words.ahead_before)})\s+(?:on\s+|in\s+|the\s+|a\s+|early\s+|late\s+|mid-)*$",
            re.IGNORECASE,
        ),
        ahead_after=re.compile(rf"\s+{any_of(words.ahead_after)}\b", re.IGNORECASE),
        possessive=re.compile(rf"['’]s\s+(?!{any_of(words.awaited)}\b)", re.IGNORECASE),
        awaited=re.compile(rf"\b{any_of(words.awaited_before)}\s+(?:the\s+)?$", re.IGNORECASE),
    )


def is_past_form(word: str) -> bool:
    """Tell whether a word is a past form ("fell", "opened")."""
    return _patterns().past.fullmatch(word) is not None


def direction_by_words(text: str, start: int, end: int) -> Words:
    """Read the tense from the words beside the date, else from the verb form nearest in the clause."""
    before = text[max(0, start - _REACH_BEFORE) : start]
    weekday = text[start:end].rstrip(".").lower().endswith(_WEEKDAYS)
    beside = _beside(before, text, end, weekday=weekday)
    if beside:
        return Words(beside, certain=True)
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    after = text[end : end + _REACH_AFTER]
    cut = _CLAUSE.search(after)
    return Words(
        _nearest(before[cuts[-1] :] if cuts else before, after[: cut.start()] if cut else after), certain=False
    )


def _beside(before: str, text: str, end: int, *, weekday: bool) -> int:
    """Return the direction that words right before or after the date tell, 0 for none."""
    patterns = _patterns()
    if weekday and patterns.possessive.match(text, end) and not patterns.awaited.search(before):
        return -1
    ahead = patterns.ahead_before.search(before[-_REACH_AHEAD:])
    if ahead:
        earlier, word = before[: len(before) - len(ahead[0])], ahead["word"].lower()
        if _UNDONE.search(earlier):
            return -1
        opens = word == "until" and earlier.strip()[-1:] in {".", "", "”", '"'}
        if not opens and not (weekday and word in {"by", "through"}):
            return 1
    return 1 if not weekday and patterns.ahead_after.match(text, end) else 0


def _nearest(before: str, after: str) -> int:
    """Return the direction of the cue that stands nearest in the clause, 0 for none."""
    best, direction = 10_000, 0
    for side, is_before in ((before, True), (after, False)):
        for match, sign in _cues(side):
            distance = len(side) - match.end() if is_before else match.start() + _HANDICAP_AFTER
            if distance < best:
                best, direction = distance, sign
    return direction


def _cues(side: str) -> list[tuple[re.Match[str], int]]:
    ahead = list(_patterns().future.finditer(side))
    past = [
        match
        for match in _patterns().past.finditer(side)
        if not any(cue.start() <= match.start() < cue.end() for cue in ahead)
    ]
    return [*((match, 1) for match in ahead), *((match, -1) for match in past)]
