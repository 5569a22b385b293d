"""Names that are nearly written as asked: misspellings and transliterations."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

# Damerau-Levenshtein similarity below which two names are rather two names; five letters may then differ in one.
LEAST = 0.8
_LIMIT = 5


def similar_keys(connection: sqlite3.Connection, key: str, *, limit: int = _LIMIT) -> list[tuple[str, float]]:
    """Return the folded names most like a key, with their similarity (0 to 1), best first.

    Parameters
    ----------
    connection
        A place database.
    key
        Folded name. Its first letter is taken for right, and keys of under four letters are not compared.
    limit
        How many at most.
    """
    if len(key) < 4:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    path = connection.execute("PRAGMA database_list").fetchone()[2]
    found = process.extract(
        key,
        _keys(path, connection, key[0]),
        scorer=DamerauLevenshtein.normalized_similarity,
        score_cutoff=LEAST,
        limit=limit,
    )
    return [(str(other), float(similarity)) for other, similarity, _ in found]


_CACHE: dict[tuple[str, str], tuple[str, ...]] = {}


def _keys(path: str, connection: sqlite3.Connection, initial: str) -> tuple[str, ...]:
    held = _CACHE.get((path, initial))
    if held is None:
        rows = connection.execute(
            "SELECT DISTINCT key FROM names WHERE key >= ? AND key < ?", (initial, chr(ord(initial) + 1))
        )
        held = tuple(row[0] for row in rows)
        _CACHE[path, initial] = held
    return held
