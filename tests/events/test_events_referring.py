"""Which place "the city", "the island" or "the mine" means, and that events are placed at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

ISLAND = "Rain has fallen on Sulawesi for a week.\n\nThe president visited the island on 23 September 2021."
CITY = (
    "Flood water reached Port Said in the night. The foreign minister telephoned Paris about it.\n\n"
    "Army engineers arrived in the city on 6 May."
)
CAPITAL = "La Paz was quiet at noon.\n\nMiners from Oruro marched into the capital on Thursday."
THEIR_CAPITAL = (
    "Police in Kenya's Mombasa were on alert.\n\n"
    "In Nairobi shops were shut. Protesters clashed with officers in the Kenyan capital on Tuesday."
)
MINE_IN_TOWN = "An explosion killed 41 miners in Amasra on 14 October.\n\nThe president visited the mine on Saturday."
PIT = (
    "Six men work at a gold mine near Kadoma. Prices have doubled in Harare.\n\n"
    "An explosion at the pit on Monday killed three."
)


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        (ISLAND, "CONSULT", "Sulawesi"),
        (CITY, "MOBILIZE", "Port Said"),
        (CAPITAL, "PROTEST", "La Paz"),
        (THEIR_CAPITAL, "PROTEST", "Nairobi"),
        (MINE_IN_TOWN, "CONSULT", "Amasra"),
        (PIT, "HAZARD", "Kadoma"),
    ],
)
def test_a_definite_noun_stands_for_the_place_it_means(
    read: Callable[..., tuple[Event, ...]], text: str, kind: str, place: str
) -> None:
    assert place in " ".join(event.place_name for event in read(text) if event.type == kind)


def test_a_port_on_an_ocean_does_not_lie_in_it(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "Buenaventura is the main port on the Pacific.\n\nOn Monday the president sent 120 soldiers to the port."
    )
    assert "Pacific" not in {event.place_name for event in events}


@pytest.mark.parametrize(
    "text",
    [
        "Kadoma was quiet. Gunmen attacked another town on Monday.",
        "Kadoma was quiet. Gunmen attacked the second city on Monday.",
        "Kadoma was quiet. Gunmen attacked the village of Zhombe Mission on Monday.",
    ],
)
def test_a_noun_that_says_which_one_is_no_repeat(read: Callable[..., tuple[Event, ...]], text: str) -> None:
    assert all("belongs" not in " ".join(event.place_reasons) for event in read(text) if event.place_name == "Kadoma")
