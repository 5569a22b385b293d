"""Text to time tokens: one pass, one regular expression, one dictionary look-up a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.temporal.lexicon import load_lexicon
from geomap.temporal.numbers import join_numbers
from geomap.temporal.tokens import OTHER, STOP, Lexed, Token, Value

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(
    r"""
      (?P<word>(?![ap]\.\ ?m\b|[QH][1-4]\b)[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)  # first, as most tokens are words
    | (?P<iso>\d{4}-(?:0[1-9]|1[0-2])
          (?:-\d\d(?:[T\ ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?)?(?![\d-]|/(?!\d{4}-)|\.\d))
    | (?P<compact>(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?![\d.,:-]))
    | (?P<slashed>\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?![\d/]|\.\d))
    | (?P<year_span>(?:1\d|20)\d\d[-–/]\d\d(?![\d/-]|\.\d))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:])
          |\d{1,2}\.\d\d(?=\ ?[ap]\.?m\b|\ (?:GMT|UTC|hours|hrs|local)\b|\ on\ (?:[MF]|Tu|We|Th|Sa|Su)[a-z]+day))
    | (?P<fraction>\d{1,2}/\d{1,2}(?![\d/]))
    | (?P<ordinal>\d{1,4}(?:st|nd|rd|th)\b)
    | (?P<decade>(?:['’]\d0|\d\d\d0)['’]?s\b)
    | (?P<quarter_sign>\b(?:[QH][1-4]|[1-4]Q)\b)
    | (?P<apostrophe_year>['’]\d\d\b(?!['’]))
    | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
    | (?P<meridiem>[ap]\.\ ?m\b\.?)
    | (?P<possessive>['’]s\b)
    | (?P<paragraph>\n[\ \t\r]*\n\s*)
    | (?P<stop>[.!?;])
    | (?P<sign>[^\w\s])
    """,
    re.VERBOSE | re.IGNORECASE,
)

# A full stop after these belongs to the word.
_ABBREVIATED = frozenset(
    {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "yrs", "hrs", "mins"}
    | {"mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun"}
)


def _number(text: str, codes: dict[str, str]) -> tuple[str, Value]:
    plain = text.replace(",", "")
    if "." in plain:
        return codes["number"], float(plain)
    value = int(plain)
    if len(text) <= 2:
        return codes["n31" if 1 <= value <= 31 else "n99"], value
    if len(text) == 4 and 1000 <= value <= 2199:
        return codes["n4"], value
    return codes["number"], value


def _ordinal(text: str, codes: dict[str, str]) -> tuple[str, Value]:
    value = int(text[:-2])
    return codes["ordinal_digits" if 1 <= value <= 31 else "ordinal_high"], value


def _decade(text: str, codes: dict[str, str]) -> tuple[str, Value]:
    digits = re.sub(r"\D", "", text)
    return codes["digit_decade"], int(digits)


def _kept(category: str) -> Callable[[str, dict[str, str]], tuple[str, Value]]:
    return lambda text, codes: (codes[category], text)


_READERS: dict[str, Callable[[str, dict[str, str]], tuple[str, Value]]] = {
    "iso": _kept("iso"),
    "compact": lambda text, codes: (codes["iso"], f"{text[:4]}-{text[4:6]}-{text[6:]}"),
    "slashed": _kept("slashed"),
    "year_span": _kept("year_span"),
    "clock": lambda text, codes: (codes["clock"], text.replace(".", ":")),
    "fraction": _kept("fraction"),
    "ordinal": _ordinal,
    "decade": _decade,
    "apostrophe_year": lambda text, codes: (codes["short_year"], int(text[1:])),
    "quarter_sign": _kept("quarter_sign"),
    "number": _number,
    "meridiem": lambda text, codes: (codes["meridiem"], text[0].lower() + "m"),
    "possessive": _kept("possessive"),
}


def lex(text: str) -> Lexed:
    """Cut a text into tokens and look each up."""
    lexicon = load_lexicon()
    words, phrases = lexicon.words, lexicon.phrases
    tokens: list[Token] = []
    out: list[str] = []
    begun: list[int] = []  # where a phrase of several words may begin
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        lower = match.group().lower()
        if "’" in lower:
            lower = lower.replace("’", "'")
        kind = match.lastgroup
        code, value = OTHER, None
        if kind == "word" or kind == "sign":  # noqa: PLR1714 - a set would be slower, and most tokens pass here
            found = words.get(lower)
            if found is not None:
                code, value = found
                if lower in _ABBREVIATED and text.startswith(".", end):
                    end += 1
            if lower in phrases:
                begun.append(len(tokens))
        elif kind == "stop" and tokens and start < tokens[-1].end:
            continue  # the full stop of an abbreviation
        else:
            code, value = _read(str(kind), text, start, end)
        tokens.append(Token(start, end, lower, value))
        out.append(code)
    _join_phrases(begun, tokens, out)
    join_numbers(tokens, out)
    return Lexed(text, tokens, "".join(out))


def _read(kind: str, text: str, start: int, end: int) -> tuple[str, Value]:
    """Return the code and value of a token that is no word."""
    if kind in {"stop", "paragraph"}:
        return STOP, None
    if kind != "possessive" and start and (text[start - 1].isalnum() or text[start - 1] in "$€£¥#№_"):
        return OTHER, None  # B-52 has a dash and may pass; F16 and $15 may not
    return _READERS[kind](text[start:end], load_lexicon().codes)


def _join_phrases(begun: list[int], tokens: list[Token], out: list[str]) -> None:
    """Make one token of each phrase of several words, the longest that begins at a token first, in place."""
    size, taken = len(tokens), 0
    for begin in begun:
        index = begin - (size - len(tokens))  # earlier phrases have shortened the list
        if index < taken:
            continue
        for parts, code, value in load_lexicon().phrases[tokens[index].lower]:
            end = index + len(parts)
            if [token.lower for token in tokens[index:end]] == list(parts):
                tokens[index] = Token(tokens[index].start, tokens[end - 1].end, " ".join(parts), value)
                del tokens[index + 1 : end], out[index + 1 : end]
                out[index] = code
                taken = index + 1
                break
