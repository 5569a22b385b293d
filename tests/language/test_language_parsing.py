"""The parse is spaCy's own, only sooner: in batches, with another BLAS, and with a ruler that remembers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.errors import DocumentError
from geomap.language import Parser, batches
from geomap.language.parsing import _bundled_path
from geomap.model import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXTS = [
    "There's no bread in Homs, they said; it ain't over. Let's go, y'all, c'mon: you gotta see that somethin'.",
    "KABUL, Afghanistan (AP) \u2014 The U.N. said that its envoys haven't been told. They gonna wait.",
    "",
    "What he does, did and had done is being done; who's to say it isn't? Do you? I do. It gets worse. He got it.",
    "  The   road\tto Mosul \n is closed. 'Nuff said. That which was his, not hers, couldn't've been theirs.",
    "\U0001f642 \u201cNobody knew,\u201d said the minister's 3rd aide on Jan. 5th, \u201cwhether there were any.\u201d",
]


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.ent_iob_, t.ent_type_, t.is_sent_start)
        for t in doc
    ]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="module")
def bare() -> Language:
    return spacy.load(_bundled_path())


def test_the_annotations_are_those_of_the_pipeline_as_it_comes(parser: Parser, bare: Language) -> None:
    parses = list(parser.parse_many(Document(id=str(n), text=text) for n, text in enumerate(TEXTS)))
    assert [told(parsed.doc) for parsed in parses] == [told(bare(parsed.text)) for parsed in parses]


def test_a_text_reads_the_same_alone_and_in_a_batch(parser: Parser) -> None:
    documents = [Document(id=str(n), text=text) for n, text in enumerate(TEXTS * 3)]
    together = [told(parsed.doc) for parsed in parser.parse_many(documents)]
    assert together == [told(parser.parse(document).doc) for document in documents]


def test_a_text_that_is_too_long_is_refused() -> None:
    parser = Parser(max_chars=10)
    with pytest.raises(DocumentError, match="the limit is 10"):
        parser.parse(Document(id="long", text="x" * 11))


def test_paragraphs_bound_sentences(parser: Parser) -> None:
    parsed = parser.parse(Document(id="p", text="Floods in Kerala\n\nRivers rose on Monday"))
    assert [sentence.text.strip() for sentence in parsed.doc.sents] == ["Floods in Kerala", "Rivers rose on Monday"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 90_000), max_size=40))
def test_batches_keep_order_and_bounds(lengths: list[int]) -> None:
    made = list(batches(lengths, lambda length: length))
    assert [length for batch in made for length in batch] == lengths
    assert all(len(batch) <= 8 and (len(batch) == 1 or sum(batch) <= 40_000) for batch in made)


def test_batches_read_no_further_than_they_must() -> None:
    read = []

    def source() -> object:
        for number in range(100):
            read.append(number)
            yield number

    next(batches(source(), lambda _: 1))
    assert len(read) <= 9
