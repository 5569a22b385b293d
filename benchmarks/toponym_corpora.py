"""Toponym corpora for training: read, parsed once, divided into folds that tagger and ranker share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.toponyms import read_corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from geomap.evaluation.toponyms import Gold
    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Document

FOLDS = 3
SEED = 7
# Corpora that leave demonyms and names inside organisations' names unannotated: those teach nothing there.
SPARING = frozenset({"tud-loc-2013"})


def folded(
    path: Path,
    adjective: Callable[[str], bool],
    cache: Path | None,
    limit: int | None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[tuple[ParsedDocument, list[Gold], int]]:
    """Yield the parsed documents of a corpus with their gold toponyms and the fold each belongs to."""
    documents = list(read_corpus(path, adjective, limit, gazetteer))
    folds = np.random.default_rng(SEED).permutation(np.arange(len(documents)) % FOLDS)
    parses = parsed_all([document for document, _ in documents], cache / f"{path.stem}.spacy" if cache else None)
    for parsed, (_, gold), fold in zip(parses, documents, folds, strict=True):
        yield parsed, gold, int(fold)


def parsed_all(documents: Sequence[Document], kept: Path | None) -> list[ParsedDocument]:
    """Return the documents parsed; the parses are kept in a file when one is named."""
    from spacy.tokens import DocBin

    from geomap.language import ParsedDocument, Parser

    parser = Parser()
    if kept and kept.exists():
        docs = DocBin().from_disk(kept).get_docs(parser._nlp.vocab)  # noqa: SLF001 -- the vectors live there
        return [ParsedDocument(document, doc) for document, doc in zip(documents, docs, strict=False)]
    parses = list(parser.parse_many(documents))
    if kept:
        names = ("ORTH", "LEMMA", "TAG", "POS", "DEP", "HEAD", "ENT_TYPE", "ENT_IOB", "SENT_START", "MORPH", "NORM")
        store = DocBin(attrs=list(names))
        for parsed in parses:
            store.add(parsed.doc)
        store.to_disk(kept)
    return parses
