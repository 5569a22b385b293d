"""Who takes part: people, forces, organisations and states, named whole, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

CASES: dict[str, tuple[str, set[tuple[str, str, str]]]] = {
    "whom they fight for": (
        "Rebels from Chad fought on the side of the federal army near Bahir Dar on Friday.",
        {("Rebels from Chad", "TD", "actor"), ("federal army", "", "actor")},
    ),
    "a count is of protesters": ("Hundreds marched through Bogota on Saturday.", {("protesters", "CO", "actor")}),
    "its soldiers": (
        "Kenya said on Friday that its soldiers had attacked a camp near Kismayo.",
        {("Kenya's soldiers", "KE", "actor")},
    ),
    "a long name ends before its conjunction": (
        "Senior commanders of the Ethiopian army and of the Tigrayan forces held talks in Nairobi on Monday.",
        {("Senior commanders of the Ethiopian army", "ET", "actor")},
    ),
    "a person with a country's name": (
        "Police arrested Jordan Paris in Denver on Monday.",
        {("Jordan Paris", "", "recipient"), ("United States", "US", "actor")},
    ),
    "removed and arrested": (
        "The president was removed and arrested in Lima on 7 December 2020.",
        {("president", "PE", "recipient"), ("Peru", "PE", "actor")},  # of the land where it happened
    ),
    "whose base": (
        "Rebels attacked bases of the federal army in Mekelle on Friday.",
        {("Rebels", "", "actor"), ("federal army", "", "recipient")},
    ),
    "an app is nobody": (
        "India banned 59 Chinese mobile apps on Monday.",
        {("India", "IN", "actor"), ("China", "CN", "recipient")},
    ),
    "a border is nobody": ("Clashes broke out on the Armenian border on Tuesday.", set()),
}


@pytest.mark.parametrize("name", CASES)
def test_actors(name: str, read: Callable[..., tuple[Event, ...]]) -> None:
    text, wanted = CASES[name]
    events = read(text, "2021-02-12")
    assert len(events) == 1
    assert {(actor.name, actor.country, str(actor.role)) for actor in events[0].actors} == wanted


def test_a_government_protesting_is_no_street_protest(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read("Beijing protested against Manila's decision to open a base in Palawan.", "2021-02-12")
    assert all(event.type != "PROTEST" and event.place_name != "Palawan" for event in events)
    crowd = read("Students protested against the decision in Manila on Monday.", "2021-02-12")
    assert [(str(event.type), event.place_name) for event in crowd] == [("PROTEST", "Manila")]
