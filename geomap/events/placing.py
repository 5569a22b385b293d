"""Where an event was: the places its tellings give, weighed together; then what stands near."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, closeness
from geomap.events.governing import LOCATIVE, is_reporting
from geomap.events.syntax import patients
from geomap.events.telling import ATTACHED
from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from geomap.events.clusters import Cluster
    from geomap.events.governing import Use
    from geomap.events.lexicon import Kind
    from geomap.events.scene import Scene

_SENTENCE = 0.26
_NEIGHBOUR = 0.25
_FOCUS = 0.15
_HEADED = 0.5
_HEADLINE_VOTES = 3
_MAJORITY = 0.45
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
_AT = frozenset({"in", "at", "near", "from", "to", "on", "off", "outside", "into"})
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
    if kind.speech or cluster.about or cluster.named:
        return Where()
    headed = scene.heading(cluster.first.trigger.start).place
    if headed is not None:
        return Where(headed, _HEADED, "stands at the head of the paragraph")
    if kind.seat or kind.code.type not in _LOCAL:
        return Where()
    if _is_widespread(cluster):
        return _focus(scene, named=False)
    if kind.place in {"goal", "source"} or _names_somewhere(cluster, scene):
        return Where() if kind.code.context == "diplomatic" else _focus(scene)
    found = _shortly_before(cluster, scene)
    return found or (Where() if kind.code.context == "diplomatic" else _focus(scene))


def _shortly_before(cluster: Cluster, scene: Scene) -> Where | None:
    """Look in the sentence before, and in the one before that where the paragraph is the same."""
    kind = cluster.first.trigger.kind
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
        return _focus(scene)
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
        return _focus(scene)
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
    above = _in_headline(scene)
    if above is not None:
        return above
    votes: dict[str, list[int]] = {}
    for use in scene.places:
        mention, place = scene.resolutions[use.index].mention, scene.resolutions[use.index].place
        if place is None or not place.country:
            continue
        if scene.is_title(mention.start):
            votes.setdefault(place.country, []).extend([use.index] * _HEADLINE_VOTES)
        elif mention.kind is MentionKind.LITERAL and use.link != "subject":
            votes.setdefault(place.country, []).append(use.index)
    if not votes:
        return Where()
    best = max(votes, key=lambda code: (len(votes[code]), code))
    whole = [index for index in votes[best] if _is_country(scene, index)]
    if (
        len(votes[best]) < _TWICE
        or len(votes[best]) < _MAJORITY * sum(len(item) for item in votes.values())
        or (named and not whole and len(votes[best]) < 2 * _TWICE)
    ):
        return Where()
    return Where(whole[0] if whole else None, _FOCUS, "the country that the text is about", best)


def _in_headline(scene: Scene) -> Where | None:
    """Return the country or division that the headline names as its scene, if it names just one; else its country."""
    found: dict[str, tuple[int, str, bool]] = {}
    for use in scene.places:
        resolution = scene.resolutions[use.index]
        place = resolution.place
        if not scene.is_title(resolution.mention.start) or place is None:
            continue
        if resolution.mention.kind not in {MentionKind.LITERAL, MentionKind.ASSOCIATIVE}:
            continue
        if use.link not in {"to", "into", "against", "with", "for"}:
            wide = place.is_country or place.feature_code == "ADM1"
            found.setdefault(place.id, (use.index, place.country, wide))
    wide_ones = [item for item in found.values() if item[2]]
    if len(wide_ones) == 1:
        return Where(wide_ones[0][0], _FOCUS, "what the headline names", wide_ones[0][1])
    codes = {item[1] for item in found.values()}
    if len(codes) != 1 or "" in codes:
        return None
    return Where(None, _FOCUS, "the country of what the headline names", codes.pop())


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
