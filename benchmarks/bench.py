"""Speed, measured on this machine: ``make bench``. Figures in documentation and commits come from here."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shapely.geometry import Point

from geomap.documents import read_documents
from geomap.exporting import EXPORTERS, export
from geomap.mapping import render_page
from geomap.model import Document, Event, EventMap, EventType, Evidence, Source, Status
from geomap.pipeline import build_pipeline
from geomap.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
EVENTS = 10_000
COPIES = 5  # each sample article is read so many times, after once to warm up


def timed(work: Callable[[], object]) -> float:
    """Return the wall-clock seconds that a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def tell(what: str, seconds: float, amount: float = 0, unit: str = "") -> None:
    rate = f"{amount / seconds:12,.0f} {unit}/s" if amount else ""
    print(f"{what:<52}{seconds:9.2f} s{rate}", flush=True)


def synthetic(count: int) -> EventMap:
    """Return events scattered over the globe and a year, the same each time."""
    kinds = list(EventType)
    text = "Officials said on Monday that the two sides had met near the town and would meet again."
    events = tuple(
        Event(
            f"event-{number}",
            kinds[number % len(kinds)],
            "meeting",
            f"Meeting {number} of two sides",
            Status.HAPPENED,
            date_from=date(2021, 1, 1) + timedelta(days=number % 365),
            date_to=date(2021, 1, 1) + timedelta(days=number % 365),
            edtf=(date(2021, 1, 1) + timedelta(days=number % 365)).isoformat(),
            place_name="a town",
            geometry=Point((number * 137.508) % 360 - 180, (number * 0.013) % 140 - 70),
            evidence=(Evidence(f"doc-{number}", 0, len(text), text),),
            sources=(Source(f"doc-{number}", "A headline"),),
            confidence=0.5,
        )
        for number in range(count)
    )
    return EventMap(events, title="Synthetic")


def start_up() -> None:
    code = "from geomap.cli import main; main(['--help'])"
    command = [sys.executable, "-c", code]
    best = min(timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(5))
    tell("geomap --help, best of five", best)


def the_line() -> None:
    start = time.perf_counter()
    pipeline = build_pipeline(load_settings())
    documents = [found for found in read_documents([str(ARTICLES)]) if isinstance(found, Document)]
    first = list(pipeline.annotate_many(documents))
    tell("the line: from nothing to the sample articles read", time.perf_counter() - start)
    many = [replace(found, id=f"{found.id}-{copy}") for copy in range(COPIES) for found in documents]
    words = sum(len(found.text.split()) for found in many)
    tell(f"parsing {len(many)} articles", timed(lambda: list(pipeline.parser.parse_many(many))), words, "words")
    tell(f"the whole line over {len(many)} articles", timed(lambda: list(pipeline.annotate_many(many))), words, "words")
    tell("merging and drawing the sample articles", timed(lambda: render_page(pipeline.event_map(first))))


def exporting() -> None:
    events = synthetic(EVENTS)
    with tempfile.TemporaryDirectory() as folder:
        for name, exporter in EXPORTERS.items():
            path = Path(folder) / f"events{exporter.suffixes[0]}"
            seconds = timed(lambda path=path: export(events, path))
            tell(f"exporting {EVENTS:,} events, {name} ({path.stat().st_size / 1e6:.1f} MB)", seconds, EVENTS, "events")
    for count in (1_000, EVENTS):
        page = render_page(replace(events, events=events.events[:count]))
        seconds = timed(lambda count=count: render_page(replace(events, events=events.events[:count])))
        tell(f"drawing {count:,} events ({len(page.encode()) / 1e6:.2f} MB)", seconds, count, "events")


def reading() -> None:
    article = next(ARTICLES.glob("*.txt")).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(1_000):
            (Path(folder) / f"{number:04}.txt").write_text(f"{article}\n\n{number}", encoding="utf-8")
        seconds = timed(lambda: list(read_documents([folder])))
        tell("reading 1,000 text files", seconds, 1_000, "files")


if __name__ == "__main__":
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    start_up()
    reading()
    exporting()
    the_line()
