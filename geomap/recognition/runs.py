"""Runs of capitalised words that may be one name: "Tal as-Sultan", "Sotnytskyi Kozachok", "Dar es Salaam"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import not_places, standing_words
from geomap.recognition.tokens import opens_with_capital

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

# Small words inside a name, between two capitalised ones.
_JOINTS = frozenset(
    {"de", "del", "della", "dei", "di", "da", "do", "dos", "das", "du", "la", "le", "les", "el", "al", "es", "e", "y"}
)
_ARTICLES = frozenset({"al", "as", "an", "ar", "ad", "at", "az", "ash", "el", "ul", "ed", "es", "et"})
_HYPHENS = frozenset({"-", "‑"})
# Kinds of division that Korean and Japanese names end in.
_SUFFIXES = frozenset({"ri", "dong", "gun", "gu", "si", "do", "eup", "myeon", "cho", "ku", "ken", "shi", "gang", "san"})
# Parts of names that the tagger takes for months: "the Zinda Jan district".
MONTHS = frozenset({"Jan", "Mar", "May", "Sep"})
_LONGEST_LINK = 3  # letters: "Dasht-e-Barchi", "Croix-des-Bouquets"
_APOSTROPHES = frozenset({"'", "’", "‘", "ʼ", "`"})
# What the tagger takes for one of these is no place's name.
_OTHER = frozenset(
    {"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "LAW", "WORK_OF_ART"}
)


def runs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield token bounds of the runs, in text order; common words that a sentence opens with are in none."""
    words = [token.text for token in doc]
    index = 0
    while index < len(words):
        if not _begins(doc, words, index):
            index += 1
            continue
        end = _end(doc, words, index)
        yield index, end
        index = max(end, index + 1)


def _begins(doc: Doc, words: list[str], index: int) -> bool:
    word = words[index]
    if not opens_with_capital(word) or not any(map(str.isalpha, word)) or doc[index].ent_type_ in _OTHER:
        return False
    hyphened = index + 1 < len(words) and words[index + 1] in _HYPHENS and not doc[index].whitespace_
    if word.lower() in not_places().weak and not hyphened and not _is_article(doc, words, index):
        return False
    return doc[index].pos_ in {"PROPN", "X", "NOUN", "ADJ"} or hyphened


def _is_article(doc: Doc, words: list[str], index: int) -> bool:
    """Tell whether an Arabic article opens a name inside a sentence: "strikes on An Nuseirat"."""
    before = index > 0 and doc[index - 1].is_lower
    return before and words[index].lower() in _ARTICLES and index + 1 < len(words) and _is_part(doc, words, index + 1)


def _end(doc: Doc, words: list[str], start: int) -> int:
    """Return the index after the last word of the run that begins at ``start``."""
    end = start + 1
    while end < len(words):
        if _is_part(doc, words, end):
            end += 1
        elif not doc[end - 1].whitespace_ and words[end] in _HYPHENS | _APOSTROPHES and _is_joined(doc, words, end):
            end += 2
        elif words[end].lower() in _ARTICLES and _precedes_hyphen(doc, words, end):
            end += 3
        elif words[end] in _JOINTS and end + 1 < len(words) and _is_part(doc, words, end + 1):
            end += 2
        else:
            break
    return end


def _is_part(doc: Doc, words: list[str], index: int) -> bool:
    word = words[index]
    return (
        opens_with_capital(word)
        and any(map(str.isalpha, word))
        and not doc[index].is_sent_start
        and (doc[index].ent_type_ not in _OTHER or _is_no_month(doc, words, index))
    )


def _is_no_month(doc: Doc, words: list[str], index: int) -> bool:
    """Tell whether what the tagger takes for a month ends a name: "the Zinda Jan district"."""
    follows = words[index + 1] if index + 1 < len(words) else ""
    alone = doc[index].ent_iob_ == "B" and not (index + 1 < len(words) and doc[index + 1].ent_iob_ == "I")
    return words[index] in MONTHS and alone and not follows[:1].isdigit() and follows != "."


def _is_joined(doc: Doc, words: list[str], index: int) -> bool:
    """Tell whether a hyphen or apostrophe without spaces joins two parts: "Al-Mawasi", "Punggye-ri", "Shuja'iyya".

    Not so in "Chicago-based".
    """
    if doc[index].whitespace_ or index + 1 >= len(words) or not words[index + 1].isalpha():
        return False
    after = words[index + 1]
    if words[index] in _APOSTROPHES or opens_with_capital(after) or after in _SUFFIXES:
        return True
    linked = index + 3 < len(words) and words[index + 2] in _HYPHENS and not doc[index + 1].whitespace_
    return linked and len(after) <= _LONGEST_LINK and opens_with_capital(words[index + 3])


def _precedes_hyphen(doc: Doc, words: list[str], index: int) -> bool:
    """Tell whether an Arabic article follows: "Tal as-Sultan"."""
    return (
        index + 2 < len(words)
        and words[index + 1] in _HYPHENS
        and not doc[index].whitespace_
        and opens_with_capital(words[index + 2])
    )


def ends_of_road(doc: Doc, start: int, end: int) -> list[tuple[int, int]]:
    """Return both halves of "the Mbau-Kamango road", which are two names; a run as it is otherwise."""
    hyphens = [index for index in range(start, end) if doc[index].text in _HYPHENS]
    if len(hyphens) != 1 or end >= len(doc) or doc[end].lower_ not in standing_words().roads:
        return [(start, end)]
    halves = [(start, hyphens[0]), (hyphens[0] + 1, end)]
    return (
        halves
        if all(first < last and opens_with_capital(doc[first].text) for first, last in halves)
        else [(start, end)]
    )
