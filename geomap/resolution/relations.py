"""Spatial expressions to geometries: borders, near, directions, between, coasts, coordinates.

The rules read a row of items (words, and places that count as one word); each rule yields matches, and where two
overlap the longer one stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import Mention, MentionKind, Resolution
from geomap.resolution.relations_banks import find_banks
from geomap.resolution.relations_between import find_between
from geomap.resolution.relations_borders import find_borders
from geomap.resolution.relations_coordinates import find_positions
from geomap.resolution.relations_fronts import find_fronts
from geomap.resolution.relations_items import Row
from geomap.resolution.relations_join import narrowed
from geomap.resolution.relations_near import find_near
from geomap.resolution.relations_parts import find_parts
from geomap.resolution.relations_rivers import find_rivers
from geomap.resolution.relations_sea import find_sea_borders
from geomap.resolution.relations_water import find_water
from geomap.spatial.made import reach_km

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.resolution.relations_match import Match
    from geomap.spatial import Shapes

ID = "relations/1"
_RULES: tuple[Callable[[Row], Iterator[Match]], ...] = (
    find_positions,
    find_borders,  # borders and parts come first: the others build on them
    find_sea_borders,
    find_parts,
    find_near,
    find_between,
    find_banks,  # before the sea: the shores of Lake Tanganyika are none of Tanzania's coast
    find_water,
    find_rivers,
    find_fronts,
)


def resolve_relations(
    parsed: ParsedDocument, resolutions: Sequence[Resolution], gazetteer: Gazetteer, shapes: Shapes
) -> tuple[Resolution, ...]:
    """Find spatial expressions and build their geometries.

    Parameters
    ----------
    parsed
        The document.
    resolutions
        Its places, in text order.
    gazetteer
        For demonyms.
    shapes
        For outlines and borders.

    Returns
    -------
    tuple of Resolution
        In text order, not overlapping each other; their mentions have kind ``RELATION``.
    """
    row = Row(parsed, resolutions, gazetteer, shapes)
    matches = [match for rule in _RULES for match in rule(row)]
    return tuple(_resolution(row, match) for match in narrowed(row, _longest(matches)))


def _longest(matches: Iterable[Match]) -> list[Match]:
    kept: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.first)):
        if all(match.last < other.first or other.last < match.first for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.first)


def _resolution(row: Row, match: Match) -> Resolution:
    start, end = match.span or (row.items[match.first].start, row.items[match.last].end)
    surface = row.parsed.document.text[start:end]
    made = match.made
    return Resolution(
        Mention(start, end, surface, MentionKind.RELATION, recogniser=ID),
        geometry=made.geometry,
        relation=made.text,
        where_prec=made.where_prec,
        radius_km=reach_km(made) if made.radius_km is None else made.radius_km,
        score=match.score,
        reasons=(*match.reasons, made.note) if made.note else match.reasons,
        countries=made.countries,
    )
