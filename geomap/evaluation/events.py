"""Events scored against gold: golden articles, event places, PLOVER types, attack reports, typed triggers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.evaluation import events_golden, events_sentences, golden_groups

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.evaluation.report import Report


def evaluate(corpus: Path, *, limit: int | None = None) -> Report:
    """Score the built-in event extractor on a corpus.

    Parameters
    ----------
    corpus
        A folder of golden articles, or a JSON lines file: news sentences with an event verb and its places, sentences
        with a PLOVER type, MUC-4 reports, RAMS or WikiEvents passages. The first row's fields tell which.
    limit
        Only the first so many rows or articles.

    Raises
    ------
    UsageError
        If the file is of none of these kinds.
    """
    if corpus.is_dir():
        report = events_golden.evaluate_golden(corpus, limit=limit)
        scores, errors = golden_groups.score_groups(corpus) if limit is None else ((), ())
        return replace(report, scores=report.scores + scores, listing=report.listing + errors)
    with corpus.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(limit or 10**9), lines, strict=False)]
    first = rows[0] if rows else {}
    for field, score in (
        ("verb", events_sentences.event_places),
        ("event_type", events_sentences.plover_types),
        ("dct", events_sentences.attack_reports),
        ("trigger", events_sentences.typed_passages),
        ("tokens", events_sentences.wiki_documents),
    ):
        if field in first:
            return score(corpus.name, rows)
    raise UsageError(f"{corpus} is of no kind that events are scored on.", "See the README of the development corpora.")
