"""Rows of the rivers: found as "X River" and "River X", the unmistakable ones also by their bare name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.curated import load_lone_rivers
from geomap.gazetteer.normalise import fold
from geomap.gazetteer.rows import Row
from geomap.gazetteer.tables import read_table
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

_NUMBERS_FROM = -100_000  # downwards; curated regions count down from -1
_LONG_KM = 3000.0  # from here on a river is as prominent as one gets


def river_rows(taken: Container[str]) -> Iterator[Row]:
    """Yield the rivers that can be found by a name which no other place bears.

    Parameters
    ----------
    taken
        Folded names of all other places: no river takes one of them.
    """
    table = read_table(data_file("gazetteer", "rivers.xz"))
    columns = ("id", "name", "lon", "lat", "countries", "length")
    alone = load_lone_rivers()
    for index, (slug, name, lon, lat, countries, length) in enumerate(
        zip(*(table[column] for column in columns), strict=True)
    ):
        if fold(f"{name} River") in taken:
            continue
        row = Row(
            _NUMBERS_FROM - index, f"{name} River", float(lon), float(lat), "H", "STM",
            countries if "|" not in countries else "", source="naturalearth",
            prominence=0.3 + 0.3 * min(1.0, float(length) / _LONG_KM), place_id=f"geomap:{slug}",
        )  # fmt: skip
        for known, match in (
            (row.name, "preferred"),
            (f"River {name}", "official"),
            (name if name in alone else "", "official"),
        ):
            if known and fold(known) not in taken:
                row.add(known, match)
        yield row
