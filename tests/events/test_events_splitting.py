"""One word may tell of several events, and a word may stand for another event of the kind told last."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Event

Read = Callable[..., tuple[Event, ...]]


def _told(events: tuple[Event, ...]) -> list[tuple[str, str]]:
    return [(event.place_name, event.edtf) for event in events]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Bombs exploded in Colombo on Sunday, in Kandy on Monday and in Galle on Tuesday.",
            [("Colombo", "2023-05-07"), ("Kandy", "2023-05-08"), ("Galle", "2023-05-09")],
        ),
        (
            "Women marched in Kabul on Friday, and again in Herat and Bamiyan on Sunday.",
            [("Kabul", "2023-05-05"), ("Herat", "2023-05-07")],
        ),
        (
            "The army captured Kutum on 1 April and Tarhuna, the last stronghold in the west, on 5 May.",
            [("Kutum", "2023-04-01"), ("Tarhuna", "2023-05-05")],
        ),
        (
            "Earthquakes struck the province on 7 April and on 11 April.",
            [("", "2023-04-07"), ("", "2023-04-11")],
        ),
        (
            "Rebels attacked a school in Goma and a clinic in Bukavu on Tuesday.",
            [("Goma", "2023-05-09"), ("Bukavu", "2023-05-09")],
        ),
    ],
)
def test_a_place_and_a_date_given_anew_are_another_event(
    read: Read, text: str, expected: list[tuple[str, str]]
) -> None:
    assert _told(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Talks were held in Vienna in March and April.",
        "Russia and Ukraine held talks in Minsk on Monday and Tuesday.",
        "The army shelled Goma, in the Democratic Republic of the Congo, on Monday.",
        "A bomb exploded in Mosul on Monday, killing two soldiers and a driver from Kirkuk.",
    ],
)
def test_what_goes_on_or_lies_inside_is_one_event(read: Read, text: str) -> None:
    assert len(read(text)) == 1


@pytest.mark.parametrize(
    ("text", "expected", "title"),
    [
        ("Another blast followed in Dehiwala, and a second in Dematagoda.", "Dematagoda", "Blast in Dematagoda"),
        (
            "The first attack took place in Nice on 14 July 2016; the second was in Berlin that December.",
            "Berlin",
            "Attack in Berlin",
        ),
        (
            "The first summit was held in Paris on 3 May. The second, in Rome on 5 May, ended without a statement.",
            "Rome",
            "Summit in Rome",
        ),
    ],
)
def test_an_ordinal_stands_for_another_event(read: Read, text: str, expected: str, title: str) -> None:
    found = {event.place_name: event.title for event in read(text)}
    assert len(found) == 2
    assert found[expected] == title


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed two soldiers in Mosul on Monday and wounded a third.",
        "Two policemen were killed in an attack in Kandahar. Another was wounded.",
    ],
)
def test_one_more_victim_is_no_event(read: Read, text: str) -> None:
    assert len(read(text)) == 1


def test_the_parts_of_a_sentence_have_ids_of_their_own(read: Read) -> None:
    events = read("Bombs exploded in Colombo on Sunday and in Kandy on Monday.")
    assert len({event.id for event in events}) == 2
