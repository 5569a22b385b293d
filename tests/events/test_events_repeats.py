"""Nouns that point back: what their sentence says of somewhere and some day else is not the event's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import DataError
from geomap.events.kinship import load_kinship
from geomap.model import Event, EventType
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Read = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen attacked the village of Solhan on Saturday. Thousands have fled to Sebba since the attack.",
        "A bomb went off in Kabul on Saturday. Islamic State claimed responsibility for the attack on Sunday.",
        "A bomb went off in Kabul on Saturday. It was the deadliest attack in the country this year.",
        "Protesters marched in Tbilisi on Monday. The president, speaking in Batumi, condemned the march.",
    ],
)
def test_a_noun_that_points_back_makes_no_event_where_it_is_spoken_of(read: Read, text: str) -> None:
    events = [event for event in read(text) if event.type in {EventType.ASSAULT, EventType.PROTEST}]
    assert len(events) == 1
    assert events[0].place_name in {"Solhan", "Kabul", "Tbilisi"}


def test_where_what_is_told_again_began_is_its_place(read: Read) -> None:
    text = "A protest was held in Colombo on Monday. They stayed at Galle Face, where the protest began on Sunday."
    assert any(event.place_name for event in read(text))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Missiles hit a mall in Kremenchuk on Monday, killing 18. The strikes were near a depot.", "airstrike"),
        ("Nurses walked off the job in Harare on Monday over pay. The strike has paralysed hospitals.", "strike"),
    ],
)
def test_a_strike_is_what_the_rest_of_the_text_tells_of(read: Read, text: str, label: str) -> None:
    assert [event.label for event in read(text)] == [label]


def test_the_tragedy_is_evidence_of_what_the_text_is_of(read: Read) -> None:
    text = "A ferry sank off Zanzibar on Friday, killing forty. The tragedy shocked the island."
    (event,) = read(text)
    assert any("tragedy" in item.text for item in event.evidence)


def test_another_edition_in_another_month_is_not_the_one_told(read: Read) -> None:
    text = (
        "The foreign ministers of Armenia and Azerbaijan met in Almaty on Friday. "
        "It was their second meeting since February, when they held talks in Berlin."
    )
    assert {event.place_name for event in read(text)} == {"Almaty", "Berlin"}


def test_what_was_agreed_is_not_told_apart_from_the_agreement(read: Read) -> None:
    text = "The presidents of Nigeria and Chad met in Paris on 7 May and agreed to share intelligence."
    assert EventType.COOPERATE not in {event.type for event in read(text)}


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('strike = ["labour strike", "airstrike"]', 'strike = ["labour strike", "air raid"]', "air raid"),
        ('["coup", "capture", "attack"]', '["coup", "seizure"]', "seizure"),
        ('operation = ["ASSAULT",', 'operation = ["WAR",', "operation"),
    ],
)
def test_a_wrong_kind_in_the_file_of_merging_is_named(tmp_path: Path, before: str, after: str, named: str) -> None:
    text = data_file("curated", "merging.toml").read_text(encoding="utf-8")
    assert before in text
    path = tmp_path / "merging.toml"
    path.write_text(text.replace(before, after), encoding="utf-8")
    with pytest.raises(DataError, match=named):
        load_kinship(path)


def test_an_attack_of_another_day_is_not_the_one_told_though_a_war_began_between(read: Read) -> None:
    text = (
        "Gunmen attacked a school in Kumba on 24 April, killing seven. The attack was the deadliest on a school "
        "since the conflict began in 2016. On 27 April the army raided a camp near Kumba."
    )
    days = {event.edtf for event in read(text) if event.label == "attack"}
    assert {"2023-04-24", "2023-04-27"} <= days
