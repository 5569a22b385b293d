"""The first and the last day of what lasts: "began on 14 August ... ended today", "for three weeks"."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from geomap.events.kinship import default_kinship
from geomap.events.lengths import of_span
from geomap.events.narrating import Tense, clause_tense
from geomap.events.sentences import sentence_of, start_of
from geomap.events.syntax import MODIFIERS, lemma
from geomap.events.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geomap.events.clusters import Cluster
    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.events.triggers import Trigger

_LASTING = wording("phase.lasting")
_LONGEST = timedelta(days=1100)
_LONG = 400  # days that a length told may have

Days = tuple[date, date]


def spanned(cluster: Cluster, first: date, last: date, scene: Scene) -> Days | None:
    """Return the first and last day of an event, where its tellings say more than the days already known.

    Parameters
    ----------
    cluster
        The tellings.
    first, last
        The days that the event is dated to so far.
    scene
        The document.
    """
    if cluster.family not in _LASTING:
        return None
    begins: set[date] = set()
    ends: set[date] = set()
    for telling in cluster.tellings:
        for use in scene.dates_by_sentence.get(start_of(telling.trigger.token), ()):
            day = scene.times[use.index].date_from
            if day is None or day != scene.times[use.index].date_to or use.index in telling.apart:
                continue
            phase = _phase(use, telling)
            if phase:
                (begins if phase > 0 else ends).add(day)
    if begins and ends and {first, last} <= begins | ends and min(begins) < max(ends):
        start, end = min(begins), max(ends)
        return (start, end) if end - start <= _LONGEST else None
    if first != last:
        return None
    return _by_length(cluster, first, scene, is_end=bool(ends) and not begins)


def _phase(use: Use, telling: Telling) -> int:
    """Return 1 for a day on which a telling says that its event began, -1 for one on which it ended, else 0."""
    verb = use.governor
    if verb is None or not _tells_of(verb, telling):
        return 0
    word = lemma(verb)
    known = default_kinship()
    if word in known.ending or _came_to_an_end(verb):
        return -1
    return 1 if word in known.beginning else 0


def _tells_of(verb: Token, telling: Telling) -> bool:
    """Tell whether a verb is what the event's clause, or a clause about its noun, says of it."""
    trigger = telling.trigger
    if not trigger.is_noun:
        return verb == trigger.token
    return verb == trigger.verb or (verb.dep_ in {"relcl", "acl"} and verb.head == trigger.token)


def _came_to_an_end(verb: Token) -> bool:
    return lemma(verb) == "come" and any(
        lemma(noun) in {"end", "close", "halt"}
        for child in verb.children
        if child.lower_ == "to"
        for noun in child.children
    )


def _by_length(cluster: Cluster, day: date, scene: Scene, *, is_end: bool) -> Days | None:
    """Return the days of what lasted so long from a day, or until it: "a three-day visit", "sealed off for a week"."""
    for telling in cluster.tellings:
        if telling.date is None or scene.times[telling.date.index].date_from != day:
            continue
        for days, before in _lengths(telling, scene):
            if 1 < days <= _LONG:
                over = timedelta(days=days - 1)
                return (day - over, day) if is_end or before else (day, day + over)
    return None


def _lengths(telling: Telling, scene: Scene) -> Iterator[tuple[int, bool]]:
    """Yield how many days the event's own words say that it lasts, and whether the day told is the last of them."""
    trigger = telling.trigger
    if clause_tense(trigger.verb or trigger.token) in {Tense.PERFECT, Tense.PLUPERFECT}:
        return  # "had been shut for three weeks": until then, not from then
    sentence = sentence_of(trigger.token)
    for span in scene.times:
        length = of_span(span) if sentence.start_char <= span.start < sentence.end_char else None
        if length is None or not length.days:
            continue
        stretch = scene.parsed.doc.char_span(span.start, span.end, alignment_mode="expand")
        if stretch is not None and _is_of(stretch.root, trigger):
            yield length.days, _is_over(stretch.root)


def _is_of(unit: Token, trigger: Trigger) -> bool:
    """Tell whether "days" is before the event's noun, takes it after "of", or is after "for" or "after" by its verb."""
    above = unit.head
    if unit.dep_ == "pobj" and above.lower_ in {"for", "after"}:
        ends = above.lower_ == "for" or (trigger.verb is not None and _came_to_an_end(trigger.verb))
        return ends and above.head in {trigger.token, trigger.verb}
    if not trigger.is_noun:
        return False
    noun = trigger.token
    outer = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "of" else noun
    return outer == unit or (unit.dep_ in MODIFIERS and above in {noun, outer})


def _is_over(unit: Token) -> bool:
    """Tell whether days are over: "at the end of five days of talks", "came to an end after four days"."""
    above = unit.head
    return unit.dep_ == "pobj" and (above.lower_ == "after" or lemma(above.head) in {"end", "close"})
