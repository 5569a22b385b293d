"""Names that stand where a place stands but that nobody took for one: "in Gursai", "the Chilobwe site"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.governing import LOCATIVE, is_geographic
from geomap.events.lexicon import words
from geomap.events.syntax import OBJECTS
from geomap.model import Mention, Resolution

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Span, Token

    from geomap.language import ParsedDocument

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NEVER = frozenset({"DATE", "TIME", "NORP", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE", "LAW"})
_SPOTS = LOCATIVE - {"of", "by", "under", "upon"}
_AT = frozenset({"in", "at", "near", "inside", "outside"})
_TITLES = frozenset({"president", "ms", "mr", "mrs", "minister", "prime", "general", "king"})
_JOINTS = frozenset({"-", "'", "’", "‘", "`"})
_LINKED = frozenset({"compound", "nmod", "appos", "conj", "flat", "poss", "amod", "nummod"})
_INHABITANTS = frozenset({"resident", "people", "inhabitant", "siege", "battle", "town", "outskirt"})
_RECOGNISER = "events-names"


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
    return tuple(
        Resolution(Mention(span.start_char, span.end_char, span.text, recogniser=_RECOGNISER))
        for span in _runs(parsed)
        if not any(token.i in taken for token in span) and _stands_for_place(span.root)
    )


def is_guessed(resolution: Resolution) -> bool:
    """Tell whether a resolution is a name that the recogniser had left out."""
    return resolution.mention.recogniser == _RECOGNISER


def _runs(parsed: ParsedDocument) -> Iterator[Span]:
    """Yield every run of proper nouns: "Deir Ezzor Military Airport", "Ma'ardes"."""
    doc, start = parsed.doc, -1
    for token in doc:
        inner = token.pos_ == "PROPN" and token.ent_type_ not in _NEVER and any(char.isalpha() for char in token.text)
        joint = start >= 0 and token.text in _JOINTS and token.i + 1 < len(doc) and doc[token.i + 1].pos_ == "PROPN"
        if (inner or joint) and not (start >= 0 and token.is_sent_start):
            start = token.i if start < 0 else start
            continue
        if start >= 0:
            yield doc[start : token.i]
        start = token.i if inner else -1
    if start >= 0:
        yield doc[start : len(doc)]


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
            return above.lower_ in (_AT if named else _SPOTS) or (above.lower_ == "of" and _has_inside(above.head))
        if token.dep_ in OBJECTS | {"nsubjpass"}:
            return head.ent_type_ != "PERSON" and above.lemma_.lower() in words("taking")
        if token.dep_ == "oprd" and above.lemma_ in {"call", "name"}:
            return _is_spot(above.head)
        if token.dep_ not in _LINKED or above == token:
            return False
        if token is head and _is_spot(above):
            return True
        token = above
    return False


def _has_inside(noun: Token) -> bool:
    """Tell whether "of" a name says where: "the village of X", "residents of X"."""
    return _is_spot(noun) or noun.lemma_.lower() in _INHABITANTS


def _is_spot(noun: Token) -> bool:
    return is_geographic(noun) or noun.lemma_.lower() in words("venue")
