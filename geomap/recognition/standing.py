"""Names that only the words round them tell of: "Taze township", "in Warisata", "Donges, Gonfreville and Fos"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import institutions, not_places, standing_words
from geomap.recognition.persons import parts_of_persons, person_signs
from geomap.recognition.runs import runs
from geomap.recognition.tokens import HOST_LABELS, PLACE_LABELS, root_of, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from geomap.recognition.names import KnownNames

Chosen = tuple[int, int, float]  # token bounds, and how sure
_KIND = 0.9  # a word for a village or district says so
_LISTED = 0.75  # stands in one list with places
_PLACED = 0.6  # after "in" or "near"
_AGAIN = 0.7  # the same name was told so elsewhere
_VOUCHED = 0.8  # the same for other occurrences of its words
_SURE = 0.5  # certainty from which a chosen name vouches for others
_SHORTEST = 3  # letters of a word that tells something
_ACRONYM = 2  # letters from which all capitals are an acronym
_LONGEST = 5  # words
_SEPARATORS = frozenset({",", "and", "or"})
_APPOSED = 5  # words of an apposition up to its noun
_ARTICLES = frozenset({"a", "an", "the"})
_UNPLACED = frozenset({"EVENT", "PRODUCT", "NORP"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_HYPHENS = frozenset({"-", "‑"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class Standing:
    """Finds names by their surroundings, beside those already chosen.

    Parameters
    ----------
    doc
        The parse.
    names
        What the gazetteer knows.
    chosen
        What the recogniser has taken, in text order.
    is_read
        Tells whether the word of an index stands in what is read, not in a byline or an address.
    """

    def __init__(self, doc: Doc, names: KnownNames, chosen: Sequence[Chosen], is_read: Callable[[int], bool]) -> None:
        self._doc, self._names, self._chosen = doc, names, chosen
        self._owner: dict[int, int] = {}
        for number, (start, end, _) in enumerate(chosen):
            self._owner.update(dict.fromkeys(range(start, end), number))
        self._persons = parts_of_persons(doc)
        bounds = (trimmed(doc, *run) for run in runs(doc))
        self._runs = [run for run in bounds if is_read(run[0]) and self._may_be(*run)]

    def found(self) -> list[Chosen]:
        """Return the chosen spans and the new ones, in text order; a new one that holds a chosen one replaces it."""
        told: dict[tuple[int, int], float] = {}
        for run in self._runs:
            sure = self._told(*run)
            if sure:
                told[run] = sure
        self._spread_lists(told)
        self._spread_words(told)
        return sorted([*self._kept(told), *((start, end, sure) for (start, end), sure in told.items())])

    def _kept(self, told: dict[tuple[int, int], float]) -> Iterator[Chosen]:
        covered = {index for start, end in told for index in range(start, end)}
        return (item for item in self._chosen if covered.isdisjoint(range(item[0], item[1])))

    def _may_be(self, start: int, end: int) -> bool:
        """Tell whether a run may be the name of a place: no person's, no acronym, no demonym, not chosen already."""
        doc = self._doc
        if not 0 < end - start <= 2 * _LONGEST or self._is_chosen(start, end):
            return False
        text = doc[start:end].text
        if end < len(doc) and doc[end].text[0].isdigit():
            return False  # "Exit 6", "Steadfast Defender 2024"
        if (len(text) >= _ACRONYM and text.isupper()) or self._names.demonym(text):
            return False
        if doc[start].ent_type_ == "NORP" and end - start == 1 and not self._kind_follows(end):
            return False
        if end - start == 1 and (self._persons.get(text, frozenset()) - {start}):
            return False
        return not set(person_signs(doc, start, end)) - {"its"}

    def _is_telling(self, start: int, end: int) -> bool:
        """Tell whether a run may be a name of its own: rare words, or known; "Scouting" and "United Way" are neither.

        What the tagger takes for a person must be rare from its first word on, and without an initial.
        """
        known = self._doc[start].ent_type_ in PLACE_LABELS or self._names.facts(self._doc[start:end].text).known
        return known or self._is_rare(start, end)

    def _is_inside(self, start: int) -> bool:
        """Tell whether a run stands inside a sentence, its capital telling, and is no person or people."""
        return not self._doc[start].is_sent_start and self._doc[start].ent_type_ not in {"PERSON", "NORP"}

    def _is_rare(self, start: int, end: int) -> bool:
        """Tell whether a word of the run is in no word vectors; of a person's name the first."""
        doc = self._doc
        rare = [not token.has_vector for token in doc[start:end] if len(token) >= _SHORTEST]
        if doc[start].ent_type_ == "PERSON" and not (start and doc[start - 1].lower_ in standing_words().inside):
            return bool(rare) and rare[0] and all(len(token.text.rstrip(".")) > 1 for token in doc[start:end])
        return any(rare)

    def _is_chosen(self, start: int, end: int) -> bool:
        """Tell whether the run, or the telling part of it, is chosen; the "Tal" of "Tal as-Sultan" is not."""
        owners = {self._owner[index] for index in range(start, end) if index in self._owner}
        if not owners:
            return False
        if len(owners) > 1:
            return True
        begin, stop, _ = self._chosen[owners.pop()]
        text = self._doc[begin:stop].text
        hyphened = any(self._doc[index].text in _HYPHENS for index in (begin - 1, stop) if start <= index < end)
        return not hyphened or self._names.facts(self._doc[start:end].text).known or " " in text

    def _told(self, start: int, end: int) -> float:
        """Return how sure the words beside a run make that it is a place; 0 where they say nothing."""
        telling = self._is_telling(start, end)
        if (telling or self._is_inside(start)) and self._has_kind(start, end):
            return _KIND
        if not telling:
            return 0.0
        if self._is_apposed(start, end):
            return _KIND
        return _PLACED if self._is_placed(start, end) else 0.0

    def _has_kind(self, start: int, end: int) -> bool:
        """Tell whether a kind of settlement stands before or after: "the villages of Bubak", "Taze townships"."""
        doc, words = self._doc, standing_words()
        if end - start > 1 and doc[end - 1].lower_ in words.ending:
            return True
        if self._kind_follows(end):
            return not self._is_host(end)
        before = start - 1
        if before < 0 or doc[before].pos_ not in {"NOUN", "PROPN", "ADP"}:
            return False
        if doc[before].lower_ in words.before:
            return True
        return before > 0 and doc[before].lower_ == "of" and doc[before - 1].lower_ in words.of

    def _kind_follows(self, end: int) -> bool:
        doc = self._doc
        if end >= len(doc) or doc[end].lower_ not in standing_words().after or doc[end].pos_ not in {"NOUN", "PROPN"}:
            return False
        return doc[end].is_lower and not (end + 1 < len(doc) and doc[end + 1].text in _HYPHENS)

    def _is_apposed(self, start: int, end: int) -> bool:
        """Tell whether an apposition calls it a settlement: "in Warisata, a village near Lake Titicaca"."""
        doc, words = self._doc, standing_words()
        if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in _ARTICLES:
            return False
        if not start or doc[start - 1].lower_ not in words.beside:
            return False
        for token in doc[end + 2 : end + 2 + _APPOSED]:
            if token.lower_ in words.appositions and token.is_lower:
                return True
            if token.pos_ not in {"ADJ", "NOUN", "PROPN", "NUM", "ADV"}:
                return False
        return False

    def _is_placed(self, start: int, end: int) -> bool:
        """Tell whether "in", "near" or the like stands before a name that the gazetteer lacks."""
        doc, words = self._doc, standing_words()
        if start < 1 or self._is_host(end) or (end < len(doc) and doc[end].like_num):
            return False
        before, label = doc[start - 1], doc[end - 1].ent_type_
        if before.lower_ not in words.beside or before.dep_ != "prep" or _is_invested(before.head):
            return False
        if doc[end - 1].tag_ != "NNP" or (end < len(doc) and doc[end].tag_ == "POS"):
            return False
        if label in PLACE_LABELS:
            return before.lower_ != "of"
        if label in _UNPLACED or not self._is_rare(start, end):
            return False
        inside = before.lower_ in words.inside and not (label == "ORG" and end - start > 1)
        return inside or (before.lower_ != "of" and self._is_contained(end))

    def _is_contained(self, end: int) -> bool:
        """Tell whether the text says what it lies in or near: "at A Nang Pa in Hpakant township"."""
        doc = self._doc
        at = end + (end < len(doc) and doc[end].text == ",")
        at += at < len(doc) and doc[at].lower_ in {"in", "near"}
        return at > end and at in self._owner and self._chosen[self._owner[at]][2] >= _SURE

    def _is_host(self, end: int) -> bool:
        """Tell whether the run opens a longer name or is an institution's: "Warisata University"."""
        doc = self._doc
        last = doc[end - 1].lower_
        if last in institutions() or last in standing_words().sites or last in not_places().person_titles:
            return True
        return end < len(doc) and doc[end].ent_iob_ == "I" and doc[end].ent_type_ in HOST_LABELS and doc[end].is_title

    def _spread_lists(self, told: dict[tuple[int, int], float]) -> None:
        """Add the runs that stand in one list with places, after a preposition of place or before a kind word."""
        free = {run for run in self._runs if self._is_telling(*run)}
        for items in self._lists():
            if not self._is_of_places(items, told):
                continue
            acting = root_of(self._doc, *items[0]).dep_ in _SUBJECTS
            for start, end in items:
                if (start, end) not in free or (start, end) in told:
                    continue
                if acting or not self._acts(start, end, items[-1][1]):
                    told[start, end] = _LISTED

    def _acts(self, start: int, end: int, last: int) -> bool:
        """Tell whether a name in a list is the subject of what follows: "In Enga, Marape and Toroama shook hands"."""
        doc = self._doc
        before_verb = last < len(doc) and doc[last].tag_ in _FINITE and doc[start].ent_type_ == "PERSON"
        return before_verb or root_of(doc, start, end).dep_ in _SUBJECTS

    def _lists(self) -> Iterator[list[tuple[int, int]]]:
        """Yield lists of two and more names, chosen or not, divided by commas and "and"."""
        doc = self._doc
        spans = sorted({*self._runs, *((start, end) for start, end, _ in self._chosen)})
        current: list[tuple[int, int]] = []
        for start, end in spans:
            if current and current[-1][1] > start:
                continue
            between = [doc[index].lower_ for index in range(current[-1][1], start)] if current else []
            if not current or not between or not set(between) <= _SEPARATORS or len(between) > 2:
                if len(current) > 1:
                    yield current
                current = []
            current.append((start, end))
        if len(current) > 1:
            yield current

    def _is_of_places(self, items: list[tuple[int, int]], told: dict[tuple[int, int], float]) -> bool:
        """Tell whether a list is one of places: one of its names is known to be one, and it stands where places do."""
        doc, words = self._doc, standing_words()
        start, end = items[0][0], items[-1][1]
        joined = any(doc[index].lower_ in {"and", "or"} for index in range(start, end))
        if not joined and len(items) < 3:
            return False  # "Jos, Plateau" is no list
        before = doc[start - 1] if start else None
        led = before is not None and (before.lower_ in words.beside or before.lemma_.lower() in words.struck)
        if not led and not self._kind_follows(end):
            return False
        return any(self._vouches(item, told) for item in items)

    def _vouches(self, item: tuple[int, int], told: dict[tuple[int, int], float]) -> bool:
        if told.get(item, 0.0) >= _PLACED:
            return True
        number = self._owner.get(item[0])
        if number is None or self._chosen[number][2] < _SURE:
            return False
        after = item[1]
        if after < len(self._doc) and self._doc[after].is_title and self._doc[after].ent_iob_ == "I":
            return False  # "Aberdeen Asset Management"
        text = self._doc[item[0] : item[1]].text
        facts = self._names.facts(text)
        return not facts.country and not self._names.demonym(text) and root_of(self._doc, *item).ent_type_ != "NORP"

    def _spread_words(self, told: dict[tuple[int, int], float]) -> None:
        """Add the other occurrences of names that were found, where the tagger sees no part of a longer name."""
        doc = self._doc
        named = {text for bounds, sure in told.items() if sure >= _KIND for text in self._bare(*bounds)}
        known = named | {text for bounds in told for text in self._bare(*bounds)}
        for start, end, sure in self._chosen:
            texts = {text for text in self._bare(start, end) if not self._names.facts(text).known}
            if len(texts) > 1 and sure >= _SURE:
                named |= texts
            elif sure >= _VOUCHED:
                known |= texts
        for start, end in self._runs:
            text = doc[start:end].text
            if (start, end) in told or self._is_host(end):
                continue
            if text not in named and not (text in known and self._is_telling(start, end)):
                continue
            if doc[start].ent_type_ not in PLACE_LABELS and end < len(doc) and doc[end].ent_iob_ == "I":
                continue
            told[start, end] = _AGAIN

    def _bare(self, start: int, end: int) -> set[str]:
        """Return a name as written and without the kind of settlement in it: "Masara" of "Barangay Masara"."""
        doc, words = self._doc, standing_words()
        found = {doc[start:end].text}
        if end - start > 1 and doc[start].lower_ in words.before | words.after:
            found.add(doc[start + 1 : end].text)
        if end - start > 1 and doc[end - 1].lower_ in words.after:
            found.add(doc[start : end - 1].text)
        return {text for text in found if len(text) > _ACRONYM}


def _is_invested(head: Token) -> bool:
    """Tell whether one is "in" somebody or something: "a stake in Tesla", "took part in"."""
    words = standing_words().invested
    return head.lemma_.lower() in words or any(
        child.dep_ == "dobj" and child.lemma_.lower() in words for child in head.children
    )
