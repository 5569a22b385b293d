"""What speaks for a stretch of text being a place name: words to look up in a table of weights, and vectors."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.recognition.lexicon import kind_words, not_places
from geomap.recognition.names import undotted
from geomap.recognition.persons import parts_of_persons, person_signs
from geomap.recognition.spans import text_of
from geomap.recognition.tokens import (
    PLACE_LABELS,
    in_capitals,
    in_title_case,
    is_capitalised,
    line_of,
    root_of,
    stated_kind,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from geomap.recognition.names import KnownNames, NameFacts

Bounds = tuple[int, int]


@dataclass(frozen=True, slots=True)
class SpanFeatures:
    """Features of one candidate span.

    Attributes
    ----------
    words
        Symbolic features, such as ``"tag=GPE"`` and ``"before=near"``.
    around
        The tokens whose word vectors count: before, after, head and last; ``None`` where there is none.
    """

    words: tuple[str, ...]
    around: tuple[Token | None, ...]


class DocumentFeatures:
    """Features of the candidate spans of one document.

    Parameters
    ----------
    doc
        The parse.
    names
        What the gazetteer knows.
    spans
        Token bounds of the candidates.
    """

    def __init__(self, doc: Doc, names: KnownNames, spans: Sequence[Bounds]) -> None:
        self._doc = doc
        self._names = names
        self._entity: dict[int, Bounds] = {}
        self._exact: dict[Bounds, str] = {}
        for entity in doc.ents:
            for index in range(entity.start, entity.end):
                self._entity[index] = (entity.start, entity.end)
            self._exact[entity.start, entity.end] = entity.label_
        self._print: dict[int, str] = {}
        self._places: Counter[str] = Counter()
        self._people: Counter[str] = Counter()
        self._seen: Counter[str] = Counter()
        self._named = parts_of_persons(doc)
        self._lower = {word for word in (token.text for token in doc) if word.islower()}
        for start, end in spans:
            text = text_of(doc, start, end).lower()
            self._seen[text] += 1
            label = doc[start].ent_type_
            self._places[text] += label in PLACE_LABELS
            self._people[text] += label == "PERSON"

    def of(self, start: int, end: int) -> SpanFeatures:
        """Return the features of one candidate."""
        doc = self._doc
        text = text_of(doc, start, end)
        facts = self._names.facts(undotted(text))
        root = root_of(doc, start, end)
        before = doc[start - 1] if start > 0 else None
        after = doc[end] if end < len(doc) else None
        head = root.head if root.head.i != root.i else None
        words = [
            *self._tagged(start, end),
            *_known(text, facts, bool(self._names.demonym(text))),
            *self._shaped(start, end),
            *self._told(text.lower(), start),
            *self._of_person(start, end),
            f"pos={doc[end - 1].tag_}",
            f"dep={root.dep_}",
            f"head={head.lemma_.lower() if head is not None else ''}",
            f"before={_word(before)}",
            f"before2={_word(doc[start - 2] if start > 1 else None)}_{_word(before)}",
            f"after={_word(after)}",
            f"after2={_word(after)}_{_word(doc[end + 1] if end + 1 < len(doc) else None)}",
            f"last={doc[end - 1].lower_}",
            f"first={doc[start].lower_}",
            f"kind={stated_kind(doc, start, end)[0]}",
        ]
        return SpanFeatures(tuple(words), (before, after, head, doc[end - 1]))

    def _tagged(self, start: int, end: int) -> list[str]:
        """Return what the tagger made of the span and of its neighbours."""
        doc = self._doc
        label = self._exact.get((start, end))
        if label is not None:
            own = f"tag={label}"
        elif start in self._entity or end - 1 in self._entity:
            inside = self._entity.get(start) or self._entity[end - 1]
            within = inside[0] <= start and end <= inside[1]
            place = "all" if not within else ("first" if start == inside[0] else "last" if end == inside[1] else "mid")
            own = f"tag-in={doc[inside[0]].ent_type_}-{place}"
        else:
            own = "tag=none"
        left = doc[start - 1] if start > 0 else None
        right = doc[end] if end < len(doc) else None
        return [
            own,
            f"tag-left={left.ent_type_ if left is not None else ''}",
            f"tag-right={right.ent_type_ if right is not None else ''}",
        ]

    def _shaped(self, start: int, end: int) -> list[str]:
        """Return how the span and its neighbours are printed."""
        doc = self._doc
        sentence = doc[start].sent
        line = line_of(doc, start)
        printed = self._print.get(line.start)
        if printed is None:
            printed = "capitals" if in_capitals(line) else "title" if in_title_case(line) else "plain"
            self._print[line.start] = printed
        left = doc[start - 1] if start > sentence.start else None
        right = doc[end] if end < sentence.end else None
        beside = "".join("X" if _is_name(token) else "-" for token in (left, right))
        words = [f"print={printed}", f"beside={beside}_{printed}", f"tokens={min(end - start, 5)}"]
        if start == sentence.start:
            words.append("opens-sentence")
        if start == 0:
            words.append("opens-text")
        if all(token.is_upper for token in doc[start:end]) and printed == "plain":
            words.append(f"upper={min(len(doc[start]), 6)}")
        return words

    def _told(self, text: str, start: int) -> list[str]:
        """Return what the rest of the document does with the same words."""
        times = self._seen[text]
        places, people = self._places[text], self._people[text]
        here = self._doc[start].ent_type_
        places -= here in PLACE_LABELS
        people -= here == "PERSON"
        words = [f"times={min(times, 4)}", f"else-place={_few(places)}", f"else-person={_few(people)}"]
        if text in self._lower:
            words.append("also-lower")
        return words

    def _of_person(self, start: int, end: int) -> list[str]:
        """Return what speaks for and against the name being a person's."""
        signs = [f"person={sign}" for sign in person_signs(self._doc, start, end)]
        if end - start == 1 and self._named.get(self._doc[start].text, frozenset()) - {start}:
            signs.append("person=named")
        return signs


def _is_name(token: Token | None) -> bool:
    return token is not None and token.is_alpha and is_capitalised(token)


def _few(count: int) -> str:
    return "0" if count <= 0 else "1" if count == 1 else "2+"


def _word(token: Token | None) -> str:
    if token is None:
        return ""
    return "\n" if token.is_space else "0" if token.like_num else token.lower_


def _known(text: str, facts: NameFacts, demonym: bool) -> list[str]:
    """Return what the gazetteer knows of the text."""
    words = [
        f"people={int(math.log10(facts.population + 1))}",
        f"any-people={int(math.log10(facts.any_population + 1))}",
        f"bearers={min(facts.bearers, 5)}",
        f"length={min(len(text), 8)}",
    ]
    words += [name for name in ("country", "curated", "admin1", "admin2") if getattr(facts, name)]
    if demonym:
        words.append("demonym")
    if not facts.known and not demonym:
        words.append("unknown")
    if text.lower() in not_places().weak:
        words.append("weak")
    if text.rsplit(maxsplit=1)[-1].lower() in kind_words():
        words.append("ends-in-kind")
    return words
