"""What ties an event to a place or a day: names that go on, roles in a sentence, weekdays in a text without a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


def test_a_building_of_a_town_is_the_scene(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("The president attended a rally on Thursday at Havana's Palace of Conventions.", "2021-02-12")
    assert event.place_name == "Palace of Conventions"
    assert event.country == "CU"


@pytest.mark.parametrize("role", ["subject", "target"])
def test_who_is_the_subject_of_a_manhunt_is_hunted(role: str, read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read(f"Kopp has been the {role} of a manhunt since Friday.", "2021-02-12")
    assert event.type == "COERCE"


def test_a_weekday_ties_an_event_down_in_a_text_without_a_date(read: Callable[..., tuple[Event, ...]]) -> None:
    filler = "The company sells cards, cups and calendars, and its owner knows the trade well. " * 8
    text = f"The owner of a restaurant was arrested on Thursday on federal charges. {filler}The war was long ago."
    assert "arrest" in {event.label for event in read(text)}


def test_youths_who_pull_down_a_fence_withdraw_nothing(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("The fence of the school in Owerri was pulled down by youths on February 3.", "2021-02-12")
    assert (event.type, event.edtf) == ("PROTEST", "2021-02-03")
