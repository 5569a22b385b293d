"""The forms in which news writes place names, in sentences of the project's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import Mention, MentionKind

if TYPE_CHECKING:
    from collections.abc import Callable

    Recognise = Callable[..., tuple[Mention, ...]]


def surfaces(mentions: tuple[Mention, ...]) -> list[str]:
    return [mention.surface for mention in mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.K. and the UAE signed a deal.", ["U.K.", "UAE"]),
        ("Rebels in the DRC shelled Goma, while UN troops left for the CAR.", ["DRC", "Goma", "CAR"]),
        ("KABUL, Afghanistan (AP) \u2014 A bomb killed three people.", ["KABUL", "Afghanistan"]),
        ("FLOODS KILL DOZENS IN PAKISTAN AS RIVERS RISE", ["PAKISTAN"]),
        ("Tensions Rise In Caracas As Colombia Closes Border", ["Caracas", "Colombia"]),
        ("THE MALIAN ARMY SAID FRANCE HAD SENT AIRCRAFT FROM NIAMEY.", ["MALIAN", "FRANCE", "NIAMEY"]),
        ("The tour stops in Lagos, Accra, Abidjan and Nouakchott.", ["Lagos", "Accra", "Abidjan", "Nouakchott"]),
        ("Floods hit Homs, Hama and Idlib.", ["Homs", "Hama", "Idlib"]),
        ("The Israel/Lebanon frontier was quiet.", ["Israel", "Lebanon"]),
        ("Sino-Indian and Russo-Japanese ties were discussed.", ["Sino", "Indian", "Russo", "Japanese"]),
        ("A blast struck Aleppo University and the Port of Beirut.", ["Aleppo", "Beirut"]),
        ("A court in The Hague sentenced him.", ["Hague"]),
        ("A train from London stopped at Reading in Berkshire.", ["London", "Reading", "Berkshire"]),
        ("Mobile homes burned in the fire.", []),
        ("Paris Hilton flew to Paris.", ["Paris"]),
        ("Chad Johnson flew to Chad.", ["Chad"]),
    ],
)
def test_forms(recognise: Recognise, text: str, expected: list[str]) -> None:
    assert surfaces(recognise(text)) == expected


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("SEOUL, South Korea (Reuters) - North Korea fired a missile.", "SEOUL", MentionKind.LITERAL),
        ("ADDIS ABABA (AFP) - Ethiopian and Eritrean forces clashed.", "ADDIS ABABA", MentionKind.LITERAL),
        ("Belgrade refused to sign, and Pristina blamed Moscow.", "Pristina", MentionKind.METONYM),
        ("Beijing rejected the claim.", "Beijing", MentionKind.METONYM),
        ("Saudi jets bombed Sanaa.", "Saudi", MentionKind.DEMONYM),
        ("A Boston man was arrested.", "Boston", MentionKind.ASSOCIATIVE),
        ("They met in Boston.", "Boston", MentionKind.LITERAL),
        ("The Franco-German summit began.", "Franco", MentionKind.DEMONYM),
    ],
)
def test_kinds(recognise: Recognise, text: str, surface: str, kind: MentionKind) -> None:
    found = {mention.surface: mention for mention in recognise(text)}
    assert found[surface].kind is kind


def test_half_a_demonym_is_looked_up_in_full(recognise: Recognise) -> None:
    found = recognise("The Franco-German summit began.")
    assert [mention.name for mention in found] == ["French", "German"]
    assert surfaces(recognise("General Franco died in his bed.")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police in Ft. Worth arrested two men, and a third was held in Dallas.", ["Ft. Worth", "Dallas"]),
        ("A fire burned near Mt. Pleasant, Iowa.", ["Mt. Pleasant", "Iowa"]),
        ("A barge sank at St. Cloud in Minnesota.", ["St. Cloud", "Minnesota"]),
        ("Crowds marched through Bolivia's La Paz.", ["Bolivia", "La Paz"]),
        ("Gunmen entered villages in North Darfur.", ["North Darfur"]),
        ("Aid reached Sudan's North Darfur and West Kordofan.", ["Sudan", "North Darfur", "West Kordofan"]),
        ("Jets bombed targets at Jikdo, an island range.", ["Jikdo"]),
        ("Engineers worked at Hwaseong-ri, Japan said.", ["Hwaseong-ri", "Japan"]),
        ("Gunmen closed the road.", []),
    ],
)
def test_forms_once_missed(recognise: Recognise, text: str, expected: list[str]) -> None:
    assert surfaces(recognise(text)) == expected


@pytest.mark.parametrize(
    ("headline", "body", "name"),
    [
        ("REBELS MARCH TOWARD KIDAL", "Columns left Gao on Monday and moved toward Kidal.", "KIDAL"),
        ("ARMY SAYS IT HOLDS GOMA", "Rebels had entered Goma in eastern Congo.", "GOMA"),
        ("TALKS OPEN IN PRETORIA", "Both sides sent envoys.", "PRETORIA"),
    ],
)
def test_a_headline_in_capitals_above_its_text(recognise: Recognise, headline: str, body: str, name: str) -> None:
    assert name in surfaces(recognise(f"{headline}\n{body}"))


def test_a_side_of_the_compass_is_a_name_where_the_text_says_which(recognise: Recognise) -> None:
    found = surfaces(recognise("The South fired back, South Korea said after South Korea had been shelled."))
    assert "South" in found
    assert surfaces(recognise("The wind blew from the south, and the South was wet.")) == []


@pytest.mark.parametrize(
    "text",
    [
        "My brother Chad drives a truck.",
        "The queen, Victoria, reigned for sixty years.",
        "Jackson's daughter, Paris, 25, sang.",
        "Paintings by Georgia O'Keeffe hang here.",
        "Georgia Meloy won the race, and Georgia hugged her coach.",
        "He ordered Hyderabad biryani.",
        "Turkey is what they eat on Thanksgiving.",
        "Turkey and stuffing fed two hundred people.",
        "Mobile and broadband bills will rise.",
    ],
)
def test_persons_and_dishes_are_no_places(recognise: Recognise, text: str) -> None:
    assert surfaces(recognise(text)) == []


def test_a_country_minds_its_own_affairs(recognise: Recognise) -> None:
    assert "Chad" in surfaces(recognise("Chad recalled its troops from the border."))
    assert "Chad" not in surfaces(recognise("Chad Mendes lost. Chad blamed his knee."))


def test_how_sure_a_name_is_goes_with_it(recognise: Recognise) -> None:
    (found,) = recognise("She lives in Athens.")
    assert 0.5 < found.certainty <= 1
    (given,) = recognise("She lives in Athens.", [(13, 19)])
    assert given.certainty == 1
