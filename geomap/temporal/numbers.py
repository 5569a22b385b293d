"""Numbers in words: runs of number tokens become one token with a value ("twenty-four", "nineteen ninety-six")."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from geomap.temporal.lexicon import load_lexicon

if TYPE_CHECKING:
    from geomap.temporal.tokens import Token


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    codes = load_lexicon().codes
    one, tens, scale, dash = (codes[name] for name in ("number_word", "tens_word", "scale_word", "dash"))
    joined = codes["and"]
    year = re.compile(f"[{one}{tens}]{tens}{dash}?{one}|{one}{tens}")
    ordinal = re.compile(f"{tens}{dash}?[{codes['ordinal']}{codes['second']}]")
    number = re.compile(
        f"{one}{scale}{scale}|{tens}{dash}?{one}|[{one}{tens}{codes['a']}]?{scale}(?:{joined}?[{one}{tens}]{dash}?{one}?)?"
    )
    return year, ordinal, number


def _evaluate(tokens: list[Token]) -> int:
    total = current = 0
    for token in tokens:
        value = int(token.value) if isinstance(token.value, int) else 0
        if value >= 100:
            current = max(current, 1) * value
            if value >= 1000:
                total, current = total + current, 0
        else:
            current += value
    return total + current


def join_numbers(tokens: list[Token], codes: list[str]) -> None:
    """Make one token of each number in several words, in place."""
    lexicon = load_lexicon()
    names = lexicon.codes
    if names["tens_word"] not in codes and names["scale_word"] not in codes:
        return
    year, ordinal, number = _patterns()
    starts = {names[name] for name in ("number_word", "tens_word", "scale_word", "a")}
    size, taken = len(codes), 0
    for index in [at for at, code in enumerate(codes) if code in starts]:
        at = index - (size - len(codes))  # earlier numbers have shortened the list
        joined = "".join(codes[at : at + 8])
        for pattern, make in ((year, _year), (ordinal, _ordinal), (number, _plain)):
            match = pattern.match(joined) if at >= taken else None
            if match and (made := make(tokens[at : at + match.end()])):
                _replace(tokens, codes, at, at + match.end(), (names[made[0]], made[1]))
                taken = at + 1
                break


def _replace(tokens: list[Token], codes: list[str], first: int, last: int, made: tuple[str, int]) -> None:
    tokens[first].end, tokens[first].value = tokens[last - 1].end, made[1]
    tokens[first].lower = " ".join(token.lower for token in tokens[first:last])
    del tokens[first + 1 : last], codes[first + 1 : last]
    codes[first] = made[0]


def _year(tokens: list[Token]) -> tuple[str, int] | None:
    high = tokens[0].value
    low = _evaluate(tokens[1:])
    if isinstance(high, int) and 10 <= high <= 20 and 10 <= low <= 99:
        return "n4", high * 100 + low
    return None


def _ordinal(tokens: list[Token]) -> tuple[str, int]:
    value = _evaluate(tokens)
    return ("ordinal" if value <= 31 else "ordinal_high"), value


def _plain(tokens: list[Token]) -> tuple[str, int]:
    value = _evaluate(tokens)
    return ("number_word" if value <= 31 else "number"), value
