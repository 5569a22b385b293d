"""What kind of event a deed is where its words alone mislead, and what its title names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TITLES = {
    "On Dec. 18, 2020, militants seized a police training centre in Bannu.": (
        "ASSAULT",
        "Seizure of a police training centre in Bannu",
    ),
    "Rebels seized the town of Bunagana on Monday.": ("ASSAULT", "Capture of Bunagana"),
    "A wall of water swept through Schuld on Monday.": ("HAZARD", "Wall of water in Schuld"),
    "Prime Minister António Costa ordered 300 soldiers to Pemba on Monday.": (
        "MOBILIZE",
        "Deployment of 300 soldiers in Pemba",
    ),
    "Three Russian jets violated Finnish airspace on Monday.": ("MOBILIZE", "Violation of Finnish airspace"),
    "Italy will send a destroyer to Yokosuka in May.": ("MOBILIZE", "Deployment of a destroyer in Yokosuka"),
    "China's coast guard rammed a boat near Thitu Island on Monday.": ("COERCE", "Ramming of a boat near Thitu Island"),
    "Police in Lahore were put on alert on Tuesday.": ("MOBILIZE", "Alert in Lahore"),
    "Gunmen moved on to Tera on Monday, where they burned grain stores and drove off scores of camels.": (
        "ASSAULT",
        "Burning of grain stores in Tera",
    ),
}


@pytest.mark.parametrize("text", TITLES)
def test_kind_and_title(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [(event.type.name, event.title) for event in read(text, "2021-02-12")] == [TITLES[text]]


@pytest.mark.parametrize(
    "text",
    ["Soldiers went from house to house in Goma on Monday.", "Troops moved from door to door in Kharkiv on Monday."],
)
def test_going_from_house_to_house_is_no_withdrawal(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert not [event for event in read(text, "2021-02-12") if event.type.name == "RETREAT"]


def test_a_common_noun_at_the_head_of_a_headline_is_no_name(read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read("Ferry sinks off Pemba island")] == ["Sinking of ferry off Pemba"]


def test_a_day_before_a_name_is_not_part_of_it(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("On Saturday Prime Minister António Costa ordered 300 soldiers to Pemba.", "2021-02-12")
    assert not any("Saturday" in actor.name for actor in event.actors)


def test_a_year_joined_to_a_name_is_no_date(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read("Russia held the exercise Kavkaz-2020 from 21 to 26 September at Kapustin Yar.", "2021-02-12")
    assert str(event.edtf).startswith("2020-09-21")
