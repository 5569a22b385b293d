"""The built-in recogniser: candidate spans from the tagger and the gazetteer, and a model that chooses among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import Mention, MentionKind, RegionKind
from geomap.recognition.kinds import kind_of
from geomap.recognition.lexicon import abbreviations, kind_words
from geomap.recognition.names import KnownNames, undotted
from geomap.recognition.rules import Rules
from geomap.recognition.span_features import DocumentFeatures
from geomap.recognition.spans import candidate_spans, combining_form, is_combined, text_of
from geomap.recognition.standing import Standing
from geomap.recognition.tokens import PLACE_LABELS, root_of, stated_kind, surface_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Span
    from geomap.recognition.names import NameFacts
    from geomap.recognition.span_model import SpanWeights

VERSION = "4"
_KIND_BONUS = 0.1  # "Idlib Province" before "Idlib" when both are likely
LEAST = 0.35  # probability from which a candidate is taken; chosen on held-out documents


class SpanRecogniser:
    """Chooses place names among candidate spans by learned weights.

    Parameters
    ----------
    gazetteer
        Names and demonyms.
    weights
        What the choice is made by.
    least
        Probability from which a candidate is taken.
    """

    def __init__(self, gazetteer: Gazetteer, weights: SpanWeights, least: float = LEAST) -> None:
        self._least = least
        self._names = KnownNames(gazetteer)
        self._weights = weights
        self.id = f"recognition/{VERSION}+{weights.name}+{gazetteer.id}"

    def recognise(self, parsed: ParsedDocument) -> tuple[Mention, ...]:
        """Return the mentions in text order, none overlapping another; demonyms are among them.

        Where the document brings its own mentions, exactly those are returned.
        """
        given = parsed.document.mentions
        if given is not None:
            return tuple(self._given(parsed, span) for span in sorted(given))
        found = (self._mention(parsed, start, end, sure) for start, end, sure in self._chosen(parsed))
        return tuple(mention for mention in found if mention is not None)

    def _chosen(self, parsed: ParsedDocument) -> Iterable[tuple[int, int, float]]:
        """Return token bounds of the chosen spans and how sure each is, in text order; the best where they overlap."""
        doc = parsed.doc

        def read(index: int) -> bool:
            return parsed.document.region_at(doc[index].idx) is not RegionKind.METADATA

        spans = [span for span in candidate_spans(doc, self._names) if read(span[0])]
        made = DocumentFeatures(doc, self._names, spans)
        texts = [text_of(doc, *span) for span in spans]
        chances = self._weights.probabilities([made.of(*span) for span in spans], texts)
        rules = Rules(parsed, self._names, zip(texts, chances, strict=True), self._least)
        taken = [False] * len(doc)
        chosen = []
        ranks = [chances[row] + _KIND_BONUS * _ends_in_kind(doc, *span) for row, span in enumerate(spans)]
        for row in sorted(range(len(spans)), key=lambda row: (-ranks[row], spans[row][0] - spans[row][1], row)):
            start, end = spans[row]
            sure = 0.0 if any(taken[start:end]) else rules.certainty(start, end, texts[row], float(chances[row]))
            if sure:
                taken[start:end] = [True] * (end - start)
                chosen.append((start, end, sure))
        return Standing(doc, self._names, sorted(chosen), read).found()

    def _mention(self, parsed: ParsedDocument, start: int, end: int, sure: float) -> Mention | None:
        doc = parsed.doc
        begin, stop = surface_of(doc, start, end)
        if begin >= stop:
            return None
        first = begin - doc[start].idx
        read = doc[start:end].text[first : first + stop - begin]
        begin, stop = parsed.layout.own_start(begin), parsed.layout.own_end(stop)
        surface = parsed.document.text[begin:stop]
        if is_combined(doc, start, end, self._names):
            form = combining_form(doc, start, end)
            return Mention(begin, stop, surface, MentionKind.DEMONYM, form, recogniser=self.id, certainty=sure)
        facts = self._names.facts(undotted(" ".join(read.split())))
        if self._is_demonym(doc, start, end, read, facts):
            return Mention(begin, stop, surface, MentionKind.DEMONYM, recogniser=self.id, certainty=sure)
        word, bare = stated_kind(doc, start, end)
        query = self._query(surface, read, bare)
        return Mention(begin, stop, surface, kind_of(doc, start, end, facts), query, word, self.id, sure)

    def _is_demonym(self, doc: Doc, start: int, end: int, surface: str, facts: NameFacts) -> bool:
        """Tell whether the words are a people or an adjective here, not the name of a country or a town."""
        if not self._names.demonym(" ".join(surface.split())):
            return False
        if facts.division:  # "Saudi" alone may be the country, not so in "Saudi jets"
            return not surface.isupper() and root_of(doc, start, end).dep_ in {"amod", "compound", "nmod"}
        return not facts.population or all(token.ent_type_ not in PLACE_LABELS for token in doc[start:end])

    def _query(self, surface: str, read: str, bare: str) -> str:
        """Return the name to look up, ``""`` when it is the surface."""
        if bare and bare in read and self._names.facts(bare).known:
            return bare
        name = _plain(read)
        return "" if name == surface else name

    def _given(self, parsed: ParsedDocument, span: Span) -> Mention:
        surface, read = parsed.document.text[span.start : span.end], parsed.text[span.start : span.end]
        tokens = parsed.tokens_in(span.start, span.end)
        if not tokens:
            return Mention(span.start, span.end, surface, recogniser="given")
        start, end = tokens[0].i, tokens[-1].i + 1
        facts = self._names.facts(undotted(" ".join(read.split())))
        if self._is_demonym(parsed.doc, start, end, read, facts):
            return Mention(span.start, span.end, surface, MentionKind.DEMONYM, recogniser="given")
        word, bare = stated_kind(parsed.doc, start, end)
        kind = kind_of(parsed.doc, start, end, facts)
        return Mention(
            span.start,
            span.end,
            surface,
            kind,
            self._query(surface, read, bare),
            word,
            "given",
        )


def _ends_in_kind(doc: Doc, start: int, end: int) -> bool:
    kind = kind_words().get(doc[end - 1].lower_)
    return end - start > 1 and kind is not None and kind.in_name


def _plain(surface: str) -> str:
    """Return a surface as it is looked up: spelled out, without possessive, line breaks and the dots of "U.S."."""
    short = abbreviations().get(surface)
    if short is not None:
        return short.name
    return undotted(" ".join(surface.split()).removesuffix("'s").removesuffix("’s"))
