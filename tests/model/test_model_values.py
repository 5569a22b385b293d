"""The nouns refuse what cannot be, at birth."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest

from geomap import model
from geomap.model import (
    Candidate,
    Document,
    Event,
    EventType,
    Evidence,
    Mark,
    Mention,
    Place,
    Region,
    RegionKind,
    Resolution,
    Span,
    Status,
    TimeSpan,
    TimexType,
)

KARS = Place("geonames:743952", "Kars", 43.1, 40.6, "P", "PPLA", "TR", "TR-36")


def event(**changes: Any) -> Event:
    values = {"id": "e", "type": EventType.ASSAULT, "label": "war", "title": "War", "status": Status.HAPPENED}
    return Event(**(values | changes))


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2)])
def test_spans_go_forward(start: int, end: int) -> None:
    makers = (
        lambda: Span(start, end),
        lambda: Region(start, end, RegionKind.CAPTION),
        lambda: Mark(start, end, "trigger"),
        lambda: Evidence("d", start, end, "x"),
        lambda: TimeSpan(start, end, "x", TimexType.DATE, "2021"),
        lambda: Mention(start, end, "x"),
    )
    for make in makers:
        with pytest.raises(ValueError, match="offsets"):
            make()


def test_spans_cover_and_overlap() -> None:
    assert Span(2, 8).covers(Span(2, 8))
    assert Span(2, 8).covers(Span(3, 5))
    assert not Span(3, 5).covers(Span(2, 8))
    assert Span(2, 5).overlaps(Span(4, 8))
    assert not Span(2, 5).overlaps(Span(5, 8))


def test_a_mention_fills_its_span_and_is_looked_up_by_its_query() -> None:
    assert Mention(0, 4, "Kars").name == "Kars"
    assert Mention(0, 13, "Kars province", query="Kars").name == "Kars"
    with pytest.raises(ValueError, match="fill"):
        Mention(0, 5, "Kars")


@pytest.mark.parametrize(("lon", "lat"), [(181.0, 0.0), (-180.5, 0.0), (0.0, 90.5), (0.0, -91.0), (float("nan"), 0.0)])
def test_places_lie_on_the_globe(lon: float, lat: float) -> None:
    with pytest.raises(ValueError, match="globe"):
        Place("x", "X", lon, lat)


@pytest.mark.parametrize(
    ("code", "country"), [("PCLI", True), ("PCLD", True), ("TERR", True), ("PPLC", False), ("", False)]
)
def test_countries_are_known_by_their_code(code: str, country: bool) -> None:
    assert dataclasses.replace(KARS, feature_code=code).is_country is country


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_shares_lie_between_nought_and_one(share: float) -> None:
    for make in (
        lambda: Candidate(KARS, "Kars", "preferred", share),
        lambda: Resolution(Mention(0, 4, "Kars"), score=share),
        lambda: event(confidence=share),
    ):
        with pytest.raises(ValueError, match="between 0 and 1"):
            make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: event(id=""),
        lambda: event(date_from=date(2021, 2, 2), date_to=date(2021, 2, 1)),
        lambda: TimeSpan(0, 1, "x", TimexType.DATE, "v", date_from=date(2021, 2, 2), date_to=date(2021, 2, 1)),
        lambda: Place("", "X", 0.0, 0.0),
        lambda: Document("", "text"),
        lambda: Document("d", "text", mentions=(Span(0, 5),)),
        lambda: Document("d", "text", regions=(Region(2, 5, RegionKind.CAPTION),)),
    ],
)
def test_what_cannot_be_is_refused(make: Any) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        make()


def test_regions_are_asked_by_offset() -> None:
    document = Document("d", "A headline\nText", regions=(Region(0, 10, RegionKind.HEADLINE),))
    assert document.region_at(0) == RegionKind.HEADLINE
    assert document.region_at(9) == RegionKind.HEADLINE
    assert document.region_at(10) is None


def test_nil_has_neither_place_nor_geometry() -> None:
    mention = Mention(0, 4, "Kars")
    assert Resolution(mention).status == "nil"
    assert Resolution(mention, place=KARS).status == "resolved"
    assert Resolution(mention, geometry=object()).status == "resolved"  # type: ignore[arg-type]


@pytest.mark.parametrize("name", model.__all__)
def test_values_are_frozen_slotted_and_exported(name: str) -> None:
    found = getattr(model, name)
    if dataclasses.is_dataclass(found):
        parameters = found.__dataclass_params__  # type: ignore[attr-defined]
        assert parameters.frozen
        assert hasattr(found, "__slots__")
        assert found.__doc__
