from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geomap.errors import DataError
from geomap.evaluation.toponyms import evaluate, read_golden
from geomap.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Shells fell on Homs and on Homs airport. Syria's army held Homs. Syrian television denied the Homs raid."


def mention(surface: str, lon: float | None = None, lat: float | None = None, **more: Any) -> dict[str, Any]:
    return {"surface": surface, "nth": 0, "kind": "literal", "country": "SY", "lon": lon, "lat": lat, **more}


MENTIONS = [
    mention("Homs", 36.72, 34.73),
    mention("Homs airport", 36.8, 34.6),
    mention("Syria"),
    mention("Syrian", kind="demonym"),
    mention("Shells fell on Homs", kind="relation"),
]


def folder(tmp_path: Path, mentions: list[dict[str, Any]]) -> Path:
    row = {"text": TEXT, "mentions": mentions, "dates": [], "events": []}
    (tmp_path / "one.json").write_text(json.dumps(row), encoding="utf-8")
    return tmp_path


def test_further_occurrences_of_a_name_mean_the_same(tmp_path: Path) -> None:
    [(document, golds)] = read_golden(folder(tmp_path, MENTIONS), open_gazetteer())
    assert document.text == TEXT
    assert [gold.surface for gold in golds] == ["Homs", "Homs airport", "Syria", "Homs", "Syrian", "Homs"]
    assert [gold.adjective for gold in golds] == [False, False, False, False, True, False]
    assert {(gold.lon, gold.lat) for gold in golds if gold.surface == "Homs"} == {(36.72, 34.73)}


def test_a_country_annotated_by_its_code_gets_the_gazetteers_point(tmp_path: Path) -> None:
    [(_, golds)] = read_golden(folder(tmp_path, MENTIONS), open_gazetteer())
    syria = [gold for gold in golds if gold.surface.startswith("Syria")]
    assert all(gold.placed and gold.feature == "COUNTRY" for gold in syria)


def test_a_folder_is_scored_like_a_corpus(tmp_path: Path) -> None:
    report = evaluate(folder(tmp_path, MENTIONS))
    found = {score.name: score.value for score in report.scores}
    assert found["recognition, overlapping F1, all toponyms"] == 1.0
    assert found["end to end, found and in the right country"] == 1.0


def test_a_mention_that_is_not_in_the_text_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"one\.json.*Aleppo"):
        list(read_golden(folder(tmp_path, [mention("Aleppo", 37.2, 36.2)]), open_gazetteer()))
