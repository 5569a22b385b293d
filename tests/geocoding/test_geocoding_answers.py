"""The store: what is recorded comes back, and the three states are never confused."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from geomap.errors import GeocodingError
from geomap.geocoding import RecordedGazetteer, open_answers
from geomap.geocoding import schema as store_schema
from geomap.geocoding.records import AnswerStatus, Failure, RecordedPlace, Reply, make_key
from geomap.model import Place

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.geocoding import Answers

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
KARS = RecordedPlace(
    Place("osm:node/26", "Kars", 43.0975, 40.6085, "P", "PPLA", "TR", "TR-36", population=91450, source="nominatim"),
    "node",
    26,
    "Kars, Turkey",
    0.52,
    (42.9, 40.5, 43.2, 40.7),
)
FOUND = Reply((KARS,), '[{"lat": "40.6085"}]', '{"limit":10}', "http://127.0.0.1", "ODbL 1.0")


def failure(days: int = 0) -> Failure:
    return Failure(
        "timeout",
        "no answer within 10 s",
        failed_at=NOON + timedelta(days=days),
        due_at=NOON + timedelta(days=days, hours=1),
    )


def test_found_comes_back_as_it_went_in(answers: Answers) -> None:
    answers.record(make_key("Kars", "nominatim"), "Kars", FOUND, at=NOON)
    (answer,) = answers.find("KARS")
    assert answer.status is AnswerStatus.FOUND
    assert answer.reply == FOUND
    assert answer.retrieved_at == answer.checked_at == NOON
    assert answer.failure is None


def test_not_found_is_an_answer_with_no_places(answers: Answers) -> None:
    answers.record(make_key("Qwxyz", "nominatim"), "Qwxyz", Reply((), "[]"), at=NOON)
    (answer,) = answers.find("qwxyz")
    assert (answer.status, answer.places, answer.retrieved_at) == (AnswerStatus.NOT_FOUND, (), NOON)


def test_a_failure_is_no_answer(answers: Answers) -> None:
    answers.record_failure(make_key("Kars", "nominatim"), "Kars", failure())
    (answer,) = answers.find("Kars")
    assert (answer.status, answer.reply, answer.retrieved_at) == (AnswerStatus.FAILED, None, None)
    assert answer.failure is not None
    assert (answer.failure.kind, answer.failure.count) == ("timeout", 1)
    assert answers.missing(["Kars"]) == ("Kars",)


def test_a_failure_leaves_the_last_answer_in_place(answers: Answers) -> None:
    key = make_key("Kars", "nominatim")
    answers.record(key, "Kars", FOUND, at=NOON)
    answers.record_failure(key, "Kars", failure(1))
    answers.record_failure(key, "Kars", failure(2))
    answer = answers.get(key)
    assert answer is not None
    assert (answer.status, answer.reply, answer.retrieved_at) == (AnswerStatus.FOUND, FOUND, NOON)
    assert answer.failure is not None
    assert (answer.failure.count, answer.failure.failed_at) == (2, NOON + timedelta(days=2))
    answers.record(key, "Kars", FOUND, at=NOON + timedelta(days=3))
    recovered = answers.get(key)
    assert recovered is not None
    assert recovered.failure is None


def test_the_bounding_context_is_part_of_the_question(answers: Answers) -> None:
    answers.record(make_key("Tripoli", "nominatim"), "Tripoli", Reply((), "[]"), at=NOON)
    answers.record(make_key("Tripoli", "nominatim", "lb"), "Tripoli", FOUND, at=NOON)
    assert [(answer.key.context, answer.status.value) for answer in answers.find("Tripoli")] == [
        ("", "not_found"),
        ("country=LB", "found"),
    ]


def test_a_new_answer_replaces_all_places_of_the_old(answers: Answers) -> None:
    key = make_key("Kars", "nominatim")
    other = replace(KARS, place=replace(KARS.place, id="osm:node/27"), osm_id=27)
    answers.record(key, "Kars", replace(FOUND, places=(KARS, other)), at=NOON)
    answers.record(key, "Kars", replace(FOUND, places=(other,)), at=NOON)
    assert [place.osm_id for place in answers.find("Kars")[0].places] == [27]
    assert RecordedGazetteer(answers).get("osm:node/26") is None


def test_a_block_is_committed_whole_or_not_at_all(answers: Answers) -> None:
    def half() -> None:
        with answers.writing():
            answers.record(make_key("Kars", "nominatim"), "Kars", FOUND, at=NOON)
            raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        half()
    assert answers.find("Kars") == ()


def test_wanted_names_are_counted_once_by_key(answers: Answers) -> None:
    answers.want("Ağdam", "doc-1", at=NOON)
    answers.want("AGDAM", "doc-2", at=NOON + timedelta(days=1))
    answers.want("St. Pierre", at=NOON)
    answers.want("…", at=NOON)
    first, second = answers.wanted()
    assert (first.name, first.context, first.times, first.last_at) == ("Ağdam", "doc-1", 2, NOON + timedelta(days=1))
    assert second.query == "saint pierre"


def test_missing_keeps_order_and_drops_repeats_and_answered(answers: Answers) -> None:
    answers.record(make_key("Kars", "nominatim"), "Kars", FOUND, at=NOON)
    answers.record(make_key("Nowhere", "nominatim"), "Nowhere", Reply((), "[]"), at=NOON)
    assert answers.missing(["Zeta", "Kars", "Beta", "ZETA", "nowhere", "?"]) == ("Zeta", "Beta")


def test_everything_pages_through_in_key_order(answers: Answers) -> None:
    names = [f"Place {number:04}" for number in range(1203)]
    with answers.writing():
        for name in reversed(names):
            answers.record(make_key(name, "nominatim"), name, Reply((), "[]"), at=NOON)
    assert [answer.name for answer in answers.everything()] == names


def test_recorded_gazetteer_speaks_the_protocol(answers: Answers) -> None:
    other = replace(KARS, place=replace(KARS.place, id="osm:relation/9"), osm_type="relation", osm_id=9)
    answers.record(make_key("Kars", "nominatim"), "Kars", replace(FOUND, places=(KARS, other)), at=NOON)
    answers.record(make_key("Kars", "photon"), "Kars", replace(FOUND, places=(other,)), at=NOON)
    gazetteer = RecordedGazetteer(answers)
    found = gazetteer.lookup("kars")
    assert [(candidate.place.id, candidate.match) for candidate in found] == [
        ("osm:node/26", "recorded"),
        ("osm:relation/9", "recorded"),
    ]
    assert [candidate.score for candidate in found] == [0.8, 0.8]
    assert "2026-03-01" in found[0].reasons[0]
    assert gazetteer.get("osm:node/26") == KARS.place
    assert gazetteer.lookup("Elsewhere") == ()
    assert gazetteer.knows("Kars")
    assert not gazetteer.knows("Elsewhere")


def test_threads_share_one_store(answers: Answers) -> None:
    def write(number: int) -> None:
        for step in range(20):
            answers.record(make_key(f"p {number} {step}", "nominatim"), "p", FOUND, at=NOON)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(1 for _ in answers.everything()) == 80


def test_read_only_writes_nothing(tmp_path: Path) -> None:
    missing = tmp_path / "answers.sqlite"
    with open_answers(missing, read_only=True) as empty:
        assert empty.missing(["Kars"]) == ("Kars",)
    assert not missing.exists()
    with open_answers(missing) as opened:
        opened.record(make_key("Kars", "nominatim"), "Kars", FOUND, at=NOON)
    with open_answers(missing, read_only=True) as reading:
        assert reading.find("Kars")[0].reply == FOUND
        with pytest.raises(GeocodingError, match="cannot be written"):
            reading.want("Elsewhere")


@pytest.mark.parametrize(
    ("what", "message"),
    [("text", "not a readable store"), ("other", "not geomap's recorded answers"), ("newer", "newer geomap")],
)
def test_what_is_no_store_is_refused_and_left_alone(tmp_path: Path, what: str, message: str) -> None:
    path = tmp_path / "answers.sqlite"
    if what == "text":
        path.write_text("not a database at all, but long enough to have a header " * 5, encoding="utf-8")
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE other (x)")
            if what == "newer":
                connection.execute(f"PRAGMA application_id = {store_schema.APPLICATION_ID}")
                connection.execute("PRAGMA user_version = 999")
        connection.close()
    before = path.read_bytes()
    with pytest.raises(GeocodingError, match=message) as caught:
        open_answers(path)
    assert caught.value.remedy
    assert path.read_bytes() == before
