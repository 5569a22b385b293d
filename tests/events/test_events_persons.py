"""Names of persons are no scenes, however they stand in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


@pytest.mark.parametrize(
    "text",
    [
        "The doctor was Barnett Slepian of Amherst. A bullet killed a guest on Friday and hit Slepian in the back.",
        "The police in Miami were outside the home of Lazaro Gonzalez on Monday, where Lazaro Gonzalez was arrested.",
    ],
)
def test_a_person_is_no_place(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    events = read(text, "2021-02-12")
    assert events
    assert not {"Slepian", "Lazaro Gonzalez"} & {event.place_name for event in events}
