"""The options that choose places: a file of one's own, and the point of view."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from geomap.cli.main import main


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def test_info_shows_the_point_of_view_and_what_it_changes() -> None:
    usual, russian = (
        run("gazetteer", "info", "--name", "Simferopol"),
        run("gazetteer", "info", "--name", "Simferopol", "--point-of-view", "ru"),
    )
    assert "point of view    international" in usual.output
    assert "Counted here with" not in usual.output
    assert "point of view    RU" in russian.output
    assert "Counted here with RU" in russian.output
    assert "governed by RU since 2014-03-18, claimed by UA" in run("gazetteer", "info", "--name", "Crimea").output


def test_a_point_of_view_that_is_none_is_wrong_use() -> None:
    result = run("gazetteer", "info", "--point-of-view", "everybody")
    assert result.exit_code == 2
    assert "de facto" in result.output


@pytest.mark.parametrize("command", [["gazetteer", "info", "--name", "Camp Kestrel"]])
def test_a_file_of_ones_own_joins_with_one_flag(tmp_path: Path, command: list[str]) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name,lon,lat\nk1,Camp Kestrel,43.5,40.9\n", encoding="utf-8")
    assert "nothing bears this name" in run(*command).output
    assert "own:k1" in run(*command, "--gazetteer", str(own)).output


def test_the_line_counts_places_as_the_view_and_the_file_say(tmp_path: Path) -> None:
    own = tmp_path / "own.csv"
    own.write_text("id,name,lon,lat,country\nk1,Camp Kestrel,43.5,40.9,TR\n", encoding="utf-8")
    article = tmp_path / "a.jsonl"
    text = "A drone was shot down near Simferopol on Monday, and another near Camp Kestrel."
    spans = [
        {"start": text.index(name), "end": text.index(name) + len(name)} for name in ("Simferopol", "Camp Kestrel")
    ]
    article.write_text(json.dumps({"id": "a", "text": text, "published": "2024-05-01", "mentions": spans}) + "\n")
    out = tmp_path / "out.jsonl"
    result = run("annotate", str(article), "-o", str(out), "--gazetteer", str(own), "--point-of-view", "RU")
    assert result.exit_code == 0, result.output
    found = {row["surface"]: row["place"] for row in json.loads(out.read_text(encoding="utf-8"))["toponyms"]}
    assert found["Simferopol"]["country"] == "RU"
    assert found["Camp Kestrel"]["id"] == "own:k1"  # a person's own file is believed as curated regions are
