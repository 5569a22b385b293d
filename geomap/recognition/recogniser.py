"""The built-in recogniser: candidate spans from the tagger and the gazetteer, and a model that chooses among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import Mention, MentionKind, RegionKind
from geomap.recognition.kinds import kind_of
from geomap.recognition.lexicon import abbreviations, institutions, kind_words, not_places
from geomap.recognition.names import KnownNames, undotted
from geomap.recognition.span_features import DocumentFeatures
from geomap.recognition.spans import PLACING, candidate_spans, combining_form, is_combined, is_spelled_out, text_of
from geomap.recognition.tokens import (
    PLACE_LABELS,
    in_capitals,
    is_capitalised,
    is_other_word,
    parts_of_persons,
    root_of,
    stated_kind,
    surface_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Span
    from geomap.recognition.names import NameFacts
    from geomap.recognition.span_model import SpanWeights

VERSION = "3"
_LEAST_SURE = 0.15  # the same where tagger and gazetteer agree
_LEAST_STRUCK = 0.05  # the same for the object of "shelled"; leaves out "captured Lopez"
_MOST = 0.6  # probability asked of a word that is part of a person's name elsewhere in the text
_LEAST_LENT = 0.1  # the same for the Aleppo of "Aleppo University"
_BIG_CITY = 100_000  # inhabitants from which a tagged place is taken on those terms
_TOWN = 5_000  # inhabitants from which the object of "shelled" is taken for a town
_OBJECTS = frozenset({"dobj", "nsubjpass"})
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
        found = (self._mention(parsed, start, end) for start, end in self._chosen(parsed))
        return tuple(mention for mention in found if mention is not None)

    def _chosen(self, parsed: ParsedDocument) -> Iterable[tuple[int, int]]:
        """Return token bounds of the chosen spans, in text order, best first where they overlap."""
        doc = parsed.doc
        spans = [
            span
            for span in candidate_spans(doc, self._names)
            if parsed.document.region_at(doc[span[0]].idx) is not RegionKind.METADATA
        ]
        made = DocumentFeatures(doc, self._names, spans)
        texts = [text_of(doc, *span) for span in spans]
        chances = self._weights.probabilities([made.of(*span) for span in spans], texts)
        persons = parts_of_persons(doc)
        taken = [False] * len(doc)
        chosen = []
        ranks = [chances[row] + _KIND_BONUS * _ends_in_kind(doc, *span) for row, span in enumerate(spans)]
        for row in sorted(range(len(spans)), key=lambda row: (-ranks[row], spans[row][0] - spans[row][1], row)):
            start, end = spans[row]
            person = texts[row] in persons and not (start and doc[start - 1].lower_ in PLACING)
            enough = (
                chances[row] >= (_MOST if person else self._least)
                or (not person and chances[row] >= _LEAST_SURE and self._is_sure(doc, start, end, texts[row]))
                or (not person and self._is_tagged_country(doc, start, end, texts[row]))
                or (
                    not person
                    and chances[row] >= _LEAST_STRUCK
                    and self._is_struck_or_speaks(doc, start, end, texts[row])
                )
                or (chances[row] >= _LEAST_LENT and self._is_lent(doc, start, end, texts[row]))
                or (end - start == 1 and is_spelled_out(doc, start, end, self._names))
                or is_combined(doc, start, end, self._names)
                or (chances[row] >= _LEAST_STRUCK and self._is_title(parsed, start, end, texts[row]))
            )
            if enough and not any(taken[start:end]) and not is_other_word(doc, start, end):
                taken[start:end] = [True] * (end - start)
                chosen.append((start, end))
        return sorted(chosen)

    def _is_sure(self, doc: Doc, start: int, end: int, text: str) -> bool:
        """Tell whether tagger and gazetteer agree so plainly that the model needs little persuading."""
        label = doc[start].ent_type_
        # "The Hague" and "Bolivia's La Paz" are single entities.
        begins = doc[start].ent_iob_ == "B" or (start > 0 and doc[start - 1].lower_ in {"the", "'s", "’s"})
        exact = begins and (end == len(doc) or doc[end].ent_iob_ != "I") and label == doc[end - 1].ent_type_
        if exact and label == "NORP":
            return bool(self._names.demonym(text))
        facts = self._names.facts(undotted(text))
        if exact and label in PLACE_LABELS:
            return facts.division or facts.population >= _BIG_CITY
        if not text.isupper() or len(text) <= 3 or not in_capitals(doc[start].sent):
            return False
        # Where all is in capitals the tagger sees little; a preposition before the name says more.
        after_preposition = start > 0 and doc[start - 1].lower_ in PLACING
        return facts.country or (after_preposition and facts.population >= _TOWN)

    def _is_lent(self, doc: Doc, start: int, end: int, text: str) -> bool:
        """Tell whether an institution bears the name of a large city or a division."""
        if end >= len(doc) or doc[end].lower_ not in institutions() or not is_capitalised(doc[end]):
            return False
        facts = self._names.facts(undotted(text))
        before = start > 0 and doc[start - 1].is_title and doc[start - 1].is_alpha
        return (facts.division or facts.population >= _BIG_CITY) and not before

    def _is_title(self, parsed: ParsedDocument, start: int, end: int, text: str) -> bool:
        """Tell whether a known place fills a line of its own: "GORKHA" above what happened there."""
        first, last = parsed.doc[start], parsed.doc[end - 1]
        stop = last.idx + len(last)
        lines = (line for line in parsed.layout.lines if line.start == first.idx)
        if not any(not parsed.text[stop : line.end].strip(" \t:") for line in lines):
            return False
        facts = self._names.facts(undotted(text))
        return facts.division or facts.admin2 or facts.population >= _TOWN

    def _is_tagged_country(self, doc: Doc, start: int, end: int, text: str) -> bool:
        """Tell whether the tagger calls exactly these words a country or city, and they are a country's name.

        The weights were learned from local news, where "Chad" and "Jordan" at the head of a sentence are men.
        """
        tagged = all(token.ent_type_ == "GPE" for token in doc[start:end]) and doc[start].ent_iob_ == "B"
        ends = end == len(doc) or doc[end].ent_iob_ != "I"
        return tagged and ends and self._names.facts(undotted(text)).country

    def _is_struck_or_speaks(self, doc: Doc, start: int, end: int, text: str) -> bool:
        """Tell whether a known place is the object of a verb done to places, or a capital speaks for its country.

        The tagger takes the Goma of "shelled Goma" and the Pristina of "Pristina blamed Moscow" for persons; two names
        in a row ("captured Saddam Hussein") are one.
        """
        root = root_of(doc, start, end)
        if root.dep_ == "nsubj" and self._names.facts(text).capital:
            return root.head.lemma_.lower() in not_places().speech_verbs and doc[start].ent_iob_ != "I"
        if root.dep_ not in _OBJECTS or root.head.lemma_.lower() not in not_places().place_verbs:
            return False
        within = doc[start].ent_iob_ != "I" and (end == len(doc) or doc[end].ent_iob_ != "I")
        facts = self._names.facts(undotted(text))
        return within and (facts.division or facts.admin2 or facts.any_population >= _TOWN)

    def _mention(self, parsed: ParsedDocument, start: int, end: int) -> Mention | None:
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
            return Mention(begin, stop, surface, MentionKind.DEMONYM, form, recogniser=self.id)
        facts = self._names.facts(undotted(" ".join(read.split())))
        if self._is_demonym(doc, start, end, read, facts):
            return Mention(begin, stop, surface, MentionKind.DEMONYM, recogniser=self.id)
        word, bare = stated_kind(doc, start, end)
        query = self._query(surface, read, bare)
        return Mention(begin, stop, surface, kind_of(doc, start, end, facts), query, word, self.id)

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
