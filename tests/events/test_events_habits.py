"""What is so in general, or counted over months, is no event; what happened once is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

NOTHING = (
    "Kidnappings in Gauteng rose by 11 per cent last year.",
    "Armed robberies went up from 50 to 66 in Durban in 2023.",
    "There were 7,710 murders in South Africa in the last three months of 2023.",
    "Each time the president visited Soma, he spoke of destiny.",
    "He said in Soma on Friday that such accidents would always happen.",
    "The suburb grew after 1990. Gangs shoot one another over a few streets there.",
)
SOMETHING = {
    "Three kidnappings in Gauteng on Friday alarmed the police.": "ASSAULT",
    "0242: Gunmen storm a police station in Ankara.": "ASSAULT",
    "Gunmen attack hotel in Bamako\n\nThe government met on Friday.": "ASSAULT",
    "Soldiers close the bridges in Istanbul today, witnesses said.": "COERCE",
}


@pytest.mark.parametrize("text", NOTHING)
def test_habits_and_tallies_are_no_events(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2024-02-12")] == []


@pytest.mark.parametrize(("text", "kind"), SOMETHING.items())
def test_what_happened_once_is_told(text: str, kind: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert kind in [str(event.type) for event in read(text, "2024-02-12")]
