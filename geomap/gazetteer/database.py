"""The place database: one SQLite file, written once, then opened read-only by any number of processes."""

from __future__ import annotations

import json
import sqlite3
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING

from geomap.files import replacing
from geomap.gazetteer.scoring import MATCHES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from geomap.gazetteer.rows import Row

SCHEMA_VERSION = 2

_SCHEMA = """
CREATE TABLE places (
    number INTEGER PRIMARY KEY, place_id TEXT, name TEXT NOT NULL, lon REAL NOT NULL, lat REAL NOT NULL,
    feature_class TEXT NOT NULL, feature_code TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT NOT NULL,
    admin2 TEXT NOT NULL, population INTEGER NOT NULL, wikidata TEXT NOT NULL, source TEXT NOT NULL,
    prominence REAL NOT NULL, cell INTEGER, extra TEXT
);
CREATE TABLE names (
    key TEXT NOT NULL, number INTEGER NOT NULL, match INTEGER NOT NULL, name TEXT,
    PRIMARY KEY (key, number)
) WITHOUT ROWID;
CREATE TABLE same (number INTEGER PRIMARY KEY, as_number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
# 50 rows of 16 columns stay below the 999 variables that any SQLite takes.
_ROWS_A_STATEMENT = 50
_INDEXES = """
CREATE INDEX places_by_cell ON places (cell) WHERE cell IS NOT NULL;
CREATE INDEX places_by_id ON places (place_id) WHERE place_id IS NOT NULL;
"""


def dump_schema() -> str:
    """Return the schema for a database whose names come in no order: an ordinary table, to be indexed at the end."""
    return _SCHEMA.replace(",\n    PRIMARY KEY (key, number)\n) WITHOUT ROWID", "\n)", 1)


def cell(lon: float, lat: float) -> int:
    """Return the number of the one-degree cell that holds a point; rows of 360 cells from the south pole."""
    return min(int(lat + 90.0), 179) * 360 + int(lon + 180.0) % 360


def write_database(path: Path, rows: Iterable[Row], meta: Mapping[str, str]) -> None:
    """Write a database, whole or not at all.

    Parameters
    ----------
    path
        The file.
    rows
        Its places; numbers must differ.
    meta
        What `info` tells: source, made, hash.

    Raises
    ------
    OutputError
        If the folder cannot be written to.
    """
    codes = {match: code for code, match in enumerate(MATCHES)}
    rows = sorted(rows, key=attrgetter("number"))
    with replacing(path) as temporary:
        connection = sqlite3.connect(temporary)
        try:
            connection.executescript(
                f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; "
                f"PRAGMA cache_size = -131072; PRAGMA page_size = 8192; "
                f"PRAGMA user_version = {SCHEMA_VERSION};{_SCHEMA}"
            )
            _insert(connection, "places", [_place_values(row) for row in rows])
            names = [
                (key, row.number, codes[match], None if name == row.name else name)
                for row in rows
                for key, (match, name) in row.names.items()
            ]
            names.sort(key=itemgetter(0))  # numbers are in order, and sorting keeps equal keys as they are
            _insert(connection, "names", names)
            same = [(row.same_as, row.number) for row in rows if row.same_as]
            _insert(connection, "same", same)
            connection.executescript(_INDEXES)
            facts = {**meta, "places": str(len(rows)), "names": str(len(names))}
            _insert(connection, "meta", list(facts.items()))
            connection.commit()
        finally:
            connection.close()


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    """Insert rows, many by one statement: the cost of a statement is most of the cost of a row."""
    if not rows:
        return
    one = f"({','.join('?' * len(rows[0]))})"
    whole = len(rows) - len(rows) % _ROWS_A_STATEMENT
    many = f"INSERT INTO {table} VALUES {','.join([one] * _ROWS_A_STATEMENT)}"  # noqa: S608 -- no value is in it
    for first in range(0, whole, _ROWS_A_STATEMENT):
        connection.execute(many, tuple(chain.from_iterable(rows[first : first + _ROWS_A_STATEMENT])))
    connection.executemany(f"INSERT INTO {table} VALUES {one}", rows[whole:])  # noqa: S608


def _place_values(row: Row) -> tuple[object, ...]:
    return (
        row.number, row.place_id or None, row.name, row.lon, row.lat, row.feature_class, row.feature_code, row.country,
        row.admin1, row.admin2, row.population, row.wikidata, row.source, row.prominence,
        cell(row.lon, row.lat) if row.feature_class == "P" else None,
        json.dumps(row.extra, ensure_ascii=False) if row.extra else None,
    )  # fmt: skip
