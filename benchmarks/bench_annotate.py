"""What ``geomap annotate`` costs beside spaCy's own parse of the same text, room by room, measured in one run.

    python benchmarks/bench_annotate.py [CORPUS.jsonl] [--documents N] [--no-processes]

Without a corpus, the sample articles are read. Every figure but the first is of a warm line: the texts were read once
before. Shares are of processor time; articles a second are of the clock, and need a quiet machine.
"""

from __future__ import annotations

import argparse
import os
import time
from collections import Counter
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geomap.model import Document
    from geomap.pipeline import Pipeline

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
PROCESSES = 2
COPIES = 3  # of the documents, for the clock; the first one warms the processes
ROUNDS = 3
T = TypeVar("T")


def main() -> None:
    arguments = _arguments()
    from geomap.exporting.annotations import annotation_line
    from geomap.pipeline import build_pipeline
    from geomap.settings import load_settings

    settings = load_settings()
    pipeline = build_pipeline(settings)
    documents = list(islice(_documents(arguments.corpus), arguments.documents))
    print(f"{len(documents)} documents, {sum(len(item.text.split()) for item in documents):,} words")
    start = time.process_time()
    list(map(annotation_line, pipeline.annotate_many(documents)))
    each = 1000 * (time.process_time() - start) / len(documents)
    print(
        f"  for the first time       {each:7.1f} ms an article: words, places and outlines never met before", flush=True
    )
    _beside_spacy(pipeline, documents)
    _rooms(pipeline, documents)
    if not arguments.no_processes:
        _clock(documents, COPIES)


def _documents(corpus: Path) -> Iterator[Document]:
    from geomap.documents import read_documents
    from geomap.model import Document

    for item in read_documents([str(corpus)]):
        if isinstance(item, Document):
            yield replace(item, mentions=None)


def _beside_spacy(pipeline: Pipeline, documents: list[Document]) -> None:
    """Print the least processor time of some rounds, each round in turn, so that both meet the same machine."""
    import spacy

    from geomap.exporting.annotations import annotation_line
    from geomap.language.parsing import _bundled_path

    bare = spacy.load(_bundled_path())
    texts = [item.text for item in documents]
    works: dict[str, Callable[[], object]] = {
        "spaCy, nlp(text)": lambda: [bare(text) for text in texts],
        "spaCy, nlp.pipe(texts)": lambda: list(bare.pipe(texts)),
        "geomap, parse": lambda: list(pipeline.parser.parse_many(documents)),
        "geomap, annotate": lambda: list(map(annotation_line, pipeline.annotate_many(documents))),
    }
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, work in works.items():
            start = time.process_time()
            work()
            best[name] = min(best.get(name, float("inf")), time.process_time() - start)
    least = min(best["spaCy, nlp(text)"], best["spaCy, nlp.pipe(texts)"])
    for name, seconds in best.items():
        each = 1000 * seconds / len(documents)
        print(f"  {name:<24} {each:7.1f} ms an article   {seconds / least:5.2f} x spaCy", flush=True)


def _rooms(pipeline: Pipeline, documents: list[Document]) -> None:
    """Print each room's share of the line."""
    from geomap.exporting.annotations import annotation_line
    from geomap.language import batches
    from geomap.model import Annotation

    spent: Counter[str] = Counter()

    def timed(room: str, work: Callable[[], T]) -> T:
        start = time.process_time()
        made = work()
        spent[room] += time.process_time() - start
        return made

    parses = timed("parse", lambda: list(pipeline.parser.parse_many(documents)))
    for parsed in parses:
        mentions = timed("recognition", lambda parsed=parsed: pipeline.recogniser.recognise(parsed))
        found = timed("resolution", lambda p=parsed, m=mentions: pipeline.resolver.resolve(p, m))
        times = timed("temporal", lambda parsed=parsed: pipeline.tagger.tag(parsed))
        events = timed("events", lambda p=parsed, f=found, t=times: pipeline.extractor.extract(p, f, t))
        annotation = Annotation(parsed.document, found, times, events)
        timed("line of JSON", lambda annotation=annotation: annotation_line(annotation))
    for room, seconds in spent.items():
        share = seconds / spent.total()
        print(f"  {room:<24} {1000 * seconds / len(documents):7.1f} ms an article   {share:5.0%} of the line")

    parser: Any = pipeline.parser
    docs = [parser._made(parsed.document, parsed.layout) for parsed in parses]  # noqa: SLF001 -- to see inside the parse
    for (name, _), step in zip(parser._nlp.pipeline, parser._steps, strict=True):  # noqa: SLF001
        start = time.process_time()
        for batch in batches(docs, lambda doc: len(doc.text)):
            list(step(batch))
        spent = 1000 * (time.process_time() - start) / len(documents)
        print(f"    of the parse, {name:<16} {spent:5.1f} ms an article")


def _clock(documents: list[Document], copies: int) -> None:
    """Print articles a second by the clock, after the processes have started."""
    from geomap.cli.annotating import annotated_lines
    from geomap.settings import load_settings

    for processes in (1, PROCESSES):
        many = [replace(item, id=f"{item.id}-{copy}") for copy in range(copies) for item in documents]
        begun = 0.0
        for number, _ in enumerate(annotated_lines(iter(many), load_settings(), processes), 1):
            if number == len(documents):
                begun = time.perf_counter()
        rate = (len(many) - len(documents)) / (time.perf_counter() - begun)
        print(f"  {processes} process{'es' if processes > 1 else ''}: {rate:.1f} articles a second", flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--documents", type=int, help="read no more than so many")
    parser.add_argument("--no-processes", action="store_true", help="leave out the clock")
    return parser.parse_args()


if __name__ == "__main__":
    main()
