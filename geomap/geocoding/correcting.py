"""Corrections applied to what the line says, as pure functions of both, and what became of each correction."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from geomap.geocoding.keys import query_key
from geomap.model import DatePrec, Place, Resolution, WherePrec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geomap.geocoding.corrections import Corrections, EventCorrection, PlaceCorrection
    from geomap.model import Annotation, Document, Event, Mention


class Places(Protocol):
    """Ids to places: a gazetteer, as far as corrections need one."""

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id."""


class Outlines(Protocol):
    """Places to shapes, as far as corrections need them."""

    def place(self, place: Place) -> BaseGeometry | None:
        """Return the outline of a place; ``None`` for a point."""

    def locate(self, lon: float, lat: float) -> tuple[str, str]:
        """Return country and first-order division of a point."""


class _Parsed(Protocol):
    @property
    def document(self) -> Document: ...


class _Resolver(Protocol):
    @property
    def id(self) -> str: ...

    def resolve(self, parsed: Any, mentions: Sequence[Mention]) -> tuple[Resolution, ...]: ...  # noqa: ANN401


@dataclass(frozen=True, slots=True)
class Review:
    """What became of the corrections in a run.

    Attributes
    ----------
    applied
        Those that changed something, with how often.
    redundant
        Those that said only what the line says by itself now.
    unused
        Those that met nothing; a correction of one document is unused in a run over others.
    broken
        Those whose place no gazetteer knows any more.
    missed
        Those of the unused that were made for a document which was read: they name nothing in it.
    """

    applied: tuple[tuple[PlaceCorrection, int], ...] = ()
    redundant: tuple[PlaceCorrection, ...] = ()
    unused: tuple[PlaceCorrection, ...] = ()
    broken: tuple[PlaceCorrection, ...] = ()
    missed: tuple[PlaceCorrection, ...] = ()

    def text(self) -> str:
        """Return the review in words, one correction a line; unused ones are left out but for those that missed."""
        rows = [f"applied {'once' if count == 1 else f'{count} times'}: {item}" for item, count in self.applied]
        rows += [f"redundant, geomap says so by itself now: {item}" for item in self.redundant]
        rows += [f"broken, no gazetteer knows {item.place}: {item}" for item in self.broken]
        rows += [f"met nothing, the article has no place mention of this name: {item}" for item in self.missed]
        return "\n".join(rows)


class CorrectingResolver:
    """A resolver whose word a person's corrections overrule; remembers what became of each.

    Parameters
    ----------
    resolver
        The resolver.
    corrections
        The corrections.
    places, outlines
        Where ids lead to places, and places to shapes.
    """

    def __init__(self, resolver: _Resolver, corrections: Corrections, places: Places, outlines: Outlines) -> None:
        self._resolver, self._corrections = resolver, corrections
        self._places, self._outlines = places, outlines
        self._changed: Counter[str] = Counter()
        self._met: set[str] = set()
        self._read: set[str] = set()

    @property
    def id(self) -> str:
        """The resolver's id, and that of the corrections."""
        return f"{self._resolver.id} {self._corrections.id}" if self._corrections.place else self._resolver.id

    def resolve(self, parsed: _Parsed, mentions: Sequence[Mention]) -> tuple[Resolution, ...]:
        """Return the resolver's resolutions, corrected; what is no place is left out."""
        said = self._resolver.resolve(parsed, mentions)
        if not self._corrections.place:
            return said
        self._read.add(parsed.document.id)
        for resolution in said:
            item = decisive(parsed.document, resolution, self._corrections)
            if item is not None:
                self._met.add(item.id)
                self._changed[item.id] += not agrees(resolution, item, self._places)
        return correct_toponyms(parsed.document, said, self._corrections, self._places, self._outlines)

    def review(self) -> Review:
        """Return what became of the corrections so far."""
        broken = tuple(item for item in self._corrections.place if item.place and self._places.get(item.place) is None)
        sound = [item for item in self._corrections.place if item not in broken]
        unused = tuple(item for item in sound if item.id not in self._met)
        return Review(
            applied=tuple((item, self._changed[item.id]) for item in sound if self._changed[item.id]),
            redundant=tuple(item for item in sound if item.id in self._met and not self._changed[item.id]),
            unused=unused,
            broken=broken,
            missed=tuple(item for item in unused if item.doc in self._read),
        )


def correct_toponyms(
    document: Document,
    toponyms: Iterable[Resolution],
    corrections: Corrections,
    places: Places,
    outlines: Outlines,
) -> tuple[Resolution, ...]:
    """Return a document's resolutions with the corrections applied; what is no place is left out.

    Parameters
    ----------
    document
        Where they stand.
    toponyms
        What the line says.
    corrections
        What a person says.
    places, outlines
        Where ids lead to places, and places to shapes.
    """
    corrected: list[Resolution] = []
    for resolution in toponyms:
        item = decisive(document, resolution, corrections)
        if item is None:
            corrected.append(resolution)
        elif not item.not_a_place:
            corrected.append(_corrected(resolution, item, places, outlines))
    return tuple(corrected)


def decisive(document: Document, resolution: Resolution, corrections: Corrections) -> PlaceCorrection | None:
    """Return the correction that decides about a mention; relations ("the Armenian border") have none."""
    if resolution.relation is not None:
        return None
    mention = resolution.mention
    return corrections.find((mention.surface, mention.name), document.id, document.source or "")


def agrees(resolution: Resolution, item: PlaceCorrection, places: Places) -> bool:
    """Tell whether the line says by itself what a correction says; one whose place is gone changes nothing either."""
    if item.not_a_place:
        return False
    if item.at is not None:
        where = resolution.place
        return where is not None and (round(where.lat, 4), round(where.lon, 4)) == (
            round(item.at[0], 4),
            round(item.at[1], 4),
        )
    return places.get(item.place) is None or (resolution.place is not None and resolution.place.id == item.place)


def _corrected(resolution: Resolution, item: PlaceCorrection, places: Places, outlines: Outlines) -> Resolution:
    place = _place(item, places, outlines)
    if place is None or (resolution.place is not None and resolution.place.id == place.id):
        return resolution
    outline = outlines.place(place) if item.at is None else None
    before = resolution.place
    was = f"; geomap said {before.name} ({before.id})" if before is not None else "; geomap left it unplaced"
    return replace(
        resolution,
        place=place,
        geometry=outline,
        where_prec=_precision(place, outline),
        radius_km=None,
        score=1.0,
        reasons=(f"corrected by {item.signature}{was}",),
        countries=(place.country,) if place.country else (),
    )


def _place(item: PlaceCorrection, places: Places, outlines: Outlines) -> Place | None:
    if item.at is None:
        return places.get(item.place)
    lat, lon = item.at
    country, admin1 = outlines.locate(lon, lat)
    return Place(
        id=f"correction:{item.id}", name=item.label or item.name, lon=lon, lat=lat, country=country, admin1=admin1,
        source="correction",
    )  # fmt: skip


def _precision(place: Place, outline: BaseGeometry | None) -> WherePrec:
    if place.is_country:
        return WherePrec.COUNTRY
    if place.feature_code == "ADM1":
        return WherePrec.PROVINCE
    if place.feature_code == "ADM2":
        return WherePrec.DISTRICT
    return WherePrec.EXACT if outline is None else WherePrec.LARGER


def correct_events(
    events: Sequence[Event], corrections: Corrections, annotations: Iterable[Annotation] = ()
) -> tuple[Event, ...]:
    """Return merged events with the corrections applied.

    Parameters
    ----------
    events
        The events, merged over all documents.
    corrections
        What a person says.
    annotations
        The documents' own events, from which split events get their own dates and places.
    """
    if not corrections.event:
        return tuple(events)
    known = {event.id: event for event in events}
    own = [event for annotation in annotations for event in annotation.events]
    for item in corrections.event:
        if item.event in known:
            known = _with(known, item, own)
    return tuple(sorted(known.values(), key=_order))


def _order(event: Event) -> tuple[bool, date, date, str]:
    """Sort by date, what has none last, then by id: the order of a map's events."""
    first = event.date_from or event.date_to
    return first is None, first or date.max, event.date_to or date.max, event.id


def unmet(events: Sequence[Event], corrections: Corrections) -> tuple[EventCorrection, ...]:
    """Return the corrections of events that are not there (any more)."""
    ids = {event.id for event in events}
    return tuple(item for item in corrections.event if item.event not in ids)


def redundant_events(events: Sequence[Event], corrections: Corrections) -> tuple[EventCorrection, ...]:
    """Return the corrections of events that change nothing, because the line says so by itself."""
    by_id = {event.id: event for event in events}
    return tuple(
        item
        for item in corrections.event
        if item.event in by_id
        and correct_events(events, corrections.model_copy(update={"event": (item,)})) == tuple(events)
    )


def _with(known: dict[str, Event], item: EventCorrection, own: Sequence[Event]) -> dict[str, Event]:
    """Return the events by id with one correction applied, in their order."""
    if item.not_an_event:
        return {key: event for key, event in known.items() if key != item.event}
    event = known[item.event]
    others = [known[key] for key in item.merge if key in known]
    event = _joined(event, others)
    event, parted = _parted(event, item, own)
    event = _redated(event, item)
    if item.type is not None and item.type is not event.type:
        event = replace(event, type=item.type, mode="", context="")
    gone = {other.id for other in others}
    made: dict[str, Event] = {}
    for key, value in known.items():
        if key == item.event:
            made[key] = event
            made |= {part.id: part for part in parted}
        elif key not in gone:
            made[key] = value
    return made


def _joined(event: Event, others: Sequence[Event]) -> Event:
    if not others:
        return event
    every = (event, *others)
    return replace(
        event,
        evidence=tuple(dict.fromkeys(part for one in every for part in one.evidence)),
        sources=tuple(dict.fromkeys(part for one in every for part in one.sources)),
        actors=tuple(dict.fromkeys(part for one in every for part in one.actors)),
        confidence=max(one.confidence for one in every),
    )


def _parted(event: Event, item: EventCorrection, own: Sequence[Event]) -> tuple[Event, tuple[Event, ...]]:
    """Return the event without the reports of some documents, and what those documents tell of."""
    away = [doc for doc in item.split if any(part.doc_id == doc for part in event.evidence)]
    stays = tuple(part for part in event.evidence if part.doc_id not in away)
    if not away or not stays:
        return event, ()
    parts = []
    for doc in away:
        evidence = tuple(part for part in event.evidence if part.doc_id == doc)
        spans = {(part.start, part.end) for part in evidence}
        told = next(
            (
                one
                for one in own
                if one.type is event.type
                and any(part.doc_id == doc and (part.start, part.end) in spans for part in one.evidence)
            ),
            event,
        )
        sources = tuple(source for source in event.sources if source.doc_id == doc)
        parts.append(replace(told, id=f"{event.id}-{query_key(doc)}", evidence=evidence, sources=sources))
    sources = tuple(source for source in event.sources if source.doc_id not in away)
    return replace(event, evidence=stays, sources=sources), tuple(parts)


def _redated(event: Event, item: EventCorrection) -> Event:
    if item.start is None or item.end is None or (event.date_from, event.date_to) == (item.start, item.end):
        return event
    days = (item.end - item.start).days + 1
    precise = (
        DatePrec.DAY if days == 1 else DatePrec.DAYS if days < 7 else DatePrec.WEEK if days == 7
        else DatePrec.MONTH if days <= 31 else DatePrec.YEAR
    )  # fmt: skip
    edtf = item.start.isoformat() if days == 1 else f"{item.start}/{item.end}"
    reasons = (f"corrected by {item.signature}",)
    return replace(event, date_from=item.start, date_to=item.end, edtf=edtf, date_prec=precise, date_reasons=reasons)
