"""Texts in capitals are parsed in the letters of a newspaper, and keep their own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.language import Parser
from geomap.language.recasing import find_stretches, recased
from geomap.language.truecasing import SMALL, VocabularyRanks, default_truecaser, words_of
from geomap.model import Document, Region, RegionKind

MIXED = "Rebels entered the town of Kutum on Tuesday. The army said that it had left two days before."


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def ranks(parser: Parser) -> VocabularyRanks:
    return VocabularyRanks(parser.parse(Document("d", "x")).doc.vocab)


def read(text: str, ranks: VocabularyRanks, *regions: Region) -> str:
    return recased(Document("d", text, regions=regions), ranks)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shelled villages near Goma on Tuesday, residents said.",
        "Flooding has cut the road between Quelimane and Nicoadala in Mozambique.",
        "The Taliban attacked a U.S. base in Kandahar and killed three NATO soldiers in March.",
        "On 3 April the 2nd of the army's convoys left Kherson, 40km from the Dnipro.",
        "It's raining in Paris, and France's president doesn't like it.",
    ],
)
def test_capitals_are_read_as_a_newspaper_prints_them(text: str, ranks: VocabularyRanks) -> None:
    assert read(text.upper(), ranks) == text


def test_a_text_without_capitals_gets_those_of_its_names(ranks: VocabularyRanks) -> None:
    text = "Protesters blocked the road from Lima to Cusco on Monday, and police fired tear gas."
    assert read(text.lower(), ranks) == text


@pytest.mark.parametrize(
    "text",
    [
        MIXED,
        "KYIV, Ukraine (AP) — Ukrainian troops left the town on Sunday.",
        "NATO and the OSCE met.",
        "UN",
        "of the city and its port.",
    ],
)
def test_what_has_both_cases_stays(text: str, ranks: VocabularyRanks) -> None:
    assert read(text, ranks) == text


def test_addresses_stay(ranks: VocabularyRanks) -> None:
    told = read("soldiers left goma, see https://example.org/goma or write to press@goma.example about it.", ranks)
    assert told == "Soldiers left Goma, see https://example.org/goma or write to press@goma.example about it."


def test_a_short_headline_of_a_text_without_capitals_is_read_too(ranks: VocabularyRanks) -> None:
    assert read("notes from cairo\n\nsoldiers imposed a curfew on cairo and suez.", ranks) == (
        "Notes from Cairo\n\nSoldiers imposed a curfew on Cairo and Suez."
    )


def test_only_the_headline_is_read_anew(ranks: VocabularyRanks) -> None:
    headline = "REBELS ENTER KUTUM AS ARMY WITHDRAWS"
    text = f"{headline}\n{MIXED}"
    told = read(text, ranks, Region(0, len(headline), RegionKind.HEADLINE))
    assert told == f"Rebels enter Kutum as army withdraws\n{MIXED}"


def test_the_rest_of_the_text_knows_its_own_names(ranks: VocabularyRanks) -> None:
    text = "BOY SAVED BY MARCH AND MAY\n\nThe twins, named March and May, pulled the boy out. He thanked March."
    assert read(text, ranks).startswith("Boy saved by March and May\n")


def test_wrapped_lines_are_one_sentence(ranks: VocabularyRanks) -> None:
    text = "THE REBELS BURNED THE TOWN\nHALL AND TOOK THE MAYOR\nOF MORELIA WITH THEM."
    assert read(text, ranks) == "The rebels burned the town\nhall and took the mayor\nof Morelia with them."


def test_letters_that_change_their_length_stay(ranks: VocabularyRanks) -> None:
    text = "TROOPS LEFT İZMİR AND THE STRAßE TO THE PORT."
    told = read(text, ranks)
    assert len(told) == len(text)
    assert "İzm" in told


@given(st.text(max_size=200))
def test_offsets_are_never_moved(text: str) -> None:
    told = recased(Document("d", text), lambda _form: 20.0)
    assert len(told) == len(text)
    assert all(old == new or old.casefold() == new.casefold() for old, new in zip(text, told, strict=True))


@given(st.text(alphabet="AB CD.\nEé", max_size=120))
def test_stretches_do_not_overlap(text: str) -> None:
    found = list(find_stretches(Document("d", text)))
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_parse_has_the_documents_offsets_and_the_document_its_letters(parser: Parser) -> None:
    text = "SOLDIERS FROM CHAD ENTERED DARFUR ON 4 MAY."
    parsed = parser.parse(Document("d", text))
    assert parsed.document.text == text
    assert parsed.text == parsed.doc.text
    token = next(token for token in parsed.doc if token.text == "Darfur")
    assert text[token.idx : token.idx + len(token)] == "DARFUR"
    assert [token.pos_ for token in parsed.doc if token.text == "entered"] == ["VERB"]


def test_most_words_of_a_sentence_stay_small(ranks: VocabularyRanks) -> None:
    words = words_of(MIXED.upper(), 0, len(MIXED))
    told = dict(zip((word.lower for word in words), default_truecaser().choose(words, ranks), strict=True))
    assert told["entered"] == told["town"] == told["days"] == SMALL
    assert told["kutum"] != SMALL
