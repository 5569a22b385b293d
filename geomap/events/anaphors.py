"""Words that stand for another event of the kind told last: "a second one", "another followed in Galle"."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.sentences import sentence_starts
from geomap.events.syntax import NOMINAL, VERBAL, forms, lemma

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger
    from geomap.language import ParsedDocument

_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "other", "latter", "last"})
_ANOTHER = frozenset({"another", "second", "third", "fourth", "fifth", "similar", "new", "earlier", "later", "last"})
_STANDING = _ORDINALS | {"one", "ones", "another"}
_BESIDE = frozenset({"det", "amod", "nummod", "advmod", "compound", "pobj"})
_SITING = frozenset({"in", "at", "near", "on", "off"})
_REACH = 3  # sentences back, the own one among them
_PEOPLE = frozenset(
    {"wound", "injure", "hurt", "arrest", "detain", "hospitalise", "hospitalize", "kill", "die", "shoot"}
)


def find_anaphors(parsed: ParsedDocument, triggers: Sequence[Trigger]) -> Iterator[tuple[Token, Trigger]]:
    """Yield the words that stand for another event, each with the trigger whose kind it shares.

    Parameters
    ----------
    parsed
        The document.
    triggers
        What was found, in text order.
    """
    starts = sentence_starts(parsed.doc)
    dated = {token.i for span in parsed.doc.ents if span.label_ == "DATE" for token in span}
    for index, form in enumerate(forms(parsed.doc)):
        if form not in _STANDING and index not in dated:
            continue
        token = parsed.doc[index]
        if not (_is_one(token) or _is_another(token) or _is_of_a_year(token)) or not parsed.document.is_told_at(
            token.idx
        ):
            continue
        here = bisect_right(starts, token.i)
        reach = starts[max(0, here - _REACH)]
        before = [item for item in triggers if reach <= item.token.i < token.i and item.named is None]
        told = [item for item in before if item.is_noun] or ([] if _is_one(token) else before)
        if told and not _counts_people(token, told[-1]):
            yield token, told[-1]


def _is_one(token: Token) -> bool:
    """Tell whether a token is the "one" of "a second one", or of "one with Russia is planned"."""
    if token.lower_ not in {"one", "ones"}:
        return False
    children = list(token.children)
    if any(child.lower_ in _ANOTHER for child in children):
        return True
    return token.dep_ in {"nsubj", "nsubjpass", "conj"} and any(
        child.dep_ == "prep" and child.lower_ in {"with", "in", "at", "near", "off", "on"} for child in children
    )


def _is_another(token: Token) -> bool:
    """Tell whether an ordinal or "another" stands for a noun: as a subject, or where a verb is left out."""
    if token.lower_ not in _ORDINALS | {"another"} or (token.dep_ in _BESIDE and token.head.pos_ in NOMINAL):
        return False
    following = token.nbor() if token.i + 1 < len(token.doc) else token
    if following.pos_ in {*NOMINAL, "ADJ"} and following.dep_ != "nsubj" and following.lower_ != "last":
        return False
    articled = token.lower_ == "another" or any(child.lower_ in {"a", "the"} for child in token.children)
    if not articled:
        return False
    if token.dep_ in {"nsubj", "nsubjpass"} and token.head.pos_ in VERBAL:
        said = lemma(token.head) == "be" and any(child.dep_ in {"attr", "acomp"} for child in token.head.children)
        return lemma(token.head) in words("anaphoric") and not said  # "the first was a car"
    if token.dep_ == "amod" and following.text == ",":
        return lemma(token.sent.root) in words("anaphoric")  # "The second, in Rome on 5 June, ended early"
    denied = token.dep_ == "attr" and any(child.dep_ == "neg" for child in token.head.children)
    sited = any(child.dep_ == "prep" and child.lower_ in _SITING for child in token.children)
    return sited and not denied and token.dep_ in {"conj", "appos", "ROOT", "dobj", "attr"}


def _is_of_a_year(token: Token) -> bool:
    """Tell whether a possessive stands alone: "last year's was held off Sasebo"."""
    owns = any(child.dep_ == "case" for child in token.children)
    return owns and token.ent_type_ == "DATE" and token.head.pos_ in VERBAL and lemma(token.head) in words("anaphoric")


def governor(token: Token) -> Token | None:
    """Return the verb of a word that the parser hung astray: that of "last year's was held", or its sentence's."""
    if token.head.pos_ in VERBAL:
        return token.head
    root = token.sent.root
    return root if root.pos_ in VERBAL else None


def _counts_people(token: Token, antecedent: Trigger) -> bool:
    """Tell whether it may stand for somebody hurt: "killed two and wounded another"."""
    if lemma(token.head) in _PEOPLE and token.dep_ in {"dobj", "nsubjpass", "conj"}:
        return True
    if token.dep_ == "nsubj":
        return False
    between = token.doc[antecedent.token.i + 1 : token.i]
    counted = any(item.like_num and item.pos_ == "NUM" and item.ent_type_ != "DATE" for item in between)
    return counted and antecedent.token.sent == token.sent
