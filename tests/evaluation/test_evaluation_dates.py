"""The scorer against gold made by hand, where every figure can be counted on the fingers."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from geomap.errors import DataError
from geomap.evaluation.dates import construction, evaluate, even
from geomap.evaluation.phrase_readings import Reading, answers_of, expected, seconds
from geomap.temporal import tag

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "They met on May 4, 2020 and talked for two days. Sales rose last year."


def _timex(surface: str, kind: str, value: str) -> dict[str, Any]:
    start = TEXT.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, "type": kind, "value": value}


def _corpus(tmp_path: Path, timexes: list[dict[str, Any]]) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "a", "text": TEXT, "dct": "2021-01-18", "timexes": timexes}), encoding="utf-8")
    return path


def test_perfect_gold_scores_one(tmp_path: Path) -> None:
    gold = [
        _timex("May 4, 2020", "DATE", "2020-05-04"),
        _timex("two days", "DURATION", "P2D"),
        _timex("last year", "DATE", "2020"),
    ]
    report = evaluate(_corpus(tmp_path, gold), parse=False)
    assert {score.name: score.value for score in report.scores} == dict.fromkeys(
        ["precision, relaxed", "recall, relaxed", "strict F1", "relaxed F1", "type F1", "value F1", "value F1, evened"],
        1.0,
    )
    assert report.listing == ()


def test_each_kind_of_error_is_counted_and_listed(tmp_path: Path) -> None:
    gold = [
        _timex("on May 4, 2020", "DATE", "2020-05-04"),  # extent
        _timex("two days", "DURATION", "P3D"),  # value
        _timex("They", "DATE", "2020"),  # missed; "last year" is spurious
    ]
    report = evaluate(_corpus(tmp_path, gold), parse=False)
    scores = {score.name: round(score.value, 3) for score in report.scores}
    assert scores["relaxed F1"] == 0.667
    assert scores["strict F1"] == 0.333
    assert scores["value F1"] == 0.333
    kinds = sorted(line.split()[0] for line in report.listing)
    assert kinds == ["extent", "missed", "spurious", "value"]


def test_the_parse_may_decide_the_tense(tmp_path: Path) -> None:
    report = evaluate(_corpus(tmp_path, [_timex("last year", "DATE", "2020")]), parse=True)
    assert next(score.value for score in report.scores if score.name == "recall, relaxed") == 1.0


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text('{"text": "no times"}', encoding="utf-8")
    with pytest.raises(DataError, match="timexes"):
        evaluate(path)
    with pytest.raises(DataError, match="No such file"):
        evaluate(tmp_path / "missing.jsonl")


@pytest.mark.parametrize(
    ("value", "evened"),
    [
        ("1968-XX", "1968"),
        ("1998-10-XX", "1998-10"),
        ("198X", "198"),
        ("2000-W7", "2000-W07"),
        ("1989-11-06T17", "1989-11-06T17:00"),
    ],
)
def test_notations_are_evened(value: str, evened: str) -> None:
    assert even(value) == evened


def test_constructions_forget_which_month_it_was() -> None:
    assert construction("Early  March 1999") == "early MONTH YEAR"
    assert construction("two weeks ago") == "N UNIT ago"


def test_phrase_sets_are_scored_by_category(tmp_path: Path) -> None:
    rows = [
        {"text": "on 4 May 2020", "dct": "2021-01-18T00:00:00", "timexes": [_phrase("date", value="2020-05-04")]},
        {"text": "for two days", "dct": None, "timexes": [_phrase("duration", value="172800")]},
        {"text": "for two days", "dct": None, "timexes": [_phrase("duration", value="1")]},
        {"text": "no time at all", "dct": None, "timexes": []},
    ]
    path = tmp_path / "phrases.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    report = evaluate(path, parse=False)
    assert {score.name.partition(",")[0]: score.value for score in report.scores} == {
        "all": 0.75,
        "date": 1.0,
        "duration": 0.5,
        "nothing": 1.0,
    }
    assert len(report.listing) == 1


def _phrase(kind: str, **value: str) -> dict[str, Any]:
    return {"surface": "x", "type": kind, "value": "", "values": [{"timex": "", "type": kind, **value}]}


def test_readings_are_comparable() -> None:
    assert seconds("P1DT2H") == "93600"
    assert seconds("PXD") == "PXD"
    (span,) = tag("in May 2020")
    timex = {"type": "datetime", "grain": "Month", "value": "2020-05-01T00:00:00", "value_end": None}
    assert expected(timex) == answers_of(span)
    assert expected({"type": "x", "grain": "Hour", "value": "2020-05-01T17:30:00", "value_end": None}) == [
        Reading(span.date_from, span.date_from, "17:30")
    ]


@pytest.mark.corpus
@pytest.mark.parametrize(
    ("name", "relaxed", "value"),
    [("timebank_te3", 0.93, 0.81), ("aquaint_te3", 0.92, 0.74), ("wikiwars-dev", 0.93, 0.85)],
)
def test_development_corpora_stay_above_their_floors(corpora: Path, name: str, relaxed: float, value: float) -> None:
    report = evaluate(corpora / "temporal" / f"{name}.jsonl", parse=False)
    scores = {score.name: score.value for score in report.scores}
    assert scores["relaxed F1"] >= relaxed
    assert scores["value F1"] >= value
