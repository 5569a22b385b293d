"""Gazetteers of one's own: a CSV, GeoJSON or GeoPackage file of places that joins the embedded one.

Columns (properties): ``name`` is required, and ``lon``/``lat`` (or ``longitude``/``latitude``) in a CSV file. Known
besides: ``id``, ``aliases`` (separated by ``|``), ``feature_class``, ``feature_code``, ``country`` (alpha-2),
``admin1`` (ISO 3166-2), ``population``, ``prominence`` (0 to 1, 0.85 when absent), ``wikidata``, ``valid_from``,
``valid_to``. Others are ignored. Geometries other than points stand at a point within them.
"""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.gazetteer.database import SCHEMA_VERSION, write_database
from geomap.gazetteer.rows import Row
from geomap.gazetteer.scoring import CURATED
from geomap.gazetteer.sqlite import SqliteGazetteer
from geomap.gazetteer.tables import digest
from geomap.model.points import inner_point

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_LON = ("lon", "longitude", "lng", "long", "x")
_LAT = ("lat", "latitude", "y")
_DATABASES = {".sqlite", ".db"}


def open_custom(path: Path, cache: Path) -> SqliteGazetteer:
    """Open a file of places; tables are compiled into ``cache`` once for each content.

    Parameters
    ----------
    path
        ``.csv``, ``.tsv``, ``.geojson``, ``.json``, ``.gpkg``, or a database of ``geomap gazetteer build --geonames``.
    cache
        Folder for compiled tables.

    Raises
    ------
    DataError
        If the file is missing or unreadable, or a row has no name or no place on the globe.
    """
    if not path.is_file():
        raise DataError(f"The gazetteer {path} does not exist.", "Check the setting `gazetteers`.")
    suffix = path.suffix.lower()
    if suffix in _DATABASES:
        return SqliteGazetteer(path, path.stem)
    key = digest([path])
    database = cache / f"custom-v{SCHEMA_VERSION}-{key}.sqlite"
    if not database.is_file():
        records = _csv(path) if suffix in {".csv", ".tsv"} else _features(path)
        rows = tuple(_rows(records, path))
        write_database(database, rows, {"source": path.name, "hash": key})
    return SqliteGazetteer(database, path.stem)


def _csv(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            yield from csv.DictReader(handle, delimiter="\t" if path.suffix.lower() == ".tsv" else ",")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {error}.", "It must be UTF-8 with a header line.") from error


def _features(path: Path) -> Iterator[Mapping[str, Any]]:
    import geopandas as gpd

    try:
        frame = gpd.read_file(path)
    except Exception as error:  # pyogrio raises errors of its own kinds for every driver
        raise DataError(f"{path} cannot be read: {error}.", "CSV, GeoJSON and GeoPackage are understood.") from error
    if "geometry" not in frame.columns:
        raise DataError(f"{path} has no geometries.", "Use a CSV file with lon and lat instead.")
    if frame.crs is not None and frame.crs.to_epsg() != 4326:
        frame = frame.to_crs(4326)
    for record, geometry in zip(frame.drop(columns="geometry").to_dict("records"), frame.geometry, strict=True):
        spot = inner_point(geometry)
        yield record if spot is None else {**record, "lon": spot[0], "lat": spot[1]}


def _rows(records: Iterable[Mapping[str, Any]], path: Path) -> Iterator[Row]:
    seen: set[str] = set()
    for number, record in enumerate(records, 1):
        lower = {str(key).strip().lower(): value for key, value in record.items()}
        row = _row(number, lower, path)
        if row.place_id in seen:
            raise DataError(f"{path}, row {number}: the id {row.place_id} is there twice.", "Make ids unique.")
        seen.add(row.place_id)
        yield row


def _row(number: int, record: Mapping[str, Any], path: Path) -> Row:
    name = _text(record, "name")
    try:
        lon = float(next(record[key] for key in _LON if _text(record, key)))
        lat = float(next(record[key] for key in _LAT if _text(record, key)))
        population = int(float(_text(record, "population") or 0))
        prominence = float(_text(record, "prominence") or CURATED)
    except (StopIteration, ValueError) as error:
        raise DataError(f"{path}, row {number} ({name}): no lon and lat, or a number that is none.") from error
    on_globe = -180 <= lon <= 180 and -90 <= lat <= 90
    if not name or not on_globe or not 0 <= prominence <= 1:
        raise DataError(
            f"{path}, row {number}: name {name!r}, lon {lon}, lat {lat}, prominence {prominence} is no place.",
            "Every row needs a name, degrees on the globe, and a prominence of 0 to 1.",
        )
    identifier = _text(record, "id") or str(number)
    row = Row(
        -number, name, lon, lat, _text(record, "feature_class") or "L", _text(record, "feature_code"),
        _text(record, "country"), _text(record, "admin1"), population=population, wikidata=_text(record, "wikidata"),
        source=path.stem, prominence=prominence,
        place_id=identifier if ":" in identifier else f"{path.stem}:{identifier}",
    )  # fmt: skip
    row.extra.update({key: _text(record, key) for key in ("valid_from", "valid_to") if _text(record, key)})
    row.add(name, "curated")
    for alias in _text(record, "aliases").split("|"):
        if alias.strip():
            row.add(alias.strip(), "curated")
    return row


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value).strip()
