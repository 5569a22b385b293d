"""A place that no gazetteer has is put at the division that the text says it lies in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.language import Parser
from geomap.model import Document, WherePrec
from geomap.recognition import default_recogniser
from geomap.resolution.ranker import default_ranker
from geomap.resolution.resolver import RankingResolver
from geomap.spatial import open_shapes

if TYPE_CHECKING:
    from geomap.model import Resolution


@pytest.fixture(scope="module")
def placed() -> dict[str, Resolution]:
    text = (
        "Gunmen killed 132 people at Solhaan in Yagha province, Burkina Faso. Rebels shelled the village of Bullongo, "
        "in South Kivu. A clinic burned in the village of Zembrado."
    )
    gazetteer = open_gazetteer()
    recogniser = default_recogniser(gazetteer)
    resolver = RankingResolver(gazetteer, open_shapes(), default_ranker(), recogniser)
    parsed = Parser().parse(Document(id="t", text=text))
    return {item.mention.surface: item for item in resolver.places(parsed, recogniser.recognise(parsed))}


@pytest.mark.parametrize(("name", "division"), [("Solhaan", "Yagha"), ("Bullongo", "South Kivu")])
def test_the_text_says_what_holds_it(placed: dict[str, Resolution], name: str, division: str) -> None:
    found = placed[name]
    assert found.place is not None
    assert found.place.name == division
    assert found.where_prec in {WherePrec.DISTRICT, WherePrec.PROVINCE}
    assert "in which the text places it" in " ".join(found.reasons)


def test_where_the_text_says_nothing_it_stays_unplaced(placed: dict[str, Resolution]) -> None:
    assert placed["Zembrado"].place is None
