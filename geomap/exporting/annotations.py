"""Annotations as JSON lines: every mention, date and event with offsets (``docs/formats.md``, "Annotations out")."""

from __future__ import annotations

import json
from collections import OrderedDict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from geomap.model.features import candidate_properties, event_properties
from geomap.model.rfc7946 import geometry_mapping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Annotation, Event, Place, Resolution, TimeSpan

    Draw = Callable[[BaseGeometry], Any]

_MANY_POINTS = 200  # from which an outline is drawn more simply
_FINENESS = 1000  # the tolerance's part of the root of the area
_PASSED_OVER = 0.005  # share of the area that the smallest islands may make up to be left out
_OUTLINES = 512  # that are remembered as text: those of the countries and provinces of the news
_outlines: OrderedDict[int, tuple[BaseGeometry, str]] = OrderedDict()


def annotation_record(annotation: Annotation) -> dict[str, Any]:
    """Return one document's annotations as plain JSON; a failed one carries its error and empty lists."""
    return _record(annotation, lambda geometry: json.loads(_text(geometry)))


def annotation_line(annotation: Annotation, min_confidence: float = 0.0) -> str:
    """Return ``annotation_record`` as a line of JSON; outlines that were written before are not written anew.

    Parameters
    ----------
    annotation
        Of one document.
    min_confidence
        Events below are left out, 0 to 1.
    """
    record = _record(annotation, _text)
    events = [event for event in record["events"] if event["confidence"] >= min_confidence]
    lists = {"toponyms": _joined(record["toponyms"]), "times": _dumped(record["times"]), "events": _joined(events)}
    head = _dumped({name: value for name, value in record.items() if name not in lists})
    return head[:-1] + "".join(f', "{name}": {text}' for name, text in lists.items()) + "}"


def _joined(items: Iterable[dict[str, Any]]) -> str:
    """Return a list of JSON objects whose ``geometry`` is JSON already."""
    texts = []
    for item in items:
        text = _dumped({**item, "geometry": None})
        if item["geometry"] is not None:
            # Within a value both quotes would be escaped, so that this is the key, and the object's own is the first.
            text = text.replace('"geometry": null', f'"geometry": {item["geometry"]}', 1)
        texts.append(text)
    return f"[{', '.join(texts)}]"


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _record(annotation: Annotation, draw: Draw) -> dict[str, Any]:
    document = annotation.document
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published.isoformat() if document.published else None,
        "published_from": document.published_from,
        "error": annotation.error,
        "toponyms": [_toponym(found, draw) for found in annotation.toponyms],
        "times": [_time(found) for found in annotation.times],
        "events": [_event(found, draw) for found in annotation.events],
    }


def _toponym(found: Resolution, draw: Draw) -> dict[str, Any]:
    return {
        "start": found.mention.start,
        "end": found.mention.end,
        "surface": found.mention.surface,
        "kind": found.mention.kind.value,
        "status": found.status,
        "place": _place(found.place) if found.place else None,
        "geometry": draw(found.geometry) if found.geometry is not None else None,
        "relation": found.relation,
        "where_prec": int(found.where_prec) if found.where_prec else None,
        "radius_km": found.radius_km,
        "score": round(found.score, 3),
        "reasons": list(found.reasons),
        "alternatives": [{**candidate_properties(item), "reasons": list(item.reasons)} for item in found.alternatives],
    }


def _text(geometry: BaseGeometry) -> str:
    """Return a geometry as GeoJSON, remembered."""
    if shapely.get_num_coordinates(geometry) <= _MANY_POINTS:
        return _small(geometry)
    # The shape of a place is one object all along; to compare outlines by their points would take longer than to write.
    known = _outlines.get(id(geometry))
    if known is None:
        known = _outlines[id(geometry)] = geometry, _dumped(_simply(geometry))
        if len(_outlines) > _OUTLINES:
            _outlines.popitem(last=False)
    else:
        _outlines.move_to_end(id(geometry))
    return known[1]


@lru_cache(maxsize=4096)
def _small(geometry: BaseGeometry) -> str:
    return _dumped(geometry_mapping(geometry))


def _simply(geometry: BaseGeometry) -> dict[str, Any]:
    """Return an outline drawn simply: within two hundredths of its area.

    A country is mentioned again and again; its whole outline each time would be a hundred times the article.
    """
    parts = shapely.get_parts(geometry)
    smallest_first = np.argsort(shapely.area(parts), kind="stable")
    passed_over = np.cumsum(shapely.area(parts)[smallest_first]) < _PASSED_OVER * geometry.area
    seen = parts[np.sort(smallest_first[~passed_over])]
    whole = geometry if len(seen) < 2 or not geometry.area else type(geometry)(list(seen))
    return geometry_mapping(whole.simplify(geometry.area**0.5 / _FINENESS))


def _place(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "lon": place.lon,
        "lat": place.lat,
        "feature_class": place.feature_class,
        "feature_code": place.feature_code,
        "country": place.country or None,
        "admin1": place.admin1 or None,
    }


def _time(found: TimeSpan) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "surface": found.surface,
        "type": found.type.value,
        "value": found.value,
        "from": found.date_from.isoformat() if found.date_from else None,
        "to": found.date_to.isoformat() if found.date_to else None,
        "edtf": found.edtf or None,
        "precision": found.precision.value if found.precision else None,
        "range": found.range,
    }


def _event(found: Event, draw: Draw) -> dict[str, Any]:
    told = event_properties(found)
    return {
        "id": told["id"],
        "title": told["title"],
        "type": told["type"],
        "mode": told["mode"],
        "context": told["context"],
        "label": told["label"],
        "status": told["status"],
        "from": told["start"],
        "to": told["end"],
        "edtf": told["edtf"],
        "date_prec": told["date_prec"],
        "geometry": draw(found.geometry) if found.geometry is not None else None,
        "place_name": told["place_name"],
        "place_id": told["place_id"],
        "country": told["country"],
        "where_prec": told["where_prec"],
        "toponym": found.toponym,
        "actors": [
            {"name": actor.name, "country": actor.country or None, "role": actor.role.value} for actor in found.actors
        ],
        "evidence": [{"start": item.start, "end": item.end} for item in found.evidence],
        "confidence": told["confidence"],
    }
