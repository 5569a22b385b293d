"""Charges, arrests and sentences, and the deeds they are for: each has its own date, both are events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TOLD = {
    "A man was charged on Tuesday with the murder of two women in Leeds.": {
        ("charge", "2021-02-09"),
        ("killing", "../2021-02-12"),
    },
    "Two men were arrested on Monday in connection with the killing of a mayor in Tijuana on 3 January.": {
        ("arrest", "2021-02-08"),
        ("killing", "2021-01-03"),
    },
    "A man was jailed for life on Friday for the 2019 bombing of a church in Jolo.": {
        ("arrest", "2021-02-12"),
        ("airstrike", "2019"),
    },
    "He was indicted Thursday in the 2018 shooting of a police officer in Dallas.": {
        ("charge", "2021-02-11"),
        ("killing", "2018"),
    },
    "Farrin was arrested on February 3 on a charge of simple assault for attacking a man in Penacook.": {
        ("arrest", "2021-02-03"),
        ("attack", "../2021-02-12"),
    },
    "An inquest ruled on Tuesday in Las Vegas that the police shooting of a man in Reno on January 23 was justified.": {
        ("trial", "2021-02-09"),
        ("killing", "2021-01-23"),
    },
    "A federal grand jury in Boston indicted three Chinese scientists on Tuesday.": {("charge", "2021-02-09")},
}


@pytest.mark.parametrize("text", TOLD)
def test_court_and_deed_have_dates_of_their_own(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert {(event.label, event.edtf) for event in read(text, "2021-02-12")} == TOLD[text]


@pytest.mark.parametrize(
    "text",
    [
        "Critics charged that the law in Poland was unfair.",
        "He denied the charges in court in Oslo on Monday.",
    ],
)
def test_charges_that_nobody_brings(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert "charge" not in {event.label for event in read(text, "2021-02-12")}
