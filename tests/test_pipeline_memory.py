"""A long stream of ever new words leaves nothing behind, and reads the same."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pytest

from geomap.exporting.annotations import annotation_line
from geomap.language import parsing
from geomap.language.parsing import BUNDLED, load_pipeline
from geomap.model import Document
from geomap.pipeline import Pipeline, build_pipeline
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def pipeline(tmp_path: Path) -> Pipeline:
    return build_pipeline(Settings(answers=str(tmp_path / "none.sqlite")))


def documents(first: int, count: int = 20) -> Iterator[Document]:
    for number in range(first, first + count):
        text = f"Troops of General Xq{number}v and Zw{number}ers came to Kars in Turkey on 3 May 2021, said Qz{number}."
        yield Document(id=str(number), text=text)


def test_new_words_are_forgotten_once_many_are_kept(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    strings = load_pipeline(BUNDLED).vocab.strings
    expected = [annotation_line(item) for item in pipeline.annotate_many(documents(0))]
    monkeypatch.setattr(parsing, "_WORDS_KEPT", -1)
    held = len(strings)
    for first in (1000, 0, 2000, 0):
        found = [annotation_line(item) for item in pipeline.annotate_many(documents(first))]
        assert (found == expected) == (first == 0)
    assert len(strings) == held
    assert "Xq1003v" not in strings
    assert "Xq3v" in strings  # read before


def test_two_streams_may_be_read_by_turns(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_WORDS_KEPT", -1)
    streams = pipeline.annotate_many(documents(3000)), pipeline.annotate_many(documents(4000))
    found = [annotation_line(item) for item in chain.from_iterable(zip(*streams, strict=True))]
    alone = [annotation_line(item) for first in (3000, 4000) for item in pipeline.annotate_many(documents(first))]
    assert sorted(found) == sorted(alone)
