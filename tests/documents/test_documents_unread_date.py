"""A row that calls its date something else is told what geomap reads."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING

from geomap.documents import read_documents
from geomap.model import Document

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def _read(path: Path, row: dict[str, str]) -> Document:
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    (document,) = read_documents([str(path)])
    assert isinstance(document, Document)
    return document


def test_a_date_under_another_name_is_not_read_but_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "geomap"):
        document = _read(tmp_path / "rows.jsonl", {"text": "Troops marched in Lima.", "date": "2023-01-10"})
    assert document.published is None
    assert "'date' is not read; call it 'published'" in caplog.text


def test_nothing_is_told_when_published_is_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    row = {"text": "Troops marched in Lima.", "date": "2023-01-10", "published": "2023-01-11"}
    with caplog.at_level(logging.WARNING, "geomap"):
        document = _read(tmp_path / "rows.jsonl", row)
    assert str(document.published) == "2023-01-11"
    assert not caplog.text
