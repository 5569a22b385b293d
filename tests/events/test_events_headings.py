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
