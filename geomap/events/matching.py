"""Whether a word stands in the syntax that a rule of the lexicon asks for, and is meant in earnest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.lexicon import words
from geomap.events.syntax import (
    MODIFIERS,
    NOMINAL,
    OBJECTS,
    SUBJECTS,
    VERBAL,
    agents,
    beside,
    heads,
    lemma,
    patients,
    pobjects,
)
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geomap.events.lexicon import Lexicon, Rule
    from geomap.language import ParsedDocument

_MANY = 4
_TOPICAL = 2  # words of a topic that a text must have for a rule that asks for it
_LEMMAS = "geomap.events.lemmas"
_GOVERNMENT = frozenset(
    {"government", "ministry", "minister", "embassy", "ambassador", "president", "kremlin", "state", "country", "envoy"}
)
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


def match(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> Rule | tuple[Rule, ...] | None:
    """Return the first rule that fits; else those that fit but for what they need beside them; else ``None``."""
    context: set[str] | None = None
    partial: list[Rule] = []
    for rule in rules:
        if not _words_fit(token, rule, noun=noun):
            continue
        if rule.needs or rule.unless:
            context = beside(token) if context is None else context
            if rule.unless & context:
                continue
        if not _arguments_fit(token, rule, noun=noun):
            continue
        if not rule.needs or (context is not None and rule.needs & context):
            return rule
        if noun and not rule.strict:
            partial.append(rule)
    return tuple(partial) or None


def _words_fit(token: Token, rule: Rule, *, noun: bool) -> bool:
    if rule.before and not _stands_before(token, rule.before):
        return False
    if rule.after and not _stands_after(token, rule.after, first=1 if noun else 4):
        return False
    if rule.bare and patients(token):
        return False
    if rule.text and len(rule.text & _lemmas(token.doc)) < _TOPICAL:
        return False
    return not rule.plural or "Number=Plur" in str(token.morph) or token.tag_ in {"NNS", "NNPS"}


def _lemmas(doc: Doc) -> frozenset[str]:
    """Return the lemmas of a text, found once."""
    if _LEMMAS not in doc.user_data:
        doc.user_data[_LEMMAS] = frozenset(lemma(token) for token in doc)
    found: frozenset[str] = doc.user_data[_LEMMAS]
    return found


def _stands_before(token: Token, words: tuple[str, ...]) -> bool:
    position = token.i
    for word in reversed(words):
        position -= 1
        while position >= 0 and token.doc[position].text in {"-", "–"}:
            position -= 1
        if position < 0 or word not in {lemma(token.doc[position]), token.doc[position].lower_}:
            return False
    return True


def _stands_after(token: Token, words: tuple[str, ...], first: int) -> bool:
    position = token.i
    for index, word in enumerate(words):
        while position + 1 < len(token.doc) and token.doc[position + 1].text in {"-", "–"}:
            position += 1  # "sit-in"
        for reach in range(1, 1 + (4 if index else first)):
            ahead = position + reach
            if ahead >= len(token.doc) or token.doc[ahead].is_sent_start or token.doc[ahead].is_punct:
                return False
            if word in {lemma(token.doc[ahead]), token.doc[ahead].lower_} and not _leads_to_day(token.doc[ahead]):
                position = ahead
                break
        else:
            return False
    return True


def _leads_to_day(token: Token) -> bool:
    """Tell whether a preposition brings in a date: no "strike on" in "went on strike on Friday"."""
    return token.pos_ == "ADP" and any(child.ent_type_ in {"DATE", "TIME"} for child in token.children)


def _arguments_fit(token: Token, rule: Rule, *, noun: bool) -> bool:
    if noun:
        return not rule.place or any(_is_place(child) for child in _of(token))
    if not _subject_fits(token, rule):
        return False
    done_to = patients(token) if rule.object or rule.place or rule.prep else []
    if rule.object and not rule.object & heads(done_to):
        return False
    if rule.place and not any(_is_place(item) for item in done_to):
        return False
    return not rule.prep or _led(token, done_to, rule)


def _led(token: Token, done_to: list[Token], rule: Rule) -> bool:
    """Tell whether one of the rule's prepositions follows the verb or its object, and a place it, if it must."""
    links = [
        child
        for owner in (token, *done_to)
        for child in owner.children
        if child.dep_ in {"prep", "prt", "advmod"} and child.lower_ in rule.prep
    ]
    if not rule.goal:
        return bool(links)
    return any(_is_place(below) for link in links for below in link.children)


def _subject_fits(token: Token, rule: Rule) -> bool:
    if rule.subject and not rule.subject & heads(agents(token)):
        return False
    return not rule.state or any(_is_state(noun) for noun in agents(token))


def _of(token: Token) -> list[Token]:
    return [below for child in token.children if child.lower_ == "of" for below in child.children]


def _is_place(token: Token) -> bool:
    return (
        token.ent_type_ in _PLACE_ENTITIES
        or any(child.ent_type_ in _PLACE_ENTITIES and child.dep_ in MODIFIERS | {"appos"} for child in token.children)
        or any(below.ent_type_ in _PLACE_ENTITIES for below in _of(token))
    )


def _is_state(noun: Token) -> bool:
    """Tell whether a noun names a state or its government: "Moscow", "the foreign ministry", "the ambassador"."""
    return noun.ent_type_ == "GPE" or lemma(noun) in _GOVERNMENT


def is_modifier(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun only qualifies another: "war crimes", "protest leader", "ceasefire agreement"."""
    if token.dep_ not in {"compound", "nmod", "amod"} or token.head.pos_ not in NOMINAL:
        return False
    return not (token.pos_ == "PROPN" and token.head.pos_ == "PROPN" and lemma(token.head) not in lexicon.nouns)


def is_figurative(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> bool:
    """Tell whether a word of war is used of food, sport, prices or words, or only in a command ("Don't bomb ...")."""
    if not any(rule.kind.code.type in {EventType.ASSAULT, EventType.RETREAT} for rule in rules):
        return False
    if noun:
        about = heads(
            [*pobjects(token, "of", "between", "over", "with", "against"), *(child for child in token.children)]
        )
        governor = token.head
        ordered = token.dep_ in OBJECTS and governor.tag_ == "VB" and governor.dep_ == "ROOT" and _is_command(governor)
        return ordered or bool(about & words("figurative"))
    if heads([*patients(token), *pobjects(token, "for", "against", "with"), *agents(token)]) & words("figurative"):
        return True
    return token.tag_ == "VB" and token.dep_ in {"ROOT", "ccomp"} and _is_command(token)


def _is_command(verb: Token) -> bool:
    """Tell whether a bare verb is an order: no subject, no helper but "do"."""
    helpers = {lemma(child) for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return helpers <= {"do"} and not any(child.dep_ in SUBJECTS for child in verb.children)


def is_leisurely(parsed: ParsedDocument) -> bool:
    """Tell whether the text is about a match, a kitchen or a holiday: by its words."""
    lemmas = {lemma(token) for token in parsed.doc if token.pos_ in NOMINAL | VERBAL}
    leisure = len(lemmas & words("leisure"))
    return leisure >= _MANY and leisure > 2 * len(lemmas & words("hard"))
