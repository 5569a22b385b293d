"""Dates by arithmetic, the text's own names, and nouns that refer back to a town."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geomap.events.naming import place_name
from geomap.model import Mention, MentionKind, Place, Resolution, WherePrec

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

MEKELLE = Place("1", "Mek'ele", 13.5, 39.47, "ET")


@pytest.mark.parametrize(
    ("surface", "kind", "told"),
    [
        ("Mekelle", MentionKind.LITERAL, "Mekelle"),
        ("MEKELLE", MentionKind.LITERAL, "Mek'ele"),
        ("Tigrayan", MentionKind.DEMONYM, "Mek'ele"),
        ("Makale", MentionKind.METONYM, "Mek'ele"),
    ],
)
def test_place_name_is_the_texts_own(surface: str, kind: MentionKind, told: str) -> None:
    mention = Mention(0, len(surface), surface, kind=kind)
    assert place_name(Resolution(mention, MEKELLE, score=1.0)) == told


def test_place_name_of_none() -> None:
    assert not place_name(None)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Five days after a bus crashed near Kars, the minister resigned.", "2021-05-27", "2021-05-27"),
        ("A military exercise near Kars closed on Friday after two weeks.", "2021-05-14", "2021-05-28"),
        (
            "On 3 March 2021 rebels attacked Kars. The next day missiles struck the port of Odesa.",
            "2021-03-04",
            "2021-03-04",
        ),
        (
            "Police raided an embassy in Quito on 3 May. Cuba severed relations with Peru within hours of the raid.",
            "2021-05-03",
            "2021-05-03",
        ),
        (
            "Rebels and villagers clashed at Kars on 26 May. The clash came two days after ministers met in Ankara.",
            "2021-05-24",
            "2021-05-24",
        ),
        (
            "India's return was announced on 19 May, a week before the dialogue in Delhi with Japan.",
            "2021-05-26",
            "2021-05-26",
        ),
        (
            "The coup took place on 18 March. Two months after the coup, rebels freed four hostages in Tessalit.",
            "2021-05-01",
            "2021-05-31",
        ),
        (
            "Marines crossed into Lebanon in March and killed a commander in an air strike on Tyre on the 27th.",
            "2021-03-27",
            "2021-03-27",
        ),
        (
            "A bridge collapsed in Genoa on 14 May. The mayor resigned three days after it.",
            "2021-05-17",
            "2021-05-17",
        ),
        (
            "A quake struck Hualien on 3 May. A factory evacuated its plants in Hsinchu on the morning of the quake.",
            "2021-05-03",
            "2021-05-03",
        ),
        (
            "The government met on Sunday. The order came three days after a dam burst near Mai Mahiu.",
            "2021-05-27",
            "2021-05-27",
        ),
        (
            "On Monday a boat capsized near Otuan; eleven bodies had been recovered by this morning.",
            "2021-05-31",
            "2021-05-31",
        ),
    ],
)
def test_dates_by_arithmetic(read: Callable[..., tuple[Event, ...]], text: str, start: str, end: str) -> None:
    found = {(event.date_from, event.date_to) for event in read(text, "2021-06-01")}
    assert (date.fromisoformat(start), date.fromisoformat(end)) in found


def test_unknown_place_keeps_its_name_and_is_drawn_at_the_country(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "Troops train in Queensland and in Brisbane. A helicopter crashed on Lindeman Island on Monday."
    event = next(item for item in read(text, "2021-06-01") if item.type == "HAZARD")
    assert "Lindeman Island" in event.place_name
    assert event.country == "AU"
    assert "no gazetteer knows" in event.place_reasons[0]
    assert event.where_prec is WherePrec.COUNTRY


def test_the_capital_is_the_one_named(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "Ministers arrived in Beijing on Monday. Protesters clashed with police in the Chinese capital on Tuesday."
    assert any(item.place_name == "Beijing" and item.date_from == date(2021, 6, 1) for item in read(text, "2021-06-02"))
