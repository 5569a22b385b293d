"""Stretches of a text that might be place names, before anything is decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import abbreviations, combining_forms, kind_words, not_places
from geomap.recognition.names import undotted
from geomap.recognition.tokens import (
    HYPHENS,
    PLACE_LABELS,
    has_separator,
    is_capitalised,
    opens_with_capital,
    pieces,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from geomap.recognition.names import KnownNames

LONGEST = 6  # tokens in a listed name
_CLOSED = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_SETTLEMENTS = frozenset({"city", "town", "village", "port", "suburb", "district", "province", "capital", "hamlet"})
# "The city of Angels" and "the port of Hope" may be figures; a town or village is one by its name.
_NAMED_SETTLEMENTS = frozenset({"town", "village", "hamlet", "township", "municipality", "barangay", "commune"})
PLACING = frozenset({"in", "at", "near", "from", "to", "outside", "toward", "towards"})
_BESIDE = frozenset({"at", "near", "outside"})
SHORTENED = frozenset({"ft", "mt", "st", "ste", "pt"})
_NEVER_DATES = frozenset({"at", "near", "outside", "toward", "towards"})
_LONGEST_SHORTENED = 3  # words
_SUFFIX = 4  # letters
_JOINTS = frozenset({"of", "de", "del", "la", "the", "and", "&", "-", "’s", "'s", "upon", "on", "al", "el"})


def candidate_spans(doc: Doc, names: KnownNames) -> list[tuple[int, int]]:
    """Return token bounds of everything that might be a place name or demonym, in text order.

    The tagger's places and the names they divide into; capitalised words that the gazetteer knows; capitalised words
    that end in a kind of feature ("Anthony Creek"), and abbreviated states after a comma. They overlap.
    """
    found: set[tuple[int, int]] = set()
    words = [token.text for token in doc]  # read once: a spaCy token is made anew whenever it is asked for
    for start, end in (*_tagged(doc, names), *_listed(doc, words, names), *_abbreviated(doc, words)):
        found.add((start, end))
        found.update(_widened(doc, start, end))
    found.update(_by_kind(doc, words))
    found.update(_shortened(doc, words))
    found.update(_placed(doc, words))
    found.update(_called(doc, words))
    found.update(_combined(words))
    return sorted(found)


def text_of(doc: Doc, start: int, end: int) -> str:
    """Return the text of tokens on one line."""
    if end - start == 1:
        return doc[start].text.strip()
    return " ".join(doc[start:end].text.split())


def _tagged(doc: Doc, names: KnownNames) -> Iterator[tuple[int, int]]:
    for entity in doc.ents:
        if entity.label_ not in PLACE_LABELS and entity.label_ != "NORP":
            continue
        start, end = trimmed(doc, entity.start, entity.end)
        if start == end or not any(map(str.isupper, entity.text)):
            continue
        if not has_separator(doc, start, end):
            yield start, end
            continue
        if names.facts(text_of(doc, start, end)).known:
            yield start, end
        yield from pieces(doc, start, end)


def _combined(words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield both halves of "Sino-Indian"."""
    for index in range(len(words) - 2):
        if words[index + 1] in HYPHENS and words[index].lower() in combining_forms() and words[index][0].isupper():
            yield index, index + 1
            yield index + 2, index + 3


def combining_form(doc: Doc, start: int, end: int) -> str:
    """Return the word in full that the first half of "Sino-Indian" stands for; ``""`` for other words."""
    if end - start > 1 or end + 1 >= len(doc) or doc[end].text not in HYPHENS or not is_capitalised(doc[start]):
        return ""
    return combining_forms().get(doc[start].lower_, "") if is_capitalised(doc[end + 1]) else ""


def is_combined(doc: Doc, start: int, end: int, names: KnownNames) -> bool:
    """Tell whether the words are one half of "Sino-Indian"."""
    if end - start > 1:
        return False
    if start > 1 and combining_form(doc, start - 2, start - 1):
        return bool(names.demonym(doc[start].text))
    return bool(combining_form(doc, start, end) and names.demonym(doc[end + 1].text))


def _listed(doc: Doc, words: list[str], names: KnownNames) -> Iterator[tuple[int, int]]:
    upper = [opens_with_capital(word) for word in words]
    capital = [flag and doc[index].ent_type_ not in _CLOSED for index, flag in enumerate(upper)]
    for start in range(len(words)):
        if not capital[start]:
            if upper[start] and is_spelled_out(doc, start, start + 1, names):
                yield start, start + 1
            continue
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            if not capital[end - 1]:
                if words[end - 1].lower() not in _JOINTS:
                    break
                continue
            text = text_of(doc, start, end)
            if text.lower() in not_places().weak and end - start == 1 and not is_spelled_out(doc, start, end, names):
                continue
            if trimmed(doc, start, end) != (start, end):
                continue
            if names.demonym(text) or names.facts(undotted(text)).known:
                yield start, end


def is_spelled_out(doc: Doc, start: int, end: int, names: KnownNames) -> bool:
    """Tell whether the words round a name leave no doubt: "the town of March", "in Of, Turkey"."""
    if not is_capitalised(doc[start]) or start < 1 or not names.facts(text_of(doc, start, end)).known:
        return False
    before = doc[start - 1].lower_
    if start > 1 and before == "of" and doc[start - 2].lower_ in _SETTLEMENTS:
        return True
    # "From Wisbech and March in Cambridgeshire."
    joined = (
        start > 2 and before in {"and", "or"} and doc[start - 3].lower_ in PLACING and is_capitalised(doc[start - 2])
    )
    if not (before in PLACING or joined or doc[start - 1].lemma_.lower() in not_places().place_verbs):
        return False
    stop, country = _end_of_container(doc, end, names, inside=before != "in")
    if not stop:
        return _is_called_settlement(doc, end) and doc[start].ent_type_ not in _CLOSED
    # "In March, England lost": a month goes with such words too, unless one never says "at" of it.
    closed = not country and doc[end].text == "," and (stop == len(doc) or doc[stop].is_punct)
    return doc[start].ent_type_ not in _CLOSED or before in _NEVER_DATES or joined or closed


def _is_called_settlement(doc: Doc, end: int) -> bool:
    """Tell whether an apposition calls the name a town: "in Of, a Turkish district"."""
    if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in {"a", "an", "the"}:
        return False
    return any(token.lower_ in _SETTLEMENTS for token in doc[end + 2 : end + 2 + _LONGEST_SHORTENED])


def _end_of_container(doc: Doc, end: int, names: KnownNames, *, inside: bool) -> tuple[int, bool]:
    """Return the index after a division that follows a comma or, where ``inside``, "in" (0 for none).

    And whether it is a country, a region or a first-order division.
    """
    at = end + (end < len(doc) and doc[end].text == ",")
    if inside and at + 1 < len(doc) and doc[at].lower_ == "in":
        at = _past_sides(doc, at + 1)  # "at Reading in Berkshire", but not "in March in Berkshire"
    if at == end or at >= len(doc) or not is_capitalised(doc[at]):
        return 0, False
    for stop in range(at + 1, min(at + 3, len(doc)) + 1):
        facts = names.facts(text_of(doc, at, stop))
        if facts.division or facts.admin2 or facts.area:
            return stop, facts.division
    return 0, False


def _past_sides(doc: Doc, index: int) -> int:
    """Return the index after "northeastern" and the like."""
    return index + (doc[index].lower_.endswith("ern") and index + 1 < len(doc))


def _abbreviated(doc: Doc, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield "Ky." and "W. Va." after a capitalised name and a comma."""
    for start in range(2, len(words)):
        if words[start - 1] != "," or not opens_with_capital(words[start - 2]):
            continue
        for end in (start + 2, start + 1):
            if end <= len(doc) and doc[start:end].text in abbreviations():
                yield start, end
                break


def _widened(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the bounds with a capitalised kind word that may belong to the name."""
    known = kind_words()
    if end < len(doc) and is_capitalised(doc[end]) and doc[end].lower_ in known:
        yield start, end + 1
    if start > 0 and is_capitalised(doc[start - 1]):
        kind = known.get(doc[start - 1].lower_.rstrip("."))
        if kind is not None and kind.before:
            yield start - 1, end


def _shortened(doc: Doc, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield "Ft. Worth", "Mt. Pleasant" and "St. Cloud", whose dot may be a token of its own."""
    for index in range(len(words) - 1):
        if words[index].rstrip(".").lower() not in SHORTENED or not words[index][0].isupper():
            continue
        name = index + 1 + (words[index + 1] == ".")
        end = name
        while end < len(words) and end - name < _LONGEST_SHORTENED and is_capitalised(doc[end]):
            end += 1
            yield index, end


def _placed(doc: Doc, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield capitalised words after "at" and "near", be they known or not: "at Punggye-ri"."""
    for index in range(1, len(words)):
        if words[index - 1] not in _BESIDE or not opens_with_capital(words[index]) or doc[index].ent_type_ in _CLOSED:
            continue
        end = index + 1
        while end < len(words) and end - index < _LONGEST_SHORTENED and opens_with_capital(words[end]):
            end += 1
        # A division's suffix in lower case: Punggye-ri, Itaewon-dong.
        if end + 1 < len(words) and words[end] == "-" and words[end + 1].islower() and len(words[end + 1]) <= _SUFFIX:
            end += 2
        yield index, end


def _called(doc: Doc, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield the capitalised words that a kind word names, be they known or not: "the town of Baggao"."""
    for start in range(2, len(words)):
        if is_called(doc, start):
            end = start + 1
            while end < len(words) and end - start < LONGEST and (opens_with_capital(words[end]) or _joins(words, end)):
                end += 1
            yield start, end


def is_called(doc: Doc, start: int) -> bool:
    """Tell whether the words before say that a settlement's name follows: "the town of", "in the village of"."""
    if start < 2 or doc[start - 1].lower_ != "of" or not is_capitalised(doc[start]):
        return False
    return doc[start - 2].lower_ in _NAMED_SETTLEMENTS and doc[start].ent_type_ not in _CLOSED


def _joins(words: list[str], index: int) -> bool:
    """Tell whether a hyphen stands between two capitalised words: "Ndélélé-Sud"."""
    return words[index] == "-" and index + 1 < len(words) and opens_with_capital(words[index + 1])


def _by_kind(doc: Doc, words: list[str]) -> Iterator[tuple[int, int]]:
    """Yield capitalised words that end in a kind of feature, or begin with one that goes before."""
    known = kind_words()
    for index, word in enumerate(words):
        kind = known.get(word.lower().rstrip(".")) if opens_with_capital(word) else None
        if kind is None:
            continue
        start = index
        while (
            start > 0 and index - start < LONGEST - 1 and is_capitalised(doc[start - 1]) and not doc[start - 1].is_stop
        ):
            start -= 1
        if start < index:
            yield start, index + 1
        if kind.before and index + 1 < len(doc) and is_capitalised(doc[index + 1]):
            end = index + 2
            while end < len(doc) and end - index < LONGEST and is_capitalised(doc[end]):
                end += 1
            yield index, end
