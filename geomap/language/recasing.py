"""Texts in capitals, and texts without any, as a newspaper would print them: what the parser reads in their place.

The parser was trained on mixed case; it takes every word in capitals for a name, and no word without one. Only the
parse sees the new letters: each stands where the old one stood, and the document keeps its own.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from geomap.language.truecasing import CAPITAL, CAPITALS, SMALL, WORD, default_truecaser, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.language.truecasing import Ranks, Word
    from geomap.model import Document

_LINE = re.compile(r"[^\r\n]+")
_PARAGRAPH_BREAK = re.compile(r"(?:\r\n|\n|\r)[ \t\f\v\u00a0]*(?:\r\n|\n|\r)")
_LOUD = 0.8  # share of capitals among the letters of a line that says nothing by them
_LEAST_LETTERS = 8
_LEAST_WORDS = 2
_TITLE_LETTERS = 5  # of a line of one word: "GORKHA", but not "NATO"
_QUIET_LETTERS, _QUIET_WORDS = 30, 5  # of a paragraph without any capital
# "4TH", "12KM"; the Z of "231530Z" stays.
_AFTER_DIGITS = frozenset({"st", "nd", "rd", "th", "d", "s", "km", "kg", "mm", "cm", "m", "ft", "am", "pm", "bn", "mn"})
_ADDRESS = re.compile(r"\S*(?:://|@|www\.)\S+", re.IGNORECASE)
_PARTICLES = re.compile(r"(?:[dlo]['’]|mc)(?=[^\W\d_]{3})")


class Stretch(NamedTuple):
    """Neighbouring lines whose letters are all of one case.

    Attributes
    ----------
    start, end
        Offsets, end exclusive.
    """

    start: int
    end: int


def recased(document: Document, ranks: Ranks) -> str:
    """Return the text as the parser is to read it; offsets are the document's own.

    Parameters
    ----------
    document
        The document; the headline is a stretch of its own.
    ranks
        How common printed forms are.
    """
    text = document.text
    stretches = list(find_stretches(document))
    if not stretches:
        return text
    letters = list(text)
    seen = _seen_in_mixed_case(text, stretches)
    for stretch in stretches:
        addresses = [match.span() for match in _ADDRESS.finditer(text, stretch.start, stretch.end)]
        words = words_of(text, stretch.start, stretch.end)
        for word, printing in zip(words, default_truecaser().choose(words, ranks), strict=True):
            if any(start <= word.start < end for start, end in addresses):
                continue
            letters[word.start : word.end] = _printed(word, printing, seen, letters[word.start : word.end])
    return "".join(letters)


def find_stretches(document: Document) -> Iterator[Stretch]:
    """Yield the stretches of a text that are in capitals throughout, or in a long paragraph have none."""
    text = document.text
    silent = len(text) >= _QUIET_LETTERS and not any(letter.isupper() for letter in text)
    borders = sorted({edge for region in document.regions for edge in (region.start, region.end)})
    for start, end in _paragraphs(text, borders):
        loud = [line for line in _LINE.finditer(text, start, end) if _is_loud(line[0])]
        if loud:
            yield from _joined(text, loud)
        elif silent or _is_quiet(text[start:end]):
            yield Stretch(start, end)


def _paragraphs(text: str, borders: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the bounds of paragraphs, parted by blank lines and where a headline or the like ends."""
    cuts = sorted({*borders, *(match.end() for match in _PARAGRAPH_BREAK.finditer(text)), len(text)})
    start = 0
    for cut in cuts:
        if cut > start:
            yield start, cut
            start = cut


def _joined(text: str, lines: list[re.Match[str]]) -> Iterator[Stretch]:
    """Yield neighbouring lines as one stretch."""
    start, end = lines[0].span()
    for line in lines[1:]:
        if text[end : line.start()].strip():
            yield Stretch(start, end)
            start = line.start()
        end = line.end()
    yield Stretch(start, end)


def _is_loud(line: str) -> bool:
    letters = [letter for letter in line if letter.isupper() or letter.islower()]
    words = len(WORD.findall(line))
    if len(letters) < (_LEAST_LETTERS if words >= _LEAST_WORDS else _TITLE_LETTERS):
        return False
    return sum(letter.isupper() for letter in letters) >= _LOUD * len(letters)


def _is_quiet(paragraph: str) -> bool:
    if any(letter.isupper() for letter in paragraph):
        return False
    letters = sum(letter.islower() for letter in paragraph)
    return letters >= _QUIET_LETTERS and len(WORD.findall(paragraph)) >= _QUIET_WORDS


def _seen_in_mixed_case(text: str, stretches: list[Stretch]) -> dict[str, int]:
    """Return how the rest of the text prints its words, sentence openings aside, where it always prints them so."""
    found: dict[str, Counter[int]] = {}
    start = 0
    for stretch in (*stretches, Stretch(len(text), len(text))):
        mixed = any(letter.isupper() for letter in text[start : stretch.start])
        for word in words_of(text, start, stretch.start) if mixed else ():
            own = text[word.start : word.end]
            if not word.opens or (own.isupper() and len(own) > 1):
                found.setdefault(word.lower, Counter())[_printing_of(own)] += 1
        start = stretch.end
    return {word: next(iter(times)) for word, times in found.items() if len(times) == 1}


def _printing_of(word: str) -> int:
    if len(word) > 1 and word.isupper():
        return CAPITALS
    return CAPITAL if word[:1].isupper() else SMALL


def _printed(word: Word, printing: int, seen: dict[str, int], letters: list[str]) -> list[str]:
    """Return the letters of a word in the printing chosen for it, or in the one that the rest of the text gives it."""
    if word.after_digit:
        return list(map(_small, letters)) if word.lower in _AFTER_DIGITS else letters
    printing = seen.get(word.lower, printing)
    if printing == CAPITALS or "." in word.lower:
        head, tail = _possessive(letters)
        return [*map(_large, head), *map(_small, tail)]
    small = list(map(_small, letters))
    if printing == CAPITAL or word.opens or word.lower == "i" or word.lower.startswith(("i'", "i’")):
        small[0] = _large(small[0])
        particle = _PARTICLES.match("".join(small).lower())
        if particle is not None and printing == CAPITAL:
            small[particle.end()] = _large(small[particle.end()])
    return small


def _possessive(letters: list[str]) -> tuple[list[str], list[str]]:
    """Return the letters of an abbreviation without and of its "'s"."""
    if len(letters) > 2 and letters[-2] in "'’" and letters[-1] in "sS":
        return letters[:-2], letters[-2:]
    return letters, []


def _small(letter: str) -> str:
    """Return a small letter, or the letter itself where the small one is written with two characters."""
    lower = letter.lower()
    return lower if len(lower) == 1 else letter


def _large(letter: str) -> str:
    upper = letter.upper()
    return upper if len(upper) == 1 else letter
