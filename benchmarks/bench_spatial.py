"""Speed of spatial relations: ``python benchmarks/bench_spatial.py``.

Prints relations a second of CPU time, found and built from parsed and resolved sentences of the golden file: the first
pass (shapes are built and simplified), later passes (shapes and geometries are kept), and geometries that were never
made before, around random towns.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "spatial"))

from golden_run import Line, rows

from geomap.model import Document
from geomap.resolution.relations import resolve_relations
from geomap.spatial.anchors import Anchor
from geomap.spatial.directions import at_bearing
from geomap.spatial.near import near

ROUNDS = 10
FRESH = 2_000


def main() -> None:
    line = Line()
    texts = []
    for row in rows():
        parsed = line.parser.parse(Document(id=row["id"], text=row["text"]))
        texts.append((parsed, line.resolver.places(parsed, line.recogniser.recognise(parsed))))
    _report("first pass", *_pass(line, texts))
    made = [_pass(line, texts) for _ in range(ROUNDS)]
    _report(f"after warm-up, {ROUNDS} passes", sum(count for count, _ in made), sum(spent for _, spent in made))
    rng = random.Random(1)  # noqa: S311
    start = time.process_time()
    for number in range(FRESH):
        town = Anchor(f"t{number}", "T", rng.uniform(-180, 180), rng.uniform(-60, 70), None, 10_000, (), "", "P")
        _ = near(town) if number % 2 else at_bearing(town, "ne", 25, 35)
    _report("geometries never made before", FRESH, time.process_time() - start)


def _pass(line: Line, texts: list) -> tuple[int, float]:
    start = time.process_time()
    count = sum(len(resolve_relations(parsed, found, line.gazetteer, line.shapes)) for parsed, found in texts)
    return count, time.process_time() - start


def _report(what: str, count: int, spent: float) -> None:
    print(f"{what}: {count:,} relations in {spent:.2f} s of CPU = {count / spent:,.0f} a second")


if __name__ == "__main__":
    main()
