"""PLOVER records as JSON lines, with the field names of the PLOVER manual (Open Event Data Alliance), chapter 3."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.exporting.countries import alpha3
from geomap.model import Role, Status
from geomap.model.points import inner_point
from geomap.model.rfc7946 import DECIMALS

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import Actor, Event, EventMap, Place

# Verbal and material cooperation, verbal and material conflict (manual, table of event categories).
_QUAD_CODES = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "REJECT", "ACCUSE", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
_QUAD_CODE = {name: code for code, names in _QUAD_CODES.items() for name in names}
# PLOVER tells plans, negations and suppositions in the context.
_CONTEXT_OF_STATUS = {
    Status.PLANNED: "future",
    Status.HYPOTHETICAL: "hypothetical",
    Status.DENIED: "negation",
    Status.CANCELLED: "negation",
}


class PloverExporter:
    """One event a line; geomap's own HAZARD has no quad code."""

    name = "plover"
    suffixes = (".plover.jsonl", ".jsonl")

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events; an undated one has a null date."""
        lines = [json.dumps(_record(event), ensure_ascii=False, allow_nan=False) for event in event_map.events]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


def _record(event: Event) -> dict[str, Any]:
    first, last = event.date_from or event.date_to, event.date_to
    context = [event.context] if event.context else []
    if event.status in _CONTEXT_OF_STATUS:
        context.append(_CONTEXT_OF_STATUS[event.status])
    return {
        "id": event.id,
        "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if last and last != first else None,
        "source": [_actor(actor) for actor in event.actors if actor.role == Role.ACTOR],
        "recipient": [_actor(actor) for actor in event.actors if actor.role == Role.RECIPIENT],
        "event": [event.type.value],
        "mode": [event.mode] if event.mode else [],
        "context": context,
        "quad_code": _QUAD_CODE.get(event.type.value),
        "event_loc": _location(event),
        "event_text": [item.text for item in event.evidence],
        "text_info": [{"doc_id": item.doc_id, "start": item.start, "end": item.end} for item in event.evidence],
        "cite_info": [
            {"citation": source.doc_id, "title": source.title or None, "publication": source.source or None}
            | {"url": source.url or None, "published": source.published or None}
            for source in event.sources
        ],
        "comment": event.title,
        "status": event.status.value,
        "edtf": event.edtf or None,
        "where_prec": int(event.where_prec) if event.where_prec else None,
        "confidence": round(event.confidence, 3),
    }


def _actor(actor: Actor) -> dict[str, Any]:
    return {"code": alpha3(actor.country), "actor_text": actor.name}


def _location(event: Event) -> dict[str, Any] | None:
    """Return the location object, whose fields are those of GeoNames; ``None`` for an event without a place."""
    place: Place | None = event.place
    if place is not None:
        lon, lat = place.lon, place.lat
    elif (spot := inner_point(event.geometry)) is not None:
        lon, lat = round(spot[0], DECIMALS), round(spot[1], DECIMALS)
    else:
        return None
    geonames = place.id.removeprefix("geonames:") if place and place.id.startswith("geonames:") else None
    return {
        "geonameid": int(geonames) if geonames else None,
        "name": event.place_name or (place.name if place else None),
        "latitude": lat,
        "longitude": lon,
        "feature class": (place.feature_class or None) if place else None,
        "feature code": (place.feature_code or None) if place else None,
        "country code": event.country or None,
        "cc3": alpha3(event.country),
        "admin1 code": event.admin1 or None,
    }
