"""Who a noun phrase names: somebody of a country, a body, whose decision it is, whom a pronoun stands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.events.antecedents import antecedent, is_collective, is_counterpart, owners
from geomap.events.governing import is_geographic
from geomap.events.lexicon import words
from geomap.events.nationality import Nationality
from geomap.events.syntax import MEASURES, MODIFIERS, NOMINAL, lemma, pobjects
from geomap.model import Actor, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.lexicon import Lexicon
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger

_MAX_WORDS = 8
_POSSESSIVE = frozenset({"its", "their", "his", "her", "our"})
_COUNTS = frozenset({"hundred", "thousand", "dozen", "ten", "score", "million"})
_ABSTRACT = ("tion", "sion", "ment", "ity", "ness", "ism", "ance", "ence", "cy", "ing")  # no word like these acts


class PartyReader:
    """Reads whom the noun phrases of one document name.

    Attributes
    ----------
    nations
        Of which countries they are.
    """

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self._deeds = lexicon.nouns.keys()
        self._people = _all(*(lexicon.classes[name] for name in ("force", "leader", "crowd", "sides")))
        self.nations = Nationality(scene, self._people)

    def named(self, noun: Token, role: Role) -> Iterator[tuple[Actor, tuple[int, int]]]:
        """Yield the actor a noun names: one a country it holds."""
        if noun.pos_ == "PRON":
            noun = self._antecedent(noun) or noun
        if noun.pos_ not in NOMINAL | {"ADJ"} or is_collective(noun):
            return
        yield from self._party(noun, role) if self._is_party(noun) else self._behind(noun, role)

    def _party(self, noun: Token, role: Role) -> Iterator[tuple[Actor, tuple[int, int]]]:
        """Yield somebody who can act, once for every country of theirs."""
        whole = sorted(set(phrase(noun)), key=lambda token: token.i)
        codes = self.nations.of(noun, whole)
        tokens = sorted(set(phrase(_measured(noun), apposed=False)), key=lambda token: token.i)
        owner = next((token for token in tokens if token.dep_ == "poss" and token.lower_ in _POSSESSIVE), None)
        while tokens and (tokens[0].dep_ == "det" or tokens[0].is_punct or tokens[0] == owner or _is_day(tokens[0])):
            tokens = tokens[1:]
        if not tokens or noun.pos_ == "PRON":
            return
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        name = _clipped(tokens, noun)
        theirs = (
            []
            if owner is None or codes or is_counterpart(noun)
            else owners(owner, self._antecedent(owner), self.nations.codes_at)
        )
        for code in theirs:
            yield Actor(f"{self.nations.country_name(code)}'s {name}", code, role), (start, end)
        if theirs:
            return
        roles = self._people | {"authority"}
        known = {lemma(token) for token in tokens} & roles or noun.ent_type_ in {"ORG", "PERSON", "NORP", "GPE"}
        if codes:
            for code in codes:
                yield Actor(name, code, role), (start, end)
        elif known and noun.ent_type_ not in {"DATE", "LOC", "FAC"}:
            yield Actor(name, "", role), (start, end)

    def crowd(self, noun: Token, trigger: Trigger, role: Role) -> list[tuple[Actor, tuple[int, int]]]:
        """Return who "hundreds" are that march."""
        bare = lemma(noun) in _COUNTS and not any(child.lower_ == "of" for child in noun.children)
        if not bare or trigger.kind.family != "protest":
            return []
        return [(Actor("protesters", "", role), (noun.idx, noun.idx + len(noun)))]

    def _is_party(self, noun: Token) -> bool:
        """Tell whether a noun names somebody who can act: no border, no decision, no war."""
        word = lemma(noun)
        if (
            word in self._people
            or word in words("bodies")
            or (noun.pos_ in {"PROPN", "PRON", "NUM", "ADJ"} and word not in self._deeds)
        ):
            return True
        if word in MEASURES or noun.ent_type_ in {"ORG", "PERSON", "NORP"}:
            return word not in words("things")
        return not (is_geographic(noun) or word in self._deeds or word in words("things") or word.endswith(_ABSTRACT))

    def _behind(self, noun: Token, role: Role) -> Iterator[tuple[Actor, tuple[int, int]]]:
        """Yield whose decision, base or app it is; nobody for a border."""
        arms = lemma(noun) in words("craft") | words("munition")  # "Ukrainian drones", though a drone may be an attack
        deed = lemma(noun) in self._deeds and not arms
        if is_geographic(noun) or deed or lemma(noun) in {"border", "line", "front"}:
            return
        for child in noun.children:
            if child.dep_ in {"poss", "amod"} and self.nations.names(child):
                for code in self.nations.codes_at(child):
                    name = child.text if child.dep_ == "poss" else self.nations.country_name(code)
                    yield Actor(name, code, role), (child.idx, child.idx + len(child))
        for below in pobjects(noun, "of"):
            if self._is_party(below):
                yield from self.named(below, role)

    def _antecedent(self, pronoun: Token) -> Token | None:
        return antecedent(pronoun, lambda noun: any(self.nations.codes_at(item) for item in phrase(noun)))


@cache
def _all(*lists: frozenset[str]) -> frozenset[str]:
    return frozenset().union(*lists)


def _is_day(token: Token) -> bool:
    """Tell whether a word is the day before a name: "on Saturday Prime Minister Sánchez ordered ..."."""
    return token.dep_ in {"compound", "nmod"} and token.ent_type_ == "DATE"


def _measured(noun: Token) -> Token:
    """Return who "a group of servicemen" are."""
    below = next(pobjects(noun, "of"), None) if lemma(noun) in MEASURES else None
    return noun if below is None else below


def _clipped(tokens: Sequence[Token], noun: Token) -> str:
    """Return the words of a name; one that is too long ends before its first conjunction, or is the noun alone."""
    doc = noun.doc
    name = doc[tokens[0].i : tokens[-1].i + 1]
    spelled = name.text.split()
    if len(spelled) > _MAX_WORDS:
        cut = next((token.i for token in name if token.i > noun.i and (token.dep_ == "cc" or token.text == ",")), None)
        spelled = doc[tokens[0].i : cut].text.split() if cut is not None else spelled
    return str(noun.text) if len(spelled) > _MAX_WORDS else " ".join(spelled)


def phrase(noun: Token, *, apposed: bool = True) -> Iterator[Token]:
    """Yield the tokens of a noun phrase that say who: modifiers, "of ...", apposition; no clauses, no places where."""
    yield noun
    for child in noun.children:
        if child.dep_ in MODIFIERS | {"det", "case"}:
            yield from child.subtree
        elif child.dep_ == "prep" and child.lower_ in {"of", "from"}:
            yield from _complement(child, apposed=apposed)
        elif child.dep_ == "conj" and noun.head.lower_ in {"of", "from"}:
            if apposed or noun.ent_type_ == child.ent_type_:
                yield from phrase(child, apposed=apposed)
        elif child.dep_ == "appos" and apposed:
            yield from phrase(child)


def _complement(preposition: Token, *, apposed: bool) -> Iterator[Token]:
    """Yield "of the army and of the rebels" as a whole."""
    yield preposition
    for below in preposition.children:
        if below.dep_ == "conj" and below.pos_ == "ADP":
            yield from _complement(below, apposed=apposed)
        elif below.dep_ not in {"cc", "punct"}:
            yield from phrase(below, apposed=apposed)
