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


def _detail() -> dict[str, Any]:
    pipeline = build_pipeline(load_settings())
    made = payload(pipeline.event_map(list(pipeline.annotate_many(read_documents(["a.txt"])))))
    detail: dict[str, Any] = json.loads(made.details[0])
    return detail


def _offered() -> list[str]:
    return shlex.split(_detail()["correct"])[1:]


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


def test_a_label_is_said_back() -> None:
    noted = _run(["correct", "Kars", "--at", "40.61,43.09", "--label", "Kars barracks"])
    assert "“Kars” is Kars barracks (latitude 40.61, longitude 43.09), everywhere" in noted.output


@pytest.mark.parametrize("event", ["ev-24d2a32f", "Royal visit to Chiva", "24d2a32f0c51b7e9", "ev-24D2A32F0C51B7E9"])
def test_what_is_no_event_s_id_is_refused_with_the_remedy(event: str) -> None:
    for words in (["--event", event, "--status", "cancelled"], ["--event", "ev-24d2a32f0c51b7e9", "--merge", event]):
        refused = _run(["correct", *words])
        assert refused.exit_code == 2
        assert "is no event's id" in refused.output
        assert "card" in refused.output
    assert not Path("corrections.toml").exists()


def test_a_correction_of_no_event_is_told() -> None:
    Path("a.txt").write_text(ARTICLE.format("Kars"), encoding="utf-8")
    event = "ev-24d2a32f0c51b7e9"
    assert _run(["correct", "--event", event, "--status", "cancelled"]).exit_code == 0
    _, told = _exported()
    assert f"met nothing, no event of these articles has this id: event {event}" in told


def test_a_corrected_status_says_so_on_the_card() -> None:
    Path("a.txt").write_text(ARTICLE.format("Kars"), encoding="utf-8")
    properties, _ = _exported()
    event = str(properties["id"])
    assert _run(["correct", "--event", event, "--status", "cancelled", "--who", "ada"]).exit_code == 0
    assert _run(["correct", "Kars", "--at", "40.61,43.09", "--label", "barracks", "--who", "bob"]).exit_code == 0
    status, place = sorted(_detail()["corrected"], reverse=True)
    assert status.startswith("status corrected by ada on ")
    assert status.endswith("geomap said happened")
    assert place.startswith("place corrected by bob on ")
