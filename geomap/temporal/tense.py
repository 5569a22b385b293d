"""Whether the words around a date speak of past or future: by the parse where there is one, else by word forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.language import ParsedDocument

# A cue of the future reaches over the verb that it governs: "will be held" holds nothing of the past.
_FUTURE = re.compile(
    r"\b(?:(?:will|shall|'ll|’ll|won't|going to|would|could|might|may"
    r"|(?:is|are|am|be) (?:now |also )?(?:to|due|set|expected|scheduled|slated|planned)"
    r"|(?:plan(?:s|ned)?|planning|intends?|expects?|hope[sd]?|want(?:s|ed)?|vows?|pledges?|promises?|agreed|set"
    r"|due|scheduled|expected|slated|ready|preparing|trying) to)"
    r"(?:\s+(?:be|have|been|not|also|then|get|[a-z]+ly))*\s+[a-z]+"
    r"|to be [a-z]+ed|scheduled|upcoming|forthcoming|deadline|ahead of|planned for|slated for|due|forecast|expires?"
    r"|begins|starts|opens|takes effect|resumes|expected|sails?|departs?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?i:was|were|had|has|have|did|said|told|came|went|took|made|got|met|held|left|began|won|lost|fell|rose|saw|sent"
    r"|led|hit|shot|broke|spoke|wrote|fought|struck|sank|flew|drove|ran|found|gave|became|kept|cut|put|set|brought|bought"
    r"|built|caught|chose|dealt|drew|fled|forbade|froze|grew|heard|knew|laid|lay|lent|meant|paid|sold|shook|showed|sought"
    r"|spent|stole|stood|swept|taught|thought|threw|understood|withdrew|bore|beat|blew|arose|been|went)\b"
    r"|\b(?!need|indeed|hundred|speed|feed|breed|proceed|exceed|succeed|embed|seed|weed|unprecedented)[a-z]{2,}ed\b"
)
_CLAUSE = re.compile(r"[.!?;\n“”\"]|''|``")
# Words right before a date that look ahead, whatever the verb says.
_AHEAD = re.compile(
    r"\b(?P<word>until|till|by|effective|payable|due|expires?|expire on|as (?:soon|early|late) as|no later than"
    r"|scheduled for|planned for|set for|slated for|postponed to|extended to|delayed to|deadline of|beginning|starting)"
    r"\s+(?:on\s+|in\s+|the\s+|a\s+|early\s+|late\s+|mid-)*$",
    re.IGNORECASE,
)
# "Had been planned for Thursday" looks back on what was ahead.
_UNDONE = re.compile(r"\bhad\s+(?:\w+\s+)?been\s+$", re.IGNORECASE)
# Words right after a date that look ahead.
_AHEAD_AFTER = re.compile(r"\s+(?:deadline|target|cutoff)\b", re.IGNORECASE)


class Words(NamedTuple):
    """What the words around a date say of its tense.

    Attributes
    ----------
    direction
        -1 for the past, 1 for the future, 0 for neither.
    certain
        Whether a word beside the date says so, so that no verb need be asked.
    """

    direction: int
    certain: bool


def direction_by_words(text: str, start: int, end: int) -> Words:
    """Read the tense from the words beside the date, else from the verb form nearest in the clause."""
    before = text[max(0, start - 200) : start]
    surface = text[start:end]
    weekday = surface.rstrip(".").lower().endswith(("day", "morning", "evening", "night", "afternoon"))
    ahead = _AHEAD.search(before[-45:])
    if ahead and _UNDONE.search(before[: len(before) - len(ahead[0])]):
        return Words(-1, certain=True)
    if ahead and not (weekday and ahead["word"].lower() == "by"):
        opens = before[: len(before) - len(ahead[0])].strip()[-1:] in {".", "", "”", '"'}
        if not (opens and ahead["word"].lower() == "until"):
            return Words(1, certain=True)
    if not weekday and _AHEAD_AFTER.match(text, end):
        return Words(1, certain=True)
    cuts = [match.end() for match in _CLAUSE.finditer(before)]
    before = before[cuts[-1] :] if cuts else before
    after = text[end : end + 120]
    cut = _CLAUSE.search(after)
    after = after[: cut.start()] if cut else after
    best, direction = 10_000, 0
    for side, where in ((before, -1), (after, 1)):
        ahead_cues = list(_FUTURE.finditer(side))
        cues = [(match, 1) for match in ahead_cues]
        cues += [
            (match, -1)
            for match in _PAST.finditer(side)
            if not any(cue.start() <= match.start() < cue.end() for cue in ahead_cues)
        ]
        for match, sign in cues:
            distance = len(side) - match.end() if where < 0 else match.start() + 15
            if distance < best:
                best, direction = distance, sign
    return Words(direction, certain=False)


_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo", "would", "could", "may", "might", "can"})
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
