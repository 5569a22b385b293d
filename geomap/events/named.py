"""Named events with known facts: ``data/curated/named_events.toml``, and where a text names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.events.syntax import lemma
from geomap.events.triggers import Trigger, predicate
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from spacy.tokens import Token

    from geomap.events.lexicon import Lexicon
    from geomap.language import ParsedDocument

_WORDS = re.compile(r"\w+")
_SPACES = re.compile(r"[\s\-–—]+")


@dataclass(frozen=True, slots=True)
class NamedEvent:
    """An event that has a name, with the facts the world knows of it.

    Attributes
    ----------
    id
        Slug.
    name, aliases
        What it is called.
    kind
        Name of its kind in the trigger lexicon.
    start, end
        First and last day, inclusive; ``end`` is ``None`` while it goes on.
    place, place_id
        Name to look up in the gazetteer, or a place id; ``""`` for none.
    actors
        ISO 3166-1 alpha-2 codes of the sides.
    wikidata
        Wikidata id, ``""`` when not sure.
    """

    id: str
    name: str
    kind: str
    start: date
    end: date | None = None
    aliases: tuple[str, ...] = ()
    place: str = ""
    place_id: str = ""
    actors: tuple[str, ...] = ()
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class NamedEvents:
    """All named events, one pattern that finds their names, and the words that each name cannot do without.

    The words are by the longest of them, which few texts have.
    """

    events: tuple[NamedEvent, ...]
    by_name: dict[str, NamedEvent]
    pattern: re.Pattern[str]
    words: dict[str, frozenset[frozenset[str]]]


@cache
def default_named_events() -> NamedEvents:
    """Return the named events that ship with geomap."""
    return load_named_events(data_file("curated", "named_events.toml"))


def load_named_events(path: Path) -> NamedEvents:
    """Read and check a file of named events.

    Raises
    ------
    DataError
        If the file is missing, is not TOML, a field is wrong, or a name stands for two events.
    """
    from geomap.events.schema import NamedFile

    file = read_toml(path, NamedFile.model_validate, "file of named events")
    events = tuple(
        NamedEvent(
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            start=entry.start,
            end=entry.end,
            aliases=tuple(entry.aliases),
            place=entry.place,
            place_id=entry.place_id,
            actors=tuple(entry.actors),
            wikidata=entry.wikidata,
        )
        for entry in file.events
    )
    by_name: dict[str, NamedEvent] = {}
    for event in events:
        for name in (event.name, *event.aliases):
            other = by_name.setdefault(_key(name), event)
            if other is not event:
                raise DataError(f"{path}: {name!r} names both {other.id} and {event.id}.", "Drop one of them.")
    return NamedEvents(events, by_name, _pattern(by_name), _by_longest(by_name))


def _by_longest(names: Iterable[str]) -> dict[str, frozenset[frozenset[str]]]:
    """Return the words of each name by the longest of them."""
    found: dict[str, set[frozenset[str]]] = {}
    for name in names:
        words = _WORDS.findall(name)
        found.setdefault(max(words, key=len, default=""), set()).add(frozenset(words))
    return {longest: frozenset(items) for longest, items in found.items()}


def _key(name: str) -> str:
    return _SPACES.sub(" ", name.replace("’", "'")).casefold()


def _pattern(names: dict[str, NamedEvent]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    spelled = (re.escape(name).replace(r"\ ", r"[\s\-–—]+").replace("'", "['’]") for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled) or '(?!)'})(?![-–]?\w)", re.IGNORECASE)


def _only_qualifies(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a name only says what sort of thing another noun means: "a World War II bomb", "veterans"."""
    return noun.dep_ in {"compound", "nmod", "amod"} and lemma(noun.head) not in lexicon.nouns


def find_named(parsed: ParsedDocument, named: NamedEvents, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """Return a trigger for every place where the text names a known event, in text order."""
    held = frozenset(_WORDS.findall(_key(parsed.text)))
    if not any(words <= held for longest in held & named.words.keys() for words in named.words[longest]):
        return ()  # the long pattern takes a while, and few texts name any
    found = []
    for match in named.pattern.finditer(parsed.text):
        span = parsed.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or _only_qualifies(span.root, lexicon):
            continue
        event = named.by_name[_key(match.group())]
        verb, relation = predicate(span.root)
        kind = lexicon.kinds[event.kind]
        found.append(Trigger(span.root, kind, match.start(), match.end(), verb, relation, event, 1.0))
    return tuple(found)
