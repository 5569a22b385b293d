"""What looks like a time and is none: "May said", "March on Washington", "the second", "2000 soldiers"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.temporal.neighbours import any_of, load_neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.temporal.grammar import Match

# "Steadfast Defender 2024", "Resolution 1973": the number belongs to a name.
_NAME_BEFORE = re.compile(r"[\w,)’']\s+(?!In |Since |By |From |Until |During |Before |After |Of |The )[A-Z][a-z]+ $")
# "Zapad-2025": so does one joined to it; "Mid-2025" and "Sept-2025" are times.
_NAME_JOINED = re.compile(
    r"\b(?!(?:Mid|Early|Late|Pre|Post|Spring|Summer|Autumn|Fall|Winter|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))"
    r"[A-Z][A-Za-z]+-$"
)
_SURNAME = re.compile(r" (?!Accords?\b|Agreement\b)[A-Z][a-z]+")
_LISTED_NAME = re.compile(r"[A-Z][a-z]+,? and $")
# "ABC's 'This Week'": words in capitals in mid-sentence are a title.
_TITLE = re.compile(r"(?:This|Last|Next) [A-Z][a-z]+")
_TITLED_BEFORE = re.compile(r"\b[A-Z]\w* $")
_WAR = re.compile(r"['’]?s?\s+War\b")
_OPENS = re.compile(r"(?:^|[.!?:]['\"”’)]*\s+|\n\s*|[.!?]\s*[`'\"“]+)$")
_NEXT_WORD = re.compile(r"[ -]+([^\W\d_]+)")
_PROTEST = re.compile(r"\s+(?:on|against)\s+[A-Z]")
_PAPER_SAYS = re.compile(r"(?:'s|s)?,? (?:reported|said|wrote)\b| [A-Z][a-z]")
_SIGNS_OF_MONEY = {"$", "£", "€", "#", "-"}
_LIKELY_YEARS = range(1900, 2051)


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The word lists as patterns that look at the text right before or after."""

    year_before: re.Pattern[str]
    month_before: re.Pattern[str]
    person_before: re.Pattern[str]
    colour_before: re.Pattern[str]
    counted_after: re.Pattern[str]
    street_after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    words = load_neighbours().not_times
    return _Patterns(
        re.compile(rf"(?:\b{any_of(words.year_before)}|[(,\-–/])\s*$", re.IGNORECASE),
        re.compile(rf"\b{any_of(words.month_before)}[\s-]*$", re.IGNORECASE),
        re.compile(rf"\b{any_of(words.titles)}\.?\s*$", re.IGNORECASE),
        re.compile(rf"\b{any_of(words.colours)} $"),
        re.compile(rf"\s*(?:[%°]|{any_of(words.counted_after)}\b)", re.IGNORECASE),
        re.compile(rf" (?:[A-Z][\w.]+ ){{1,3}}{any_of(words.streets)}\b"),
    )


def is_time(match: Match) -> bool:
    """Tell whether a match that the grammar allows is a time where it stands."""
    check = _CHECKS.get(match.rule.read)
    return check is None or check(match, match.lexed.text, match.start, match.end)


def _is_length(match: Match, text: str, _start: int, end: int) -> bool:
    """Tell a length from the name of a war: "the Hundred Years' War", "the Six-Day War"."""
    return not (text[match.groups["unit"].start].isupper() and _WAR.match(text, end))


def _is_clock_time(match: Match, _text: str, _start: int, _end: int) -> bool:
    return match.near(-1) != "high"  # "high noon"


def _is_turned_unit(_match: Match, text: str, start: int, end: int) -> bool:
    return not _TITLE.fullmatch(text, start, end) or _opens_sentence(text, start) or text[:end].isupper()


def _is_day_word(match: Match, text: str, start: int, end: int) -> bool:
    """Tell a day from part of a name: "USA Today"."""
    if len(match.tokens) > 1 or not text[start].isupper() or text[start:end].isupper():
        return True
    return _TITLED_BEFORE.search(text[max(0, start - 20) : start]) is None


def _is_vague_time(match: Match, text: str, start: int, end: int) -> bool:
    """Tell "now" from "Now," that opens a thought, and "at this time" from "at this time last year"."""
    told = match.near(1) in {"last", "next", "of"} and match.tokens[0].lower == "at this time"
    return text[start : end + 1] != "Now," and not told


def _is_repeating_time(_match: Match, text: str, start: int, end: int) -> bool:
    return not _is_newspaper(text, start, end)


def _is_calendar_time(match: Match, text: str, start: int, end: int) -> bool:
    if "season" in match.groups and not match.groups.keys() & {"year", "turn", "year_unit"}:
        # A history tells of "the summer offensive" of the year it is in; in news "winter exercises" are of no date,
        # and "the Winter War" is a name.
        season = text[match.groups["season"].start]
        return (match.lexed.old_story and season.islower()) or not _is_modifier(text, end)
    if len(match.tokens) > 1:
        return True
    word = text[start:end]
    if word.isdigit():
        return _is_year(text, start, end)
    if "month" in match.groups:
        return _is_month(text, start, end)
    return "weekday" not in match.groups or word[0].isupper() or text.islower() or len(word) > 5


def _opens_sentence(text: str, start: int) -> bool:
    return _OPENS.search(text[max(0, start - 6) : start]) is not None


def _is_newspaper(text: str, start: int, end: int) -> bool:
    """Tell whether "daily" is a paper: "the Communist Party daily Granma", "the Evening Daily"."""
    word = text[start:end]
    if word.lower() not in load_neighbours().not_times.newspapers:
        return False
    titled = word[0].isupper() and not _opens_sentence(text, start)
    return titled or _PAPER_SAYS.match(text, end) is not None


def _is_modifier(text: str, end: int) -> bool:
    """Tell whether a noun follows that the season only describes ("the winter exercises")."""
    following = _NEXT_WORD.match(text, end)
    return following is not None and following[1].lower() not in load_neighbours().not_times.season_followers


def _is_year(text: str, start: int, end: int) -> bool:
    patterns = _patterns()
    if text[max(0, start - 1) : start] in _SIGNS_OF_MONEY and not text[max(0, start - 2) : start - 1].isalpha():
        return False
    if patterns.counted_after.match(text, end) or patterns.street_after.match(text, end):
        return False
    before = text[max(0, start - 30) : start]
    if _NAME_BEFORE.search(before) or _NAME_JOINED.search(before):
        return False
    return int(text[start:end]) in _LIKELY_YEARS or bool(patterns.year_before.search(text[max(0, start - 12) : start]))


def _is_month(text: str, start: int, end: int) -> bool:
    word, before = text[start:end], text[max(0, start - 20) : start]
    # Small letters are careless spelling where the word can be nothing else.
    sure = len(word) > 3 and word.lower() not in {"may", "march", "august", "sept"}
    if not (word[0].isupper() or sure) or _is_named(text, word, before, end):
        return False
    led = _patterns().month_before.search(before) is not None
    lower = word.lower()
    if lower in load_neighbours().not_times.short_months and not led:
        return False
    if lower not in {"may", "march", "mar", "mar."}:
        return True
    if _patterns().person_before.search(before):
        return False
    return led and not (lower == "march" and _PROTEST.match(text[end : end + 12]))


def _is_named(text: str, word: str, before: str, end: int) -> bool:
    """Tell whether a month is part of a name: "Jan Kavan", "April Jones", "Black September"."""
    if _patterns().colour_before.search(before):
        return True
    words = load_neighbours().not_times
    if word.lower() not in words.first_names or not _SURNAME.match(text, end):
        return False
    led = _patterns().month_before.search(before) is not None
    return not led or _LISTED_NAME.search(before) is not None or word.lower() in words.short_months


_CHECKS: dict[str, Callable[[Match, str, int, int], bool]] = {
    "calendar": _is_calendar_time,
    "length": _is_length,
    "time": _is_clock_time,
    "turned_unit": _is_turned_unit,
    "day_word": _is_day_word,
    "vague": _is_vague_time,
    "repeating": _is_repeating_time,
}
