"""Place names: how many are found, how many are put in the right place, and how honest the scores are.

Gold is read in ``toponyms_gold`` and ``toponyms_golden``, judged a document at a time in ``toponyms_judging``, counted
in ``toponyms_scores`` and drawn in ``toponyms_page``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.evaluation.toponyms_gold import Gold, read_corpus
from geomap.evaluation.toponyms_golden import read_golden
from geomap.evaluation.toponyms_judging import CONTINENTS, Judged, Outcome, count_recognition, distance_km, measure
from geomap.evaluation.toponyms_scores import TASK, report

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.evaluation.report import Report

__all__ = [
    "CONTINENTS",
    "TASK",
    "Gold",
    "Judged",
    "Outcome",
    "count_recognition",
    "distance_km",
    "evaluate",
    "measure",
    "read_corpus",
    "read_golden",
    "report",
]


def evaluate(corpus: Path, *, limit: int | None = None, page: Path | None = None) -> Report:
    """Score recognition, resolution of gold spans, and both together.

    Parameters
    ----------
    corpus
        JSONL; one document a line with ``text`` and ``toponyms`` (``start``, ``end``, ``surface``, ``lon``, ``lat``,
        ``geonameid``). Where a line brings ``mentions``, those are taken for recognised. Or a folder of golden
        articles.
    limit
        Read no more documents than this.
    page
        Where to write an HTML page with the scores and a map of the errors.

    Returns
    -------
    Report
        Shares with 95 % bootstrap intervals over documents, and one line per error.

    Raises
    ------
    DataError
        If the corpus cannot be read.
    OutputError
        If the page cannot be written.
    """
    from geomap.gazetteer import open_gazetteer
    from geomap.language import Parser
    from geomap.recognition import default_recogniser
    from geomap.resolution.ranker import default_ranker
    from geomap.resolution.resolver import RankingResolver
    from geomap.spatial import open_shapes

    gazetteer = open_gazetteer()
    recogniser = default_recogniser(gazetteer)
    resolver = RankingResolver(gazetteer, open_shapes(), default_ranker(), recogniser)
    parser = Parser()

    def adjective(word: str) -> bool:
        return bool(gazetteer.demonym(word))

    documents = (
        read_golden(corpus, gazetteer, limit) if corpus.is_dir() else read_corpus(corpus, adjective, limit, gazetteer)
    )
    outcomes = [
        measure(parser.parse(document), gold, recogniser.recognise, resolver.places) for document, gold in documents
    ]
    found = report(corpus.stem, outcomes)
    if page is not None:
        from geomap.evaluation.toponyms_page import write_page

        write_page(page, found, outcomes)
    return found
