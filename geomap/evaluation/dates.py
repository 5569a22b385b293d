"""Scores of the temporal tagger: TempEval-3 figures on TIMEX3 gold, shares read right on phrase sets.

A corpus is JSON lines: ``text``, ``dct`` (ISO date or null), ``timexes`` with ``start``, ``end``, ``type``, ``value``.
TempEval-3 (UzZaman et al. 2013): *strict* asks for equal extents, *relaxed* for a shared character; *type* and *value*
count the relaxed matches whose type or value (as a string) is the gold's, against all of both sides.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.evaluation.report import Report, Score
from geomap.temporal import tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from geomap.model import TimeSpan

_MONTHS = r"jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*"
_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_UNITS = r"days?|weeks?|months?|years?|quarters?|decades?|centur(?:y|ies)|hours?|minutes?|seconds?"
_NUMBERS = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|thousand"
)
_CONSTRUCTION = (
    (re.compile(rf"\b(?:{_MONTHS})\b\.?"), "MONTH"),
    (re.compile(rf"\b(?:{_DAYS})\b"), "WEEKDAY"),
    (re.compile(rf"\b(?:{_UNITS})\b"), "UNIT"),
    (re.compile(rf"\b(?:{_NUMBERS})\b"), "N"),
    (re.compile(r"\b\d{4}\b"), "YEAR"),
    (re.compile(r"\b\d+"), "N"),
    (re.compile(r"\s+"), " "),
)


@dataclass(slots=True)
class _Tally:
    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    type: int = 0
    value: int = 0
    evened: int = 0
    errors: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def f1(self, hits: int) -> float:
        return 2 * hits / (self.gold + self.found) if self.gold + self.found else 0.0


def construction(surface: str) -> str:
    """Return the shape of a time expression: months, weekdays, units and numbers replaced by their kind."""
    shape = surface.lower().replace("\n", " ")
    for pattern, kind in _CONSTRUCTION:
        shape = pattern.sub(kind, shape)
    return shape


def even(value: str) -> str:
    """Return a TIMEX3 value in one notation: no trailing ``X``, weeks of two digits, hours with their minutes."""
    value = re.sub(r"-W(\d)(?!\d)", r"-W0\1", value)
    value = re.sub(r"(?:-X+)+$", "", value)
    value = re.sub(r"^(\d{2,3})X+$", r"\1", value)
    value = re.sub(r"T(\d\d)$", r"T\1:00", value)
    return {"PT24H": "P1D", "PXCE": "PXC", "P10Y": "P1DE", "P1E": "P1DE"}.get(value, value)


def evaluate(corpus: Path, *, limit: int | None = None, parse: bool = True, model: str = "bundled") -> Report:
    """Score the tagger on a corpus.

    Parameters
    ----------
    corpus
        A JSON lines file; phrase sets of date parsers are told by their fields.
    limit
        Read only so many documents.
    parse
        Whether tenses come from the spaCy parse, as in the pipeline, or from word forms.
    model
        The spaCy pipeline.

    Raises
    ------
    DataError
        If the file is not such a corpus.
    """
    rows = _rows(corpus, limit)
    if any("values" in timex or "grain" in timex for row in rows for timex in row["timexes"]):
        from geomap.evaluation.phrases import evaluate_phrases

        return evaluate_phrases(corpus.name, rows)
    tagger = _parsing_tagger(model) if parse else _plain_tagger
    tally = _Tally()
    for row in rows:
        _score(row, [span for span in tagger(row) if not span.is_range], tally)
    return _report(corpus.name, tally)


def _rows(corpus: Path, limit: int | None) -> list[dict[str, Any]]:
    try:
        lines = corpus.read_text(encoding="utf-8").splitlines()
        rows: list[dict[str, Any]] = [json.loads(line) for line in lines if line.strip()][:limit]
    except (OSError, ValueError) as error:
        raise DataError(f"{corpus}: {error}", "Give a JSON lines file with text, dct and timexes.") from error
    if not all("text" in row and "timexes" in row for row in rows):
        raise DataError(f"{corpus}: a row lacks text or timexes.", "Give a JSON lines file with text, dct and timexes.")
    return rows


def published_of(row: dict[str, Any]) -> date | None:
    """Return the publication date of a row, or ``None``."""
    return date.fromisoformat(row["dct"][:10]) if row.get("dct") else None


def _plain_tagger(row: dict[str, Any]) -> Sequence[TimeSpan]:
    return tag(row["text"], published=published_of(row))


def _parsing_tagger(model: str) -> Callable[[dict[str, Any]], Sequence[TimeSpan]]:
    from geomap.language import Parser
    from geomap.model import Document
    from geomap.temporal import default_tagger

    parser, tagger = Parser(model), default_tagger()

    def run(row: dict[str, Any]) -> Sequence[TimeSpan]:
        document = Document(id=str(row["id"]), text=row["text"], published=published_of(row))
        return tagger.tag(parser.parse(document))

    return run


def _score(row: dict[str, Any], found: Iterable[TimeSpan], tally: _Tally) -> None:
    """Pair each gold timex with the overlapping answer, equal extents first, and count."""
    spans = list(found)
    gold = row["timexes"]
    tally.gold += len(gold)
    tally.found += len(spans)
    free = set(range(len(spans)))
    pairs: dict[int, int] = {}
    for equal in (True, False):
        for index, timex in enumerate(gold):
            if index in pairs:
                continue
            match = next((one for one in sorted(free) if _meets(timex, spans[one], equal=equal)), None)
            if match is not None:
                pairs[index] = match
                free.discard(match)
    for index, timex in enumerate(gold):
        _count(row, timex, spans[pairs[index]] if index in pairs else None, tally)
    for one in sorted(free):
        span = spans[one]
        tally.errors["spurious", construction(span.surface)].append(_shown(row, span.start, span.end, "", span.value))


def _meets(timex: dict[str, Any], span: TimeSpan, *, equal: bool) -> bool:
    if equal:
        return bool(timex["start"] == span.start and timex["end"] == span.end)
    return bool(timex["start"] < span.end and span.start < timex["end"])


def _count(row: dict[str, Any], timex: dict[str, Any], span: TimeSpan | None, tally: _Tally) -> None:
    shape = construction(timex["surface"])
    if span is None:
        shown = _shown(row, timex["start"], timex["end"], timex["value"], "")
        tally.errors["missed", shape].append(shown)
        return
    shown = _shown(row, timex["start"], timex["end"], timex["value"], span.value)
    tally.relaxed += 1
    tally.strict += _meets(timex, span, equal=True)
    tally.type += span.type.value == timex["type"]
    tally.value += span.value == timex["value"]
    tally.evened += even(span.value) == even(str(timex["value"]))
    if span.value != timex["value"]:
        tally.errors["value", shape].append(shown)
    elif span.type.value != timex["type"]:
        tally.errors["type", shape].append(shown)
    elif not _meets(timex, span, equal=True):
        tally.errors["extent", shape].append(f"{shown} [{span.surface}]")


def _shown(row: dict[str, Any], start: int, end: int, gold: str, found: str) -> str:
    text = row["text"]
    left, right = text[max(0, start - 40) : start], text[end : end + 25]
    context = f"{left}[{text[start:end]}]{right}".replace("\n", " ")
    return f"{context} | gold {gold or '-'} | found {found or '-'} | published {row.get('dct')}"


def _report(name: str, tally: _Tally) -> Report:
    scores = [
        Score("precision, relaxed", tally.relaxed / max(tally.found, 1), tally.found),
        Score("recall, relaxed", tally.relaxed / max(tally.gold, 1), tally.gold),
        Score("strict F1", tally.f1(tally.strict), tally.gold, "equal extents"),
        Score("relaxed F1", tally.f1(tally.relaxed), tally.gold, "overlapping extents"),
        Score("type F1", tally.f1(tally.type), tally.gold, "relaxed, with the right type"),
        Score("value F1", tally.f1(tally.value), tally.gold, "relaxed, with the right value"),
        Score("value F1, evened", tally.f1(tally.evened), tally.gold, "the same, 1968-XX taken for 1968, W7 for W07"),
    ]
    counts = Counter({key: len(rows) for key, rows in tally.errors.items()})
    listing = [
        f"{kind:<9}{count:4d}  {shape}  ::  {example}"
        for (kind, shape), count in counts.most_common()
        for example in tally.errors[kind, shape]
    ]
    return Report("dates", name, tuple(scores), tuple(listing))
