"""The founding article: the acceptance case of the whole line."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from shapely.geometry import Point

from geomap.documents import read_documents
from geomap.model import EventMap, EventType, MentionKind, Status, WherePrec
from geomap.pipeline import build_pipeline
from geomap.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import Event

KARS_CITY = Point(43.09, 40.60)
SARIKAMISH = Point(42.59, 40.33)
STEPANAKERT = Point(46.75, 39.82)
DEALS = {EventType.SUPPORT, EventType.AGREE, EventType.RETREAT}


@pytest.fixture(scope="module")
def founding_map(founding_text: str, tmp_path_factory: pytest.TempPathFactory) -> EventMap:
    path = tmp_path_factory.mktemp("founding") / "article.txt"
    path.write_text(founding_text, encoding="utf-8")
    pipeline = build_pipeline(Settings(answers=str(path.with_name("no-answers.sqlite"))))
    return pipeline.event_map(list(pipeline.annotate_many(read_documents([str(path)]))))


def _countries(event: Event) -> set[str]:
    return {actor.country for actor in event.actors if actor.country}


def _the_one(event_map: EventMap, *types: EventType, status: Status, start: date | None) -> Event:
    found = [
        event
        for event in event_map.events
        if event.type in types and event.status is status and (start is None or event.date_from == start)
    ]
    assert len(found) == 1, [(event.title, event.edtf, event.status) for event in event_map.events]
    return found[0]


def test_the_publication_date_is_read_from_the_first_line(founding_map: EventMap) -> None:
    (annotation,) = founding_map.annotations
    assert annotation.error is None
    assert annotation.document.published == date(2021, 1, 18)


def test_joint_winter_exercises(founding_map: EventMap) -> None:
    event = _the_one(founding_map, EventType.COOPERATE, status=Status.PLANNED, start=date(2021, 2, 1))
    assert event.date_to == date(2021, 2, 12)
    assert event.context == "military"
    assert _countries(event) == {"AZ", "TR"}
    assert event.place is not None
    assert event.place.feature_code == "ADM1"
    assert event.admin1 == "TR-36"
    assert event.geometry is not None
    assert event.geometry.geom_type in {"Polygon", "MultiPolygon"}
    assert event.geometry.contains(KARS_CITY)
    assert event.geometry.contains(SARIKAMISH)
    assert len(event.evidence) >= 4, "the event told eight times comes out once, with its evidence"


def test_arrival_of_servicemen(founding_map: EventMap) -> None:
    event = _the_one(founding_map, EventType.MOBILIZE, status=Status.HAPPENED, start=None)
    assert event.date_to == date(2021, 1, 18)
    assert _countries(event) == {"AZ"}
    assert "Kars" in event.place_name
    assert event.country == "TR"


def test_the_agreement(founding_map: EventMap) -> None:
    found = [event for event in founding_map.events if event.type in DEALS]
    assert 1 <= len(found) <= 2
    agreement = next(event for event in found if event.date_from == date(2020, 11, 10) == event.date_to)
    assert agreement.status is Status.HAPPENED
    assert _countries(agreement) >= {"RU", "AZ", "AM"}
    assert "Karabakh" in agreement.place_name


def test_the_second_karabakh_war(founding_map: EventMap) -> None:
    event = _the_one(founding_map, EventType.ASSAULT, status=Status.HAPPENED, start=date(2020, 9, 27))
    assert event.date_to == date(2020, 11, 10)
    assert _countries(event) == {"AZ", "AM"}
    assert "Karabakh" in event.place_name
    assert event.geometry is not None
    assert event.geometry.area > 0
    assert event.geometry.contains(STEPANAKERT)


def test_previous_exercises(founding_map: EventMap) -> None:
    event = _the_one(founding_map, EventType.COOPERATE, status=Status.HAPPENED, start=date(2020, 7, 1))
    assert event.date_to == date(2020, 8, 31)
    assert event.edtf == "2020-07/2020-08"
    assert event.country == "AZ"
    assert _countries(event) == {"AZ", "TR"}


def test_nothing_else(founding_map: EventMap) -> None:
    others = [event.title for event in founding_map.events if event.type not in DEALS]
    assert len(others) == 4, others
    assert 5 <= len(founding_map.events) <= 6


def test_the_border_is_a_line(founding_map: EventMap) -> None:
    (annotation,) = founding_map.annotations
    borders = [found for found in annotation.toponyms if found.mention.kind is MentionKind.RELATION and found.relation]
    turkish = [found for found in borders if set(found.countries) == {"TR", "AM"}]
    assert turkish, [found.relation for found in borders]
    assert any(found.geometry is not None and "Line" in found.geometry.geom_type for found in turkish)
    assert all(found.where_prec is WherePrec.LARGER for found in turkish)


def test_evidence_is_the_text_itself(founding_map: EventMap, founding_text: str) -> None:
    for event in founding_map.events:
        assert event.evidence
        for item in event.evidence:
            assert founding_text[item.start : item.end] == item.text
            assert all(item.start <= mark.start < mark.end <= item.end for mark in item.marks)


def test_the_same_text_gives_the_same_ids(founding_map: EventMap, founding_text: str, tmp_path: Path) -> None:
    path = tmp_path / "again.txt"
    path.write_text(founding_text, encoding="utf-8")
    pipeline = build_pipeline(Settings(answers=str(tmp_path / "no-answers.sqlite")))
    again = pipeline.event_map(list(pipeline.annotate_many(read_documents([str(path)]))))
    assert [event.id for event in again.events] == [event.id for event in founding_map.events]
    assert json.dumps(again.__geo_interface__) == json.dumps(founding_map.__geo_interface__)
