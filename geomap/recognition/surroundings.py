"""What the words round a run of capitalised words say of it: whether a place's name stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import institutions, not_places, standing_words
from geomap.recognition.runs import MONTHS
from geomap.recognition.tokens import HOST_LABELS, PLACE_LABELS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from geomap.recognition.names import KnownNames

Chosen = tuple[int, int, float]  # token bounds, and how sure
KIND = 0.9  # a word for a village or district says so
PLACED = 0.6  # after "in" or "near"
SURE = 0.5  # certainty from which a chosen name vouches for others
HYPHENS = frozenset({"-", "‑"})
_SHORTEST = 3  # letters of a word that tells something
_HALF = 3  # words from the hyphen of "the Mbau-Kamango road" to the road
_APPOSED = 5  # words of an apposition up to its noun
_ARTICLES = frozenset({"a", "an", "the"})
_UNPLACED = frozenset({"EVENT", "PRODUCT", "NORP"})


class Surroundings:
    """The words round the runs of one document.

    Parameters
    ----------
    doc
        The parse.
    names
        What the gazetteer knows.
    chosen
        What the recogniser has taken, in text order.
    """

    def __init__(self, doc: Doc, names: KnownNames, chosen: Sequence[Chosen]) -> None:
        self._doc, self._names, self._chosen = doc, names, chosen
        self._owner: dict[int, int] = {}
        for number, (start, end, _) in enumerate(chosen):
            self._owner.update(dict.fromkeys(range(start, end), number))

    def owner(self, index: int) -> Chosen | None:
        """Return the chosen name that a word belongs to."""
        number = self._owner.get(index)
        return None if number is None else self._chosen[number]

    def told(self, start: int, end: int) -> float:
        """Return how sure the words beside a run make that it is a place; 0 where they say nothing."""
        if self._is_named_by_kind(start):
            return KIND
        telling = self.is_telling(start, end)
        person = self._doc[start].ent_type_ == "PERSON"
        if (telling or self._is_inside(start)) and self._has_kind(start, end):
            return KIND
        if ((telling or person) and self._is_apposed(end)) or (telling and self._is_way(start, end)):
            return KIND
        return PLACED if telling and (self._is_placed(start, end) or self._is_stormed(start, end)) else 0.0

    def _is_named_by_kind(self, start: int) -> bool:
        """Tell whether a kind of settlement stands before: "the villages of Bubak", "Barangay Masara"."""
        doc, words = self._doc, standing_words()
        before = start - 1
        if before < 0 or doc[before].pos_ not in {"NOUN", "PROPN", "ADP"}:
            return False
        if doc[before].lower_ in words.before:
            return True
        return before > 0 and doc[before].lower_ == "of" and doc[before - 1].lower_ in words.of

    def _is_way(self, start: int, end: int) -> bool:
        """Tell whether a road leads to or from it: "on the road to Minova", "the Mbau-Kamango road"."""
        doc, roads = self._doc, standing_words().roads
        if self.is_host(end) or not 0 < start < end < len(doc):
            return False
        if doc[end].text in HYPHENS:
            return any(token.lower_ in roads for token in doc[end + 1 : end + 1 + _HALF])
        if doc[start - 1].text in HYPHENS:
            return doc[end].lower_ in roads
        return start > 1 and doc[start - 1].lower_ in {"to", "from"} and doc[start - 2].lower_ in roads

    def _is_stormed(self, start: int, end: int) -> bool:
        """Tell whether a verb that one does to towns alone has it for its object: "warplanes raided Tal Rafat"."""
        doc = self._doc
        if not start or self.is_host(end) or doc[end - 1].ent_type_ in {"ORG", "NORP"}:
            return False
        verb = doc[start - 1]
        return verb.pos_ == "VERB" and verb.lemma_.lower() in standing_words().stormed

    def _has_kind(self, start: int, end: int) -> bool:
        """Tell whether a kind of settlement stands after the name or ends it: "Taze townships", "Igabi LGA"."""
        if end - start > 1 and self._doc[end - 1].lower_ in standing_words().ending:
            return True
        return self.kind_follows(end) and not self.is_host(end)

    def kind_follows(self, end: int) -> bool:
        """Tell whether a noun for a settlement, division or natural feature comes next."""
        doc = self._doc
        if end >= len(doc) or doc[end].lower_ not in standing_words().after or doc[end].pos_ not in {"NOUN", "PROPN"}:
            return False
        return doc[end].is_lower and not (end + 1 < len(doc) and doc[end + 1].text in HYPHENS)

    def _is_apposed(self, end: int) -> bool:
        """Tell whether an apposition calls it a settlement: "in Warisata, a village near Lake Titicaca"."""
        doc, words = self._doc, standing_words()
        if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in _ARTICLES:
            return False
        for token in doc[end + 2 : end + 2 + _APPOSED]:
            if token.lower_ in words.appositions and token.is_lower:
                # Not so in "Smith, a town councillor".
                follows = doc[token.i + 1] if token.i + 1 < len(doc) else None
                return follows is None or (follows.pos_ not in {"NOUN", "PROPN"} and follows.tag_ != "POS")
            if token.pos_ not in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"}:
                return False
        return False

    def _is_placed(self, start: int, end: int) -> bool:
        """Tell whether "in", "near" or the like stands before a name that the gazetteer lacks."""
        doc, words = self._doc, standing_words()
        if start < 1 or self.is_host(end) or (end < len(doc) and doc[end].like_num):
            return False
        before, label = doc[start - 1], doc[end - 1].ent_type_
        if before.lower_ not in words.beside or before.dep_ != "prep" or _is_invested(before.head):
            return False
        if doc[end - 1].tag_ != "NNP" or (end < len(doc) and doc[end].tag_ == "POS"):
            return False
        if label in PLACE_LABELS:
            return before.lower_ not in {"of", "for"}
        if label in _UNPLACED or not self._is_rare(start, end):
            return False
        inside = before.lower_ in words.inside and not (label == "ORG" and end - start > 1)
        return inside or (before.lower_ not in {"of", "for"} and self._is_contained(end))

    def _is_contained(self, end: int) -> bool:
        """Tell whether the text says what it lies in or near: "at A Nang Pa in Hpakant township"."""
        doc = self._doc
        at = end + (end < len(doc) and doc[end].text == ",")
        at += at < len(doc) and doc[at].lower_ in {"in", "near"}
        return at > end and at in self._owner and self._chosen[self._owner[at]][2] >= SURE

    def is_host(self, end: int) -> bool:
        """Tell whether the run opens a longer name or is an institution's: "Warisata University"."""
        doc = self._doc
        last = doc[end - 1].lower_
        if last in institutions() or last in standing_words().sites or last in not_places().person_titles:
            return True
        return end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ in HOST_LABELS and doc[end].is_title

    def is_telling(self, start: int, end: int) -> bool:
        """Tell whether a run may be a name of its own: rare words, or known; "Scouting" and "United Way" are neither.

        What the tagger takes for a person must be rare from its first word on, and without an initial.
        """
        known = self._doc[start].ent_type_ in PLACE_LABELS or self._names.facts(self._doc[start:end].text).known
        return known or self._is_rare(start, end)

    def _is_inside(self, start: int) -> bool:
        """Tell whether a run stands inside a sentence, its capital telling, and is no people."""
        return not self._doc[start].is_sent_start and self._doc[start].ent_type_ != "NORP"

    def _is_rare(self, start: int, end: int) -> bool:
        """Tell whether a word of the run is in no word vectors; of a person the first, unless one is "in" it."""
        doc, words = self._doc, standing_words()
        rare = [not token.has_vector for token in doc[start:end] if len(token) >= _SHORTEST]
        before = doc[start - 1] if start else None
        led = before is not None and (before.lower_ in words.inside or before.lemma_.lower() in words.stormed)
        if doc[start].ent_type_ == "PERSON" and not led:
            return bool(rare) and rare[0] and all(len(token.text.rstrip(".")) > 1 for token in doc[start:end])
        return any(rare)

    def is_chosen(self, start: int, end: int) -> bool:
        """Tell whether the run, or the telling part of it, is chosen; the "Tal" of "Tal as-Sultan" is not."""
        owners = {self._owner[index] for index in range(start, end) if index in self._owner}
        if not owners or self.completes(start, end):
            return False
        if len(owners) > 1:
            return True
        begin, stop, _ = self._chosen[owners.pop()]
        text = self._doc[begin:stop].text
        hyphened = any(self._doc[index].text in HYPHENS for index in (begin - 1, stop) if start <= index < end)
        return not hyphened or self._names.facts(self._doc[start:end].text).known or " " in text

    def completes(self, start: int, end: int) -> bool:
        """Tell whether a chosen name is a run cut at a small word: "Dasht" of "Dasht-e-Barchi"."""
        doc = self._doc
        owners = {self._owner[index] for index in range(start, end) if index in self._owner}
        if not owners or any(self._chosen[number][:2] == (start, end) for number in owners):
            return False
        linked = any(doc[index].is_lower and doc[index].is_alpha for index in range(start + 1, end))
        return linked or doc[end - 1].text in MONTHS


def _is_invested(head: Token) -> bool:
    """Tell whether one is "in" somebody or something: "a stake in Tesla", "took part in"."""
    words = standing_words().invested
    return head.lemma_.lower() in words or any(
        child.dep_ == "dobj" and child.lemma_.lower() in words for child in head.children
    )
