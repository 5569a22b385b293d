"""A denial does not swallow what happened; the accuser did not do it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from geomap.model import Event, Status

Read = Callable[..., tuple[Event, ...]]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Soldiers shelled Goma on Sunday. The army denied shelling a hospital in Bukavu.", "Goma"),
        ("Gunmen attacked a market in Kano on Monday. The group denied attacking a school in Kaduna.", "Kano"),
    ],
)
def test_a_denial_of_one_deed_leaves_another_standing(read: Read, text: str, place: str) -> None:
    found = {event.place_name: event.status for event in read(text)}
    assert found[place] is Status.HAPPENED
    assert [status for name, status in found.items() if name != place] == [Status.DENIED]


def test_what_the_text_tells_as_fact_stands_though_somebody_denies_it(read: Read) -> None:
    (event,) = read("Rebels attacked the base in Goma on Sunday. Rwanda denied the attack.")
    assert event.status is Status.HAPPENED
    assert event.disagreements == ("Rwanda denies it",)


@pytest.mark.parametrize(
    ("text", "accused", "accuser"),
    [
        ("Kenya accused Uganda of bombing Busia on Sunday.", "UG", "KE"),
        ("Ukraine accused Russia of blowing up the dam in Nova Kakhovka.", "RU", "UA"),
        ("Pakistan blamed India for shelling a village in Kashmir on Sunday.", "IN", "PK"),
    ],
)
def test_the_accuser_did_not_do_it(read: Read, text: str, accused: str, accuser: str) -> None:
    deed = next(event for event in read(text) if event.type == "ASSAULT")
    doers = {actor.country for actor in deed.actors if actor.role == "actor"}
    assert doers == {accused}
    assert deed.attributed_to
    assert accuser not in doers
