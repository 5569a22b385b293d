"""Words that cannot be a place where they stand, whatever speaks for them elsewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.recognition.lexicon import institutions, kind_words, not_places
from geomap.recognition.persons import is_name_word
from geomap.recognition.tokens import root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_MODEL = re.compile(r"[A-Z]{1,4}-?\d+[A-Z]?")
_NAMING = frozenset({"compound", "nmod", "amod", "appos"})
_INSIDE_PHRASE = frozenset({"compound", "nmod", "amod", "poss"})
_ARTEFACTS = frozenset({"PRODUCT", "ORG", "PERSON", "WORK_OF_ART", "EVENT", ""})
_EATEN = frozenset({"dobj", "nsubjpass"})


def is_other_word(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words cannot be a place here.

    They open a longer name that the tagger takes for a person's ("Paris Hilton"), a common word has its capital from
    opening the sentence and goes with a noun ("Mobile homes burned"), they are eaten ("Hyderabad biryani"), or they
    are a ship's, an aircraft's or a company's name ("HMAS Adelaide", "the mining company Vale").
    """
    if _is_food(doc, start, end) or _is_craft(doc, start, end) or is_company(doc, start):
        return True
    if end >= len(doc):
        return False
    after = doc[end]
    if doc[start].ent_type_ == "PERSON" and doc[start].ent_iob_ == "B" and after.ent_iob_ == "I":
        return is_name_word(after) and not after.is_upper and after.lower_ not in {*institutions(), *kind_words()}
    if end - start > 1 or not doc[start].is_sent_start or doc[start].lower_ not in not_places().weak:
        return False
    listed = (
        after.lower_ in {"and", "or"} and end + 1 < len(doc) and doc[end + 1].is_lower
    )  # "Mobile and broadband bills"
    return listed or (after.is_lower and after.pos_ == "NOUN" and doc[start].head.i == end)


def _is_food(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words name a dish or what somebody eats."""
    words = not_places()
    if end < len(doc) and doc[end].lower_ in words.dishes and doc[end].is_lower:
        return True
    if start and doc[start - 1].lemma_.lower() in words.cooking and doc[start - 1].dep_ in {"amod", "compound"}:
        return True
    root = root_of(doc, start, end)
    if any(child.dep_ == "conj" and child.lower_ in words.dishes for child in root.children):
        return True
    verb = root.head
    if root.dep_ in _EATEN:
        return verb.lemma_.lower() in words.cooking
    # "Turkey is what they eat."
    clauses = [child for child in verb.children if child.dep_ == "ccomp"] if verb.lemma_ == "be" else []
    return root.dep_ == "nsubj" and any(
        clause.lemma_.lower() in words.cooking and any(child.lower_ == "what" for child in clause.children)
        for clause in clauses
    )


def bearers(doc: Doc) -> frozenset[str]:
    """Return the names that a text gives to companies, ships and aircraft, which bear them in the rest of it too."""
    found = set()
    for token in doc:
        if not token.i or not token.text[:1].isupper():
            continue
        if is_company(doc, token.i) or _is_craft(doc, token.i, token.i + 1) or _is_one_of(doc, token.i):
            found.add(token.text)
            found.update(other.text for other in token.conjuncts if other.text[:1].isupper())
    return frozenset(found)


def _is_craft(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a ship or an aircraft bears the name: "the frigate Ballarat", "Chinook helicopters"."""
    words = not_places()
    root = root_of(doc, start, end)
    if start and doc[start - 1].text.isupper() and doc[start - 1].lower_.rstrip(".") in words.ship_prefixes:
        return True
    if start and _MODEL.fullmatch(doc[start - 1].text):
        return True  # "an MRH-90 Taipan"
    if start and doc[start - 1].lower_ in words.vehicles and doc[start - 1].is_lower:
        return doc[start].ent_type_ != "GPE" or doc[start - 1].dep_ in _NAMING
    if end < len(doc) and doc[end].lower_ in words.crafts and root.head.i == end and doc[end].is_lower:
        return doc[start].ent_type_ in _ARTEFACTS
    return False


def _is_one_of(doc: Doc, index: int) -> bool:
    """Tell whether an article of its own stands before a word, as before no place: "a Hercules from Auckland"."""
    if doc[index - 1].lower_ not in {"a", "an"} or doc[index].dep_ in _INSIDE_PHRASE or index + 1 >= len(doc):
        return False
    return doc[index + 1].is_lower and doc[index + 1].lower_ != "based"


def is_company(doc: Doc, start: int) -> bool:
    """Tell whether a company is named: "the mining company Vale"."""
    if not start or doc[start - 1].lower_ not in not_places().companies or not doc[start - 1].is_lower:
        return False
    return (doc[start - 1].dep_ in _NAMING and doc[start - 1].head.i >= start) or doc[start].dep_ == "appos"
