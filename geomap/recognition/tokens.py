"""Reading spaCy tokens: capitals, pieces of entities, the words round a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import kind_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# Names of other things, inside which a place name may stand: "Aleppo University", "the Battle of Mosul".
HOST_LABELS = frozenset({"ORG", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT"})
_SEPARATORS = frozenset({",", "/", ";", "&", "|", "(", ")", "[", "]", ":", "–", "—", "-", "and", "or"})
HYPHENS = frozenset({"-", "–", "—", "/", "‑"})
_ARTICLES = frozenset({"the", "a", "an"})
_EDGES = frozenset("'’\"“”‘.,;:!?()[]{}*_•-–—/ \n\t")
_SHOUTING = 0.7  # share of capitals among the letters of a line from which capitals say nothing
_MIN_LETTERS = 8


def is_capitalised(token: Token) -> bool:
    """Tell whether the word begins with a capital, or with a short prefix before one ("al-Bab", "d'Ivoire")."""
    return opens_with_capital(token.text)


def opens_with_capital(text: str) -> bool:
    """Tell the same of a word by itself."""
    return text[:1].isupper() or (text[:2] in {"d'", "d’", "l'", "l’"} and text[2:3].isupper())


def in_capitals(line: SpacySpan) -> bool:
    """Tell whether a line is printed in capitals throughout."""
    letters = [char for char in line.text if char.isalpha()]
    return len(letters) >= _MIN_LETTERS and sum(char.isupper() for char in letters) / len(letters) >= _SHOUTING


def line_of(doc: Doc, index: int) -> SpacySpan:
    """Return the part of a token's sentence that stands on its line: a headline may share a sentence with the text."""
    sentence = doc[index].sent
    start = end = index
    while start > sentence.start and "\n" not in doc[start - 1].text:
        start -= 1
    while end < sentence.end and "\n" not in doc[end].text:
        end += 1
    return doc[start : max(end, index + 1)]


def in_title_case(sentence: SpacySpan) -> bool:
    """Tell whether nearly every content word of a line is capitalised, as in a headline."""
    words = [token for token in sentence if token.is_alpha and not token.is_stop]
    return len(words) >= 4 and sum(is_capitalised(token) for token in words) >= 0.85 * len(words)


def root_of(doc: Doc, start: int, end: int) -> Token:
    """Return the first word whose grammatical head stands outside the tokens; ``Span.root`` scans the whole text."""
    for index in range(start, end):
        token = doc[index]
        if not start <= token.head.i < end or token.head.i == index:
            return token
    return doc[start]


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return token bounds without articles, quotes, possessives and white space at the edges."""
    while start < end and (doc[start].lower_ in _ARTICLES or not doc[start].text.strip("".join(_EDGES))):
        start += 1
    while end > start and (doc[end - 1].tag_ == "POS" or not doc[end - 1].text.strip("".join(_EDGES))):
        end -= 1
    return start, end


def pieces(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield token bounds of the names that separators divide an entity into."""
    begin = start
    for index in range(start, end + 1):
        if index == end or doc[index].lower_ in _SEPARATORS:
            bounds = trimmed(doc, begin, index)
            if bounds[0] < bounds[1]:
                yield bounds
            begin = index + 1


def has_separator(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a separator stands between the bounds."""
    return any(doc[index].lower_ in _SEPARATORS for index in range(start, end))


def surface_of(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """Return character bounds of tokens, without a final full stop that is no part of an abbreviation."""
    begin = doc[start].idx
    text = doc[start:end].text  # Doc.text would join the whole document anew
    while text and text[-1] in _EDGES and not (text[-1] == "." and text[:-1].replace(".", "").isalpha()):
        text = text[:-1]
    while text and text[0] in _EDGES:
        begin, text = begin + 1, text[1:]
    return begin, begin + len(text)


def stated_kind(doc: Doc, start: int, end: int) -> tuple[str, str]:
    """Return the kind of feature that the words in or round a name state, and the name without it.

    Returns
    -------
    tuple
        The kind word in lower case (``""`` for none), and the bare name where the kind word stands inside it
        (else ``""``).
    """
    known = kind_words()
    first, last = doc[start].lower_.rstrip("."), doc[end - 1].lower_
    if end - start > 1:
        if last in known and is_capitalised(doc[end - 1]):
            return last, doc[start : end - 1].text.removesuffix("'s")
        if first in known and known[first].before:
            return first, doc[start + 1 : end].text
        if first in known and doc[start + 1].lower_ == "of" and end - start > 2:
            return first, doc[start + 2 : end].text
    if end < len(doc) and doc[end].lower_ in known and not _opens_name(doc, end):
        return doc[end].lower_, ""
    if end + 1 < len(doc) and doc[end].text in {"'s", "’s"} and doc[end + 1].lower_ in known:
        return doc[end + 1].lower_, ""
    return _kind_before(doc, start), ""


def _opens_name(doc: Doc, index: int) -> bool:
    """Tell whether a kind word belongs to another name that follows: "in Kern County" after "Fresno"."""
    return doc[index].is_title and index + 1 < len(doc) and doc[index + 1].lower_ == "of"


def _kind_before(doc: Doc, start: int) -> str:
    known = kind_words()
    index = start - 1
    while index >= 0 and doc[index].lower_ in _ARTICLES:
        index -= 1
    if index >= 1 and doc[index].lower_ == "of" and doc[index - 1].lower_ in known:
        return doc[index - 1].lower_
    if index >= 0 and index == start - 1:
        word = doc[index].lower_
        appositive = word in {"province", "oblast", "state", "city", "town", "village", "capital", "river", "country"}
        if word in known and (known[word].before or appositive):
            return word
    return ""
