"""`geomap annotate`: a stream in, a line out for each document, in order; what a row brings is honoured."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from shapely.geometry import shape

from geomap.cli.annotating import annotated_lines
from geomap.errors import GeomapError
from geomap.exporting.annotations import _text
from geomap.model import Document, FailedDocument, Span
from geomap.settings import Settings
from geomap.spatial import open_shapes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEXTS = ["Troops arrived in Poland on 3 May 2021.", "Protesters marched in Lima.", "Floods hit Kerala, India."]
TOPONYM = {
    "start", "end", "surface", "kind", "status", "place", "geometry", "relation", "where_prec", "score", "alternatives",
}  # fmt: skip
TIME = {"start", "end", "surface", "type", "value", "from", "to", "edtf", "precision", "range"}
EVENT = {
    "id", "type", "mode", "context", "label", "status", "from", "to", "edtf", "date_prec", "geometry", "place_name",
    "place_id", "country", "where_prec", "toponym", "actors", "evidence", "confidence",
}  # fmt: skip


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(answers=str(tmp_path / "none.sqlite"), max_document_chars=2_000)


def rows(documents: Any, settings: Settings, processes: int = 1) -> list[dict[str, Any]]:
    return [json.loads(line) for line, _ in annotated_lines(documents, settings, processes)]


def test_every_field_of_the_contract(settings: Settings) -> None:
    (row,) = rows([Document(id="a", text=TEXTS[0])], settings)
    assert {"id", "published", "error", "toponyms", "times", "events"} <= set(row)
    assert row["toponyms"]
    assert row["times"]
    assert row["events"]
    for name, fields in (("toponyms", TOPONYM), ("times", TIME), ("events", EVENT)):
        assert all(fields <= set(item) for item in row[name])
    for item in (*row["toponyms"], *row["times"]):
        assert TEXTS[0][item["start"] : item["end"]] == item["surface"]


def test_several_processes_give_the_same_lines_in_order(settings: Settings) -> None:
    documents: list[Document | FailedDocument] = [Document(id=f"{n}", text=TEXTS[n % 3]) for n in range(20)]
    documents.insert(4, FailedDocument(id="bad", error="bad cannot be read"))
    documents.insert(9, Document(id="long", text="Poland. " * 400))
    alone = list(annotated_lines(documents, settings))
    assert list(annotated_lines(iter(documents), settings, processes=2)) == alone
    assert [json.loads(line)["id"] for line, _ in alone] == [document.id for document in documents]
    failed = {json.loads(line)["id"]: error for line, error in alone if error}
    assert set(failed) == {"bad", "long"}
    assert all(not json.loads(line)["toponyms"] for line, error in alone if error)


def test_mentions_that_a_document_brings_are_the_ones_resolved(settings: Settings) -> None:
    document = Document(id="m", text="Rebels left Homs for Kars province.", mentions=(Span(12, 16),))
    (row,) = rows([document], settings)
    places = [item for item in row["toponyms"] if item["kind"] != "relation"]
    assert [item["surface"] for item in places] == ["Homs"]
    assert places[0]["place"]["country"] == "SY"


def test_the_stream_is_read_no_further_than_it_must(settings: Settings) -> None:
    read = []

    def source() -> Iterator[Document]:
        for number in range(1_000):
            read.append(number)
            yield Document(id=str(number), text=TEXTS[number % 3])

    next(annotated_lines(source(), settings))
    assert len(read) < 20


def test_events_below_the_wanted_confidence_are_left_out(settings: Settings, tmp_path: Path) -> None:
    sure = Settings(answers=str(tmp_path / "none.sqlite"), min_confidence=1.0)
    assert rows([Document(id="a", text=TEXTS[0])], settings)[0]["events"]
    assert rows([Document(id="a", text=TEXTS[0])], sure)[0]["events"] == []


def test_a_line_that_cannot_be_built_says_why(tmp_path: Path) -> None:
    wrong = Settings(answers=str(tmp_path / "none.sqlite"), language_model="en_core_web_none")
    for processes in (1, 2):
        with pytest.raises(GeomapError, match="en_core_web_none"):
            next(annotated_lines([Document(id="a", text="x")], wrong, processes))


@pytest.mark.parametrize("code", ["CA", "KI", "TR", "LI"])
def test_outlines_are_drawn_simply_and_stay_true(code: str) -> None:
    whole = open_shapes().country(code)
    assert whole is not None
    drawn = json.loads(_text(whole))
    assert len(json.dumps(drawn)) < 200_000
    read = shape(drawn)
    assert read.is_valid
    assert read.symmetric_difference(whole).area < 0.02 * whole.area
