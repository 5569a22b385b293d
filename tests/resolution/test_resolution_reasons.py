"""Reasons in words: each true of the text it is said of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind, Resolution

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolve = Callable[[str], tuple[Resolution, ...]]


def named(found: tuple[Resolution, ...], surface: str) -> Resolution:
    return next(r for r in found if r.mention.surface == surface and r.mention.kind is not MentionKind.RELATION)


def test_the_country_is_counted(resolve: Resolve) -> None:
    kars = named(resolve("Snow fell in Kars province. Turkey sent ploughs; Turkey has many. Turkey waits."), "Kars")
    assert "the text says province" in kars.reasons
    assert any(reason.endswith("is in Turkey, named 3 times") for reason in kars.reasons)


def test_only_containers_that_hold_it_are_named(resolve: Resolve) -> None:
    found = named(resolve("Harvard and MIT in Cambridge, Massachusetts, near Boston, reopened."), "Cambridge")
    assert "the text places it in Massachusetts" in found.reasons
    for other in found.alternatives:
        if other.place.admin1 != "US-MA" and other.place.feature_class == "P":
            assert "the text places it in Massachusetts, where this is not" in other.reasons


def test_demonyms_say_whose(resolve: Resolve) -> None:
    found = named(resolve("Turkish and Azerbaijani officers met."), "Turkish")
    assert found.reasons[0] == "“Turkish” is the adjective or people of Turkey"


def test_every_choice_and_runner_up_has_a_reason(resolve: Resolve) -> None:
    text = "Farmers near Córdoba, Argentina, met in Rosario. Springfield sent nobody, nor did Georgia or the Alps."
    for item in resolve(text):
        if item.mention.kind is MentionKind.RELATION:
            continue
        assert item.reasons
        assert all(len(reason) < 140 for reason in item.reasons)
        assert all(other.reasons for other in item.alternatives)


def test_regional_adjectives_stand_for_their_region(resolve: Resolve) -> None:
    found = resolve("Sicilian farmers and Dagestani wrestlers met.")
    codes = {item.mention.surface: item.place.admin1 for item in found if item.place is not None}
    assert codes["Sicilian"] == "IT-82"
    assert codes["Dagestani"] == "RU-DA"


def test_a_country_is_no_town(resolve: Resolve) -> None:
    found = named(
        resolve("Crowds filled Niger's capital, Niamey, on Sunday; Niger is a country of the Sahel."), "Niger"
    )
    assert "the text says capital" not in found.reasons
