"""``geomap annotate``: a line a document, in order; spans that the input brings are resolved exactly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from click.testing import CliRunner

from geomap.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Rebels left Homs in Syria."


def annotated(tmp_path: Path, rows: list[dict[str, Any]], *flags: str) -> tuple[int, list[dict[str, Any]]]:
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = CliRunner().invoke(main, ["--quiet", "annotate", str(source), "-o", str(out), *flags])
    return done.exit_code, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def surfaces(row: dict[str, Any]) -> list[str]:
    return [item["surface"] for item in row["toponyms"] if item["kind"] != "relation"]


def test_brought_mentions_are_resolved_exactly_unless_told_otherwise(tmp_path: Path) -> None:
    row = {"id": "a", "text": TEXT, "mentions": [{"start": 12, "end": 16}]}
    _, (exact,) = annotated(tmp_path, [row], "--mentions")
    assert surfaces(exact) == ["Homs"]
    _, (anew,) = annotated(tmp_path, [row], "--no-mentions")
    assert surfaces(anew) == ["Homs", "Syria"]


def test_runners_up_say_why_not(tmp_path: Path) -> None:
    _, (row,) = annotated(tmp_path, [{"id": "a", "text": "They flew to Paris, Texas, on Monday."}])
    paris = next(item for item in row["toponyms"] if item["surface"] == "Paris")
    assert paris["reasons"]
    assert paris["alternatives"]
    assert all(other["reasons"] for other in paris["alternatives"])


def test_a_bad_document_keeps_its_place(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT}, {"id": "b", "text": None}, {"id": "c", "text": TEXT}]
    code, lines = annotated(tmp_path, rows)
    assert code == 1
    assert [line["error"] is None for line in lines] == [True, False, True]
    assert lines[1]["toponyms"] == []
