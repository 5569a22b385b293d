"""A second annotation is scored as an answer would be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from geomap.evaluation.events_agreement import agreement, evaluate_agreement, same_place
from geomap.evaluation.golden_articles import Gold, article_paths, read_article
from geomap.gazetteer import open_gazetteer

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
SECOND = GOLDEN / "held" / "second"
EVENT: dict[str, Any] = {
    "label": "the bombing",
    "types": ["ASSAULT"],
    "status": ["happened"],
    "start": "2014-05-20",
    "end": "2014-05-20",
    "places": ["Jos"],
    "countries": [],
    "trigger": "bombs",
    "nth": 0,
    "optional": False,
}


def _gold(**changes: Any) -> Gold:
    values: dict[str, Any] = {
        "label": "the bombing",
        "types": ("ASSAULT", "HAZARD"),
        "status": ("happened",),
        "places": ("Jos",),
        "start": date(2014, 5, 20),
        "end": date(2014, 5, 20),
        "countries": (),
        "triggers": (40,),
        "optional": False,
    }
    return Gold(**(values | changes))


def _no_ids(name: str) -> frozenset[str]:
    del name
    return frozenset()


def _write(folder: Path, *events: dict[str, Any]) -> Path:
    folder.mkdir()
    text = "Jos, 21 May 2014. Two bombs tore through the market on Tuesday. The army promised to send two battalions."
    (folder / "jos.json").write_text(json.dumps({"text": text, "published": "2014-05-21", "events": events}))
    return folder


def test_the_second_readers_first_choice_counts() -> None:
    assert agreement(_gold(), _gold(types=("HAZARD", "ACCUSE")), _no_ids).type
    assert not agreement(_gold(), _gold(types=("ACCUSE", "ASSAULT")), _no_ids).type


def test_a_date_that_the_first_reader_leaves_open_cannot_be_wrong() -> None:
    assert agreement(_gold(end=None), _gold(end=date(2014, 6, 1)), _no_ids).date
    assert not agreement(_gold(), _gold(end=None), _no_ids).date


def test_one_telling_marked_by_both_is_enough() -> None:
    assert agreement(_gold(triggers=(40, 900)), _gold(triggers=(910,)), _no_ids).told
    assert not agreement(_gold(), _gold(triggers=(900,)), _no_ids).told


def test_other_names_of_a_place_are_the_place() -> None:
    gazetteer = open_gazetteer()

    def ids(name: str) -> frozenset[str]:
        return frozenset(item.place.id for item in gazetteer.lookup(name))

    assert same_place(("Mekelle",), "Mek'ele", ids)
    assert same_place((None,), None, ids)
    assert not same_place(("Mekelle",), None, ids)
    assert not same_place((None,), "Mekelle", ids)


def test_options_are_no_difference_of_opinion(tmp_path: Path) -> None:
    more = EVENT | {"label": "the promise", "types": ["SUPPORT"], "trigger": "promised", "optional": True}
    first, second = _write(tmp_path / "first", EVENT), _write(tmp_path / "second", EVENT, more)
    for sure in (False, True):
        scores = {score.name: score.value for score in evaluate_agreement(first, second, sure=sure).scores}
        assert scores["events, precision"] == scores["events, recall"] == 1.0


def test_what_only_one_reader_is_sure_of_counts_against_both(tmp_path: Path) -> None:
    more = EVENT | {"label": "the promise", "types": ["SUPPORT"], "trigger": "promised"}
    alone, both = _write(tmp_path / "alone", EVENT), _write(tmp_path / "both", EVENT, more)
    figures = [
        {score.name: score.value for score in evaluate_agreement(one, two).scores}
        for one, two in ((alone, both), (both, alone))
    ]
    assert [item["events, precision"] for item in figures] == [0.5, 1.0]
    assert [item["events, recall"] for item in figures] == [1.0, 0.5]


@pytest.mark.parametrize("path", article_paths(SECOND), ids=lambda path: path.stem)
def test_second_annotations_are_of_held_articles_and_point_into_them(path: Path) -> None:
    first, second = read_article(GOLDEN / "held" / path.name), read_article(path)
    assert first.document.text == second.document.text
    assert all(event.triggers for event in second.events)
