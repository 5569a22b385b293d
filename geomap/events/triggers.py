"""Finding the words that tell of events, with the syntax the lexicon asks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.syntax import (
    MEASURES,
    MODIFIERS,
    NOMINAL,
    OBJECTS,
    SUBJECTS,
    VERBAL,
    agents,
    beside,
    first_conjunct,
    heads,
    lemma,
    patients,
    pobjects,
    subjects,
)
from geomap.model import EventType, RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

    from geomap.events.lexicon import Kind, Lexicon, Rule
    from geomap.events.named import NamedEvent
    from geomap.language import ParsedDocument

_SCENE = frozenset({"in", "during", "at", "amid"})
_PROCLAIM = frozenset({"announce", "declare", "impose", "spread", "move", "arrive", "broadcast"})
_TIMES = frozenset({"DATE", "TIME"})  # the month of March is no march
_ANOTHER = frozenset({"second", "third", "fourth", "another", "similar", "new", "earlier", "later"})
# What no force of arms is turned on, and who bears none.
_FIGURATIVE = frozenset(
    """
    word price inflation disease cancer illness virus obesity poverty corruption crust cobbler pie cake bread pizza
    salad soup dish recipe sandwich cheese meal dessert dinner lunch breakfast film movie book novel play album song
    painting article speech report budget title medal trophy cup lead match game place life career job spot champion
    cook chef baker critic striker goalkeeper midfielder batsman runner cyclist share currency dollar euro stock
    bond inflation unemployment climate temptation sleep boredom review sugar problem question idea essay puzzle
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_GOVERNMENT = frozenset(
    {"government", "ministry", "minister", "embassy", "ambassador", "president", "kremlin", "state", "country", "envoy"}
)
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})


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

    @property
    def words(self) -> str:
        """The words that name it, in lower case."""
        span = self.token.doc.char_span(self.start, self.end, alignment_mode="expand")
        return self.token.lower_ if span is None else str(span.text).lower()

    @property
    def proclaims(self) -> bool:
        """Whether saying it makes it so: "declared a state of emergency", "announced a curfew"."""
        said = self.verb is not None and self.relation == "object" and lemma(self.verb) in {"declare", "announce"}
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
    used = {index for trigger in named for index in _token_indices(parsed, trigger)}
    occur = lexicon.clauses["occur"] | lexicon.clauses["plan"] | lexicon.clauses["cancel"] | _PROCLAIM
    sure: list[Trigger] = []
    unsure: list[tuple[Token, Rule]] = []
    for token in parsed.doc:
        noun = token.pos_ in {"NOUN", "PROPN"}
        rules = (lexicon.nouns if noun else lexicon.verbs).get(lemma(token), ())
        if not rules or token.i in used or not _is_read(parsed, token):
            continue
        if noun and (token.ent_type_ in _TIMES or _is_modifier(token, lexicon)):
            continue
        if not noun and (token.pos_ not in VERBAL or token.dep_ in {"amod", "compound", "aux", "auxpass"}):
            continue
        if _is_figurative(token, rules, noun=noun):
            continue
        found = _match(token, rules, noun=noun)
        if found is not None and found[1]:
            sure.append(_trigger(token, found[0], occur, noun=noun))
        elif found is not None:
            unsure.append((token, found[0]))
    # "The drills", once the text has spoken of military drills.
    families = {trigger.kind.family for trigger in (*sure, *named)}
    for token, rule in unsure:
        if rule.kind.family in families and _is_definite(token):
            sure.append(_trigger(token, rule, occur, noun=True))
    ordered = sorted((*sure, *named), key=lambda trigger: trigger.start)
    ordered += list(_anaphors(parsed, ordered, occur))
    return _absorb(sorted(ordered, key=lambda trigger: trigger.start))


def _anaphors(parsed: ParsedDocument, triggers: Sequence[Trigger], occur: frozenset[str]) -> Iterator[Trigger]:
    """Yield "a second one", which stands for the noun told last."""
    for token in parsed.doc:
        if token.lower_ != "one" or not any(child.lower_ in _ANOTHER for child in token.children):
            continue
        before = [item for item in triggers if item.is_noun and item.token.i < token.i]
        if before and _is_read(parsed, token):
            verb, relation = predicate(token, occur)
            yield Trigger(token, before[-1].kind, token.idx, token.idx + len(token), verb, relation)


def _token_indices(parsed: ParsedDocument, trigger: Trigger) -> list[int]:
    return [token.i for token in parsed.tokens_in(trigger.start, trigger.end)]


def _is_read(parsed: ParsedDocument, token: Token) -> bool:
    return parsed.document.region_at(token.idx) not in {RegionKind.METADATA, RegionKind.DATELINE}


def _is_modifier(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a noun only qualifies another: "war crimes", "protest leader", "ceasefire agreement"."""
    if token.dep_ not in {"compound", "nmod", "amod"} or token.head.pos_ not in NOMINAL:
        return False
    return not (token.pos_ == "PROPN" and token.head.pos_ == "PROPN" and lemma(token.head) not in lexicon.nouns)


def _is_figurative(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> bool:
    """Tell whether a word of war is used of food, sport, prices or words, or only in a command ("Don't bomb ...")."""
    if not any(rule.kind.code.type in {EventType.ASSAULT, EventType.RETREAT} for rule in rules):
        return False
    if noun:
        about = heads([*pobjects(token, "of", "between", "over"), *(child for child in token.children)])
        return bool(about & _FIGURATIVE)
    if heads([*patients(token), *pobjects(token, "for", "against", "with"), *agents(token)]) & _FIGURATIVE:
        return True
    return token.tag_ == "VB" and token.dep_ in {"ROOT", "ccomp"} and _is_command(token)


def _is_command(verb: Token) -> bool:
    """Tell whether a bare verb is an order: no subject, no helper but "do"."""
    helpers = {lemma(child) for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    return helpers <= {"do"} and not any(child.dep_ in SUBJECTS for child in verb.children)


def _match(token: Token, rules: tuple[Rule, ...], *, noun: bool) -> tuple[Rule, bool] | None:
    """Return the first rule that fits, and whether all it needs stands there; ``None`` when none fits."""
    context: set[str] | None = None
    partial: Rule | None = None
    for rule in rules:
        if rule.before and not _stands_before(token, rule.before):
            continue
        if rule.after and not _stands_after(token, rule.after, first=1 if noun else 4):
            continue
        if rule.bare and patients(token):
            continue
        if rule.plural and "Number=Plur" not in str(token.morph) and token.tag_ not in {"NNS", "NNPS"}:
            continue
        if rule.needs or rule.unless:
            context = beside(token) if context is None else context
            if rule.unless & context:
                continue
        if not _arguments_fit(token, rule, noun=noun):
            continue
        if rule.needs and context is not None and not rule.needs & context:
            partial = partial or (rule if noun and not rule.strict else None)
            continue
        return rule, True
    return None if partial is None else (partial, False)


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
        for reach in range(1, 1 + (4 if index else first)):
            ahead = position + reach
            if ahead >= len(token.doc) or token.doc[ahead].is_sent_start or token.doc[ahead].is_punct:
                return False
            if word in {lemma(token.doc[ahead]), token.doc[ahead].lower_}:
                position = ahead
                break
        else:
            return False
    return True


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
    if not rule.prep:
        return True
    return any(
        child.dep_ in {"prep", "prt", "advmod"} and child.lower_ in rule.prep
        for owner in (token, *done_to)
        for child in owner.children
    )


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
    return Trigger(token, rule.kind, start, token.idx + len(token), verb, relation, sureness=sureness, tells=tells)


def _is_violent(other: Trigger | None, trigger: Trigger) -> bool:
    return (
        other is not None
        and other is not trigger
        and other.kind.name != "killing"
        and other.kind.code.type in {EventType.ASSAULT, EventType.HAZARD}
    )


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
    if after is not None and (verb is None or not {lemma(verb)} & occur) and (verb is None or lemma(after) in occur):
        return after, "subject" if _is_subject_of(after) else "object"
    return verb, relation


def _participle(noun: Token) -> Token | None:
    return next((child for child in noun.children if child.dep_ in {"acl", "relcl"} and child.pos_ == "VERB"), None)


def _is_subject_of(verb: Token) -> bool:
    """Tell whether the noun before a clause is its subject: "the war that began", not "the deal that they signed"."""
    own = [child for child in verb.children if child.dep_ in SUBJECTS]
    return not own or own[0].tag_ in {"WDT", "WP"}


def _hangs_on(noun: Token) -> tuple[Token | None, str]:
    current = first_conjunct(noun)
    for _ in range(8):
        head = current.head
        if current.dep_ in SUBJECTS and head.pos_ in VERBAL:
            return head, "subject"
        if current.dep_ in OBJECTS and head.pos_ in VERBAL:
            return head, "object"
        if current.dep_ in {"attr", "acomp"} and head.pos_ in VERBAL:
            return head, "attribute"
        if current.dep_ == "pobj":
            above = head.head
            if above.pos_ in VERBAL:
                return above, head.lower_
            if above.pos_ in NOMINAL and (lemma(above) in MEASURES or lemma(above) == "part") and above != current:
                current = first_conjunct(above)
                continue
            return None, head.lower_
        break
    return None, "fragment"


def _absorb(triggers: list[Trigger]) -> tuple[Trigger, ...]:
    """Leave out verbs that only say that the noun beside them happens, or go on telling of the same event."""
    at = {trigger.token.i: trigger for trigger in triggers}
    return tuple(trigger for trigger in triggers if trigger.is_noun or not _is_told_by_another(trigger, at))


def _is_told_by_another(trigger: Trigger, at: dict[int, Trigger]) -> bool:
    verb = trigger.token
    # "signed an agreement", "the attack killed ten"
    for noun in (*patients(verb), *subjects(verb), *agents(verb)):
        other = at.get(noun.i)
        if other is not None and other.is_noun and other.kind.family == trigger.kind.family:
            return True
    if trigger.kind.name == "killing" and any(
        _is_violent(at.get(item.i), trigger) for item in (*verb.subtree, *verb.ancestors)
    ):
        return True  # "killed in clashes", "killed when a bus crashed"
    # "attacked a village, killing ten", "shot and killed"
    head = verb.head
    other = at.get(head.i)
    return (
        other is not None
        and head != verb
        and not other.is_noun
        and verb.dep_ in {"advcl", "xcomp", "conj"}
        and other.kind.family == trigger.kind.family
        and (verb.dep_ != "conj" or not any(child.dep_ in SUBJECTS for child in verb.children))
    )
