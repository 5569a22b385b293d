"""What a place or a date belongs to: from the expression up to the word that governs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.syntax import NOMINAL, OBJECTS, SUBJECTS, VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Token

LOCATIVE = frozenset(
    """
    in at near on off outside inside around across over along within throughout beside by between above below
    under amid beyond past through upon opposite toward towards into onto to from of
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
# "According to Washington": who says it, not where it was.
SOURCES = frozenset({"according", "per"})
_WAYS = frozenset({"out", "outside", "inside", "front", "north", "south", "east", "west"})
_QUALIFIERS = frozenset({"compound", "nmod", "amod", "poss", "npadvmod"})
_AT = frozenset({"at", "in", "near", "outside", "inside"})


@dataclass(frozen=True, slots=True)
class Use:
    """A place or date where it stands in the syntax.

    Attributes
    ----------
    index
        Its index in the list it came from.
    head
        The head token of the expression.
    governor
        The word it belongs to: the verb or noun above its preposition; ``None`` for the root of a fragment.
    link
        The preposition, or ``"object"``, ``"subject"``, ``"passive"``, ``"modifier"``, ``"bare"``.
    weight
        Below 1 for the wider of two places in one phrase ("Pakistan's city of Parachinar").
    sited
        Whether it belongs to a noun that names a sort of place: "the Kars market", "the streets of Kars".
    """

    index: int
    head: Token
    governor: Token | None
    link: str
    weight: float = 1.0
    sited: bool = False


def use_of(index: int, head: Token, *, is_time: bool, nation: bool = False) -> Use:
    """Climb from an expression to the word it belongs to."""
    current, weight, sited = head, 1.0, False
    for _ in range(10):
        above = current.head
        if above == current:
            return Use(index, head, None, "bare", weight, sited)
        step = None if is_time else _inside_phrase(current, above, nation=nation and current is head)
        if step is not None:
            current, weight, sited = step[0], weight * step[1], True
            continue
        if current.dep_ in {"conj", "appos", "flat", "punct", "dep"} or (
            is_time and current.dep_ in {"nmod", "nummod"} and above.ent_type_ in {"DATE", "TIME"}
        ):
            current = above
            continue
        governor, link = _governor(current, above, is_time=is_time)
        return Use(index, head, governor, link, weight, sited)
    return Use(index, head, current, "bare", weight, sited)


def _inside_phrase(current: Token, above: Token, *, nation: bool) -> tuple[Token, float] | None:
    """Step from a name to the noun of its own phrase: "the province of Kars", "Kars province", "a Kars hotel"."""
    if current.dep_ == "pobj" and above.lower_ == "of" and above.head.pos_ in NOMINAL:
        return _after_of(above.head)
    if current.dep_ == "oprd" and above.lemma_ in {"call", "name"} and above.dep_ == "acl":
        return above.head, 1.0  # "a place called Teiba"
    if nation and above.lemma_.lower() in words("owned"):
        return None
    if current.dep_ == "compound" and above.ent_type_ in {"DATE", "TIME"}:
        return above, 1.0  # "patrolled Harare Saturday"
    if current.dep_ in _QUALIFIERS and above.pos_ in NOMINAL:
        return _before_noun(current, above)
    return None


def _after_of(noun: Token) -> tuple[Token, float] | None:
    if is_geographic(noun):
        part = noun.lemma_.lower() in words("part") and any(
            child.dep_ == "compound" and child.pos_ == "PROPN" for child in noun.children
        )
        return noun, 0.8 if part else 1.0  # "the Sayyida Zaynab district of Damascus"
    return (noun, 0.95) if noun.lemma_.lower() in words("share") else None  # "half of Zaire"


def _before_noun(name: Token, noun: Token) -> tuple[Token, float] | None:
    if is_geographic(noun):
        whole = noun.lemma_.lower() not in words("part") and any(child.lower_ == "of" for child in noun.children)
        return noun, 0.8 if whole or name.dep_ == "poss" else 1.0
    return (noun, 0.85) if _is_venue(noun) else None


def _is_venue(noun: Token) -> bool:
    """Tell whether a noun that a name qualifies is where something is: "at the Kars market"."""
    if noun.lemma_.lower() in words("venue"):
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in _AT and noun.pos_ == "PROPN" and noun.ent_type_ != "PERSON"


def _governor(current: Token, above: Token, *, is_time: bool) -> tuple[Token, str]:
    """Return the word that an expression belongs to, and how."""
    dep = current.dep_
    if dep == "pobj":
        return _prepositional(above)
    if above.pos_ in VERBAL and dep in OBJECTS | SUBJECTS:
        return above, "object" if dep in OBJECTS else "passive" if dep == "nsubjpass" else "subject"
    if is_time:
        return above, "whose" if dep == "poss" else "bare"
    if dep == "npadvmod" and above.pos_ in VERBAL:
        return above, "object"
    if dep == "advmod":
        return above, "in"
    return above, "modifier" if dep in {"compound", "nmod", "amod", "poss"} and above.pos_ in NOMINAL else "bare"


def _prepositional(preposition: Token) -> tuple[Token, str]:
    if preposition.lower_ == "of" and preposition.head.lower_ in _WAYS:
        return preposition.head.head, "in"  # "out of the courthouse"
    top = preposition
    while top.dep_ == "prep" and top.head.dep_ == "prep":
        top = top.head
    return top.head, "by" if top.lower_ in SOURCES else preposition.lower_


def is_geographic(token: Token) -> bool:
    """Tell whether a noun names a sort of place."""
    return token.lemma_.lower() in words("geographic")


def is_reporting(token: Token) -> bool:
    """Tell whether the word is a verb of saying."""
    return token.lemma_.lower() in words("reporting")
