"""Which kinds of events may be one event told by different outlets: ``data/curated/merging.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.events.lexicon import default_lexicon
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geomap.events.schema import TollWords
    from geomap.model import EventType


@dataclass(frozen=True, slots=True)
class Kinship:
    """What the file of merging says.

    Attributes
    ----------
    pairs
        Two labels, in alphabetical order, that reports of one event may bear.
    families
        Two families of kinds, in alphabetical order, whose words one text may use of one event.
    never
        Two kinds by name, in alphabetical order, that are not one event though their families may be.
    ranks
        Kinds by name, each with those that it is over: a bombing is no mere explosion.
    senses
        Nouns, each with the kinds that it alone may mean.
    bleached
        Nouns that call an event no more than "the incident", each with the types it may be said of.
    weighty
        Those of them that mean the event which a text is of: "the tragedy".
    reacting
        Verbs that answer an event: what they say it on is not its day.
    apart
        Words that set an event apart from what was told before: "separately", "elsewhere".
    beginning, ending
        Verbs whose date is that of an event's first or last day: "began", "ended".
    personal
        Families of what one person does or undergoes, as resignations.
    toll
        The words about the dead.
    """

    pairs: frozenset[tuple[str, str]]
    families: frozenset[tuple[str, str]]
    never: frozenset[tuple[str, str]]
    ranks: dict[str, frozenset[str]]
    senses: dict[str, tuple[str, ...]]
    bleached: dict[str, frozenset[EventType]]
    weighty: frozenset[str]
    reacting: frozenset[str]
    apart: frozenset[str]
    beginning: frozenset[str]
    ending: frozenset[str]
    personal: frozenset[str]
    toll: TollWords

    def beside(self, one: str, other: str) -> bool:
        """Tell whether one text may tell of one event in words of these two families."""
        return one == other or (min(one, other), max(one, other)) in self.families

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether two kinds, by name, are never one event."""
        return (min(one, other), max(one, other)) in self.never

    def outranked(self, names: Iterable[str]) -> frozenset[str]:
        """Return those of some kinds, by name, that another of them is over."""
        told = frozenset(names)
        return told & frozenset().union(*(self.ranks.get(name, frozenset()) for name in told))

    def akin(self, one: str, other: str) -> bool:
        """Tell whether reports with these two labels may be of one event."""
        return one == other or (min(one, other), max(one, other)) in self.pairs

    def kin(self, label: str) -> tuple[str, ...]:
        """Return the labels that a report of the same event may bear, the label itself first."""
        return (label, *sorted({name for pair in self.pairs if label in pair for name in pair if name != label}))


@cache
def default_kinship() -> Kinship:
    """Return the kinships that ship with geomap."""
    return load_kinship(data_file("curated", "merging.toml"))


def load_kinship(path: Path) -> Kinship:
    """Read and check a file of kinships.

    Raises
    ------
    DataError
        If the file is missing, is not TOML, a field is wrong, or a label is of no kind of the trigger lexicon.
    """
    from geomap.events.schema import MergingFile

    file = read_toml(path, MergingFile.model_validate, "file of merging")
    known = {kind.label for kind in default_lexicon().kinds.values()}
    strange = sorted({label for labels in file.together for label in labels} - known)
    if strange:
        raise DataError(f"{path}: together: no kind has the label {strange[0]!r}.", "Use a label of triggers.toml.")
    families = {kind.family for kind in default_lexicon().kinds.values()}
    listed = {"beside": {name for names in file.beside for name in names}, "personal": set(file.personal)}
    for field, names in listed.items():
        if strange := sorted(names - families):
            raise DataError(
                f"{path}: {field}: no kind is of a family {strange[0]!r}.", "Use a family of triggers.toml."
            )
    kinds = (name for names in (*file.never, *file.over, *file.senses.values()) for name in names)
    if strange := sorted(set(kinds) - default_lexicon().kinds.keys()):
        raise DataError(
            f"{path}: never, over, senses: no kind is called {strange[0]!r}.", "Use a kind of triggers.toml."
        )
    ranks = {names[0]: frozenset(names[1:]) for names in file.over}
    senses = {word: tuple(names) for word, names in file.senses.items()}
    bleached = {word: frozenset(types) for noun, types in file.bleached.items() for word in (noun, f"{noun}s")}
    pairs = _pairs(file.together), _pairs(file.beside), _pairs(file.never)
    weighty, reacting, apart = (frozenset(words) for words in (file.weighty, file.reacting, file.apart))
    verbs = frozenset(file.beginning), frozenset(file.ending)
    words = (apart, *verbs, frozenset(file.personal))
    return Kinship(*pairs, ranks, senses, bleached, weighty, reacting, *words, file.toll)


def _pairs(lists: list[list[str]]) -> frozenset[tuple[str, str]]:
    return frozenset((min(pair), max(pair)) for names in lists for pair in combinations(names, 2))
