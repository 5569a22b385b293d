"""Forms of a clause: passive, infinitive, wish, being put off; whose clause it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.remembering import remembered
from geomap.events.syntax import forms, helpers_of, lemma, subjects
from geomap.events.wording import wording

if TYPE_CHECKING:
    from spacy.tokens import Token

_WISHES = frozenset(
    {"demand", "call", "appeal", "request", "wish", "need", "insist", "plea", "bid", "pressure", "press"}
)
_DAYS = frozenset({"day", "eve", "morning", "week", "weekend", "anniversary"})
_RANKS = wording("noun.rank")
_DEPTH = 6


def is_on_hold(verb: Token) -> bool:
    """Tell whether a clause puts something off: "the deployment was on hold"."""
    return lemma(verb) in {"be", "put", "remain", "place"} and any(
        below.lower_ in {"hold", "ice"} for child in verb.children if child.lower_ == "on" for below in child.children
    )


@remembered
def verb_words(verb: Token) -> frozenset[str]:
    """Return the verb's lemma, and with its particle ("call off")."""
    word = lemma(verb)
    return frozenset({word, *(f"{word} {child.lower_}" for child in verb.children if child.dep_ in {"prt", "advmod"})})


def is_open(verb: Token) -> bool:
    """Tell whether a clause asserts nothing by itself: an infinitive, a participle, a subjunctive, or "should"."""
    helpers = helpers_of(verb)
    if helpers & {"should", "must", "to", "be"}:
        return True
    # "wanted the drills suspended": the parser may take the participle for a past tense.
    unmarked = not any(child.dep_ == "mark" for child in verb.children)
    return not helpers and (verb.tag_ in {"VB", "VBN", "VBG"} or (verb.tag_ == "VBD" and unmarked))


def is_passive_clause(verb: Token) -> bool:
    """Tell whether a clause is in the passive, or its verb a participle after its noun."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"}
    )


def is_ranked_noun(noun: Token, *, ordinals: bool = True) -> bool:
    """Tell whether a noun is compared with its like: "the deadliest violence", "the first president"."""
    return any(word.tag_ == "JJS" or (ordinals and word.lower_ in _RANKS) for word in noun.children)


def is_infinitive(verb: Token) -> bool:
    """Tell whether a verb stands with "to"."""
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def is_bare(verb: Token) -> bool:
    """Tell whether a verb has neither auxiliary nor subject of its own."""
    return not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)


def is_joined_above(verb: Token) -> bool:
    """Tell whether a verb joined to one of a clause goes on with the verb above: "denied it had fired and accused"."""
    head = verb.head
    perfect = head.tag_ == "VBN" and any(child.dep_ == "aux" for child in head.children)
    return verb.dep_ == "conj" and verb.tag_ == "VBD" and perfect and head.dep_ == "ccomp" and head.head.tag_ == "VBD"


def is_finite(verb: Token) -> bool:
    """Tell whether a verb has a tense of its own."""
    return verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} or bool(helpers_of(verb) - {"to"})


def is_apart(verb: Token) -> bool:
    """Tell whether only a semicolon joins a clause to the one above: "a veto stopped it; another is possible"."""
    return verb.dep_ == "ccomp" and is_across(verb, verb.head)


def is_across(one: Token, other: Token) -> bool:
    """Tell whether a semicolon stands between two words."""
    first, last = sorted((one.i, other.i))
    return ";" in forms(one.doc)[first:last]


def has_content(verb: Token) -> bool:
    """Tell whether a clause after a noun says what the noun tells, though parsed as a relative one: "a report that"."""
    told = any(child.dep_ == "mark" and child.lower_ == "that" for child in verb.children)
    return told and verb.dep_ == "relcl" and any(child.dep_ == "nsubj" for child in verb.children)


def has_every(verb: Token) -> bool:
    """Tell whether a clause says "every year", "each spring"."""
    return any(
        child.dep_ == "npadvmod" and any(below.lower_ in {"every", "each"} for below in child.children)
        for child in verb.children
    )


def speaker(verb: Token) -> str:
    """Return who is the subject of a verb of saying; ``""`` for a pronoun or nobody."""
    found = subjects(verb)
    if not found or found[0].pos_ == "PRON":
        return ""
    tokens = [token for token in found[0].subtree if not token.is_space]
    words = found[0].doc[tokens[0].i : found[0].i + 1].text
    return str(words)


def has_new_day(verb: Token, *links: str) -> bool:
    """Tell whether what is put off has a day: "postponed to Monday", "delayed until 15 July".

    Of links that are named, only a certain day or month will do: "called a strike for Saturday", "for the last day".
    """
    return any(
        (below.ent_type_ in {"DATE", "TIME"} and (not links or any(item.pos_ == "PROPN" for item in below.subtree)))
        or _is_certain_day(below)
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in (links or ("to", "until", "till", "for"))
        for below in child.children
    )


def _is_certain_day(noun: Token) -> bool:
    """Tell whether a noun is a day that others fix: "the opening day of the summit", no "two days"."""
    the = any(child.dep_ == "det" and child.lower_ == "the" for child in noun.children)
    said = any(child.dep_ in {"amod", "prep"} for child in noun.children)
    return lemma(noun) in _DAYS and the and said and not any(child.dep_ == "nummod" for child in noun.children)


def is_wished(verb: Token, wanting: frozenset[str]) -> bool:
    """Tell whether a clause is what somebody wants: "asked the army to stop ...", "demanded that ... be scrapped"."""
    current = verb
    for _ in range(_DEPTH):
        above = current.head
        if above == current or current.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "conj", "pcomp"}:
            return False
        if current.dep_ == "conj":
            if not is_bare(current):
                return False
            current = above
            continue
        if not is_open(current):
            return False
        if current.dep_ == "pcomp":
            above = above.head
        if {lemma(above), *verb_words(above)} & (wanting | _WISHES):
            return True
        current = above
    return False
