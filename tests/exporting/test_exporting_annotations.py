"""A line of JSON says what the record says."""

from __future__ import annotations

import json
from collections import OrderedDict

import pytest
import shapely

from geomap.documents import read_documents
from geomap.exporting import annotations
from geomap.exporting.annotations import annotation_line, annotation_record
from geomap.model import Annotation, Document, Mention, MentionKind, Resolution, WherePrec
from geomap.pipeline import build_pipeline
from geomap.resources import data_dir
from geomap.settings import Settings

HOSTILE = 'a "geometry": null, \\"geometry\\": null'


def test_lines_are_the_records_of_the_sample_articles() -> None:
    pipeline = build_pipeline(Settings())
    for annotation in pipeline.annotate_many(read_documents([str(data_dir() / "articles")])):
        assert annotation_line(annotation) == json.dumps(annotation_record(annotation), ensure_ascii=False)
        sure = json.loads(annotation_line(annotation, min_confidence=0.6))["events"]
        assert sure == [event for event in annotation_record(annotation)["events"] if event["confidence"] >= 0.6]


@pytest.mark.parametrize("geometry", [None, shapely.Point(1, 2), shapely.Point(1, 2).buffer(3, quad_segs=99)])
def test_a_name_that_looks_like_a_key_stays_a_name(geometry: shapely.Geometry | None) -> None:
    mention = Mention(0, len(HOSTILE), HOSTILE, MentionKind.LITERAL)
    found = Resolution(mention, place=None, geometry=geometry, where_prec=WherePrec.EXACT if geometry else None)
    annotation = Annotation(Document(id=HOSTILE, text=HOSTILE), toponyms=(found,))
    (told,) = json.loads(annotation_line(annotation))["toponyms"]
    assert told == annotation_record(annotation)["toponyms"][0]
    assert told["surface"] == HOSTILE
    assert (told["geometry"] is None) == (geometry is None)


def test_no_more_outlines_are_remembered_than_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(annotations, "_OUTLINES", 3)
    monkeypatch.setattr(annotations, "_outlines", OrderedDict())
    shapes = [shapely.Point(x, 0).buffer(1, quad_segs=99) for x in range(9)]
    texts = [annotations._text(shape) for shape in shapes]
    assert texts == [annotations._text(shape) for shape in shapes]
    assert len(set(texts)) == len(shapes)
    assert len(annotations._outlines) <= 3
