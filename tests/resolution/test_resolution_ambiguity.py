"""Words of two senses, the context deciding: a place here, something else (or another place) there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import MentionKind, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolve = Callable[[str], tuple[Resolution, ...]]

PLACES = [
    ("The mayor of Paris spoke beside the Seine in France.", "Paris", "FR"),
    ("King Abdullah of Jordan received refugees from Syria in Amman, Jordan.", "Jordan", "JO"),
    ("Soldiers from Chad crossed into Niger and Nigeria.", "Chad", "TD"),
    ("The lira fell again in Turkey after the vote in Ankara.", "Turkey", "TR"),
    ("Police closed the station in Reading, England, west of London.", "Reading", "GB"),
    ("A truck drove into the crowd in Nice, France, on the Mediterranean coast.", "Nice", "FR"),
    ("The hurricane flooded Mobile, Alabama, and parts of Mississippi.", "Mobile", "US"),
    ("Tea growers in Of, Turkey, on the Black Sea coast near Trabzon, protested.", "Of", "TR"),
    ("The town of March in Cambridgeshire, England, lies near Peterborough.", "March", "GB"),
    ("Troops left Georgia for Abkhazia and South Ossetia, Tbilisi said.", "Georgia", "GE"),
    ("Voters in Atlanta, Georgia, and in Florida waited for hours.", "Georgia", "US"),
    ("The Greek town of Tripoli in Arcadia, Greece, held its fair.", "Tripoli", "GR"),
]

OTHERS = [
    ("Paris Hilton opened a shop and danced.", "Paris"),
    ("Michael Jordan missed the shot, and Jordan walked off smiling.", "Jordan"),
    ("Chad Smith played drums while Chad's sister sang.", "Chad"),
    ("They roasted a turkey and stuffed the turkey with bread.", "turkey"),
    ("Reading books is what the children like best.", "Reading"),
    ("Nice people live here, she said.", "Nice"),
    ("Mobile phones were banned from the hall.", "Mobile"),
    ("Of the ten boats, three sank.", "Of"),
    ("In March the river rose, and by April it fell.", "March"),
]


@pytest.mark.parametrize(("text", "surface", "country"), PLACES)
def test_a_place(resolve: Resolve, text: str, surface: str, country: str) -> None:
    found = [item for item in resolve(text) if item.mention.surface == surface]
    assert found, f"{surface} was not found"
    assert found[0].place is not None
    assert found[0].place.country == country


@pytest.mark.parametrize(("text", "surface"), OTHERS)
def test_no_place(resolve: Resolve, text: str, surface: str) -> None:
    found = [item for item in resolve(text) if item.mention.kind is not MentionKind.RELATION]
    assert surface not in [item.mention.surface for item in found]
