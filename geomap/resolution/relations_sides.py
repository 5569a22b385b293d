"""The sides of a border as a text names them: countries, divisions, regions made of them, before and after the word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.resolution.relations_words import spatial_words
from geomap.spatial.regions import region_codes

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Place
    from geomap.resolution.relations_items import Row

ARTICLES = frozenset({"the", "its", "their", "his", "our", "a", "this", "that", "both"})
_JOINTS = frozenset({"and", "with", "from", "to", "into", "&"})
_BEFORE_NAMES = frozenset(
    {",", "neighbouring", "neighboring", "nearby", "of", "states", "state", "provinces", "regions"}
)


@dataclass(frozen=True, slots=True)
class Named:
    """One side of a border, as named.

    Attributes
    ----------
    code
        Alpha-2 for a country, ISO 3166-2 for a division; several joined by ``+`` for a region made of them.
    name
        For sentences.
    sure
        Whether the text means the area for certain; a town's name may stand for the division that bears it.
    region
        Id of a curated region that is drawn by hand within the country; ``""`` for what has codes.
    """

    code: str
    name: str
    sure: bool = True
    region: str = ""


@dataclass(frozen=True, slots=True)
class Sides:
    """The sides that the text names on one hand of the word, in text order, and the outermost item."""

    named: tuple[Named, ...] = ()
    edge: int = -1


def named_at(row: Row, index: int) -> Named | None:
    """Return the country, division or region that an item names."""
    code = row.code(index) or _adjective(row, index) or _shared_name(row, index)
    if code:
        return Named(code, row.shapes.alpha3(code))
    found = row.place(index)
    if found is None or found.place is None:
        return None
    if found.place.feature_class == "P":
        place = _namesake(row.gazetteer, found.mention.name, found.place.country)
        return None if place is None else _area(place, sure=False)
    return _area(found.place)


def _shared_name(row: Row, index: int) -> str:
    """Read the "North" of "North and South Korea" as a country, by what the other's name goes on with."""
    following = row.place(index + 2)
    if row.place(index) is not None or row.word(index + 1) != "and" or following is None:
        return ""
    _, _, rest = following.mention.surface.partition(" ")
    if not rest or not row.items[index].text[:1].isupper() or row.word(index) not in spatial_words().cardinals:
        return ""
    found = row.gazetteer.lookup(f"{row.items[index].text} {rest}")
    return found[0].place.country if found and found[0].place.is_country else ""


def _adjective(row: Row, index: int) -> str:
    """Read "Kazakh" of "Kazakh border" as the adjective, whatever town of that name the gazetteer has."""
    if row.place(index) is None or not (row.word(index + 1) in spatial_words().borders or row.is_hyphen(index + 1)):
        return ""
    codes = row.gazetteer.demonym(row.items[index].text)
    return codes[0] if codes else ""


def _area(place: Place, *, sure: bool = True) -> Named | None:
    if place.feature_code == "ADM1" and place.admin1:
        return Named(place.admin1, place.name, sure)
    if not place.id.startswith("geomap:"):
        return None
    codes = region_codes(place.id)
    if codes:
        return Named("+".join(codes), place.name)
    return Named(place.country, place.name, region=place.id) if place.country else None


def _namesake(gazetteer: Gazetteer, name: str, country: str) -> Place | None:
    """Return the division or region that bears a town's name in its country."""
    for candidate in gazetteer.lookup(name):
        place = candidate.place
        if place.country == country and (place.feature_code == "ADM1" or place.id.startswith("geomap:")):
            return place
    return None


def side_before(row: Row, at: int) -> tuple[str, int]:
    """Read "the Turkish side of the", which ends at an item; return the code and the first item.

    ``""`` and -1 when the text says nothing of the kind.
    """
    while row.word(at) in ARTICLES:
        at -= 1
    if row.word(at) != "of" or row.word(at - 1) not in {"side", "sides"}:
        return "", -1
    at -= 2
    while row.is_possessive(at) or row.word(at) in spatial_words().adjectives:
        at -= 1
    named = named_at(row, at)
    return ("", -1) if named is None else (named.code, at)


def left_sides(row: Row, index: int) -> Sides:
    """Read "Turkish", "Armenia's", "Turkish-Armenian", "Syria, Turkey and Iraq" before the word, right to left."""
    words = spatial_words()
    found: list[Named] = []
    edge = -1
    at = index - 1
    owned = False  # whether what was read last is owned by what stands before it ("Turkey's Hatay")
    while row.same_sentence(at, index):
        named = named_at(row, at)
        if named is not None:
            if not (owned and found and _holds(named.code, found[0].code)):
                found.insert(0, named)
            edge = at
            at -= 1
            owned = row.is_possessive(at)
            if row.is_hyphen(at) or (row.word(at) == "and" and named_at(row, at - 1)):
                at -= 1
                continue
            if owned:
                continue
            break
        if not (row.is_possessive(at) or (not found and row.word(at) in words.border_fillers | words.kinds)):
            break
        at -= 1
    return Sides(tuple(found), edge)


def right_sides(row: Row, start: int) -> Sides:
    """Read "between A and B", "of A and B", "with B", "from A into B", "that separates A from B" after the word."""
    at = start
    if row.word(at) in {"that", "which", "it", "they"}:
        at += 1
    if row.word(at) in {"shared", "shares", "share", "running", "drawn"}:
        at += 1
    if row.word(at) not in spatial_words().border_links:
        return Sides()
    crossing = row.word(at) in {"from", "by"}
    found: list[Named] = []
    edge = -1
    at += 1
    while row.same_sentence(start, at) and _goes_on(row, at, found):
        named = named_at(row, at)
        if named is not None:
            if found and row.is_possessive(at - 1) and _holds(found[-1].code, named.code):
                found.pop()
            found.append(named)
        if named is not None or (found and row.word(at) in spatial_words().kinds):
            edge = at
        at += 1
    return Sides() if crossing and len(found) < 2 else Sides(tuple(found), edge)


def _goes_on(row: Row, at: int, found: list[Named]) -> bool:
    """Tell whether an item belongs to the sides: a name, its kind, what joins it to another or leads to it."""
    if named_at(row, at) is not None or (found and row.word(at) in spatial_words().kinds):
        return True
    if row.is_possessive(at):
        return named_at(row, at + 1) is not None
    if row.word(at) in ARTICLES | _BEFORE_NAMES:
        return not found or _named_soon(row, at + 1)
    return bool(found) and row.word(at) in _JOINTS and _named_soon(row, at + 1)


def _named_soon(row: Row, at: int) -> bool:
    for step in range(3):
        if named_at(row, at + step) is not None:
            return True
        if row.word(at + step) not in ARTICLES | _BEFORE_NAMES:
            return False
    return False


def _holds(country: str, division: str) -> bool:
    return division.startswith(f"{country}-")


def distinct(named: tuple[Named, ...]) -> tuple[Named, ...]:
    """Leave out what is named twice and the countries of divisions that are named too; part a pair ("the Koreas")."""
    if len(named) == 1 and named[0].code.count("+") == 1 and "-" not in named[0].code:
        return tuple(Named(code, code) for code in named[0].code.split("+"))
    once = {(one.code, one.region): one for one in reversed(named)}
    kept = tuple(dict.fromkeys(once[one.code, one.region] for one in named))
    return tuple(one for one in kept if not any(_holds(one.code, other.code) for other in kept))
