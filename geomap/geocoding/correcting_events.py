"""Corrections of events applied to what the line says, as pure functions of both, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from shapely.geometry import Point

from geomap.geocoding.correcting_review import Review
from geomap.geocoding.correcting_spots import spot
from geomap.geocoding.keys import query_key
from geomap.model import DatePrec

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.geocoding.correcting_spots import Outlines, Places
    from geomap.geocoding.corrections import Corrections, EventCorrection
    from geomap.model import Annotation, Event, EventType, Status

_PREPOSITIONS = frozenset({"in", "on", "at", "from", "to", "of", "the"})


@dataclass(frozen=True, slots=True)
class EventCorrector:
    """Applies a person's corrections of events, and says what became of each.

    Attributes
    ----------
    corrections
        What a person says.
    places, outlines
        Where ids lead to places, and places to shapes.
    """

    corrections: Corrections
    places: Places
    outlines: Outlines

    def correct(self, events: Sequence[Event], annotations: Iterable[Annotation] = ()) -> tuple[Event, ...]:
        """Return merged events with the corrections applied, in the order of a map's events.

        Parameters
        ----------
        events
            The events, merged over all documents.
        annotations
            The documents' own events, from which split events get their own dates and places.
        """
        if not self.corrections.event:
            return tuple(events)
        known = {event.id: event for event in events}
        own = [event for annotation in annotations for event in annotation.events]
        for item in self.corrections.event:
            if item.event in known:
                known = self._with(known, item, own)
        return tuple(sorted(known.values(), key=_order))

    def review(self, events: Sequence[Event], annotations: Iterable[Annotation] = ()) -> Review:
        """Return what became of each correction, given the events as the line tells them by itself."""
        told = tuple(annotations)
        ids = {event.id for event in events}
        broken = tuple(item for item in self.corrections.event if item.place and self.places.get(item.place) is None)
        met = [item for item in self.corrections.event if item.event in ids and item not in broken]
        changing = {item.id for item in met if self._only(item).correct(events, told) != tuple(events)}
        unused = tuple(item for item in self.corrections.event if item.event not in ids and item not in broken)
        return Review(
            applied=tuple((item, 1) for item in met if item.id in changing),
            redundant=tuple(item for item in met if item.id not in changing),
            unused=unused,
            broken=broken,
            missed=unused,
        )

    def _only(self, item: EventCorrection) -> EventCorrector:
        return replace(self, corrections=self.corrections.model_copy(update={"event": (item,)}))

    def _with(self, known: dict[str, Event], item: EventCorrection, own: Sequence[Event]) -> dict[str, Event]:
        """Return the events by id with one correction applied, in their order."""
        if item.not_an_event:
            return {key: event for key, event in known.items() if key != item.event}
        others = [known[key] for key in item.merge if key in known]
        event, parted = _parted(_joined(known[item.event], others), item, own)
        event = self._moved(_renamed(_redated(event, item), item), item)
        gone = {other.id for other in others}
        made: dict[str, Event] = {}
        for key, value in known.items():
            if key == item.event:
                made[key] = event
                made |= {part.id: part for part in parted}
            elif key not in gone:
                made[key] = value
        return made

    def _moved(self, event: Event, item: EventCorrection) -> Event:
        """Return the event at the place that the correction names."""
        if not (item.place or item.at):
            return event
        unnamed = "" if item.at is None else f"{item.at[0]:g}, {item.at[1]:g}"
        where = spot(item, unnamed, self.places, self.outlines)
        if where is None or (event.place is not None and event.place.id == where.place.id and not event.relation):
            return event
        was = f"; geomap said {event.place_name}" if event.place_name else "; geomap left it unplaced"
        told = event.title.removesuffix(event.place_name) if event.place_name else ""
        if event.relation and told != event.title and told.rstrip().rsplit(" ", 1)[-1] not in _PREPOSITIONS:
            told = f"{told}in "  # "Attack near Kars": the relation brought its own
        return replace(
            event,
            title=f"{told}{where.place.name}" if told and told != event.title else event.title,
            place=where.place, place_name=where.place.name, country=where.place.country, admin1=where.place.admin1,
            geometry=where.outline or Point(where.place.lon, where.place.lat), where_prec=where.precision,
            radius_km=None, relation=None, alternatives=(), toponym=None,
            place_reasons=(f"corrected by {item.signature}{was}",),
        )  # fmt: skip


def _renamed(event: Event, item: EventCorrection) -> Event:
    """Return the event with the type and the status that the correction names."""
    if item.type is not None and item.type is not event.type:
        event = replace(event, type=item.type, mode="", context="", status_reasons=_why("type", item, event.type))
    if item.status is None or item.status is event.status:
        return event
    told = event.title.removeprefix(event.status.prefix)
    return replace(
        event,
        status=item.status,
        title=item.status.prefix + (told if item.status.prefix else _capital(told)),
        status_reasons=event.status_reasons + _why("status", item, event.status),
    )


def _why(what: str, item: EventCorrection, before: EventType | Status) -> tuple[str]:
    return (f"{what} corrected by {item.signature}; geomap said {before.value}",)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _order(event: Event) -> tuple[bool, date, date, str]:
    """Sort by date, what has none last, then by id: the order of a map's events."""
    first = event.date_from or event.date_to
    return first is None, first or date.max, event.date_to or date.max, event.id


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
