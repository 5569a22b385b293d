"""Who takes part: noun phrases to actors with ISO country codes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.events.syntax import (
    MEASURES,
    MODIFIERS,
    NOMINAL,
    SUBJECTS,
    agents,
    conjuncts,
    is_passive,
    lemma,
    patients,
    pobjects,
)
from geomap.model import Actor, MentionKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.lexicon import Lexicon
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger
    from geomap.model import Resolution

_SIDES = frozenset(
    """
    country side nation army neighbour neighbor state party leader government president minister military
    force ally capital people rival
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
TOGETHER = frozenset(
    """
    exercise talks peace promise cooperation fighting election release test
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_PRONOUNS = frozenset(
    """
    it they he she its their his her who whom which that them we our
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_MAX_WORDS = 8


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in an event, as one mention tells it.

    Attributes
    ----------
    actors
        Actors first, then recipients.
    collective
        Whether the text says "the two countries" or "both sides" instead of naming them.
    spans
        Offsets of the noun phrases, for marks.
    """

    actors: tuple[Actor, ...] = ()
    collective: bool = False
    spans: tuple[tuple[int, int], ...] = ()


class ActorReader:
    """Reads the participants of triggers in one document."""

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self._scene = scene
        self._people = lexicon.classes["force"] | lexicon.classes["leader"] | lexicon.classes["crowd"] | _SIDES

    @cached_property
    def _codes(self) -> dict[int, tuple[str, ...]]:
        """Country codes by the index of the token that a place name or demonym ends on."""
        found: dict[int, tuple[str, ...]] = {}
        for use in self._scene.places:
            resolution = self._scene.resolutions[use.index]
            if resolution.mention.kind is not MentionKind.RELATION:
                found[use.head.i] = codes_of(resolution)
        return found

    def read(self, trigger: Trigger) -> Cast:
        """Return who takes part in what the trigger tells of."""
        doers, done_to = self._doers(trigger), self._done_to(trigger)
        actors: list[Actor] = []
        spans: list[tuple[int, int]] = []
        collective = False
        for role, nouns in ((Role.ACTOR, doers), (Role.RECIPIENT, done_to)):
            for noun in nouns:
                collective = collective or is_collective(noun)
                for actor, span in self._named(noun, role):
                    if all((actor.name, actor.country) != (other.name, other.country) for other in actors):
                        actors.append(actor)
                        spans.append(span)
        return Cast(tuple(actors), collective, tuple(spans))

    def _doers(self, trigger: Trigger) -> list[Token]:
        token, verb, together = trigger.token, trigger.verb, trigger.kind.family in TOGETHER
        found: list[Token] = []
        if trigger.is_noun:
            found += [
                child for child in token.children if child.dep_ in MODIFIERS and self._is_side(child, together=together)
            ]
            found += pobjects(token, "by", "between", "with", "among")
            if together:
                found += pobjects(token, "of", "for", "involving")
            for child in token.children:
                if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB":
                    found += _extended(agents(child))
        if verb is not None and trigger.relation not in {
            "after",
            "before",
            "since",
            "for",
            "of",
            "on",
            "about",
            "over",
            "by",
            "against",
        }:
            if trigger.relation in {"subject", "fragment"}:
                found += _extended(pobjects(verb, "by")) if is_passive(verb) else []
            elif not is_reporting_like(verb):
                found += _extended(agents(verb))
            if together:
                found += pobjects(verb, "with", "alongside", "against", "for", "between")
                if trigger.relation == "subject" and verb.lemma_ == "involve":
                    found += patients(verb)
        return [noun for item in found for noun in conjuncts(item)]

    def _done_to(self, trigger: Trigger) -> list[Token]:
        token, together = trigger.token, trigger.kind.family in TOGETHER
        if not trigger.is_noun:
            found = patients(token)
            return list(found) + list(pobjects(token, "against", "on"))
        return list(pobjects(token, "against", "on", "upon", *(() if together else ("of",))))

    def _is_side(self, child: Token, *, together: bool) -> bool:
        use = next((use for use in self._scene.places if use.head.i == child.i), None)
        if use is None:
            return False
        resolution = self._scene.resolutions[use.index]
        kind = resolution.mention.kind
        if kind in {MentionKind.DEMONYM, MentionKind.METONYM} or child.dep_ == "poss":
            return True
        return together and resolution.place is not None and resolution.place.is_country

    def _named(self, noun: Token, role: Role) -> Iterator[tuple[Actor, tuple[int, int]]]:
        """Yield the actor a noun names: one a country it holds."""
        if noun.pos_ == "PRON":
            noun = self._antecedent(noun) or noun
        if noun.pos_ not in NOMINAL | {"ADJ"} or is_collective(noun):
            return
        whole = sorted(set(phrase(noun)), key=lambda token: token.i)
        codes = dict.fromkeys(code for token in whole for code in self._codes.get(token.i, ()))
        tokens = sorted(set(phrase(_measured(noun), apposed=False)), key=lambda token: token.i)
        while tokens and (tokens[0].dep_ == "det" or tokens[0].is_punct):
            tokens = tokens[1:]
        if not tokens or noun.pos_ == "PRON":
            return
        start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1])
        name = " ".join(self._scene.parsed.document.text[start:end].split())
        if len(name.split()) > _MAX_WORDS:
            name = noun.text
        known = {lemma(token) for token in tokens} & self._people or noun.ent_type_ in {"ORG", "PERSON", "NORP", "GPE"}
        if codes:
            for code in codes:
                yield Actor(name, code, role), (start, end)
        elif known and noun.ent_type_ not in {"DATE", "LOC", "FAC"}:
            yield Actor(name, "", role), (start, end)

    def _antecedent(self, pronoun: Token) -> Token | None:
        """Return the nearest subject before the pronoun that names a country's side."""
        word = pronoun.lower_
        if word not in _PRONOUNS:
            return None
        if word in {"who", "whom", "which", "that"} and pronoun.tag_ in {"WDT", "WP"}:
            return next(
                (token for token in reversed(pronoun.sent) if token.i < pronoun.i and token.pos_ in {"NOUN", "PROPN"}),
                None,
            )
        for token in reversed(pronoun.doc[max(0, pronoun.sent.start - 60) : pronoun.i]):
            if token.dep_ not in SUBJECTS or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            if token.i >= pronoun.sent.start or any(item.i in self._codes for item in phrase(token)):
                return token
        return None

    def country_name(self, code: str) -> str:
        """Return what the text last called a country, or its code."""
        for use in reversed(self._scene.places):
            resolution = self._scene.resolutions[use.index]
            if resolution.place is not None and resolution.place.is_country and resolution.place.country == code:
                return resolution.place.name
        return code

    def discussed(self, before: int) -> tuple[str, ...]:
        """Return the two countries that the text spoke of last before a character offset, or none."""
        found: list[str] = []
        for use in reversed(self._scene.places):
            resolution = self._scene.resolutions[use.index]
            if resolution.mention.start >= before:
                continue
            found += [code for code in codes_of(resolution) if code not in found]
            if len(found) >= 2:
                return tuple(found[:2])
        return ()


def codes_of(resolution: Resolution) -> tuple[str, ...]:
    """Return the alpha-2 codes a place or demonym stands for."""
    if resolution.place is not None and resolution.place.country:
        return (resolution.place.country,)
    return resolution.countries[:1] if resolution.mention.kind is MentionKind.DEMONYM else resolution.countries


def is_collective(noun: Token) -> bool:
    """Tell whether a noun phrase means two sides without naming them: "the two countries", "both sides"."""
    if noun.lower_ == "both" and noun.pos_ in {"PRON", "DET"}:
        return True
    return (
        lemma(noun) in _SIDES
        and any(
            child.lower_ in {"two", "both", "three", "neighbouring", "neighboring"}
            and child.dep_ in {"nummod", "det", "predet", "amod"}
            for child in noun.children
        )
        and not any(child.lower_ == "of" for child in noun.children)
    )


def is_reporting_like(verb: Token) -> bool:
    """Tell whether the verb's subject only speaks of the event."""
    return verb.lemma_.lower() in {
        "say",
        "report",
        "condemn",
        "criticise",
        "criticize",
        "discuss",
        "deny",
        "describe",
        "call",
        "see",
        "follow",
        "mark",
        "cover",
        "oppose",
        "fear",
    }


def _measured(noun: Token) -> Token:
    """Return who "a group of servicemen" are."""
    below = next(pobjects(noun, "of"), None) if lemma(noun) in MEASURES else None
    return noun if below is None else below


def phrase(noun: Token, *, apposed: bool = True) -> Iterator[Token]:
    """Yield the tokens of a noun phrase that say who: modifiers, "of ...", apposition; no clauses, no places where."""
    yield noun
    for child in noun.children:
        if child.dep_ in MODIFIERS | {"det", "case"}:
            yield from child.subtree
        elif child.dep_ == "prep" and child.lower_ in {"of", "from"}:
            yield child
            for below in child.children:
                yield from phrase(below, apposed=apposed)
        elif child.dep_ == "conj" and noun.head.lower_ in {"of", "from"}:
            if apposed or noun.ent_type_ == child.ent_type_:
                yield from phrase(child, apposed=apposed)
        elif child.dep_ == "appos" and apposed:
            yield from phrase(child)


def _extended(nouns: Iterable[Token]) -> list[Token]:
    """Add what "as well as" joins on, which the parser often hangs elsewhere."""
    found = list(nouns)
    if not found:
        return found
    last = max(token.i for noun in found for token in noun.subtree)
    doc = found[0].doc
    follow = last + 1
    while follow < len(doc) and doc[follow].text == ",":
        follow += 1
    if doc[follow : follow + 3].text.lower() == "as well as":
        start = follow + 3
        joined = next(
            (token for token in doc[start : start + 8] if token.pos_ in NOMINAL and token.dep_ not in MODIFIERS), None
        )
        if joined is not None:
            found.append(joined)
    return found


def countries(actors: Sequence[Actor]) -> tuple[str, ...]:
    """Return the distinct country codes of actors, in order."""
    return tuple(dict.fromkeys(actor.country for actor in actors if actor.country))
