"""The one table behind CSV, GeoPackage, KML and GeoParquet: columns in order, with their kinds."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from shapely.geometry import shape

from geomap.model.features import event_feature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Event

# Column → kind; the order is the order of the GeoJSON properties (docs/formats.md).
COLUMNS = {
    "id": "text",
    "title": "text",
    "type": "text",
    "mode": "text",
    "context": "text",
    "label": "text",
    "status": "text",
    "start": "date",
    "end": "date",
    "edtf": "text",
    "date_prec": "whole",
    "date_reasons": "nested",
    "place_name": "text",
    "place_id": "text",
    "country": "text",
    "admin1": "text",
    "where_prec": "whole",
    "radius_km": "number",
    "relation": "text",
    "place_reasons": "nested",
    "contested": "nested",
    "actors": "nested",
    "recipients": "nested",
    "attributed_to": "text",
    "evidence": "nested",
    "sources": "nested",
    "disagreements": "nested",
    "confidence": "number",
    "alternatives": "nested",
}


def flat_rows(events: Iterable[Event]) -> list[tuple[dict[str, Any], BaseGeometry | None]]:
    """Return one row an event, nested values as JSON text, with its geometry as GeoJSON would have it.

    Returns
    -------
    list of (dict, geometry or None)
        Cells by column, ``None`` for unknown; the geometry wound and cut at the antimeridian, in degrees, WGS 84.
    """
    return [
        ({name: _flat(properties[name], kind) for name, kind in COLUMNS.items()}, geometry)
        for properties, geometry in nested_rows(events)
    ]


def nested_rows(events: Iterable[Event]) -> list[tuple[dict[str, Any], BaseGeometry | None]]:
    """Return one row an event, nested values as lists and dictionaries, with its geometry as GeoJSON would have it."""
    features = [event_feature(event) for event in events]
    return [
        (feature["properties"], None if feature["geometry"] is None else shape(feature["geometry"]))
        for feature in features
    ]


def _flat(value: Any, kind: str) -> Any:  # noqa: ANN401 -- a cell of any kind
    if kind == "nested":
        return None if value is None else json.dumps(value, ensure_ascii=False)
    return date.fromisoformat(value) if kind == "date" and value else value
