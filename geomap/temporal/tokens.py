"""Time tokens: what the lexer makes and the grammar matches."""

from __future__ import annotations

from dataclasses import dataclass

Value = int | float | str | None

OTHER = "x"
STOP = "."


@dataclass(slots=True)
class Token:
    """One token of the text.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points, end exclusive.
    lower
        The text in lower case.
    value
        What the lexicon or the digits say.
    """

    start: int
    end: int
    lower: str
    value: Value


@dataclass(slots=True)
class Lexed:
    """A text as tokens and, in parallel, as a string of one-character category codes.

    Attributes
    ----------
    text
        The text.
    tokens
        Its tokens, white space left out.
    codes
        One code a token; :data:`OTHER` for words that say nothing of time, :data:`STOP` at sentence ends.
    day_first
        Whether 3/4/2021 is 3 April.
    old_story
        Whether it tells of years well before its publication.
    """

    text: str
    tokens: list[Token]
    codes: str
    day_first: bool = False
    old_story: bool = False
