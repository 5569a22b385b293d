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
      (?P<iso>\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d)?
          (?:[T\ ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d/-]|\.\d))
    | (?P<slashed>\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?![\d/-]|\.\d))
    | (?P<year_span>(?:1\d|20)\d\d[-–/]\d\d(?![\d/-]|\.\d))
    | (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?![\d:])|\d{1,2}\.\d\d(?=\ ?[ap]\.?m\b))
    | (?P<fraction>\d{1,2}/\d{1,2}(?![\d/]))
    | (?P<ordinal>\d{1,4}(?:st|nd|rd|th)\b)
    | (?P<decade>(?:['’]\d0|\d\d\d0)['’]?s\b)
    | (?P<quarter_sign>\b(?:[QH][1-4]|[1-4]Q)\b)
    | (?P<apostrophe_year>['’]\d\d\b(?!['’]))
    | (?P<number>\d+(?:,\d{3})*(?:\.\d+)?)
    | (?P<meridiem>[ap]\.\ ?m\b\.?)
    | (?P<possessive>['’]s\b)
    | (?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)
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
    codes, words = lexicon.codes, lexicon.words
    tokens: list[Token] = []
    out: list[str] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        surface = match.group()
        lower = surface.lower().replace("’", "'")
        value: Value = None
        code = OTHER
        if kind == "word":
            found = words.get(lower)
            if found is not None:
                code, value = found
                if lower in _ABBREVIATED and text.startswith(".", end):
                    end += 1
        elif kind == "sign":
            found = words.get(lower)
            if found is not None:
                code = found[0]
        elif kind in {"stop", "paragraph"}:
            code = STOP
            if kind == "stop" and tokens and start < tokens[-1].end:
                continue  # the full stop of an abbreviation
        elif kind != "possessive" and start and (text[start - 1].isalnum() or text[start - 1] in "$€£¥#№_"):
            code = OTHER  # B-52 has a dash and may pass; F16 and $15 may not
        else:
            code, value = _READERS[kind](surface, codes)
        tokens.append(Token(start, end, lower, value))
        out.append(code)
    _join_phrases(tokens, out)
    join_numbers(tokens, out)
    return Lexed(text, tokens, "".join(out))


def _join_phrases(tokens: list[Token], out: list[str]) -> None:
    """Make one token of each phrase of several words, in place."""
    phrases = load_lexicon().phrases
    index = 0
    while index < len(tokens):
        for parts, code, value in phrases.get(tokens[index].lower, ()):
            end = index + len(parts)
            if tuple(token.lower for token in tokens[index:end]) == parts:
                tokens[index] = Token(tokens[index].start, tokens[end - 1].end, " ".join(parts), value)
                del tokens[index + 1 : end], out[index:end]
                out.insert(index, code)
                break
        index += 1
