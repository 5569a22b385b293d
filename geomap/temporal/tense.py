"""Whether the words around a date speak of past or future: by the parse where there is one, else by word forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.language import ParsedDocument

_FUTURE = re.compile(
    r"\b(?:will|shall|'ll|’ll|won't|going to"
    r"|(?:is|are|am|be) (?:now |also )?(?:to|due|set|expected|scheduled|slated|planned)"
    r"|(?:plans?|planning|intends?|expects?|hopes?|wants?|vows?|pledges?|promises?|agreed|set|due|scheduled|expected"
    r"|slated) to"
    r"|scheduled|upcoming|forthcoming|deadline|ahead of|planned for|slated for|due)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|said|told|came|went|took|made|got|met|held|left|began|won|lost|fell|rose|saw|sent"
    r"|led|hit|shot|broke|spoke|wrote|fought|struck|sank|flew|drove|ran|found|gave|became|kept|cut|put|set|[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?;\n“”\"]|''|``")


def direction_by_words(text: str, start: int, end: int) -> int:
    """Return -1 for the past, 1 for the future, 0 for neither, from the verb forms nearest in the clause."""
    before = text[max(0, start - 200) : start]
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    after = text[end : end + 120]
    cut = _CLAUSE.search(after)
    after = after[: cut.start()] if cut else after
    best, direction = 10_000, 0
    for pattern, sign in ((_FUTURE, 1), (_PAST, -1)):
        for match in pattern.finditer(before):
            distance = len(before) - match.end()
            if distance < best or (distance == best and sign == 1):
                best, direction = distance, sign
        first = pattern.search(after)
        if first is not None and first.start() + 15 < best:
            best, direction = first.start() + 15, sign
    return direction


_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_FUTURE_HEADS = frozenset(
    {"plan", "intend", "expect", "schedule", "slate", "due", "set", "hope", "want", "aim", "prepare", "pledge"}
    | {"promise", "vow", "propose", "agree", "order", "ready", "be"}
)
_HAVE = frozenset({"has", "have", "'ve", "’ve", "having"})
_BE = frozenset({"is", "are", "'s", "'re", "’s", "’re"})


def direction_by_parse(parsed: ParsedDocument, start: int, end: int) -> int:
    """Return -1 for the past, 1 for the future, 0 for neither, from the verb that governs the date."""
    tokens = parsed.tokens_in(start, end)
    if not tokens:
        return 0
    token: Token = min(tokens, key=lambda one: len(list(one.ancestors)))
    for ancestor in [token, *token.ancestors]:
        if ancestor.pos_ in {"VERB", "AUX"} and (found := _verb_direction(ancestor)):
            return found
    return 0


def _verb_direction(verb: Token) -> int:
    helpers = [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]
    words = {child.lower_ for child in helpers}
    past_helper = any(child.tag_ == "VBD" and child.lemma_ in {"be", "have", "do"} for child in helpers)
    if words & _FUTURE_MODALS:
        return 1
    if "to" in words:
        return 1 if verb.head is not verb and verb.head.lemma_ in _FUTURE_HEADS else 0
    if verb.tag_ == "VBD" or past_helper or words & _HAVE:
        return -1
    if verb.tag_ == "VBG" and words & _BE:
        return 1
    if verb.tag_ == "VBN" and (verb.lemma_ in {"schedule", "plan", "expect", "slate", "set"} or not helpers):
        return 1 if verb.lemma_ in _FUTURE_HEADS else -1
    return 0
