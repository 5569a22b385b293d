"""Names without an entry are put where the text puts them, and the answer says how roughly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.language import Parser
from geomap.model import Document, Resolution, Span, WherePrec
from geomap.recognition import default_recogniser
from geomap.resolution import default_resolver
from geomap.spatial import open_shapes

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def given() -> Callable[[str, str], Resolution]:
    gazetteer = open_gazetteer()
    parser, recogniser = Parser(), default_recogniser(gazetteer)
    resolver = default_resolver(gazetteer, open_shapes())

    def run(text: str, surface: str) -> Resolution:
        start = text.index(surface)
        span = Span(start, start + len(surface))
        parsed = parser.parse(Document(id="t", text=text, mentions=(span,)))
        (found,) = resolver.resolve(parsed, recogniser.recognise(parsed))
        return found

    return run


def test_a_square_lies_in_the_town_the_text_puts_it_in(given: Callable[[str, str], Resolution]) -> None:
    found = given(
        "Thousands met at Zzarqin Square in Damascus. Damascus was calm, Syrian police said.", "Zzarqin Square"
    )
    assert found.place is not None
    assert found.place.name == "Damascus"
    assert found.where_prec is WherePrec.NEAR
    assert "Damascus" in found.reasons[0]
    assert "in which the text places it" in found.reasons[0]


def test_a_university_stands_in_the_town_in_its_name(given: Callable[[str, str], Resolution]) -> None:
    found = given("Shells fell on Aleppo University in Syria on Tuesday.", "Aleppo University")
    assert found.place is not None
    assert found.place.name == "Aleppo"
    assert found.where_prec is not WherePrec.EXACT
    assert any("no entry of its own" in reason for reason in found.reasons)


def test_what_the_text_says_nothing_of_stays_nil(given: Callable[[str, str], Resolution]) -> None:
    found = given("They camped at Zzyxqar Halt for a week.", "Zzyxqar Halt")
    assert found.is_nil
    assert found.reasons


def test_a_known_name_keeps_its_own_place(given: Callable[[str, str], Resolution]) -> None:
    found = given("She flew from Ankara to Berlin.", "Berlin")
    assert found.place is not None
    assert found.place.name == "Berlin"
    assert found.where_prec is WherePrec.EXACT
