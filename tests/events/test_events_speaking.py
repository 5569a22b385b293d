"""Words that name no event of their own: what something is called, what there is none of, what nobody did."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

NOTHING = (
    "Tehran described the ruling in Gibraltar as piracy on Friday.",
    "The minister in Nairobi described the fee as an act of war on Monday.",
    "The mayor of Lima called the invasion of his garden treasonous on Monday.",
    "No attack has taken place in Brussels, the police said on Friday.",
    "Nobody attacked the station in Lyon on Monday.",
    "None of the rebels surrendered in Bukavu on Monday.",
    "There is no question of a prisoner swap, London said on Monday.",
)


@pytest.mark.parametrize("text", NOTHING)
def test_what_is_only_called_so_or_not_there_is_no_event(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2021-02-12")] == []


def test_what_a_plan_is_for_is_not_planned(read: Callable[..., tuple[Event, ...]]) -> None:
    told = read("Niger accused Paris on Monday of planning air strikes to free the hostages.", "2021-02-12")
    assert "RETREAT" not in {str(event.type) for event in told}


def test_what_is_called_names_is_told_where_it_is_told(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "Gunmen attacked a market in Goma on Monday. The mayor called the attack barbaric. It was no accident."
    assert [str(event.type) for event in read(text, "2021-02-12")] == ["ASSAULT"]


def test_a_strike_is_called(read: Callable[..., tuple[Event, ...]]) -> None:
    assert [str(event.type) for event in read("Unions called a strike in Lyon on Monday.", "2021-02-12")] == ["PROTEST"]


def test_the_first_of_a_kind_is_not_another(read: Callable[..., tuple[Event, ...]]) -> None:
    text = "A bomb exploded in a school in Kabul on Friday. It was not the first attack. The first was a car."
    assert len(read(text, "2021-02-14")) == 1
