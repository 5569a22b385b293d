"""Finding the words that tell of events, with the syntax the lexicon asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.absorbing import absorb
from geomap.events.anaphors import find_anaphors, governor
from geomap.events.asides import enclosing
from geomap.events.bleached import in_sense, with_bleached
from geomap.events.earnest import is_figurative, is_month
from geomap.events.habits import is_generic
from geomap.events.lexicon import words
from geomap.events.matching import is_modifier, is_part_of_a_name, match
from geomap.events.phrasing import is_named
from geomap.events.registers import in_earnest
from geomap.events.senses import default_senses
from geomap.events.speaking import is_a_name, is_name_calling, is_of_none, is_only_thought
from geomap.events.syntax import (
    MEASURES,
    NOMINAL,
    OBJECTS,
    SUBJECTS,
    VERBAL,
    first_conjunct,
    helpers_of,
    is_passive,
    lemma,
    lemmas,
)
from geomap.events.wording import wording
from geomap.model import EventType

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.lexicon import Kind, Lexicon, Rule
    from geomap.events.named import NamedEvent
    from geomap.language import ParsedDocument

_SCENE = frozenset({"in", "during", "at", "amid"})
_PROCLAIM = wording("verb.proclaiming") | {"spread", "move", "arrive", "broadcast"}
GATHERINGS = frozenset({EventType.CONSULT, EventType.PROTEST, EventType.COOPERATE, EventType.MOBILIZE})
_STAGING = wording("verb.staging") | wording("verb.staged")
_STAGED, _ROLES = wording("verb.staged"), wording("noun.role")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word, or a few, that tells of an event.

    Attributes
    ----------
    token
        The word that names it: a verb, or the head of a noun phrase.
    kind
        What kind of event.
    start, end
        Offsets of the words in the text, end exclusive.
    verb
        The verb that says of it that it is, was or will be; ``None`` for a fragment.
    relation
        How a noun hangs on that verb: ``"self"``, ``"subject"``, ``"object"``, ``"attribute"``, or a preposition.
    named
        The named event it is, if any.
    sureness
        0 to 1: how much the lexicon's rule asks for.
    tells
        Whether the verb says that the event happens ("were held"), not only something about it ("are watched closely").
    borne
        Whether the verb is one that tells of such an event itself and is left out for the noun ("issued an ultimatum").
    called
        What "another" or "the second" stands for; ``""`` for words that name the event themselves.
    absorbed
        Further words that tell of it and are no triggers any more, in this sentence or later: "signed", "were killed".
    """

    token: Token
    kind: Kind
    start: int
    end: int
    verb: Token | None
    relation: str
    named: NamedEvent | None = None
    sureness: float = 0.5
    tells: bool = True
    borne: bool = False
    called: str = ""
    absorbed: tuple[Token, ...] = ()

    @property
    def words(self) -> str:
        """The words that name it, in lower case."""
        span = self.token.doc.char_span(self.start, self.end, alignment_mode="expand")
        return self.token.lower_ if span is None else str(span.text).lower()

    @property
    def proclaims(self) -> bool:
        """Whether saying it makes it so: "declared a state of emergency", "announced a curfew"."""
        said = self.verb is not None and self.relation == "object" and lemma(self.verb) in wording("verb.proclaiming")
        return said and self.kind.code.type in {EventType.COERCE, EventType.SANCTION, EventType.RETREAT}

    @property
    def is_noun(self) -> bool:
        """Whether a noun names the event."""
        return self.relation != "self"


def find_triggers(parsed: ParsedDocument, lexicon: Lexicon, taken: Iterable[Trigger] = ()) -> tuple[Trigger, ...]:
    """Return the triggers in text order.

    Parameters
    ----------
    parsed
        The document.
    lexicon
        The trigger words.
    taken
        Triggers already found as named events; words inside them are not read again.
    """
    named = tuple(taken)
    occur = lexicon.clauses["occur"] | lexicon.clauses["plan"] | lexicon.clauses["cancel"] | _PROCLAIM
    sure: list[Trigger] = []
    unsure: list[tuple[Token, Sequence[Rule]]] = []
    for token, rules in _candidates(parsed, lexicon, named):
        noun = is_named(token)
        found = _in_earnest(token, rules, noun=noun)
        if isinstance(found, tuple):
            unsure.append((token, found))
        elif found is not None:
            sure.append(_trigger(token, found, occur, noun=noun))
    # "The drills", once the text has spoken of military drills.
    families = {trigger.kind.family for trigger in (*sure, *named)}
    if any(trigger.kind.code.type is EventType.HAZARD for trigger in (*sure, *named)):
        families |= words("disasters")
    for token, partial in unsure:
        rule = _backed(token, partial, families)
        if rule is not None:
            sure.append(_trigger(token, rule, occur, noun=True))
    ordered = in_sense(sorted((*in_earnest(parsed, sure), *named), key=lambda trigger: trigger.start), lexicon)
    for token, other in find_anaphors(parsed, ordered):
        verb, relation = predicate(token, occur)
        if verb is None and (above := governor(token)) is not None and token.dep_ in {"amod", "poss"}:
            verb, relation = above, "subject"
        called = other.called or (other.words if other.is_noun else other.kind.title)
        ordered.append(Trigger(token, other.kind, token.idx, token.idx + len(token), verb, relation, called=called))
    return with_bleached(absorb(sorted(ordered, key=lambda trigger: trigger.start)), parsed.doc)


def _backed(noun: Token, rules: Sequence[Rule], families: Collection[str]) -> Rule | None:
    """Return the rule, of those that lack only what they need beside the noun, that its text or its clause backs."""
    told = next((rule for rule in rules if rule.kind.family in families or rule.head in families), None)
    if told is not None and _is_definite(noun):
        return told
    gathering = next((rule for rule in rules if rule.kind.code.type in GATHERINGS), None)
    return gathering if gathering is not None and is_staged(noun) else None


def is_staged(noun: Token) -> bool:
    """Tell whether only an event can be what a clause says of a noun: "did not take place", "was put off"."""
    verb, relation = predicate(noun, frozenset(phrase.split()[0] for phrase in _STAGING))
    if verb is None or verb.pos_ != "VERB" or not _STAGING & _with_particles(verb):
        return False
    return relation == ("subject" if _STAGED & _with_particles(verb) else "object") or is_passive(verb)


def _with_particles(verb: Token) -> set[str]:
    """Return the verb's lemma, and with what belongs to it: "take place", "go ahead", "call off"."""
    word = lemma(verb)
    return {word} | {f"{word} {child.lower_}" for child in verb.children if child.dep_ in {"prt", "advmod", "dobj"}}


def _candidates(
    parsed: ParsedDocument, lexicon: Lexicon, named: Sequence[Trigger]
) -> Iterator[tuple[Token, tuple[Rule, ...]]]:
    """Yield the words that the lexicon knows, with their rules, unless they only qualify others."""
    used = {index for trigger in named for index in _token_indices(parsed, trigger)}
    for index, word in enumerate(lemmas(parsed.doc)):
        if index in used or not (word in lexicon.nouns or word in lexicon.verbs):
            continue
        token = parsed.doc[index]
        noun = is_named(token)
        word = token.lower_ if noun and token.tag_ == "VBG" else word  # noqa: PLW2901 -- "fighting", not "fight"
        rules = (lexicon.nouns if noun else lexicon.verbs).get(word, ())
        if not rules or not parsed.document.is_told_at(token.idx):
            continue
        if noun and (is_month(token) or is_modifier(token, lexicon) or is_part_of_a_name(token)):
            continue
        if not noun and (token.pos_ not in VERBAL or token.dep_ in {"amod", "compound", "aux", "auxpass"}):
            continue
        yield token, rules


def _in_earnest(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> Rule | tuple[Rule, ...] | None:
    """Return what fits of the rules of the kinds that the word is not a figure of, as `match` does."""
    found = match(token, rules, noun=noun)
    if found is None or is_generic(token, noun=noun) or is_of_none(token, noun=noun):
        return None
    if (is_a_name(token) or is_only_thought(token)) if noun else is_name_calling(token):
        return None
    kinds = {rule.kind for rule in (found if isinstance(found, tuple) else (found,))}
    types = {kind.code.type for kind in kinds}
    figures = {kind for kind in types if is_figurative(token, kind, noun=noun)}
    others = default_senses().other(token, {kind.name for kind in kinds}, noun=noun)
    if not figures and not others:
        return found
    left = tuple(r for r in rules if r.kind.code.type not in figures and r.kind.name not in others)
    return _in_earnest(token, left, noun=noun)


def _token_indices(parsed: ParsedDocument, trigger: Trigger) -> list[int]:
    return [token.i for token in parsed.tokens_in(trigger.start, trigger.end)]


def _is_definite(token: Token) -> bool:
    """Tell whether the noun points back: "the drills", "those exercises", "its biggest exercise", or a bare plural."""
    return token.tag_ in {"NNS", "NNPS"} or any(
        child.dep_ == "poss" or (child.dep_ == "det" and child.lower_ in {"the", "this", "these", "those", "such"})
        for child in token.children
    )


def _trigger(token: Token, rule: Rule, occur: frozenset[str], *, noun: bool) -> Trigger:
    start = token.idx
    if rule.before:
        position = token.i
        for word in reversed(rule.before):
            while word not in {lemma(token.doc[position]), token.doc[position].lower_}:
                position -= 1
        start = token.doc[position].idx
    verb, relation = predicate(token, occur) if noun else (token, "self")
    conditions = (rule.before, rule.after, rule.needs, rule.subject, rule.object, rule.prep)
    sureness = min(1.0, 0.6 + 0.2 * sum(1 for item in conditions if item))
    if relation == "on" and verb is not None and lemma(verb) in {"go", "embark"}:
        relation = "object"  # "went on strike"
    tells = not noun or verb is None or relation in _SCENE or bool({lemma(verb)} & occur)
    tells = tells or (relation == "subject" and verb is not None and is_striking(rule.kind, verb))
    return Trigger(token, rule.kind, start, token.idx + len(token), verb, relation, sureness=sureness, tells=tells)


def is_striking(kind: Kind, verb: Token) -> bool:
    """Tell whether a destructive event does something: "a blast had torn a hole in the bridge"."""
    helpers = helpers_of(verb)
    lasts = verb.tag_ in {"VBZ", "VBP"} and kind.code.type is EventType.HAZARD  # "landslides cover the road"
    told = lasts or verb.tag_ == "VBD" or (verb.tag_ == "VBN" and bool(helpers & {"had", "has", "have"}))
    acts = any(child.dep_ in OBJECTS for child in verb.children) and not is_passive(verb)
    return told and acts and kind.code.type in {EventType.ASSAULT, EventType.HAZARD}


def predicate(noun: Token, occur: frozenset[str] = frozenset()) -> tuple[Token | None, str]:
    """Return the verb a noun hangs on, and how: ``"subject"``, ``"object"``, ``"attribute"`` or the preposition.

    Parameters
    ----------
    noun
        The noun.
    occur
        Lemmas of verbs that say that an event happens. A clause right after the noun with such a verb ("the agreement
        signed in Geneva") comes before a main verb that says something else of it.
    """
    after = _participle(noun)
    verb, relation = _hangs_on(noun)
    if verb is not None and relation == "subject" and _STAGED & _with_particles(verb):
        return verb, relation
    if after is not None and (verb is None or not {lemma(verb)} & occur) and (verb is None or lemma(after) in occur):
        return after, "subject" if _is_subject_of(after) else "object"
    return verb, relation


def _participle(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB"), None)


def _is_subject_of(verb: Token) -> bool:
    """Tell whether the noun before a clause is its subject: "the war that began", not "the deal that they signed"."""
    return all(child.tag_ in {"WDT", "WP"} for child in verb.children if child.dep_ in SUBJECTS)


def _hangs_on(noun: Token) -> tuple[Token | None, str]:
    current = first_conjunct(noun)
    for _ in range(8):
        head = current.head
        if current.dep_ in SUBJECTS and head.pos_ in VERBAL:
            return enclosing(head) or head, "subject"
        if current.dep_ in OBJECTS and head.pos_ in VERBAL:
            return head, "object"
        if current.dep_ in {"attr", "acomp"} and head.pos_ in VERBAL:
            return head, "attribute"
        if current.dep_ == "pobj":
            above = head.head
            if above.pos_ in VERBAL:
                return above, head.lower_
            if above.pos_ in NOMINAL and lemma(above) in MEASURES | _ROLES and above != current:
                current = first_conjunct(above)
                continue
            return None, head.lower_
        break
    return None, "fragment"
