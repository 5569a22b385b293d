"""A cluster of tellings becomes an Event: type, status, date, place, actors, title, evidence."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.actors import TOGETHER
from geomap.events.casting import at_home
from geomap.events.dating import when
from geomap.events.focus import Where, containing, seat
from geomap.events.geography import geometry_of, precision_of
from geomap.events.kinship import default_kinship
from geomap.events.measuring import measured
from geomap.events.naming import place_name, stance
from geomap.events.nationality import codes_of
from geomap.events.placing import where
from geomap.events.sentences import stretch_of
from geomap.events.settling import as_agreed, as_past, as_planned, checked, denials, settled
from geomap.events.siting import town_of
from geomap.events.telling import SITED
from geomap.events.titles import title
from geomap.model import Actor, Event, EventType, Evidence, Mark, Role, Source, Status, WherePrec

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.clusters import Cluster
    from geomap.events.lexicon import Kind, PloverCode
    from geomap.events.scene import Scene
    from geomap.gazetteer import Gazetteer
    from geomap.model import Resolution
    from geomap.spatial import Shapes

_ALLIANCES = frozenset(
    {"nato", "csto", "asean", "eu", "african union", "ecowas", "allies", "multinational", "alliance"}
)


@dataclass(frozen=True, slots=True)
class Assembler:
    """Makes Events of one document's clusters; ``home`` is the code of the country that it is about, if any."""

    scene: Scene
    gazetteer: Gazetteer
    shapes: Shapes | None
    home: str = ""

    def event(self, cluster: Cluster, others: Sequence[Cluster]) -> Event:
        """Return the event that a cluster of tellings speaks of; how sure it is remains to be weighed.

        Parameters
        ----------
        cluster
            The tellings.
        others
            The document's other clusters: an agreement on a war lies where the war was.
        """
        kind = _kind(cluster)
        status = settled(cluster, self.scene)
        dated = when(cluster, status, self.scene)
        dated = as_planned(as_past(dated, cluster, self.scene), status, self.scene)
        if kind.code.type is EventType.AGREE and status is Status.HAPPENED:
            dated = as_agreed(dated, self.scene)
        status = checked(status, dated, self.scene)
        actors = self._actors(cluster)
        placed, resolution = measured(*self._place(cluster, others), cluster, self.scene)
        actors = at_home(actors, kind, _country(resolution), self.home, self._country_name)
        code = _code(kind, cluster, actors)
        place = resolution.place if resolution is not None else None
        name = place_name(resolution)
        placed, resolution = self._located(placed, resolution)
        event = Event(
            id="pending",
            type=code.type,
            mode=code.mode,
            context=code.context,
            label=kind.label,
            title=title(cluster, kind, status, actors, name, self._country_name, self._stance(placed, name)),
            status=status,
            date_from=dated.date_from,
            date_to=dated.date_to,
            edtf=dated.edtf,
            date_prec=dated.prec,
            date_reasons=(dated.reason,) if dated.reason else (),
            place=place,
            place_name=name,
            country=_country(resolution),
            admin1=place.admin1 if place is not None else "",
            geometry=None if resolution is None else geometry_of(resolution, self.shapes),
            where_prec=_where_prec(resolution),
            radius_km=None if resolution is None else resolution.radius_km,
            relation=None if resolution is None else resolution.relation,
            place_reasons=(*filter(None, (placed.reason,)), *_corrected(resolution)),
            alternatives=() if resolution is None else resolution.alternatives,
            toponym=self.scene.recognised(placed.index),
            actors=actors,
            attributed_to=next(
                (item.reading.attributed_to for item in cluster.tellings if item.reading.attributed_to), ""
            )
            if all(item.reading.attributed_to or item.reading.status is None for item in cluster.tellings)
            else "",
            disagreements=denials(cluster),
            evidence=self._evidence(cluster),
            sources=(self._source(),),
            confidence=0.0,
        )
        return replace(event, id=event_id(event))

    def _actors(self, cluster: Cluster) -> tuple[Actor, ...]:
        """Join who the tellings name; "the two countries" adds nobody when two are known."""
        found: dict[tuple[str, str], Actor] = {}
        for telling in cluster.tellings:
            for actor in telling.cast.actors:
                key = (actor.country or actor.name.casefold(), "" if actor.country else actor.role)
                if key not in found or (found[key].role is Role.RECIPIENT and actor.role is Role.ACTOR):
                    found[key] = actor
        named = next((item.trigger.named for item in cluster.tellings if item.trigger.named is not None), None)
        if named is not None:
            for code in named.actors:
                found.setdefault((code, ""), Actor(self._country_name(code), code))
            return tuple(
                actor
                for actor in found.values()
                if actor.country in named.actors or _is_alliance(actor) or (not named.actors and actor.country)
            )
        sides = [actor for actor in found.values() if actor.country]
        if len(sides) >= 2 and cluster.family in TOGETHER:
            return tuple(actor for actor in found.values() if actor.country or _is_alliance(actor))
        return tuple(found.values())

    def _place(self, cluster: Cluster, others: Sequence[Cluster]) -> tuple[Where, Resolution | None]:
        named = next((item.trigger.named for item in cluster.tellings if item.trigger.named is not None), None)
        if named is not None:
            known = self._known_place(named.place, named.place_id)
            if known is not None:
                return Where(None, 0.95, f"known place of {named.name}"), known
        placed = where(cluster, self.scene)
        if placed.index is not None and placed.score >= SITED:
            return placed, self.scene.resolutions[placed.index]
        for other in others:
            if other.named and other.named in cluster.about:
                told, resolution = self._place(other, ())
                if resolution is not None:
                    return replace(told, reason=f"it is about {other.known_as}", score=0.6), resolution
        if placed.index is None and not placed.country and cluster.first.trigger.kind.seat:
            placed = self._seat(cluster) or placed
        if placed.index is None and placed.country:
            return placed, self._whole(placed.country)
        return placed, None if placed.index is None else self.scene.resolutions[placed.index]

    def _located(self, placed: Where, resolution: Resolution | None) -> tuple[Where, Resolution | None]:
        """Draw a place that no gazetteer knows at its town, or at the country it lies in, and say so."""
        if resolution is None or not resolution.is_nil or resolution.geometry is not None:
            return placed, resolution
        town = town_of(resolution, self.scene)
        whole = self._whole(containing(resolution, self.scene)) if town is None else self.scene.resolutions[town]
        if whole is None or whole.place is None:
            return placed, resolution
        unknown = f"no gazetteer knows “{resolution.mention.surface}”: shown at {whole.place.name}"
        if whole.where_prec is WherePrec.EXACT:
            whole = replace(whole, where_prec=WherePrec.NEAR)
        return replace(placed, reason=f"{placed.reason}; {unknown}"), whole

    def _seat(self, cluster: Cluster) -> Where | None:
        """Return the country whose government acts, if one can be told."""
        sides = {code for item in cluster.tellings for code in item.countries[:1]}
        if len(sides) == 1:
            return Where(None, 0.3, "the country whose government acts", next(iter(sides)))
        found = Where() if sides else seat(cluster, self.scene)
        return found if found.country or found.index is not None else None

    def _whole(self, code: str) -> Resolution | None:
        country = self.gazetteer.country(code)
        return None if country is None else self._known_place(country.name, country.place.id)

    def _stance(self, placed: Where, name: str) -> str:
        use = next((item for item in self.scene.places if item.index == placed.index), None)
        if use is None or placed.score < SITED:
            return ""
        return stance(use, self.scene.resolutions[use.index].mention, self.scene.parsed.document.text, name)

    def _known_place(self, name: str, place_id: str) -> Resolution | None:
        from geomap.model import Mention, Resolution

        place = self.gazetteer.get(place_id) if place_id else None
        if place is None and name:
            found = self.gazetteer.lookup(name)
            place = found[0].place if found else None
        if place is None:
            return None
        label = name or place.name
        return Resolution(Mention(0, len(label), label), place, score=1.0, where_prec=precision_of(place))

    def _country_name(self, code: str) -> str:
        country = self.gazetteer.country(code)
        return country.name if country is not None else code

    def _evidence(self, cluster: Cluster) -> tuple[Evidence, ...]:
        """Return one piece of evidence a sentence, with marks."""
        document = self.scene.parsed.document
        marks: dict[tuple[int, int], set[Mark]] = {}
        for telling in cluster.tellings:
            here = marks.setdefault(telling.sentence, set())
            here.add(Mark(*telling.words_at, "trigger"))
            if telling.place is not None:
                mention = self.scene.resolutions[telling.place.index].mention
                here.add(Mark(mention.start, mention.end, "place"))
            if telling.date is not None:
                span = self.scene.times[telling.date.index]
                here.add(Mark(span.start, span.end, "date"))
            for start, end in telling.cast.spans:
                if telling.sentence[0] <= start and end <= telling.sentence[1]:
                    here.add(Mark(start, end, "actor"))
            for token in telling.trigger.absorbed:
                there = marks.setdefault(stretch_of(token), set())
                there.add(Mark(token.idx, token.idx + len(token), "trigger"))
        return tuple(
            Evidence(document.id, start, end, document.text[start:end], tuple(sorted(found)))
            for (start, end), found in sorted(marks.items())
        )

    def _source(self) -> Source:
        document = self.scene.parsed.document
        return Source(
            document.id,
            document.title or "",
            document.source or "",
            document.url or "",
            document.published.isoformat() if document.published else "",
        )


def _kind(cluster: Cluster) -> Kind:
    """Return the kind most tellings speak of, of those no other is over; the first told wins a tie."""
    votes: Counter[str] = Counter()
    for telling in cluster.tellings:
        votes[telling.trigger.kind.name] += 1 + (telling.trigger.named is not None) * 5
    for name in default_kinship().outranked(votes):
        votes[name] = 0
    best = max(votes.values())
    return next(item.trigger.kind for item in cluster.tellings if votes[item.trigger.kind.name] == best)


def _code(kind: Kind, cluster: Cluster, actors: Sequence[Actor]) -> PloverCode:
    """Return PLOVER's words; who takes part decides whether an exercise is joint."""
    if kind.joint is None:
        return kind.code
    sides = {actor.country for actor in actors if actor.country}
    allied = any(_is_alliance(actor) for actor in actors)
    joint = any(telling.words & {"joint", "multinational", "bilateral", "trilateral"} for telling in cluster.tellings)
    return kind.joint if len(sides) >= 2 or allied or joint else kind.code


def _is_alliance(actor: Actor) -> bool:
    words = set(actor.name.casefold().split())
    return any(set(name.split()) <= words for name in _ALLIANCES)


def _country(resolution: Resolution | None) -> str:
    if resolution is None:
        return ""
    if resolution.place is not None:
        return resolution.place.country
    codes = codes_of(resolution)
    return codes[0] if len(codes) == 1 else ""


def _corrected(resolution: Resolution | None) -> tuple[str, ...]:
    """Return who corrected the place, in words; nothing for one that geomap found."""
    return resolution.reasons if resolution is not None and resolution.is_corrected else ()


def _where_prec(resolution: Resolution | None) -> WherePrec | None:
    if resolution is None:
        return None
    if resolution.where_prec is not None:
        return resolution.where_prec
    return precision_of(resolution.place) if resolution.place is not None else None


def event_id(event: Event) -> str:
    """Return a stable id, made of the words that tell of the event and of nothing that was inferred from them.

    The same event from the same text has the same id in every run, and keeps it when its place is corrected.
    """
    first = event.evidence[0]
    triggers = [
        f"{mark.start - first.start}-{mark.end - first.start}" for mark in first.marks if mark.role == "trigger"
    ]
    parts = [event.label, " ".join(first.text.split()), *triggers]
    return "ev-" + hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]
