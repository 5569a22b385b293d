"""Titles as a person would put them: the text's own preposition, article and noun."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event

TITLES = {
    "Armenian troops clashed with Azerbaijani troops on the Armenian border on Friday.": (
        "Fighting between Armenia and Azerbaijan on the Armenian border"
    ),
    "Soldiers exchanged fire along the Line of Control on Monday.": "Fighting along the Line of Control",
    "Soldiers clashed in the Galwan Valley on 15 June 2020.": "Fighting in the Galwan Valley",
    "China fired missiles into the waters around Taiwan on Thursday.": "Missile launches of China around Taiwan",
    "A ferry capsized off Zanzibar on Monday.": "Capsizing of a ferry off Zanzibar",
    "India banned 59 Chinese mobile apps on Monday.": "Ban on 59 Chinese mobile apps in India",
    "Two men were killed in Mombasa on Monday.": "Killing of two men in Mombasa",
    "Police arrested four suspects in Nakuru on Monday.": "Arrest of four suspects in Nakuru",
    "A missile struck a house in Kharkiv on Monday.": "Missile strike in Kharkiv",
    "Nigeria lifted the curfew on Monday.": "Lifting of the curfew in Nigeria",
    "The two presidents met in the United States on Monday.": "Meeting in the United States",
    "A suicide bomber killed ten people in Kabul on Monday.": "Suicide bombing in Kabul",
    "Buildings collapsed in Aleppo on Monday.": "Collapse of buildings in Aleppo",
    "India and China withdrew their troops from Pangong Lake on Wednesday.": (
        "Withdrawal of India and China from Pangong Lake"
    ),
}


@pytest.mark.parametrize("text", TITLES)
def test_title(text: str, read: Callable[..., tuple[Event, ...]]) -> None:
    assert [event.title for event in read(text, "2021-02-12")] == [TITLES[text]]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A bomb exploded on Snake Island on Monday.", "Bombing on Snake Island"),
        ("The president visited Goma on Monday.", "Visit of the president to Goma"),
        ("The foreign minister travelled to Goma on Monday.", "Visit of the foreign minister to Goma"),
    ],
)
def test_places_and_persons_without_a_name_take_their_small_words(
    read: Callable[..., tuple[Event, ...]], text: str, title: str
) -> None:
    assert any(title in event.title for event in read(text))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Soldiers were deployed in Mombasa on Monday.", "Deployment of soldiers in Mombasa"),
        ("Germany dropped its ban on Monday.", "Dropping of the ban in Germany"),
        (
            "Police detained Ruben Vardanyan at the Lachin checkpoint on Monday.",
            "Detention of Ruben Vardanyan at the Lachin checkpoint",
        ),
    ],
)
def test_articles_capitals_and_prepositions_are_those_of_a_sentence(
    read: Callable[..., tuple[Event, ...]], text: str, title: str
) -> None:
    assert title in {event.title for event in read(text)}


def test_a_second_round_is_one_of_what_the_text_tells_of(read: Callable[..., tuple[Event, ...]]) -> None:
    text = (
        "A first round of talks between Armenia and Azerbaijan was held in Yevlakh on 3 May. "
        "The second round took place in Khojaly on Monday."
    )
    assert "Second round of talks" in " ".join(event.title for event in read(text))
