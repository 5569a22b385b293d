"""Sentences of a document, each found once: what spaCy tells of one, it works out anew whenever it is asked."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STARTS = "geomap.events.sentence-starts"
_SENTENCES = "geomap.events.sentences"


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence stands.

    Attributes
    ----------
    start, end
        Indices of its first token, and of the first after it.
    start_char, end_char
        Its offsets in the text, end exclusive.
    text
        Its words.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    text: str


def sentence_starts(doc: Doc) -> tuple[int, ...]:
    """Return the index of each sentence's first token."""
    known: tuple[int, ...] | None = doc.user_data.get(_STARTS)
    if known is None:
        known = doc.user_data[_STARTS] = tuple(sentence.start for sentence in doc.sents)
    return known


def start_of(token: Token) -> int:
    """Return the index of the first token of the sentence that a token stands in."""
    starts = sentence_starts(token.doc)
    return starts[bisect_right(starts, token.i) - 1]


def sentence_of(token: Token) -> Sentence:
    """Return the sentence that a token stands in."""
    doc = token.doc
    known: dict[int, Sentence] = doc.user_data.setdefault(_SENTENCES, {})
    starts = sentence_starts(doc)
    number = bisect_right(starts, token.i) - 1
    if number not in known:
        span = doc[starts[number] : starts[number + 1] if number + 1 < len(starts) else len(doc)]
        known[number] = Sentence(span.start, span.end, span.start_char, span.end_char, span.text)
    return known[number]


def stretch_of(token: Token) -> tuple[int, int]:
    """Return the offsets of the sentence that a token stands in, without white space around it."""
    sentence = sentence_of(token)
    text = sentence.text
    return sentence.start_char + len(text) - len(text.lstrip()), sentence.start_char + len(text.rstrip())


def sentences_apart(one: Token, other: Token) -> int:
    """Return how many sentences the second of two tokens of a text stands after the first."""
    starts = sentence_starts(one.doc)
    return bisect_right(starts, other.i) - bisect_right(starts, one.i)
