"""Whether a date lies in the past or the future by the verb that governs it in the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geomap.model import RegionKind
from geomap.temporal.neighbours import load_neighbours
from geomap.temporal.tense import is_past_form

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.language import ParsedDocument

_HAVE = frozenset({"has", "have", "'ve", "’ve", "having"})
_BE = frozenset({"is", "are", "'s", "'re", "’s", "’re"})


class Parsed(NamedTuple):
    """What the parse says of the tense of a date.

    Attributes
    ----------
    direction
        -1 for the past, 1 for the future, 0 for neither.
    governed
        Whether the verb right above the date says so ("suspended at the end of October").
    """

    direction: int
    governed: bool


def direction_by_parse(parsed: ParsedDocument, start: int, end: int) -> Parsed:
    """Read the tense from the verbs above the date, the nearest first."""
    tokens = parsed.tokens_in(start, end)
    if not tokens:
        return Parsed(0, governed=False)
    token: Token = min(tokens, key=lambda one: len(list(one.ancestors)))
    verbs = [one for one in (token, *token.ancestors) if one.pos_ in {"VERB", "AUX"}]
    # "The ministers meet on Monday" looks ahead, but a caption tells in the present what its picture shows.
    if verbs and _is_present(verbs[0]) and parsed.document.region_at(start) is not RegionKind.CAPTION:
        return Parsed(1, governed=_is_right_above(token, verbs[0]))
    for verb in verbs:
        found = _direction(verb)
        if found:
            return Parsed(found, governed=_is_right_above(token, verb))
    return Parsed(0, governed=False)


def _is_right_above(token: Token, verb: Token) -> bool:
    """Tell whether nothing but a preposition stands between a date and a verb."""
    return token.head == verb or (token.head.pos_ == "ADP" and token.head.head == verb)


def _helpers(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


def _is_present(verb: Token) -> bool:
    # The parser takes "fell" for the felling of trees.
    told = is_past_form(verb.text) or verb.lemma_ in load_neighbours().tense.states
    return verb.tag_ in {"VBZ", "VBP"} and not _helpers(verb) and not told


def _direction(verb: Token) -> int:
    tense, helpers = load_neighbours().tense, _helpers(verb)
    words = {child.lower_ for child in helpers}
    if words & tense.future_helpers or (words & _HAVE and verb.lemma_ in tense.setting):
        return 1
    if "to" in words:
        return _of_infinitive(verb)
    past_helper = any(child.tag_ == "VBD" and child.lemma_ in {"be", "have", "do"} for child in helpers)
    if verb.tag_ == "VBD" or past_helper or words & _HAVE:
        return -1
    if verb.tag_ == "VBN" and (verb.lemma_ in {*tense.setting, "expect", "set"} or not helpers):
        return 1 if verb.lemma_ in tense.future_heads else -1
    return 1 if verb.tag_ == "VBG" and words & _BE else 0


def _of_infinitive(verb: Token) -> int:
    if any(child.lower_ == "had" for child in verb.head.children):
        return -1  # "had been due to expire on Friday"
    return 1 if verb.head is not verb and verb.head.lemma_ in load_neighbours().tense.future_heads else 0
