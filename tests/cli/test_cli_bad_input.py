"""Bad input gets a clear message and exit code, and leaves earlier outputs whole."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main

GOOD = (
    "Troops exercise in Poland\n\nWARSAW, 4 May 2022 — Polish and American troops held joint military exercises in "
    "Poland on Tuesday.\n"
)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GEOMAP_ANSWERS", str(tmp_path / "answers.sqlite"))
    return tmp_path


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=text)


def _earlier() -> Path:
    page = Path("outputs/map.html")
    page.parent.mkdir()
    page.write_text("earlier", encoding="utf-8")
    return page


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\n ", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("rows.jsonl", b'{"title": "no text"}\n', "text"),
        ("broken.jsonl", b"{not json}\n", "JSON"),
        ("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(64), ""),
    ],
)
def test_an_unreadable_document(name: str, content: bytes, words: str) -> None:
    page = _earlier()
    Path(name).write_bytes(content)
    result = run("map", name)
    assert result.exit_code in {1, 2}
    assert words.lower() in result.stderr.lower()
    assert "Traceback" not in result.output
    assert page.read_text(encoding="utf-8") == "earlier"


def test_five_megabytes_of_text_are_refused_with_the_remedy() -> None:
    page = _earlier()
    Path("huge.txt").write_text("Troops exercise in Poland. " * 190_000, encoding="utf-8")
    result = run("map", "huge.txt")
    assert result.exit_code == 1
    assert "limit" in result.stderr
    assert "max_document_chars" in result.stderr
    assert page.read_text(encoding="utf-8") == "earlier"


def test_a_missing_folder() -> None:
    page = _earlier()
    result = run("map", "nowhere/")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert page.read_text(encoding="utf-8") == "earlier"


def test_an_unwritable_output_is_told_before_the_work() -> None:
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    Path("a-file").write_text("x", encoding="utf-8")
    result = run("map", "good.txt", "-o", "a-file/map.html")
    assert result.exit_code == 2
    assert "a-file" in result.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder() -> None:
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    Path("closed").mkdir(mode=0o500)
    result = run("map", "good.txt", "-o", "closed/map.html")
    assert result.exit_code == 2


def test_an_output_that_is_a_folder() -> None:
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    Path("folder").mkdir()
    result = run("map", "good.txt", "-o", "folder")
    assert result.exit_code == 2
    assert "folder" in result.stderr


def test_no_date_is_said() -> None:
    Path("undated.txt").write_text("Troops will exercise in Poland next week.\n", encoding="utf-8")
    result = run("map", "undated.txt")
    assert result.exit_code == 0
    assert "No publication date" in result.stderr
    assert "--published" in result.stderr


def test_no_places_is_said() -> None:
    Path("plain.txt").write_text("The cat sat on the mat and slept all day.\n", encoding="utf-8")
    result = run("map", "plain.txt", "--published", "2021-01-18")
    assert result.exit_code == 0
    assert "No place names" in result.stderr


def test_one_bad_document_does_not_stop_the_others() -> None:
    Path("articles").mkdir()
    Path("articles/a-bad.txt").write_bytes(b"")
    Path("articles/b-good.txt").write_text(GOOD, encoding="utf-8")
    result = run("map", "articles", "--also", "events.geojson")
    assert result.exit_code == 1
    assert "a-bad.txt" in result.stderr
    assert "1 of 2 articles could not be read." in result.stderr
    features = json.loads(Path("events.geojson").read_text(encoding="utf-8"))["features"]
    assert any("POL" in str(feature) or "Poland" in str(feature) for feature in features)


def test_another_encoding_is_read_or_refused_but_never_mangled_silently() -> None:
    Path("old.txt").write_bytes("İstanbul'da tatbikat. Exercises were held in Şırnak on 4 May 2022.\n".encode("cp1254"))
    result = run("map", "old.txt", "--published", "2022-05-05")
    assert result.exit_code in {0, 1}
    assert "encoding" in result.stderr.lower() or "cp125" in result.stderr.lower()


def test_a_wrong_setting_names_the_setting(tmp_path: Path) -> None:
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "geomap.toml").write_text("langauge_model = 'x'\n", encoding="utf-8")
    result = run("map", "good.txt")
    assert result.exit_code == 2
    assert "langauge_model" in result.stderr


def test_a_missing_language_model_says_how_to_get_it() -> None:
    Path("good.txt").write_text(GOOD, encoding="utf-8")
    result = run("map", "good.txt", "--language-model", "en_core_web_none")
    assert result.exit_code == 1
    assert "pip install" in result.stderr


def test_annotate_keeps_order_and_drops_nothing() -> None:
    Path("rows.jsonl").write_text(
        json.dumps({"id": "one", "text": GOOD}) + "\n{broken\n" + json.dumps({"id": "three", "text": GOOD}) + "\n",
        encoding="utf-8",
    )
    result = run("annotate", "rows.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 1
    rows = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) == 3
    assert [row["error"] is None for row in rows] == [True, False, True]
    assert (rows[0]["id"], rows[2]["id"]) == ("one", "three")
    assert rows[1]["toponyms"] == rows[1]["times"] == rows[1]["events"] == []


def test_standard_input() -> None:
    result = run("annotate", "-", text=GOOD)
    assert result.exit_code == 0
    (row,) = (json.loads(line) for line in result.stdout.splitlines())
    assert any(toponym["surface"] == "Poland" for toponym in row["toponyms"])


def test_an_unknown_town_is_named_among_the_unplaced() -> None:
    Path("town.txt").write_text("A landslide killed three people near the town of Baggaoq.\n", encoding="utf-8")
    result = run("map", "town.txt", "--published", "2021-03-08")
    assert result.exit_code == 0
    assert "left unplaced, unknown or undecided: Baggaoq" in result.stderr
