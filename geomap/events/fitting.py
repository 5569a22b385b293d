"""How well a place's role in the sentence suits the place of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.attaching import ON_PLACES, is_undergone
from geomap.events.governing import LOCATIVE, is_reporting
from geomap.events.lexicon import words
from geomap.events.syntax import NOMINAL
from geomap.model import EventType, MentionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.events.triggers import Trigger
    from geomap.model import Resolution

_FITS = {
    "subject": 0.0,
    **dict.fromkeys(("with", "for", "about", "by", "like", "as", "than", "after", "before"), 0.1),
}
_INSIDE = frozenset({"in", "at", "inside", "outside", "near", "on", "into"})
_GOING = frozenset({"fly", "travel", "go", "come", "head", "return", "move", "sail", "drive"})
_WEAK = {"to": "goal", "into": "goal", "onto": "goal", "toward": "goal", "towards": "goal", "from": "source"}


def place_fit(  # noqa: PLR0911 -- a table of links
    use: Use, resolution: Resolution, trigger: Trigger, anchored: Mapping[int, float]
) -> float:
    """Return how well a place's role suits the place of an event, 0 to 1."""
    kind = resolution.mention.kind
    if kind in {MentionKind.DEMONYM, MentionKind.METONYM}:
        return 0.0
    if is_undergone(use, trigger):
        return 1.0
    if use.link in {"object", "passive"}:
        return _object_fit(use, trigger, anchored)
    if use.link in _WEAK:
        return _way_fit(use, trigger, anchored)
    if use.link == "of" and use.governor is not None:
        return 0.8 if use.governor == trigger.token else _of_fit(use.governor)
    if use.link in _FITS:
        return _FITS[use.link]
    if use.link == "modifier":
        whose = trigger.kind.code.type is EventType.SANCTION  # "EU sanctions"
        return 0.75 if use.governor == trigger.token and not whose else 0.1
    if use.link == "against":
        return 0.85 if trigger.kind.place == "object" else 0.1
    if kind is MentionKind.ASSOCIATIVE and not use.sited:
        return 0.3
    return 1.0 if use.link in LOCATIVE else 0.4


def _of_fit(noun: Token) -> float:
    """Return how well "of" a place suits: "in a mosque of Kars" says where, "in the war of Kars" nearly so."""
    above = noun.head.lower_ if noun.dep_ == "pobj" else ""
    if above in _INSIDE and noun.lemma_.lower() in words("venue"):
        return 0.85
    return 0.65 if above in {"in", "during", "amid"} else 0.25


def _way_fit(use: Use, trigger: Trigger, anchored: Mapping[int, float]) -> float:
    """Return how well "to", "into" or "from" a place suits the event."""
    link, role, governor = use.link, trigger.kind.place, use.governor
    origin = link == "from" and role != "source" and governor is not None
    if origin and governor is not None and governor.pos_ in NOMINAL and governor != trigger.token:
        return 0.05  # "warships from Britain"
    if link == "from" and governor is not None and is_reporting(governor):
        return 1.0  # "fighting is reported from El Geneina"
    if link != "from" and governor is not None and governor != trigger.token and governor.lemma_ in _GOING:
        return 0.6  # "flew to Nairobi and signed an accord"
    if role == "any":
        near = governor is None or governor.i in anchored
        return 0.5 if link == "from" else 1.0 if near else 0.3
    meant = role == _WEAK[link] or (link in {"to", "into"} and trigger.kind.family in {"talks", "fighting"})
    return 1.0 if meant else 0.1


def _object_fit(use: Use, trigger: Trigger, anchored: Mapping[int, float]) -> float:
    """Return how well a place suits that something is done to: "shelled Donetsk", "stormed Mainok, killing 39"."""
    if use.governor is None or _is_person(use.head):
        return 0.1
    doubt = 0.5 if use.head.ent_type_ == "PERSON" else 1.0
    return doubt * _taken_fit(use.governor, trigger, anchored)


def _taken_fit(governor: Token, trigger: Trigger, anchored: Mapping[int, float]) -> float:
    """Return how well the object of a verb suits the event that a trigger tells of."""
    own = governor.i in {trigger.token.i, -1 if trigger.verb is None else trigger.verb.i}
    if own:
        goal = trigger.kind.place == "goal" and not any(
            child.dep_ == "prep" and child.lower_ in {"to", "into"} for child in governor.children
        )
        wide = trigger.kind.place in {"object", "any", "source"} or trigger.kind.code.type is EventType.PROTEST
        return 1.0 if goal or wide else 0.15
    if governor.dep_ == "conj" and governor.head == trigger.token and trigger.kind.place in {"object", "any"}:
        return 0.9  # "captured and annexed"
    if trigger.kind.code.type not in ON_PLACES:
        return 0.15
    return 0.8 if anchored.get(governor.i, 0.0) >= 0.5 or governor.lemma_.lower() in words("taking") else 0.15


def _is_person(head: Token) -> bool:
    """Tell whether the text speaks of a name as of a person: "Arad, who ..."."""
    return any(
        below.lower_ in {"who", "whom", "whose"}
        for child in head.children
        if child.dep_ == "relcl"
        for below in child.children
    )
