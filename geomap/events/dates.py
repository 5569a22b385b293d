"""The dates of a sentence that may be an event's, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.asides import enclosing
from geomap.events.attaching import anchors, nearness
from geomap.events.choices import Choice
from geomap.events.clause_forms import is_across, is_ranked_noun, verb_words
from geomap.events.court import apart_from_the_court
from geomap.events.lengths import length_before
from geomap.events.lexicon import default_lexicon
from geomap.events.narrating import Tense, clause_tense
from geomap.events.outcomes import puts_off
from geomap.events.sentences import start_of
from geomap.events.syntax import MEASURES, NOMINAL, SUBJECTS, VERBAL, lemma
from geomap.events.wording import wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger

_NEW, _OLD, _DESCRIBED = 0.8, 0.4, 0.8  # of an event put off: its new day, and how far another is still its own
_COUNTS = wording("noun.count")
_DEEP = 2  # nouns between
_BOUNDS = frozenset({"since", "until", "till"})
_NEW_DAY = frozenset({"to", "until", "till", "for"})


def dates_for(trigger: Trigger, scene: Scene) -> tuple[Choice, ...]:
    """Return the dates of the trigger's sentence that may be when it happened, best first."""
    anchored = anchors(trigger)
    found = []
    uses = scene.dates_by_sentence.get(start_of(trigger.token), ())
    moved = {use.index for use in uses if is_new_day(use, trigger, scene) or _is_of_the_plan(use, trigger)}
    for use in uses:
        if trigger.start <= use.head.idx < trigger.end or _is_clock(use, scene):
            continue
        score = nearness(use, trigger, anchored, scene.trigger_tokens)
        if _is_described(use, trigger):
            score = max(score, _DESCRIBED)
        score *= _since(use, trigger, scene) * _whose(use, anchored) * _inside(use, trigger)
        score *= _aside(use, trigger) * _other_tense(use, trigger) * _sequel(use, trigger)
        score *= _vaguer(use, uses) * _tallied(use, trigger) * _bounding(use, trigger) * _of_the_perfect(use, trigger)
        score *= _counting(use, trigger, scene) * _followed(use, trigger) * _nested(use, trigger)
        score *= _of_the_clause_before(use, trigger, uses)
        score *= apart_from_the_court(use, trigger, scene.trigger_tokens)
        score = _by_semicolon(score, use, uses, trigger)
        if use.index in moved:
            score = max(score, _NEW)
        elif moved:
            score *= _OLD
        away = 0 if _is_fronted(use, trigger) else abs(use.head.i - trigger.token.i)
        found.append((-round(score, 4), away, Choice(_meant(use, trigger, scene), round(score, 4))))
    return tuple(choice for _, _, choice in sorted(found, key=lambda item: (*item[:2], item[2].index)))


def _is_described(use: Use, trigger: Trigger) -> bool:
    """Tell whether a clause about the event itself says when it was: "the talks, which opened on 19 November"."""
    verb = use.governor
    if verb is None or not trigger.is_noun or verb.dep_ not in {"relcl", "acl"} or verb.head != trigger.token:
        return False
    occurs = lemma(verb) in default_lexicon().clauses["occur"] | default_lexicon().clauses["plan"]
    return occurs and not any(child.dep_ in SUBJECTS and child.tag_ not in {"WDT", "WP"} for child in verb.children)


def _is_of_the_plan(use: Use, trigger: Trigger) -> bool:
    """Tell whether a date is the one that what is called off was planned for: "planned for May, was called off"."""
    verb, governor = trigger.verb, use.governor
    if verb is None or governor is None or use.link != "for" or trigger.relation != "subject":
        return False
    beside = governor.head == trigger.token and governor.dep_ in {"acl", "relcl"}
    clauses = default_lexicon().clauses
    called_off = verb_words(verb) & clauses["cancel"] and lemma(governor) in clauses["plan"]
    return bool(called_off) and (beside or enclosing(governor) == verb)


def _is_fronted(use: Use, trigger: Trigger) -> bool:
    """Tell whether a date opens a sentence whose later clause tells the event: it holds for all of it."""
    governor = use.governor
    return governor is not None and use.head.i < governor.i < trigger.token.i and governor in trigger.token.ancestors


def _is_clock(use: Use, scene: Scene) -> bool:
    """Tell whether four digits after "at" are an hour, not a year: "opened fire at 1500"."""
    return use.link == "at" and scene.times[use.index].surface.isdecimal()


def _meant(use: Use, trigger: Trigger, scene: Scene) -> int:
    """Return the index of the date itself.

    It is inside the expression for what "when ..." tells of it ("by Wednesday, when the port fell"), for what did not
    happen until then, and at its end for what is put off until then.
    """
    ends = [index for index, span in enumerate(scene.times) if span.range == use.index and span.date_from is not None]
    if not ends:
        return use.index
    if is_new_day(use, trigger, scene):
        return ends[-1]
    told = use.head in trigger.token.ancestors and use.link != "for"
    return ends[0] if told or _is_not_until(use, trigger, scene) else use.index


def is_new_day(use: Use, trigger: Trigger, scene: Scene) -> bool:
    """Tell whether a date is the one that the event is put off to: "postponed to 5 May"."""
    span = scene.times[use.index]
    until = use.link in _NEW_DAY or span.surface.casefold().startswith(("until", "till"))
    verb = puts_off(trigger.verb or trigger.token) if until or span.is_range else None
    return verb is not None and (until or use.head.i > verb.i) and use.head in verb.subtree


def _is_not_until(use: Use, trigger: Trigger, scene: Scene) -> bool:
    """Tell whether something came about only then: "was not arrested until May 2011"."""
    verb = trigger.verb or trigger.token
    negated = any(child.dep_ == "neg" for child in verb.children)
    return negated and scene.times[use.index].surface.casefold().startswith(("until", "till"))


def _since(use: Use, trigger: Trigger, scene: Scene) -> float:
    """Return how far a date after "since" dates the event: "the worst crash since 1999" was not then."""
    since = use.link == "since" or scene.times[use.index].surface.casefold().startswith("since")
    if not since or use.head in trigger.token.ancestors:
        return 1.0
    nouns = (item for item in use.head.ancestors if item.pos_ in NOMINAL)
    if is_ranked(trigger) or any(map(is_ranked_noun, nouns)):
        return 0.03
    return 0.1 if use.link == "since" and trigger.kind.instant else 1.0


def is_ranked(trigger: Trigger, *, wholly: bool = False) -> bool:
    """Tell whether a clause only compares the event with others: "it is the worst accident since 1999".

    ``wholly`` leaves out "the first meeting in years", which tells of it, too.
    """
    verb = trigger.verb
    if verb is None or lemma(verb) != "be" or trigger.relation not in {"subject", "attribute"}:
        return False
    said = [child for child in verb.children if child.dep_ in {"attr", "acomp"}]
    ranked = any(item.tag_ == "JJS" or is_ranked_noun(item, ordinals=not wholly) for item in said)
    return ranked and (trigger.relation == "subject" or trigger.token in said)


def _whose(use: Use, anchored: Mapping[int, float]) -> float:
    """Return how far the date of another noun dates the event: "Saturday's ruling ends the strike"."""
    other = use.link == "whose" and use.governor is not None and use.governor.i not in anchored
    return 0.3 if other else 1.0


def _aside(use: Use, trigger: Trigger) -> float:
    """Return how far a date in a relative clause about something else dates the event."""
    current = use.governor
    while current is not None and current.head != current:
        if trigger.token == current or trigger.token in current.subtree:
            return 1.0
        if current.dep_ == "relcl" and current.head != trigger.token:
            return 0.5
        current = current.head
    return 1.0


def _other_tense(use: Use, trigger: Trigger) -> float:
    """Return how far a date of a clause in another time dates it: "were released and will be back on 11 September"."""
    if use.governor is None or use.governor == trigger.token:
        return 1.0
    mine, theirs = clause_tense(trigger.verb or trigger.token), clause_tense(use.governor)
    return 0.2 if {mine, theirs} == {Tense.FUTURE, Tense.PAST} else 1.0


def _bounding(use: Use, trigger: Trigger) -> float:
    """Return how far a date dates what it only bounds: "the first deaths since they took up arms last year"."""
    current = use.governor
    while current is not None and current not in (trigger.token, current.head):
        if current.dep_ == "advcl" and trigger.token not in current.subtree:
            marks = {child.lower_ for child in current.children if child.dep_ == "mark"}
            if marks & _BOUNDS:
                return 0.1
        current = current.head
    return 1.0


def _of_the_clause_before(use: Use, trigger: Trigger, others: Sequence[Use]) -> float:
    """Return how far a date dates a later clause that has its own: "in 1997 he was shot, and ... in 2010"."""
    verb = trigger.verb or trigger.token
    if verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
        return 1.0
    first, last = verb.left_edge.i, verb.right_edge.i
    inside = [first <= other.head.i <= last and other.governor == verb for other in others]
    return 0.3 if any(inside) and not first <= use.head.i <= last else 1.0


def _followed(use: Use, trigger: Trigger) -> float:
    """Return how far the day of what follows an event dates it: "today called for an inquiry following the attack"."""
    follows = trigger.is_noun and trigger.relation == "following"
    return 0.2 if follows and use.head not in trigger.token.subtree else 1.0


def _counting(use: Use, trigger: Trigger, scene: Scene) -> float:
    """Return how far a date dates what it is counted to: "on 19 October, a week before the talks"."""
    link = trigger.token.head
    if trigger.token.dep_ != "pobj" or link.lower_ not in {"after", "before"} or use.head in trigger.token.subtree:
        return 1.0
    return 1.0 if length_before(link, scene) is None else 0.3


def _nested(use: Use, trigger: Trigger) -> float:
    """Return how far a clause dates an event deep in a noun phrase: "searched for victims of the floods on Friday"."""
    if not trigger.is_noun or use.governor is None or use.governor not in trigger.token.ancestors:
        return 1.0
    between, current = 0, trigger.token
    while current.head not in (current, use.governor):
        current = current.head
        counts = current.pos_ in NOMINAL and lemma(current) not in MEASURES
        between += counts and use.head not in current.subtree
    return 0.2 if between >= _DEEP else 1.0


def _of_the_perfect(use: Use, trigger: Trigger) -> float:
    """Return how far a day of the past dates the present perfect: "searched the office on Friday and have left"."""
    inside = use.governor is None or trigger.token in use.governor.ancestors
    if inside or use.governor is None or clause_tense(trigger.verb or trigger.token) is not Tense.PERFECT:
        return 1.0
    return 0.2 if clause_tense(use.governor) is Tense.PAST else 1.0


def _by_semicolon(score: float, use: Use, others: Sequence[Use], trigger: Trigger) -> float:
    """Return the score of a date, held against the semicolons: each part of such a sentence has its own.

    "On Monday a boat capsized; eleven bodies had been found by noon": whatever the parser makes the head.
    """
    if is_across(use.head, trigger.token):
        own = any(not is_across(other.head, trigger.token) for other in others)
        return score * 0.3 if own else score
    governor = use.governor
    apart = governor is not None and not trigger.is_noun and is_across(governor, trigger.token)
    return max(score, 0.8) if apart else score


def _sequel(use: Use, trigger: Trigger) -> float:
    """Return how far a date after a later verb dates an earlier one: "left the coast and went home the next day"."""
    verb, governor = trigger.verb or trigger.token, use.governor
    later = governor is not None and governor.dep_ == "conj" and governor.i > verb.i and governor.head == verb
    return 0.4 if later and governor is not None and use.head.i > governor.i else 1.0


def _tallied(use: Use, trigger: Trigger) -> float:
    """Return how far the day of a new count dates what is counted: "the toll of the raid rose to 21 on Wednesday"."""
    verb = use.governor
    if verb is None or not trigger.is_noun:
        return 1.0
    counts = [child for child in verb.children if child.dep_ in SUBJECTS and lemma(child) in _COUNTS]
    return 0.1 if any(trigger.token in child.subtree for child in counts) else 1.0


def _vaguer(use: Use, others: Sequence[Use]) -> float:
    """Return a little less for a date that another in apposition makes plain: "on the Saturday, 20 February"."""
    return 0.8 if any(other.head.dep_ == "appos" and other.head.head == use.head for other in others) else 1.0


def _inside(use: Use, trigger: Trigger) -> float:
    """Return how far a clause dates an event inside a name of people: "supporters of the coup marched"."""
    inside = trigger.is_noun and trigger.verb is None and trigger.relation in {"of", "to", "against"}
    apart = inside and trigger.token.head.head.dep_ in SUBJECTS and use.head not in trigger.token.subtree
    return 0.05 if apart else 1.0
