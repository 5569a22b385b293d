"""The curated files under ``data/curated``: their loaders, and the schema of the smaller ones.

``regions.toml`` holds regions, seas, straits and ranges that news uses and no package has
(`geomap.gazetteer.curated_regions`); ``countries.csv`` names and demonyms of countries; ``places.toml`` corrections to
rows of the packages; ``abbreviations.csv`` short forms; ``demonyms.csv`` demonyms of what is no country. All are
validated when read: an unknown key, a wrong code, a point off the globe is an error that names file and entry.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field, ValidationError

from geomap.errors import DataError
from geomap.gazetteer.curated_regions import Alpha2, CuratedRegion, EarlierSovereignty, SovereigntySpec, Strict
from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class PlaceCorrection(Strict):
    """A correction to a row of the packages.

    Attributes
    ----------
    place
        GeoNames id, or ISO 3166 code of a country or first-order division.
    name
        The usual English name, when the packages have another; the old one stays as an alternate.
    aliases, historic
        Names to add.
    drop
        Names that are wrong or never meant.
    feature_code, country
        The right code; the alpha-2 code it is counted with internationally.
    sovereignty, earlier, wikidata
        As for regions.
    """

    place: Annotated[str, Field(pattern=r"^(\d+|[A-Z]{2}(-[A-Z0-9]{1,3})?)$")]
    name: str = ""
    aliases: tuple[str, ...] = ()
    historic: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    feature_code: str = ""
    country: Annotated[str, Field(pattern=r"^([A-Z]{2})?$")] = ""
    sovereignty: SovereigntySpec | None = None
    earlier: tuple[EarlierSovereignty, ...] = ()
    wikidata: Annotated[str, Field(pattern=r"^(Q\d+)?$")] = ""


class CountryNames(Strict):
    """Names and demonyms of a country (``countries.csv``); lists are separated by ``|``."""

    code: Alpha2
    name: str = ""
    capital: str = ""
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    historic: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Abbreviation(Strict):
    """A short form, compared with its case ("Calif.", "NYC"): ``place`` is a GeoNames id or an ISO code."""

    name: Annotated[str, Field(min_length=1)]
    place: Annotated[str, Field(pattern=r"^(\d+|[A-Z]{2}(-[A-Z0-9]{1,3})?|geomap:[a-z0-9-]+)$")]


class Demonym(Strict):
    """A demonym of what is no country: a people, a province, a continent ("Chechen", "Scottish")."""

    word: Annotated[str, Field(min_length=3)]
    countries: tuple[Alpha2, ...] = ()
    place: str = ""


_Model = TypeVar("_Model", bound=Strict)


@cache
def load_regions() -> tuple[CuratedRegion, ...]:
    """Return the curated regions, in file order.

    Raises
    ------
    DataError
        If the file is missing, or an entry is invalid or said twice.
    """
    path = data_file("curated", "regions.toml")
    regions = _validated(CuratedRegion, _toml(path, "region"), path)
    _no_doubles([region.slug for region in regions], path)
    return regions


@cache
def load_corrections() -> tuple[PlaceCorrection, ...]:
    """Return the corrections of ``places.toml``; raises `DataError` as `load_regions` does."""
    path = data_file("curated", "places.toml")
    corrections = _validated(PlaceCorrection, _toml(path, "place"), path)
    _no_doubles([correction.place for correction in corrections], path)
    return corrections


@cache
def load_country_names() -> tuple[CountryNames, ...]:
    """Return the rows of ``countries.csv``; raises `DataError` as `load_regions` does."""
    path = data_file("curated", "countries.csv")
    rows = _validated(CountryNames, _csv(path, ("aliases", "abbreviations", "historic", "demonyms")), path)
    _no_doubles([row.code for row in rows], path)
    return rows


@cache
def load_abbreviations() -> tuple[Abbreviation, ...]:
    """Return the rows of ``abbreviations.csv``; raises `DataError` as `load_regions` does."""
    path = data_file("curated", "abbreviations.csv")
    return _validated(Abbreviation, _csv(path, ()), path)


@cache
def load_demonyms() -> tuple[Demonym, ...]:
    """Return the rows of ``demonyms.csv``; raises `DataError` as `load_regions` does."""
    path = data_file("curated", "demonyms.csv")
    return _validated(Demonym, _csv(path, ("countries",)), path)


class _Rivers(Strict):
    alone: tuple[Annotated[str, Field(min_length=3)], ...]


@cache
def load_lone_rivers() -> frozenset[str]:
    """Return the rivers of ``rivers.toml`` that go by their bare name; raises `DataError` as `load_regions` does."""
    path = data_file("curated", "rivers.toml")
    return frozenset(read_toml(path, _Rivers.model_validate, "rivers").alone)


def _toml(path: Path, table: str) -> list[dict[str, Any]]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}.", "Mend the file.") from error
    unknown = set(document) - {table}
    if unknown or not isinstance(document.get(table, []), list):
        raise DataError(f"{path}: expected [[{table}]] tables, found {sorted(unknown)}.", "Mend the file.")
    rows: list[dict[str, Any]] = document.get(table, [])
    return rows


def _csv(path: Path, lists: tuple[str, ...]) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8", newline="") as handle:
            rows: list[dict[str, Any]] = list(csv.DictReader(handle, strict=True, restkey="surplus"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {error}.", "Mend the file.") from error
    for row in rows:
        for column in lists:
            row[column] = tuple(part for part in (row.get(column) or "").split("|") if part)
    return rows


def _validated(model: type[_Model], rows: Iterable[dict[str, Any]], path: Path) -> tuple[_Model, ...]:
    values = []
    for number, row in enumerate(rows, 1):
        try:
            values.append(model.model_validate(row))
        except ValidationError as error:
            name = next(iter(row.values()), "")
            raise DataError(f"{path}, entry {number} ({name}): {error}", "Mend the file.") from error
    return tuple(values)


def _no_doubles(keys: list[str], path: Path) -> None:
    doubles = {key for key in keys if keys.count(key) > 1}
    if doubles:
        raise DataError(f"{path}: said twice: {', '.join(sorted(doubles))}.", "Mend the file.")
