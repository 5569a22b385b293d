"""One event once across documents: what joins, what stays apart, what is kept of each report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from geomap.events import merge
from geomap.model import Actor, DatePrec, Event, EventType, Evidence, Place, Source, Status, WherePrec

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
