"""The store's SQLite file: opening it, its tables, and the steps from older versions to this one."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

from geomap.errors import GeocodingError

if TYPE_CHECKING:
    from pathlib import Path

# "GMAP" in ASCII: tells the store from other SQLite files (https://www.sqlite.org/fileformat2.html, offset 68).
APPLICATION_ID = 0x474D4150
BUSY_S = 30.0
# A store of a million answers is read through memory, not through SQLite's default two megabytes of cache.
MAPPED_BYTES = 2**31

_V1 = """
CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    query TEXT NOT NULL,
    provider TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('found', 'not_found', 'failed')),
    country TEXT NOT NULL DEFAULT '',
    params TEXT NOT NULL DEFAULT '{}',
    endpoint TEXT NOT NULL DEFAULT '',
    licence TEXT NOT NULL DEFAULT '',
    retrieved_at TEXT,
    checked_at TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    failure_kind TEXT NOT NULL DEFAULT '',
    failure TEXT NOT NULL DEFAULT '',
    failed_at TEXT,
    due_at TEXT,
    UNIQUE (query, provider, context),
    CHECK ((status = 'failed') = (retrieved_at IS NULL)),
    CHECK ((status = 'failed') = (checked_at IS NULL)),
    CHECK ((failures > 0) = (due_at IS NOT NULL)),
    CHECK (status <> 'failed' OR failures > 0)
);
CREATE INDEX answers_by_status ON answers (provider, status, checked_at);
CREATE INDEX answers_due ON answers (provider, due_at) WHERE due_at IS NOT NULL;
CREATE TABLE raws (
    answer_id INTEGER PRIMARY KEY REFERENCES answers (id) ON DELETE CASCADE,
    raw TEXT NOT NULL
);
CREATE TABLE places (
    answer_id INTEGER NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,
    place_id TEXT NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    lon REAL NOT NULL CHECK (lon BETWEEN -180 AND 180),
    lat REAL NOT NULL CHECK (lat BETWEEN -90 AND 90),
    feature_class TEXT NOT NULL DEFAULT '',
    feature_code TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    admin1 TEXT NOT NULL DEFAULT '',
    admin2 TEXT NOT NULL DEFAULT '',
    population INTEGER NOT NULL DEFAULT 0,
    wikidata TEXT NOT NULL DEFAULT '',
    osm_type TEXT NOT NULL DEFAULT '',
    osm_id INTEGER NOT NULL DEFAULT 0,
    importance REAL NOT NULL DEFAULT 0,
    west REAL, south REAL, east REAL, north REAL,
    PRIMARY KEY (answer_id, rank)
) WITHOUT ROWID;
CREATE INDEX places_by_id ON places (place_id);
CREATE TABLE wanted (
    query TEXT NOT NULL,
    country TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    context TEXT NOT NULL DEFAULT '',
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (query, country)
) WITHOUT ROWID;
CREATE TABLE claims (
    query TEXT NOT NULL,
    provider TEXT NOT NULL,
    context TEXT NOT NULL,
    owner TEXT NOT NULL,
    until TEXT NOT NULL,
    PRIMARY KEY (query, provider, context)
) WITHOUT ROWID;
"""

_V2 = """
ALTER TABLE answers ADD COLUMN osm_ids INTEGER NOT NULL DEFAULT 0;
UPDATE answers SET osm_ids = (SELECT count(*) FROM places WHERE answer_id = answers.id)
    WHERE status = 'found' AND NOT EXISTS (SELECT 1 FROM places WHERE answer_id = answers.id AND osm_id = 0);
CREATE TABLE held (
    query TEXT NOT NULL,
    provider TEXT NOT NULL,
    context TEXT NOT NULL,
    name TEXT NOT NULL,
    change TEXT NOT NULL,
    metres REAL NOT NULL DEFAULT 0,
    detail TEXT NOT NULL DEFAULT '',
    held_at TEXT NOT NULL,
    answer TEXT NOT NULL,
    PRIMARY KEY (query, provider, context)
) WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    provider TEXT NOT NULL,
    scope TEXT NOT NULL,
    made_at TEXT NOT NULL,
    finished_at TEXT
);
CREATE INDEX runs_open ON runs (provider, scope, made_at) WHERE finished_at IS NULL;
CREATE TABLE outcomes (
    run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    query TEXT NOT NULL,
    provider TEXT NOT NULL,
    context TEXT NOT NULL,
    outcome TEXT NOT NULL,
    PRIMARY KEY (run_id, query, provider, context)
) WITHOUT ROWID;
"""

# What a plan reads of old answers, in its order: without it, each of a million is fetched from its own page.
_V3 = """
CREATE INDEX answers_by_age ON answers
    (provider, status, checked_at, query, context, name, osm_ids, country, due_at) WHERE due_at IS NULL;
"""

# Step n brings a file of version n to version n + 1.
MIGRATIONS: tuple[str, ...] = (_V1, _V2, _V3)
VERSION = len(MIGRATIONS)


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """Open the store, making or upgrading it when needed.

    Parameters
    ----------
    path
        The file; missing parent folders are made.
    read_only
        Open without writing a byte; a missing file is then an empty store in memory.

    Raises
    ------
    GeocodingError
        If the file is no store of geomap, is of a newer version, is damaged, or cannot be opened.
    """
    try:
        connection = _open(path, read_only=read_only)
    except (sqlite3.Error, OSError) as error:
        raise GeocodingError(
            f"The recorded answers {path} cannot be opened: {error}.",
            "Check its folder's rights, or name another file with the setting `answers`.",
        ) from error
    try:
        _prepare(connection, path, read_only=read_only)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise GeocodingError(
            f"{path} is not a readable store of answers: {error}.",
            "Move it away; bring answers back with `geomap geocode import` from your last export.",
        ) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _open(path: Path, *, read_only: bool) -> sqlite3.Connection:
    options = {"timeout": BUSY_S, "isolation_level": None, "check_same_thread": False}
    if read_only and not path.exists():
        return sqlite3.connect(":memory:", **options)  # type: ignore[call-overload,no-any-return]
    if read_only:
        uri = f"{path.resolve().as_uri()}?mode=ro"
        return sqlite3.connect(uri, uri=True, **options)  # type: ignore[call-overload,no-any-return]
    path.parent.mkdir(parents=True, exist_ok=True)
    return sqlite3.connect(path, **options)  # type: ignore[call-overload,no-any-return]


def _prepare(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    connection.row_factory = sqlite3.Row
    _check(connection, path, connection.execute("PRAGMA user_version").fetchone()[0], exact=False)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
    memory = not connection.execute("PRAGMA database_list").fetchone()["file"]
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")  # an answer paid for survives a power cut, too
    if not read_only or memory:
        migrate(connection, path)
    _check(connection, path, connection.execute("PRAGMA user_version").fetchone()[0], exact=True)


def migrate(connection: sqlite3.Connection, path: Path, steps: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring a file to the version of ``steps``, one transaction a step, safe beside another process.

    Raises
    ------
    GeocodingError
        If the file is no store of geomap or is of a newer version.
    """
    while True:
        found: int = connection.execute("PRAGMA user_version").fetchone()[0]
        _check(connection, path, found, exact=False)
        if found >= len(steps):
            return
        connection.execute("BEGIN IMMEDIATE")
        try:
            if connection.execute("PRAGMA user_version").fetchone()[0] == found:
                for statement in _statements(steps[found]):
                    connection.execute(statement)
                connection.execute(f"PRAGMA user_version = {found + 1}")
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise


def _statements(script: str) -> list[str]:
    """Return the statements of a script; ``executescript`` would commit the open transaction."""
    return [statement for statement in (part.strip() for part in script.split(";\n")) if statement]


def _check(connection: sqlite3.Connection, path: Path, version: int, *, exact: bool) -> None:
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    tables: int = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if application != APPLICATION_ID and (tables or version):
        raise GeocodingError(
            f"{path} is an SQLite file, but not geomap's recorded answers.",
            "Name another file with the setting `answers`.",
        )
    if version > VERSION:
        raise GeocodingError(
            f"{path} was written by a newer geomap (schema {version}; this one reads up to {VERSION}).",
            "Upgrade geomap.",
        )
    if exact and version < VERSION:
        raise GeocodingError(
            f"{path} has the older schema {version} and was opened for reading only.",
            "Run `geomap geocode status` once where the file can be written; it upgrades the file.",
        )
