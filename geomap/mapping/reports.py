"""The documents behind a map: excerpts with mentions marked, place mentions, and drawn relations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.mapping.wording import marked, safe_url
from geomap.model import MentionKind
from geomap.model.points import inner_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from geomap.mapping.shapes import ShapeTable
    from geomap.model import Annotation, Event, EventMap, Evidence, Resolution
    from geomap.model import Source as EventSource

# A map of many documents shows its most named places; the rest would only be fog.
MOST_MENTIONS = 2_000
# Excerpts of more documents than this are left to the events' own cards.
MOST_EXCERPTS = 2_000


class Reports:
    """Documents numbered in the order the map holds them, and what the page shows of each.

    Parameters
    ----------
    event_map
        The map.
    shapes
        Where the geometries of relations go.
    whole
        Whether the page carries whole articles.
    brief
        Whether the map is so large that documents are only named.
    """

    def __init__(self, event_map: EventMap, shapes: ShapeTable, *, whole: bool, brief: bool) -> None:
        self._annotations = event_map.annotations
        self._shapes = shapes
        self._whole = whole
        self._brief = brief
        self._numbers: dict[str, int] = {}
        self._rows: list[dict[str, Any]] = []
        self._spans: dict[str, set[tuple[int, int]]] = {}
        for annotation in self._annotations:
            self._add_document(annotation)
        # Document ids to the bounds of what a correction by name meets: every mention but relations.
        self.names = {
            annotation.document.id: {
                (item.mention.start, item.mention.end) for item in annotation.toponyms if item.relation is None
            }
            for annotation in self._annotations
        }

    def _add_document(self, annotation: Annotation) -> None:
        document = annotation.document
        if document.id in self._numbers:
            return
        self._numbers[document.id] = len(self._rows)
        self._rows.append(
            {
                "id": document.id,
                "title": document.title or "",
                "source": document.source or "",
                "url": safe_url(document.url),
                "published": document.published.isoformat() if document.published else "",
                **({"error": annotation.error} if annotation.error else {}),
            }
        )

    def report(self, source: EventSource) -> int:
        """Return the number of the document that a report stands in."""
        if source.doc_id not in self._numbers:
            self._numbers[source.doc_id] = len(self._rows)
            self._rows.append(
                {
                    "id": source.doc_id,
                    "title": source.title,
                    "source": source.source,
                    "url": safe_url(source.url),
                    "published": source.published,
                }
            )
        return self._numbers[source.doc_id]

    def evidence(self, item: Evidence, *, limit: int | None = None) -> dict[str, Any]:
        """Return a sentence cut into marked pieces, with its document's number."""
        self._spans.setdefault(item.doc_id, set()).add((item.start, item.end))
        text = item.text if limit is None else item.text[:limit]
        end = item.start + len(text)
        pieces = marked(text, item.start, end, [(mark.start, mark.end, mark.role) for mark in item.marks])
        if len(text) < len(item.text):
            pieces.append(["", "…"])
        return {"document": self._numbers.get(item.doc_id, -1), "pieces": pieces}

    def documents(self) -> list[dict[str, Any]]:
        """Return every document, with excerpts, or its whole text when asked for."""
        if self._brief or (len(self._annotations) > MOST_EXCERPTS and not self._whole):
            return self._rows
        for annotation in self._annotations:
            row = self._rows[self._numbers[annotation.document.id]]
            if excerpts := list(self._excerpts(annotation)):
                row["excerpts"] = excerpts
                row["whole"] = self._whole
        return self._rows

    def _excerpts(self, annotation: Annotation) -> Iterable[list[list[Any]]]:
        """Yield stretches of a document as ``[mark, piece]`` lists; a mark is a place's name, lon and lat."""
        document = annotation.document
        if self._whole:
            spans = [(0, len(document.text))] if document.text else []
        else:
            spans = _joined(self._spans.get(document.id, set()))
        for start, end in spans:
            found = [
                (item.mention.start, item.mention.end, str(number))
                for number, item in enumerate(annotation.toponyms)
                if item.mention.kind is not MentionKind.RELATION
                and start <= item.mention.start
                and item.mention.end <= end
            ]
            pieces = marked(document.text[start:end], start, end, found)
            if pieces:
                yield [[_place_mark(annotation.toponyms[int(role)]) if role else None, piece] for role, piece in pieces]

    def mentions(self) -> list[dict[str, Any]]:
        """Return the places that the documents name, most named first, each once."""
        places: dict[str, dict[str, Any]] = {}
        for annotation in () if self._brief else self._annotations:
            for item in annotation.toponyms:
                if item.place is None or item.mention.kind is MentionKind.RELATION:
                    continue
                row = places.setdefault(
                    item.place.id,
                    {
                        "name": item.place.name,
                        "country": item.place.country,
                        "lon": round(item.place.lon, 5),
                        "lat": round(item.place.lat, 5),
                        "count": 0,
                        "documents": [],
                    },
                )
                row["count"] += 1
                number = self._numbers[annotation.document.id]
                if number not in row["documents"] and len(row["documents"]) < 20:
                    row["documents"].append(number)
        return sorted(places.values(), key=lambda row: (-row["count"], row["name"]))[:MOST_MENTIONS]

    def relations(self, events: Sequence[Event] = ()) -> list[dict[str, Any]]:
        """Return the borders and other spatial relations that the documents tell of, each distinct one once.

        Parameters
        ----------
        events
            The map's events; a relation names those that tell of it in a sentence.
        """
        tellers = _tellers(() if self._brief else events)
        rows: dict[tuple[int, str], dict[str, Any]] = {}
        for annotation in () if self._brief else self._annotations:
            for item in annotation.toponyms:
                at = inner_point(item.geometry)
                if item.mention.kind is not MentionKind.RELATION or at is None:
                    continue
                shape = self._shapes.add(item.geometry)
                row = rows.setdefault(
                    (shape, item.relation or ""),
                    {
                        "shape": shape,
                        "relation": item.relation or "",
                        "lon": round(at[0], 5),
                        "lat": round(at[1], 5),
                        "said": [],
                        "documents": [],
                        "events": [],
                    },
                )
                for start, end, event in tellers.get(annotation.document.id, ()):
                    if start <= item.mention.start and item.mention.end <= end and event not in row["events"]:
                        row["events"].append(event)
                number = self._numbers[annotation.document.id]
                if item.mention.surface not in row["said"] and len(row["said"]) < 5:
                    row["said"].append(item.mention.surface)
                if number not in row["documents"]:
                    row["documents"].append(number)
        return list(rows.values())


def _tellers(events: Sequence[Event]) -> dict[str, list[tuple[int, int, int]]]:
    """Return start, end and event's number of every sentence of evidence, by document."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for number, event in enumerate(events):
        for item in event.evidence:
            found.setdefault(item.doc_id, []).append((item.start, item.end, number))
    return found


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in order, those that touch or overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _place_mark(item: Resolution) -> dict[str, Any]:
    """Return what a click on a mention needs: the place's name and where to fly, or only that it is unplaced."""
    at = (item.place.lon, item.place.lat) if item.place else inner_point(item.geometry)
    name = item.place.name if item.place else (item.relation or "")
    if at is None:
        return {"kind": item.mention.kind.value, "name": name}
    return {
        "kind": item.mention.kind.value,
        "name": name,
        "country": item.place.country if item.place else "",
        "lon": round(at[0], 5),
        "lat": round(at[1], 5),
    }
