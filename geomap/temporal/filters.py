"""What looks like a time and is none: "May said", "March on Washington", "the second", "2000 soldiers"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.temporal.grammar import Match

_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|from|until|till|during|before|after|around|about|between|and|to|circa|through|late|early|mid|year"
    r"|the|back|for|autumn|fall|spring|summer|winter)|[(,\-–/])\s*$",
    re.IGNORECASE,
)
_MONTH_BEFORE = re.compile(
    r"\b(?:in|since|by|of|from|until|till|during|before|after|around|between|and|to|through|last|next|this|late|early|mid"
    r"|every|each|for|early-|late-|mid-)[\s-]*$",
    re.IGNORECASE,
)
# "Steadfast Defender 2024", "Resolution 1973": the number belongs to a name.
_NAME_BEFORE = re.compile(r"[\w,)’']\s+(?!In |Since |By |From |Until |During |Before |After |Of |The )[A-Z][a-z]+ $")
_PERSON_BEFORE = re.compile(
    r"\b(?:mr|mrs|ms|miss|theresa|minister|president|secretary|dr|sir|lady|lord)\.?\s*$", re.IGNORECASE
)
_NUMBER_AFTER = re.compile(
    r"\s*(?:%|percent|per cent|°|(?:people|soldiers|troops|men|women|children|km|kilometers|kilometres|metres|meters|m"
    r"|miles|feet|tons|tonnes|dollars|euros|pounds|euro|marks|barrels|acres|hectares|points|votes|words|jobs|homes|houses"
    r"|members|workers|employees|shares|copies|others|dead|more|refugees|fighters|civilians|tanks|aircraft|vehicles|ships)"
    r"\b)",
    re.IGNORECASE,
)
# Short months without a full stop that are also names or other words.
_NAMES = {"jan", "mar", "dec", "jun", "apr", "feb"}
_NEXT_WORD = re.compile(r"[ -]+([^\W\d_]+)")
_AFTER_SEASON = frozenset(
    {
        "of",
        "and",
        "or",
        "but",
        "to",
        "is",
        "was",
        "are",
        "were",
        "will",
        "would",
        "has",
        "had",
        "have",
        "in",
        "on",
        "at",
    }
    | {"by", "for", "from", "with", "when", "while", "after", "before", "as", "the", "a", "that", "which", "he", "she"}
    | {"it", "they", "we", "until", "since", "during", "because", "where", "there", "came", "comes", "ended", "began"}
)


def is_time(match: Match) -> bool:
    """Tell whether a match that the grammar allows is a time where it stands."""
    text, start, end = match.lexed.text, match.start, match.end
    if (
        "season" in match.groups
        and not match.groups.keys() & {"year", "turn", "year_unit"}
        and match.rule.read == "calendar"
    ):
        return not _is_modifier(text, end)
    if match.rule.read == "time" and match.near(-1) == "high":
        return False
    if len(match.tokens) == 1:
        word = text[start:end]
        if word.isdigit():
            return _is_year(text, start, end)
        if "month" in match.groups:
            return _is_month(text, start, end)
        if "weekday" in match.groups:
            return word[0].isupper() or text.islower()
    return True


def _is_modifier(text: str, end: int) -> bool:
    """Tell whether a noun follows that the season only describes ("the winter exercises")."""
    following = _NEXT_WORD.match(text, end)
    return following is not None and following[1].lower() not in _AFTER_SEASON


def _is_year(text: str, start: int, end: int) -> bool:
    year = int(text[start:end])
    if (
        text[max(0, start - 1) : start] in {"$", "£", "€", "#", "-"}
        and not text[max(0, start - 2) : start - 1].isalpha()
    ):
        return False
    if _NUMBER_AFTER.match(text, end) or _NAME_BEFORE.search(text[max(0, start - 30) : start]):
        return False
    if 1900 <= year <= 2050:
        return True
    return bool(_YEAR_BEFORE.search(text[max(0, start - 12) : start]))


def _is_month(text: str, start: int, end: int) -> bool:
    word = text[start:end]
    if not word[0].isupper():
        return False
    before = text[max(0, start - 20) : start]
    if word.lower() in _NAMES and not _MONTH_BEFORE.search(before):
        return False  # "Jan Kavan"
    if word.lower() not in {"may", "march", "mar", "mar."}:
        return True
    if _PERSON_BEFORE.search(before):
        return False
    return bool(_MONTH_BEFORE.search(before)) and not (
        word.lower() == "march" and re.match(r"\s+(?:on|against)\s+[A-Z]", text[end : end + 12])
    )
