"""The words that say who and what an event is about: heads of noun phrases, what qualifies them, what stands beside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.remembering import remembered
from geomap.events.syntax import MEASURES, MODIFIERS, NOMINAL, OBJECTS, VERBAL, agents, forms, lemma, pobjects, subjects
from geomap.model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from geomap.language import ParsedDocument
    from geomap.model import Resolution

_TITLED = "geomap.events.titled"
_WORDS = "geomap.events.words"
_STORMS = "geomap.events.storms"
_STORM = re.compile(r"\b(?:Typhoon|Hurricane|Cyclone|Storm|Depression) ([A-Z]\w+)")
_STORM_WORDS = frozenset({"typhoon", "hurricane", "cyclone", "storm", "depression"})
_PLACED = "geomap.events.placed"
_TITLES = frozenset({"compound", "appos", "nmod"})
_QUALIFYING = frozenset({"det", "amod", "poss", "nummod"})
_ABOUT = (
    *("of", "by", "between", "with", "for", "involving", "at", "in", "on", "against", "from", "into", "to", "through"),
    *("across", "over", "under", "off", "onto", "out", "before", "outside", "behind", "near", "aboard", "amid"),
)


def mark_places(parsed: ParsedDocument, resolutions: Sequence[Resolution]) -> None:
    """Note the names that are read as places, whatever the parser takes them for.

    Parameters
    ----------
    parsed
        The document.
    resolutions
        Its toponyms; only those meant as places count, known to the gazetteer or not.
    """
    parsed.doc.user_data.pop(_WORDS, None)  # what was known of the words without the places
    parsed.doc.user_data[_PLACED] = frozenset(
        token.i
        for item in resolutions
        if item.mention.kind is MentionKind.LITERAL
        for token in parsed.tokens_in(item.mention.start, item.mention.end)
    )


def is_placed(token: Token) -> bool:
    """Tell whether a word belongs to a name that is read as a place."""
    return token.pos_ == "PROPN" and token.i in token.doc.user_data.get(_PLACED, ())


def beside(token: Token) -> set[str]:
    """Return the lemmas that say what sort of thing a noun or verb is about: modifiers, "of ..." and the clause."""
    found: set[str] = set()
    for child in token.children:
        if child.dep_ in MODIFIERS or child.dep_ in {"prt", "advmod", "dobj", "acomp", "attr", "xcomp", "oprd"}:
            found |= {lemma(child), child.lower_} | {
                lemma(below) for below in child.children if below.dep_ in MODIFIERS
            }
    if token.pos_ in VERBAL:
        for noun in (*subjects(token), *agents(token)):
            found |= _words(noun)
    for noun in pobjects(token, *_ABOUT):
        found |= _words(noun)
    if token.pos_ in NOMINAL:
        found |= _clause_words(token)
    governor = token.head.head if token.dep_ == "pobj" else token.head
    if governor != token and token.pos_ in NOMINAL and token.dep_ not in {"conj", "appos"}:
        found |= {lemma(governor), governor.lower_}
        if governor.pos_ in VERBAL:
            for noun in subjects(governor):
                found |= _words(noun)
    return found - {""}


def _clause_words(noun: Token) -> set[str]:
    """Return the verb and the subject of a clause after a noun: "the strike that the union had called"."""
    clauses = [child for child in noun.children if child.dep_ in {"relcl", "acl"}]
    return {lemma(clause) for clause in clauses}.union(
        *(_words(other) for clause in clauses for other in subjects(clause) if other != noun)
    )


def _words(noun: Token) -> frozenset[str]:
    known: dict[int, frozenset[str]] = noun.doc.user_data.setdefault(_WORDS, {})
    if noun.i not in known:
        known[noun.i] = frozenset(_words_of(noun))
    return known[noun.i]


def _words_of(noun: Token) -> set[str]:
    found = {lemma(noun), noun.lower_}
    if noun.lower_ in {"he", "she"} or (noun.ent_type_ == "PERSON" and noun.lower_ in _titled(noun.doc)):
        found.add("leader")  # news speaks so of people with names
    qualifying = [child for child in noun.children if child.dep_ in MODIFIERS]
    designated = _designated(noun).union(*(_designated(child) for child in qualifying))
    if not designated:
        found |= _name_classes(noun, qualifying)
    found |= designated
    found |= {lemma(child) for child in qualifying if child.pos_ != "ADJ" or lemma(child) not in words("adjectives")}
    if noun.pos_ == "PROPN":  # "the Rubymar, a cargo ship": what a name is said to be
        found |= {lemma(child) for child in noun.children if child.dep_ == "appos" and child.pos_ == "NOUN"}
    if lemma(noun) in MEASURES or noun.pos_ == "NUM":
        for below in pobjects(noun, "of"):
            found |= _words(below)
    return found


def _name_classes(noun: Token, qualifying: list[Token]) -> set[str]:
    """Return "PERSON", "GPE", ...: classes of names, in capitals as no lemma is; also of "Ursula von der Leyen"."""
    first = next((child for child in qualifying if child.pos_ == "PROPN" and child.dep_ == "compound"), None)
    if noun.ent_type_ not in {"GPE", "LOC", "FAC"} and is_placed(noun):
        return {"GPE"}
    called = noun.ent_type_ or (first.ent_type_ if first is not None and noun.pos_ == "PROPN" else "")
    # "Burkina Faso": rivers, seas and ranges come with an article, countries without.
    land = called == "LOC" and not any(child.dep_ == "det" for child in noun.children)
    named = noun.pos_ == "PROPN" and called in {"", "PERSON", "ORG"}  # most often somebody, where somebody is meant
    return {called} | ({"GPE"} if land else set()) | ({"NAME"} if named else set())


# "An F-16", "two Mi-8s"; "HMS Diamond", "USS Ohio": aircraft and ships by their designations.
_AIRCRAFT = re.compile(r"(?:[A-Z]{1,3}|Mi|Su|Tu|Il|An|Ka|Yak|MiG)-?\d{1,3}[A-Z]{0,2}s?")
_NAVAL = frozenset(
    "hms uss usns ins hmas hmcs hmnzs rfa rfs pns brp jds roks tcg kri hnoms hdms orp bap arc".split()  # noqa: SIM905 -- a long list of words reads best so
)
_MERCHANT = frozenset({"mv", "ss", "mt", "rss", "kd"})


def _designated(token: Token) -> set[str]:
    word = token.lower_
    if (word in _NAVAL or word in _MERCHANT) and token.text[:1].isupper():
        return {"ship", "vessel", "warship"} if word in _NAVAL else {"ship", "vessel"}
    if token.pos_ in {"PROPN", "NOUN"} and token.ent_type_ not in {"GPE", "LOC"} and _AIRCRAFT.fullmatch(token.text):
        return {"aircraft"}
    return set()


def _titled(doc: Doc) -> set[str]:
    """Return the surnames that the text once gives with an office: "President Emmanuel Macron"."""
    known: set[str] | None = doc.user_data.get(_TITLED)
    if known is None:
        known = {
            token.lower_
            for span in doc.ents
            if span.label_ == "PERSON"
            for token in span
            if any(
                lemma(other) in words("leader") and other.ent_type_ != "PERSON"
                for other in (*(child for child in token.children if child.dep_ in _TITLES), token.head)
                if other is not token and (other.dep_ in _TITLES or token.dep_ in _TITLES)
            )
        }
        doc.user_data[_TITLED] = known
    return known


@remembered
def qualifying(noun: Token) -> frozenset[str]:
    """Return the adjectives, determiners and numbers of a noun, in small letters."""
    return frozenset(child.lower_ for child in noun.children if child.dep_ in _QUALIFYING)


@remembered
def is_owned(noun: Token) -> bool:
    """Tell whether a noun is somebody's: "its exercise"."""
    return any(child.dep_ == "poss" for child in noun.children)


def heads(nouns: list[Token]) -> set[str]:
    """Return the lemmas of nouns and of what they measure ("hundreds of protesters")."""
    return set().union(*(_words(noun) for noun in nouns)) if nouns else set()


def is_named(token: Token) -> bool:
    """Tell whether a word names what happens, gerunds among them: "Fighting between the two broke out"."""
    gerund = token.tag_ == "VBG" and token.dep_ in {"csubj", "csubjpass"}
    return token.pos_ in {"NOUN", "PROPN"} or (gerund and not any(child.dep_ in OBJECTS for child in token.children))


def storm_names(doc: Doc) -> frozenset[str]:
    """Return the names that a text gives to storms: "Odette", which it calls Typhoon Odette."""
    if _STORMS not in doc.user_data:
        told = not _STORM_WORDS.isdisjoint(forms(doc))  # spares most texts the search
        doc.user_data[_STORMS] = frozenset(_STORM.findall(doc.text)) if told else frozenset()
    names: frozenset[str] = doc.user_data[_STORMS]
    return names
