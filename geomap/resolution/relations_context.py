"""Which country the text is about, where an expression leaves the other side of a border unsaid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.model import MentionKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.model import Resolution
    from geomap.resolution.relations_items import Row

# Weights by what a mention tells of where the text plays; set by hand on the development corpora's border sentences.
_INSIDE = 2.0  # a place within the country: the text plays there
_COUNTRY = 1.0  # the country itself
_METONYM = 0.4  # a government or a capital standing for it
_DEMONYM = 0.3  # its people, army, goods: they may be anywhere
_SAME_SENTENCE = 3.0  # factor
_NEAR_BORDER = 2.0  # factor for a place within _NEAR_DEGREES of the border in question
_NEAR_DEGREES = 1.5
_FAR = 2_000  # characters over which a mention's weight halves


@dataclass(frozen=True, slots=True)
class Side:
    """The unsaid side of a border.

    Attributes
    ----------
    code
        Alpha-2, or ISO 3166-2 where divisions are to choose from.
    share
        Its part of the weight of all neighbours, 0 to 1.
    reason
        What it was read from, in words.
    name
        Name of a division, ``""`` for a country.
    """

    code: str
    share: float
    reason: str
    name: str = ""


def other_side(row: Row, named: str, index: int, neighbours: Iterable[str]) -> Side | None:
    """Choose the neighbour that the text is about.

    Parameters
    ----------
    row
        The document.
    named
        Code of the side that is named.
    index
        Item at which the expression stands.
    neighbours
        Codes to choose from.

    Returns
    -------
    Side or None
        ``None`` when no neighbour is mentioned.
    """
    here = row.items[index]
    weights: dict[str, float] = {}
    best: dict[str, tuple[float, str, str]] = {}
    allowed = frozenset(neighbours)
    for item in row.items:
        found = item.place
        if found is None or found.place is None:
            continue
        place = found.place
        code = place.admin1 if place.admin1 in allowed else place.country
        if code not in allowed:
            continue
        weight = _kind_weight(found) / (1.0 + abs(item.start - here.start) / _FAR)
        if item.sentence == here.sentence:
            weight *= _SAME_SENTENCE
        if _lies_near(row, found, code, named):
            weight *= _NEAR_BORDER
        weights[code] = weights.get(code, 0.0) + weight
        name = place.name if "-" in code and place.feature_code == "ADM1" else ""
        best[code] = max(best.get(code, (0.0, "", "")), (weight, item.text, name))
    if not weights:
        return None
    code = max(sorted(weights), key=lambda one: weights[one])
    _, text, name = best[code]
    return Side(code, weights[code] / sum(weights.values()), f"the text speaks of {text}", name)


def _kind_weight(found: Resolution) -> float:
    kind = found.mention.kind
    if kind is MentionKind.DEMONYM:
        return _DEMONYM
    if kind is MentionKind.METONYM:
        return _METONYM
    return _COUNTRY if found.place is not None and found.place.is_country else _INSIDE


def _lies_near(row: Row, found: Resolution, code: str, named: str) -> bool:
    if found.place is None or found.place.is_country:
        return False
    border = row.shapes.border(code, named)
    if border is None:
        return False
    from shapely import Point

    return bool(border.geometry.distance(Point(found.place.lon, found.place.lat)) <= _NEAR_DEGREES)
