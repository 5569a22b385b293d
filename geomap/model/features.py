"""Values as plain JSON: the words of the formats contract (``docs/formats.md``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.model.rfc7946 import geometry_bbox, geometry_mapping

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from geomap.model.event import Actor, Event, Evidence
    from geomap.model.event import Source as EventSource
    from geomap.model.place import Candidate, Place


def event_feature(event: Event) -> dict[str, Any]:
    """Return an event as a GeoJSON Feature; an unplaced event keeps its row with a null geometry."""
    feature: dict[str, Any] = {"type": "Feature", "id": event.id}
    if event.geometry is not None:
        feature["bbox"] = geometry_bbox(event.geometry)
    feature["geometry"] = None if event.geometry is None else geometry_mapping(event.geometry)
    feature["properties"] = event_properties(event)
    return feature


def event_properties(event: Event) -> dict[str, Any]:
    """Return an event's properties, without its geometry."""
    return {
        "id": event.id,
        "title": event.title,
        "type": event.type.value,
        "mode": event.mode or None,
        "context": event.context or None,
        "label": event.label,
        "status": event.status.value,
        "start": event.date_from.isoformat() if event.date_from else None,
        "end": event.date_to.isoformat() if event.date_to else None,
        "edtf": event.edtf or None,
        "date_prec": int(event.date_prec) if event.date_prec else None,
        "date_reasons": list(event.date_reasons),
        "place_name": event.place_name or None,
        "place_id": event.place.id if event.place else None,
        "country": event.country or None,
        "admin1": event.admin1 or None,
        "where_prec": int(event.where_prec) if event.where_prec else None,
        "radius_km": event.radius_km,
        "relation": event.relation,
        "place_reasons": list(event.place_reasons),
        "contested": contested_properties(event.place, event.date_from),
        "actors": [actor_properties(actor) for actor in event.actors if actor.role == "actor"],
        "recipients": [actor_properties(actor) for actor in event.actors if actor.role == "recipient"],
        "attributed_to": event.attributed_to or None,
        "evidence": [evidence_properties(item) for item in event.evidence],
        "sources": [source_properties(item) for item in event.sources],
        "disagreements": list(event.disagreements),
        "confidence": round(event.confidence, 3),
        "alternatives": [candidate_properties(item) for item in event.alternatives],
    }


def contested_properties(place: Place | None, day: date | None = None) -> dict[str, Any] | None:
    """Return who governs and who claims a place, or ``None`` for a place nobody contests.

    Parameters
    ----------
    place
        The place.
    day
        The state of that day is told, where it was another than the present one; ``None`` for the present.
    """
    if place is None or place.sovereignty is None:
        return None
    told = place.sovereignty.on(day.isoformat() if day else "")
    note = f"{told.note} That was so until {told.until}." if told.until else told.note
    return {"governs": list(told.governs), "claims": list(told.claims), "since": told.since or None, "note": note}


def actor_properties(actor: Actor) -> dict[str, Any]:
    """Return an actor's name and country."""
    return {"name": actor.name, "country": actor.country or None}


def evidence_properties(item: Evidence) -> dict[str, Any]:
    """Return a sentence of evidence with its offsets and marks."""
    return {
        "doc_id": item.doc_id,
        "start": item.start,
        "end": item.end,
        "text": item.text,
        "marks": [{"start": mark.start, "end": mark.end, "role": mark.role} for mark in item.marks],
    }


def source_properties(item: EventSource) -> dict[str, Any]:
    """Return one report of an event."""
    return {
        "doc_id": item.doc_id,
        "title": item.title or None,
        "source": item.source or None,
        "url": item.url or None,
        "published": item.published or None,
    }


def candidate_properties(item: Candidate) -> dict[str, Any]:
    """Return a runner-up place."""
    return {
        "id": item.place.id,
        "name": item.place.name,
        "country": item.place.country or None,
        "lon": item.place.lon,
        "lat": item.place.lat,
        "score": round(item.score, 3),
    }


def feature_collection(events: Sequence[Event]) -> dict[str, Any]:
    """Return events as an RFC 7946 FeatureCollection, with a bounding box when anything is placed."""
    from shapely.geometry import GeometryCollection

    placed = [event.geometry for event in events if event.geometry is not None]
    collection: dict[str, Any] = {"type": "FeatureCollection"}
    if placed:
        collection["bbox"] = geometry_bbox(GeometryCollection(placed))
    collection["features"] = [event_feature(event) for event in events]
    return collection
