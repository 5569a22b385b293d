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
    "The group was founded in 2007. It does not target mosques, its spokesman said.",
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


ESSAY = """The armistice in my kitchen

My marriage ended over a can opener. There had been skirmishes for years: the thermostat, his mother, my mother, who
voted for whom. We had our treaties and our demilitarized zones. I held the bedroom; he had dug in along the garage.

When he fired the first shot, I returned fire with everything since the wedding. The dog took cover. Then he laid down
the can opener, very gently, like a man giving up his gun, and said he was tired of fighting. He moved out. My sister
flew in and occupied the couch.

I had expected to be bombed flat. What I felt was closer to a city the morning after, when people come out and sweep. I
shut the garage. I deported his bowling trophies. We both laughed so hard that the clerk came to see who was murdered.
"""


def test_an_essay_that_never_says_where_or_when_tells_nothing(read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(ESSAY, "2021-02-14")] == []


def test_what_hangs_in_the_air_beside_news_is_told(read: Callable[..., tuple[Event, ...]]) -> None:
    news = "\nA bomb killed two policemen in Quetta on Friday. Gunmen attacked a convoy near Turbat on Saturday.\n"
    assert len(read(ESSAY + news, "2021-02-14")) > 2
