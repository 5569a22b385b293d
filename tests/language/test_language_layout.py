"""The lay of a text: wrapped lines, lists, tables, entries, leftovers of markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.language import Parser
from geomap.language.layout import lay
from geomap.model import Document

WRAPPED = """Quebec police arrested three employees of the bankrupt rail-
way on Monday and brought them to the court house in Lac-
Mégantic, the lakeside town where a train of seventy-two cars
had jumped the track a year before and blown up at night."""


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def sentences(parser: Parser, text: str) -> list[str]:
    return [" ".join(item.text.split()) for item in parser.parse(Document("d", text)).doc.sents if item.text.strip()]


def test_a_narrow_column_is_one_paragraph(parser: Parser) -> None:
    parsed = parser.parse(Document("d", WRAPPED))
    assert len(list(parsed.doc.sents)) == 1
    assert "railway" in parsed.text
    assert "Lac-Mégantic," in parsed.text
    assert len(parsed.text) == len(WRAPPED)


def test_a_broken_word_has_the_documents_own_bounds(parser: Parser) -> None:
    layout = parser.parse(Document("d", WRAPPED)).layout
    start = layout.text.index("Mégantic")
    end = start + len("Mégantic")
    assert WRAPPED[layout.own_start(start) : layout.own_end(end)] == "Mégantic"
    whole = layout.text.index("railway")
    assert WRAPPED[layout.own_start(whole) : layout.own_end(whole + len("railway"))] == "rail-\nway"


def test_lines_that_are_no_column_begin_sentences(parser: Parser) -> None:
    text = "ROADS\n- The bridge at Beira is shut\n- Two lorries burned\n3 people were hurt."
    assert sentences(parser, text)[1:] == ["The bridge at Beira is shut", "Two lorries burned", "3 people were hurt."]


def test_cells_of_a_table_are_read_one_by_one(parser: Parser) -> None:
    text = "| Date | Place | What |\n|---|---|---|\n| 14 April | Abuja | Bomb kills 71 at a bus park |"
    assert sentences(parser, text)[-3:] == ["14 April", "Abuja", "Bomb kills 71 at a bus park"]
    assert [line.mark for line in lay(text).lines] == ["|", "", "|"]


@pytest.mark.parametrize(
    ("line", "head"),
    [
        ("22 March — Officers seize the palace.", "22 March — "),
        ("**22 March** – Officers seize the palace.", "22 March   – "),
        ("0640: Soldiers leave the bridge.", "0640: "),
        ("14:15 In Wajima the market burned.", "14:15 "),
        ("9:40 pm - The vote is over.", "9:40 pm - "),
        ("15 August 1998. A car bomb explodes.", "15 August 1998. "),
        ("Mr Abro: The water came at night.", "Mr Abro: "),
        ("RESPONSE. Soldiers search the ruins.", "RESPONSE. "),
    ],
)
def test_what_heads_an_entry_is_set_apart(line: str, head: str) -> None:
    layout = lay(line)
    (bounds,) = layout.heads
    assert layout.text[slice(*bounds)] == head


@pytest.mark.parametrize("line", ["The army said: we left.", "At 14:15 the market burned.", "In 1998. That was all."])
def test_prose_has_no_head(line: str) -> None:
    assert lay(line).heads == ()


def test_marks_of_lists_and_numbers_in_order_are_blank() -> None:
    text = "1. (SBU) Troops fired.\n\n2. (U) The town is calm.\n\n• Roads are cut."
    assert lay(text).text.split() == ["Troops", "fired.", "The", "town", "is", "calm.", "Roads", "are", "cut."]


def test_a_number_alone_stays() -> None:
    assert lay("15. August was hot in Kerala.").text.startswith("15.")


def test_markup_is_blank_and_letters_stay() -> None:
    text = "<p>Rebels &amp; troops of <b>Mali</b> fought in [Gao](https://example.org/gao).</p><p>Haiti&#8217;s</p>"
    layout = lay(text)
    assert layout.text.split() == ["Rebels", "&", "troops", "of", "Mali", "fought", "in", "Gao", ".", "Haiti", "’s"]
    assert [layout.text[start:].split()[0] for start in layout.starts if layout.text[start:].strip()][:2] == [
        "Rebels",
        "Haiti",
    ]


def test_letters_that_markup_spells_out_are_letters() -> None:
    text = "Rebels left S&atilde;o Jos&eacute;, said Mu&ntilde;iz&eacute;s."
    layout = lay(text)
    assert layout.text.split() == ["Rebels", "left", "São", "José,", "said", "Muñizés."]
    for name, own in (("José", "Jos&eacute;"), ("Muñizés", "Mu&ntilde;iz&eacute;s"), (",", ",")):
        start = layout.text.index(name)
        assert text[layout.own_start(start) : layout.own_end(start + len(name))] == own


def test_a_headline_of_two_lines_is_one() -> None:
    text = "Three workers charged over\nLac-Mégantic disaster\n\nPolice arrested three men."
    assert lay(text, (0, 48)).text.startswith("Three workers charged over Lac-Mégantic disaster\n")


def test_a_headline_has_no_label() -> None:
    text = "Turkey coup attempt: how the night unfolded\n\nSoldiers closed two bridges."
    assert lay(text, (0, 43)).heads == ()


@given(st.text(alphabet="ab A.-|*#<>&;:1\n\t•", max_size=150))
def test_nothing_is_moved_but_broken_words(text: str) -> None:
    layout = lay(text)
    assert len(layout.text) == len(text)
    moved = [range(start, end + by) for start, end, by in layout.moved]
    kept = [at for at in range(len(text)) if not any(at in stretch for stretch in moved)]
    assert all(layout.text[at] in {text[at], " ", "&", "<", ">"} for at in kept)
    assert list(layout.starts) == sorted(layout.starts)
