"""Which place of its sentence an event has, and what becomes of names that nobody recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.errors import DataError
from geomap.events.place_ranker import chances, default_place_ranker, load_place_ranker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Event


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "A bomb exploded near the Cashmere High School in Christchurch on Monday, killing four.",
            "Cashmere High School",
        ),
        ("Gunmen killed nine people in a village in Zamfara on Friday, police in Abuja said.", "Zamfara"),
        ("On Sunday rebels attacked Goma, and an official in Kigali denied that Rwanda had helped them.", "Goma"),
        ("Thousands protested in Lagos on Friday over prices.", "Lagos"),
    ],
)
def test_the_place_is_where_it_happened(read: Callable[..., tuple[Event, ...]], text: str, place: str) -> None:
    assert read(text)[0].place_name == place


def test_a_name_that_nobody_knows_stays_and_is_drawn_at_its_country(read: Callable[..., tuple[Event, ...]]) -> None:
    event = read("A bomb exploded near the Cashmere High School in Christchurch on Monday, killing four.")[0]
    assert event.country == "NZ"
    assert event.toponym is None
    assert "no gazetteer knows" in event.place_reasons[0]


def test_where_a_noun_is_told_of_a_place_of_another_event_is_not_its_own(
    read: Callable[..., tuple[Event, ...]],
) -> None:
    events = read("Shops are shut since protests began in May, after a minister was arrested in Lima on 7 May.")
    assert all(event.place_name != "Lima" for event in events if event.type == "PROTEST")


@given(st.lists(st.dictionaries(st.sampled_from("abcde"), st.floats(-50, 50)), min_size=1, max_size=6))
def test_chances_add_up(options: list[dict[str, float]]) -> None:
    found = chances(options, {"a": 1.0, "b": -2.0, "c": 3.0})
    assert sum(found) == pytest.approx(1.0)
    assert all(0.0 <= chance <= 1.0 for chance in found)


def test_the_weights_that_ship_know_that_in_is_where(tmp_path: Path) -> None:
    weights = default_place_ranker().sentence
    assert weights["link in event"] > weights.get("link subject event", 0.0)
    broken = tmp_path / "weights.json"
    broken.write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="no weights"):
        load_place_ranker(broken)


def test_a_named_facility_is_told_by_its_name_and_drawn_at_its_town(read: Callable[..., tuple[Event, ...]]) -> None:
    event = read("In Abuja a bomb exploded at the Emab Plaza shopping centre on Monday, killing 21.")[0]
    assert event.place_name == "Emab Plaza"
    assert event.country == "NG"
    assert "shown at Abuja" in event.place_reasons[0]


def test_a_facility_is_called_by_its_whole_name(read: Callable[..., tuple[Event, ...]]) -> None:
    event = read("Kabul was quiet. On Tuesday a bomber struck the Abdul Rahim Shahid high school.")[0]
    assert event.place_name == "Abdul Rahim Shahid high school"
    assert "shown at Kabul" in event.place_reasons[0]


def test_an_army_s_initials_and_a_house_s_name_are_no_places(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "Fighting between the army and the RSF killed nine people in Omdurman on Monday.\n\n"
        "A delegation of the House of Representatives visited Taipei on Tuesday."
    )
    assert {"Omdurman", "Taipei"} <= {event.place_name for event in events}
    assert not {"RSF", "Representatives"} & {event.place_name for event in events}


def test_who_brought_a_truce_about_is_not_where_it_holds(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read("A truce brokered by Moscow and Washington collapsed on Tuesday morning.")
    assert all(event.place_name not in {"Moscow", "Washington"} for event in events)


def test_a_town_is_called_as_the_text_mostly_does(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "Floods hit Maiduguri on 10 September 2022. Half of Maiduguri is under water.\n\n"
        "The president arrived in the city on 12 September 2022.",
    )
    assert "Maiduguri" in {event.place_name for event in events if event.type in {"CONSULT", "MOBILIZE"}}


def test_an_agreement_is_where_the_talks_were_held_that_led_to_it(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "The foreign ministers of Saudi Arabia and Iran met in Beijing on Thursday. "
        "They signed an agreement on flights."
    )
    assert {event.place_name for event in events} == {"Beijing"}


def test_a_visit_to_the_wounded_is_where_the_story_plays(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(
        "A bridge collapsed in Genoa on Tuesday, killing 39 people.\n\n"
        "On Wednesday the prime minister visited the survivors."
    )
    assert [event.place_name for event in events if event.type == "CONSULT"] == ["Genoa"]


def test_the_town_in_the_headline_is_the_stage_of_what_no_place_is_given_for(
    read: Callable[..., tuple[Event, ...]],
) -> None:
    events = read(
        "Floods in Maiduguri\n\nWater ran into Maiduguri on Tuesday. In Kano it rained. In Maiduguri walls fell; "
        "families sleep in Jos and in Lagos.\n\nAnd it is not over yet.\n\nSo they say.\n\n"
        "Police arrested three people on Thursday."
    )
    assert [event.place_name for event in events if event.type == "COERCE"] == ["Maiduguri"]
