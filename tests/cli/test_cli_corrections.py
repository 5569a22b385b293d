"""The command that a card offers is one that works, and what it corrects is shown under its own name."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from geomap.cli import main
from geomap.documents import read_documents
from geomap.mapping.payload import payload
from geomap.pipeline import build_pipeline
from geomap.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

ARTICLE = "A protest was held in {} on 5 March 2021.\n"


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _run(words: Iterable[str]) -> Result:
    return CliRunner().invoke(main, [*words])


def _exported() -> tuple[dict[str, Any], str]:
    result = _run(["export", "a.txt", "-o", "out.geojson"])
    assert result.exit_code == 0, result.output
    (feature,) = json.loads(Path("out.geojson").read_text(encoding="utf-8"))["features"]
    properties: dict[str, Any] = feature["properties"]
    return properties, result.stderr


def _offered() -> list[str]:
    pipeline = build_pipeline(load_settings())
    made = payload(pipeline.event_map(list(pipeline.annotate_many(read_documents(["a.txt"])))))
    return shlex.split(json.loads(made.details[0])["correct"])[1:]


@pytest.mark.parametrize("place", ["northern Luzon", "a street near Douentza", "Kars", "the village of Qwertyushan"])
def test_the_offered_command_works(place: str) -> None:
    Path("a.txt").write_text(ARTICLE.format(place), encoding="utf-8")
    noted = _run([*_offered(), "geonames:1723983"])
    assert noted.exit_code == 0, noted.output
    properties, told = _exported()
    assert "applied once" in told
    assert "met nothing" not in told
    assert (properties["place_id"], properties["place_name"]) == ("geonames:1723983", "Bontoc")
    assert properties["title"] == "Protest in Bontoc"


def test_a_label_is_shown() -> None:
    Path("a.txt").write_text(ARTICLE.format("Kars"), encoding="utf-8")
    noted = _run(["correct", "Kars", "--at", "40.61,43.09", "--label", "Kars barracks"])
    assert noted.exit_code == 0, noted.output
    properties, _ = _exported()
    assert properties["place_name"] == "Kars barracks"
    assert properties["title"] == "Protest at Kars barracks"
