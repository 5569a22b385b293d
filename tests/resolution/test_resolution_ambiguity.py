"""Words of two senses, the context deciding: a place here, something else (or another place) there."""

from __future__ import annotations

import csv
from pathlib import Path
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
    ("Lebanese soldiers patrolled Tripoli after clashes near the port, north of Beirut.", "Tripoli", "LB"),
    ("Militias fought for the airport of Tripoli, and Libya's government left for Benghazi.", "Tripoli", "LY"),
    ("Ferries from Vancouver reached Victoria, the capital of British Columbia.", "Victoria", "CA"),
    ("Fires burned across the state of Victoria, and smoke reached Melbourne.", "Victoria", "AU"),
    ("Ships called at Victoria, the capital of the Seychelles.", "Victoria", "SC"),
    ("The flood reached Córdoba in Argentina, and the road to Rosario was cut.", "Córdoba", "AR"),
    ("Tourists filled Córdoba in Andalusia, an hour by train from Seville in Spain.", "Córdoba", "ES"),
    ("Trains from Karachi to Hyderabad in Sindh stopped, Pakistani officials said.", "Hyderabad", "PK"),
    ("Rain flooded Hyderabad, the capital of Telangana, in southern India.", "Hyderabad", "IN"),
    ("Students in Cambridge rowed on the Cam, an hour from London in England.", "Cambridge", "GB"),
    ("Researchers in Cambridge, Massachusetts, work across the river from Boston.", "Cambridge", "US"),
    ("A train from London stopped at Reading in Berkshire.", "Reading", "GB"),
    ("Police in the French city of Nice searched a flat near the port.", "Nice", "FR"),
    ("Shipbuilders in Mobile, on the Gulf coast of Alabama, struck.", "Mobile", "US"),
    ("Landslides blocked the road to the Turkish town of Of, east of Trabzon.", "Of", "TR"),
    ("Peach growers in Georgia, from Macon to Savannah, lost their crop.", "Georgia", "US"),
    ("Jordan closed its border with Syria.", "Jordan", "JO"),
]

DIVISIONS = [
    ("Lawmakers in Springfield, Illinois, passed the budget.", "US-IL"),
    ("The mayor of Springfield, Massachusetts, spoke near Boston.", "US-MA"),
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
    ("Victoria Nuland met reporters.", "Victoria"),
    ("Michael Tripoli and his wife Anna opened a bakery.", "Tripoli"),
    ("Fernando Córdoba scored twice, and Córdoba was named best player.", "Córdoba"),
    ("The team gave Chad Kelly a new helmet.", "Chad"),
    ("Paris Hilton arrived by car and waved.", "Paris"),
    ("Mobile homes burned in the fire.", "Mobile"),
    ("Reading scores fell in every school.", "Reading"),
    ("Nice weather brought out the crowds.", "Nice"),
    ("March was wet, and April was dry.", "March"),
]


@pytest.mark.parametrize(("text", "surface", "country"), PLACES)
def test_a_place(resolve: Resolve, text: str, surface: str, country: str) -> None:
    found = [item for item in resolve(text) if item.mention.surface == surface]
    assert found, f"{surface} was not found"
    assert found[0].place is not None
    assert found[0].place.country == country


@pytest.mark.parametrize(("text", "division"), DIVISIONS)
def test_springfield_of_which_state(resolve: Resolve, text: str, division: str) -> None:
    (found,) = [item for item in resolve(text) if item.mention.surface == "Springfield"]
    assert found.place is not None
    assert found.place.admin1 == division


@pytest.mark.parametrize(("text", "surface"), OTHERS)
def test_no_place(resolve: Resolve, text: str, surface: str) -> None:
    found = [item for item in resolve(text) if item.mention.kind is not MentionKind.RELATION]
    assert surface not in [item.mention.surface for item in found]


def _two_senses() -> list[object]:
    """Return the sentences of ``two_senses.tsv``; those known to fail must fail, with the reason told there."""
    with Path(__file__).with_name("two_senses.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if not row[0].startswith("#")]
    return [
        pytest.param(
            name, where, text, marks=[pytest.mark.xfail(strict=True, reason=why)] if why else [], id=f"{name}-{number}"
        )
        for number, (name, where, _, text, why) in enumerate(rows)
    ]


@pytest.mark.parametrize(("name", "where", "text"), _two_senses())
def test_two_senses(resolve: Resolve, name: str, where: str, text: str) -> None:
    found = [item for item in resolve(text) if item.mention.kind is not MentionKind.RELATION]
    if where == "-":
        assert not [item for item in found if name.lower() in item.mention.surface.lower().split()]
        return
    placed = [item.place for item in found if item.mention.surface.lower() == name.lower() and item.place is not None]
    assert placed, f"{name} was not placed"
    assert where in {placed[0].country, placed[0].admin1}
