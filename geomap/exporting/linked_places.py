"""Linked Places format (Pelagios and the World Historical Gazetteer), version 1.3: GeoJSON with times and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from geomap.exporting.geojson import write_collection
from geomap.model.features import feature_collection

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import Event, EventMap

CONTEXT = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.3.jsonld"
_PREFIXES = {"geonames": "https://www.geonames.org/{}", "wikidata": "https://www.wikidata.org/entity/{}"}
# The format asks for one of the seven GeoNames feature classes; an event without a gazetteer's place is an area.
_UNKNOWN_CLASS = "L"


class LinkedPlacesExporter:
    """One feature an event: its place as name and link, its dates as ``when``, its evidence as descriptions."""

    name = "lpf"
    suffixes = (".lpf.json", ".lpf", ".jsonld")

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events."""
        collection = feature_collection(event_map.events)
        head = {"type": "FeatureCollection", "@context": CONTEXT}
        if "bbox" in collection:
            head["bbox"] = collection["bbox"]
        pairs = zip(event_map.events, collection["features"], strict=True)
        write_collection(path, head, [_feature(event, plain) for event, plain in pairs])


def _feature(event: Event, plain: dict[str, Any]) -> dict[str, Any]:
    """Return an event as a Linked Places feature, from its GeoJSON one."""
    properties = plain["properties"]
    feature_class = (event.place.feature_class if event.place else "") or _UNKNOWN_CLASS
    ccodes = [event.country] if event.country else []
    feature: dict[str, Any] = {
        "@id": f"urn:geomap:event:{event.id}",
        "type": "Feature",
        "properties": {"title": event.title, "ccodes": ccodes, "fclasses": [feature_class], **_facts(properties)},
        "geometry": plain["geometry"],
    }
    when = _when(event)
    if when:
        feature["when"] = when
    name = event.place_name or (event.place.name if event.place else "")
    if name:
        feature["names"] = [{"toponym": name, "lang": "en", "citations": _citations(event)}]
    feature["types"] = [{"identifier": f"plover:{event.type.value}", "label": event.label}]
    links = _links(event)
    if links:
        feature["links"] = links
    feature["descriptions"] = [{"value": item.text, "lang": "en"} for item in event.evidence]
    return feature


def _facts(properties: dict[str, Any]) -> dict[str, Any]:
    """Return what the format has no place of its own for."""
    names = ("status", "mode", "context", "edtf", "where_prec", "radius_km", "relation", "actors", "recipients")
    return {name: properties[name] for name in (*names, "confidence")}


def _when(event: Event) -> dict[str, Any] | None:
    span: dict[str, Any] = {}
    if event.date_from is not None:
        span["start"] = {"in": event.date_from.isoformat()}
    if event.date_to is not None:
        # An event of which only the end is known began some time before it.
        span.setdefault("start", {"latest": event.date_to.isoformat()})
        span["end"] = {"in": event.date_to.isoformat()}
    return {"timespans": [span], **({"label": event.edtf} if event.edtf else {})} if span else None


def _links(event: Event) -> list[dict[str, str]]:
    if event.place is None:
        return []
    ids = [event.place.id, f"wikidata:{event.place.wikidata}" if event.place.wikidata else ""]
    found = [re.fullmatch(r"(\w+):(.+)", item) for item in ids]
    return [
        {"type": "closeMatch", "identifier": _PREFIXES[match[1]].format(match[2])}
        for match in found
        if match and match[1] in _PREFIXES
    ]


def _citations(event: Event) -> list[dict[str, Any]]:
    return [
        {
            "label": ", ".join(part for part in (source.source, source.title, source.published) if part)
            or source.doc_id,
            "@id": source.url or f"urn:geomap:document:{source.doc_id}",
            **({"year": source.published[:4]} if source.published else {}),
        }
        for source in event.sources
    ]
