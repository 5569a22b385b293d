"""What an event is called: the noun of the text's own verb ("storming of the ministry") or the text's own noun."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from geomap.errors import DataError
from geomap.events.lexicon import default_lexicon
from geomap.events.syntax import MEASURES, MODIFIERS, agents, lemma, patients, pobjects
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.clusters import Cluster
    from geomap.events.lexicon import Kind
    from geomap.events.telling import Telling

_WORDS = 5
_OPEN = (" of", " on", " to", " for", " against")  # what a deed's noun ends in where its object follows
_NAMED = frozenset({"PERSON", "FAC", "WORK_OF_ART", "PRODUCT"})
_COUNTS = frozenset({"", "CARDINAL", "QUANTITY"})
_LEFT_OUT = frozenset({"own", "such", "same", "other", "more"})
_COMPLETED = frozenset({"state", "exchange", "cessation", "series", "wave"})


class Titles(BaseModel):
    """What ``data/curated/titles.toml`` says; see there.

    Attributes
    ----------
    deeds
        By the label of a kind, then by the lemma of a verb: the noun, and after ``"|"`` the noun without an object.
    nouns
        By words that are no name for an event: what to call it instead, ``""`` for the kind's own title.
    words
        Lists of words by name.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    deeds: dict[str, dict[str, str]]
    nouns: dict[str, str]
    words: dict[str, frozenset[str]]


@cache
def default_titles() -> Titles:
    """Return the words of titles that ship with geomap.

    Raises
    ------
    DataError
        If the file is missing, is not TOML, a field is wrong, or a label is of no kind of the trigger lexicon.
    """
    path = data_file("curated", "titles.toml")
    file = read_toml(path, Titles.model_validate, "file of titles")
    strange = sorted(set(file.deeds) - {kind.label for kind in default_lexicon().kinds.values()})
    if strange:
        raise DataError(f"{path}: deeds: no kind has the label {strange[0]!r}.", "Use a label of triggers.toml.")
    return file


def called(cluster: Cluster, kind: Kind) -> str:
    """Return the noun the text itself uses most ("curfew", "clashes"), else that of its verb, or the lexicon's word."""
    if kind.family == "exercise":
        return kind.title
    found: dict[str, int] = {}
    for telling in cluster.tellings:
        trigger = telling.trigger
        if trigger.is_noun and trigger.kind is kind and (words := _own_noun(telling)):
            found[words] = found.get(words, 0) + 1
    best = max(found, key=lambda word: (found[word], -list(found).index(word)), default="")
    return best or _of_verb(cluster, kind)


def _own_noun(telling: Telling) -> str:
    trigger = telling.trigger
    words = " ".join((trigger.called.lower() or trigger.words).split())
    below = next((child for child in trigger.token.children if child.lower_ == "of"), None)
    if below is not None and trigger.token.lower_ in _COMPLETED:
        return f"{words} of {next((item.lower_ for item in below.children), '')}".strip()
    return default_titles().nouns.get(words, words)


def _of_verb(cluster: Cluster, kind: Kind) -> str:
    """Return the noun of the verb that tells of it ("collapse of buildings"), or the lexicon's word."""
    deeds = default_titles().deeds.get(kind.label, {})
    for telling in cluster.tellings:
        verb = telling.trigger.token
        if telling.trigger.kind is not kind or telling.trigger.is_noun:
            continue
        weapon = _weapon(verb)
        if weapon:
            return weapon
        told, _, bare = (deeds.get(_with_state(verb)) or deeds.get(lemma(verb), "")).partition("|")
        if not told.endswith(_OPEN):
            if told:
                return told
            continue
        done_to = _objects(verb, kind)
        if done_to:
            return f"{told} {_short(done_to[0])}"
        return bare or kind.title
    return kind.title


def _with_state(verb: Token) -> str:
    """Return a verb with the state it puts somebody in: "put on alert"."""
    return next((f"{lemma(verb)} on {lemma(noun)}" for noun in pobjects(verb, "on")), lemma(verb))


def _weapon(verb: Token) -> str:
    """Return "missile strike" for a missile that struck."""
    words = default_titles().words
    if lemma(verb) not in words["striking"]:
        return ""
    told = next((lemma(noun) for noun in agents(verb) if lemma(noun) in words["strikers"]), "")
    return f"{told} strike" if told else ""


def _objects(verb: Token, kind: Kind) -> list[Token]:
    """Return what it was done to; of what only befalls somebody ("the bridge collapsed"), the subject."""
    found = [
        noun
        for noun in patients(verb)
        if lemma(noun) not in default_titles().words["empty"] or any(pobjects(noun, "of"))
    ]
    if not found and kind.label in default_titles().words["befalling"]:
        found = agents(verb)
    if kind.family == "capture":
        found = [noun for noun in found if lemma(noun) not in default_titles().words["held"]]
    return [noun for noun in found if noun.pos_ == "NOUN" or noun.ent_type_ in _NAMED]


def _short(noun: Token) -> str:
    """Return a noun with the words before it: "59 Chinese mobile apps"; without those when they are many."""
    counted = next(pobjects(noun, "of"), None) if lemma(noun) in MEASURES | default_titles().words["empty"] else None
    head = counted if counted is not None and counted.pos_ == "NOUN" else noun
    words = [token for token in head.lefts if token.dep_ in MODIFIERS and token.dep_ != "poss"]
    kept = [token for token in words if token.lower_ not in _LEFT_OUT and token.ent_type_ not in {"DATE", "TIME"}]
    span = head.doc[min((token.left_edge.i for token in kept), default=head.i) : head.i + 1]
    told = str(span.text) if len(span) <= _WORDS and len(kept) == len(words) else str(head.text)
    common = span[0].pos_ == "NOUN" or (span[0].pos_ != "PROPN" and span[0].ent_type_ in _COUNTS)
    if span[0].is_sent_start and common and not told.isupper():
        told = told[0].lower() + told[1:]
    return _article(head) + told


def _article(noun: Token) -> str:
    """Return the article before what is one: the text's own, "a ferry", or "the" for what is somebody's."""
    if noun.tag_ != "NN":
        return ""
    if any(child.dep_ == "poss" for child in noun.children):
        return "the "
    found = next((child.lower_ for child in noun.children if child.dep_ == "det"), "")
    return f"{found} " if found in {"a", "an", "the"} else ""
