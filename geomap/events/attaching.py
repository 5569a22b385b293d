"""Whether a place or a date of the same sentence belongs to a trigger: by the way between them in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.governing import SOURCES, is_reporting
from geomap.events.lexicon import words
from geomap.events.syntax import CLAUSES, NOMINAL, OBJECTS, SUBJECTS, VERBAL, is_passive
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.events.triggers import Trigger

ON_PLACES = frozenset({EventType.ASSAULT, EventType.HAZARD})
# "After the agreement, shelling near the border ...": the clause tells of something else.
_APART = frozenset(
    {
        "after",
        "before",
        "since",
        "following",
        "despite",
        "until",
        "on",
        "about",
        "over",
        "of",
        "by",
        "from",
        "for",
        "against",
    }
)
_OTHER_TIME = frozenset({"after", "before", "since", "until", "following"})
_WITHIN = frozenset({"with", "at", "during"})
_TOPICS = frozenset({"against", "about", "over"})


def anchors(trigger: Trigger) -> dict[int, float]:
    """Return the tokens whose places and dates are the event's own, with how surely they are.

    The trigger itself, the verb it hangs on, and the verbs above that only say that it happens.
    """
    found = {trigger.token.i: 1.0}
    verb = trigger.verb
    if trigger.is_noun and trigger.token.dep_ in {"attr", "pobj", "dobj"} and verb is not None:
        above = trigger.token.head
        while above not in (verb, above.head):
            found[above.i] = 0.95
            above = above.head
    weight = 0.97 if trigger.relation in {"object", "subject", "attribute", "self"} else 0.9
    if trigger.relation in _APART or not trigger.tells:
        weight = 0.25
    current = verb
    for _ in range(6):
        if current is None:
            break
        found.setdefault(current.i, 0.1 if _only_tells(current, trigger) else weight)
        above = current.head
        if current.dep_ not in {"xcomp", "advcl", "pcomp", "conj"} or above == current or is_reporting(above):
            break
        if current.dep_ == "conj" and has_own_subject(current):
            break
        if current.dep_ == "advcl" and any(
            child.dep_ == "mark" and child.lower_ in _OTHER_TIME for child in current.children
        ):
            break  # "searched on Saturday after landslides had struck"
        intended = current.dep_ == "xcomp" and above.lemma_.lower() in words("resolve")
        current = above.head if above.dep_ == "prep" else above
        weight *= 0.25 if intended else 0.85
    return found


def _only_tells(verb: Token, trigger: Trigger) -> bool:
    """Tell whether a verb says of the event, and is not itself where or when it was: "said on Friday that ..."."""
    within = trigger.is_noun and trigger.relation in _WITHIN  # "answered on Thursday with an exercise"
    return is_reporting(verb) and not trigger.proclaims and not is_passive(verb) and not within


def nearness(use: Use, trigger: Trigger, anchored: dict[int, float], others: frozenset[int] = frozenset()) -> float:
    """Return how surely a place or date of the same sentence belongs to the trigger, 0 to 1."""
    if use.governor is None:
        return 0.45
    if is_undergone(use, trigger):
        return 0.9
    below = _climb(use.governor, trigger, anchored, others)
    return _from_above(use, use.governor, trigger) if below is None else below


def _climb(governor: Token, trigger: Trigger, anchored: dict[int, float], others: frozenset[int]) -> float | None:
    """Climb from a word to one that is the event's own; ``None`` when the way does not lead there."""
    current, weight = governor, 1.0
    for _ in range(12):
        if current.i in anchored:
            return weight * anchored[current.i]
        if current.i in others and trigger.kind.place != "any" and not is_setting(current, trigger):
            weight *= 0.25  # it belongs to another event on the way
        if current.head == current:
            break
        weight *= _step(current, trigger)
        current = current.head
    return None


def _from_above(use: Use, governor: Token, trigger: Trigger) -> float:
    """Return how surely what belongs to a higher clause holds for an event told below it."""
    above = set(trigger.token.ancestors)
    if governor not in above:
        return 0.05 if _speaks(governor) else 0.2
    if use.head in above:
        return 0.9  # "in November, when rebels attacked"
    if is_reporting(governor) or _is_dated_apart(trigger):
        return 0.05
    return 0.5 * _crossing(trigger, governor)


def is_undergone(use: Use, trigger: Trigger) -> bool:
    """Tell whether the trigger says what a place underwent: "the Golan Heights, captured in 1967"."""
    verb = trigger.token
    return (
        not trigger.is_noun
        and verb.dep_ in {"acl", "relcl"}
        and verb.head == use.head
        and trigger.kind.place in {"object", "any"}
        and is_passive(verb)
    )


def is_setting(token: Token, trigger: Trigger) -> bool:
    """Tell whether an event on the way is the frame of the other: "killed in clashes", "hurt when a bus crashed"."""
    if token.pos_ in VERBAL:
        return token.dep_ == "advcl" and _is_meanwhile(token)
    if trigger.kind.code.type in ON_PLACES and token.dep_ in OBJECTS:
        return True  # "carried out an airstrike near the town, killing ten"
    return token.dep_ in SUBJECTS or (
        token.dep_ == "pobj" and token.head.lower_ in {"in", "during", "at", "amid", "by"}
    )


def _speaks(token: Token) -> bool:
    """Tell whether a word belongs to who says it: "an official in Nairobi said"."""
    for _ in range(6):
        if token.dep_ in SUBJECTS:
            return is_reporting(token.head)
        token = token.head
    return False


def _is_meanwhile(verb: Token) -> bool:
    words_before = {child.lower_ for child in verb.children if child.dep_ in {"mark", "advmod"}}
    if "while" in words_before and has_own_subject(verb):
        return False  # "while a Saudi frigate brought others to Jeddah"
    return bool(words_before & {"when", "while", "as"})


def _step(current: Token, trigger: Trigger) -> float:
    """Return how freely a place below a word holds for what the word belongs to."""
    if current.dep_ in CLAUSES:
        return _clause_step(current, trigger)
    if current.dep_ == "conj" and current.pos_ in VERBAL:
        return 0.25 if has_own_subject(current) else 0.85
    if current.dep_ == "pobj":
        return _preposition_step(current.head, trigger)
    return 0.85 if current.pos_ in NOMINAL else 1.0


def _clause_step(verb: Token, trigger: Trigger) -> float:
    if trigger.kind.speech:
        return 0.2  # where the thing criticised is, not the criticism
    if verb.lemma_.lower() in words("taking") and trigger.kind.code.type in ON_PLACES and verb.dep_ != "relcl":
        return 0.8
    if verb.dep_ != "advcl":
        return 0.45
    if any(child.dep_ == "mark" and child.lower_ in _OTHER_TIME for child in verb.children):
        # "Shot after gunmen stopped his car in Fallujah" is one story; what came before an offensive is another.
        return 0.3 if trigger.kind.name in {"killing", "any"} else 0.15
    if any(child.dep_ == "mark" and child.lower_ == "while" for child in verb.children):
        return 0.25 if has_own_subject(verb) else 0.85
    return 0.85 if _is_meanwhile(verb) else 0.6


def _preposition_step(preposition: Token, trigger: Trigger) -> float:
    word = preposition.lower_
    if word in SOURCES or (word == "to" and preposition.head.lower_ in SOURCES):
        return 0.05  # "according to activists in Aleppo"
    if word in _TOPICS and trigger.kind.speech:
        return 0.2  # where the thing criticised is
    if word in _TOPICS and trigger.kind.family == "protest":
        return 0.5  # "protested against the offensive in Gaza"; "against the decision in Manila" may be either
    if word == "from" and trigger.kind.place != "source" and trigger.kind.name != "any":
        return 0.3  # "on his return from a conference in Doha"
    return 0.3 if word in _OTHER_TIME else 0.85


def has_own_subject(verb: Token) -> bool:
    """Tell whether a verb joined to another tells of somebody else: "and there was gunfire"."""
    return any(child.dep_ in SUBJECTS | {"expl"} for child in verb.children)


def _is_dated_apart(trigger: Trigger) -> bool:
    """Tell whether the trigger's clause says that it was at another time: "a day after two earthquakes struck"."""
    verb = trigger.verb
    while verb is not None and verb.dep_ == "conj" and verb.head.pos_ in VERBAL and verb.head != verb:
        verb = verb.head
    return verb is not None and any(
        child.dep_ == "mark" and child.lower_ in {"after", "since", "before", "until"} for child in verb.children
    )


def _crossing(trigger: Trigger, governor: Token) -> float:
    """Return how freely a place of a higher clause holds for an event told below it."""
    weight, current = 1.0, trigger.token
    for _ in range(12):
        if current in (governor, current.head):
            break
        if current.dep_ in {"relcl", "ccomp", "acl", "parataxis"}:
            weight *= 0.4
        current = current.head
    return weight
