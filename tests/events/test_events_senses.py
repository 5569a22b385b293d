"""Words of the lexicon that mean something else where they stand: `other_senses.toml`, names, blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import DataError
from geomap.events.lexicon import default_lexicon
from geomap.events.senses import load_senses

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geomap.model import Event

NOTHING = (
    "She was making her way to a friend's house in Lancaster on Saturday.",
    "A custody battle over the boy began in Miami on Friday.",
    "The minister shot down rumours of a deal in Oslo on Friday.",
    "Unemployment in Norway declined to 3.8 percent in January 2021.",
    "An official who spoke on condition of anonymity in Kuwait on Friday was vague.",
    "The firm in Rome will be liquidated on Friday.",
    "The guest is expected to enjoy the food in Paris on Friday.",
    "Investigators in Amherst found a rifle buried near his home on Friday.",
    "The men ran in opposite directions in Durban on Friday.",
    "The president called his predecessor a liar in Baghdad on Friday.",
    "Spitzer attacked him in Albany on Friday for failing to enforce an order.",
    "He drank with friends at the Buffalo Shooting Club in Amherst on Friday.",
    "Scouts collected tins for the Battle Creek food pantry in Nebraska on Friday.",
    "The woman ceased to work for the bank in Boston in 2015.",
    "He was released from hospital in Miami on Friday.",
    "Exiles in Miami heard the news on Friday.",
)
SOMETHING = (
    ("The minister made way for his deputy in Oslo on Friday.", "CONCEDE"),
    ("A gun battle over the border began in Mae Sot on Friday.", "ASSAULT"),
    ("Rebels shot down a helicopter near Goma on Friday.", "ASSAULT"),
    ("The president called his counterpart in Tokyo on Friday.", "CONSULT"),
    ("Gunmen attacked him in Albany on Friday.", "ASSAULT"),
    ("Police launched a manhunt for the gunman in Durban on Friday.", "COERCE"),
    ("The Battle of Mosul began on Friday.", "ASSAULT"),
)


@pytest.mark.parametrize("text", NOTHING)
def test_another_sense(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2021-02-12")] == []


@pytest.mark.parametrize(("text", "type_"), SOMETHING)
def test_the_sense_of_the_lexicon(text: str, type_: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.type for event in read(text, "2021-02-12")] == [type_]


def test_unknown_kinds_are_named(tmp_path: Path) -> None:
    path = tmp_path / "senses.toml"
    path.write_text('[[senses]]\nkinds = ["picnic"]\nnouns = ["battle"]\n', encoding="utf-8")
    with pytest.raises(DataError, match="picnic"):
        load_senses(path, default_lexicon())
