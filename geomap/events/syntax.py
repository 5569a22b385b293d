"""Questions about the dependency parse that all of event reading asks."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING

from geomap.events.lexicon import misread, words
from geomap.events.remembering import remembered

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from spacy.tokens import Doc, Token

_LEMMAS = "geomap.events.lemmas"
_FORMS = "geomap.events.forms"
_NAMES = "geomap.events.strings"
_ELLIPTIC = "geomap.events.elliptic"
_ROLES = "geomap.events.roles"
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "quantmod", "npadvmod"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
VERBAL = frozenset({"VERB", "AUX"})
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "parataxis", "acl", "csubj", "csubjpass"})
# "hundreds of protesters", "a group of servicemen": the noun after "of" says who.
MEASURES = frozenset(
    """
    group number dozen hundred thousand ten score handful crowd column convoy part series member team unit
    contingent batch couple pair majority rest some most lot million people resident wave round string spate
    start beginning outbreak end day phase opening launch resumption pocket all one two three four five six
    seven eight nine last first remainder bulk half third quarter party squad stretch
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)


def lemma(token: Token) -> str:
    """Return the lemma in lower case, mended where the lemmatiser errs; a plural name ("Exercises") without its s."""
    return lemmas(token.doc)[token.i]


def lemmas(doc: Doc) -> list[str]:
    """Return the lemmas of a text, found once."""
    known: list[str] | None = doc.user_data.get(_LEMMAS)
    if known is None:
        mended = misread()
        known = doc.user_data[_LEMMAS] = [
            _lemma(doc[index], form) if form in mended or lemma.endswith("s") else lemma
            for index, (form, lemma) in enumerate(zip(forms(doc), _values(doc, "LEMMA"), strict=True))
        ]
    return known


def forms(doc: Doc) -> list[str]:
    """Return the words of a text in lower case, found once: to walk them costs less than to make its tokens anew."""
    known: list[str] | None = doc.user_data.get(_FORMS)
    if known is None:
        known = doc.user_data[_FORMS] = _values(doc, "LOWER")
    return known


def _values(doc: Doc, attribute: str) -> list[str]:
    """Return an attribute of every token in lower case."""
    ids, strings = doc.to_array(attribute).tolist(), doc.vocab.strings
    names: dict[int, str] = doc.user_data.setdefault(_NAMES, {})
    names |= {item: strings[item].lower() for item in set(ids) - names.keys()}
    return [names[item] for item in ids]


def any_of(doc: Doc, words: Collection[str]) -> Iterator[Token]:
    """Yield the tokens of a text whose lower case is one of some words."""
    return (doc[index] for index, form in enumerate(forms(doc)) if form in words)


def _lemma(token: Token, form: str) -> str:
    mended = misread().get(form)
    if mended is not None and token.pos_ == ("NOUN" if token.tag_ == "NNS" else "VERB"):
        return mended
    found: str = token.lemma_.lower()
    if not found.endswith("s") or found.endswith("ss"):
        return found
    unknown = token.tag_ == "NNS" and found == form  # "two salvos"
    heading = token.tag_ == "NNPS" or (token.is_sent_start and not token.ent_type_)  # "Schools in Chennai"
    if not (unknown or (token.pos_ == "PROPN" and heading)) or found in words("plural"):
        return found
    return found[:-1]


def conjuncts(token: Token) -> Iterator[Token]:
    """Yield the token and everything coordinated below it."""
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from conjuncts(child)


def first_conjunct(token: Token) -> Token:
    """Return the token whose place in the sentence this one shares by coordination or apposition."""
    while token.dep_ in {"conj", "appos"} and token.head.pos_ in NOMINAL and token.head != token:
        token = token.head
    return token


def pobjects(token: Token, *prepositions: str) -> Iterator[Token]:
    """Yield what stands after the given prepositions below the token (after any, when none is given)."""
    for child in token.children:
        if child.dep_ in {"prep", "agent"} and (not prepositions or child.lemma_.lower() in prepositions):
            for below in child.children:
                if below.dep_ in {"pobj", "pcomp"}:
                    yield from conjuncts(below)
                elif below.dep_ == "prep":
                    yield from pobjects(child)


# "accused Uganda of bombing", "kept them from leaving": the object of the one verb does the other.
_CONTROLLING = frozenset({"of", "for", "from", "into"})


_CLAUSAL = frozenset({"after", "before", "since", "until"})


def _once(find: Callable[[Token], list[Token]]) -> Callable[[Token], list[Token]]:
    """Remember by a text's tokens what is found of them; the indices alone, for tokens would keep their text alive."""

    @wraps(find)
    def found(verb: Token) -> list[Token]:
        doc, key = verb.doc, (find.__name__, verb.i)
        known: dict[tuple[str, int], list[int]] = doc.user_data.setdefault(_ROLES, {})
        if key not in known:
            known[key] = [token.i for token in find(verb)]
        return [doc[index] for index in known[key]]

    return found


@_once
def subjects(verb: Token) -> list[Token]:
    """Return the subjects of a verb; those it shares through coordination, control or a relative clause."""
    seen: set[int] = set()
    current = verb
    for _ in range(6):
        if current.i in seen:
            break
        seen.add(current.i)
        found = [child for child in current.children if child.dep_ in SUBJECTS]
        if found:
            return [noun for child in found for noun in conjuncts(_antecedent(child, current))]
        if current.dep_ in {"conj", "xcomp", "advcl", "pcomp", "ccomp"} and current.head.pos_ in VERBAL:
            if current.dep_ == "xcomp" and (controlled := _objects(current.head)):
                return controlled
            current = current.head
        elif current.dep_ == "xcomp" and current.head.dep_ == "acomp":
            current = current.head.head  # "is due to visit", "were ready to fight"
        elif current.dep_ == "pcomp" and current.head.dep_ == "prep" and current.head.head.pos_ in VERBAL:
            if blamed := _blamed(current.head):
                return blamed
            current = current.head.head
        elif current.dep_ in {"acl", "relcl"} and (current.tag_ in {"VBG", "VB"} or _is_intransitive(current)):
            return list(conjuncts(current.head))
        else:
            return _astray(current)
    return []


def _objects(verb: Token) -> list[Token]:
    return [noun for child in verb.children if child.dep_ in OBJECTS for noun in conjuncts(child)]


def _blamed(preposition: Token) -> list[Token]:
    """Return who is accused of, or kept from, doing something: "accused the army of shelling the town"."""
    if preposition.lower_ not in _CONTROLLING:
        return []
    found = [child for child in preposition.head.children if child.dep_ in OBJECTS | {"nsubjpass"}]
    return [noun for child in found for noun in conjuncts(child)]


def _astray(verb: Token) -> list[Token]:
    """Return the subject that the parser took for the object of "after": "after the dam, south of the town, burst"."""
    if verb.dep_ != "dep" or verb.tag_ != "VBD":
        return []
    links = [token for token in verb.sent if token.i < verb.i and token.dep_ == "prep" and token.lower_ in _CLAUSAL]
    return [child for link in links[-1:] for child in link.children if child.dep_ == "pobj"]


def _antecedent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for."""
    if token.tag_ in {"WDT", "WP"} and verb.dep_ == "relcl" and verb.head.pos_ in NOMINAL:
        head: Token = verb.head
        above = head.head.head if head.dep_ == "pobj" else head
        people = token.tag_ == "WP" and head.ent_type_ in {"GPE", "LOC", "FAC"} and above.pos_ in NOMINAL
        return above if people else head  # "miners from Oruro, who marched"
    return token


def is_passive(verb: Token) -> bool:
    """Tell whether the verb is passive: "was shelled", or a bare participle after its noun ("signed by ...")."""
    known: dict[tuple[str, int], bool] = verb.doc.user_data.setdefault(_ROLES, {})
    key = ("is_passive", verb.i)
    if key not in known:
        known[key] = _is_passive(verb)
    return known[key]


def _is_passive(verb: Token) -> bool:
    if verb.i in elliptic(verb.doc):
        return True
    if any(child.dep_ in {"auxpass", "nsubjpass"} for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ in {"VBN", "VBD"} and verb.head.pos_ in VERBAL and not auxiliaries(verb):
        own = any(child.dep_ in SUBJECTS | OBJECTS for child in verb.children)
        return not own and is_passive(verb.head)  # "was removed and arrested"
    if any(child.dep_ == "nsubj" for child in verb.children):
        return False  # "the deal that the two sides signed"
    bare = verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl", "advcl"} and not auxiliaries(verb)
    return bare and not _is_intransitive(verb)


def elliptic(doc: Doc) -> set[int]:
    """Return the indices of the verbs of headlines that are passives without their "was": "Base handed over"."""
    found: set[int] = doc.user_data.setdefault(_ELLIPTIC, set())
    return found


def forget_roles(doc: Doc) -> None:
    """Forget who does what in a text, once a verb of it is read in another way."""
    doc.user_data.pop(_ROLES, None)


# "Warships docked in Rio": the parser may take the past tense for a participle, which such verbs do not have.
_INTRANSITIVE = frozenset(
    """
    arrive dock moor anchor land sail depart crash sink collapse explode burst derail capsize collide erupt flee rally
    march protest clash surrender die drown travel vanish disappear emerge gather riot
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)


def _is_intransitive(verb: Token) -> bool:
    plain = not any(child.dep_ in {"agent", "auxpass", "nsubjpass"} for child in verb.children)
    return plain and verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"} and lemma(verb) in _INTRANSITIVE


def auxiliaries(verb: Token) -> list[Token]:
    """Return the helpers of a verb: "was", "has been", "will"."""
    return [child for child in verb.children if child.dep_ in {"aux", "auxpass"}]


@remembered
def helpers_of(verb: Token) -> frozenset[str]:
    """Return the helpers of a verb in small letters."""
    return frozenset(child.lower_ for child in auxiliaries(verb))


@_once
def agents(verb: Token) -> list[Token]:
    """Return who does it: the subject, or after "by" in the passive."""
    if is_passive(verb):
        return list(pobjects(verb, "by"))
    return subjects(verb)


@_once
def patients(verb: Token) -> list[Token]:
    """Return what it is done to: the object, or the subject in the passive."""
    if is_passive(verb):
        found = [child for child in verb.children if child.dep_ == "nsubjpass"]
        if not found and verb.dep_ in {"acl", "relcl"}:
            return list(conjuncts(verb.head))
        return [noun for child in found for noun in conjuncts(_antecedent(child, verb))] or subjects(verb)
    found = [noun for child in verb.children if child.dep_ in OBJECTS for noun in conjuncts(_antecedent(child, verb))]
    return found or _let(verb) or _shared_objects(verb)


def _let(verb: Token) -> list[Token]:
    """Return who is let go: the parser makes it the subject of the other verb."""
    if lemma(verb) != "let":
        return []
    return [noun for child in verb.children if child.dep_ in CLAUSES | {"xcomp"} for noun in subjects(child)]


def _shared_objects(verb: Token) -> list[Token]:
    """Return the objects that a verb leaves to another word: "the bridge they blew up", "seized and burned it"."""
    own = any(child.dep_ in SUBJECTS and child.tag_ not in {"WDT", "WP"} for child in verb.children)
    if verb.dep_ == "relcl" and own and verb.head.pos_ in NOMINAL and not _has_prepositions(verb):
        return list(conjuncts(verb.head))
    follower = next((child for child in verb.children if child.dep_ == "conj" and child.pos_ in VERBAL), None)
    if follower is None or is_passive(follower) or any(child.is_punct for child in verb.children):
        return []
    if any(child.dep_ in SUBJECTS | {"prep", "prt", "advmod"} and child.i > verb.i for child in verb.children):
        return []
    return [noun for child in follower.children if child.dep_ in OBJECTS for noun in conjuncts(child)]


def _has_prepositions(verb: Token) -> bool:
    """Tell whether a preposition of the clause has lost its object: "the town they came from"."""
    return any(child.dep_ == "prep" and not any(True for _ in child.children) for child in verb.children)
