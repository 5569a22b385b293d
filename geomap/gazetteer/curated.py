"""The curated files under ``data/curated``: their schema and their loaders.

``regions.toml`` holds regions, seas, straits and ranges that news uses and no package has; ``countries.csv`` names and
demonyms of countries; ``places.toml`` corrections to rows of the packages; ``abbreviations.csv`` short forms;
``demonyms.csv`` demonyms of what is no country. All are validated when read: an unknown key, a wrong code, a point
off the globe is an error that names file and entry.
"""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from geomap.errors import DataError
from geomap.model import Sovereignty
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def _check_lonlat(point: tuple[float, float]) -> tuple[float, float]:
    lon, lat = point
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise ValueError(f"longitude {lon}, latitude {lat} is not on the globe")
    return point


LonLat = Annotated[tuple[float, float], AfterValidator(_check_lonlat)]
# ISO 3166-1 alpha-2 or ISO 3166-2.
IsoCode = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
Alpha2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
IsoDate = Annotated[str, Field(pattern=r"^(-?\d{4}(-\d{2}(-\d{2})?)?)?$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShapeSpec(_Strict):
    """How a region's shape is made. Coordinates are degrees, WGS 84 (EPSG:4326).

    Attributes
    ----------
    union
        Countries (alpha-2) and divisions (ISO 3166-2) that make it up.
    minus
        What is cut out of the union.
    clip
        Codes within which a box, polygon or buffer is kept.
    box
        West, south, east, north; west > east crosses the antimeridian. With ``union``, the part of it in the box.
    polygon
        Ring of lon, lat; closed or not. With ``union``, the part of it in the polygon.
    line, point
        A representative line or point.
    buffer_km
        Width added around a line, point or shape, in kilometres.
    marine
        Name of a Natural Earth marine polygon.
    """

    union: tuple[IsoCode, ...] = ()
    minus: tuple[IsoCode, ...] = ()
    clip: tuple[IsoCode, ...] = ()
    box: tuple[float, float, float, float] | None = None
    polygon: Annotated[tuple[LonLat, ...], Field(min_length=3)] | None = None
    line: Annotated[tuple[LonLat, ...], Field(min_length=2)] | None = None
    point: LonLat | None = None
    buffer_km: Annotated[float, Field(gt=0, le=3000)] | None = None
    marine: str = ""

    @model_validator(mode="after")
    def _something(self) -> ShapeSpec:
        if not (self.union or self.box or self.polygon or self.line or self.point or self.marine):
            raise ValueError("a shape needs union, box, polygon, line, point or marine")
        if self.box and not (-90 <= self.box[1] < self.box[3] <= 90 and -180 <= self.box[0] <= 180 >= self.box[2]):
            raise ValueError(f"box {self.box} is not west, south, east, north")
        return self


class _State(_Strict):
    """Who governs, who claims, since when (see `geomap.model.Sovereignty`)."""

    governs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: IsoDate = ""
    note: Annotated[str, Field(min_length=10)]


class EarlierSovereignty(_State):
    """Who governed and claimed before: ``since`` to ``until``, both ISO dates, inclusive."""

    until: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class SovereigntySpec(_State):
    """The present state of a contested place.

    Attributes
    ----------
    views
        With which country a point of view counts it, where that does not follow from ``governs`` and ``claims``
        (`geomap.gazetteer.views`): alpha-2 code, or ``""`` for no country with a code.
    """

    views: dict[
        Annotated[str, Field(pattern=r"^([A-Z]{2}|de facto)$")], Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
    ] = {}

    def value(self, earlier: tuple[EarlierSovereignty, ...] = ()) -> Sovereignty:
        """Return the value of the model, with the states before."""
        past = tuple(
            Sovereignty(state.governs, state.claims, state.since, state.note, state.until) for state in earlier
        )
        return Sovereignty(self.governs, self.claims, self.since, self.note, earlier=past)


# GeoNames feature class and code by kind of region; an entry may state others.
FEATURES = {
    "continent": "L.CONT", "region": "L.RGN", "historical region": "L.RGNH", "conflict zone": "L.RGN",
    "contested territory": "L.RGN", "sea": "H.SEA", "ocean": "H.OCN", "gulf": "H.GULF", "bay": "H.BAY",
    "strait": "H.STRT", "canal": "H.CNL", "lake": "H.LK", "river": "H.STM", "mountain": "T.MT", "mountains": "T.MTS",
    "volcano": "T.VLC", "desert": "T.DSRT", "plateau": "T.PLAT", "plain": "T.PLN", "valley": "T.VAL",
    "peninsula": "T.PEN", "island": "T.ISL", "islands": "T.ISLS", "cape": "T.CAPE", "pass": "T.PASS",
    "corridor": "L.RGN", "border": "L.RGN", "line": "L.RGN", "organisation area": "L.ZN", "forest": "V.FRST",
    "reef": "H.RF", "glacier": "H.GLCR", "site": "S.SITE",
}  # fmt: skip


class CuratedRegion(_Strict):
    """A region that news uses.

    Attributes
    ----------
    slug
        The id is ``geomap:`` and this.
    name, aliases, historic
        Usual English name; other names; names of the past.
    kind
        What it is, in a word.
    feature_class, feature_code
        GeoNames class and code; those of the kind when absent (`FEATURES`).
    countries
        Alpha-2 codes it lies in or touches.
    label
        Representative point (lon, lat); made from the shape when absent.
    shape
        How its shape is made.
    sovereignty, earlier
        For contested places: the present state, and states of the past.
    divisions
        ISO codes whose places share a contested region's lot (`geomap.gazetteer.views`).
    valid_from, valid_to
        ISO dates; ``""`` for open.
    geonames, wikidata
        Ids of the same thing elsewhere; 0 and ``""`` when unknown.
    prominence
        0 to 1, see `geomap.gazetteer.scoring`.
    """

    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Annotated[str, Field(min_length=2)]
    aliases: tuple[str, ...] = ()
    historic: tuple[str, ...] = ()
    kind: str
    feature_class: Annotated[str, Field(pattern=r"^[AHLPRSTUV]$")]
    feature_code: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,6}$")]
    countries: tuple[Alpha2, ...] = ()
    label: LonLat | None = None
    shape: ShapeSpec
    sovereignty: SovereigntySpec | None = None
    earlier: tuple[EarlierSovereignty, ...] = ()
    divisions: tuple[IsoCode, ...] = ()
    valid_from: IsoDate = ""
    valid_to: IsoDate = ""
    geonames: Annotated[int, Field(ge=0)] = 0
    wikidata: Annotated[str, Field(pattern=r"^(Q\d+)?$")] = ""
    prominence: Annotated[float, Field(ge=0, le=1)] = 0.85

    @property
    def id(self) -> str:
        """The place id."""
        return f"geomap:{self.slug}"

    @property
    def state(self) -> Sovereignty | None:
        """Who governs and claims it, and did before; ``None`` for what nobody contests."""
        return self.sovereignty.value(self.earlier) if self.sovereignty else None

    @model_validator(mode="before")
    @classmethod
    def _feature_of_kind(cls, entry: dict[str, Any]) -> dict[str, Any]:
        kind = entry.get("kind", "")
        if kind not in FEATURES:
            raise ValueError(f"kind {kind!r} is none of {', '.join(FEATURES)}")
        feature_class, _, code = FEATURES[kind].partition(".")
        return {"feature_class": feature_class, "feature_code": code, **entry}

    @model_validator(mode="after")
    def _labelled(self) -> CuratedRegion:
        if self.label is None and self.shape.marine and not (self.shape.box or self.shape.point):
            raise ValueError("a region shaped by a marine polygon needs a label")
        return self


class PlaceCorrection(_Strict):
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


class CountryNames(_Strict):
    """Names and demonyms of a country (``countries.csv``); lists are separated by ``|``."""

    code: Alpha2
    name: str = ""
    capital: str = ""
    aliases: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    historic: tuple[str, ...] = ()
    demonyms: tuple[str, ...] = ()


class Abbreviation(_Strict):
    """A short form, compared with its case ("Calif.", "NYC"): ``place`` is a GeoNames id or an ISO code."""

    name: Annotated[str, Field(min_length=1)]
    place: Annotated[str, Field(pattern=r"^(\d+|[A-Z]{2}(-[A-Z0-9]{1,3})?|geomap:[a-z0-9-]+)$")]


class Demonym(_Strict):
    """A demonym of what is no country: a people, a province, a continent ("Chechen", "Scottish")."""

    word: Annotated[str, Field(min_length=3)]
    countries: tuple[Alpha2, ...] = ()
    place: str = ""


_Model = TypeVar("_Model", bound=_Strict)


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
