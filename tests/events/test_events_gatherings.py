"""Visits, marches, meetings and drills whose clause alone shows that they are events; what did not take place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

    Read = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("The company's visit to Lusaka did not go ahead.", "CONSULT", "cancelled"),
        ("The march planned for Saturday in Lusaka did not take place.", "PROTEST", "cancelled"),
        ("The summit in Nairobi set for Monday never happened.", "CONSULT", "cancelled"),
        ("The drills in Poland did not go ahead as planned on Friday.", "MOBILIZE", "cancelled"),
        ("A march in Lusaka was called off on Monday.", "PROTEST", "cancelled"),
        ("The school held its meeting in Lusaka on Friday.", "CONSULT", "happened"),
    ],
)
def test_what_only_an_event_can_do_makes_a_gathering_of_a_noun(read: Read, text: str, kind: str, status: str) -> None:
    (event,) = read(text, "2024-01-19")
    assert (event.type, event.status) == (kind, status)


def test_a_deed_that_never_took_place_is_denied_and_not_called_off(read: Read) -> None:
    (event,) = read("The attack in Kano on Monday never took place, the army said.", "2024-01-19")
    assert event.status == "denied"


@pytest.mark.parametrize(
    "text", ["The march of time goes on in Lusaka.", "He watched the drills of the dentist in Lusaka."]
)
def test_without_such_a_clause_the_noun_is_none(read: Read, text: str) -> None:
    assert read(text, "2024-01-19") == ()
