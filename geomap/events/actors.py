"""Who takes part in an event: the noun phrases around its trigger, by their part in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.antecedents import is_collective, is_counterpart, is_threefold
from geomap.events.parties import PartyReader
from geomap.events.syntax import (
    MODIFIERS,
    NOMINAL,
    OBJECTS,
    agents,
    conjuncts,
    forms,
    is_passive,
    lemma,
    patients,
    pobjects,
)
from geomap.model import Actor, MentionKind, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from geomap.events.lexicon import Lexicon
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger

TOGETHER = frozenset(
    """
    exercise talks peace promise cooperation fighting election release test
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_STANCES = frozenset({"side", "behalf", "part"})
_BONDS = frozenset({"relation", "tie", "link"})  # "broke off relations with Colombia"
_CAPTIVITY = frozenset({"arrest", "deportation", "abduction", "release"})


@dataclass(frozen=True, slots=True)
class Cast:
    """Who takes part in an event, as one mention tells it.

    Attributes
    ----------
    actors
        Actors first, then recipients.
    collective
        How many sides the text means by "the two countries" or "both sides" instead of naming them, 0 for none.
    spans
        Offsets of the noun phrases, for marks.
    """

    actors: tuple[Actor, ...] = ()
    collective: int = 0
    spans: tuple[tuple[int, int], ...] = ()


class ActorReader:
    """Reads the participants of triggers in one document.

    Attributes
    ----------
    parties
        Whom its noun phrases name.
    """

    def __init__(self, scene: Scene, lexicon: Lexicon) -> None:
        self._scene = scene
        self.parties = PartyReader(scene, lexicon)

    def read(self, trigger: Trigger) -> Cast:
        """Return who takes part in what the trigger tells of."""
        doers, done_to = self._doers(trigger), self._done_to(trigger)
        actors: list[Actor] = []
        spans: list[tuple[int, int]] = []
        collective = 0
        for role, nouns in ((Role.ACTOR, doers), (Role.RECIPIENT, done_to)):
            for noun in nouns:
                told = list(self.parties.crowd(noun, trigger, role) or self.parties.named(noun, role))
                nameless = is_counterpart(noun) and not any(actor.country for actor, _ in told)
                together = trigger.kind.family in TOGETHER
                if is_collective(noun, together=together) or nameless:
                    collective = 3 if is_threefold(noun) else collective or 2
                for actor, span in told:
                    if all((actor.name, actor.country) != (other.name, other.country) for other in actors):
                        actors.append(actor)
                        spans.append(span)
        return Cast(tuple(actors), collective, tuple(spans))

    def _doers(self, trigger: Trigger) -> list[Token]:
        token, verb, together = trigger.token, trigger.verb, trigger.kind.family in TOGETHER
        found: list[Token] = []
        if trigger.is_noun:
            found += self._sides_beside(trigger, together=together)
            found += pobjects(token, "by", "between", "with", "among")
            if together:
                found += pobjects(token, "of", "for", "involving")
            for child in token.children:
                # "Drills which Pyongyang calls a rehearsal" are not Pyongyang's.
                if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB" and not is_reporting_like(child):
                    found += _extended(agents(child))
        if (
            verb is not None
            and not _takes_no_part(verb)
            and not _is_predicated(trigger)
            and trigger.relation
            not in {
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
            }
        ):
            if trigger.relation in {"subject", "fragment"}:
                found += _extended(pobjects(verb, "by")) if is_passive(verb) else []
            elif not is_reporting_like(verb):
                found += _extended(agents(verb))
            if together:
                found += pobjects(verb, "with", "alongside", "against", "for", "between")
                if trigger.relation == "subject" and verb.lemma_ == "involve":
                    found += patients(verb)
        found += _sided(token) if trigger.kind.family == "fighting" else []
        return [noun for item in found for noun in conjuncts(item)]

    def _sides_beside(self, trigger: Trigger, *, together: bool) -> list[Token]:
        """Return the sides before a noun: "China's drills"; not whose arrest it is."""
        token = trigger.token
        whose = trigger.kind.family in _CAPTIVITY and not any(pobjects(token, "of"))
        links = MODIFIERS - {"poss"} if whose else MODIFIERS
        return [child for child in token.children if child.dep_ in links and self._is_side(child, together=together)]

    def _done_to(self, trigger: Trigger) -> list[Token]:
        token, together = trigger.token, trigger.kind.family in TOGETHER
        if not trigger.is_noun:
            found = patients(token)
            found += [far for noun in found if lemma(noun) in _BONDS for far in pobjects(noun, "with", "to")]
            return [*found, *(noun for noun in pobjects(token, "against", "on") if lemma(noun) not in _STANCES)]
        whose = [child for child in token.children if child.dep_ == "poss" and trigger.kind.family in _CAPTIVITY]
        named = list(pobjects(token, "against", "on", "upon", *(() if together else ("of",))))
        return named if any(pobjects(token, "of")) else [*whose, *named]

    def _is_side(self, child: Token, *, together: bool) -> bool:
        use = next((use for use in self._scene.places if use.head.i == child.i), None)
        if use is None:
            return False
        resolution = self._scene.resolutions[use.index]
        kind = resolution.mention.kind
        if kind in {MentionKind.DEMONYM, MentionKind.METONYM} or child.dep_ == "poss":
            return True
        return together and resolution.place is not None and resolution.place.is_country


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
        "denounce",
        "label",
        "brand",
        "regard",
        "view",
        "consider",
        "welcome",
        "watch",
    }


def _is_predicated(trigger: Trigger) -> bool:
    """Tell whether a clause says what its subject is, which is then no doer: "it was the deadliest attack"."""
    verb, noun = trigger.verb, trigger.token
    return trigger.is_noun and verb is not None and lemma(verb) == "be" and noun.dep_ == "attr" and noun.head == verb


def _takes_no_part(verb: Token) -> bool:
    """Tell whether a clause says of its subject that it is not in it: "took no part in the talks"."""
    return any(
        child.dep_ in OBJECTS and any(below.dep_ == "det" and below.lower_ == "no" for below in child.children)
        for child in verb.children
    )


def _sided(verb: Token) -> list[Token]:
    """Return whom somebody fights for: "on the side of the rebels"."""
    return [below for noun in pobjects(verb, "on") if lemma(noun) in _STANCES for below in pobjects(noun, "of")]


def _extended(nouns: Iterable[Token]) -> list[Token]:
    """Add what "as well as" joins on, which the parser often hangs elsewhere."""
    found = list(nouns)
    if not found:
        return found
    doc = found[0].doc
    words, follow = forms(doc), max(noun.right_edge.i for noun in found) + 1
    while follow < len(words) and words[follow] == ",":
        follow += 1
    if words[follow : follow + 3] == ["as", "well", "as"]:
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
