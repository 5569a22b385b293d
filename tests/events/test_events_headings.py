"""Timelines and captions: a date or place at the head of a paragraph holds for what the paragraph tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TIMELINE = """Years of fire

9 February 1996. A lorry bomb explodes in London.

15 August 1998. Omagh. A car bomb explodes among shoppers.
"""


def test_a_heading_dates_and_places_its_paragraph(read: Callable[..., tuple[Event, ...]]) -> None:
    events = {str(event.date_from): event for event in read(TIMELINE)}
    assert set(events) == {"1996-02-09", "1998-08-15"}
    assert events["1998-08-15"].place_name == "Omagh"
    assert {str(event.status) for event in events.values()} == {"happened"}


def test_a_dateline_is_no_heading(read: Callable[..., tuple[Event, ...]]) -> None:
    events = read("Rebels attack town\n\nNAIROBI, Kenya - Rebels attacked a convoy on Friday.", "2021-02-12")
    assert all(event.place_name != "Nairobi" for event in events)


SECTIONS = """Flood bulletin

MANICALAND
- Rebels attacked a convoy on 3 March 2021.

HARARE
Protesters blocked a road on 4 March 2021.

OUTLOOK
Protesters blocked another road on 5 March 2021.
"""


def test_a_section_places_what_is_told_in_it_and_nothing_beyond(read: Callable[..., tuple[Event, ...]]) -> None:
    places = {str(event.date_from): event.place_name for event in read(SECTIONS, "2021-03-06")}
    assert places["2021-03-04"] == "Harare"
    assert places["2021-03-05"] != "Harare"
    assert places["2021-03-03"] not in {"Harare", ""}


def test_a_row_of_a_table_is_an_entry(read: Callable[..., tuple[Event, ...]]) -> None:
    rows = (
        "| Date | Place | Event |",
        "|---|---|---|",
        "| 14 April | Abuja | Car bomb |",
        "| 20 May | Jos | Car bomb |",
    )
    events = read("\n".join(["Attacks in Nigeria", "", *rows, ""]), "2014-07-01")
    assert {(event.place_name, str(event.date_from)) for event in events} == {
        ("Abuja", "2014-04-14"),
        ("Jos", "2014-05-20"),
    }


LOG = """How the night went

2228: Soldiers storm a police station in Istanbul.

0242: A bomb explodes in Ankara.
"""


def test_a_log_past_midnight_turns_the_day(read: Callable[..., tuple[Event, ...]]) -> None:
    days = {event.place_name: str(event.date_from) for event in read(LOG, "2016-07-16")}
    assert days == {"Istanbul": "2016-07-15", "Ankara": "2016-07-16"}


def test_a_log_may_run_backwards(read: Callable[..., tuple[Event, ...]]) -> None:
    title, *entries = LOG.strip().split("\n\n")
    turned = "\n\n".join([title, *entries[::-1]])
    days = {event.place_name: str(event.date_from) for event in read(turned, "2016-07-16")}
    assert days == {"Istanbul": "2016-07-15", "Ankara": "2016-07-16"}


def test_a_year_above_entries_dates_them(read: Callable[..., tuple[Event, ...]]) -> None:
    lines = (
        "# A chronology",
        "## 2012",
        "**22 March** — Rebels attack Gao.",
        "## 2013",
        "**11 January** — Rebels attack Kidal.",
    )
    days = {event.place_name: str(event.date_from) for event in read("\n\n".join(lines), "2014-02-01")}
    assert days == {"Gao": "2012-03-22", "Kidal": "2013-01-11"}


def test_here_is_where_the_text_was_written(read: Callable[..., tuple[Event, ...]]) -> None:
    told = read("GDANSK, Aug. 31, 1980 (Wire) - Workers staged a protest here on Aug. 14.", "1980-08-31")
    assert [event.place_name for event in told] == ["Gdańsk"]


def test_here_in_a_quotation_is_where_the_speaker_is(read: Callable[..., tuple[Event, ...]]) -> None:
    told = read(
        'GDANSK, Aug. 31, 1980 (Wire) - "Workers staged a protest here on Aug. 14," a man in Lodz said.', "1980-08-31"
    )
    assert all(event.place_name != "Gdańsk" for event in told)
