"""What is taken for a place name, by its learned probability and by what the words round it leave no doubt of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import institutions, not_places
from geomap.recognition.names import undotted
from geomap.recognition.other_words import bearers, is_other_word
from geomap.recognition.persons import parts_of_persons, person_signs
from geomap.recognition.spans import PLACING, SHORTENED, is_called, is_combined, is_spelled_out
from geomap.recognition.tokens import PLACE_LABELS, in_capitals, is_capitalised, line_of, root_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from geomap.language import ParsedDocument
    from geomap.recognition.names import KnownNames, NameFacts

# Probabilities from which a candidate is taken, by what else speaks for it.
_SURE = 0.15  # tagger and gazetteer agree
_STRUCK, _STRUCK_TOWN = 0.05, 0.1  # the object of "shelled"; leaves out "captured Lopez"
_SHORTENED = 0.05  # "Ft. Worth", "St. Cloud"
_LENT = 0.1  # the Aleppo of "Aleppo University"
_UNKNOWN = 0.2  # the tagger's place that no gazetteer has: "at Jikdo"
_BARE_SIDE = 0.6  # "the South", which is rarely one place
_NEVER = 2.0
# How sure to be of what the rules take whatever the weights say.
_SPELLED_OUT = 0.9
_PLAIN = 0.6
_NAMED = 0.9  # a word of a person's name elsewhere in the text
_BIG_CITY = 100_000  # inhabitants from which a tagged place is taken on those terms
_TOWN = 5_000  # inhabitants from which the object of "shelled" is taken for a town
_OBJECTS = frozenset({"dobj", "nsubjpass"})


class Rules:
    """The rules applied to the candidates of one document.

    Parameters
    ----------
    parsed
        The document and its parse.
    names
        What the gazetteer knows.
    judged
        The candidates' words, and how likely each is a place name.
    least
        Probability from which a candidate is taken with nothing else known.
    """

    def __init__(
        self, parsed: ParsedDocument, names: KnownNames, judged: Iterable[tuple[str, float]], least: float
    ) -> None:
        self._parsed, self._doc, self._names, self._least = parsed, parsed.doc, names, least
        self._persons = parts_of_persons(parsed.doc)
        self._bearers = bearers(parsed.doc)
        # Names in mixed case: what a headline in capitals most likely means by the same words.
        judged = [*judged]
        self._mixed = {text.casefold() for text, chance in judged if chance >= least and not text.isupper()}
        # Sides of the compass that a fuller name of the text explains: "the South" beside "South Korea".
        self._sides = {text.split()[0].lower() for text, chance in judged if chance >= least and " " in text}

    def certainty(self, start: int, end: int, text: str, chance: float) -> float:
        """Return how likely a candidate is a place name, 0 to 1; 0 for one that is not taken.

        Parameters
        ----------
        start, end
            Token bounds.
        text
            The candidate's words.
        chance
            How likely the learned weights find it.
        """
        if self._is_borne(start, text):
            return 0.0
        sure = self._judged(start, end, text, chance)
        return 0.0 if sure and is_other_word(self._doc, start, end) else sure

    def _is_borne(self, start: int, text: str) -> bool:
        """Tell whether a company or ship of the text has the name, which is no large city's and no people's."""
        if text not in self._bearers or _follows_placing(self._doc, start) or self._names.demonym(text):
            return False
        facts = self._names.facts(text)
        return not facts.division and facts.population < _BIG_CITY

    def _judged(self, start: int, end: int, text: str, chance: float) -> float:
        doc, names = self._doc, self._names
        if (end - start == 1 and is_spelled_out(doc, start, end, names)) or is_combined(doc, start, end, names):
            return max(chance, _SPELLED_OUT)
        facts = names.facts(undotted(text))
        if is_called(doc, start) and not facts.known and (end == len(doc) or not is_capitalised(doc[end])):
            return max(chance, _SPELLED_OUT)
        if chance < _STRUCK and not facts.division:
            return 0.0  # no rule below takes it
        if chance >= _LENT and self._is_lent(start, end, facts):
            return max(chance, _PLAIN)
        least = self._asked(start, end, text, facts)
        if least == 0.0 or (least == self._least and self._is_plain(start, end, text, chance, facts)):
            return max(chance, _PLAIN)
        return chance if chance >= least else 0.0

    def _asked(self, start: int, end: int, text: str, facts: NameFacts) -> float:
        """Return the probability asked of a candidate: more where the words round it speak of a person, 2 for never."""
        doc, signs = self._doc, set(person_signs(self._doc, start, end))
        named = bool(self._persons.get(text, frozenset()) - {start}) and not _follows_placing(doc, start)
        person = named or doc[start].ent_type_ == "PERSON"
        titled = "mr" in signs or ("titled" in signs and not self._is_exact(start, end))
        if signs & {"kin", "age"} or titled or ("own" in signs and person) or self._is_common(start, end, facts):
            return _NEVER
        if "its" in signs and facts.division and doc[start].ent_type_ != "ORG":
            return 0.0
        if named or ("pronoun" in signs and person):
            return _NAMED
        side = text.lower() in not_places().sides and text.lower() not in self._sides
        return _BARE_SIDE if side else self._least

    def _is_common(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether the tagger's place is a common noun whose capital comes from opening the sentence: "Gunmen"."""
        token = self._doc[start]
        return end - start == 1 and bool(token.is_sent_start) and token.tag_ in {"NN", "NNS"} and not facts.known

    def _is_plain(self, start: int, end: int, text: str, chance: float, facts: NameFacts) -> bool:
        """Tell whether the words round a candidate leave little doubt."""
        doc = self._doc
        return (
            (chance >= _SURE and self._is_sure(start, end, text, facts))
            or self._is_tagged_country(start, end, facts)
            or (chance >= _STRUCK and self._is_title(start, end, facts))
            or (chance >= _SURE and facts.country and " " in text)  # "the North, South Korea said"
            or (
                chance >= (_STRUCK if facts.division else _STRUCK_TOWN) and self._is_struck_or_speaks(start, end, facts)
            )
            or (chance >= _SHORTENED and facts.any_population > 0 and doc[start].lower_.rstrip(".") in SHORTENED)
            or (chance >= _UNKNOWN and not facts.known and self._is_exact(start, end) and _follows_placing(doc, start))
        )

    def _is_exact(self, start: int, end: int) -> bool:
        """Tell whether the tagger calls exactly these words a place."""
        doc = self._doc
        # "The Hague" and "Bolivia's La Paz" are single entities.
        begins = doc[start].ent_iob_ == "B" or (start > 0 and doc[start - 1].lower_ in {"the", "'s", "’s"})
        ends = end == len(doc) or doc[end].ent_iob_ != "I"
        label = doc[start].ent_type_
        return begins and ends and label == doc[end - 1].ent_type_ and label in PLACE_LABELS

    def _is_sure(self, start: int, end: int, text: str, facts: NameFacts) -> bool:
        """Tell whether tagger and gazetteer agree so plainly that the model needs little persuading."""
        doc = self._doc
        entire = doc[start].ent_iob_ == "B" and (end == len(doc) or doc[end].ent_iob_ != "I")
        if entire and doc[start].ent_type_ == doc[end - 1].ent_type_ == "NORP":
            return bool(self._names.demonym(text))
        if self._is_exact(start, end):
            return facts.division or facts.population >= _BIG_CITY
        if not text.isupper() or len(text) <= 3 or not in_capitals(line_of(doc, start)):
            return False
        # Where all is in capitals the tagger sees little; a preposition before the name, or the text below, says more.
        if self._names.demonym(text) or (text.casefold() in self._mixed and facts.known):
            return True
        return facts.country or (_follows_placing(doc, start) and facts.population >= _TOWN)

    def _is_lent(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether an institution bears the name of a large city or a division."""
        doc = self._doc
        if end >= len(doc) or doc[end].lower_ not in institutions() or not is_capitalised(doc[end]):
            return False
        before = start > 0 and doc[start - 1].is_title and doc[start - 1].is_alpha
        return (facts.division or facts.population >= _BIG_CITY) and not before

    def _is_title(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether a known place fills a line of its own: "GORKHA" above what happened there."""
        first, last = self._doc[start], self._doc[end - 1]
        stop = last.idx + len(last)
        lines = (line for line in self._parsed.layout.lines if line.start == first.idx)
        if not any(not self._parsed.text[stop : line.end].strip(" \t:") for line in lines):
            return False
        return facts.division or facts.admin2 or facts.population >= _TOWN

    def _is_tagged_country(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether the tagger calls exactly these words a country or city, and they are a country's name.

        The weights were learned from local news, where "Chad" and "Jordan" at the head of a sentence are men.
        """
        doc = self._doc
        tagged = all(token.ent_type_ == "GPE" for token in doc[start:end]) and doc[start].ent_iob_ == "B"
        return tagged and (end == len(doc) or doc[end].ent_iob_ != "I") and facts.country

    def _is_struck_or_speaks(self, start: int, end: int, facts: NameFacts) -> bool:
        """Tell whether a known place is the object of a verb done to places, or a capital speaks for its country.

        The tagger takes the Goma of "shelled Goma" and the Pristina of "Pristina blamed Moscow" for persons; two names
        in a row ("captured Saddam Hussein") are one.
        """
        doc = self._doc
        root = root_of(doc, start, end)
        if root.dep_ == "nsubj" and facts.capital:
            return root.head.lemma_.lower() in not_places().speech_verbs and doc[start].ent_iob_ != "I"
        if root.dep_ not in _OBJECTS or root.head.lemma_.lower() not in not_places().place_verbs:
            return False
        within = doc[start].ent_iob_ != "I" and (end == len(doc) or doc[end].ent_iob_ != "I")
        return within and (facts.division or facts.admin2 or facts.any_population >= _TOWN)


def _follows_placing(doc: Doc, start: int) -> bool:
    return start > 0 and doc[start - 1].lower_ in PLACING
