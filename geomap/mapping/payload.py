"""What the page knows: an EventMap as columns, details, documents and overlays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.mapping.clock import NONE, per_day, span
from geomap.mapping.groups import groups_payload
from geomap.mapping.packing import PLAIN_LIMIT, compact_json, escape_json, pack
from geomap.mapping.reports import Reports
from geomap.mapping.shapes import ShapeTable, anchors
from geomap.mapping.wording import correction_command, corrections, host
from geomap.model import EventType, Status
from geomap.model.features import contested_properties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Candidate, Event, EventMap
    from geomap.model import Source as EventSource

POINT_UNITS_PER_DEGREE = 100_000

TYPES = tuple(EventType)
STATUSES = tuple(Status)
_TYPE_NUMBERS = {kind: number for number, kind in enumerate(TYPES)}
_STATUS_NUMBERS = {status: number for number, status in enumerate(STATUSES)}

# From these numbers of events on, the page carries less of each, and says so.
BRIEF_FROM = 20_000
BARE_FROM = 250_000
# The first characters of the one excerpt that an event of a large map keeps.
BRIEF_EXCERPT = 160
# Other places that a card tells of: so many, none less likely.
MOST_RUNNERS_UP = 5
LEAST_RUNNER_UP = 0.01


@dataclass(slots=True)
class Pool:
    """Distinct strings, numbered in the order they first come; 0 is the empty one."""

    strings: list[str] = field(default_factory=lambda: [""])
    _index: dict[str, int] = field(default_factory=lambda: {"": 0})

    def add(self, text: str) -> int:
        """Return the number of a string."""
        number = self._index.setdefault(text, len(self.strings))
        if number == len(self.strings):
            self.strings.append(text)
        return number


@dataclass(frozen=True, slots=True)
class Payload:
    """What a page carries, before it is written.

    Attributes
    ----------
    head
        Anything JSON can say: the groups, documents, shapes, credits.
    columns
        Whole numbers by name, one an event, or, for ``actor`` and ``source``, as many as ``actor_n`` and ``source_n``
        say.
    ids, strings
        The events' ids; the strings that the columns number.
    details
        What a card tells besides the columns, as JSON, one an event or none at all.
    """

    head: dict[str, Any]
    columns: dict[str, list[int]]
    ids: list[str]
    strings: list[str]
    details: list[str]


def payload_text(event_map: EventMap, *, title: str | None = None, embed_text: bool = False) -> tuple[str, str]:
    """Return an EventMap as the text of a data block and its encoding.

    Parameters
    ----------
    event_map
        The events and the documents they came from.
    title
        A heading; the map's own by default.
    embed_text
        Whether the page carries whole articles; excerpts otherwise.

    Returns
    -------
    tuple of str
        The text, and ``"json"`` or ``"packed"``.
    """
    made = payload(event_map, title=title, embed_text=embed_text)
    if len(event_map.events) < BRIEF_FROM:
        plain = _plain(made)
        if len(plain) <= PLAIN_LIMIT:
            return plain, "json"
    import numpy as np

    columns = {name: np.asarray(column, dtype=np.int64) for name, column in made.columns.items()}
    tables = {"ids": made.ids, "strings": made.strings, "details": made.details}
    return pack(made.head, columns, tables), "packed"


def _plain(made: Payload) -> str:
    import json

    details = [json.loads(detail) for detail in made.details]
    tables = {"ids": made.ids, "strings": made.strings, "details": details}
    return escape_json({**made.head, **tables, "columns": made.columns})


COLUMNS = (
    "title", "type", "label", "status", "start", "end", "fuzzy", "date_prec", "place", "country", "where_prec",
    "radius", "lon", "lat", "shape", "confidence", "actor_n", "actor", "source_n", "source",
)  # fmt: skip


def payload(event_map: EventMap, *, title: str | None = None, embed_text: bool = False) -> Payload:
    """Return what the page of an EventMap carries; columns have one row an event, in the map's order."""
    events, count = event_map.events, len(event_map.events)
    pool, shapes = Pool(), ShapeTable(0.003 if count <= 5_000 else 0.01)
    brief, bare = count >= BRIEF_FROM, count >= BARE_FROM
    reports = Reports(event_map, shapes, whole=embed_text, brief=brief)
    columns: dict[str, list[int]] = {name: [] for name in COLUMNS}
    steps = per_day(events)
    for event in events:
        _add_row(columns, event, pool, shapes, steps)
    for name, values in zip(("lon", "lat"), anchors([event.geometry for event in events]), strict=True):
        columns[name] = [NONE if value is None else round(value * POINT_UNITS_PER_DEGREE) for value in values]
    details = [] if bare else [compact_json(_detail(event, reports, brief=brief)) for event in events]
    head = {
        "version": 2,
        "title": title or event_map.title or "",
        "count": count,
        "per_day": steps,
        "attribution": list(event_map.attribution),
        "provenance": dict(sorted(event_map.provenance.items())),
        "detail": "bare" if bare else "brief" if brief else "full",
        "groups": groups_payload(),
        "types": [kind.value for kind in TYPES],
        "statuses": [status.value for status in STATUSES],
        "documents": reports.documents(),
        "mentions": reports.mentions(),
        "relations": reports.relations(events),
        "shapes": shapes.rows,
    }
    return Payload(head, columns, [event.id for event in events], pool.strings, details)


def _add_row(columns: dict[str, list[int]], event: Event, pool: Pool, shapes: ShapeTable, steps: int) -> None:
    start, end = span(event, steps)
    row = {
        "title": pool.add(event.title or event.label or event.type.value),
        "type": _TYPE_NUMBERS[event.type],
        "label": pool.add(event.label),
        "status": _STATUS_NUMBERS[event.status],
        "start": start,
        "end": end,
        "fuzzy": _fuzzy(event),
        "date_prec": event.date_prec or 0,
        "place": pool.add(event.place_name or (event.place.name if event.place else "")),
        "country": pool.add(event.country),
        "where_prec": event.where_prec or 0,
        "radius": round(event.radius_km * 10) if event.radius_km else NONE,
        "shape": shapes.add(event.geometry),
        "confidence": round(event.confidence * 100),
    }
    for name, value in row.items():
        columns[name].append(value)
    actors = dict.fromkeys(pool.add(actor.country or actor.name) for actor in event.actors)
    columns["actor"] += actors
    columns["actor_n"].append(len(actors))
    sources = dict.fromkeys(pool.add(source_name(source)) for source in event.sources)
    columns["source"] += sources
    columns["source_n"].append(len(sources))


def _fuzzy(event: Event) -> int:
    """Return which ends of the date are not known to the day: 1 the start, 2 the end, 3 both."""
    if event.date_from is None and event.date_to is None:
        return 0
    start, _, end = event.edtf.partition("/") if "/" in event.edtf else (event.edtf, "", event.edtf)
    # UCDP's date_prec measures how long the span is; only without EDTF does it tell how well its ends are known.
    loose = not event.edtf and event.date_prec is not None and event.date_prec >= 3
    first = event.date_from is None or loose or _is_loose(start)
    last = event.date_to is None or loose or _is_loose(end)
    return int(first) + 2 * int(last)


def _is_loose(edtf: str) -> bool:
    """Tell whether an EDTF end is open, approximate, uncertain or coarser than a day."""
    return edtf == ".." or any(sign in edtf for sign in "~?%X") or (bool(edtf) and edtf.lstrip("-").count("-") < 2)


def source_name(source: EventSource) -> str:
    """Return what a reader calls a report's source: its name, else its site, else its title or id."""
    return source.source or host(source.url) or source.title or source.doc_id


def _detail(event: Event, reports: Reports, *, brief: bool) -> dict[str, Any]:
    """Return what the card tells besides the columns; empty entries are left out."""
    sentences = event.evidence[:1] if brief else event.evidence
    detail: dict[str, Any] = {
        "actors": [[actor.name, actor.country, actor.role.value] for actor in event.actors],
        "evidence": [reports.evidence(item, limit=BRIEF_EXCERPT if brief else None) for item in sentences],
        "reports": [reports.report(source) for source in (event.sources[:1] if brief else event.sources)],
    }
    if not brief:
        detail |= {
            "mode": event.mode,
            "context": event.context,
            "edtf": event.edtf,
            "admin1": event.admin1,
            "place_id": event.place.id if event.place else "",
            "when_why": list(event.date_reasons),
            "where_why": list(event.place_reasons),
            "relation": event.relation,
            "runners_up": [
                {
                    "id": other.place.id,
                    "name": other.place.name,
                    "country": other.place.country,
                    "lon": round(other.place.lon, 5),
                    "lat": round(other.place.lat, 5),
                    "score": round(other.score, 3),
                    "why": list(other.reasons),
                }
                for other in _worth_telling(event.alternatives)
            ],
            "contested": contested_properties(event.place, event.date_from),
            "attributed_to": event.attributed_to,
            "disagreements": list(event.disagreements),
            "correct": correction_command(event, reports.names),
            "corrected": corrections(event),
        }
    return {name: value for name, value in detail.items() if value}


def _worth_telling(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the likeliest candidates, of those that a reader cannot tell apart only the first."""
    told: dict[tuple[str, str, str, str], Candidate] = {}
    for other in candidates:
        if other.score >= LEAST_RUNNER_UP:
            place = other.place
            told.setdefault((place.name, place.country, place.admin1, place.feature_class), other)
    return list(told.values())[:MOST_RUNNERS_UP]
