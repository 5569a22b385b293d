"""Annotations as lines of JSON, in input order and bounded memory, made here or by several processes."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

from geomap.errors import GeomapError
from geomap.exporting.annotations import annotation_line
from geomap.pipeline import build_pipeline, in_batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from geomap.model import Document, FailedDocument
    from geomap.pipeline import Pipeline
    from geomap.settings import Settings

Line = tuple[str, str | None]
_AHEAD = 2  # batches that wait for each process, beside the one it reads
_pipeline: list[Pipeline] = []  # one a process


def annotated_lines(
    documents: Iterable[Document | FailedDocument], settings: Settings, processes: int = 1
) -> Iterator[Line]:
    """Yield each document's annotation as JSON, and its error, in input order.

    Parameters
    ----------
    documents
        Read only a few batches ahead of what is yielded.
    settings
        Of the line; each process builds its own.
    processes
        With 1, all is done in this process.

    Raises
    ------
    GeomapError
        If the line cannot be built, or a process died.
    """
    if processes == 1:
        yield from _lines(build_pipeline(settings), documents, settings.min_confidence)
        return
    spawned = multiprocessing.get_context("spawn")  # a forked gazetteer would share its SQLite connection
    waiting: deque[Future[list[Line]]] = deque()
    with ProcessPoolExecutor(processes, spawned) as pool:
        try:
            for batch in in_batches(documents):
                waiting.append(pool.submit(_annotated, batch, settings))
                if len(waiting) > _AHEAD * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as error:
            raise GeomapError(
                "A process that annotated ended early; it may have run out of memory.", "Use fewer --processes."
            ) from error


def _lines(pipeline: Pipeline, documents: Iterable[Document | FailedDocument], min_confidence: float) -> Iterator[Line]:
    for annotation in pipeline.annotate_many(documents):
        yield annotation_line(annotation, min_confidence), annotation.error


def _annotated(batch: list[Document | FailedDocument], settings: Settings) -> list[Line]:
    if not _pipeline:
        _pipeline.append(build_pipeline(settings))
    return list(_lines(_pipeline[0], batch, settings.min_confidence))
