"""Words of war that tell of no war."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

NOTHING = (
    "The chef attacked his cobbler with a spoon in Lyon on Friday.",
    "Bakers in Lyon bomb the crust with sugar.",
    '"Don\'t bomb Belgrade," the poster in Oslo said.',
    "A war of words broke out between Paris and Rome on Monday.",
    "A truce between the cooks was reached in Naples on Friday.",
    "The striker is fighting for a place in the team in Madrid.",
    "The boy is fighting for his life in a hospital in Lima.",
    "The army of economists in Ankara is fighting inflation.",
    "The critic attacked the film in Cannes on Friday.",
    "The runner surrendered her lead in Boston on Monday.",
    "Villagers slaughtered a pig in Buka on Monday.",
    "Climbers reached the summit of Mount Everest on Monday.",
)
SOMETHING = (
    "Rebels surrendered in Bukavu on Monday.",
    "Rebels attacked the bakery in Goma on Monday.",
    "A truce between the rebels and the army was reached in Bangui on Friday.",
    "Jets bombed Belgrade on Monday.",
    "Gunmen slaughtered 20 villagers near Bunia on Monday.",
    "The summit of African leaders in Nairobi opened on Monday.",
)


@pytest.mark.parametrize("text", NOTHING)
def test_no_event(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2021-02-12")] == []


@pytest.mark.parametrize("text", SOMETHING)
def test_an_event(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert len(read(text, "2021-02-12")) == 1
