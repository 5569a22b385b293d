"""The store of recorded answers: one SQLite file, one committed answer at a time."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from geomap.errors import GeocodingError
from geomap.geocoding.keys import query_key
from geomap.geocoding.records import AnswerStatus, Key, now, to_text
from geomap.geocoding.rows import PLACE_COLUMNS, answer_of, place_row, wanted_of
from geomap.geocoding.schema import connect

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime
    from pathlib import Path

    from geomap.geocoding.records import Answer, Failure, Reply, Wanted

_ADD_PLACE = f"INSERT INTO places ({', '.join(PLACE_COLUMNS)}) VALUES ({', '.join('?' * len(PLACE_COLUMNS))})"  # noqa: S608
_ADD_ANSWER = """
INSERT INTO answers (query, provider, context, name, status, country, params, endpoint, licence, retrieved_at,
    checked_at, osm_ids)
VALUES (:query, :provider, :context, :name, :status, :country, :params, :endpoint, :licence, :at, :checked_at, :osm_ids)
ON CONFLICT (query, provider, context) DO UPDATE SET
    name = :name, status = :status, country = :country, params = :params, endpoint = :endpoint, licence = :licence,
    retrieved_at = :at, checked_at = :checked_at, osm_ids = :osm_ids,
    failures = 0, failure_kind = '', failure = '', failed_at = NULL, due_at = NULL
RETURNING id
"""
_ADD_FAILURE = """
INSERT INTO answers (query, provider, context, name, status, failures, failure_kind, failure, failed_at, due_at)
VALUES (:query, :provider, :context, :name, 'failed', max(1, :count), :kind, :detail, :failed_at, :due_at)
ON CONFLICT (query, provider, context) DO UPDATE SET
    failures = CASE :count WHEN 0 THEN failures + 1 ELSE :count END,
    failure_kind = :kind, failure = :detail, failed_at = :failed_at, due_at = :due_at
"""
_WANT = """
INSERT INTO wanted (query, country, name, context, first_at, last_at) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (query, country) DO UPDATE SET last_at = excluded.last_at, times = times + 1
"""
_MINE = "query = ? AND provider = ? AND context = ?"


class Answers:
    """Recorded answers of online geocoders, and the names that maps could not place.

    Safe to share between threads; a forked process opens the file anew.

    Parameters
    ----------
    path
        The SQLite file.
    read_only
        Never write; a missing file is then an empty store.
    """

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._lock = threading.RLock()
        self._opened: sqlite3.Connection | None = connect(path, read_only=read_only)
        self._pid = os.getpid()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; the store is of no use afterwards."""
        with self._lock:
            if self._opened is not None and self._pid == os.getpid():
                self._opened.close()
            self._opened = None

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection, for the rooms of geocoding."""
        if self._opened is None:
            raise GeocodingError(f"The recorded answers {self.path} are closed.")
        if self._pid != os.getpid():  # SQLite connections must not be carried across a fork
            self._opened, self._pid = connect(self.path, read_only=self.read_only), os.getpid()
        return self._opened

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give the connection inside one transaction: all of the block is committed, or nothing.

        Raises
        ------
        GeocodingError
            If the file cannot be written.
        """
        with self._lock:
            connection = self.connection
            if connection.in_transaction:  # part of a larger one
                yield connection
                return
            try:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    yield connection
                except BaseException:
                    connection.execute("ROLLBACK")
                    raise
                connection.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise GeocodingError(
                    f"The recorded answers {self.path} cannot be written: {error}.",
                    "Check free space, rights, and whether another program holds the file.",
                ) from error

    def get(self, key: Key) -> Answer | None:
        """Return what is recorded under a key."""
        found = self._select(f"WHERE {_MINE}", tuple(key))
        return found[0] if found else None

    def find(self, name: str, provider: str = "") -> tuple[Answer, ...]:
        """Return everything recorded about a name, by provider and context."""
        clause, values = "WHERE query = ?", [query_key(name)]
        if provider:
            clause, values = f"{clause} AND provider = ?", [*values, provider]
        return self._select(f"{clause} ORDER BY provider, context", tuple(values))

    def by_place(self, place_id: str) -> tuple[Answer, ...]:
        """Return the answers in which a place occurs."""
        clause = "WHERE id IN (SELECT answer_id FROM places WHERE place_id = ?) ORDER BY provider, query, context"
        return self._select(clause, (place_id,))

    def everything(self) -> Iterator[Answer]:
        """Yield all answers, by query, provider and context: the order of an export."""
        last: Key | None = None
        while True:
            clause: str = ""
            values: tuple[str, ...] = ()
            if last is not None:
                clause, values = "WHERE (query, provider, context) > (?, ?, ?)", tuple(last)
            batch = self._select(f"{clause} ORDER BY query, provider, context LIMIT 500", values)
            if not batch:
                return
            yield from batch
            last = batch[-1].key

    def _select(self, clause: str, values: tuple[object, ...]) -> tuple[Answer, ...]:
        with self._lock:
            connection = self.connection
            rows = connection.execute(f"SELECT * FROM answers {clause}", values).fetchall()  # noqa: S608
            return tuple(
                answer_of(
                    row,
                    connection.execute("SELECT * FROM places WHERE answer_id = ? ORDER BY rank", (row["id"],)),
                    self._raw(row["id"]),
                )
                for row in rows
            )

    def _raw(self, answer_id: int) -> str:
        row = self.connection.execute("SELECT raw FROM raws WHERE answer_id = ?", (answer_id,)).fetchone()
        return row["raw"] if row else ""

    def record(
        self, key: Key, name: str, reply: Reply, *, at: datetime | None = None, checked_at: datetime | None = None
    ) -> None:
        """Record a definite answer, found or not_found; an earlier failure is thereby over.

        Parameters
        ----------
        key, name
            The question.
        reply
            The answer.
        at
            When it was retrieved; now by default.
        checked_at
            When it was last confirmed; when it was retrieved by default.
        """
        retrieved = at or now()
        values = {
            **key._asdict(),
            "name": name,
            "status": reply.status.value,
            "country": reply.places[0].place.country if reply.places else "",
            "params": reply.params,
            "endpoint": reply.endpoint,
            "licence": reply.licence,
            "at": to_text(retrieved),
            "checked_at": to_text(checked_at or retrieved),
            "osm_ids": len(reply.places) if all(place.osm_id for place in reply.places) else 0,
        }
        with self.writing() as connection:
            answer_id: int = connection.execute(_ADD_ANSWER, values).fetchone()["id"]
            connection.execute("DELETE FROM places WHERE answer_id = ?", (answer_id,))
            connection.executemany(
                _ADD_PLACE, [place_row(answer_id, rank, place) for rank, place in enumerate(reply.places)]
            )
            connection.execute("INSERT OR REPLACE INTO raws (answer_id, raw) VALUES (?, ?)", (answer_id, reply.raw))

    def record_failure(self, key: Key, name: str, failure: Failure, *, count: int = 0) -> None:
        """Record that no answer came; an earlier definite answer stays as it is.

        Parameters
        ----------
        key, name
            The question.
        failure
            With both of its moments.
        count
            How many times in a row it failed; 0 lets the store count.
        """
        if failure.failed_at is None or failure.due_at is None:
            raise ValueError("a failure to record needs failed_at and due_at")
        values = {
            **key._asdict(),
            "name": name,
            "kind": failure.kind,
            "detail": failure.detail,
            "failed_at": to_text(failure.failed_at),
            "due_at": to_text(failure.due_at),
            "count": count,
        }
        with self.writing() as connection:
            connection.execute(_ADD_FAILURE, values)

    def want(self, name: str, context: str = "", *, country: str = "", at: datetime | None = None) -> None:
        """Note a name that a map could not place, so that ``geocode refresh --missing`` asks about it.

        Parameters
        ----------
        name
            As the text spells it; a name without letters is ignored.
        context
            Where it was wanted, such as a document's id.
        country
            ISO 3166-1 alpha-2 code that bounds the question; ``""`` asks the whole world.
        at
            The moment; now by default.
        """
        self.want_all([(name, context, country)], at=at)

    def want_all(self, names: Iterable[tuple[str, str, str]], *, at: datetime | None = None) -> None:
        """Note many ``(name, context, country)`` in one transaction."""
        moment = to_text(at or now())
        rows = [
            (query_key(name), country.upper(), name, context, moment, moment)
            for name, context, country in names
            if query_key(name)
        ]
        if rows:
            with self.writing() as connection:
                connection.executemany(_WANT, rows)

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the names that maps could not place, most wanted first."""
        with self._lock:
            rows = self.connection.execute("SELECT * FROM wanted ORDER BY times DESC, query, country").fetchall()
        return tuple(wanted_of(row) for row in rows)

    def missing(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return those names that a refresh would ask, because nothing definite is recorded, each once, in order."""
        first: dict[str, str] = {}
        for name in names:
            first.setdefault(query_key(name), name)
        known = "SELECT 1 FROM answers WHERE query = ? AND status <> ?"
        with self._lock:
            return tuple(
                name
                for query, name in first.items()
                if query and self.connection.execute(known, (query, AnswerStatus.FAILED.value)).fetchone() is None
            )


def open_answers(path: Path, *, read_only: bool = False) -> Answers:
    """Open the store of recorded answers, making it when it is missing.

    Parameters
    ----------
    path
        The SQLite file, ``settings.answers_path`` usually.
    read_only
        Never write; a missing file is then an empty store.

    Raises
    ------
    GeocodingError
        If the file cannot be opened, is damaged, or is no store of geomap.
    """
    return Answers(path, read_only=read_only)
