from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geomap.model import Mention, MentionKind, Region, RegionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    Recognise = Callable[..., tuple[Mention, ...]]


def surfaces(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.surface for mention in mentions]


def one(mentions: tuple[Mention, ...], surface: str) -> Mention:
    return next(mention for mention in mentions if mention.surface == surface)


def test_demonyms_are_mentions_of_their_own_kind(recognise: Recognise) -> None:
    found = recognise("Azerbaijani servicemen joined the Turkish army near the town of Basra in Iraq.")
    assert surfaces(found) == ["Azerbaijani", "Turkish", "Basra", "Iraq"]
    assert [mention.kind for mention in found[:2]] == [MentionKind.DEMONYM] * 2
    assert one(found, "Iraq").kind is MentionKind.LITERAL


@pytest.mark.parametrize(
    ("text", "surface", "name", "word"),
    [
        ("Troops entered Idlib province on Friday.", "Idlib", "Idlib", "province"),
        ("Troops entered Idlib Province on Friday.", "Idlib Province", "Idlib", "province"),
        ("Fighting spread in the Syrian province of Idlib.", "Idlib", "Idlib", "province"),
        ("Fighting spread in the city of Mosul.", "Mosul", "Mosul", "city"),
        ("Shells fell on Luhansk Oblast overnight.", "Luhansk Oblast", "Luhansk", "oblast"),
        ("Boats crossed the River Tigris at night.", "River Tigris", "Tigris", "river"),
        ("The fire burned in Kern County for days.", "Kern County", "Kern", "county"),
    ],
)
def test_kind_words(recognise: Recognise, text: str, surface: str, name: str, word: str) -> None:
    mention = one(recognise(text), surface)
    assert mention.kind_word == word
    assert mention.name in {name, surface}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Turkey–Armenia border is closed.", ["Turkey", "Armenia"]),
        ("The Azerbaijan-Turkey exercises began.", ["Azerbaijan", "Turkey"]),
        ("The Russia/Ukraine talks resumed in Minsk.", ["Russia", "Ukraine", "Minsk"]),
        ("The president of Guinea-Bissau resigned.", ["Guinea-Bissau"]),
    ],
)
def test_joined_names(recognise: Recognise, text: str, expected: list[str]) -> None:
    assert surfaces(recognise(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton waved to her fans.",
        "Michael Jordan scored forty points.",
        "They ate turkey and read a nice book about the march.",
        "In March, Theresa May was reading a mobile phone manual.",
    ],
)
def test_people_and_words_are_no_places(recognise: Recognise, text: str) -> None:
    assert recognise(text) == ()


@pytest.mark.parametrize("text", ["Chad closed its border.", "Chad closed its border with Sudan.", "Troops left Chad."])
def test_a_country_that_is_also_a_first_name(recognise: Recognise, text: str) -> None:
    assert "Chad" in surfaces(recognise(text))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Soldiers shelled Goma on Sunday.", "Goma"),
        ("The army shelled Bakhmut on Sunday.", "Bakhmut"),
        ("Fighters seized Kobani from the militants.", "Kobani"),
        ("Rebels captured Bunia.", "Bunia"),
    ],
)
def test_what_is_shelled_or_seized_is_a_place(recognise: Recognise, text: str, place: str) -> None:
    assert surfaces(recognise(text)) == [place]


@pytest.mark.parametrize(
    "text", ["Soldiers captured Saddam Hussein.", "Rebels captured Colonel Diaz.", "Police captured Lopez."]
)
def test_who_is_captured_is_not_a_place(recognise: Recognise, text: str) -> None:
    assert recognise(text) == ()


def test_a_first_name_that_is_also_a_country(recognise: Recognise) -> None:
    assert recognise("Chad Smith waved to his fans.") == ()


def test_names_inside_organisations_are_associative(recognise: Recognise) -> None:
    found = recognise("The Turkish Defense Ministry and the University of Aleppo issued a statement.")
    assert one(found, "Turkish").kind is MentionKind.DEMONYM
    assert any("Aleppo" in surface for surface in surfaces(found))


def test_a_government_spoken_of_by_its_seat(recognise: Recognise) -> None:
    found = recognise("Washington said that Ankara would attend the talks in Geneva.")
    assert one(found, "Washington").kind is MentionKind.METONYM
    assert one(found, "Geneva").kind is MentionKind.LITERAL


def test_abbreviated_states(recognise: Recognise) -> None:
    found = recognise("A man from Alexandria, La., was held in Wheeling, W.Va., on Monday.")
    assert surfaces(found) == ["Alexandria", "La.", "Wheeling", "W.Va."]
    assert one(found, "La.").name == "Louisiana"


def test_capitals_throughout(recognise: Recognise) -> None:
    found = recognise("EARTHQUAKE STRIKES INDONESIA AND MALAYSIA, HUNDREDS DEAD")
    assert surfaces(found) == ["INDONESIA", "MALAYSIA"]


def test_metadata_is_ignored_and_the_dateline_kept(recognise: Recognise) -> None:
    text = "Posted in Canada\n\nNAIROBI, Kenya - The talks began."
    regions = (Region(0, 16, RegionKind.METADATA), Region(18, 33, RegionKind.DATELINE))
    assert surfaces(recognise(text, regions=regions)) == ["NAIROBI", "Kenya"]


def test_given_mentions_are_kept_exactly(recognise: Recognise) -> None:
    text = "Rebels left Homs. Syrian forces came from Kars province."
    found = recognise(text, given=[(18, 24), (12, 16), (42, 46)])
    assert surfaces(found) == ["Homs", "Syrian", "Kars"]
    assert found[1].kind is MentionKind.DEMONYM
    assert found[2].kind_word == "province"


def test_founding_article(recognise: Recognise, founding_text: str) -> None:
    found = recognise(founding_text)
    names = surfaces(found)
    assert {
        "Azerbaijani",
        "Turkish",
        "Kars",
        "Armenian",
        "Armenia",
        "Karabakh",
        "Turkey",
        "Azerbaijan",
        "Russia",
    } <= set(names)
    assert names.count("Kars") == founding_text.count("Kars")
    assert {mention.kind_word for mention in found if mention.surface == "Kars"} == {"province", ""}
    assert not {"Tofig", "Zulfugarov", "JAMnews"} & set(" ".join(names).split())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "Paris",
                "Kars province",
                "U.S.",
                ",",
                "-",
                "the",
                "Turkish",
                "’s",
                "MOSCOW",
                "\n\n",
                "in",
                "Lake Van",
                "(",
                "🙂",
            ]
        ),
        max_size=12,
    )
)
def test_mentions_are_in_order_and_apart(recognise: Recognise, words: list[str]) -> None:
    text = " ".join(words)
    found = recognise(text)
    assert all(text[mention.start : mention.end] == mention.surface for mention in found)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
