"""What a text is about: the country, or the town, that places an event which nothing else places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.nationality import codes_of
from geomap.events.sentences import start_of
from geomap.model import MentionKind, RegionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.clusters import Cluster
    from geomap.events.scene import Scene
    from geomap.model import Resolution

_SENDER = re.compile(r"(?:FM|FROM:?)\s")
_FOCUS = 0.15
_HEADLINE_VOTES = 3
_MAJORITY = 0.45
_TWICE = 2
_WINDOW = 3  # sentences, the own one among them
_AGREED = 0.75
_STAGED, _MOST, _LESS = 3, 0.6, 0.4  # votes a town needs, and its share of all towns': less for the headline's
_LAND = frozenset({"P", "A", "T"})
_ON_THE_SPOT = frozenset({"arrest", "crackdown", "closure"})  # what no government does in all the land
_ASIDE = frozenset({"to", "into", "against", "with", "for"})
_SITED = frozenset({"in", "at", "near", "on", "outside", "around", "across", "object", "of", "inside"})
_RULERS = frozenset(
    """
    president government parliament minister king queen cabinet congress junta premier ministry chancellor sultan
    emperor authorities ruler legislature senate
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)


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


def seat(cluster: Cluster, scene: Scene) -> Where:
    """Return the country whose ruler acts, when the text has just been speaking of one country alone."""
    names = [actor.name.casefold().split() for telling in cluster.tellings for actor in telling.cast.actors]
    if not any(_RULERS & set(name) for name in names):
        return stage(scene) if cluster.first.trigger.kind.name in _ON_THE_SPOT else focus(scene)
    best = _country_around(scene, start_of(cluster.first.trigger.token))
    return Where(None, _FOCUS, "the country whose government acts", best) if best else focus(scene)


def containing(resolution: Resolution, scene: Scene) -> str:
    """Return the code of the country that a name which no gazetteer knows lies in, ``""`` when the text leaves it open.

    That is the country of the places just named, where they agree; else the one the text is about, unless the name's
    own paragraph speaks only of others.
    """
    token = next(iter(scene.parsed.tokens_in(resolution.mention.start, resolution.mention.end)), None)
    if token is None:
        return ""
    if len(resolution.countries) == 1:
        return resolution.countries[0]
    near, lands = _country_around(scene, start_of(token)), lands_around(resolution, scene)
    about = "" if near else focus(scene, named=False).country
    return near or (about if about in lands or not lands else "")


def lands_around(resolution: Resolution, scene: Scene) -> frozenset[str]:
    """Return the codes of the countries that the paragraph of a name speaks of, by any place in it; empty for none."""
    text, mention = scene.parsed.document.text, resolution.mention
    start = text.rfind("\n\n", 0, mention.start) + 1
    stop = text.find("\n\n", mention.end)
    stop = len(text) if stop < 0 else stop
    return frozenset(
        code for item in scene.resolutions if start <= item.mention.start < stop for code in codes_of(item)
    )


def _country_around(scene: Scene, sentence: int) -> str:
    """Return the country that nearly all places of a sentence and of those just before it lie in."""
    starts = scene.sentence_starts
    home = starts.index(sentence)
    codes = [
        place.country
        for start in starts[max(0, home + 1 - _WINDOW) : home + 1]
        for use in scene.places_by_sentence.get(start, ())
        if (place := scene.resolutions[use.index].place) is not None and place.country
        if use.link != "subject"
        or start == sentence  # "The United States imposed bans" is not where the next thing was
    ]
    best = max(codes, key=codes.count, default="")
    return best if best and codes.count(best) >= _AGREED * len(codes) else ""


def stage(scene: Scene) -> Where:
    """Return the town or province that most of the text plays in; else the country that it is about.

    The headline's place counts three times, the dateline's once: a correspondent's desk alone is no scene.
    """
    wide = focus(scene)
    votes: dict[str, list[int]] = {}
    for index, resolution in enumerate(scene.resolutions):
        place = resolution.place
        if place is None or place.is_country or place.feature_class not in _LAND:
            continue
        if resolution.mention.kind in {MentionKind.DEMONYM, MentionKind.METONYM}:
            continue
        votes.setdefault(place.id, []).extend([index] * _weight(scene, index))
    best = max(votes, key=lambda item: len(votes[item]), default="")
    total = sum(len(item) for item in votes.values())
    if not best or len(votes[best]) < _STAGED or len(votes[best]) < _share(scene, votes[best]) * total:
        return wide
    index = votes[best][0]
    place = scene.resolutions[index].place
    if place is None or (wide.country and place.country != wide.country):
        return wide
    return Where(index, _FOCUS, "the place that the text is about", place.country)


def _share(scene: Scene, mentions: Sequence[int]) -> float:
    """Return the share of all towns' votes that a place needs to be the stage: less if the headline names it."""
    return _LESS if any(scene.is_title(scene.resolutions[index].mention.start) for index in mentions) else _MOST


def _weight(scene: Scene, index: int) -> int:
    """Return how many votes a mention gives to the place that a text plays in."""
    start = scene.resolutions[index].mention.start
    if scene.is_title(start):
        use = next((item for item in scene.places if item.index == index), None)
        return 0 if use is not None and use.link in _ASIDE else _HEADLINE_VOTES
    if not scene.is_read(start):
        return 1
    return int(any(item.index == index and item.link in _SITED for item in scene.places))


def focus(scene: Scene, *, named: bool = True) -> Where:
    """Return the country that most of the document is about, if one outweighs the others.

    Parameters
    ----------
    scene
        The document.
    named
        Whether the text must name the country itself, not only places in it.
    """
    above = _in_headline(scene)
    if above is not None and not _is_foreign_to_the_text(above.country, scene):
        return above
    posted = _posted(scene)
    if posted is not None:
        return posted
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


def _posted(scene: Scene) -> Where | None:
    """Return the country that a cable was sent from, which tells of nothing else unless it says so."""
    document = scene.parsed.document
    for region in document.regions:
        if region.kind is RegionKind.DATELINE and _SENDER.match(document.text, region.start):
            codes = [
                item.place.country
                for item in scene.resolutions
                if region.start <= item.mention.start < region.end and item.place is not None
            ]
            return Where(None, _FOCUS, "the country that the cable was sent from", codes[0]) if any(codes) else None
    return None


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
        if use.link not in _ASIDE:
            wide = place.is_country or place.feature_code == "ADM1"
            found.setdefault(place.id, (use.index, place.country, wide))
    wide_ones = [item for item in found.values() if item[2]]
    if len(wide_ones) == 1:
        return Where(wide_ones[0][0], _FOCUS, "what the headline names", wide_ones[0][1])
    codes = {item[1] for item in found.values()}
    if len(codes) != 1 or "" in codes:
        return None
    return Where(None, _FOCUS, "the country of what the headline names", codes.pop())


def _is_foreign_to_the_text(country: str, scene: Scene) -> bool:
    """Tell whether a headline's place is read into a country that the text never names, while it plays in another.

    "Riverside siege ends" is not in California where all the rest is in Nairobi.
    """
    titled = {item.mention.surface: item.place.id for item in scene.resolutions if item.place and _heads(item, scene)}
    told, present = [], False
    for item in scene.resolutions:
        if item.place is None or not item.place.country or _heads(item, scene):
            continue
        told.append(item.place.country)
        sure = item.mention.kind is MentionKind.LITERAL and item.place.country == country
        present = present or (sure and (item.mention.surface in titled or item.place.id not in titled.values()))
    return not present and max((told.count(code) for code in set(told) - {country}), default=0) >= _STAGED


def _heads(resolution: Resolution, scene: Scene) -> bool:
    return scene.is_title(resolution.mention.start)


def headlined(scene: Scene) -> Where:
    """Return the place that the headline names, of whatever sort, if it names just one."""
    found = {
        item.place.id: index
        for index, item in enumerate(scene.resolutions)
        if item.place is not None
        and scene.is_title(item.mention.start)
        and item.mention.kind in {MentionKind.LITERAL, MentionKind.ASSOCIATIVE}
    }
    return Where(next(iter(found.values())), _FOCUS, "what the headline names") if len(found) == 1 else Where()


def _is_country(scene: Scene, index: int) -> bool:
    place = scene.resolutions[index].place
    return place is not None and place.is_country
