from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import Document
from geomap.recognition.persons import parts_of_persons, person_signs

if TYPE_CHECKING:
    from geomap.language import Parser


def signs(parser: Parser, text: str, name: str) -> list[str]:
    doc = parser.parse(Document(id="t", text=text)).doc
    (index,) = [token.i for token in doc if token.text == name]
    return person_signs(doc, index, index + 1)


@pytest.mark.parametrize(
    ("text", "name", "sign"),
    [
        ("Her brother Chad left.", "Chad", "kin"),
        ("The heiress, Paris, waved.", "Paris", "kin"),
        ("Chad's sister sang.", "Chad", "kin"),
        ("Paris, 25, sang.", "Paris", "age"),
        ("Chad blamed his knee.", "Chad", "own"),
        ("Chad recalled its troops.", "Chad", "its"),
        ("Mrs. Springfield left.", "Springfield", "mr"),
        ("Captain Jordan left.", "Jordan", "titled"),
    ],
)
def test_signs_of_a_person(parser: Parser, text: str, name: str, sign: str) -> None:
    assert sign in signs(parser, text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Iran's president left.", "Iran"),
        ("In Paris, 25 people sang.", "Paris"),
        ("Troops left Chad.", "Chad"),
        ("The embassy in Jordan closed.", "Jordan"),
    ],
)
def test_no_signs_of_a_person(parser: Parser, text: str, name: str) -> None:
    assert signs(parser, text, name) == []


def test_words_of_full_names(parser: Parser) -> None:
    doc = parser.parse(Document(id="t", text="Jordan Peterson spoke, and Barack Obama listened in Kenya.")).doc
    found = parts_of_persons(doc)
    assert {"Jordan", "Peterson", "Barack", "Obama"} <= found.keys()
    assert "Kenya" not in found
    assert found["Jordan"] == {0}
