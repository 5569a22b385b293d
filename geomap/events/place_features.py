"""What a place of a sentence looks like to an event told in it: the features that the place ranker weighs."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from geomap.events.attaching import anchors, is_setting, nearness
from geomap.events.fitting import place_fit
from geomap.events.governing import is_geographic, is_reporting
from geomap.events.lexicon import words
from geomap.events.names import is_guessed
from geomap.events.place_surroundings import between, grain, in_text, rivals
from geomap.events.sentences import start_of
from geomap.events.syntax import NOMINAL, VERBAL, is_passive
from geomap.model import EventType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger

Features = dict[str, float]
_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "acl", "conj", "parataxis", "xcomp", "pcomp", "csubj", "appos", "dep"})
_ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj", "agent", "attr", "dative", "oprd"})
_MARKS = frozenset({"mark", "advmod"})
_MODAL = frozenset({"would", "could", "may", "might", "should", "will", "can", "must"})
_WIDESPREAD = frozenset({"war", "protest", "riot"})
_HANGING = 0.5
_FLOOR = 0.01
_FAIR = 0.2
_STEPS = (0.03, 0.08, 0.15, 0.22, 0.3, 0.4, 0.5, 0.65, 0.8, 0.92)
_OPENING = 4  # words
_FAR = 12  # words climbed at most


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger and what all places of its sentence are compared with.

    Attributes
    ----------
    trigger
        The event's word.
    anchored
        Words that are the event's own, see `anchors`.
    scene
        The document.
    """

    trigger: Trigger
    anchored: dict[int, float]
    scene: Scene


def candidates(trigger: Trigger, scene: Scene) -> list[Use]:
    """Return the places of a trigger's sentence that may be the event's: no demonyms, nothing inside the trigger."""
    return [
        use
        for use in scene.places_by_sentence.get(start_of(trigger.token), ())
        if not trigger.start <= scene.resolutions[use.index].mention.start < trigger.end
        and scene.resolutions[use.index].mention.kind is not MentionKind.DEMONYM
        and not (use.link == "by" and _is_agent(use.head))  # "a truce brokered by Moscow and Washington"
        and not _is_sender(use, trigger)
    ]


def _is_sender(use: Use, trigger: Trigger) -> bool:
    """Tell whether a name is the government that sends forces, by its capital: "Warsaw sent 40,000 soldiers"."""
    if trigger.kind.code.type is not EventType.MOBILIZE or use.link != "subject" or use.sited:
        return False
    verb = trigger.verb if trigger.is_noun else trigger.token
    return verb is not None and use.governor == verb and any(child.dep_ == "dobj" for child in verb.children)


def _is_agent(name: Token) -> bool:
    """Tell whether a name, alone or with others, is who did it: "by Moscow and Washington"."""
    while name.dep_ in {"conj", "appos"} and name.head != name:
        name = name.head
    return name.head.dep_ == "agent"


def featured(trigger: Trigger, scene: Scene, *, strict: bool = False) -> tuple[list[Use], list[Features], Features]:
    """Return the candidates of a trigger's sentence, each one's features, and those of "none of them".

    Parameters
    ----------
    trigger, scene
        The event's word, and its document.
    strict
        Whether only what the sentence says outright counts, as annotators of single sentences are told.
    """
    asked = Asked(trigger, anchors(trigger), scene)
    uses = candidates(trigger, scene)
    scores = [_by_rule(use, asked) for use in uses]
    kept = [number for number, use in enumerate(uses) if not _is_of_another(use, scores[number][0], asked)]
    uses, scores = [uses[number] for number in kept], [scores[number] for number in kept]
    found = [_features(use, score, asked, uses, scores) for use, score in zip(uses, scores, strict=True)]
    none = _none(asked, scores)
    if strict:
        none["none by words alone"] = 1.0
    return uses, found, none


def is_widespread(trigger: Trigger) -> bool:
    """Tell whether it is a war, or protests at large ("since protests began"), which no town beside it places."""
    token, kind = trigger.token, trigger.kind
    if kind.name not in _WIDESPREAD or not trigger.is_noun:
        return False
    return kind.name == "war" or (token.tag_ == "NNS" and not any(child.dep_ == "det" for child in token.children))


def _is_of_another(use: Use, near: float, asked: Asked) -> bool:
    """Tell whether a place is none of a noun's: "the talks followed the agreement signed in Geneva"."""
    if is_widespread(asked.trigger):
        return near < _HANGING
    return asked.trigger.is_noun and near < _FAIR and "through another apart" in _through(use, asked)


def _by_rule(use: Use, asked: Asked) -> tuple[float, float]:
    """Return how near a place is in the parse, and how well its role suits the event."""
    near = nearness(use, asked.trigger, asked.anchored, asked.scene.trigger_tokens)
    return near, place_fit(use, asked.scene.resolutions[use.index], asked.trigger, asked.anchored) * use.weight


def _features(
    use: Use, score: tuple[float, float], asked: Asked, uses: Sequence[Use], scores: Sequence[tuple[float, float]]
) -> Features:
    trigger, resolution = asked.trigger, asked.scene.resolutions[use.index]
    near, fit = score
    side = "before" if use.head.i < trigger.token.i else "after"
    role = trigger.kind.place or "own"
    bond, steps = _bond(use, asked)
    named = [f"link {use.link}", f"bond {bond}", f"link {use.link} {bond}", f"role {role} {use.link}"]
    named += [f"near {_step(near)}", f"fit {_step(fit)}", f"both {_step(near * fit)}"]
    named += [f"{side}", f"{side} {use.link}", f"kind {resolution.mention.kind.value}", f"grain {grain(resolution)}"]
    named.append(f"grain {grain(resolution)} {use.link}")
    named += [f"label {use.head.ent_type_ or 'none'}", *steps, *_beside(use)]
    named += [*rivals(use, uses, asked.scene), *between(use.head, trigger.token), *in_text(resolution, asked.scene)]
    named.append(f"{bond} near {_step(near) if near < _FAIR else 'enough'}")
    named += [f"{name} {bond}" for name in _through(use, asked)]
    if not trigger.tells:
        named.append(f"not told {bond}")
    if is_guessed(resolution):
        named += ["guessed", f"guessed {use.head.ent_type_ or 'none'}", f"guessed {use.link}"]
    if near * fit >= max(one * other for one, other in scores) and near * fit >= _FAIR:
        named.append("best by rule")
    found = dict.fromkeys(named, 1.0)
    found["way"] = log(_FLOOR + near * fit)
    found["distance"] = log(1 + abs(use.head.i - trigger.token.i)) / 3
    return found


def _step(score: float) -> str:
    return str(bisect_right(_STEPS, score))


def _bond(use: Use, asked: Asked) -> tuple[str, list[str]]:
    """Return how a place hangs on the event in a word, and the clauses and roles on the way between them."""
    governor, trigger = use.governor, asked.trigger
    if governor is None:
        return "loose", []
    for token, name in ((trigger.token, "event"), (trigger.verb, "verb")):
        if governor == token:
            return name, []
    if governor.i in asked.anchored:
        return "anchor", []
    below = _climbed(governor, set(asked.anchored))
    if below is not None:
        return "below", [f"below {item}" for item in below]
    above = _climbed(trigger.token, {governor.i})
    if above is not None:
        return "above", [f"above {item}" for item in above]
    return "beside", [f"beside {item}" for item in _climbed(governor, set()) or _to_root(governor)]


def _through(use: Use, asked: Asked) -> list[str]:
    """Return what lies on the way up from a place before it meets the event: another event, in which role."""
    token = use.governor
    while token is not None and token.i not in asked.anchored:
        if token.i in asked.scene.trigger_tokens:
            tie = "as setting" if is_setting(token, asked.trigger) else "apart"
            return ["through another", f"through another {tie}", f"through another {token.dep_}"]
        token = token.head if token.head != token else None
    return []


def _climbed(token: Token, goals: set[int]) -> list[str] | None:
    """Return the turns on the way up to one of the goals, ``None`` if it does not lead there."""
    found: list[str] = []
    for _ in range(_FAR):
        if token.i in goals:
            return found
        if token.head == token:
            return None
        found += _turn(token)
        token = token.head
    return None


def _to_root(token: Token) -> list[str]:
    return [turn for item in (token, *token.ancestors) for turn in _turn(item)]


def _turn(token: Token) -> list[str]:
    if token.dep_ in _CLAUSE:
        marks = [child.lower_ for child in token.children if child.dep_ in _MARKS and child.i < token.i]
        own = [f"{token.dep_} with subject"] if any(child.dep_ in _ARGUMENT for child in token.children) else []
        return [token.dep_, *own, *(f"mark {mark}" for mark in marks if mark in words("linking"))]
    if token.dep_ == "pobj":
        return [f"prep {token.head.lower_}"]
    return [token.dep_] if token.dep_ in _ARGUMENT else []


def _beside(use: Use) -> list[str]:
    """Return what the phrase and the sentence around a place say of it."""
    found = [] if use.governor is None else _governed(use, use.governor)
    if use.sited:
        found.append("sited")
    if use.weight < 1:
        found.append("wider in its phrase")
    if use.head.dep_ in {"appos", "conj"}:
        found.append(f"in line {use.head.dep_}")
    if use.head.i - start_of(use.head) < _OPENING:
        found += ["opening", f"opening {use.link}"]
    return found


def _governed(use: Use, governor: Token) -> list[str]:
    """Return what sort of word a place belongs to."""
    lemma = governor.lemma_.lower()
    sort = "noun" if governor.pos_ in NOMINAL else "verb" if governor.pos_ in VERBAL else "other"
    told = {
        f"governor {sort}": True,
        "of saying": is_reporting(governor),
        "of geography": is_geographic(governor),
        "of venue": lemma in words("venue"),
        "taken": lemma in words("taking"),
        f"taken {use.link}": lemma in words("taking"),
        "of a body": governor.ent_type_ in {"ORG", "PERSON", "NORP"},
        f"of people {use.link}": lemma in words("force") | words("leader"),
    }
    return [name for name, holds in told.items() if holds]


def _none(asked: Asked, scores: Sequence[tuple[float, float]]) -> Features:
    """Return what speaks for none of the places."""
    trigger = asked.trigger
    token, verb = trigger.token, trigger.verb or trigger.token
    best = max((one * other for one, other in scores), default=0.0)
    named = [
        "none",
        f"none {trigger.kind.place or 'own'}",
        f"none best {_step(best)}",
        f"none of {min(len(scores), 4)}",
    ]
    named += [
        f"none tag {token.tag_}",
        f"none type {trigger.kind.code.type.value if trigger.kind.name != 'any' else 'any'}",
    ]
    named.append(f"none relation {trigger.relation if trigger.relation in {'self', 'object', 'subject'} else 'other'}")
    if any(child.lower_ in _MODAL for child in verb.children if child.dep_ == "aux"):
        named.append("none modal")
    if any(child.dep_ == "neg" for child in verb.children):
        named.append("none negated")
    if is_passive(verb):
        named.append("none passive")
    if any(
        child.dep_ == "prep" and child.lower_ in {"in", "at", "near"} for child in (*token.children, *verb.children)
    ):
        named.append("none placed in words")
    if trigger.kind.speech:
        named.append("none speech")
    if not trigger.tells:
        named.append("none not told")
    if is_reporting(token):
        named.append("none says")
    named.append(f"none depth {min(3, sum(1 for _ in verb.ancestors))}")
    named.append(f"none dep {verb.dep_}")
    return dict.fromkeys(named, 1.0)
