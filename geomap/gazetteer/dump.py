"""Build a place database from a GeoNames dump: streaming, in bounded memory, resumable, atomic.

The dump is what https://download.geonames.org/export/dump/ offers: ``allCountries.txt`` (or any file of its 19 columns,
such as ``cities500.txt`` or ``TR.txt``), and beside it, if there, ``alternateNamesV2.txt`` and ``admin2Codes.txt``.
Files are UTF-8, tab-separated, without quoting or header.

Work is committed every `BATCH` lines together with the byte offset reached, into ``<output>.part``; a build that was
broken off goes on from there. The finished file replaces the output in one step.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.gazetteer import dump_lines
from geomap.gazetteer.database import SCHEMA_VERSION, dump_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BATCH = 50_000
# So many damaged lines are named in the report; all are counted.
_NAMED = 20
_PROGRESS = "CREATE TABLE progress (stage TEXT PRIMARY KEY, offset INTEGER, lines INTEGER, damaged TEXT) WITHOUT ROWID"
# Without the keys' order the table only grows at its end; SQLite sorts the index outside memory once all is in.
_INDEXES = """
CREATE INDEX IF NOT EXISTS names_by_key ON names (key);
CREATE INDEX IF NOT EXISTS places_by_cell ON places (cell) WHERE cell IS NOT NULL;
CREATE INDEX IF NOT EXISTS places_by_id ON places (place_id) WHERE place_id IS NOT NULL;
"""


@dataclass(slots=True)
class Built:
    """What a build did.

    Attributes
    ----------
    places, names
        Rows in the database.
    damaged
        Lines that could not be read, in all files.
    examples
        The first of them: file, line number and what was wrong.
    resumed
        Whether an earlier build was taken up.
    """

    places: int = 0
    names: int = 0
    damaged: int = 0
    examples: list[str] = field(default_factory=list)
    resumed: bool = False


def build_from_dump(folder: Path, out: Path, report: Callable[[str, int, int], None] | None = None) -> Built:
    """Build a place database.

    Parameters
    ----------
    folder
        Where the dump's files lie, unpacked.
    out
        The SQLite file to write.
    report
        Called with stage, bytes done and bytes in all, after every batch.

    Raises
    ------
    DataError
        If the folder holds no dump.
    """
    main = _main_file(folder)
    part = out.with_name(out.name + ".part")
    stages = [("places", main)]
    if (folder / "alternateNamesV2.txt").is_file():
        stages.append(("names", folder / "alternateNamesV2.txt"))
    signature = json.dumps([[path.name, path.stat().st_size, path.stat().st_mtime_ns] for _, path in stages])
    connection, resumed = _open_part(part, signature)
    built = Built(resumed=resumed)
    try:
        context = dump_lines.Context.load(folder, with_alternates=len(stages) == 1)
        for stage, path in stages:
            _run_stage(connection, stage, path, context, report)
        connection.executescript(_INDEXES)
        _finish(connection, built, main)
    finally:
        connection.close()
    part.replace(out)
    return built


def _main_file(folder: Path) -> Path:
    for name in ("allCountries.txt", "cities500.txt", "cities1000.txt", "cities5000.txt", "cities15000.txt"):
        if (folder / name).is_file():
            return folder / name
    countries = sorted(path for path in folder.glob("*.txt") if len(path.stem) == 2 and path.stem.isupper())
    if len(countries) == 1:
        return countries[0]
    raise DataError(
        f"{folder} holds no allCountries.txt.",
        "Fetch it with `geomap gazetteer fetch`, or unpack allCountries.zip of GeoNames there.",
    )


def _open_part(part: Path, signature: str) -> tuple[sqlite3.Connection, bool]:
    """Open the unfinished database when it was made from these very files, else a new one."""
    part.parent.mkdir(parents=True, exist_ok=True)
    if part.is_file():
        connection = sqlite3.connect(part)
        try:
            held = connection.execute("SELECT value FROM meta WHERE key = 'signature'").fetchone()
        except sqlite3.DatabaseError:
            held = None
        if held and held[0] == signature:
            return _tuned(connection), True
        connection.close()
        part.unlink()
    connection = _tuned(sqlite3.connect(part))
    connection.executescript(f"PRAGMA user_version = {SCHEMA_VERSION};{dump_schema()};{_PROGRESS};")
    connection.execute("INSERT INTO meta VALUES ('signature', ?)", (signature,))
    connection.commit()
    return connection, False


def _tuned(connection: sqlite3.Connection) -> sqlite3.Connection:
    # A write-ahead log keeps what was committed when the process is killed; 256 MiB of pages bound the memory.
    connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;")
    return connection


def _run_stage(
    connection: sqlite3.Connection,
    stage: str,
    path: Path,
    context: dump_lines.Context,
    report: Callable[[str, int, int], None] | None,
) -> None:
    row = connection.execute("SELECT offset, lines, damaged FROM progress WHERE stage = ?", (stage,)).fetchone()
    offset, lines = (row[0], row[1]) if row else (0, 0)
    damaged: dict[str, Any] = json.loads(row[2]) if row else {"count": 0, "examples": []}
    total = path.stat().st_size
    read = dump_lines.read_place if stage == "places" else dump_lines.read_alternate
    with path.open("rb") as handle:
        handle.seek(offset)
        while batch := handle.readlines(BATCH * 150):
            places: list[tuple[object, ...]] = []
            names: list[tuple[object, ...]] = []
            wikidata: list[tuple[object, ...]] = []
            for raw in batch:
                lines += 1
                offset += len(raw)
                try:
                    read(raw.decode("utf-8").rstrip("\r\n"), context, places, names, wikidata)
                except (ValueError, IndexError) as error:
                    damaged["count"] += 1
                    if len(damaged["examples"]) < _NAMED:
                        damaged["examples"].append(f"{path.name}:{lines}: {error}")
            connection.executemany(f"INSERT OR REPLACE INTO places VALUES ({','.join('?' * 16)})", places)  # noqa: S608
            connection.executemany("INSERT INTO names VALUES (?,?,?,?)", names)
            connection.executemany("UPDATE places SET wikidata = ? WHERE number = ?", wikidata)
            connection.execute(
                "INSERT OR REPLACE INTO progress VALUES (?,?,?,?)", (stage, offset, lines, json.dumps(damaged))
            )
            connection.commit()
            if report:
                report(stage, offset, total)


def _finish(connection: sqlite3.Connection, built: Built, main: Path) -> None:
    built.places = connection.execute("SELECT count(*) FROM places").fetchone()[0]
    built.names = connection.execute("SELECT count(*) FROM names").fetchone()[0]
    for (text,) in connection.execute("SELECT damaged FROM progress ORDER BY stage DESC"):
        damaged = json.loads(text)
        built.damaged += damaged["count"]
        built.examples += damaged["examples"]
    if not built.places:
        raise DataError(f"{main} holds no readable place.", "Is it an unpacked GeoNames dump?")
    newest = connection.execute("SELECT value FROM meta WHERE key = 'signature'").fetchone()[0]
    facts = {
        "source": f"GeoNames dump {main.name}, CC BY 4.0",
        "hash": f"dump-{main.stat().st_size}-{main.stat().st_mtime_ns // 10**9}",
        "places": str(built.places),
        "names": str(built.names),
        "damaged": str(built.damaged),
        "signature": newest,
    }
    connection.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", facts.items())
    connection.execute("DROP TABLE progress")
    connection.commit()
    connection.executescript("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")
