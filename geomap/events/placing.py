"""Where an event was: the places its tellings give, weighed together; then what stands near."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.focus import Where, focus, headlined, stage
from geomap.events.geography import Closeness, closeness
from geomap.events.governing import LOCATIVE, is_reporting
from geomap.events.place_features import is_widespread
from geomap.events.sentences import start_of
from geomap.events.syntax import patients
from geomap.events.telling import BESIDE, SITED
from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.governing import Use
    from geomap.events.lexicon import Kind
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger

_SENTENCE = 0.45
_NEIGHBOUR = 0.25
_HEADED = 0.5
_BESIDE = 0.4
_WINDOW = 2  # sentences before
# What is agreed, or opened again, is told of the place that the text plays in; of what is said that does not hold.
_STAGED = frozenset({"agreement", "accord", "reopening"})
_AT = frozenset({"in", "at", "near", "from", "to", "on", "off", "outside", "into"})
_MEETINGS = frozenset({"talks", "visit"})
_LOCAL = frozenset({"ASSAULT", "HAZARD", "PROTEST", "MOBILIZE", "AID", "RETREAT", "COERCE", "CONSULT", "COOPERATE"})


def where(cluster: Cluster, scene: Scene) -> Where:
    """Return the place of a cluster of tellings."""
    votes: dict[int, float] = {}
    for telling in cluster.tellings:
        weight = {RegionKind.CAPTION: 0.5, RegionKind.HEADLINE: 0.7}.get(telling.region, 1.0) if telling.region else 1.0
        for choice in telling.places[:2]:
            if choice.score >= SITED:
                votes[choice.index] = votes.get(choice.index, 0.0) + weight * choice.score
    if votes:
        return _elect(votes, scene)
    for telling in cluster.tellings:
        if telling.places and telling.places[0].score >= _SENTENCE:
            best = telling.places[0]
            return Where(best.index, best.score, "named in the same sentence")
    return _nearby(cluster, scene)


def _elect(votes: dict[int, float], scene: Scene) -> Where:
    """Add up votes for places that are one, or lie one inside the other, and take the most exact of the best."""

    def support(index: int) -> float:
        mine = scene.resolutions[index]
        total = 0.0
        for other, value in votes.items():
            close = closeness(mine, scene.resolutions[other])
            total += (
                value * {Closeness.SAME: 1.0, Closeness.WITHIN: 0.5, Closeness.NEAR: 0.2, Closeness.APART: 0.0}[close]
            )
        return total

    def rank(index: int) -> tuple[float, float, int]:
        resolution = scene.resolutions[index]
        exact = 0.0 if resolution.place is None else 0.3
        if resolution.place is not None and resolution.place.is_country:
            exact = 0.1
        if resolution.mention.kind_word and resolution.place is not None:
            exact += 0.1  # the text itself says "province"
        return support(index) + exact, votes[index], -index

    best = max(votes, key=rank)
    surface = scene.resolutions[best].mention.surface
    if votes[best] in {SITED, SITED + BESIDE}:
        return Where(best, _HEADED, "stands at the head of the paragraph")
    return Where(best, min(1.0, votes[best]), f"“{surface}” belongs to it in the sentence")


def _nearby(cluster: Cluster, scene: Scene) -> Where:
    """Look in the sentences around the first telling, then in the headline."""
    kind = cluster.first.trigger.kind
    if kind.speech or cluster.about or cluster.named:
        return Where()
    headed = scene.heading(cluster.first.trigger.start).place
    if headed is not None and not scene.is_title(cluster.first.trigger.start):
        return Where(headed, _HEADED, "stands at the head of the paragraph")
    if kind.name in _STAGED:
        return _at_the_talks(cluster, scene) or stage(scene)
    if kind.seat or kind.code.type not in _LOCAL:
        return Where()
    if is_widespread(cluster.first.trigger):
        return focus(scene, named=False)
    return _around(cluster, scene)


def _around(cluster: Cluster, scene: Scene) -> Where:
    """Look just before; failing that, an event that is no meeting was where the text plays."""
    kind, trigger = cluster.first.trigger.kind, cluster.first.trigger
    at_scene = kind.name == "visit" and _goes_to_the_scene(trigger)
    elsewhere = kind.place in {"goal", "source"} or _names_somewhere(cluster, scene)
    found = _shortly_before(cluster, scene) if at_scene or not elsewhere else None
    if found is not None:
        return found
    return _stage_or_headline(scene) if at_scene or kind.code.context != "diplomatic" else Where()


def _stage_or_headline(scene: Scene) -> Where:
    found = stage(scene)
    return found if found.index is not None or found.country else headlined(scene)


def _at_the_talks(cluster: Cluster, scene: Scene) -> Where | None:
    """Return the place of talks told in the same sentence or just before: what came of them was agreed there."""
    starts = scene.sentence_starts
    home = starts.index(start_of(cluster.first.trigger.token))
    first, own = starts[max(0, home - _WINDOW)], cluster.first.date
    talks = [
        item
        for item in scene.tellings
        if item.trigger.kind.family in _MEETINGS
        and item.place is not None
        and first <= item.trigger.token.i
        and start_of(item.trigger.token) <= starts[home]
        and (own is None or item.date is None or item.date.index == own.index)
    ]
    near = min(talks, key=lambda item: abs(item.trigger.start - cluster.first.trigger.start), default=None)
    if near is None or near.place is None:
        return None
    return Where(near.place.index, _BESIDE, "the talks told beside it were there")


def _goes_to_the_scene(trigger: Trigger) -> bool:
    """Tell whether a visit's goal is a noun and no name: "visited the wounded", "went to the scene"."""
    if trigger.verb is None:
        return False
    goals = [child for child in trigger.verb.children if child.dep_ == "dobj"]
    goals += [
        below
        for child in trigger.verb.children
        if child.dep_ == "prep" and child.lower_ in {"to", "at", "with"}
        for below in child.children
    ]
    return any(goal.pos_ == "NOUN" and all(word.pos_ != "PROPN" for word in goal.subtree) for goal in goals)


def _shortly_before(cluster: Cluster, scene: Scene) -> Where | None:
    """Look in the sentence before, and in the one before that where the paragraph is the same."""
    kind = cluster.first.trigger.kind
    starts = scene.sentence_starts
    home = starts.index(start_of(cluster.first.trigger.token))
    for offset in (-1, -2):
        position = home + offset
        if not 0 <= position < len(starts) or not _same_section(scene, starts[home], starts[position]):
            continue
        found = [
            use
            for use in scene.places_by_sentence.get(starts[position], ())
            if _is_scene(use, scene, kind.place) and not _is_venue(use, scene, kind)
        ]
        if found and (offset == -1 or _same_paragraph(scene, starts[home], starts[position])):
            return Where(found[0].index, _NEIGHBOUR, "named shortly before")
    return None


def _names_somewhere(cluster: Cluster, scene: Scene) -> bool:
    """Tell whether the sentence names a place that nobody could resolve: better a wide place than a wrong one."""
    known = {use.head.i for use in scene.places}
    trigger = cluster.first.trigger
    taken = set(patients(trigger.verb)) if trigger.verb is not None and trigger.verb.pos_ == "VERB" else set()
    return any(
        token.pos_ == "PROPN"
        and token.i not in known
        and token.ent_type_ not in {"DATE", "TIME", "PERSON", "ORG", "NORP"}
        and ((token.dep_ == "pobj" and token.head.lower_ in _AT) or token in taken)
        for token in trigger.token.sent
    )


def _is_scene(use: Use, scene: Scene, role: str) -> bool:
    kind = scene.resolutions[use.index].mention.kind
    odd = {"to", "from", "of", "into"} - {"goal": {"to", "into"}, "source": {"from"}}.get(role, set())
    return use.link in LOCATIVE - odd and kind in {MentionKind.LITERAL, MentionKind.RELATION}


def _is_venue(use: Use, scene: Scene, kind: Kind) -> bool:
    """Tell whether a place is only where something was said or signed: no place for a deed, nor a town for a war."""
    if kind.code.context == "diplomatic":
        return False
    for token in use.head.ancestors:
        if token.i in scene.spoken_tokens or is_reporting(token):
            return True
        if token.i in scene.trigger_tokens:
            return False
    return False


def _same_section(scene: Scene, one: int, other: int) -> bool:
    """Tell whether no heading, and no new entry of a timeline or a table, stands between two sentences."""
    doc = scene.parsed.doc
    return scene.heading(doc[one].idx).section == scene.heading(doc[other].idx).section


def _same_paragraph(scene: Scene, one: int, other: int) -> bool:
    doc = scene.parsed.doc
    first, last = sorted((doc[one].idx, doc[other].idx))
    return "\n\n" not in scene.parsed.document.text[first:last]
