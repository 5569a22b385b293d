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
