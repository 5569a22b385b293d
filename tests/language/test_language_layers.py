"""The layers that stand in for spaCy's decide what spaCy's decide, and step aside where they cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.language import encoder
from geomap.language.encoder import Encoder
from geomap.language.entities import EntityReader
from geomap.language.parsing import _bundled_path

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

TEXT = (
    "the of New York Times reported on Tuesday , 14 March 2023 that President Luiz Inácio Lula da Silva and 3,000 "
    "troops of United Nations left South Sudan for Bahr el Ghazal . \n\n U.S. $ 5 million can't École 'n' Xzqw "
    "\u2014 \U0001f642"
)
WORDS = TEXT.split(" ")


@pytest.fixture(scope="module")
def bare() -> Language:
    return spacy.load(_bundled_path())


@pytest.fixture(scope="module")
def reader(bare: Language) -> EntityReader:
    assert EntityReader.fits(bare.get_pipe("ner"))  # type: ignore[arg-type]
    return EntityReader(bare.get_pipe("ner"))  # type: ignore[arg-type]


def entities(doc: Doc) -> list[tuple[int, int, str]]:
    return [(entity.start, entity.end, entity.label_) for entity in doc.ents]


def parsed(bare: Language, text: str, starts: set[int]) -> Doc:
    """Give a text with sentences that begin where they are told to, and no entities."""
    doc = bare.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0 or token.i in starts
    return doc


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join), st.sets(st.integers(0, 40))), max_size=5
    )
)
def test_entities_are_those_of_the_component_in_any_batch(
    bare: Language, reader: EntityReader, told: list[tuple[str, set[int]]]
) -> None:
    """Whatever stands beside what, and wherever sentences end: through the middle of names, too."""
    expected = [bare.get_pipe("ner")(parsed(bare, text, starts)) for text, starts in told]  # type: ignore[operator]
    found = list(reader([parsed(bare, text, starts) for text, starts in told]))
    assert [entities(doc) for doc in found] == [entities(doc) for doc in expected]
    assert [[token.ent_iob_ for token in doc] for doc in found] == [
        [token.ent_iob_ for token in doc] for doc in expected
    ]


def test_vectors_are_those_of_the_layer(bare: Language) -> None:
    docs = [bare.make_doc(text) for text in (" ".join(WORDS), "", "Kars", " ".join(WORDS[::-1]))]
    model = bare.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    for found, expected in zip(Encoder(model, bare.vocab)(docs), model.predict(docs), strict=True):
        assert found.shape == expected.shape
        np.testing.assert_allclose(found, expected, atol=2e-5)


def test_forgetting_words_changes_nothing(bare: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    docs = [bare.make_doc(f"word{n} {word}") for n, word in enumerate(WORDS)]
    model = bare.get_pipe("tok2vec").model  # type: ignore[attr-defined]
    whole = Encoder(model, bare.vocab)
    monkeypatch.setattr(encoder, "_REMEMBERED", 10)
    monkeypatch.setattr(encoder, "_ROOM", 2)
    forgetful = Encoder(model, bare.vocab)
    for doc in docs:
        np.testing.assert_allclose(forgetful([doc])[0], whole([doc])[0], atol=1e-6)


def test_a_model_of_another_kind_is_left_to_spacy() -> None:
    plain = spacy.blank("en")
    plain.add_pipe("tok2vec")  # no vectors of words
    plain.add_pipe("ner").add_label("PLACE")  # type: ignore[attr-defined]
    plain.initialize()
    assert not Encoder.fits(plain.get_pipe("tok2vec").model, plain.vocab)  # type: ignore[attr-defined]
    assert not EntityReader.fits(plain.get_pipe("ner"))  # type: ignore[arg-type]
