"""What reading events costs beside spaCy's own parse of the same text, measured in one run.

    python benchmarks/bench_events.py [CORPUS.jsonl ...] [--documents N] [--rounds N]

The sample articles and the golden development articles are read, and then each corpus given. Figures are of processor
time and of a warm line, the least of some rounds; each round does every work in turn, so that all meet one machine.
Every round reads parses of its own, as the line does: what event reading notes in a parse, it has to find each time.
"""

from __future__ import annotations

import argparse
import os
import time
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language

    from geomap.model import Document
    from geomap.pipeline import Pipeline

ROOT = Path(__file__).parent.parent
ARTICLES = (ROOT / "data" / "articles", ROOT / "tests" / "golden" / "articles")
ALLOWED = 0.3  # of spaCy's own parse
T = TypeVar("T")


def main() -> None:
    arguments = _arguments()
    import spacy

    from geomap.language.parsing import _bundled_path
    from geomap.pipeline import build_pipeline
    from geomap.settings import load_settings

    pipeline, bare = build_pipeline(load_settings()), spacy.load(_bundled_path())
    for name, paths in (("articles", ARTICLES), *((path.stem, (path,)) for path in arguments.corpora)):
        documents = list(islice(_documents(paths), arguments.documents))
        words = sum(len(item.text.split()) for item in documents)
        print(f"{name}: {len(documents)} documents, {words:,} words", flush=True)
        _tell(_least(pipeline, bare, documents, arguments.rounds))


def _documents(paths: Sequence[Path]) -> Iterator[Document]:
    from geomap.documents import read_documents
    from geomap.model import Document

    for item in read_documents([str(path) for path in paths]):
        if isinstance(item, Document):
            yield replace(item, mentions=None)


def _least(pipeline: Pipeline, bare: Language, documents: Sequence[Document], rounds: int) -> dict[str, float]:
    """Return the least seconds of each work, after a round that only warms."""
    best: dict[str, float] = {}
    for number in range(rounds + 1):
        for name, seconds in _round(pipeline, bare, documents).items():
            if number:
                best[name] = min(best.get(name, seconds), seconds)
    return best


def _round(pipeline: Pipeline, bare: Language, documents: Sequence[Document]) -> dict[str, float]:
    """Return the seconds of each work, done once."""
    spacys, _ = _timed(lambda: [bare(item.text) for item in documents])
    parsing, parses = _timed(lambda: list(pipeline.parser.parse_many(documents)))
    read = [
        (parsed, pipeline.resolver.resolve(parsed, pipeline.recogniser.recognise(parsed)), pipeline.tagger.tag(parsed))
        for parsed in parses
    ]
    reading, _ = _timed(lambda: [pipeline.extractor.extract(*parts) for parts in read])
    return {"spaCy, nlp(text)": spacys, "geomap, parse": parsing, "geomap, events": reading}


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


def _tell(best: dict[str, float]) -> None:
    whole = best["spaCy, nlp(text)"]
    for name, seconds in best.items():
        limit = f"   at most {ALLOWED:.2f} x" if name == "geomap, events" else ""
        print(f"  {name:<18} {seconds:7.2f} s of processor time   {seconds / whole:5.3f} x spaCy{limit}", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*", type=Path, help="more texts to read, each measured by itself")
    parser.add_argument("--documents", type=int, help="read no more than so many of each")
    parser.add_argument("--rounds", type=int, default=3, help="rounds measured, after one that warms")
    return parser.parse_args()


if __name__ == "__main__":
    main()
