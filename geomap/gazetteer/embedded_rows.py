"""Rows of the embedded gazetteer: the compiled tables joined with the curated files."""

from __future__ import annotations

import csv
from dataclasses import asdict
from statistics import fmean
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.gazetteer.curated import (
    load_abbreviations,
    load_corrections,
    load_country_names,
    load_regions,
)
from geomap.gazetteer.river_rows import river_rows
from geomap.gazetteer.rows import Row, names_of, short_key, words
from geomap.gazetteer.scoring import prominence
from geomap.gazetteer.tables import read_table
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.gazetteer.curated_regions import CuratedRegion


def embedded_rows() -> tuple[Row, ...]:
    """Return all rows of the embedded gazetteer: countries, divisions, places, curated regions, rivers.

    Raises
    ------
    DataError
        If a file under ``data/`` is missing, damaged or contradicts another.
    """
    rows: dict[int, Row] = {}
    codes: dict[str, Row] = {}  # by alpha-2 and ISO 3166-2
    for row in _countries():
        rows[row.number] = row
        codes[row.country] = row
    admin1, admin2 = {}, {}
    for row, code in _divisions():
        rows[row.number] = row
        if row.feature_code == "ADM1":
            admin1[row.country, code] = row.admin1
            codes.setdefault(row.admin1, row)
        else:
            admin2[row.country, code] = row.name
            row.admin1 = admin1.get((row.country, code.split(".")[0]), "")
    for row in _places(admin1, admin2):
        rows[row.number] = row
    vague = {row.number: row for row in _geonames_regions()}
    regions = {row.place_id: row for row in _regions(codes, vague)}
    rows.update((number, row) for number, row in vague.items() if number not in rows)
    _correct(rows, codes)
    _abbreviate(rows, codes, regions)
    taken = {key for row in (*rows.values(), *regions.values()) for key in row.names}
    return (*rows.values(), *regions.values(), *river_rows(taken))


def country_facts() -> list[dict[str, str]]:
    """Return the rows of the compiled table of countries."""
    with data_file("gazetteer", "countries.tsv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE))


def _countries() -> Iterator[Row]:
    names = {row.code: row for row in load_country_names()}
    for fact in country_facts():
        curated = names.get(fact["code"])
        lon, lat = (float(fact["lon"]), float(fact["lat"])) if fact["lon"] else (0.0, 0.0)
        population = int(fact["population"])
        code = "TERR" if fact["code"] in _TERRITORIES else "PCLI"
        row = Row(
            int(fact["id"]), (curated.name if curated else "") or fact["name"], lon, lat, "A", code, fact["code"],
            population=population, wikidata=fact["wikidata"], prominence=prominence(code, population),
        )  # fmt: skip
        row.add(row.name, "preferred")
        row.add(fact["name"], "official")
        if curated:
            for kind, values in (
                ("official", curated.aliases),
                ("abbreviation", curated.abbreviations),
                ("historic", curated.historic),
            ):
                for name in values:
                    if kind == "abbreviation":
                        row.add_abbreviation(name)
                    else:
                        row.add(name, kind)
        yield row


# Dependent territories and areas that few states recognise as independent; GeoNames calls them PCLD, PCLS or TERR.
_TERRITORIES = words(
    "AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU "
    "PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT"
)


def _divisions() -> Iterator[tuple[Row, str]]:
    table = read_table(data_file("gazetteer", "divisions.xz"))
    for number, name, level, lon, lat, country, code, iso, kind, wikidata, population, aliases in zip(
        *(table[column] for column in
          ("id", "name", "level", "lon", "lat", "country", "code", "iso", "type", "wikidata", "population", "aliases")),
        strict=True,
    ):  # fmt: skip
        feature = f"ADM{level}"
        row = Row(
            int(number), name, float(lon), float(lat), "A", feature, country, iso if level == "1" else "",
            population=int(population), wikidata=wikidata, prominence=prominence(feature, int(population)),
        )  # fmt: skip
        row.add(name, "preferred")
        for alias in filter(None, aliases.split("|")):
            row.add(alias, "official")
        for key in list(row.names):
            short = short_key(key)
            if short:
                row.names.setdefault(short, ("short", name))
        if level == "1":
            _add_kind_names(row, kind)
        if country in _ARABIC:
            _add_without_article(row)
        yield row, code


def _add_kind_names(row: Row, kind: str) -> None:
    """Let a first-order division be found with the kind word that English news puts after it ("Kursk region")."""
    words_after = {"province", "region", "governorate", "oblast", "state"} & _KINDS_OF.get(row.country, _USUAL)
    for key in [key for key, (match, _) in row.names.items() if match in {"preferred", "short"}]:
        for word in sorted(words_after | ({kind.casefold()} if kind and " " not in kind else set())):
            if not key.endswith(f" {word}"):
                row.names.setdefault(f"{key} {word}", ("short", row.name))


_USUAL = frozenset(("province", "region"))
_OBLASTS = frozenset(("oblast", "region"))
_GOVERNORATES = frozenset(("governorate", "province"))
_STATES = frozenset(("state",))
_KINDS_OF = (
    dict.fromkeys(words("RU UA BY BG KZ KG"), _OBLASTS)
    | dict.fromkeys(words("SY IQ EG YE JO LB KW BH OM PS TN"), _GOVERNORATES)
    | dict.fromkeys(words("US IN NG MM MX BR VE AU MY DE AT SS SD"), _STATES)
)
# Where Arabic is official: "Al Qāmishlī" is "Qamishli" in the news.
_ARABIC = words("SY IQ SA YE OM AE QA BH KW JO LB PS EG LY SD DZ MA TN MR EH DJ SO TD KM")
_ARTICLES = words("al el ar as ad an ash at az adh ath ech es er et ed")


def _add_without_article(row: Row) -> None:
    for key, (match, name) in list(row.names.items()):
        article, _, rest = key.partition(" ")
        if article in _ARTICLES and len(rest) > 3:
            row.names.setdefault(rest, ("alternate" if match == "alternate" else "short", name))


def _places(admin1: dict[tuple[str, str], str], admin2: dict[tuple[str, str], str]) -> Iterator[Row]:
    table = read_table(data_file("gazetteer", "places.xz"))
    columns = ("id", "name", "lon", "lat", "code", "country", "admin1", "admin2", "population", "alternates")
    for number, name, lon, lat, code, country, first, second, population, alternates in zip(
        *(table[column] for column in columns), strict=True
    ):
        people = int(population)
        row = Row(
            int(number), name, float(lon), float(lat), "P", code, country, admin1.get((country, first), ""),
            admin2.get((country, f"{first}.{second}"), "") if second else "", people,
            prominence=prominence(code, people), names=names_of(name, alternates.split("|") if alternates else ()),
        )  # fmt: skip
        if country in _ARABIC:
            _add_without_article(row)
        yield row


def _geonames_regions() -> Iterator[Row]:
    table = read_table(data_file("gazetteer", "regions.xz"))
    columns = ("id", "name", "lon", "lat", "code", "country", "population", "aliases")
    for number, name, lon, lat, code, country, population, aliases in zip(
        *(table[column] for column in columns), strict=True
    ):
        row = Row(
            int(number), name, float(lon), float(lat), "L", code, country, population=int(population),
            prominence=prominence(code, int(population)),
        )  # fmt: skip
        row.add(name, "preferred")
        for alias in filter(None, aliases.split("|")):
            row.add(alias, "alternate")
        yield row


def _correct(rows: dict[int, Row], codes: dict[str, Row]) -> None:
    for correction in load_corrections():
        key = correction.place
        row = rows.get(int(key)) if key.isdigit() else codes.get(key)
        if row is None:
            raise DataError(f"places.toml corrects {key}, which no package has.", "Mend or remove the entry.")
        for name in correction.drop:
            row.drop(name)
        if correction.name:
            row.rename(correction.name)
        for kind, names in (("official", correction.aliases), ("historic", correction.historic)):
            for name in names:
                row.drop(name)
                row.add(name, kind)
        if correction.feature_code:
            row.feature_code = correction.feature_code
            row.prominence = prominence(row.feature_code, row.population)
        row.country = correction.country or row.country
        row.wikidata = correction.wikidata or row.wikidata
        if correction.sovereignty:
            row.extra["sovereignty"] = asdict(correction.sovereignty.value(correction.earlier))


def _regions(codes: dict[str, Row], vague: dict[int, Row]) -> Iterator[Row]:
    """Yield the curated regions; one that GeoNames has too stands at GeoNames' point, and takes its row's place."""
    for index, region in enumerate(load_regions(), 1):
        same = vague.pop(region.geonames, None)
        lon, lat = (same.lon, same.lat) if same else region.label or _representative(region, codes)
        row = Row(
            -index, region.name, lon, lat, region.feature_class, region.feature_code,
            region.countries[0] if len(region.countries) == 1 else "", wikidata=region.wikidata, source="curated",
            prominence=region.prominence, place_id=region.id, same_as=region.geonames,
        )  # fmt: skip
        row.add(region.name, "curated")
        for alias in region.aliases:
            row.add(alias, "curated")
        for name in region.historic:
            row.add(name, "historic")
        if region.valid_from:
            row.extra["valid_from"] = region.valid_from
        if region.valid_to:
            row.extra["valid_to"] = region.valid_to
        if region.state:
            row.extra["sovereignty"] = asdict(region.state)
        yield row


def _representative(region: CuratedRegion, codes: dict[str, Row]) -> tuple[float, float]:
    """Return a point for a region that states none: of its hand-made shape, else the mean of its members' points."""
    shape = region.shape
    if shape.point:
        return shape.point
    if shape.box:
        west, south, east, north = shape.box
        lon = (west + east) / 2 if west <= east else ((west + east + 360) / 2 + 180) % 360 - 180
        return lon, (south + north) / 2
    if shape.polygon:
        ring = shape.polygon[:-1] if shape.polygon[0] == shape.polygon[-1] else shape.polygon
        return fmean(lon for lon, _ in ring), fmean(lat for _, lat in ring)
    if shape.line:
        return shape.line[len(shape.line) // 2]
    unknown = [code for code in shape.union if code not in codes]
    if unknown:
        raise DataError(f"regions.toml, {region.slug}: no place has the codes {unknown}.", "Mend the entry.")
    members = [codes[code] for code in shape.union]
    return fmean(row.lon for row in members), fmean(row.lat for row in members)


def _abbreviate(rows: dict[int, Row], codes: dict[str, Row], regions: dict[str, Row]) -> None:
    for abbreviation in load_abbreviations():
        place = abbreviation.place
        row = rows.get(int(place)) if place.isdigit() else codes.get(place) or regions.get(place)
        if row is None:
            raise DataError(f"abbreviations.csv: {abbreviation.name} stands for {place}, which is unknown.")
        row.add_abbreviation(abbreviation.name)
