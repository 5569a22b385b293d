"""Two hundred golden sentences of news in our own words; what they mean was written down before any output was seen."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.temporal import tag

GOLDEN = Path(__file__).with_name("golden_sentences.jsonl")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def test_there_are_two_hundred() -> None:
    assert len({row["text"] for row in ROWS}) >= 200


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_sentence(row: dict[str, Any]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    spans = tag(row["text"], published=published)
    found = {
        (span.surface, span.type.value, span.value, _iso(span.date_from), _iso(span.date_to), span.is_range)
        for span in spans
    }
    expected = {
        (time["surface"], time["type"], time["value"], time["from"], time["to"], time.get("range", False))
        for time in row["times"]
    }
    assert found == expected
    vague = {time["surface"] for time in row["times"] if time.get("approximate")}
    assert {span.surface for span in spans if span.edtf.endswith("~") and not span.is_range} == vague
    for span in spans:
        assert row["text"][span.start : span.end] == span.surface
