"""GeoJSON, RFC 7946."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.model.features import feature_collection

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geomap.model import EventMap


class GeoJsonExporter:
    """One FeatureCollection, one feature a line: easy to read, to compare and to keep under version control."""

    name = "geojson"
    suffixes = (".geojson", ".json")

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events; title and credits are foreign members, which section 6.1 allows."""
        collection = feature_collection(event_map.events)
        head = {key: value for key, value in collection.items() if key != "features"}
        if event_map.title:
            head["title"] = event_map.title
        if event_map.attribution:
            head["attribution"] = list(event_map.attribution)
        write_collection(path, head, collection["features"])


def write_collection(path: Path, head: dict[str, Any], features: Iterable[dict[str, Any]]) -> None:
    """Write a FeatureCollection, one feature a line.

    Parameters
    ----------
    path
        The file.
    head
        All members but the features.
    features
        The features.
    """
    lines = ",\n".join(_dumps(feature) for feature in features)
    opening = _dumps(head)[:-1]
    path.write_text(f'{opening}, "features": [\n{lines}\n]}}\n', encoding="utf-8", newline="\n")


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
