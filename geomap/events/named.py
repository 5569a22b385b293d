"""Named events with known facts: ``data/curated/named_events.toml``, and where a text names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
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
    """All named events, by their names, and the names by the longest of their words, which few texts have."""

    events: tuple[NamedEvent, ...]
    by_name: dict[str, NamedEvent]
    by_longest: dict[str, tuple[str, ...]]

    def names_in(self, text: str) -> frozenset[str]:
        """Return the names that a text may hold: it has all of their words."""
        held = frozenset(_WORDS.findall(_key(text)))
        names = (name for longest in held & self.by_longest.keys() for name in self.by_longest[longest])
        return frozenset(name for name in names if held.issuperset(_WORDS.findall(name)))


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
    return NamedEvents(events, by_name, _by_longest(by_name))


def _by_longest(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return the names by the longest of their words."""
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(max(_WORDS.findall(name), key=len, default=""), []).append(name)
    return {longest: tuple(items) for longest, items in found.items()}


def _key(name: str) -> str:
    return _SPACES.sub(" ", name.replace("’", "'")).casefold()


@lru_cache(maxsize=256)
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    spelled = (re.escape(name).replace(r"\ ", r"[\s\-–—]+").replace("'", "['’]") for name in longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(spelled)})(?![-–]?\w)", re.IGNORECASE)


def _only_qualifies(noun: Token, lexicon: Lexicon) -> bool:
    """Tell whether a name only says what sort of thing another noun means: "a World War II bomb", "veterans"."""
    return noun.dep_ in {"compound", "nmod", "amod"} and lemma(noun.head) not in lexicon.nouns


def find_named(parsed: ParsedDocument, named: NamedEvents, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """Return a trigger for every place where the text names a known event, in text order."""
    names = named.names_in(parsed.text)
    if not names:
        return ()
    found = []
    for match in _pattern(names).finditer(parsed.text):
        span = parsed.doc.char_span(match.start(), match.end(), alignment_mode="expand")
        if span is None or _only_qualifies(span.root, lexicon):
            continue
        event = named.by_name[_key(match.group())]
        verb, relation = predicate(span.root)
        kind = lexicon.kinds[event.kind]
        found.append(Trigger(span.root, kind, match.start(), match.end(), verb, relation, event, 1.0))
    return tuple(found)
