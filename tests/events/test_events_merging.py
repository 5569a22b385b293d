"""One event once across documents: what joins, what stays apart, what is kept of each report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point, box

from geomap.errors import DataError
from geomap.events import merge
from geomap.events.kinship import load_kinship
from geomap.events.tolls import toll
from geomap.model import Actor, DatePrec, Event, EventType, Evidence, Place, Role, Source, Status, WherePrec
from geomap.resources import data_file

if TYPE_CHECKING:
    from pathlib import Path

KHARKIV = Place("geonames:706483", "Kharkiv", 36.25, 49.98, "P", "PPLA", "UA", "UA-63")
KHARKIV_PROVINCE = Place("geonames:706482", "Kharkiv", 36.5, 49.6, "A", "ADM1", "UA", "UA-63")
LVIV = Place("geonames:702550", "Lviv", 24.02, 49.84, "P", "PPLA", "UA", "UA-46")


def _event(
    doc: str, text: str = "", place: Place | None = KHARKIV, day: date | None = date(2022, 5, 1), **fields: object
) -> Event:
    told = text or f"Rockets, said {doc}, came down on the city and nobody slept in {doc}."
    base = Event(
        id=f"ev-{doc}",
        type=EventType.ASSAULT,
        label="airstrike",
        title="Airstrike in Kharkiv",
        status=Status.HAPPENED,
        date_from=day,
        date_to=day,
        edtf=day.isoformat() if day else "",
        date_prec=DatePrec.DAY if day else None,
        place=place,
        place_name=place.name if place else "",
        country=place.country if place else "",
        geometry=Point(place.lon, place.lat) if place else None,
        where_prec=WherePrec.EXACT if place else None,
        actors=(Actor("Russian jets", "RU"),),
        evidence=(Evidence(doc, 0, len(told), told),),
        sources=(Source(doc, published="2022-05-02"),),
        confidence=0.6,
    )
    return replace(base, **fields)  # type: ignore[arg-type]


def test_two_reports_are_one_event_with_both_sources() -> None:
    (event,) = merge([_event("a"), _event("b")])
    assert [source.doc_id for source in event.sources] == ["a", "b"]
    assert len(event.evidence) == 2
    assert event.confidence > 0.6
    assert event.disagreements == ()


@pytest.mark.parametrize(
    "other",
    [
        _event("b", place=LVIV),
        _event("b", day=date(2022, 5, 9)),
        _event("b", type=EventType.PROTEST, label="protest"),
        _event("b", actors=(Actor("Turkish jets", "TR"),)),
        _event("b", date_to=date(2022, 12, 31), date_prec=DatePrec.YEAR),
    ],
    ids=["place", "date", "kind", "actors", "a year is not a day"],
)
def test_what_contradicts_stays_apart(other: Event) -> None:
    assert len(merge([_event("a"), other])) == 2


def test_what_one_document_tells_apart_stays_apart() -> None:
    assert len(merge([_event("a"), _event("a", id="ev-a2")])) == 2


def test_a_wire_copy_joins_though_nothing_else_is_known() -> None:
    text = "Dozens of rockets fell on the northern suburbs of the city before dawn, the governor said."
    copies = [_event(doc, text, place=None, day=None, actors=()) for doc in "ab"]
    assert len(merge(copies)) == 1


def test_the_exact_place_and_date_win_and_the_difference_is_told() -> None:
    vague = _event(
        "b",
        place=KHARKIV_PROVINCE,
        where_prec=WherePrec.PROVINCE,
        date_from=date(2022, 4, 30),
        edtf="2022-04-30/2022-05-01",
        date_prec=DatePrec.DAYS,
    )
    (event,) = merge([vague, _event("a")])
    assert event.place == KHARKIV
    assert event.date_from == date(2022, 5, 1)
    assert any(line.startswith("date:") and "(b)" in line for line in event.disagreements)


def test_a_plan_that_came_true_is_one_event_that_happened() -> None:
    plan = _event("a", status=Status.PLANNED, sources=(Source("a", published="2022-04-20"),))
    (event,) = merge([plan, _event("b")])
    assert event.status is Status.HAPPENED
    assert any(line.startswith("status:") for line in event.disagreements)


def test_an_attack_of_one_is_the_airstrike_of_another_when_day_and_town_agree() -> None:
    assert len(merge([_event("a"), _event("b", label="attack")])) == 1
    assert len(merge([_event("a"), _event("b", label="attack", place=None, day=None)])) == 2
    assert len(merge([_event("a"), _event("b", label="arrest")])) == 2


@pytest.mark.parametrize("label", ["shelling", "explosion", "killing"])
def test_kinds_that_outlets_take_for_one_another_join_on_the_same_day_in_the_same_town(label: str) -> None:
    assert len(merge([_event("a"), _event("b", label=label)])) == 1
    assert len(merge([_event("a"), _event("b", label=label, place=LVIV)])) == 2


def test_a_coast_reaches_the_town_on_it() -> None:
    sea = Place("naturalearth:black-sea", "Black Sea", 34.0, 43.0, "H", "SEA", "")
    coast = _event("b", place=sea, geometry=box(31.0, 45.8, 35.0, 46.6), where_prec=WherePrec.WATER)
    odesa = Place("geonames:698740", "Odesa", 30.73, 46.48, "P", "PPLA", "UA", "UA-51")
    assert len(merge([_event("a", place=odesa), coast])) == 1
    assert len(merge([_event("a", place=LVIV), coast])) == 2


def test_a_report_that_fits_two_events_does_not_make_them_one() -> None:
    vague = _event("b", place=None, actors=(Actor("jets"),), evidence=(Evidence("b", 0, 10, "Air raids."),))
    merged = merge([_event("a"), vague, _event("c", place=LVIV)])
    assert len([event for event in merged if event.place]) == 2


def test_who_did_it_and_to_whom_do_not_contradict() -> None:
    victim = _event("b", actors=(Actor("Ukrainian soldiers", "UA", Role.RECIPIENT),))
    assert len(merge([_event("a"), victim])) == 1


def test_a_town_in_a_province_is_no_disagreement() -> None:
    inside = Place("geonames:1", "Izium", 36.7, 49.9, "P", "PPL", "UA", "UA-63")
    (event,) = merge([_event("a", place=inside), _event("b", place=KHARKIV_PROVINCE)])
    assert event.disagreements == ()


@pytest.mark.parametrize(
    ("text", "dead"),
    [
        ("The blast killed at least 12 people and wounded 40.", 12),
        ("Twelve people were killed, officials said.", 12),
        ("Forty were hurt; 1,200 people died.", 1200),
        ("The number of dead in Monday's flood rose from 10 to 14.", 14),
        ("The death toll rose to 31, among them nine children.", 31),
        ("Police killed two years of work.", None),
        ("Some 300 people were wounded.", None),
        ("Nothing was said of the dead.", None),
    ],
)
def test_the_dead_that_a_report_counts(text: str, dead: int | None) -> None:
    assert toll([Evidence("a", 0, len(text), text)]) == dead


def test_reports_that_count_the_dead_differently_disagree() -> None:
    (event,) = merge([_event("a", "Rockets killed 9 people in all."), _event("b", "Eleven died as rockets came down.")])
    assert event.disagreements == ("dead: 9 (a); 11 (b)",)


def test_a_label_of_no_kind_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "merging.toml"
    text = data_file("curated", "merging.toml").read_text(encoding="utf-8")
    path.write_text(text.replace('"shelling"', '"picnic"'), encoding="utf-8")
    with pytest.raises(DataError, match="picnic"):
        load_kinship(path)


@given(st.permutations(range(5)))
def test_the_order_of_the_input_does_not_matter(order: list[int]) -> None:
    events = [
        _event("a"),
        _event("b"),
        _event("c", place=LVIV),
        _event("d", day=date(2022, 5, 9)),
        _event("e", place=LVIV),
    ]
    assert merge([events[index] for index in order]) == merge(events)


def test_merging_twice_changes_nothing() -> None:
    once = merge([_event("a"), _event("b"), _event("c", place=LVIV)])
    assert merge(once) == once
    assert len({merge(order) for order in permutations([_event("a"), _event("b")])}) == 1
