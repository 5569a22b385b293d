"""Of which country those are whom a text names: by the names in it, by what it said of them before, or as known."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from geomap.events.introductions import family_name, introduced, is_stood_behind
from geomap.events.lexicon import words
from geomap.events.syntax import MODIFIERS, any_of, lemma
from geomap.events.whos_who import default_whos_who, known_codes
from geomap.model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.model import Resolution

_DEFINITE = frozenset({"the", "these", "those", "this"})


class Nationality:
    """Reads the countries of the people and bodies of one document.

    Parameters
    ----------
    scene
        The document.
    roles
        Lemmas of nouns that say what somebody is.
    """

    def __init__(self, scene: Scene, roles: frozenset[str]) -> None:
        self._scene = scene
        self._roles = roles

    @cached_property
    def _told(self) -> dict[int, tuple[str, ...]]:
        """Country codes by the index of the token that a place name or demonym ends on."""
        found: dict[int, tuple[str, ...]] = {}
        for use in self._scene.places:
            resolution = self._scene.resolutions[use.index]
            if resolution.mention.kind is not MentionKind.RELATION:
                found[use.head.i] = codes_of(resolution)
        return found

    @cached_property
    def _known(self) -> dict[int, tuple[str, ...]]:
        """Country codes of people and bodies whom everybody knows."""
        named = frozenset(code for codes in self._told.values() for code in codes)
        return known_codes(self._scene.parsed, named)

    @cached_property
    def _introduced(self) -> dict[str, tuple[str, ...]]:
        """Country codes of the people of whom the text says what they are, by family name."""
        return introduced(self._scene.parsed.doc, self.codes_at, self._roles, default_whos_who().behind)

    def names(self, token: Token) -> bool:
        """Tell whether a name of a country, or one that stands for it, ends on a token."""
        return token.i in self._known or token.i in self._told

    def codes_at(self, token: Token) -> tuple[str, ...]:
        """Return the codes of a name; not of one inside a person's ("Jordan Paris"), nor of who only stands behind."""
        if token.i in self._known:
            return self._known[token.i]
        told = self._told.get(token.i, ())
        if not told or is_stood_behind(token, default_whos_who().behind):
            return ()
        beside = [token.doc[index] for index in (token.i - 1, token.i + 1) if 0 <= index < len(token.doc)]
        person = token.ent_type_ == "PERSON" and any(
            item.ent_type_ == "PERSON" and item.pos_ == "PROPN" and token.pos_ == "PROPN" for item in beside
        )
        return () if person else told

    def of(self, noun: Token, tokens: Iterable[Token]) -> tuple[str, ...]:
        """Return the codes of a noun phrase: of the names in it, else of the same person or body named before."""
        codes = tuple(dict.fromkeys(code for token in tokens for code in self.codes_at(token)))
        if codes:
            return codes
        if noun.ent_type_ == "PERSON":
            return self._introduced.get(family_name(noun), ())
        return self._of_the_same(noun)

    def _of_the_same(self, noun: Token) -> tuple[str, ...]:
        """Return the codes of what a definite noun was before: "Sudan's army ... the army", "M23 ... the rebels"."""
        word = lemma(noun)
        if noun.pos_ != "NOUN" or not any(child.lower_ in _DEFINITE for child in noun.children):
            return ()
        if any(child.dep_ in MODIFIERS - {"nummod"} for child in noun.children):
            return ()
        if word in words("force"):
            for other in reversed(list(any_of(noun.doc, {word, f"{word}s"}))):
                codes = self._beside(other) if other.i < noun.i else ()
                if codes:
                    return codes
        if word not in words("armed_bands"):
            return ()
        groups = [codes for index, codes in self._known.items() if index < noun.i and self._is_band(noun.doc[index])]
        return groups[-1] if groups else ()

    def _beside(self, noun: Token) -> tuple[str, ...]:
        """Return the codes named right before a noun: "Sudan's army"."""
        modifiers = (token for child in noun.children if child.dep_ in MODIFIERS for token in child.subtree)
        return tuple(dict.fromkeys(code for token in modifiers for code in self.codes_at(token)))

    def _is_band(self, token: Token) -> bool:
        return token.ent_type_ != "PERSON" and token.text in default_whos_who().bands

    def country_name(self, code: str) -> str:
        """Return what the text last called a country, or its code."""
        for use in reversed(self._scene.places):
            resolution = self._scene.resolutions[use.index]
            if resolution.place is not None and resolution.place.is_country and resolution.place.country == code:
                return resolution.place.name
        return code

    def discussed(self, before: int) -> tuple[str, ...]:
        """Return the two countries that the text spoke of last before a character offset, or none.

        Statesmen and bodies speak for theirs. Towns count only where states, their people and their governments are
        not two.
        """
        for whole in (True, False):
            found: list[str] = []
            for codes in self._before(before, whole=whole):
                found += [code for code in codes if code not in found]
                if len(found) >= 2:
                    return tuple(found[:2])
        return ()

    def _before(self, offset: int, *, whole: bool) -> Iterator[tuple[str, ...]]:
        """Yield the codes of the names before an offset, the last first."""
        doc = self._scene.parsed.doc
        named = dict(self._known)
        for use in self._scene.places:
            resolution = self._scene.resolutions[use.index]
            if not whole or _is_state(resolution):
                named.setdefault(use.head.i, codes_of(resolution))
        yield from (named[index] for index in sorted(named, reverse=True) if doc[index].idx < offset)


def _is_state(resolution: Resolution) -> bool:
    """Tell whether a name is that of a country, of its people or of its government."""
    country = resolution.place is not None and resolution.place.is_country
    return country or resolution.mention.kind in {MentionKind.DEMONYM, MentionKind.METONYM}


def codes_of(resolution: Resolution) -> tuple[str, ...]:
    """Return the alpha-2 codes a place or demonym stands for."""
    if resolution.place is not None and resolution.place.country:
        return (resolution.place.country,)
    return resolution.countries[:1] if resolution.mention.kind is MentionKind.DEMONYM else resolution.countries
