"""Names that stand where a place stands but that nobody took for one: "in Gursai", "the Chilobwe site"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.governing import LOCATIVE, is_geographic
from geomap.events.lexicon import words
from geomap.events.syntax import OBJECTS, any_of
from geomap.events.wording import wording
from geomap.model import Mention, MentionKind, Resolution
from geomap.recognition.persons import is_name_word, parts_of_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Span, Token

    from geomap.language import ParsedDocument

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NEVER = frozenset(
    "DATE TIME NORP MONEY PERCENT CARDINAL ORDINAL QUANTITY LANGUAGE LAW EVENT PRODUCT".split()  # noqa: SIM905
)
_SPOTS = LOCATIVE - {"of", "by", "under", "upon"}
_IN = frozenset({"in", "near", "inside", "outside", "off"})
_TITLES, _OFFICES, _COMMON = wording("names.title"), wording("names.office"), wording("names.common")
_JOINTS = frozenset({"-", "'", "’", "‘", "`"})
_LINKED = frozenset({"compound", "nmod", "appos", "conj", "flat", "poss", "amod", "nummod"})
_INHABITANTS = frozenset({"resident", "people", "inhabitant", "siege", "battle", "town", "outskirt"})
_SITES = frozenset({"island", "islands"})
_APART = 2  # words
_TWICE = 2
_RECOGNISER = "events-names"
_RUNS = "geomap.events.runs"


def unrecognised_names(parsed: ParsedDocument, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the proper names that stand where places stand and that the recogniser left out, unresolved.

    Parameters
    ----------
    parsed
        The document and its parse.
    resolutions
        What the recogniser found; names that touch these are left to it.

    Returns
    -------
    tuple of Resolution
        NIL all of them, in text order.
    """
    taken = {
        token.i
        for resolution in resolutions
        for token in parsed.tokens_in(resolution.mention.start, resolution.mention.end)
    }
    persons = parts_of_persons(parsed.doc)
    runs = [
        span
        for start, end in _runs(parsed.doc)
        if taken.isdisjoint(range(start, end)) and not _is_person(span := parsed.doc[start:end], persons)
    ]
    found = tuple(
        Resolution(Mention(span.start_char, span.end_char, span.text, recogniser=_RECOGNISER))
        for span in runs
        if _stands_for_place(span.root) and not _is_acronym(span) and not _is_common(span)
    )
    return whole_names(parsed, found)


def _is_person(span: Span, persons: Mapping[str, set[int]]) -> bool:
    """Tell whether a text has a name as a person's elsewhere: "hit Slepian", where it tells of Barnett Slepian."""
    if len(span) > 1 and any(_is_spot(token) for token in span):
        return False
    own = set(range(span.start, span.end))
    return all(persons.get(token.text, own) - own or _is_mostly_person(token) for token in span if is_name_word(token))


def _is_mostly_person(token: Token) -> bool:
    """Tell whether the same word is, in most places of the text, tagged as a person."""
    same = any_of(token.doc, {token.lower_})
    labels = [other.ent_type_ for other in same if other.text == token.text and other.i != token.i]
    people = labels.count("PERSON")
    return people >= _TWICE and people > sum(label in _PLACES for label in labels)


def whole_names(parsed: ParsedDocument, resolutions: Sequence[Resolution]) -> tuple[Resolution, ...]:
    """Return the resolutions, unresolved ones under their whole name: "Cashmere High School", "Magenta airport"."""
    if not any(item.is_nil for item in resolutions):
        return tuple(resolutions)
    runs = {index: (start, end) for start, end in _runs(parsed.doc) for index in range(start, end)}
    return tuple(_widened(item, parsed, runs) if item.is_nil else item for item in resolutions)


def _is_common(span: Span) -> bool:
    """Tell whether a run is a person with an office, or a mere common noun: "Prime Minister X", "the State"."""
    if any(token.lower_ in _OFFICES for token in span):
        return True
    return len(span) == 1 and span[0].lower_ in _COMMON


def _widened(resolution: Resolution, parsed: ParsedDocument, runs: Mapping[int, tuple[int, int]]) -> Resolution:
    mention = resolution.mention
    tokens = parsed.tokens_in(mention.start, mention.end)
    run = runs.get(tokens[-1].i) if tokens and mention.kind is MentionKind.LITERAL else None
    if run is None:
        return resolution
    first, last = parsed.doc[run[0]], parsed.doc[run[1] - 1]
    above = last.head
    if (
        last.dep_ in _LINKED
        and 0 < above.i - last.i <= _APART
        and above.lemma_.lower() in words("venue") | words("urban") | _SITES
    ):
        last = above  # "Magenta airport", "Cashmere High School"
    last = _tail(last) if _is_spot(last) else last
    start, end = min(first.idx, mention.start), max(last.idx + len(last), mention.end)
    text = parsed.document.text[start:end]
    return replace(resolution, mention=replace(mention, start=start, end=end, surface=text))


def _tail(noun: Token) -> Token:
    """Return the last word of a name that goes on with "of": "Palace of Conventions"."""
    for child in noun.children:
        if child.lower_ == "of" and child.i == noun.i + 1:
            inner = next((below for below in child.children if below.pos_ == "PROPN"), None)
            return inner if inner is not None and inner.i <= noun.i + 1 + _APART else noun
    return noun


def is_guessed(resolution: Resolution) -> bool:
    """Tell whether a resolution is a name that the recogniser had left out."""
    return resolution.mention.recogniser == _RECOGNISER


def _runs(doc: Doc) -> tuple[tuple[int, int], ...]:
    """Return where each run of proper nouns begins and ends, found once: "Deir Ezzor Military Airport", "Ma'ardes"."""
    known: tuple[tuple[int, int], ...] | None = doc.user_data.get(_RUNS)
    if known is None:
        known = doc.user_data[_RUNS] = tuple(_found_runs(doc))
    return known


def _found_runs(doc: Doc) -> Iterator[tuple[int, int]]:
    start = -1
    naming = {doc.vocab.strings[part] for part in ("PROPN", "NOUN")}
    for index, part in enumerate(doc.to_array("POS").tolist()):
        if start < 0 and part not in naming:
            continue  # no name begins here
        token = doc[index]
        inner = _is_name(token) or (start >= 0 and token.i > start + 1 and doc[token.i - 1].text == "-")
        joint = start >= 0 and token.text in _JOINTS and token.i + 1 < len(doc) and doc[token.i + 1].text.isalpha()
        if (inner or joint) and not (start >= 0 and token.is_sent_start):
            start = token.i if start < 0 else start
            continue
        if start >= 0:
            yield start, token.i
        start = token.i if inner else -1
    if start >= 0:
        yield start, len(doc)


def _is_name(token: Token) -> bool:
    """Tell whether a word is part of a name: a proper noun, or a noun with a capital inside a sentence."""
    if token.pos_ != "PROPN" and not (token.pos_ == "NOUN" and token.is_title and not token.is_sent_start):
        return False
    return token.ent_type_ not in _NEVER and any(char.isalpha() for char in token.text)


def _stands_for_place(head: Token) -> bool:  # noqa: PLR0911 -- a table of roles
    if head.lower_ in _TITLES or (head.i and head.nbor(-1).lower_ in _TITLES):
        return False
    if head.ent_type_ in _PLACES or _is_spot(head):
        return True
    token = head
    for _ in range(4):
        above = token.head
        if token.dep_ == "pobj":
            named = head.ent_type_ in {"PERSON", "ORG"} and token is head
            body = head.ent_type_ == "ORG" and not is_geographic(above.head)  # "the House of Representatives"
            inside = above.lower_ == "of" and _has_inside(above.head) and not body
            return above.lower_ in (_IN if named else _SPOTS) or inside
        if token.dep_ in OBJECTS | {"nsubjpass"}:
            return head.ent_type_ != "PERSON" and above.lemma_.lower() in words("taking")
        if token.dep_ == "oprd" and above.lemma_ in {"call", "name"}:
            return _is_spot(above.head)
        if token.dep_ not in _LINKED or above == token or _is_aside(token, above):
            return False
        if token is head and _is_spot(above):
            return True
        if head.ent_type_ == "PERSON" and head.ent_iob_ == "I" and above.pos_ == "NOUN":
            return False  # "the Elian Gonzalez custody battle"
        token = above
    return False


def _is_aside(token: Token, above: Token) -> bool:
    """Tell whether a name only says whose, or which thing, a noun is: "Lonmin's mine", "another drill, Max Thunder"."""
    owner = token.dep_ == "poss" and token.ent_type_ in {"PERSON", "ORG"}
    return owner or (token.dep_ == "appos" and above.pos_ == "NOUN" and not _is_spot(above))


def _is_acronym(span: Span) -> bool:
    """Tell whether a name is a body's initials, or a road's number, in a text not in capitals: "the RSF", "the A10"."""
    return span.text.isupper() and len(span) == 1 and not span.sent.text.isupper()


def _has_inside(noun: Token) -> bool:
    """Tell whether "of" a name says where: "the village of X", "residents of X"."""
    return _is_spot(noun) or noun.lemma_.lower() in _INHABITANTS


def _is_spot(noun: Token) -> bool:
    return is_geographic(noun) or noun.lemma_.lower() in words("venue")
