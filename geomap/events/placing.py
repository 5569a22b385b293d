"""Where an event was: the places its tellings give, weighed together; then what stands near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, closeness
from geomap.events.scene import LOCATIVE
from geomap.events.syntax import patients, pobjects
from geomap.events.telling import ATTACHED
from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene, Use
    from geomap.events.telling import Telling

_SENTENCE = 0.2
_NEIGHBOUR = 0.25
_FOCUS = 0.15
_MAJORITY = 0.6
_TWICE = 2
_LOCAL = frozenset({"ASSAULT", "HAZARD", "PROTEST", "MOBILIZE", "AID", "RETREAT", "COERCE", "CONSULT", "COOPERATE"})


@dataclass(frozen=True, slots=True)
class Where:
    """The place of an event: an index among the document's resolutions.

    Attributes
    ----------
    index
        Which resolution; ``None`` when nothing places the event.
    score
        0 to 1.
    reason
        In words.
    """

    index: int | None = None
    score: float = 0.0
    reason: str = ""


def where(cluster: Cluster, scene: Scene) -> Where:
    """Return the place of a cluster of tellings."""
    votes: dict[int, float] = {}
    for telling in cluster.tellings:
        weight = {RegionKind.CAPTION: 0.5, RegionKind.HEADLINE: 0.7}.get(telling.region, 1.0) if telling.region else 1.0
        for choice in telling.places[:2]:
            if choice.score >= ATTACHED:
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
    return Where(best, min(1.0, votes[best]), f"“{surface}” belongs to it in the sentence")


def _nearby(cluster: Cluster, scene: Scene) -> Where:
    """Look in the sentences around the first telling, then in the headline."""
    kind = cluster.first.trigger.kind
    if kind.speech or kind.seat or kind.code.type not in _LOCAL or cluster.about or cluster.named:
        return Where()
    if _names_somewhere(cluster):
        return Where()
    starts = scene.sentence_starts
    home = starts.index(cluster.first.trigger.token.sent.start)
    for offset in (-1, -2):
        position = home + offset
        if not 0 <= position < len(starts):
            continue
        found = [use for use in scene.places_by_sentence.get(starts[position], ()) if _is_scene(use, scene, kind.place)]
        if found and (offset == -1 or _same_paragraph(scene, starts[home], starts[position])):
            return Where(found[0].index, _NEIGHBOUR, "named shortly before")
    return _focus(scene)


def _names_somewhere(cluster: Cluster) -> bool:
    """Tell whether the text names a place that nobody could resolve: better none than a wrong one."""
    trigger = cluster.first.trigger
    owners = [trigger.token] + ([trigger.verb] if trigger.verb is not None and trigger.tells else [])
    return any(
        noun.pos_ == "PROPN" and noun.ent_type_ not in {"DATE", "TIME", "PERSON", "ORG", "NORP"}
        for owner in owners
        for noun in (
            *pobjects(owner, "in", "at", "near", "from", "to", "on"),
            *(patients(owner) if owner.pos_ == "VERB" else ()),
        )
    )


def _focus(scene: Scene) -> Where:
    """Return the country that most of the document is about, if one outweighs the others."""
    votes: dict[str, list[int]] = {}
    for use in scene.places:
        place = scene.resolutions[use.index].place
        literal = scene.resolutions[use.index].mention.kind is MentionKind.LITERAL and use.link != "subject"
        if place is not None and place.country and literal:
            votes.setdefault(place.country, []).append(use.index)
    if not votes:
        return Where()
    best = max(votes, key=lambda code: (len(votes[code]), code))
    whole = [index for index in votes[best] if _is_country(scene, index)]
    if (
        len(votes[best]) < _TWICE
        or len(votes[best]) < _MAJORITY * sum(len(item) for item in votes.values())
        or not whole
    ):
        return Where()
    return Where(whole[0], _FOCUS, "the country that the text is about")


def _is_country(scene: Scene, index: int) -> bool:
    place = scene.resolutions[index].place
    return place is not None and place.is_country


def _is_scene(use: Use, scene: Scene, role: str) -> bool:
    kind = scene.resolutions[use.index].mention.kind
    odd = {"to", "from", "of", "into"} - {"goal": {"to", "into"}, "source": {"from"}}.get(role, set())
    return use.link in LOCATIVE - odd and kind in {MentionKind.LITERAL, MentionKind.RELATION}


def _same_paragraph(scene: Scene, one: int, other: int) -> bool:
    doc = scene.parsed.doc
    first, last = sorted((doc[one].idx, doc[other].idx))
    return "\n\n" not in scene.parsed.document.text[first:last]


def best_telling(cluster: Cluster) -> Telling:
    """Return the telling that says most: in prose, dated, placed, with actors."""

    def fullness(telling: Telling) -> tuple[float, int]:
        score = 2.0 * (telling.region is None) + (telling.date is not None) + (telling.place is not None)
        return score + 0.5 * len(telling.countries), -telling.order

    return max(cluster.tellings, key=fullness)
