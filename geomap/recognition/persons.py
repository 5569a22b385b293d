"""Who in a document is a person: the words of full names, and what the words round a name say of its bearer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.recognition.lexicon import institutions, kind_words, not_places
from geomap.recognition.tokens import PLACE_LABELS, is_capitalised, root_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWN = frozenset({"his", "her"})
_PRONOUNS = frozenset({"he", "she"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MR = frozenset({"mr", "mrs", "ms", "dr"})
_OLDEST = 110  # years
_SHORTEST = 2  # letters of a word of a name; "J." is none


def parts_of_persons(doc: Doc) -> dict[str, set[int]]:
    """Return the words of persons' full names, each with the indices of its tokens in them.

    "Georgia" and "Peterson" of "Georgia O'Keeffe" and "Jordan Peterson"; what the tagger calls a person though it ends
    in a kind of feature or an institution is none.
    """
    found: dict[str, set[int]] = {}
    for entity in doc.ents:
        if entity.label_ != "PERSON":
            continue
        words = [token for token in entity if is_name_word(token)]
        if len(words) < 2 or words[-1].lower_ in {*institutions(), *kind_words()}:
            continue
        for token in words:
            found.setdefault(token.text, set()).add(token.i)
    return found


def is_name_word(token: Token) -> bool:
    """Tell whether a word may be one of a person's name: "O'Keeffe", "Jean-Pierre", not "J." or "UN"."""
    letters = token.text.replace("'", "").replace("’", "").replace("-", "")
    return len(letters) >= _SHORTEST and letters.isalpha() and is_capitalised(token)


def person_signs(doc: Doc, start: int, end: int) -> list[str]:
    """Return what beside a name says that its bearer is a person, or that it is none: ``"its"``.

    ``"kin"`` for "her brother Chad", "the queen, Victoria," and "Chad's sister"; ``"age"`` for "Paris, 25,";
    ``"own"`` for "Chad blamed his knee"; ``"pronoun"`` for "… Jordan said. She"; ``"titled"`` for "Captain Chad", with
    ``"mr"`` where the title is abbreviated, as before a person alone.
    """
    signs = []
    before = doc[start - 1] if start else None
    if before is not None and before.lower_.rstrip(".") in not_places().person_titles and is_capitalised(before):
        signs += ["titled", "mr"] if before.text.endswith(".") or before.lower_ in _MR else ["titled"]
    if start > 1 and doc[start - 1].text == "." and doc[start - 2].lower_ in not_places().person_titles:
        signs.append("titled")
    if _is_kin(doc, start, end):
        signs.append("kin")
    if _has_age(doc, end):
        signs.append("age")
    root = root_of(doc, start, end)
    if root.dep_ in _SUBJECTS:
        signs += _of_subject(doc, root)
    return signs


def _is_kin(doc: Doc, start: int, end: int) -> bool:
    """Tell whether a word for a person stands in apposition to the name, or belongs to its bearer."""
    nouns = not_places().person_nouns
    if end + 1 < len(doc) and doc[end].tag_ == "POS" and doc[end + 1].lower_ in nouns:
        return doc[end + 1].is_lower and doc[end + 1].lower_ in not_places().kin
    at = start - 1
    if at >= 1 and doc[at].text == ",":
        at -= 1
        closed = end < len(doc) and doc[end].text in {",", ".", ";", "—", "–"}
        return closed and doc[at].lower_ in nouns and doc[at].is_lower
    # "Our friend China" is a country, "her brother Chad" is none.
    beside = not_places().kin if doc[start].ent_type_ in PLACE_LABELS else nouns
    return at >= 0 and doc[at].lower_ in beside and doc[at].is_lower


def _has_age(doc: Doc, end: int) -> bool:
    """Tell whether an age follows: "Paris, 25, sang"."""
    if end + 2 >= len(doc) or doc[end].text != "," or not doc[end + 1].text.isdecimal():
        return False
    return int(doc[end + 1].text) <= _OLDEST and doc[end + 2].text in {",", ".", ";"}


def _of_subject(doc: Doc, root: Token) -> list[str]:
    """Return what the sentence of a subject calls its bearer: its own things, or he or she in the next."""
    owners = {
        child.lower_
        for word in root.head.children
        if word.i > root.head.i and word.dep_ in {"dobj", "pobj", "attr"}
        for child in word.children
        if child.dep_ == "poss"
    }
    signs = ["own"] if owners & _OWN else ["its"] if "its" in owners else []
    after = root.sent.end
    if root.head.lemma_.lower() in {"say", "tell"} and after < len(doc) and doc[after].lower_ in _PRONOUNS:
        signs.append("pronoun")
    return signs
