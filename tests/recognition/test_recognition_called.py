"""A settlement named by its kind is a place mention, whether any gazetteer knows it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Mention


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On 7 March 2021 a landslide killed three near the town of Baggao.", "Baggao"),
        ("A landslide killed three in the village of Qwertyushan.", "Qwertyushan"),
        ("Gunmen attacked the village of Tall El Bourak at night.", "Tall El Bourak"),
        ("Residents of the Sudanese town of Abu Qumrah fled.", "Abu Qumrah"),
    ],
)
def test_a_settlement_named_by_its_kind(recognise: Callable[..., tuple[Mention, ...]], text: str, name: str) -> None:
    assert name in [mention.surface for mention in recognise(text)]


def test_a_person_of_the_city_is_none(recognise: Callable[..., tuple[Mention, ...]]) -> None:
    assert not recognise("The memory of David Cameron is short.")
