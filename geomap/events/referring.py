"""What a noun that stands for a place refers back to: "the city", "the Chinese capital", "the island", "the pit"."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import TYPE_CHECKING

from geomap.events.governing import LOCATIVE
from geomap.model import MentionKind
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from geomap.events.governing import Use
    from geomap.model import Place, Resolution

_POINTING = frozenset({"the", "this", "that", "its", "their", "our"})
_CAPITAL = "capital"
_BESIDE = frozenset({"amod", "compound", "nmod", "poss", "nummod"})
_TIMES = frozenset({"DATE", "TIME"})
_NAMING = frozenset({MentionKind.LITERAL, MentionKind.ASSOCIATIVE})
_SITED = LOCATIVE - {"from"} | {"passive", "bare"}
_SPAN = 500.0  # characters over which a mention pales to a third
_ASIDE, _TITLED = 0.3, 0.4  # weight of a mention that is no scene; more, of the place named first
_REACH = 5  # words from a noun to the place that its sentence gives it


@dataclass(frozen=True, slots=True)
class Sort:
    """What a noun may stand for: GeoNames classes or codes, or their beginnings, and countries as a whole."""

    codes: tuple[str, ...]
    countries: frozenset[str]

    def fits(self, place: Place) -> bool:
        """Tell whether a place is of the sort."""
        if place.is_country:
            return place.country in self.countries
        return place.feature_class in self.codes or place.feature_code.startswith(self.codes)


@dataclass(frozen=True, slots=True)
class Nouns:
    """The nouns of ``data/curated/referring.toml``.

    Attributes
    ----------
    sorts
        Noun to what it may stand for.
    same
        Noun to the nouns that one text uses of one thing, itself among them.
    other
        Words that set a place apart from the one named before.
    """

    sorts: Mapping[str, Sort]
    same: Mapping[str, frozenset[str]]
    other: frozenset[str]


@cache
def default_nouns() -> Nouns:
    """Return the nouns that ship with geomap."""
    from geomap.events.schema import ReferringFile

    file = read_toml(data_file("curated", "referring.toml"), ReferringFile.model_validate, "file of referring nouns")
    sorts = {word: Sort(tuple(item.codes), frozenset(item.countries)) for item in file.sort for word in item.words}
    return Nouns(sorts, {word: frozenset(group) for group in file.same for word in group}, frozenset(file.other))


def referring_words() -> frozenset[str]:
    """Return the nouns that may stand for a place named before."""
    nouns = default_nouns()
    return frozenset(nouns.sorts) | frozenset(nouns.same)


def town_sort() -> Sort:
    """Return what "the town" may stand for."""
    return default_nouns().sorts["town"]


def place_meant(token: Token, resolutions: Sequence[Resolution | None], uses: Sequence[Use]) -> int | None:
    """Return which resolved place a noun such as "the city" or "the mine" means.

    Parameters
    ----------
    token
        The noun.
    resolutions
        The document's places, in text order; ``None`` for those that cannot be meant.
    uses
        Where they stand in the syntax.

    Returns
    -------
    int or None
        An index among ``resolutions``: the place of the noun's sort named last before; for a capital the one of the
        country that the noun phrase names; for a mine or a market the place that the text gave it before.
    """
    lemma = token.lemma_.lower()
    owner = _country_of(token, resolutions)
    if not _points_back(token, owned=bool(owner) and lemma == _CAPITAL):
        return None
    places = {index: item for index, item in enumerate(resolutions) if item is not None}
    sort = default_nouns().sorts.get(lemma)
    if sort is None:
        index = _of_chain(token, places, uses)
        return _in_town(token, places, uses) if index is None and not _is_placed(token, uses) else index
    found = [
        index
        for index, item in places.items()
        if item.mention.kind in _NAMING and _fits(item, lemma, sort) and owner in {"", _code(item)}
    ]
    if lemma == _CAPITAL:
        found = _at_home(found, places)
    index = likeliest(token, found, places, uses, ahead=lemma == _CAPITAL)
    return _of_chain(token, places, uses) if index is None else index


def _is_placed(token: Token, uses: Sequence[Use]) -> bool:
    """Tell whether the sentence itself says where: "seized the palace in Bamako"."""
    return any(use.head.sent == token.sent and use.link in _SITED for use in uses)


def _at_home(found: Sequence[int], places: Mapping[int, Resolution]) -> list[int]:
    """Return the capitals of the country that most of the text's places lie in; all of them where it has none."""
    codes = [code for item in places.values() if (code := _code(item))]
    home = max(codes, key=codes.count, default="")
    return [index for index in found if _code(places[index]) == home] or list(found)


def _in_town(token: Token, places: Mapping[int, Resolution], uses: Sequence[Use]) -> int | None:
    """Return the town that "the airport", not told of before, is most likely in."""
    found = [
        index
        for index, item in places.items()
        if item.mention.kind in _NAMING and item.place is not None and town_sort().fits(item.place)
    ]
    return likeliest(token, found, places, uses, ahead=False)


def _points_back(token: Token, *, owned: bool) -> bool:
    """Tell whether a noun phrase is definite and leaves open which one: "the besieged enclave", not "the city of X"."""
    if owned:
        return True
    beside = [child for child in token.children if child.dep_ in _BESIDE | {"det"}]
    if not any(child.lower_ in _POINTING for child in beside):
        return False
    told = any(
        child.dep_ in {"appos", "relcl", "acl"} or (child.dep_ == "prep" and not _is_when(child))
        for child in token.children
        if child.ent_type_ not in _TIMES
    )
    return not told and not any(_sets_apart(child) for child in beside)


def _is_when(preposition: Token) -> bool:
    """Tell whether a preposition says when, hung on the noun by mistake: "flew to the pit on 15 October"."""
    return any(child.ent_type_ in _TIMES for child in preposition.children)


def _sets_apart(word: Token) -> bool:
    return word.lower_ in default_nouns().other or word.tag_ == "JJS" or word.pos_ in {"PROPN", "NUM"}


def _fits(item: Resolution, lemma: str, sort: Sort) -> bool:
    """Tell whether a place is of the sort, or the text itself calls it so."""
    if item.place is None:
        return lemma == item.mention.kind_word
    return sort.fits(item.place) or lemma == item.mention.kind_word


def _code(item: Resolution) -> str:
    return "" if item.place is None else item.place.country


def likeliest(
    token: Token, found: Sequence[int], places: Mapping[int, Resolution], uses: Sequence[Use], *, ahead: bool
) -> int | None:
    """Return the place that a noun most likely means: named lately, often, as a scene, or first.

    Parameters
    ----------
    token
        The noun.
    found
        Indices of the places it may mean, in text order.
    places, uses
        The document's places by index, and where they stand in the syntax.
    ahead
        Whether the place named next will do where none was named before.
    """
    links = {use.index: use.link for use in uses}
    total: dict[str, float] = {}
    last: dict[str, int] = {}
    for index in found:
        item = places[index]
        if item.mention.start >= token.idx:
            break
        key = item.mention.surface if item.place is None else item.place.id
        sited = links.get(index, "bare") in _SITED
        total[key] = total.get(key, 0.0) + (1.0 if sited else _ASIDE) * exp((item.mention.start - token.idx) / _SPAN)
        total[key] += _TITLED if not last else 0.0
        last[key] = index
    if last:
        return _most_usual(last[max(last, key=lambda key: total[key])], places)
    return found[0] if found and ahead else None


def _most_usual(index: int, places: Mapping[int, Resolution]) -> int:
    """Return the place's mention that is worded as most of them are: "Maiduguri", not the river resolved to it."""
    place = places[index].place
    if place is None:
        return index
    same = [number for number, item in places.items() if item.place is not None and item.place.id == place.id]
    names = Counter(places[number].mention.name.casefold() for number in same)
    best = max(names.values())
    usual = {name for name, count in names.items() if count == best}
    return (
        index
        if places[index].mention.name.casefold() in usual
        else next(number for number in same if places[number].mention.name.casefold() in usual)
    )


def _of_chain(token: Token, places: Mapping[int, Resolution], uses: Sequence[Use]) -> int | None:
    """Return the place that the text gave the same thing before: "a coal mine near Soma ... the pit"."""
    family = default_nouns().same.get(token.lemma_.lower(), frozenset({token.lemma_.lower()}))
    dry = {index: item for index, item in places.items() if item.place is None or item.place.feature_class != "H"}
    for noun in reversed([*_earlier(token, family)]):
        index = _place_of(noun, dry, uses)  # "a port on the Pacific" is not in it
        if index is not None:
            return index
    return None


def _earlier(token: Token, family: frozenset[str]) -> Iterator[Token]:
    for other in token.doc[: token.i]:
        if other.lemma_.lower() in family and other.pos_ in {"NOUN", "PROPN"}:
            yield other


def _place_of(noun: Token, places: Mapping[int, Resolution], uses: Sequence[Use]) -> int | None:
    """Return the place whose name holds a noun, or that its phrase or the words just after it give."""
    for index, item in places.items():
        if item.mention.start <= noun.idx < item.mention.end:
            return index
    near = [
        use
        for use in uses
        if use.index in places
        and use.link in LOCATIVE - {"from", "to", "into"}
        and (noun in {use.governor, use.head.head} or 0 < use.head.i - noun.i <= _REACH)
    ]
    return near[0].index if near else None


def _country_of(token: Token, resolutions: Sequence[Resolution | None]) -> str:
    """Return the country that a noun phrase names, or whose people: "the Chinese capital", "Mali's capital"."""
    words = [child for child in token.children if child.dep_ in _BESIDE]
    words += [below for child in token.children if child.lower_ == "of" for below in child.children]
    for word in words:
        for item in resolutions:
            if item is not None and item.mention.start <= word.idx < item.mention.end and item.place is not None:
                return item.place.country
    return ""
