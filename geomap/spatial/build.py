"""Compile boundaries and basemap from pip and npm packages; one call, the same bytes each time.

``compile_boundaries(packages, out)`` writes ``boundaries/countries.xz``, ``boundaries/admin1.xz``,
``boundaries/marine.xz``, ``boundaries/lakes.xz``, ``boundaries/rivers.json.xz`` and ``basemap/*`` below ``out`` (the
``data/`` folder).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.spatial.build_sources import read_admin1, read_countries, read_marine
from geomap.spatial.build_topology import cut
from geomap.spatial.topology import polygonal, write_layer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

# The grid that coordinates are rounded to: 1e-4 degrees are 11 m at the equator, far below the sources' own error.
_SCALE = 1e-4
# Tolerances of shapely.coverage_simplify: a corner goes when the triangle it makes is smaller than the square of these
# (degrees). They were chosen by size; the Turkey-Armenia border keeps 99.9 % of its drawn length.
_COUNTRY_TOLERANCE = 0.003
_ADMIN1_TOLERANCE = 0.01
_MARINE_TOLERANCE = 0.03
POINT_OF_VIEW = "de facto, as Natural Earth draws it for Germany (ne_10m_admin_0_countries_deu)"

# Overseas parts that ISO 3166-1 codes of their own, cut from their country's outline along first-order divisions.
_OVERSEAS = {
    "FR-GF": "GF", "FR-GP": "GP", "FR-MQ": "MQ", "FR-RE": "RE", "FR-YT": "YT",
    "NO-21": "SJ", "NO-22": "SJ", "NO-X01~": "BV", "NL-BQ1": "BQ", "NL-BQ2": "BQ", "NL-BQ3": "BQ",
    "-99-X15~": "CC", "-99-X14~": "CX",
}  # fmt: skip
# Outlines without an ISO code of their own, by ADM0_A3, counted with the country in which they lie.
_HOSTS = {"ESB": "CY", "WSB": "CY", "USG": "CU"}
# Natural Earth's own three-letter codes where ISO 3166-1 has others.
_ALPHA3 = {"KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD", "ALD": "ALA"}
_OVERSEAS_NAMES = {
    "GF": ("GUF", "French Guiana"), "GP": ("GLP", "Guadeloupe"), "MQ": ("MTQ", "Martinique"), "RE": ("REU", "Réunion"),
    "YT": ("MYT", "Mayotte"), "SJ": ("SJM", "Svalbard and Jan Mayen"), "BV": ("BVT", "Bouvet Island"),
    "BQ": ("BES", "Caribbean Netherlands"), "CC": ("CCK", "Cocos (Keeling) Islands"), "CX": ("CXR", "Christmas Island"),
}  # fmt: skip
_OVERSEAS_SLACK = 0.05  # degrees by which the two layers' coasts of one island may differ
# What nobody or several hold gets no country code: Bir Tawil, Spratly Islands, Scarborough Reef.
_ISO1 = re.compile(r"[A-Z]{2}")
_ISO2 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}")
# The source labels two divisions "Lankaran, AZ-LAN"; the one in Karabakh is Lachin (its note says so).
_RENAMED = {"AZE-1735": ("Laçın", "AZ-LAC")}
# Greater divisions that the source knows by name only.
_UNITS = {
    "England": "GB-ENG", "Scotland": "GB-SCT", "Wales": "GB-WLS", "Northern Ireland": "GB-NIR",
    "Flemish Region": "BE-VLG", "Walloon Region": "BE-WAL", "Naxçıvan Autonomous Republic": "AZ-NX",
}  # fmt: skip


def compile_boundaries(packages: Path, out: Path) -> tuple[str, ...]:
    """Write all boundary and basemap files.

    Parameters
    ----------
    packages
        Folder with the downloaded wheels and the npm archive.
    out
        The ``data`` folder to write into.

    Returns
    -------
    tuple of str
        One line a file: what it holds and its size.

    Raises
    ------
    DataError
        If a package is missing.
    OutputError
        If a file cannot be written.
    """
    from geomap.spatial.build_basemap import compile_basemap
    from geomap.spatial.build_lakes import compile_lakes
    from geomap.spatial.build_rivers import compile_rivers

    features = read_admin1(packages)
    divisions = [_geometry(feature) for feature in features]
    countries, version = _countries(packages, features, divisions)
    shapes = [_joined(country.parts) for country in countries]
    columns: dict[str, list[Any]] = {
        "code": [country.code for country in countries],
        "alpha3": [country.alpha3 for country in countries],
        "name": [country.name for country in countries],
    }
    folder = out / "boundaries"
    said = [_write(folder / "countries.xz", columns, shapes, f"Natural Earth {version}", _COUNTRY_TOLERANCE)]
    columns = _division_columns(features, divisions, columns["code"], shapes)
    said.append(_write(folder / "admin1.xz", columns, divisions, "Natural Earth", _ADMIN1_TOLERANCE))
    seas = [(name, shape) for name, shape in read_marine(packages) if name]
    said.append(_write_seas(folder / "marine.xz", seas))
    return (*said, *compile_lakes(packages, out), *compile_rivers(packages, out), *compile_basemap(packages, out))


def _write(
    path: Path, columns: Mapping[str, Any], shapes: Sequence[BaseGeometry], version: str, tolerance: float
) -> str:
    import shapely

    simple = shapely.coverage_simplify(shapely.make_valid(list(shapes)), tolerance)
    header = {"scale": _SCALE, "version": version, "point_of_view": POINT_OF_VIEW, "columns": dict(columns)}
    write_layer(path, header, cut([polygonal_parts(shape) for shape in simple], _SCALE))
    return _told(path, len(shapes))


def polygonal_parts(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape itself when it is all area, else its areas."""
    return shape if shape.geom_type in {"Polygon", "MultiPolygon"} else polygonal(shape)


def _write_seas(path: Path, seas: list[tuple[str, BaseGeometry]]) -> str:
    """Seas overlap (the Mediterranean holds the Aegean), so each is simplified alone."""
    scale = 1e-3
    simple = [shape.simplify(_MARINE_TOLERANCE).buffer(0) for _, shape in seas]
    header = {"scale": scale, "version": "Natural Earth", "columns": {"name": [_sea_name(name) for name, _ in seas]}}
    write_layer(path, header, cut([polygonal_parts(shape) for shape in simple], scale))
    return _told(path, len(seas))


def _sea_name(name: str) -> str:
    return name.title() if name.isupper() else name


def _told(path: Path, count: int) -> str:
    return f"{path.parent.name}/{path.name}: {count:,} shapes, {path.stat().st_size:,} bytes"


def _geometry(feature: Mapping[str, Any]) -> BaseGeometry:
    from shapely.geometry import shape

    return shape(feature["geometry"])


@dataclass(slots=True)
class _Country:
    """A country being put together from the source's rows."""

    code: str
    alpha3: str
    name: str
    parts: list[BaseGeometry]


def _countries(
    packages: Path, features: Sequence[Mapping[str, Any]], divisions: Sequence[BaseGeometry]
) -> tuple[list[_Country], str]:
    """Return the countries, one a code, in the order of their codes, and the source's version."""
    import shapely

    frame, version = read_countries(packages)
    found: dict[str, _Country] = {}
    # What bears a code of its own comes first: it names the code that others (Clipperton, Coral Sea Islands) join.
    rows = sorted(frame.itertuples(), key=lambda row: (row.ISO_A3_EH != row.ADM0_A3, row.ADM0_A3 in _HOSTS, row.NE_ID))
    for row in rows:
        code = row.ISO_A2_EH if _ISO1.fullmatch(row.ISO_A2_EH) else _HOSTS.get(row.ADM0_A3, "")
        alpha3 = _ALPHA3.get(row.ADM0_A3, row.ADM0_A3)
        country = found.setdefault(code or alpha3, _Country(code, alpha3, row.NAME_EN, []))
        country.parts.append(polygonal(shapely.make_valid(row.geometry)))
    overseas: dict[str, list[int]] = {}
    for index, feature in enumerate(features):
        code = _OVERSEAS.get(feature["properties"]["iso_3166_2"], "")
        if code:
            overseas.setdefault(code, []).append(index)
    for code in overseas:
        alpha3, name = _OVERSEAS_NAMES[code]
        found.setdefault(code, _Country(code, alpha3, name, []))
    outlines = {code: shapely.union_all([divisions[index] for index in indices]) for code, indices in overseas.items()}
    for key in ("FR", "NO", "NL", "AU"):
        _part(found, key, outlines)
    return [found[key] for key in sorted(found) if found[key].parts], version


def _part(found: Mapping[str, _Country], key: str, overseas: Mapping[str, BaseGeometry]) -> None:
    """Move each overseas polygon of a country to the code that it has of its own."""
    import shapely

    kept: list[BaseGeometry] = []
    for polygon in shapely.get_parts(_joined(found[key].parts)):
        distance, code = min((polygon.distance(outline), code) for code, outline in overseas.items())
        (found[code].parts if distance < _OVERSEAS_SLACK else kept).append(polygon)
    found[key].parts = kept


def _joined(parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Put polygons that do not overlap into one, without moving a vertex."""
    import shapely

    if len(parts) == 1:
        return parts[0]
    return shapely.coverage_union_all(list(parts))


def _division_columns(
    features: Sequence[Mapping[str, Any]],
    divisions: Sequence[BaseGeometry],
    codes: Sequence[str],
    countries: Sequence[BaseGeometry],
) -> dict[str, list[Any]]:
    """Return the columns of the first-order divisions.

    A division's country is the one whose outline holds its inner point, so that the two layers tell one story.
    """
    import shapely

    tree = shapely.STRtree(list(countries))
    columns: dict[str, list[Any]] = {"iso": [], "name": [], "country": [], "parent": [], "geonames": []}
    for feature, shape in zip(features, divisions, strict=True):
        told = feature["properties"]
        holders = tree.query(shape.representative_point(), predicate="within")
        name, iso = _RENAMED.get(told["adm1_code"], (told.get("name") or told.get("name_en") or "", told["iso_3166_2"]))
        columns["iso"].append(iso if _ISO2.fullmatch(iso) else "")
        columns["name"].append(name)
        columns["country"].append(codes[int(holders[0])] if len(holders) else told["iso_a2"])
        columns["parent"].append(_parent(told))
        columns["geonames"].append(max(int(told.get("gn_id") or 0), 0))
    return columns


def _parent(told: Mapping[str, Any]) -> str:
    """Return the ISO 3166-2 code of the greater division that a division belongs to, ``""`` for none."""
    for key in ("geonunit", "region"):
        if told.get(key) in _UNITS:
            return _UNITS[told[key]]
    code = str(told.get("region_cod") or "").replace(".", "-")
    return code if _ISO2.fullmatch(code) and code.startswith(told["iso_a2"]) else ""
