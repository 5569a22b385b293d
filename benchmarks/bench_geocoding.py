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
from geomap.geocoding.plan import Scope
from geomap.geocoding.planning import make_plan
from geomap.geocoding.summary import status, waiting_names

if TYPE_CHECKING:
    from collections.abc import Callable

RAW = '[{"place_id":1,"lat":"40.6","lon":"43.1","display_name":"' + "x" * 400 + '"}]'


# As a busy desk would have them: most found, some not, one in fifty never answered, as many failing since; ages spread
# over a year. Straight into the tables, in the form that `Answers.record` writes: a million commits would take hours.
FILL = """
CREATE TEMP TABLE n (i INTEGER PRIMARY KEY);
INSERT INTO n WITH RECURSIVE up(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM up WHERE i < :count) SELECT i FROM up;
INSERT INTO answers (id, query, provider, name, status, country, params, endpoint, licence, retrieved_at, checked_at,
    osm_ids, failures, failure_kind, failed_at, due_at)
SELECT i, 'place ' || i, 'nominatim', 'Place ' || i,
    CASE WHEN i % 50 = 0 THEN 'failed' WHEN i % 10 = 0 THEN 'not_found' ELSE 'found' END, 'TR', '{}', 'http://x',
    'ODbL 1.0',
    CASE WHEN i % 50 THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (i % 360) || ' days') END,
    CASE WHEN i % 50 THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || (i % 360) || ' days') END,
    CASE WHEN i % 10 THEN 2 ELSE 0 END, i % 50 = 0 OR i % 49 = 0,
    CASE WHEN i % 50 AND i % 49 THEN '' ELSE 'timeout' END,
    CASE WHEN i % 50 = 0 OR i % 49 = 0 THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-4 days') END,
    CASE WHEN i % 50 = 0 OR i % 49 = 0 THEN strftime('%Y-%m-%dT%H:%M:%fZ', 'now', (i % 7 - 3) || ' days') END
FROM n;
INSERT INTO places (answer_id, rank, place_id, name, label, lon, lat, feature_class, feature_code, country, admin1,
    osm_type, osm_id, importance, west, south, east, north)
SELECT i, rank, 'osm:node/' || (2 * i + rank), 'Place ' || i, 'Place ' || i || ', Kars, Turkey', 43.1, 40.6, 'P', 'PPL',
    'TR', 'TR-36', 'node', 2 * i + rank, 0.5, 43, 40, 44, 41
FROM n, (SELECT 0 AS rank UNION ALL SELECT 1) WHERE i % 10;
INSERT INTO raws (answer_id, raw)
SELECT i, '[{"place_id":' || i || ',"display_name":"' || hex(zeroblob(250)) || '"}]' FROM n;
INSERT INTO wanted (query, name, first_at, last_at)
SELECT 'wanted ' || i, 'Wanted ' || i, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM n WHERE i % 10 = 0
"""


def fill(answers: Answers, count: int) -> None:
    """Record so many answers."""
    with answers.writing() as connection:
        for statement in FILL.split(";\n"):
            connection.execute(statement, {"count": count} if ":count" in statement else {})


def timed(what: str, work: Callable[[], object], limit_s: float = 0) -> None:
    start, busy = time.perf_counter(), time.process_time()
    told = work()
    seconds, busy = time.perf_counter() - start, time.process_time() - busy
    limit = f"at most {limit_s:g} s" if limit_s else ""
    print(f"{what:<28}{seconds:8.2f} s, {busy:6.2f} s of them at work  {limit:<14} {told}", flush=True)


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
