"""Rows of the store as values, and values as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geomap.geocoding.records import (
    Answer,
    AnswerStatus,
    Failure,
    Key,
    RecordedPlace,
    Reply,
    Wanted,
    from_text,
)
from geomap.model import Place

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

PLACE_COLUMNS = (
    "answer_id", "rank", "place_id", "name", "label", "lon", "lat", "feature_class", "feature_code", "country",
    "admin1", "admin2", "population", "wikidata", "osm_type", "osm_id", "importance", "west", "south", "east", "north",
)  # fmt: skip


def answer_of(row: sqlite3.Row, places: Iterable[sqlite3.Row], raw: str) -> Answer:
    """Return an answer from its row, the rows of its places and its raw text."""
    status = AnswerStatus(row["status"])
    reply = None
    if status is not AnswerStatus.FAILED:
        found = tuple(place_of(place, row["provider"]) for place in places)
        reply = Reply(found, raw, row["params"], row["endpoint"], row["licence"])
    return Answer(
        key=Key(row["query"], row["provider"], row["context"]),
        name=row["name"],
        status=status,
        reply=reply,
        retrieved_at=from_text(row["retrieved_at"]),
        checked_at=from_text(row["checked_at"]),
        failure=failure_of(row),
    )


def failure_of(row: sqlite3.Row) -> Failure | None:
    """Return the last failure, when nothing definite came since."""
    if not row["failures"]:
        return None
    moments = from_text(row["failed_at"]), from_text(row["due_at"])
    return Failure(row["failure_kind"], row["failure"], row["failures"], *moments)


def place_of(row: sqlite3.Row, source: str) -> RecordedPlace:
    """Return a place of an answer."""
    corners = (row["west"], row["south"], row["east"], row["north"])
    return RecordedPlace(
        place=Place(
            id=row["place_id"],
            name=row["name"],
            lon=row["lon"],
            lat=row["lat"],
            feature_class=row["feature_class"],
            feature_code=row["feature_code"],
            country=row["country"],
            admin1=row["admin1"],
            admin2=row["admin2"],
            population=row["population"],
            wikidata=row["wikidata"],
            source=source,
        ),
        osm_type=row["osm_type"],
        osm_id=row["osm_id"],
        label=row["label"],
        importance=row["importance"],
        bbox=None if None in corners else corners,
    )


def place_row(answer_id: int, rank: int, recorded: RecordedPlace) -> tuple[Any, ...]:
    """Return the row of a place, in the order of `PLACE_COLUMNS`."""
    place = recorded.place
    return (
        answer_id, rank, place.id, place.name, recorded.label, place.lon, place.lat, place.feature_class,
        place.feature_code, place.country, place.admin1, place.admin2, place.population, place.wikidata,
        recorded.osm_type, recorded.osm_id, recorded.importance, *(recorded.bbox or (None,) * 4),
    )  # fmt: skip


def wanted_of(row: sqlite3.Row) -> Wanted:
    """Return a wanted name."""
    first, last = from_text(row["first_at"]), from_text(row["last_at"])
    if first is None or last is None:
        raise ValueError(f"wanted name {row['query']!r} has no dates")
    return Wanted(row["query"], row["name"], row["context"], row["country"], first, last, row["times"])
