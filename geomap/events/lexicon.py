"""The words that tell of events: ``triggers.toml`` and its idioms in ``data/curated``, checked and indexed by lemma."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from geomap.errors import DataError
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.events.schema import IdiomEntry, KindEntry, WordEntry
    from geomap.model import EventType

PlaceRole = Literal["", "object", "goal", "source", "any"]
_WORD = re.compile(r"-?[^\s-]+")


@dataclass(frozen=True, slots=True)
class PloverCode:
    """PLOVER words: event type, mode and context (``""`` where they do not apply)."""

    type: EventType
    mode: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event.

    Attributes
    ----------
    name
        The lexicon's own name for it.
    code, joint
        PLOVER words; ``joint`` replaces them when two sides take part together.
    label, title
        One or two plain words, and what a title says.
    family
        Kinds of one family may be told as one event.
    place
        ``"object"``: a place that is the verb's object is where it happens; ``"goal"``: "to" and "into" lead to it;
        ``"source"``: "from" does; ``"any"``: all of these.
    speech
        Words rather than deeds.
    instant
        Over in a day or so.
    seat
        A government's act: without a place of its own it lies in the actor's country.
    """

    name: str
    code: PloverCode
    label: str
    title: str
    family: str
    joint: PloverCode | None = None
    place: PlaceRole = ""
    speech: bool = False
    instant: bool = False
    seat: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A word, or several, that may tell of a kind of event, and what must stand beside it.

    Attributes
    ----------
    kind
        The kind of event.
    head
        Lemma of the token that triggers.
    before, after
        Lemmas that must stand right before it, and that must depend on it or follow it.
    needs, unless
        Lemmas of which one must, and none may, stand beside it; empty for no condition.
    close
        The lemmas of ``after``, which must all stand soon after the head for the rule to be worth a closer look.
    subject, object, prep
        Lemmas of which one must be its subject, its object, or a preposition after it.
    place
        Whether its object (or "of ...") must be a place.
    plural
        Whether only the plural counts.
    bare
        Whether the verb must have no object, no clause either.
    strict
        Whether a definite noun without what it needs is still no trigger when the text has told of its family.
    state
        Whether its subject must be a state or its government.
    goal
        Whether a place must stand after the preposition.
    text
        Lemmas of which at least two must stand somewhere in the text: which sense of a word is meant ("strike").
    clause
        Whether the verb must have an infinitive or a clause for its complement.
    """

    kind: Kind
    head: str
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    close: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    prep: frozenset[str] = frozenset()
    place: bool = False
    plural: bool = False
    bare: bool = False
    strict: bool = False
    state: bool = False
    goal: bool = False
    text: frozenset[str] = frozenset()
    clause: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything in the file, indexed.

    Attributes
    ----------
    kinds
        By name.
    nouns, verbs
        Rules by the lemma of the triggering token.
    clauses, classes
        Word lists by name.
    misread
        Lemmas by the forms that the lemmatiser gets wrong.
    """

    kinds: Mapping[str, Kind]
    nouns: Mapping[str, tuple[Rule, ...]]
    verbs: Mapping[str, tuple[Rule, ...]]
    clauses: Mapping[str, frozenset[str]]
    classes: Mapping[str, frozenset[str]]
    misread: Mapping[str, str]


@cache
def default_lexicon() -> Lexicon:
    """Return the lexicon that ships with geomap."""
    return load_lexicon(data_file("curated", "triggers.toml"), data_file("curated", "triggers_idioms.toml"))


@cache
def words(name: str) -> frozenset[str]:
    """Return a class of words of the lexicon that ships with geomap: ``"geographic"``, ``"venue"``."""
    return default_lexicon().classes[name]


@cache
def misread() -> Mapping[str, str]:
    """Return the lemmas of the forms that the lemmatiser gets wrong."""
    return default_lexicon().misread


def load_lexicon(path: Path, idioms: Path | None = None) -> Lexicon:
    """Read and check a trigger lexicon.

    Parameters
    ----------
    path
        Classes, clauses and kinds, each kind with its words.
    idioms
        More words for those kinds, if any, and the classes that only they use.

    Raises
    ------
    DataError
        If a file is missing, is not TOML, or a field is wrong; the message names the field.
    """
    from geomap.events.schema import IdiomFile, LexiconFile

    file = read_toml(path, LexiconFile.model_validate, "trigger lexicon")
    more = IdiomFile() if idioms is None else read_toml(idioms, IdiomFile.model_validate, "list of idioms")
    classes = {name: frozenset(words) for name, words in (file.classes | file.participants | more.classes).items()}
    kinds = {spec.name: _kind(spec) for spec in file.kinds}
    if strange := [entry.kind for entry in more.idioms if entry.kind not in kinds]:
        raise DataError(f"{idioms}: there is no kind {strange[0]!r}.", f"Known: {', '.join(sorted(kinds))}.")
    nouns: list[Rule] = []
    verbs: list[Rule] = []
    entries: list[tuple[Path | None, str, KindEntry | IdiomEntry]] = [(path, spec.name, spec) for spec in file.kinds]
    entries += [(idioms, item.kind, item) for item in more.idioms]
    for source, name, spec in entries:
        where = f"{source}: {name}"
        nouns += [rule for entry in spec.nouns for rule in rules_of(kinds[name], entry, classes, where, noun=True)]
        verbs += [rule for entry in spec.verbs for rule in rules_of(kinds[name], entry, classes, where, noun=False)]
    clauses = {name: frozenset(words) for name, words in file.clauses.items()}
    return Lexicon(kinds, indexed(nouns), indexed(verbs), clauses, classes, file.misread | more.misread)


def _kind(spec: KindEntry) -> Kind:
    return Kind(
        name=spec.name,
        code=PloverCode(spec.type, spec.mode, spec.context),
        joint=None if spec.joint is None else PloverCode(spec.joint.type, spec.joint.mode, spec.joint.context),
        label=spec.label,
        title=spec.title,
        family=spec.family or spec.name,
        place=spec.place,
        speech=spec.speech,
        instant=spec.instant,
        seat=spec.seat,
    )


def rules_of(
    kind: Kind, entry: WordEntry, classes: Mapping[str, frozenset[str]], origin: str, *, noun: bool
) -> Iterator[Rule]:
    """Yield one rule a word of an entry, whose words share their conditions.

    Parameters
    ----------
    kind, entry
        What the words tell of; the words, as a person wrote them.
    classes
        Lists of words by the names that stand after "@".
    origin
        File and kind, for messages.
    noun
        Whether they are nouns.

    Raises
    ------
    DataError
        If a class is not known.
    """
    where = f"{origin}, {entry.is_[0]!r}"
    shared = Rule(
        kind=kind,
        head="",
        needs=_expand(entry.needs, classes, where),
        unless=_expand(entry.unless, classes, where),
        subject=_expand(entry.subject, classes, where),
        object=_expand(entry.object, classes, where),
        prep=frozenset(entry.prep),
        place=entry.place,
        plural=entry.plural,
        bare=entry.bare,
        strict=entry.strict,
        state=entry.state,
        goal=entry.goal,
        text=_expand(entry.text, classes, where),
        clause=entry.clause,
    )
    for phrase in entry.is_:
        head, before, after = _parts(tuple(_WORD.findall(phrase)), noun=noun)
        close = frozenset(word.removeprefix("-") for word in after)
        yield replace(shared, head=head, before=before, after=after, close=close)


_TAIL = frozenset({"of", "on", "at", "in", "to", "for", "from", "against"})


def _parts(words: tuple[str, ...], *, noun: bool) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Return head, words before it, words after it: "air strike", "open fire"; the hyphen of "cave-in" stays."""
    plain = tuple(word.removeprefix("-") for word in words)
    if not noun:
        return plain[0], (), plain[1:]
    tail = next((index for index, word in enumerate(plain) if index and word in _TAIL), len(words))
    return plain[tail - 1], plain[: tail - 1], words[tail:]


def _expand(words: Iterable[str], classes: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    found: set[str] = set()
    for word in words:
        if not word.startswith("@"):
            found.add(word)
        elif word[1:] in classes:
            found |= _expand(classes[word[1:]], classes, where)
        else:
            raise DataError(f"{where}: there is no class {word}.", f"Known: {', '.join(sorted(classes))}.")
    return frozenset(found)


def indexed(rules: Iterable[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Return rules by the lemma of the word that triggers, those first that ask for most."""
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.head, []).append(rule)
    # The longer the phrase and the more it asks for, the surer it is: those are tried first.
    return {head: tuple(sorted(items, key=_sureness, reverse=True)) for head, items in found.items()}


def _sureness(rule: Rule) -> tuple[int, int]:
    conditions = (rule.needs, rule.subject, rule.object, rule.prep, rule.text)
    asked = sum(1 for item in conditions if item) + rule.place + rule.state + rule.goal
    return len(rule.before) + len(rule.after), asked
