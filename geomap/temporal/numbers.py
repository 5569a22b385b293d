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
        f"{tens}{dash}?{one}|[{one}{tens}{codes['a']}]?{scale}(?:{joined}?[{one}{tens}]{dash}?{one}?)?|{one}{scale}{scale}"
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
    line = "".join(codes)
    index = 0
    while index < len(codes):
        for pattern, make in ((year, _year), (ordinal, _ordinal), (number, _plain)):
            match = pattern.match(line, index)
            if match and (made := make(tokens[index : match.end()])):
                code, value = made
                first, last = tokens[index], tokens[match.end() - 1]
                first.end, first.value = last.end, value
                first.lower = " ".join(token.lower for token in tokens[index : match.end()])
                del tokens[index + 1 : match.end()], codes[index + 1 : match.end()]
                codes[index] = names[code]
                line = "".join(codes)
                break
        index += 1


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
