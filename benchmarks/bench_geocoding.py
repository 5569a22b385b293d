"""A million recorded answers: how long `status`, a plan, a look-up and an export take.

Usage: python benchmarks/bench_geocoding.py [ANSWERS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.geocoding import Answers, RecordedGazetteer, open_answers
from geomap.geocoding.plan import Scope, make_plan
from geomap.geocoding.records import RecordedPlace, now, to_text
from geomap.geocoding.rows import PLACE_COLUMNS, place_row
from geomap.geocoding.summary import status, waiting_names
from geomap.model import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

RAW = '[{"place_id":1,"lat":"40.6","lon":"43.1","display_name":"' + "x" * 400 + '"}]'


def fill(answers: Answers, count: int) -> None:
    """Record answers as a busy desk would have them: most found, some not, some failing, half of them old.

    Straight into the tables, in the form that `Answers.record` writes, because a million commits would take hours.
    """
    moment = now()
    with answers.writing() as connection:
        connection.executemany(
            "INSERT INTO answers (id, query, provider, name, status, country, params, endpoint, licence, retrieved_at, "
            "checked_at, osm_ids, failures, failure_kind, failed_at, due_at) "
            "VALUES (?, ?, 'nominatim', ?, ?, 'TR', '{}', 'http://x', 'ODbL 1.0', ?, ?, ?, ?, ?, ?, ?)",
            answer_rows(count, moment),
        )
        places = f"INSERT INTO places ({', '.join(PLACE_COLUMNS)}) VALUES ({', '.join('?' * len(PLACE_COLUMNS))})"  # noqa: S608
        connection.executemany(places, place_rows(count))
        connection.executemany(
            "INSERT INTO raws (answer_id, raw) VALUES (?, ?)", ((number, RAW) for number in range(count))
        )
        connection.executemany(
            "INSERT INTO wanted (query, name, first_at, last_at) VALUES (?, ?, ?, ?)",
            (
                (f"wanted {number}", f"Wanted {number}", to_text(moment), to_text(moment))
                for number in range(count // 10)
            ),
        )


def answer_rows(count: int, moment: object) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        at = to_text(moment - timedelta(days=number % 360))  # type: ignore[operator]
        kind = "failed" if number % 50 == 0 else "not_found" if number % 10 == 0 else "found"
        definite = None if kind == "failed" else at
        failing = kind == "failed" or number % 49 == 0
        due = to_text(moment + timedelta(days=number % 7 - 3)) if failing else None  # type: ignore[operator]
        yield (
            number, f"place {number}", f"Place {number}", kind, definite, definite, 2 if kind == "found" else 0,
            int(failing), "timeout" if failing else "", at if failing else None, due,
        )  # fmt: skip


def place_rows(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        if number % 10:
            for rank in range(2):
                made = Place(
                    f"osm:node/{2 * number + rank + 1}", f"Place {number}", 43.1, 40.6, "P", "PPL", "TR", "TR-36"
                )
                yield place_row(number, rank, RecordedPlace(made, "node", 2 * number + rank + 1, "Place", 0.5))


def timed(what: str, work: Callable[[], object], limit_s: float = 0) -> None:
    start = time.perf_counter()
    told = work()
    seconds = time.perf_counter() - start
    print(f"{what:<46}{seconds:8.2f} s{f'  (at most {limit_s:g} s)' if limit_s else '':<16} {told}", flush=True)


def export(answers: Answers, path: Path) -> str:
    from geomap.geocoding.transfer import export_answers

    return f"{export_answers(answers, path, raw=False):,} lines, {path.stat().st_size / 1e6:.0f} MB"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "answers.sqlite"
        with open_answers(path) as answers:
            timed(f"filling {count:,} answers", lambda: fill(answers, count))
        print(f"{path.stat().st_size / 1e6:,.0f} MB", flush=True)
        with open_answers(path, read_only=True) as answers:
            timed("status", lambda: (status(answers), waiting_names(answers)), 1)
            timed("plan, everything due", lambda: described(answers, Scope(lookup=True)), 5)
            timed("plan, by name", lambda: described(answers, Scope()), 5)
            timed("plan, --missing", lambda: described(answers, Scope(missing=True)), 5)
            timed("plan, --older-than 1d", lambda: described(answers, Scope(older_than=timedelta(days=1))), 5)
            timed("plan, --country TR", lambda: described(answers, Scope(country="TR")), 5)
            gazetteer = RecordedGazetteer(answers)
            timed("10,000 look-ups", lambda: sum(len(gazetteer.lookup(f"Place {n}")) for n in range(10_000)))
            timed("export without raw answers", lambda: export(answers, Path(name) / "out.jsonl"))


def described(answers: Answers, scope: Scope) -> str:
    plan = make_plan(answers, "nominatim", scope)
    return f"{len(plan.tasks):,} names, {plan.requests:,} requests"


if __name__ == "__main__":
    main()
