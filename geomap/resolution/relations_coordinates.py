"""Positions written in figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.resolution.relations_match import Match
from geomap.spatial.coordinates import find_coordinates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.resolution.relations_items import Row


def find_positions(row: Row) -> Iterator[Match]:
    """Yield the coordinates written in a document, with the country that holds them."""
    from dataclasses import replace

    for position in find_coordinates(row.text):
        touched = [
            index for index, item in enumerate(row.items) if item.start < position.end and position.start < item.end
        ]
        country, _ = row.shapes.locate(position.lon, position.lat)
        made = replace(position.made(), countries=(country,) if country else ())
        if touched:
            span = (position.start, position.end)
            match = Match(touched[0], touched[-1], made, 0.99, ("written as coordinates",), False, -1, span)
            row.add_ground(match)
            yield match
