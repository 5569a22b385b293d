"""A headline and a body in any combination: read without a failure, and what only the headline tells is an event."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

HEADLINES = (
    "",
    "Storm",
    "Statement",
    "Bomb kills five in Kandahar",
    "Annual drills and second attack in Kandahar",
    "No strike, no war",
)
BODIES = (
    "",
    "Officials gave no details.",
    "KABUL, 14 March 2023 - Officials gave no details.",
    "The storm could bring torrential rain to Hualien on Thursday.",
    "The attack was the second.",
    "Every year the drills are held in Kars.",
    "A bomb killed five people in Kandahar on Monday.",
)


@pytest.mark.parametrize(("headline", "body"), [pair for pair in product(HEADLINES, BODIES) if any(pair)])
def test_no_combination_fails(read: Callable[..., tuple[Event, ...]], headline: str, body: str) -> None:
    events = read("\n\n".join(filter(None, (headline, body))), "2023-03-14")
    assert all(event.evidence for event in events)


def test_an_event_of_the_headline_alone(read: Callable[..., tuple[Event, ...]]) -> None:
    (event,) = read(f"{HEADLINES[3]}\n\n{BODIES[2]}", "2023-03-14")
    assert event.place_name == "Kandahar"
    assert event.evidence[0].text == HEADLINES[3]
