"""Whose resignation, whose inauguration, whose accusation; what is only demanded, and what only surrounds a deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

    Read = Callable[..., tuple[Event, ...]]

_PUBLISHED = "2025-09-03"


def test_a_resignation_that_is_demanded_is_not_that_of_somebody_else(read: Read) -> None:
    text = (
        "Protesters in Guatemala have shut 120 stretches of highway, demanding that Attorney General Consuelo Porras "
        "step down. The interior minister, Napoleón Barrientos, resigned on Monday."
    )
    gone = [event for event in read(text, _PUBLISHED) if event.label == "resignation"]
    assert [event.status for event in gone] == ["happened"]
    assert "Porras" not in gone[0].title + "".join(actor.name for actor in gone[0].actors)


@pytest.mark.parametrize("verb", ["resigned", "stepped down", "was dismissed", "was arrested"])
def test_two_names_are_two_events(verb: str, read: Read) -> None:
    text = f"Minister Ana Lopez {verb} in Lima on Monday. Later Minister Juan Perez {verb} in Lima."
    assert len(read(text, _PUBLISHED)) == 2


def test_one_person_is_one_event_with_and_without_the_first_name(read: Read) -> None:
    text = "Ana Lopez resigned as minister in Lima on Monday. Lopez resigned after a scandal, the president said."
    assert len(read(text, _PUBLISHED)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Iran began exercises along the Aras river on Monday.", "exercise happened"),
        ("The United States and South Korea will begin exercises on 5 October near Pohang.", "exercise planned"),
        ("Protesters shut the highway to Quetzaltenango on Monday.", "protest happened"),
        ("Police shut the highway to Quetzaltenango on Monday.", "closure happened"),
        ("Prime Minister Modi is due in Kyiv on Friday.", "visit planned"),
        (
            "Turkey will reopen its border crossing with Armenia at Margara to foreigners next week.",
            "reopening planned",
        ),
        ("High winds toppled a crane in Mumbai on Monday.", "storm happened"),
    ],
)
def test_one_event(text: str, told: str, read: Read) -> None:
    assert [f"{event.label} {event.status}" for event in read(text, _PUBLISHED)] == [told]


def test_who_denies_one_thing_and_accuses_of_another_accuses(read: Read) -> None:
    text = "Baku denied that its troops had opened fire and accused Yerevan of shelling its posts in Kalbajar."
    accused = [event for event in read(text, _PUBLISHED) if event.type == "ACCUSE"]
    assert [event.status for event in accused] == ["happened"]


def test_the_weather_round_an_accident_does_not_name_it(read: Read) -> None:
    text = "A ferry capsized off Mafia island on Tuesday night after hitting a reef in high winds, killing 14 people."
    [event] = read(text, _PUBLISHED)
    assert event.title.startswith("Capsizing of a ferry")


@pytest.mark.parametrize(
    "text", ["Pupils in Kenya did exercises in the yard on Monday.", "Exercises to calm the mind are taught in India."]
)
def test_other_exercises_are_no_event(text: str, read: Read) -> None:
    assert read(text, _PUBLISHED) == ()


def test_the_three_countries_are_those_that_did_something_together(read: Read) -> None:
    text = (
        "Niger signed a defence pact with Mali and Burkina Faso in Bamako last September. French troops left Niger in "
        "December. On Friday the ministers of the three countries are due to meet in Ouagadougou."
    )
    [meeting] = [event for event in read(text, _PUBLISHED) if event.status == "planned"]
    assert {actor.country for actor in meeting.actors} == {"NE", "ML", "BF"}
    assert meeting.title.startswith("Meeting")
