"""Beginnings and ends told apart, lengths of time, stories that look back, and what has gone on since then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

CASES: dict[str, tuple[str, str | None, str | None]] = {
    "in one sentence": (
        "The strike that began in the shipyard of Gdynia on 14 May ended on Monday.",
        "2021-05-14",
        "2021-05-31",
    ),
    "in two": (
        "The military exercise near Kars ended on Monday. The drill had begun on 24 May, the ministry said.",
        "2021-05-24",
        "2021-05-31",
    ),
    "a visit of three days": (
        "The Peruvian president began a three-day visit to Rome on Monday.",
        "2021-05-31",
        "2021-06-02",
    ),
    "for a week": ("The army sealed off Mubende for a week on 10 May.", "2021-05-10", "2021-05-16"),
    "at the end of five days": (
        "The ministers signed a text at the end of five days of talks in Doha on 10 May.",
        "2021-05-06",
        "2021-05-10",
    ),
    "came to an end after four days": (
        "A military exercise near Riga came to an end on Friday after four days of carrier operations.",
        "2021-05-25",
        "2021-05-28",
    ),
    "a length that is over counts from nothing": (
        "On Monday police stormed the school in Bogo, which had been occupied for three weeks.",
        "2021-05-31",
        "2021-05-31",
    ),
    "before another event": (
        "The cyclone struck Sittwe on 14 May. Before the storm some 60,000 people had been moved to higher ground.",
        None,
        "2021-05-14",
    ),
    "since another event": (
        "The incursion began on 6 May. The army has moved 130,000 people out of Sumy since the fighting started.",
        "2021-05-06",
        None,
    ),
    "the fifth day of the search": (
        "Rescuers with dogs combed the ruins on Friday, the fifth day of the search for victims in Wayanad.",
        "2021-05-24",
        "2021-05-28",
    ),
    "two days listed": ("Army planes bombed Nyala on 15 and 17 May.", "2021-05-15", "2021-05-17"),
    "overnight from one day to the next": (
        "Overnight on May 13 to 14 drones struck the port of Odesa.",
        "2021-05-13",
        "2021-05-14",
    ),
    "since then": (
        "The army and rebels fought near Sittwe until November last year. A ceasefire has held since then.",
        "2020-11-30",
        None,
    ),
    "a story that looks back goes on there": (
        "The court in Seoul meets today. Yoon had declared martial law on 3 May. Troops attacked the assembly.",
        "2021-05-03",
        "2021-05-03",
    ),
    "but where it told of a day it goes on from that": (
        "The motion was passed on Friday. A first one had failed on 3 May. Crowds marched through Seoul.",
        "2021-05-28",
        "2021-05-28",
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_first_and_last_day(read: Callable[..., tuple[Event, ...]], name: str) -> None:
    text, start, end = CASES[name]
    wanted = tuple(None if day is None else date.fromisoformat(day) for day in (start, end))
    assert wanted in {(event.date_from, event.date_to) for event in read(text, "2021-06-01")}
