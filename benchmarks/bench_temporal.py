"""CPU time and scores of date taggers on the same text, beside the spaCy parse.

Usage: python benchmarks/bench_temporal.py [CORPUS] [--limit N] [--heideltime FOLDER] [--tools ours,spacy,...]

CORPUS is JSON lines with text, dct and timexes (TIMEX3 types and values); without one, only the speed on the sample
articles is measured. Tools that are not installed are named and left out: `pip install dateparser`, `pip install
recognizers-text-suite`; HeidelTime needs Java, perl and the folder that holds its standalone jar and config.props.
Values of dateparser and recognizers-text are days and intervals, not TIMEX3: theirs count as right when the gold value
is a prefix of the day, or equals the TIMEX of recognizers-text.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import json
import os
import re
import subprocess
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import unescape

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
COPIES = 5
Answer = tuple[int, int, str]


def ours() -> Callable[[dict[str, Any]], list[Answer]]:
    from geomap.temporal import tag

    def run(row: dict[str, Any]) -> list[Answer]:
        spans = tag(row["text"], published=date.fromisoformat(row["dct"][:10]))
        return [(span.start, span.end, span.value) for span in spans if not span.is_range]

    run({"text": "today", "dct": "2021-01-18"})
    return run


def spacy_parse() -> Callable[[dict[str, Any]], list[Answer]]:
    from geomap.language import Parser
    from geomap.model import Document

    parser = Parser()

    def run(row: dict[str, Any]) -> list[Answer]:
        parser.parse(Document(id="x", text=row["text"]))
        return []

    return run


def dateparser() -> Callable[[dict[str, Any]], list[Answer]]:
    from dateparser.search import search_dates

    def run(row: dict[str, Any]) -> list[Answer]:
        base = datetime.fromisoformat(row["dct"][:10])
        found = search_dates(row["text"], languages=["en"], settings={"RELATIVE_BASE": base}) or []
        answers, at = [], 0
        for surface, when in found:
            start = row["text"].find(surface, at)
            if start >= 0:
                at = start + len(surface)
                answers.append((start, at, when.date().isoformat()))
        return answers

    return run


def recognizers() -> Callable[[dict[str, Any]], list[Answer]]:
    from recognizers_date_time import Culture, DateTimeRecognizer

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def run(row: dict[str, Any]) -> list[Answer]:
        base = datetime.fromisoformat(row["dct"][:10])
        answers = []
        for result in model.parse(row["text"], base):
            values = (result.resolution or {}).get("values", [])
            past = values[0] if values else {}
            answers.append((result.start, result.end + 1, past.get("value") or past.get("timex") or ""))
        return answers

    return run


def heideltime(folder: Path, kind: str) -> Callable[[dict[str, Any]], list[Answer]]:
    jar = next(folder.glob("*.jar"))

    def run(row: dict[str, Any]) -> list[Answer]:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as handle:
            handle.write(row["text"])
            handle.flush()
            command = ["java", "-jar", jar.name, handle.name, "-l", "english", "-t", kind, "-dct", row["dct"][:10]]
            out = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout
        return read_timeml(out, row["text"])

    return run


def read_timeml(out: str, text: str) -> list[Answer]:
    """Return the TIMEX3 of inline TimeML with offsets into the text, found in order."""
    answers, at = [], 0
    for match in re.finditer(r"<TIMEX3 ([^>]*)>(.*?)</TIMEX3>", out, re.DOTALL):
        surface, value = unescape(match[2]), re.search(r'value="([^"]*)"', match[1])
        start = text.find(surface, at)
        if start >= 0:
            at = start + len(surface)
            answers.append((start, at, value[1] if value else ""))
    return answers


def cpu_seconds() -> float:
    """Return the processor time of this process and of those it has waited for."""
    times = os.times()
    return time.process_time() + times.children_user + times.children_system


def measure(run: Callable[[dict[str, Any]], list[Answer]], rows: list[dict[str, Any]]) -> dict[str, float]:
    """Return CPU seconds a document and TempEval-3 F1 (relaxed, value)."""
    begin = cpu_seconds()
    outputs = [run(row) for row in rows]
    seconds = cpu_seconds() - begin
    gold = found = relaxed = right = 0
    for row, answers in zip(rows, outputs, strict=True):
        gold, found, free = gold + len(row["timexes"]), found + len(answers), set(range(len(answers)))
        for timex in row["timexes"]:
            hits = [i for i in sorted(free) if timex["start"] < answers[i][1] and answers[i][0] < timex["end"]]
            if hits:
                free.discard(hits[0])
                relaxed += 1
                value = answers[hits[0]][2]
                right += value == timex["value"] or bool(re.fullmatch(r"\d{4}-\d\d-\d\d", value) and
                                                         value.startswith(str(timex["value"])))  # fmt: skip
    total = gold + found
    return {
        "CPU seconds/document": seconds / len(rows),
        "documents/CPU second": len(rows) / seconds,
        **({"relaxed F1": 2 * relaxed / total, "value F1": 2 * right / total} if gold else {}),
    }


def read_corpus(path: Path, limit: int | None) -> list[dict[str, Any]]:
    """Return the rows of a corpus that tell their day of publication."""
    lines = path.read_text(encoding="utf-8").splitlines()[:limit]
    return [row for row in map(json.loads, lines) if row.get("dct")]


def samples() -> list[dict[str, Any]]:
    """Return the project's sample articles, often enough to time them, without gold."""
    from geomap.documents import read_documents
    from geomap.model import Document

    documents = [one for one in read_documents([str(ARTICLES)]) if isinstance(one, Document) and one.published]
    rows = [{"text": one.text, "dct": str(one.published), "timexes": []} for one in documents]
    return rows * COPIES


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--tools", default="ours,spacy,dateparser,recognizers")
    parser.add_argument("--heideltime", type=Path, help="folder of the standalone jar")
    parser.add_argument("--kind", default="news", help="HeidelTime's document type: news or narratives")
    options = parser.parse_args()
    rows = samples() if options.corpus is None else read_corpus(options.corpus, options.limit)
    modules = {"dateparser": "dateparser", "recognizers": "recognizers_date_time"}
    makers: dict[str, Callable[[], Callable[[dict[str, Any]], list[Answer]]]] = {
        "ours": ours,
        "spacy": spacy_parse,
        "dateparser": dateparser,
        "recognizers": recognizers,
    }
    characters = sum(len(row["text"]) for row in rows)
    name = options.corpus.name if options.corpus else "sample articles, no gold corpus given: speed only"
    print(f"{name}: {len(rows)} documents, {characters:,} characters")
    for name in options.tools.split(","):
        if importlib.util.find_spec(modules.get(name, "json")) is None:
            print(f"{name:<12} left out: not installed")
            continue
        try:
            run = makers[name]()
        except ImportError as error:
            print(f"{name:<12} left out: {error}")
            continue
        report(name, run, rows)
    if options.heideltime:
        report("heideltime", heideltime(options.heideltime, options.kind), rows)


def report(name: str, run: Callable[[dict[str, Any]], list[Answer]], rows: list[dict[str, Any]]) -> None:
    with contextlib.suppress(KeyboardInterrupt):
        figures = measure(run, rows)
        print(f"{name:<12} " + "  ".join(f"{key} {value:.4g}" for key, value in figures.items()), flush=True)


if __name__ == "__main__":
    main()
