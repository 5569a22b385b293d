"""What is said to be so in general, not to have happened: habits, statistics, the present tense beside a told past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.syntax import SUBJECTS, VERBAL, auxiliaries, helpers_of, lemma, pobjects, subjects
from geomap.events.wording import wording

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

GENERIC_TAGS = frozenset({"VBZ", "VBP"})
_PRESENT_BE = wording("tense.present_be")
_TELLS_NOW = "geomap.events.tells-now"
_SHARE = 3  # verbs in the present for one in the past, where the present tells


def is_simple_present(verb: Token) -> bool:
    """Tell whether a clause stands in the simple present: "gangs shoot one another", "victims are robbed"."""
    helpers = helpers_of(verb)
    if verb.tag_ == "VBN":
        return bool(helpers & _PRESENT_BE) and not helpers & {"being", "been", "has", "have"}
    refused = verb.tag_ == "VB" and helpers in ({"does"}, {"do"})  # "it does not target mosques"
    return (verb.tag_ in GENERIC_TAGS and not helpers) or refused


def tells_in_present(doc: Doc) -> bool:
    """Tell whether a text tells its story in the present tense, as a chronicle or a live report may."""
    if _TELLS_NOW not in doc.user_data:
        past = sum(1 for token in doc if token.tag_ == "VBD")
        present = sum(1 for token in doc if token.tag_ in GENERIC_TAGS)
        doc.user_data[_TELLS_NOW] = present > _SHARE * past
    found: bool = doc.user_data[_TELLS_NOW]
    return found


def is_generic(token: Token, *, noun: bool) -> bool:
    """Tell whether a word speaks of such events in general: "strikes are illegal", "the river floods most years"."""
    if noun:
        return _is_of_a_sort(token) or _is_counted(token) or _is_statistic(token) or _is_expected_again(token)
    return _is_habitual(token) or _is_permitted(token)


def _is_of_a_sort(noun: Token) -> bool:
    above = noun.head
    if noun.tag_ != "NNS" or noun.dep_ != "nsubj" or lemma(above) != "be" or above.tag_ not in GENERIC_TAGS:
        return False
    bare = not any(child.dep_ in {"det", "poss", "nummod", "prep", "relcl", "acl"} for child in noun.children)
    said_of = any(child.dep_ in {"acomp", "attr"} and lemma(child) not in words("expected") for child in above.children)
    return bare and said_of and not any(child.dep_ in {"aux", "npadvmod"} for child in above.children)


def _is_counted(noun: Token) -> bool:
    """Tell whether what can be an event is only counted: "by 153 votes to 146"."""
    return lemma(noun) in words("counted") and any(child.dep_ == "nummod" for child in noun.children)


def _is_permitted(verb: Token) -> bool:
    """Tell whether a law or a power only allows it: "the law allows police to detain suspects"."""
    above = verb.head
    if verb.dep_ not in {"xcomp", "ccomp", "acl"} or lemma(above) not in words("permitting"):
        return False
    if above.pos_ in VERBAL:
        return bool({lemma(noun) for noun in subjects(above)} & words("statute"))
    return True


def _is_statistic(noun: Token) -> bool:
    """Tell whether events are only counted over time: "kidnappings rose by 11 per cent", "there were 7,710 murders"."""
    above = noun.head
    if lemma(noun) not in words("tallied"):
        return False
    if noun.dep_ in SUBJECTS and lemma(above) in words("changing"):
        return noun.tag_ == "NNS" or any(_is_share(below) for below in pobjects(above, "by", "to", "from"))
    there = any(child.dep_ == "expl" for child in above.children)
    return noun.dep_ == "attr" and there and noun.tag_ == "NNS" and any(_is_large(child) for child in noun.children)


def _is_share(noun: Token) -> bool:
    return noun.ent_type_ in {"PERCENT", "CARDINAL"} or noun.like_num or noun.lower_ in {"percent", "cent"}


def _is_large(number: Token) -> bool:
    """Tell whether a number is one of many: thousands of events are told one by one nowhere."""
    figure = number.text.replace(",", "").replace(" ", "")
    return number.dep_ == "nummod" and figure.isdigit() and int(figure) >= 100


def _is_habitual(verb: Token) -> bool:
    """Tell whether a clause says how often, or of each of many times: "each time the president visited"."""
    present = verb.tag_ in GENERIC_TAGS and not auxiliaries(verb)
    if present and any(
        child.lower_ in words("often")
        or (child.dep_ == "npadvmod" and any(below.lower_ in words("often") for below in child.children))
        for child in verb.children
    ):
        return True
    return _is_of_each(verb)


def _is_of_each(verb: Token) -> bool:
    for child in verb.children:
        times = child.dep_ == "npadvmod" and lemma(child) in {"time", "occasion"}
        if times and any(below.lower_ in {"each", "every"} for below in child.children):
            return True
        if child.dep_ == "prep" and any(below.lower_ == "each" for below in child.children):
            return True  # "after each, ministers flew in"
    above = verb.head
    each = any(child.lower_ in {"each", "every"} for child in above.children)
    return each and verb.dep_ == "relcl" and lemma(above) == "time"


def _is_expected_again(noun: Token) -> bool:
    """Tell whether such events are said to come again and again: "such accidents would always happen"."""
    above = noun.head
    often = any(child.dep_ == "advmod" and child.lower_ in words("often") for child in above.children)
    return noun.dep_ in SUBJECTS and noun.tag_ == "NNS" and often and bool(helpers_of(above) & {"would", "will"})
