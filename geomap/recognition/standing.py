"""Names that only the words round them tell of: "Taze township", "in Warisata", "Donges, Gonfreville and Fos"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import standing_words
from geomap.recognition.persons import parts_of_persons, person_signs
from geomap.recognition.runs import ends_of_road, runs
from geomap.recognition.surroundings import KIND, PLACED, SURE, Surroundings
from geomap.recognition.tokens import PLACE_LABELS, root_of, trimmed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc

    from geomap.recognition.names import KnownNames
    from geomap.recognition.surroundings import Chosen

_LISTED = 0.75  # stands in one list with places
_IN_LIST = 0.4  # certainty from which a chosen name vouches for those in a list with it
_AGAIN = 0.7  # the same name was told so elsewhere
_VOUCHED = 0.8  # certainty from which a chosen name vouches for other occurrences of its words
_ACRONYM = 2  # letters from which all capitals are an acronym
_LONGEST = 10  # words, hyphens among them
_SEPARATORS = frozenset({",", "and", "or"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
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
        self._round = Surroundings(doc, names, chosen)
        self._persons = parts_of_persons(doc)
        bounds = (trimmed(doc, *part) for run in runs(doc) for part in ends_of_road(doc, *run))
        self._runs = [run for run in bounds if is_read(run[0]) and self._may_be(*run)]

    def found(self) -> list[Chosen]:
        """Return the chosen spans and the new ones, in text order; a new one that holds a chosen one replaces it."""
        told: dict[tuple[int, int], float] = {}
        for run in self._runs:
            sure = self._round.told(*run)
            if sure:
                told[run] = sure
            elif self._round.completes(*run):
                told[run] = KIND
        self._spread_lists(told)
        self._spread_words(told)
        return sorted([*self._kept(told), *((start, end, sure) for (start, end), sure in told.items())])

    def _kept(self, told: dict[tuple[int, int], float]) -> Iterator[Chosen]:
        covered = {index for start, end in told for index in range(start, end)}
        return (item for item in self._chosen if covered.isdisjoint(range(item[0], item[1])))

    def _may_be(self, start: int, end: int) -> bool:
        """Tell whether a run may be the name of a place: no person's, no acronym, no demonym, not chosen already."""
        doc = self._doc
        if not 0 < end - start <= _LONGEST or self._round.is_chosen(start, end):
            return False
        text = doc[start:end].text
        if end < len(doc) and doc[end].text[0].isdigit():
            return False  # "Exit 6", "Steadfast Defender 2024"
        if (len(text) >= _ACRONYM and text.isupper()) or self._names.demonym(text):
            return False
        if doc[start].ent_type_ == "NORP" and end - start == 1 and not self._round.kind_follows(end):
            return False
        if end - start == 1 and (self._persons.get(text, frozenset()) - {start}):
            return False
        return not set(person_signs(doc, start, end)) - {"its"}

    def _spread_lists(self, told: dict[tuple[int, int], float]) -> None:
        """Add the runs that stand in one list with places, after a preposition of place or before a kind word."""
        free = {*self._runs}
        for items in self._lists():
            if not self._is_of_places(items, told):
                continue
            acting = root_of(self._doc, *items[0]).dep_ in _SUBJECTS
            by_kind = any(told.get(item, 0.0) >= KIND for item in items)
            for start, end in items:
                if (start, end) not in free or (start, end) in told:
                    continue
                named = by_kind or self._round.is_telling(start, end)
                if named and (acting or not self._acts(start, end, items[-1][1])):
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
        if not led and not self._round.kind_follows(end):
            return False
        return any(self._vouches(item, told) for item in items)

    def _vouches(self, item: tuple[int, int], told: dict[tuple[int, int], float]) -> bool:
        if told.get(item, 0.0) >= PLACED:
            return True
        owner = self._round.owner(item[0])
        if owner is None or owner[2] < _IN_LIST:
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
        named = {text for bounds, sure in told.items() if sure >= KIND for text in self._bare(*bounds)}
        known = named | {text for bounds in told for text in self._bare(*bounds)}
        for start, end, sure in self._chosen:
            texts = {text for text in self._bare(start, end) if not self._names.facts(text).known}
            if len(texts) > 1 and sure >= SURE:
                named |= texts
            elif sure >= _VOUCHED:
                known |= texts
        for start, end in self._runs:
            text = doc[start:end].text
            if (start, end) in told or self._round.is_host(end):
                continue
            if text not in named and not (text in known and self._round.is_telling(start, end)):
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
