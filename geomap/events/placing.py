"""Where an event was: the places its tellings give, weighed together; then what stands near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, closeness
from geomap.events.governing import LOCATIVE, is_reporting
from geomap.events.syntax import patients, pobjects
from geomap.events.telling import ATTACHED
from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.governing import Use
    from geomap.events.lexicon import Kind
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

_SENTENCE = 0.2
_NEIGHBOUR = 0.25
_FOCUS = 0.15
_MAJORITY = 0.6
_TWICE = 2
_WIDESPREAD = frozenset({"war", "protest", "riot"})
_WINDOW = 3  # sentences, the own one among them
_AGREED = 0.75
_RULERS = frozenset(
    """
    president government parliament minister king queen cabinet congress junta premier ministry chancellor sultan
    emperor authorities ruler legislature senate
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
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
    country
        Code of the country as a whole, where no single mention is the place.
    """

    index: int | None = None
    score: float = 0.0
    reason: str = ""
    country: str = ""


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
    if _is_widespread(cluster):
        return _focus(scene, named=False)
    starts = scene.sentence_starts
    home = starts.index(cluster.first.trigger.token.sent.start)
    for offset in (-1, -2):
        position = home + offset
        if not 0 <= position < len(starts):
            continue
        found = [
            use
            for use in scene.places_by_sentence.get(starts[position], ())
            if _is_scene(use, scene, kind.place) and not _is_venue(use, scene, kind)
        ]
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


def _is_widespread(cluster: Cluster) -> bool:
    """Tell whether it is a war, or protests at large ("since protests began"), which no town beside it places."""
    token, kind = cluster.first.trigger.token, cluster.first.trigger.kind
    if kind.name not in _WIDESPREAD or not cluster.first.trigger.is_noun:
        return False
    return kind.name == "war" or (token.tag_ == "NNS" and not any(child.dep_ == "det" for child in token.children))


def seat(cluster: Cluster, scene: Scene) -> Where:
    """Return the country whose ruler acts, when the text has just been speaking of one country alone."""
    names = [actor.name.casefold().split() for telling in cluster.tellings for actor in telling.cast.actors]
    if not any(_RULERS & set(name) for name in names):
        return Where()
    starts = scene.sentence_starts
    home = starts.index(cluster.first.trigger.token.sent.start)
    codes = [
        place.country
        for start in starts[max(0, home + 1 - _WINDOW) : home + 1]
        for use in scene.places_by_sentence.get(start, ())
        if (place := scene.resolutions[use.index].place) is not None and place.country
    ]
    best = max(codes, key=codes.count, default="")
    if not best or codes.count(best) < _AGREED * len(codes):
        return Where()
    return Where(None, _FOCUS, "the country whose government acts", best)


def _focus(scene: Scene, *, named: bool = True) -> Where:
    """Return the country that most of the document is about, if one outweighs the others.

    Parameters
    ----------
    scene
        The document.
    named
        Whether the text must name the country itself, not only places in it.
    """
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
        or (named and not whole)
    ):
        return Where()
    return Where(whole[0] if whole else None, _FOCUS, "the country that the text is about", best)


def _is_country(scene: Scene, index: int) -> bool:
    place = scene.resolutions[index].place
    return place is not None and place.is_country


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
