"""Whether a word stands in the syntax that a rule of the lexicon asks for."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from geomap.events.elliptic import may_be_elliptic, set_elliptic
from geomap.events.lexicon import words as words_of
from geomap.events.phrasing import beside, heads, is_placed, storm_names
from geomap.events.syntax import (
    MODIFIERS,
    NOMINAL,
    OBJECTS,
    VERBAL,
    agents,
    forms,
    is_passive,
    lemma,
    lemmas,
    patients,
    pobjects,
)
from geomap.model import EventType

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from geomap.events.lexicon import Lexicon, Rule

_REACH = 16
_HYPHENS = frozenset({"-", "–"})
_TOPICAL = 2  # words of a topic that a text must have for a rule that asks for it
_LEMMAS = "geomap.events.lemma-set"
_GOVERNMENT = frozenset(
    {"government", "ministry", "minister", "embassy", "ambassador", "president", "kremlin", "state", "country", "envoy"}
)
_COMPLEMENTS = OBJECTS | {"attr", "acomp", "prt", "xcomp"}
_CLAUSAL = frozenset({"xcomp", "ccomp"})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


class _Syntax:
    """What stands around a word, found once for all rules."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self.lenient = False  # any people will do as subject

    @cached_property
    def context(self) -> set[str]:
        return beside(self.token)

    @cached_property
    def ahead(self) -> frozenset[str]:
        """The words that follow closely, as they are and as lemmas."""
        start, stop = self.token.i + 1, self.token.i + 1 + _REACH
        return frozenset(lemmas(self.token.doc)[start:stop]).union(forms(self.token.doc)[start:stop])

    @cached_property
    def doers(self) -> list[Token]:
        return agents(self.token)

    @cached_property
    def doer_words(self) -> set[str]:
        storms = storm_names(self.token.doc) if any(noun.pos_ == "PROPN" for noun in self.doers) else frozenset()
        if any(noun.text in storms for noun in self.doers):
            return {"storm", "typhoon", "hurricane", "cyclone"}  # "Odette struck Roxas"
        return heads(self.doers)

    @cached_property
    def done_to(self) -> list[Token]:
        return patients(self.token)

    @cached_property
    def done_to_words(self) -> set[str]:
        return heads(self.done_to)

    @cached_property
    def hides_agent(self) -> bool:
        """Whether a passive leaves open who did it: "the ship was seized"."""
        return is_passive(self.token) and not self.doers


def match(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> Rule | tuple[Rule, ...] | None:
    """Return the first rule that fits; else those that fit but for what they need beside them; else ``None``."""
    found = _match(token, rules, noun=noun)
    if found is not None or noun or not may_be_elliptic(token):
        return found
    set_elliptic(token, holds=True)  # "Opposition leader seized at airport"
    found = _match(token, tuple(rule for rule in rules if rule.object), noun=False)
    if found is None:
        set_elliptic(token, holds=False)
    return found


def _match(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> Rule | tuple[Rule, ...] | None:
    around = _Syntax(token)
    found = _first_fit(around, rules, noun=noun)
    if found is not None or noun or around.doer_words.isdisjoint(_somebody()):
        return found
    # "Junior officers seized the palace": people, and what is done, say enough.
    around.lenient = True
    return _first_fit(around, tuple(rule for rule in rules if _is_told_by_deed(rule)), noun=False)


@cache
def _somebody() -> frozenset[str]:
    return words_of("anyone") | words_of("human")


def _is_told_by_deed(rule: Rule) -> bool:
    """Tell whether the deed and its object say enough: whoever seizes a palace; not whoever leads a man away."""
    return bool(rule.subject and rule.object) and rule.kind.name in words_of("told_by_deed")


def _first_fit(around: _Syntax, rules: tuple[Rule, ...], *, noun: bool) -> Rule | tuple[Rule, ...] | None:
    token = around.token
    partial: list[Rule] = []
    for rule in rules:
        if rule.after and not rule.close <= around.ahead:
            continue
        if not _words_fit(around, rule, noun=noun):
            continue
        if not (_names_place(token, rule) if noun else _arguments_fit(around, rule)):
            continue
        if rule.unless and not rule.unless.isdisjoint(around.context):
            continue
        if not rule.needs or not rule.needs.isdisjoint(around.context):
            return rule
        if noun and not rule.strict:
            partial.append(rule)
    return tuple(partial) or None


def _words_fit(around: _Syntax, rule: Rule, *, noun: bool) -> bool:
    token = around.token
    if rule.before and not _stands_before(token, rule.before):
        return False
    later = 2 if rule.head == "be" else 4  # "is due in Kyiv", not "is due to meet in"
    if rule.after and not _stands_after(token, rule.after, 1 if noun else later, later):
        return False
    if rule.bare and (around.done_to or _has_clause(token)):
        return False
    if rule.clause and not any(child.dep_ in _CLAUSAL and child.i > token.i for child in token.children):
        return False
    if rule.text and len(rule.text & _lemmas(token.doc)) < _TOPICAL:
        return False
    return not rule.plural or "Number=Plur" in str(token.morph) or token.tag_ in {"NNS", "NNPS"}


def _has_clause(verb: Token) -> bool:
    """Tell whether a clause is a verb's object: "demonstrated that they were friends"."""
    return any(child.dep_ == "ccomp" and child.i > verb.i for child in verb.children)


def _lemmas(doc: Doc) -> frozenset[str]:
    """Return the lemmas of a text as a set, found once."""
    if _LEMMAS not in doc.user_data:
        doc.user_data[_LEMMAS] = frozenset(lemmas(doc))
    found: frozenset[str] = doc.user_data[_LEMMAS]
    return found


def _stands_before(token: Token, words: tuple[str, ...]) -> bool:
    position, words_of_text, bases = token.i, forms(token.doc), lemmas(token.doc)
    for word in reversed(words):
        position -= 1
        while position >= 0 and words_of_text[position] in _HYPHENS:
            position -= 1
        if position < 0 or word not in {bases[position], words_of_text[position]}:
            return False
    return True


def _stands_after(token: Token, words: tuple[str, ...], first: int, later: int = 4) -> bool:
    position, words_of_text = token.i, forms(token.doc)
    for index, word in enumerate(words):
        if word.startswith("-") and not _is_hyphenated(token.doc, position):
            return False  # a "cave-in" is no "cave in Utah"
        while position + 1 < len(words_of_text) and words_of_text[position + 1] in _HYPHENS:
            position += 1  # "sit-in"
        found = _ahead(token, position, word.removeprefix("-"), later if index else first)
        if found is None:
            return False
        position = found
    return True


def _ahead(token: Token, position: int, word: str, reach: int) -> int | None:
    """Return where a word stands within reach in the same clause; a particle right there, or the verb's own."""
    far = max(reach, _REACH) if token.pos_ in VERBAL and position == token.i else reach
    for index in range(position + 1, min(position + 1 + far, len(token.doc))):
        other = token.doc[index]
        if other.is_sent_start or other.is_punct:
            return None
        if index > position + reach and not (other.head == token and other.dep_ in _COMPLEMENTS):
            continue  # "showed six Indian diplomats the door"
        if word in {lemma(other), other.lower_} and not _leads_to_day(other):
            own = other.head == token and other.dep_ in {"prt", "advmod"}
            apart = index > position + 1 and position == token.i and word in words_of("particles")
            return None if apart and not own else index
    return None


def _is_hyphenated(doc: Doc, position: int) -> bool:
    return position + 1 < len(doc) and forms(doc)[position + 1] in _HYPHENS


def _leads_to_day(token: Token) -> bool:
    """Tell whether a preposition brings in a date: no "strike on" in "went on strike on Friday"."""
    return token.pos_ == "ADP" and any(child.ent_type_ in {"DATE", "TIME"} for child in token.children)


def _names_place(noun: Token, rule: Rule) -> bool:
    return not rule.place or any(_is_place(child) for child in _of(noun))


def _arguments_fit(around: _Syntax, rule: Rule) -> bool:
    if not _subject_fits(around, rule) and not (around.hides_agent and _may_lack_agent(rule)):
        return False
    particle = bool(rule.after) and not around.done_to
    done_to = _after_particle(around.token, rule) if particle else around.done_to
    if rule.object and rule.object.isdisjoint(heads(done_to) if particle else around.done_to_words):
        return False
    if rule.place and not any(_is_place(item) for item in done_to):
        return False
    return not rule.prep or _led(around.token, done_to, rule)


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


def _subject_fits(around: _Syntax, rule: Rule) -> bool:
    if rule.subject and rule.subject.isdisjoint(around.doer_words) and not (around.lenient and not rule.strict):
        return False
    return not rule.state or any(_is_state(noun) for noun in around.doers)


def _after_particle(token: Token, rule: Rule) -> list[Token]:
    """Return the object of "closed off the corridor" where the parser takes the particle for a preposition."""
    return list(pobjects(token, *rule.after))


def _may_lack_agent(rule: Rule) -> bool:
    """Tell whether what it is done to is enough: who arrests is known, who kills may be a flood."""
    done_by_anything = rule.kind.code.type in {EventType.HAZARD, EventType.PROTEST}
    return bool(rule.object) and not (rule.state or rule.strict or done_by_anything)


def _of(token: Token) -> list[Token]:
    return [below for child in token.children if child.lower_ == "of" for below in child.children]


def _is_place(token: Token) -> bool:
    return (
        token.ent_type_ in _PLACE_ENTITIES
        or is_placed(token)
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


def is_part_of_a_name(noun: Token) -> bool:
    """Tell whether a noun is part of what a body or a place is called: "Shooting Club", "Plaza of the Revolution"."""
    if noun.pos_ != "PROPN" or noun.ent_type_ not in _PLACE_ENTITIES | {"ORG"}:
        return False
    start, end = noun.i, noun.i + 1
    while start > 0 and noun.doc[start].ent_iob_ != "B":
        start -= 1
    while end < len(noun.doc) and noun.doc[end].ent_iob_ == "I":
        end += 1
    return bool(noun.doc[start:end].root != noun)
