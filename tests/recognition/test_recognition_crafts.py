"""Ships, aircraft and companies that bear a place's name are no places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Mention


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HMAS Adelaide left for Tonga on Friday.", "Adelaide"),
        ("The frigate Ballarat joined the drill off India.", "Ballarat"),
        ("The exercise was built around the carriers Vikramaditya and Nimitz.", "Nimitz"),
        ("American forces in Chinook helicopters landed in Sudan.", "Chinook"),
        ("A Hercules from Auckland landed. The Hercules brought water.", "Hercules"),
        ("A dam of the mining company Vale burst. Courts froze Vale's money.", "Vale"),
    ],
)
def test_what_bears_a_place_s_name(recognise: Callable[..., tuple[Mention, ...]], text: str, name: str) -> None:
    assert name not in {mention.surface for mention in recognise(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("HMAS Canberra anchored in Sydney.", "Sydney"),
        ("The ferry sank off Zanzibar.", "Zanzibar"),
        ("A Paris court jailed him.", "Paris"),
        ("The Kaduna company said so. Gunmen raided Kaduna.", "Kaduna"),
    ],
)
def test_places_beside_them_stay(recognise: Callable[..., tuple[Mention, ...]], text: str, name: str) -> None:
    assert name in {mention.surface for mention in recognise(text)}


@pytest.mark.parametrize("name", ["Dasht-e-Barchi", "Croix-des-Bouquets", "Zinda Jan"])
def test_a_name_is_not_cut_at_a_small_word(recognise: Callable[..., tuple[Mention, ...]], name: str) -> None:
    assert name in {mention.surface for mention in recognise(f"Gunmen attacked a police post in {name} on Sunday.")}
