"""Of which country those people and bodies are whom everybody knows, and news names without saying it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from geomap.language import ParsedDocument

_WORD = re.compile(r"\w+(?:[.'’-]\w+)*\.?")
_OWNER = re.compile(r"['’]s$|['’]$")
_PERSON = re.compile(r"(?P<name>[^|]+?)(?:\|(?P<family>.+?))? (?P<first>\d{4})-(?P<last>\d{4})")
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D"})
_TITLES = frozenset(
    {"president", "mr", "mr.", "mrs", "ms", "minister", "chancellor", "king", "queen", "pope", "leader", "general"}
)
_Named = tuple[int, int, tuple[str, ...]]  # start, end, country codes
_GRACE = 1  # years
_SHORT = 5  # letters


@dataclass(frozen=True, slots=True)
class Person:
    """A statesman.

    Attributes
    ----------
    name
        Words of the whole name, folded.
    family
        Words of what news calls them for short, folded.
    country
        ISO 3166-1 alpha-2 code.
    first, last
        Years in which the short name tells who is meant.
    """

    name: tuple[str, ...]
    family: tuple[str, ...]
    country: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class WhosWho:
    """People and bodies, and words about them.

    Attributes
    ----------
    bodies
        Codes of the countries that a name may be of, by its words.
    leagues
        Codes of the countries that are named together, by the words.
    people
        Statesmen, by the last word of what they are called.
    behind
        Words that only say who stands behind somebody.
    doubtful
        Names of bodies that are words of their own.
    bands
        Last words of the names of armed bands.
    first_words
        First words of the names of bodies and leagues.
    """

    bodies: Mapping[tuple[str, ...], frozenset[str]]
    leagues: Mapping[tuple[str, ...], tuple[str, ...]]
    people: Mapping[str, tuple[Person, ...]]
    behind: frozenset[str]
    doubtful: frozenset[tuple[str, ...]]
    bands: frozenset[str]
    first_words: frozenset[str]


@cache
def default_whos_who() -> WhosWho:
    """Return the people and bodies that ship with geomap."""
    return load_whos_who(data_file("curated", "whos_who.toml"))


def load_whos_who(path: Path) -> WhosWho:
    """Read and check a file of people and bodies.

    Raises
    ------
    DataError
        If the file is missing, is not TOML, or a field is wrong.
    """
    from geomap.events.schema import WhosWhoFile

    file = read_toml(path, WhosWhoFile.model_validate, "who's who")
    leagues = {_words_of(name): tuple(codes) for name, codes in file.leagues.items()}
    bodies: dict[tuple[str, ...], set[str]] = {}
    for code, names in file.bodies.items():
        for name in names:
            bodies.setdefault(_words_of(name), set()).add(code)
    people: dict[str, list[Person]] = {}
    for code, entries in file.people.items():
        for entry in entries:
            person = _person(entry, code)
            for last in {person.name[-1], person.family[-1]}:
                people.setdefault(last, []).append(person)
    return WhosWho(
        {words: frozenset(codes) for words, codes in bodies.items()},
        leagues,
        {last: tuple(items) for last, items in people.items()},
        frozenset(file.behind),
        frozenset(_words_of(name) for name in file.doubtful),
        frozenset(_words_of(name)[-1] for name in file.bands),
        frozenset(words[0] for words in (*bodies, *leagues)),
    )


def _person(entry: str, code: str) -> Person:
    found = _PERSON.fullmatch(entry)
    if found is None:  # the schema has checked it
        raise ValueError(entry)
    name = _words_of(_folded(found["name"]))
    family = _words_of(_folded(found["family"])) if found["family"] else name[-1:]
    return Person(name, family, code, int(found["first"]), int(found["last"]))


def known_codes(
    parsed: ParsedDocument, told: frozenset[str], known: WhosWho | None = None
) -> dict[int, tuple[str, ...]]:
    """Return the country codes of the people and bodies that a text names, by the index of the name's last token.

    Parameters
    ----------
    parsed
        The document and its parse.
    told
        Codes of the countries that the text names: abbreviations and family names alone count only for one of them.
    known
        People and bodies; those that ship with geomap by default.
    """
    known = known or default_whos_who()
    text = parsed.text
    words = [(found.start(), found.end(), _bare(found.group())) for found in _WORD.finditer(text)]
    found: dict[int, tuple[str, ...]] = {}
    spans = [*_bodies(words, known, told), *_people(words, known, told, parsed)]
    for start, end, codes in spans:
        tokens = [token for token in parsed.tokens_in(start, end) if token.tag_ != "POS"]
        if tokens:
            found[tokens[-1].i] = codes
    return found


def _bodies(words: Sequence[tuple[int, int, str]], known: WhosWho, told: frozenset[str]) -> Iterator[_Named]:
    """Yield every body named, the longest name first."""
    for index, (start, _, word) in enumerate(words):
        if word not in known.first_words:
            continue
        for length in range(min(5, len(words) - index), 0, -1):
            name = tuple(item[2] for item in words[index : index + length])
            codes = known.leagues.get(name) or _of_body(name, known, told)
            if codes:
                last = words[index + length - 1]
                yield start, last[0] + len(last[2]), codes
                break


def _of_body(name: tuple[str, ...], known: WhosWho, told: frozenset[str]) -> tuple[str, ...]:
    """Return the country of a body; of an abbreviation, or a name that is a word, only one that the text names."""
    codes = known.bodies.get(name, frozenset())
    named = codes & told
    sure = not (name in known.doubtful or (len(name) == 1 and name[0].isupper() and len(name[0]) <= _SHORT))
    return tuple(named or codes) if len(named) == 1 or (sure and len(codes) == 1) else ()


def _people(
    words: Sequence[tuple[int, int, str]], known: WhosWho, told: frozenset[str], parsed: ParsedDocument
) -> Iterator[_Named]:
    """Yield every statesman named: by the whole name, or by the family name of one in the news in that year."""
    folded = [_folded(word) for *_, word in words]
    ends = [index for index, word in enumerate(folded) if word in known.people]
    whole = {index: found for index in ends if (found := _named_in_full(folded, index, known))}
    full = {person for people in whole.values() for person in people}
    published = parsed.document.published
    for index in ends:
        (start, _, word), last = words[index], folded[index]
        if word[:1].islower() and "-" not in last:
            continue
        people = whole.get(index, [])
        if not people and _is_name(parsed, start, start + len(word), before=folded[index - 1] if index else ""):
            called = [item for item in known.people[last] if _ends(folded, index, item.family)]
            people = [item for item in called if item in full] or [
                item for item in called if item.country in told and _is_in_the_news(item, published)
            ]
        codes = {item.country for item in people}
        if len(codes) == 1:
            yield start, start + len(word), tuple(codes)


def _named_in_full(folded: Sequence[str], index: int, known: WhosWho) -> list[Person]:
    return [item for item in known.people[folded[index]] if _ends(folded, index, item.name)]


def _is_in_the_news(person: Person, published: date | None) -> bool:
    return published is None or person.first - _GRACE <= published.year <= person.last + _GRACE


def _is_name(parsed: ParsedDocument, start: int, end: int, *, before: str) -> bool:
    """Tell whether a family name stands alone as a person's: no other first name before it, no town."""
    token = parsed.tokens_in(start, end)[-1]
    if before in _TITLES:
        return True
    first = token.i and token.nbor(-1).ent_type_ == "PERSON" and token.nbor(-1).pos_ == "PROPN"
    return token.ent_type_ == "PERSON" and not first


def _ends(words: Sequence[str], index: int, name: Sequence[str]) -> bool:
    return tuple(words[max(0, index + 1 - len(name)) : index + 1]) == tuple(name)


def _words_of(name: str) -> tuple[str, ...]:
    return tuple(_bare(item) for item in _WORD.findall(name))


def _bare(word: str) -> str:
    """Return a word without the sign of the possessive and a full stop that is not of an abbreviation."""
    word = _OWNER.sub("", word) if "'" in word or "’" in word else word
    return word[:-1] if word.endswith(".") and "." not in word[:-1] else word


def _folded(name: str) -> str:
    if name.isascii():
        return name.casefold()
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    return "".join(char for char in plain if not unicodedata.combining(char)).casefold().replace("’", "'")
