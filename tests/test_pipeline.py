"""The line itself: order, failures as values, the same bytes twice, and what a sample article comes to."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from geomap.documents import read_documents
from geomap.model import Document, FailedDocument
from geomap.pipeline import Pipeline, build_pipeline, unresolved_names
from geomap.resources import data_dir
from geomap.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ROOT = data_dir().parent


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    return build_pipeline(
        Settings(answers=str(tmp_path_factory.mktemp("line") / "none.sqlite"), max_document_chars=5_000)
    )


def test_documents_keep_their_order_and_none_is_dropped(pipeline: Pipeline) -> None:
    documents = [
        Document(id="one", text="Troops arrived in Poland."),
        FailedDocument(id="two", error="two cannot be read"),
        Document(id="three", text="Poland. " * 2_000),
        Document(id="four", text="Protesters marched in Lima."),
    ]
    annotations = list(pipeline.annotate_many(documents))
    assert [annotation.document.id for annotation in annotations] == ["one", "two", "three", "four"]
    assert [annotation.error is None for annotation in annotations] == [True, False, False, True]
    assert "5,000" in str(annotations[2].error)


def test_a_defect_in_one_document_does_not_stop_the_others(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    parse_many = type(pipeline.parser).parse_many

    def breaks_on_two(self: object, documents: list[Document]) -> object:
        if any(document.id == "two" for document in documents):
            raise RuntimeError("a defect")
        return parse_many(self, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(type(pipeline.parser), "parse_many", breaks_on_two)
    documents = [Document(id=name, text="Troops arrived in Poland.") for name in ("one", "two", "three")]
    annotations = list(pipeline.annotate_many(documents))
    assert [annotation.error for annotation in annotations] == [None, "two: RuntimeError: a defect", None]
    assert "two failed" in caplog.text


def test_names_that_no_gazetteer_knows_are_told_once(pipeline: Pipeline) -> None:
    text = "Troops arrived in the village of Qwertyushan. Qwertyushan lies in Poland."
    (annotation,) = pipeline.annotate_many([Document(id="one", text=text)])
    assert unresolved_names([annotation]) in {("Qwertyushan",), ()}
    assert "Poland" not in unresolved_names([annotation])


def test_the_same_input_gives_the_same_bytes(pipeline: Pipeline, tmp_path: Path) -> None:
    from geomap.exporting import export
    from geomap.mapping import render_page

    pages, files = [], []
    for name in ("first", "second"):
        event_map = pipeline.event_map(list(pipeline.annotate_many(read_documents([str(data_dir() / "articles")]))))
        pages.append(render_page(event_map))
        export(event_map, tmp_path / f"{name}.geojson")
        files.append((tmp_path / f"{name}.geojson").read_bytes())
    assert pages[0] == pages[1]
    assert files[0] == files[1]


def test_every_sample_article_is_read_placed_and_dated(pipeline: Pipeline) -> None:
    annotations = list(pipeline.annotate_many(read_documents([str(data_dir() / "articles")])))
    assert len(annotations) >= 6
    for annotation in annotations:
        assert annotation.error is None
        assert annotation.document.published is not None
        placed = [event for event in annotation.events if event.is_placed and event.edtf]
        assert len(placed) >= 2, annotation.document.path
    text = json.dumps(pipeline.event_map(annotations).__geo_interface__)
    assert "null island" not in text.lower()
    assert '"coordinates": [0.0, 0.0]' not in text


def test_the_committed_example_is_what_the_line_gives(pipeline: Pipeline, tmp_path: Path) -> None:
    """After a change that is meant to alter it: make it anew (outputs/example/README.md) and look at the diff."""
    from geomap.exporting import export

    article = data_dir() / "articles" / "kars-winter-exercise.txt"
    event_map = pipeline.event_map(list(pipeline.annotate_many(read_documents([str(article)]))))
    export(event_map, tmp_path / "example.geojson")
    committed = ROOT / "outputs" / "example" / "kars-winter-exercise.geojson"
    fresh, kept = (json.loads(path.read_text(encoding="utf-8")) for path in (tmp_path / "example.geojson", committed))
    for feature in (*fresh["features"], *kept["features"]):
        for figure in ("confidence", "alternatives"):  # their last digit may differ between processors
            del feature["properties"][figure]
    assert fresh == kept
