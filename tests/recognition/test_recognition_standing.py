"""Names that neither the gazetteer nor the tagger tells of, by the words that stand round them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.model import Document
from geomap.recognition.runs import runs

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.language import Parser
    from geomap.model import Mention


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Soldiers burned houses in Qwarla and Zembo townships.", {"Qwarla", "Zembo"}),
        ("The flood drowned the villages of Bubbak and Jafferqabad.", {"Bubbak", "Jafferqabad"}),
        ("The governor toured Igabbi LGA on Monday.", {"Igabbi LGA"}),
        ("Police shot five people in Warisatta, a village near Lake Titicaca.", {"Warisatta"}),
        ("Pickets blocked deliveries from Marseille, Gonfrevvil and Nantes.", {"Gonfrevvil"}),
        ("A concert at Nangg Pa in Kachin State was bombed.", {"Nangg Pa"}),
        ("The M23 took Rubayya, the coltan mining town in Masisi, on 30 April.", {"Rubayya"}),
        ("Fighting went on at Shasha, on the road to Minovva.", {"Minovva"}),
        ("Warplanes raided Tal Raffat on Monday.", {"Tal Raffat"}),
        ("Turks shelled the villages of Umm al-Kayff and Tal Tammr.", {"Umm al-Kayff", "Tal Tammr"}),
        ("A bus was buried in Ca Thannh commune.", {"Ca Thannh"}),
        ("The Mbauu-Kamangoo road is closed near Beni.", {"Mbauu", "Kamangoo"}),
        ("Strikes were reported in Tal az-Zuhur and Rafah.", {"Tal az-Zuhur", "Rafah"}),
    ],
)
def test_words_round_a_name_tell_of_it(
    recognise: Callable[..., tuple[Mention, ...]], text: str, names: set[str]
) -> None:
    assert names <= {mention.surface for mention in recognise(text)}


def test_a_name_told_once_is_known_in_the_rest_of_the_text(recognise: Callable[..., tuple[Mention, ...]]) -> None:
    text = "Rain fell in Barangay Massaro. The dead of Massaro were buried. Massaro is poor."
    assert [mention.surface for mention in recognise(text)][-2:] == ["Massaro", "Massaro"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("She took part in Qwerlang Defender last year.", "Qwerlang Defender"),
        ("Traffic slowed near Exit 6.", "Exit"),
        ("Dr. Tunji Olaopa of Abuja and Max Poikkonen of Newark spoke.", "Max Poikkonen"),
        ("In Wabag, James Marape and Ishmael Toroama shook hands.", "James Marape"),
        ("He wrote of the Department of Correctionns in Ohio.", "Correctionns"),
        ("Work resumed, said Diane Harris, the city's planning director.", "Diane Harris"),
        ("They said in Passover prayers are long.", "Passover"),
    ],
)
def test_what_is_no_place_stays_none(recognise: Callable[..., tuple[Mention, ...]], text: str, name: str) -> None:
    assert name not in {mention.surface for mention in recognise(text)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Shells hit Tal as-Sultan and Al-Mawasi.", ["Shells", "Tal as-Sultan", "Al-Mawasi"]),
        (
            "Aid reached Dasht-e-Barchi, Shuja'iyya and Punggye-ri.",
            ["Aid", "Dasht-e-Barchi", "Shuja'iyya", "Punggye-ri"],
        ),
        ("The ferry leaves Dar es Salaam for Pian dei Fiacconi.", ["Dar es Salaam", "Pian dei Fiacconi"]),
    ],
)
def test_runs_keep_small_words_and_hyphens_inside_a_name(parser: Parser, text: str, found: list[str]) -> None:
    doc = parser.parse(Document(id="t", text=text)).doc
    assert [doc[start:end].text for start, end in runs(doc)] == found
