"""What the page knows: an EventMap as columns, details, documents and overlays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.mapping.groups import groups_payload
from geomap.mapping.packing import PLAIN_LIMIT, escape_json, pack
from geomap.mapping.reports import Reports
from geomap.mapping.shapes import ShapeTable, anchor
from geomap.mapping.wording import correction_command, host
from geomap.model import EventType, Status
from geomap.model.features import contested_properties

if TYPE_CHECKING:
    from datetime import date

    from geomap.model import Event, EventMap
    from geomap.model import Source as EventSource

# A column value that says "not known"; no date, coordinate or radius comes near it.
NONE = -(2**31)
UNIX_EPOCH_ORDINAL = 719_163  # date(1970, 1, 1).toordinal()
POINT_UNITS_PER_DEGREE = 100_000

TYPES = tuple(EventType)
STATUSES = tuple(Status)

# From these numbers of events on, the page carries less of each, and says so.
BRIEF_FROM = 20_000
BARE_FROM = 250_000


@dataclass(slots=True)
class Pool:
    """Distinct strings, numbered in the order they first come; 0 is the empty one."""

    strings: list[str] = field(default_factory=lambda: [""])
    _index: dict[str, int] = field(default_factory=lambda: {"": 0})

    def add(self, text: str) -> int:
        """Return the number of a string."""
        if text not in self._index:
            self._index[text] = len(self.strings)
            self.strings.append(text)
        return self._index[text]


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
    value, columns = payload(event_map, title=title, embed_text=embed_text)
    plain = escape_json({**value, "columns": columns}) if len(event_map.events) < BRIEF_FROM else ""
    if plain and len(plain) <= PLAIN_LIMIT:
        return plain, "json"
    import numpy as np

    return pack(value, {name: np.asarray(column, dtype=DTYPES[name]) for name, column in columns.items()}), "packed"


DTYPES = {
    "title": "u4",
    "type": "u1",
    "label": "u4",
    "status": "u1",
    "start": "i4",
    "end": "i4",
    "fuzzy": "u1",
    "date_prec": "u1",
    "place": "u4",
    "country": "u4",
    "where_prec": "u1",
    "radius": "i4",
    "lon": "i4",
    "lat": "i4",
    "shape": "i4",
    "confidence": "u1",
    "actor_at": "u4",
    "actor": "u4",
    "source_at": "u4",
    "source": "u4",
}


def payload(
    event_map: EventMap, *, title: str | None = None, embed_text: bool = False
) -> tuple[dict[str, Any], dict[str, list[int]]]:
    """Return an EventMap as a JSON value and its columns, one row an event, in the map's order."""
    count = len(event_map.events)
    pool, shapes = Pool(), ShapeTable(0.003 if count <= 5_000 else 0.01)
    reports = Reports(event_map, shapes, whole=embed_text, brief=count >= BRIEF_FROM)
    columns: dict[str, list[int]] = {name: [] for name in DTYPES}
    for event in event_map.events:
        _add_row(columns, event, pool, shapes)
    for name in ("actor", "source"):
        columns[f"{name}_at"].insert(0, 0)
    value = {
        "version": 1,
        "title": title or event_map.title or "",
        "count": count,
        "attribution": list(event_map.attribution),
        "provenance": dict(sorted(event_map.provenance.items())),
        "detail": _level(count),
        "groups": groups_payload(),
        "types": [kind.value for kind in TYPES],
        "statuses": [status.value for status in STATUSES],
        "ids": [event.id for event in event_map.events],
        "details": []
        if count >= BARE_FROM
        else [_detail(event, reports, brief=count >= BRIEF_FROM) for event in event_map.events],
        "documents": reports.documents(),
        "mentions": reports.mentions(),
        "relations": reports.relations(),
        "shapes": shapes.rows,
        "strings": pool.strings,
    }
    return value, columns


def _level(count: int) -> str:
    if count >= BARE_FROM:
        return "bare"
    return "brief" if count >= BRIEF_FROM else "full"


def _add_row(columns: dict[str, list[int]], event: Event, pool: Pool, shapes: ShapeTable) -> None:
    at = anchor(event.geometry)
    row = {
        "title": pool.add(event.title or event.label or event.type.value),
        "type": TYPES.index(event.type),
        "label": pool.add(event.label),
        "status": STATUSES.index(event.status),
        "start": _day(event.date_from),
        "end": _day(event.date_to),
        "fuzzy": _fuzzy(event),
        "date_prec": int(event.date_prec or 0),
        "place": pool.add(event.place_name or (event.place.name if event.place else "")),
        "country": pool.add(event.country),
        "where_prec": int(event.where_prec or 0),
        "radius": round(event.radius_km * 10) if event.radius_km else NONE,
        "lon": round(at[0] * POINT_UNITS_PER_DEGREE) if at else NONE,
        "lat": round(at[1] * POINT_UNITS_PER_DEGREE) if at else NONE,
        "shape": shapes.add(event.geometry),
        "confidence": round(event.confidence * 100),
    }
    for name, value in row.items():
        columns[name].append(value)
    columns["actor"] += dict.fromkeys(pool.add(actor.country or actor.name) for actor in event.actors)
    columns["actor_at"].append(len(columns["actor"]))
    columns["source"] += dict.fromkeys(pool.add(source_name(source)) for source in event.sources)
    columns["source_at"].append(len(columns["source"]))


def _day(day: date | None) -> int:
    return NONE if day is None else day.toordinal() - UNIX_EPOCH_ORDINAL


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
    detail = {
        "actors": [[actor.name, actor.country, actor.role.value] for actor in event.actors],
        "evidence": [reports.evidence(item, limit=160 if brief else None) for item in sentences],
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
                for other in event.alternatives[:5]
            ],
            "contested": contested_properties(event.place),
            "attributed_to": event.attributed_to,
            "disagreements": list(event.disagreements),
            "correct": correction_command(event),
        }
    return {name: value for name, value in detail.items() if value}
