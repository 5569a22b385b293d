"""Whom a pronoun stands for, and which words mean two sides without naming them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.sentences import start_of
from geomap.events.syntax import SUBJECTS, conjuncts, lemma, pobjects

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

_REACH = 60  # tokens before the pronoun's sentence
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_ONE = frozenset({"he", "she", "his", "her", "him"})
_MANY = frozenset({"they", "their", "them"})
_PAIRS = frozenset({"two", "both", "three", "neighbouring", "neighboring", "rival", "warring"})
_COUNTED = frozenset({"two", "three"})
_BARE_PAIR = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})


def antecedent(pronoun: Token, names_side: Callable[[Token], bool]) -> Token | None:
    """Return the noun that a pronoun stands for: the nearest subject before it that agrees in number.

    Parameters
    ----------
    pronoun
        A pronoun or possessive.
    names_side
        Whether a noun phrase says whose side it is; of sentences before, only those that do are considered.
    """
    if pronoun.lower_ not in words("pronouns"):
        return None
    if pronoun.tag_ in _RELATIVE:
        before = (token for token in reversed(pronoun.sent) if token.i < pronoun.i)
        return next((token for token in before if token.pos_ in {"NOUN", "PROPN"}), None)
    start = start_of(pronoun)
    for token in reversed(pronoun.doc[max(0, start - _REACH) : pronoun.i]):
        if token.dep_ not in SUBJECTS or token.pos_ not in {"NOUN", "PROPN"} or not _agrees(token, pronoun.lower_):
            continue
        if token.i >= start or names_side(token):
            return token
    return None


def _agrees(noun: Token, pronoun: str) -> bool:
    """Tell whether a noun may be "he", or "they"; a body or a state may be both "it" and "they"."""
    several = noun.tag_ in {"NNS", "NNPS"} or len(list(conjuncts(noun))) > 1
    person = noun.ent_type_ == "PERSON" or lemma(noun) in words("leader")
    if pronoun in _ONE:
        return not several and (person or noun.ent_type_ not in {"GPE", "ORG", "NORP", "LOC", "FAC", "DATE"})
    return several or not person if pronoun in _MANY else True


def is_collective(noun: Token, *, together: bool = False) -> bool:
    """Tell whether a noun phrase means two sides without naming them: "the two countries", "both sides", "the two".

    So does who is theirs: "the defence ministers of the two countries"; and "the two men", of what is done together.
    """
    if noun.lower_ == "both" and noun.pos_ in {"PRON", "DET"}:
        return True
    if noun.lower_ in _COUNTED and noun.pos_ in {"NUM", "NOUN", "PRON"}:
        return together and noun.dep_ in _BARE_PAIR and any(child.lower_ == "the" for child in noun.children)
    below = list(pobjects(noun, "of"))
    if below:
        return any(is_collective(item) for item in below if item != noun)
    sides = words("sides") | words("pairs") if together else words("sides")
    return lemma(noun) in sides and any(_pairs(child) for child in noun.children)


def is_threefold(noun: Token) -> bool:
    """Tell whether a noun phrase, or what it is of, means three sides: "the ministers of the three countries"."""
    return any(token.lower_ == "three" for owner in (noun, *pobjects(noun, "of")) for token in (owner, *owner.children))


def is_counterpart(noun: Token) -> bool:
    """Tell whether somebody is only called by the same office on the other side: "his Chinese counterpart"."""
    return lemma(noun) in words("counterparts")


def _pairs(child: Token) -> bool:
    return child.lower_ in _PAIRS and child.dep_ in {"nummod", "det", "predet", "amod"}


def owners(pronoun: Token, told: Token | None, codes_at: Callable[[Token], tuple[str, ...]]) -> list[str]:
    """Return the codes of the states that "its" or "their" plainly stands for."""
    if told is None:
        return []
    codes = list(dict.fromkeys(_codes_in(told, codes_at)))
    return codes if len(codes) == 1 or pronoun.lower_ in {"their", "our"} else []


def _codes_in(told: Token, codes_at: Callable[[Token], tuple[str, ...]]) -> Iterator[str]:
    for noun in conjuncts(told):
        for token in (noun, *noun.children):
            yield from codes_at(token)
