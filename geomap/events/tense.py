"""Status from a verb's own form: negation, "if", auxiliaries of future and doubt, tense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.clause_forms import has_every
from geomap.events.reading import Reading
from geomap.events.syntax import helpers_of
from geomap.events.wording import wording
from geomap.model import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_FUTURE = wording("tense.future")
_WOULD = wording("tense.conditional")
MAYBE = wording("tense.maybe")
_UNTIL = frozenset({"until", "till"})
_MANNER = frozenset({"how", "why"})
_REGULAR = wording("tense.regular")
_CONDITIONS = wording("tense.conditions")
_PAST = wording("tense.past")
_PAST_BE = wording("tense.past_be")
_PRESENT_BE = wording("tense.present_be")
_PROGRESSIVE = wording("tense.progressive")


def own_reading(verb: Token, *, headline: bool) -> Reading | None:  # noqa: PLR0911
    """Status from auxiliaries, negation, "if" and adverbs; ``None`` for infinitives and participles."""
    helpers = helpers_of(verb)
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    adverbs = {child.lower_ for child in verb.children if child.dep_ in {"advmod", "npadvmod"}}
    conditional = any(
        child.dep_ == "advcl"
        and any(below.dep_ == "mark" and below.lower_ in {"if", "unless"} for below in child.children)
        for child in verb.children
    )
    if marks & _CONDITIONS:
        return Reading(Status.HYPOTHETICAL)  # "if the force does not arrive": nobody denies anything
    if any(child.dep_ == "neg" for child in verb.children) or "never" in adverbs:
        return Reading(Status.HAPPENED if _is_not_until(verb) else Status.DENIED)
    if helpers & MAYBE:
        return Reading(Status.HYPOTHETICAL)
    if helpers & _FUTURE:
        return Reading(Status.HYPOTHETICAL if conditional else Status.PLANNED)
    if helpers & _WOULD:
        reported = (
            verb.dep_ == "ccomp" and not conditional and not adverbs & _MANNER
        )  # "explained how he would take it"
        return Reading(Status.PLANNED if reported else Status.HYPOTHETICAL)
    if helpers & {"to"} and verb.tag_ == "VB":
        return _headline_future(verb, headline=headline)
    if (adverbs & _REGULAR or has_every(verb)) and verb.tag_ != "VBD":  # "shelled the town every day" is over
        return Reading(Status.RECURRING)
    return _tense(verb, helpers, headline=headline)


def _is_not_until(verb: Token) -> bool:
    """Tell whether something came about only later: "was not arrested until May 2011"."""
    past = verb.tag_ in {"VBD", "VBN"} or any(child.lower_ == "did" for child in verb.children)
    return past and any(
        child.lower_ in _UNTIL and child.i > verb.i and any(below.ent_type_ == "DATE" for below in child.subtree)
        for child in verb.children
    )


def _headline_future(verb: Token, *, headline: bool) -> Reading | None:
    """Read a headline's future: "NATO to hold drills"."""
    first = verb.dep_ in {"ROOT", "relcl", "acl"} and headline
    return Reading(Status.PLANNED) if first else None


def _tense(verb: Token, helpers: frozenset[str], *, headline: bool) -> Reading | None:
    if verb.tag_ == "VBD" or (helpers & _PAST and verb.tag_ != "VBG"):
        return Reading(Status.HAPPENED)
    if verb.tag_ == "VBG":
        if helpers & _PROGRESSIVE:
            past = helpers & _PAST_BE
            return Reading(Status.HAPPENED if past else Status.ONGOING)
        return Reading(Status.ONGOING) if headline and verb.dep_ == "ROOT" else None
    if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBN" and helpers & _PRESENT_BE):
        ongoing = helpers & {"being"}
        return Reading(Status.HAPPENED if headline and not ongoing else Status.ONGOING)
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "ROOT"}:
        return Reading(Status.HAPPENED)
    return None
