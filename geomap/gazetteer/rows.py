"""Rows of the place database before they are written: a place, its names, and where each comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.normalise import fold

if TYPE_CHECKING:
    from collections.abc import Iterable


def words(text: str) -> frozenset[str]:
    """Return the set of the words of a text."""
    return frozenset(text.split())


# Words that say what kind of division a name belongs to; "Kars Province" is also asked for as "Kars".
_KIND_WORDS = words(
    "province region oblast governorate state county district prefecture department municipality canton division "
    "territory republic krai kray okrug raion rayon voivodeship voivodship parish wilaya emirate city il ili sheng "
    "marz gov dept kommun kraj megye comarca governate muhafazah mintaqah"
)
_OF = re.compile(
    r"^(?:autonomous )?(?:province|region|republic|state|department|county|governorate|district|canton|municipality|"
    r"kingdom|emirate|commonwealth|city|estado|provincia|departamento|region|wilaya)s? (?:of |de |du |d |del )?"
)
# What is left when a kind word goes must be a name: "Northern Province" is never asked for as "Northern".
NO_NAME = words(
    "north northern south southern east eastern west western central centre center middle upper lower new old great "
    "greater little metropolitan national capital federal autonomous special administrative urban rural coast "
    "coastal northeast northeastern northwest northwestern southeast southeastern southwest southwestern free lake "
    "lakes island islands river mountain plateau inner outer the and of de"
)


def names_of(name: str, alternates: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the ``names`` of a row that has a main name and alternates only, as `Row.add` would."""
    names = {fold(name): ("preferred", name)}
    for alternate in alternates:
        key = fold(alternate)
        if key not in names:
            names[key] = ("alternate", alternate)
    names.pop("", None)
    return names


@dataclass(slots=True)
class Row:
    """One place with its names.

    Attributes
    ----------
    number
        GeoNames id, or a negative number for places of other sources.
    place_id
        The id of `geomap.model.Place` when it is not ``geonames:`` and the number.
    same_as
        GeoNames id under which a place with an id of its own is also found; 0 for none.
    names
        Match kind and name by folded name; the first kind given to a folded name holds.
    extra
        What few places have: valid_from, valid_to, sovereignty.
    """

    number: int
    name: str
    lon: float
    lat: float
    feature_class: str
    feature_code: str
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    wikidata: str = ""
    source: str = "geonames"
    prominence: float = 0.0
    place_id: str = ""
    same_as: int = 0
    extra: dict[str, object] = field(default_factory=dict)
    names: dict[str, tuple[str, str]] = field(default_factory=dict)

    def add(self, name: str, match: str) -> None:
        """Add a name under its folded key, unless the key is there."""
        key = fold(name)
        if key and key not in self.names:
            self.names[key] = (match, name)

    def add_abbreviation(self, name: str) -> None:
        """Add a form whose case counts; forms that fold to one key stand beside each other ("Ky.|KY")."""
        key = fold(name)
        held = self.names.get(key)
        forms = f"{held[1]}|{name}" if held and held[0] == "abbreviation" else name
        self.names[key] = ("abbreviation", forms)

    def drop(self, name: str) -> None:
        """Take a name away."""
        self.names.pop(fold(name), None)

    def rename(self, name: str) -> None:
        """Make this the main name; the old one stays as an alternate."""
        old = self.name
        self.drop(old)
        self.drop(name)
        self.name = name
        self.names = {fold(name): ("preferred", name), **self.names}
        self.add(old, "alternate")


def short_key(key: str) -> str:
    """Return a folded division name without its kind word ("kars province" → "kars"), ``""`` when it has none."""
    words = key.split()
    while len(words) > 1 and words[-1] in _KIND_WORDS:
        words.pop()
    short = _OF.sub("", " ".join(words))
    if short == key or len(short) < 3 or set(short.split()) <= NO_NAME:
        return ""
    return short
