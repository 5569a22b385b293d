"""Words of English that help to read a place name: kinds of feature, titles, look-alikes."""

from __future__ import annotations

import csv
from functools import cache
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from geomap.errors import DataError
from geomap.resources import data_file, read_toml

T = TypeVar("T", bound=BaseModel)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KindWords(_Strict):
    """Words for one kind of feature, such as "province" and "oblast".

    Attributes
    ----------
    words
        Lower case, singular and plural.
    codes
        GeoNames feature codes, or their beginnings, that agree with the words.
    in_name
        Whether the word, when capitalised, belongs to the name ("Kern County").
    before
        Whether it also stands before the name without "of" ("Lake Van").
    """

    words: tuple[str, ...]
    codes: tuple[str, ...]
    in_name: bool
    before: bool = False

    def agrees(self, feature_class: str, feature_code: str) -> bool:
        """Tell whether a place of this GeoNames class and code is of this kind."""
        # A single letter is a class: "P" means towns, not every code that begins so ("PCLI", a country).
        longer = tuple(code for code in self.codes if len(code) > 1)
        return feature_class in self.codes or feature_code.startswith(longer)


class _KindFile(_Strict):
    kind: tuple[KindWords, ...]
    institutions: frozenset[str]
    combining: dict[str, str]
    shortened: dict[str, str]


class NotPlaces(_Strict):
    """Words that mislead.

    Attributes
    ----------
    weak
        Names that a list alone never makes a place.
    sides
        Those of them that are sides of the compass, which name no one place.
    person_titles
        Words before a person's name.
    speech_verbs
        Lemmas whose subject acts as a government.
    resting_verbs
        Lemmas whose subject, a country, is meant as a place.
    agent_prepositions
        Words before a country that acts.
    place_verbs
        Lemmas whose object is a place sooner than a person.
    person_nouns
        Words for a person whose name stands beside them: "the queen, Victoria".
    kin
        Those of them that belong to a person: "Chad's sister".
    dishes, cooking
        Words for food after a name ("Hyderabad biryani"), and lemmas of what is done to food.
    ship_prefixes, vehicles, companies
        What stands before the name of a ship, another vessel or a company.
    crafts
        What stands after the name of an aircraft or a weapon.
    """

    weak: frozenset[str]
    sides: frozenset[str]
    person_titles: frozenset[str]
    speech_verbs: frozenset[str]
    resting_verbs: frozenset[str]
    agent_prepositions: frozenset[str]
    place_verbs: frozenset[str]
    person_nouns: frozenset[str]
    kin: frozenset[str]
    dishes: frozenset[str]
    cooking: frozenset[str]
    ship_prefixes: frozenset[str]
    vehicles: frozenset[str]
    crafts: frozenset[str]
    companies: frozenset[str]


class _NewspaperFile(_Strict):
    words: tuple[str, ...]


class Abbreviation(_Strict):
    """A first-order division that news abbreviates after a town.

    Attributes
    ----------
    name
        Its full name.
    code
        ISO 3166-2.
    """

    name: str
    code: str


class _AbbreviationFile(_Strict):
    us: dict[str, Abbreviation]
    ca: dict[str, Abbreviation]
    au: dict[str, Abbreviation]


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Return the abbreviations of first-order divisions, as written ("Ky.", "KY").

    Raises
    ------
    DataError
        If ``data/curated/division_abbreviations.toml`` is missing or invalid.
    """
    table = read_toml(
        data_file("curated", "division_abbreviations.toml"), _AbbreviationFile.model_validate, "word list"
    )
    return {**table.au, **table.ca, **table.us}


@cache
def peoples() -> dict[str, str]:
    """Return the place that an adjective or a people stands for, where it is no country ("Scottish", "African").

    Returns
    -------
    dict
        Lower-case word to a place id, a GeoNames number or an ISO 3166-2 code, as ``data/curated/demonyms.csv`` has it.

    Raises
    ------
    DataError
        If the file is missing or lacks a column.
    """
    path = data_file("curated", "demonyms.csv")
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {row["word"].lower(): row["place"] for row in csv.DictReader(file) if row["place"]}
    except (OSError, UnicodeDecodeError, KeyError) as error:
        raise DataError(f"{path.name} cannot be used: {error!r}", "Correct the file.") from error


@cache
def kind_words() -> dict[str, KindWords]:
    """Return the kinds of feature by each of their words.

    Raises
    ------
    DataError
        If ``data/curated/kind_words.toml`` is missing or invalid.
    """
    return {word: kind for kind in _kind_file().kind for word in kind.words}


def institutions() -> frozenset[str]:
    """Return the words for what bears a place's name ("Aleppo University"); raises as ``kind_words``."""
    return _kind_file().institutions


def combining_forms() -> dict[str, str]:
    """Return the first halves of "Sino-Indian" and its like, with the word in full; raises as ``kind_words``."""
    return _kind_file().combining


def shortened_kinds() -> dict[str, str]:
    """Return kinds of feature cut short at the end of a name ("Co."), without the dot; raises as ``kind_words``."""
    return _kind_file().shortened


@cache
def _kind_file() -> _KindFile:
    return read_toml(data_file("curated", "kind_words.toml"), _KindFile.model_validate, "word list")


@cache
def not_places() -> NotPlaces:
    """Return the words that mislead.

    Raises
    ------
    DataError
        If ``data/curated/not_places.toml`` is missing or invalid.
    """
    return read_toml(data_file("curated", "not_places.toml"), NotPlaces.model_validate, "word list")


@cache
def newspaper_words() -> tuple[str, ...]:
    """Return the words of newspapers' names that say nothing of where they are at home, longest first.

    Raises
    ------
    DataError
        If ``data/curated/newspaper_words.toml`` is missing or invalid.
    """
    table = read_toml(data_file("curated", "newspaper_words.toml"), _NewspaperFile.model_validate, "word list")
    return tuple(sorted(table.words, key=lambda word: (-len(word), word)))


class StandingWords(_Strict):
    """Words that say that a place's name stands beside them.

    Attributes
    ----------
    after, of, before
        Kinds of settlement, division and natural feature: after the name, before "of" and it, right before it.
    ending
        Those of them that only ever end a place's name.
    appositions
        Nouns in apposition to a place.
    sites
        Kinds of site and building after the name, some of two words.
    inside
        Prepositions that by themselves say that a place follows.
    beside
        Prepositions that govern a list of which one is known to be a place.
    struck
        Lemmas of verbs whose objects are places if one of them is.
    stormed
        Lemmas of verbs whose objects are places, known or not.
    roads
        Nouns for what leads from one place to another.
    invested
        Words before "in" that speak of no place: "a stake in".
    """

    after: frozenset[str]
    of: frozenset[str]
    before: frozenset[str]
    ending: frozenset[str]
    appositions: frozenset[str]
    sites: frozenset[str]
    inside: frozenset[str]
    beside: frozenset[str]
    struck: frozenset[str]
    stormed: frozenset[str]
    roads: frozenset[str]
    invested: frozenset[str]


@cache
def standing_words() -> StandingWords:
    """Return the words that say that a place's name stands beside them.

    Raises
    ------
    DataError
        If ``data/curated/standing_words.toml`` is missing or invalid.
    """
    return read_toml(data_file("curated", "standing_words.toml"), StandingWords.model_validate, "word list")
