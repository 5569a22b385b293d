"""The words of time, read from ``data/curated/time_words.toml``: each word has one category and perhaps a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from geomap.errors import DataError
from geomap.resources import data_file, read_toml
from geomap.temporal.holidays import load_holidays

if TYPE_CHECKING:
    from geomap.temporal.tokens import Value

# One private-use character stands for one category in the code string that the grammar matches.
_FIRST_CODE = 0xE000

# Categories that the lexer makes itself, from digits and signs.
LEXICAL = (
    "n31",  # a number from 1 to 31, one or two digits
    "n99",  # any other number of one or two digits
    "n4",  # four digits that can be a year
    "number",  # any other number
    "ordinal_digits",  # 1st to 31st
    "ordinal_high",  # 32nd and more
    "iso",  # 2020-11-10, 2020-11, 20201110
    "slashed",  # 10/11/2020, 10.11.2020, 10-11-20
    "clock",  # 10:35
    "digit_decade",  # 1980s, '80s
    "short_year",  # '98
    "fraction",  # 9/11, 1/2
    "year_span",  # 1998-99
    "quarter_sign",  # Q3, 3Q, H1
)

_PART = re.compile(r"'s\b|\w+(?:'(?!s\b)\w+)?|[^\w\s]")
_FILE = TypeAdapter(dict[str, dict[str, int | float | str | list[str]]])


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and phrases with their categories.

    Attributes
    ----------
    codes
        Category name to its one-character code.
    words
        Lower-case word to (code, value).
    phrases
        First word to the phrases that begin with it, longest first: (words, code, value).
    """

    codes: dict[str, str]
    words: dict[str, tuple[str, Value]]
    phrases: dict[str, list[tuple[tuple[str, ...], str, Value]]]


def _entries() -> dict[str, dict[str, Value]]:
    tables = read_toml(data_file("curated", "time_words.toml"), _FILE.validate_python, "list of time words")
    found: dict[str, dict[str, Value]] = {}
    for category, table in tables.items():
        for word, value in table.items():
            if isinstance(value, list):
                found.setdefault(word, {}).update(dict.fromkeys(value))
            else:
                found.setdefault(category, {})[word] = value
    found["holiday"] = {name: name for name in load_holidays()}
    return found


@cache
def load_lexicon() -> Lexicon:
    """Return the words of time.

    Raises
    ------
    DataError
        If the file is damaged or puts one word in two categories.
    """
    entries = _entries()
    names = [*LEXICAL, *(name for name in entries if name not in LEXICAL)]
    codes = {name: chr(_FIRST_CODE + index) for index, name in enumerate(names)}
    words: dict[str, tuple[str, Value]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Value]]] = {}
    for category, table in entries.items():
        for phrase, value in table.items():
            parts = tuple(_PART.findall(phrase.replace("’", "'")))
            if len(parts) > 1:
                phrases.setdefault(parts[0], []).append((parts, codes[category], value))
            elif phrase in words:
                raise DataError(f"time_words.toml: {phrase!r} stands in two categories.", "Keep one of them.")
            else:
                words[phrase] = (codes[category], value)
    for options in phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return Lexicon(codes, words, phrases)
