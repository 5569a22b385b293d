"""Annotations as lines of JSON, in input order and bounded memory, made here or by several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from geomap.errors import GeomapError
from geomap.exporting.annotations import annotation_line
from geomap.pipeline import build_pipeline, in_batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

    from geomap.model import Document, FailedDocument
    from geomap.pipeline import Pipeline
    from geomap.settings import Settings

    Batch = list[Document | FailedDocument]

Line = tuple[str, str | None]
_AHEAD = 2  # batches that wait for each process, beside the one it reads
_LOOK_S = 1.0  # how often a process looks whether the one that it works for still lives
_pipeline: list[Pipeline] = []  # that of this process, or the one it was forked with


def annotated_lines(
    documents: Iterable[Document | FailedDocument], settings: Settings, processes: int = 1
) -> Iterator[Line]:
    """Yield each document's annotation as JSON, and its error, in input order.

    Parameters
    ----------
    documents
        Read only a few batches ahead of what is yielded.
    settings
        Of the line.
    processes
        With 1, all is done in this process. Otherwise this one reads the first batch, and as many more read the rest:
        where the system can fork, they share what this one has loaded.

    Raises
    ------
    GeomapError
        If the line cannot be built, or a process died.
    """
    pipeline = build_pipeline(settings)
    batches = in_batches(documents)
    with _settled():
        for batch in islice(batches, None if processes == 1 else 1):
            yield from _lines(pipeline, batch, settings.min_confidence)
        if processes > 1:
            _pipeline[:] = [pipeline]
            try:
                yield from _shared(batches, settings, processes)
            finally:
                _pipeline.clear()


@contextmanager
def _settled() -> Iterator[None]:
    """Spare the collector of cycles the models and tables that stay anyway; forked processes then share them."""
    gc.collect()
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _shared(batches: Iterator[Batch], settings: Settings, processes: int) -> Iterator[Line]:
    waiting: deque[Future[list[Line]]] = deque()
    pool: ProcessPoolExecutor | None = None
    try:
        for batch in batches:
            # Begun with the first batch that needs it.
            pool = pool or ProcessPoolExecutor(processes, _context(), _begin, (os.getpid(),))
            waiting.append(pool.submit(_annotated, batch, settings))
            if len(waiting) > _AHEAD * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BrokenProcessPool as error:
        raise GeomapError(
            "A process that annotated ended early; it may have run out of memory.", "Use fewer --processes."
        ) from error
    finally:
        if pool is not None:  # whatever ended the reading, no process outlives it
            pool.shutdown(wait=True, cancel_futures=True)


def _context() -> BaseContext:
    """Fork where that is sound: on Linux, and with no other thread that might hold a lock just then."""
    forks = sys.platform == "linux" and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")


def _begin(parent: int) -> None:
    """Leave Ctrl-C to the process that was started, and end when it does, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK_S)
    os._exit(1)


def _lines(pipeline: Pipeline, documents: Iterable[Document | FailedDocument], min_confidence: float) -> Iterator[Line]:
    for annotation in pipeline.annotate_many(documents):
        yield annotation_line(annotation, min_confidence), annotation.error


def _annotated(batch: Batch, settings: Settings) -> list[Line]:
    if not _pipeline:
        _pipeline.append(build_pipeline(settings))
    return list(_lines(_pipeline[0], batch, settings.min_confidence))
