"""Several processes, and processes that die: one pace, no answer paid for twice, a store that opens."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from geocoding_loopback import Loopback, Reply, place

from geomap.errors import GeocodingError
from geomap.geocoding import open_answers
from geomap.geocoding.pace import BlockedError, Pace
from geomap.geocoding.records import Failure, make_key, now
from geomap.geocoding.records import Reply as Answered
from geomap.geocoding.schema import MIGRATIONS, connect, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

# All of them in continuous integration; a desk has a sample.
KILLS = 200 if os.environ.get("CI") == "true" else 40
CHILD = Path(__file__).with_name("geocoding_child.py")


class Forker:
    """The parent of refreshes, see geocoding_child.py."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def tell(self, line: str) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def start(self, answers: Path, server: Loopback, pace: Path, interval_s: float) -> int:
        told = {"answers": str(answers), "endpoint": server.url, "pace": str(pace), "interval_s": interval_s}
        return self.tell(json.dumps(told))

    def wait(self) -> int:
        return self.tell("")

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@pytest.fixture
def forkers() -> Iterator[list[Forker]]:
    made = [Forker(), Forker()]
    yield made
    for forker in made:
        forker.close()


@pytest.fixture
def forker() -> Iterator[Forker]:
    made = Forker()
    yield made
    made.close()


class Numbered(Loopback):
    """Knows every name that ends in a number, as the node of that number."""

    def reply_to(self, name: str) -> Reply:
        return Reply([place(name, int(name.rsplit(maxsplit=1)[-1]))])

    def wait_for_more(self, seen: int) -> None:
        """Wait until another request has come, or long enough for one that never will."""
        deadline = time.monotonic() + 10
        while len(self.seen) <= seen and time.monotonic() < deadline:
            time.sleep(0.001)


@pytest.fixture
def numbered() -> Iterator[Numbered]:
    server = Numbered()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def quick_path(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one: a killed process finds the same there as on a slow disk."""
    memory = Path("/dev/shm")  # noqa: S108 -- TemporaryDirectory makes a folder of its own in it
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="geomap-") as name:
        yield Path(name)


def test_killed_at_random_instants_nothing_is_lost_or_paid_twice(
    quick_path: Path, numbered: Numbered, forker: Forker
) -> None:
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)  # noqa: S311 -- no secret; told when the test fails
    store, pace = quick_path / "a.sqlite", quick_path / "pace.sqlite"
    wanted = kills = 0
    while kills < KILLS:
        with open_answers(store) as answers:
            missing = wanted - sum(1 for _ in answers.connection.execute("SELECT 1 FROM answers"))
            fresh = [(f"Place {number}", "", "") for number in range(wanted + 1, wanted + 61)] if missing < 40 else []
            answers.want_all(fresh)
            wanted += len(fresh)
        pid = forker.start(store, numbered, pace, 0.0001)
        numbered.wait_for_more(len(numbered.seen) - 1 + chance.randrange(5))  # 0 may be while it starts
        time.sleep(chance.uniform(0, 0.03))
        os.kill(pid, signal.SIGKILL)
        kills += forker.wait() == -signal.SIGKILL
    forker.start(store, numbered, pace, 0.0001)
    assert forker.wait() == 0, f"seed {seed}"
    with open_answers(store) as answers:
        assert answers.connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        recorded = {answer.name: [found.osm_id for found in answer.places] for answer in answers.everything()}
        assert answers.connection.execute("SELECT count(*) FROM claims").fetchone()[0] <= kills
    assert recorded == {f"Place {number}": [number] for number in range(1, wanted + 1)}, f"seed {seed}"
    asked = Counter(seen.query["q"] for seen in numbered.seen)
    assert set(asked) == set(recorded)
    assert len(asked) > kills // 2, "hardly any refresh lived long enough to ask"
    # Each kill can cost the one answer that was in flight, and nothing else.
    assert asked.total() - len(asked) <= kills, f"seed {seed}"


def test_two_refreshes_of_one_store_share_the_work_and_the_pace(
    tmp_path: Path, numbered: Numbered, forkers: list[Forker]
) -> None:
    store, interval_s, names = tmp_path / "a.sqlite", 0.04, 40
    with open_answers(store) as answers:
        answers.want_all([(f"Place {number}", "", "") for number in range(1, names + 1)])
    for forker in forkers:
        forker.start(store, numbered, tmp_path / "pace.sqlite", interval_s)
    assert [forker.wait() for forker in forkers] == [0, 0]
    asked = Counter(seen.query["q"] for seen in numbered.seen)
    assert (len(asked), asked.total()) == (names, names)
    arrivals = sorted(seen.at for seen in numbered.seen)
    # At one pace the last comes 39 intervals after the first; at two it would be half of that.
    assert arrivals[-1] - arrivals[0] >= (names - 1) * interval_s - 0.2


def test_two_stores_still_keep_one_pace(tmp_path: Path, numbered: Numbered, forkers: list[Forker]) -> None:
    interval_s = 0.04
    for number, forker in enumerate(forkers):
        store = tmp_path / f"{number}.sqlite"
        with open_answers(store) as answers:
            answers.want_all([(f"Place {name}", "", "") for name in range(1, 21)])
        forker.start(store, numbered, tmp_path / "pace.sqlite", interval_s)
    assert [forker.wait() for forker in forkers] == [0, 0]
    assert len(numbered.seen) == 40
    arrivals = sorted(seen.at for seen in numbered.seen)
    assert arrivals[-1] - arrivals[0] >= 39 * interval_s - 0.2


class Clock:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def paced(path: Path, clock: Clock, **changes: float) -> Pace:
    options = {"interval_s": 1.0, **changes}
    return Pace(path / "pace.sqlite", "http://x", clock=clock, sleep=clock.sleep, **options)  # type: ignore[arg-type]


def test_turns_are_an_interval_apart(tmp_path: Path) -> None:
    clock = Clock()
    first, second = paced(tmp_path, clock), paced(tmp_path, clock)
    turns = []
    for pace in (first, second, second, first):
        pace.wait()
        turns.append(clock.now)
    assert [later - earlier for earlier, later in pairwise(turns)] == pytest.approx([1, 1, 1])
    assert first.used_today() == 4


def test_a_day_has_so_many_requests(tmp_path: Path) -> None:
    clock = Clock()
    pace = paced(tmp_path, clock, per_day=3)
    for _ in range(3):
        pace.wait()
    with pytest.raises(BlockedError, match="used up"):
        pace.wait()
    clock.now += 86_400
    pace.wait()


def test_blocks_bind_everybody_and_end(tmp_path: Path) -> None:
    clock = Clock()
    pace, other = paced(tmp_path, clock), paced(tmp_path, clock)
    pace.block(60, "it asked to wait")
    pace.block(10, "a shorter one changes nothing")
    assert other.blocked() is not None
    other.wait()
    assert clock.now == pytest.approx(1_000_060)
    pace.block(3600, "no")
    with pytest.raises(BlockedError, match="must not be asked before"):
        other.wait()
    other.unblock()
    pace.wait()


def test_a_clock_that_was_set_back_blocks_nobody(tmp_path: Path) -> None:
    clock = Clock()
    paced(tmp_path, clock).wait()
    clock.now -= 5000
    before = clock.now
    paced(tmp_path, clock).wait()
    assert clock.now == before


def test_a_pace_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "pace.sqlite").write_text("not a database, but long enough to be taken for one" * 3)
    with pytest.raises(GeocodingError, match="keeps the pace"):
        paced(tmp_path, Clock())


FIRST = """
INSERT INTO answers (query, provider, name, status, country, retrieved_at, checked_at)
    VALUES ('kars', 'nominatim', 'Kars', 'found', 'TR', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'),
           ('foo', 'opencage', 'Foo', 'found', '', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
INSERT INTO places (answer_id, rank, place_id, name, lon, lat, osm_type, osm_id)
    VALUES (1, 0, 'osm:node/1', 'Kars', 43.1, 40.6, 'node', 1), (1, 1, 'osm:node/2', 'Kars', 43.1, 40.6, 'node', 2),
           (2, 0, 'opencage:Foo', 'Foo', 1, 1, '', 0);
INSERT INTO wanted (query, name, first_at, last_at)
    VALUES ('ani', 'Ani', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z');
"""


def old_store(path: Path) -> None:
    """Make a store of the first version with something in it."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.row_factory = sqlite3.Row
    migrate(connection, path, MIGRATIONS[:1])
    connection.executescript(FIRST)
    connection.close()


def shape_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    found = {name: list(connection.execute(f"PRAGMA table_info({name})")) for name in tables}
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    found["indexes"] = list(connection.execute(indexes))
    connection.close()
    return found


def test_an_old_store_is_brought_up_to_date_with_all_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    old_store(path)
    with pytest.raises(GeocodingError, match="older schema 1"):
        open_answers(path, read_only=True)
    with open_answers(path) as answers:
        assert answers.find("Kars")[0].retrieved_at == datetime(2026, 1, 1, tzinfo=UTC)
        assert [wanted.name for wanted in answers.wanted()] == ["Ani"]
        ids = dict(answers.connection.execute("SELECT query, osm_ids FROM answers").fetchall())
        assert ids == {"kars": 2, "foo": 0}
        failure = Failure("timeout", "x", failed_at=now(), due_at=now() + timedelta(hours=1))
        answers.record_failure(make_key("Ani", "nominatim"), "Ani", failure)
        answers.record(make_key("Ani", "nominatim"), "Ani", Answered((), "[]"))
    open_answers(tmp_path / "new.sqlite").close()
    assert shape_of(path) == shape_of(tmp_path / "new.sqlite")


def test_many_threads_may_bring_it_up_to_date_at_once(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    old_store(path)
    failed: list[Exception] = []

    def opening() -> None:
        try:
            connect(path).close()
        except Exception as error:  # noqa: BLE001 -- told below
            failed.append(error)

    threads = [threading.Thread(target=opening) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_step_that_breaks_leaves_the_old_version_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    old_store(path)
    before = shape_of(path)
    connection = sqlite3.connect(path, isolation_level=None)
    broken = (MIGRATIONS[0], "CREATE TABLE half (x);\nCREATE TABLE answers (y);\n")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, path, broken)
    connection.close()
    assert shape_of(path) == before
    with open_answers(path) as answers:
        assert len(answers.find("Kars")[0].places) == 2
