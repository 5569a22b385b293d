"""The built-in recogniser: the tagger's places, demonyms, and names from lists that the tagger missed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import Mention, MentionKind, RegionKind
from geomap.recognition.kinds import kind_of
from geomap.recognition.lexicon import abbreviations, kind_words, not_places
from geomap.recognition.names import KnownNames, NameFacts, undotted
from geomap.recognition.tokens import (
    HOST_LABELS,
    HYPHENS,
    PLACE_LABELS,
    has_separator,
    in_capitals,
    in_title_case,
    is_capitalised,
    pieces,
    stated_kind,
    surface_of,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Span

VERSION = "1"
_LONGEST = 6  # tokens in a listed name
_BIG_CITY = 100_000  # inhabitants from which a bare name is more likely the city than anything else
_KNOWN_CITY = 15_000  # the same for a name inside an organisation's
_CLOSED_LABELS = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})


class ListedRecogniser:
    """spaCy's places, corrected and completed by what the gazetteer knows.

    Parameters
    ----------
    gazetteer
        Names and demonyms.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._names = KnownNames(gazetteer)
        self.id = f"recognition/{VERSION}+{gazetteer.id}"

    def recognise(self, parsed: ParsedDocument) -> tuple[Mention, ...]:
        """Return the mentions in text order, none overlapping another; demonyms are among them.

        Where the document brings its own mentions, exactly those are returned.
        """
        given = parsed.document.mentions
        if given is not None:
            return tuple(self._given(parsed, span) for span in sorted(given))
        finder = _Finder(parsed.doc, self._names)
        finder.find()
        mentions = (self._mention(parsed.doc, start, end, demonym) for start, end, demonym in finder.found())
        return tuple(
            mention for mention in mentions if parsed.document.region_at(mention.start) is not RegionKind.METADATA
        )

    def _mention(self, doc: Doc, start: int, end: int, demonym: bool) -> Mention:
        begin, stop = surface_of(doc, start, end)
        surface = doc.text[begin:stop]
        if demonym:
            return Mention(begin, stop, surface, MentionKind.DEMONYM, recogniser=self.id)
        word, bare = stated_kind(doc, start, end)
        facts = self._names.facts(surface)
        query = bare if bare and self._names.facts(bare).known else _plain(surface)
        kind = kind_of(doc, start, end, facts)
        return Mention(begin, stop, surface, kind, "" if query == surface else query, word, self.id)

    def _given(self, parsed: ParsedDocument, span: Span) -> Mention:
        surface = parsed.document.text[span.start : span.end]
        tokens = parsed.tokens_in(span.start, span.end)
        if not tokens:
            return Mention(span.start, span.end, surface, recogniser="given")
        start, end = tokens[0].i, tokens[-1].i + 1
        facts = self._names.facts(surface)
        if self._names.demonym(surface) and not facts.division:
            return Mention(span.start, span.end, surface, MentionKind.DEMONYM, recogniser="given")
        word, bare = stated_kind(parsed.doc, start, end)
        inside = bare and bare in surface
        query = bare if inside and self._names.facts(bare).known else _plain(surface)
        kind = kind_of(parsed.doc, start, end, facts)
        return Mention(span.start, span.end, surface, kind, "" if query == surface else query, word, "given")


def _plain(surface: str) -> str:
    """Return a surface as it is looked up: spelled out, without possessive, line breaks and the dots of "U.S."."""
    short = abbreviations().get(surface)
    if short is not None:
        return short.name
    return undotted(" ".join(surface.split()).removesuffix("'s").removesuffix("’s"))


class _Finder:
    """One document's names, found in passes from the surest to the least sure."""

    def __init__(self, doc: Doc, names: KnownNames) -> None:
        self._doc = doc
        self._names = names
        self._weak = not_places().weak
        self._titles = not_places().person_titles
        self._taken = [False] * len(doc)
        self._spans: list[tuple[int, int, bool]] = []
        self._shouting = [False] * len(doc)
        self._headline = [False] * len(doc)

    def find(self) -> None:
        """Run all passes."""
        for sentence in self._doc.sents:
            if in_capitals(sentence):
                self._shouting[sentence.start : sentence.end] = [True] * len(sentence)
            elif in_title_case(sentence):
                self._headline[sentence.start : sentence.end] = [True] * len(sentence)
        self._abbreviated()
        self._from_tagger()
        self._demonyms()
        self._from_lists()
        self._again()

    def found(self) -> Iterator[tuple[int, int, bool]]:
        """Yield token bounds in text order, with whether the span is a demonym."""
        yield from sorted(self._spans)

    def _take(self, start: int, end: int, demonym: bool = False) -> None:
        if start < end and not any(self._taken[start:end]):
            self._taken[start:end] = [True] * (end - start)
            self._spans.append((start, end, demonym))

    def _abbreviated(self) -> None:
        """Take "Ky." and "W. Va." after a capitalised name and a comma."""
        doc = self._doc
        for start in range(2, len(doc)):
            if doc[start - 1].text != "," or not is_capitalised(doc[start - 2]):
                continue
            for end in (start + 2, start + 1):
                if end <= len(doc) and doc[start:end].text in abbreviations():
                    self._take(start, end)
                    break

    def _from_tagger(self) -> None:
        for entity in self._doc.ents:
            if entity.label_ in PLACE_LABELS:
                for start, end in self._names_in(*trimmed(self._doc, entity.start, entity.end)):
                    self._place(start, end)

    def _place(self, start: int, end: int) -> None:
        text = self._text(start, end)
        if not any(map(str.isalpha, text)) or not any(map(str.isupper, text)) or self._is_person(start, end):
            return
        if self._names.demonym(text) and not self._names.facts(text).division:
            self._take(start, end, demonym=True)
            return
        if text.lower() in self._weak and end - start == 1 and not self._names.facts(text).division:
            return
        self._take(*self._widened(start, end))

    def _names_in(self, start: int, end: int) -> Iterable[tuple[int, int]]:
        """Return the names that an entity holds: itself, unless separators divide it into others."""
        whole = self._text(start, end)
        if not has_separator(self._doc, start, end) or self._names.facts(whole).known:
            return [(start, end)]
        return list(pieces(self._doc, start, end))

    def _widened(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds with capitalised kind words that belong to the name."""
        doc, known = self._doc, kind_words()
        if end < len(doc) and not self._taken[end] and is_capitalised(doc[end]) and not self._shouting[end]:
            kind = known.get(doc[end].lower_)
            whole = self._names.facts(self._text(start, end + 1)).known
            if kind is not None and (whole or (kind.in_name and not self._headline[end])):
                end += 1
        if start > 0 and not self._taken[start - 1] and is_capitalised(doc[start - 1]):
            kind = known.get(doc[start - 1].lower_.rstrip("."))
            if kind is not None and kind.before:
                start -= 1
        return start, end

    def _demonyms(self) -> None:
        for width in (2, 1):
            for start in range(len(self._doc) - width + 1):
                end = start + width
                if any(self._taken[start:end]) or not is_capitalised(self._doc[start]):
                    continue
                if trimmed(self._doc, start, end) != (start, end):
                    continue
                text = self._text(start, end)
                closed = self._doc[start].ent_type_ in _CLOSED_LABELS or self._is_person(start, end)
                if not closed and self._names.demonym(text) and not self._names.facts(text).division:
                    self._take(start, end, demonym=True)

    def _from_lists(self) -> None:
        doc = self._doc
        for width in range(_LONGEST, 0, -1):
            for start in range(len(doc) - width + 1):
                end = start + width
                if any(self._taken[start:end]) or not (is_capitalised(doc[start]) and is_capitalised(doc[end - 1])):
                    continue
                if self._is_listed(start, end):
                    self._take(*self._widened(start, end))

    def _is_listed(self, start: int, end: int) -> bool:
        """Tell whether the lists make the tokens a place name that the tagger missed."""
        doc, text = self._doc, self._text(start, end)
        if text.lower() in self._weak or doc[start].ent_type_ in _CLOSED_LABELS or doc[start].ent_type_ == "PERSON":
            return False
        facts = self._names.facts(undotted(text))
        if not facts.known or (len(text) < 3 and not facts.division):
            return False
        if any(doc[i].ent_type_ in HOST_LABELS for i in range(start, end)):
            return self._is_nested(start, end, facts)
        if self._part_of_longer(start, end):
            return facts.country and end - start > 1
        return any(doc[i].pos_ == "PROPN" for i in range(start, end)) and self._is_likely(start, end, facts)

    def _is_likely(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether a proper name that stands alone is well enough known, or placed by what follows."""
        doc = self._doc
        sure = facts.division or facts.population >= _BIG_CITY
        if self._shouting[start] or self._headline[start] or doc[start].is_sent_start:
            return sure
        return sure or self._before_division(end) or (facts.admin2 and doc[end - 1].lower_ in kind_words())

    def _is_nested(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether a name inside an organisation's is a place: "Aleppo University", "University of Kent"."""
        of = start > 0 and self._doc[start - 1].lower_ in {"of", "in", "for"}
        if facts.division or (facts.admin2 and self._doc[end - 1].lower_ in kind_words()):
            return True
        return facts.population >= (_KNOWN_CITY if of else _BIG_CITY)

    def _before_division(self, end: int) -> bool:
        """Tell whether ", Country" or ", Province" follows."""
        doc = self._doc
        if end + 1 >= len(doc) or doc[end].text != ",":
            return False
        return any(
            self._names.facts(self._text(end + 1, stop)).division
            for stop in range(end + 2, min(end + 5, len(doc) + 1))
            if is_capitalised(doc[end + 1])
        )

    def _part_of_longer(self, start: int, end: int) -> bool:
        """Tell whether another capitalised word stands beside the tokens, as in a person's name."""
        doc = self._doc
        if self._shouting[start] or self._headline[start]:
            return False
        sentence = doc[start].sent
        beside = [i for i in (start - 1, end) if sentence.start <= i < sentence.end and not self._taken[i]]
        return any(
            is_capitalised(doc[i])
            and doc[i].is_alpha
            and not doc[i].is_sent_start
            and doc[i].lower_ not in kind_words()
            for i in beside
        )

    def _is_person(self, start: int, end: int) -> bool:
        """Tell whether the tokens belong to a person's name."""
        doc = self._doc
        if any(doc[i].ent_type_ == "PERSON" for i in range(start, end)):
            return True
        return start > 0 and doc[start - 1].lower_.rstrip(".") in self._titles - {"saint"} and end - start <= 2

    def _again(self) -> None:
        """Take again, wherever they stand outside a person's name, the names already found."""
        doc = self._doc
        known = {
            self._text(start, end)
            for start, end, demonym in self._spans
            if not demonym and (end - start > 1 or doc[start].ent_type_ in PLACE_LABELS)
        }
        known = {name for name in known if name.lower() not in self._weak and len(name) > 2}
        heads = {name.split()[0] for name in known}
        for start in range(len(doc)):
            if self._taken[start] or doc[start].text not in heads or doc[start].ent_type_ == "PERSON":
                continue
            for end in range(min(start + _LONGEST, len(doc)), start, -1):
                nested = doc[start].ent_type_ in HOST_LABELS
                if self._text(start, end) in known and (nested or not self._part_of_longer(start, end)):
                    self._take(start, end)
                    break

    def _text(self, start: int, end: int) -> str:
        return " ".join(self._doc[start:end].text.split()) if start < end else ""


__all__ = ["HYPHENS", "ListedRecogniser"]
