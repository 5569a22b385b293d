"""Words that cannot be a place where they stand, whatever speaks for them elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import institutions, kind_words, not_places
from geomap.recognition.persons import is_name_word
from geomap.recognition.tokens import root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_EATEN = frozenset({"dobj", "nsubjpass"})


def is_other_word(doc: Doc, start: int, end: int) -> bool:
    """Tell whether the words cannot be a place here.

    They open a longer name that the tagger takes for a person's ("Paris Hilton"), a common word has its capital from
    opening the sentence and goes with a noun ("Mobile homes burned"), or they are eaten ("Hyderabad biryani").
    """
    if _is_food(doc, start, end):
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
