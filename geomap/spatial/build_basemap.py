"""Make the basemap from the same packages as the boundaries; its form is told in :mod:`geomap.spatial.basemap`."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from geomap.files import write_text
from geomap.spatial.build_cities import city_layer
from geomap.spatial.build_packing import SCALE, packed
from geomap.spatial.build_rivers import river_layer
from geomap.spatial.build_sources import read_admin1, read_countries, read_lines
from geomap.spatial.build_topology import cut
from geomap.spatial.topology import Layer, layer_from, polygonal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_LAND_TOLERANCE = 0.035
_LAKE_TOLERANCE = 0.02
_INNER_TOLERANCE = 0.01
_LEAST_ISLAND = 0.012  # square degrees; smaller islands are left out unless they are all a country has
_LEAST_LAKE = 0.1
# What countries are commonly called in English, by their codes, where the source has a longer name.
_SHORT_NAMES = {
    "BS": "Bahamas", "CD": "DR Congo", "CG": "Congo", "CN": "China", "CZ": "Czechia", "FM": "Micronesia",
    "GM": "Gambia", "GS": "South Georgia", "IO": "Chagos Islands", "MP": "Northern Marianas",
    "TF": "French Southern Lands", "US": "United States", "VI": "US Virgin Islands",
}  # fmt: skip
_SPECK_ZOOM = 7  # for the name of an outline that shares its code with its country, such as Clipperton Island

# Stretches of border that are contested, by the pair of codes and the box (west, south, east, north) they lie in.
# Compiled from Natural Earth's own notes and from general knowledge; each says in a few words what is contested.
_WORLD = (-180.0, -90.0, 180.0, 90.0)
_DISPUTED: tuple[tuple[str, str, tuple[float, float, float, float], str], ...] = (
    ("IN", "PK", (73.0, 32.4, 78.5, 37.2), "Line of Control and Kashmir"),
    ("CN", "PK", _WORLD, "Kashmir"),
    ("CN", "IN", _WORLD, "Line of Actual Control"),
    ("BT", "CN", _WORLD, "undemarcated"),
    ("EG", "SD", (33.0, 21.9, 37.5, 24.0), "Halaib Triangle"),
    ("SD", "SS", (27.0, 9.2, 29.6, 10.8), "Abyei"),
    ("KE", "SS", (34.8, 4.2, 36.3, 5.6), "Ilemi Triangle"),
    ("GY", "VE", _WORLD, "Essequibo"),
    ("GY", "SR", (-58.2, 1.8, -56.4, 3.6), "Tigri Area"),
    ("KP", "KR", _WORLD, "Military Demarcation Line"),
    ("IL", "PS", _WORLD, "armistice line of 1949"),
    ("IL", "SY", _WORLD, "Golan Heights"),
    ("IL", "LB", _WORLD, "Blue Line"),
    ("RS", "XK", _WORLD, "Kosovo"),
    ("EH", "MA", _WORLD, "Western Sahara"),
)
# Contested lines inside one country: its code, the divisions on one side, whose divisions to compare with, a note.
_INNER: tuple[tuple[str, tuple[str, ...], tuple[str, ...], str], ...] = (
    ("UA", ("UA-43", "UA-40"), ("UKR",), "Crimea, held by Russia since 2014"),
    ("CY", ("-99-X04~",), ("CYP",), "Green Line of Cyprus"),
    ("SO", ("-99-X11~",), ("SOM",), "Somaliland"),
    ("GE", ("GE-AB",), ("GEO",), "Abkhazia"),
    ("MD", ("MD-SN",), ("MDA",), "Transnistria"),
)


def compile_basemap(packages: Path, out: Path) -> tuple[str, ...]:
    """Write ``basemap/basemap.json`` below ``out``.

    Returns
    -------
    tuple of str
        One line that tells what was written.
    """
    countries, labels = _countries(packages)
    layers = {
        "land": _land(countries),
        **_borders(countries, packages),
        "lakes": _lakes(packages),
        "rivers": river_layer(packages),
        "cities": city_layer(packages),
        "labels": labels,
    }
    path = out / "basemap" / "basemap.json"
    text = json.dumps({"scale": SCALE, "layers": layers}, ensure_ascii=False, separators=(",", ":"))
    write_text(path, text + "\n")
    counts = ", ".join(f"{len(layer['shapes']):,} {name}" for name, layer in layers.items())
    return (f"basemap/basemap.json: {counts}; {path.stat().st_size:,} bytes",)


def _countries(packages: Path) -> tuple[Layer, dict[str, Any]]:
    """Return countries, simplified together and cut into arcs, and where their names stand."""
    import shapely

    frame, _ = read_countries(packages)
    frame = frame.sort_values("NE_ID", ignore_index=True)
    simple = shapely.coverage_simplify(shapely.make_valid(frame.geometry.to_numpy()), _LAND_TOLERANCE)
    shapes = [_larger(shape) for shape in simple]
    codes = [code if len(code) == 2 else "" for code in frame.ISO_A2_EH]
    columns = {"code": codes, "name": frame.NAME_EN.tolist()}
    named = frame[(frame.LABEL_X != 0) & (frame.ISO_A2_EH.str.len() == 2)]
    points = shapely.points(named.LABEL_X, named.LABEL_Y)
    areas = shapely.area(named.geometry.to_numpy()).tolist()
    largest: dict[str, float] = {}
    for code, area in zip(named.ISO_A2_EH, areas, strict=True):
        largest[code] = max(area, largest.get(code, 0.0))
    rows = list(zip(named.ISO_A2_EH, named.NAME_EN, named.MIN_LABEL, areas, strict=True))
    labels = {
        "name": [_SHORT_NAMES.get(code, name) if area == largest[code] else name for code, name, _, area in rows],
        "code": named.ISO_A2_EH.tolist(),
        "rank": [min(math.floor(zoom), 7) if area == largest[code] else _SPECK_ZOOM for code, _, zoom, area in rows],
    }
    return layer_from({"scale": SCALE, "columns": columns}, cut(shapes, SCALE)), packed("Point", points, labels)


def _larger(shape: BaseGeometry) -> BaseGeometry:
    """Leave out specks, but not the last island of a country."""
    import shapely

    parts = sorted(shapely.get_parts(polygonal(shape)), key=lambda part: -part.area)
    kept = [part for part in parts if part.area >= _LEAST_ISLAND] or parts[:1]
    return shapely.MultiPolygon(kept)


def _land(countries: Layer) -> dict[str, Any]:
    shapes = [countries.shape(row) for row in range(len(countries))]
    return packed("Polygon", shapes, {name: countries.column(name) for name in ("code", "name")})


def _borders(countries: Layer, packages: Path) -> dict[str, dict[str, Any]]:
    """Return border lines and, apart, the contested ones."""
    codes = countries.column("code")
    owners: dict[int, list[str]] = {}
    for row in range(len(countries)):
        for arc in countries.arcs_of(row):
            owners.setdefault(arc, []).append(codes[row])
    pairs: dict[tuple[str, str], list[int]] = {}
    for arc, found in sorted(owners.items()):
        if len(found) == 2:
            first, second = sorted(found)
            pairs.setdefault((first, second), []).append(arc)
    plain: list[tuple[str, str, str, BaseGeometry]] = []
    fought = _inner_lines(packages)
    for (first, second), arcs in sorted(pairs.items()):
        for note, line in _split(first, second, countries.lines(arcs)):
            (fought if note else plain).append((first, second, note, line))
    return {"borders": _side_layer(plain, ()), "disputed": _side_layer(fought, ("note",))}


def _side_layer(rows: Sequence[tuple[str, str, str, BaseGeometry]], extra: tuple[str, ...]) -> dict[str, Any]:
    columns = {"a": [row[0] for row in rows], "b": [row[1] for row in rows]}
    if extra:
        columns["note"] = [row[2] for row in rows]
    return packed("LineString", [row[3] for row in rows], columns)


def _split(first: str, second: str, line: BaseGeometry) -> list[tuple[str, BaseGeometry]]:
    """Split a border into what is contested, each with its note, and the rest, with an empty one.

    A border with an outline that has no code (Bir Tawil, Guantanamo) is always contested.
    """
    import shapely

    if not first or not second:
        return [("claimed by several or none", line)]
    found = []
    for a, b, bounds, note in _DISPUTED:
        if (a, b) == (first, second):
            window = shapely.box(*bounds)
            found.append((note, line.intersection(window)))
            line = line.difference(window)
    return [(note, part) for note, part in (*found, ("", line)) if not part.is_empty]


def _inner_lines(packages: Path) -> list[tuple[str, str, str, BaseGeometry]]:
    """Return the lines around first-order divisions that another power holds."""
    import shapely

    features = read_admin1(packages)
    names = [feature["properties"]["iso_3166_2"] for feature in features]
    holders = [feature["properties"]["adm0_a3"] for feature in features]
    found = []
    for country, inside, sovereigns, note in _INNER:
        rows = [row for row, holder in enumerate(holders) if holder in sovereigns or names[row] in inside]
        shapes = [shapely.geometry.shape(features[row]["geometry"]) for row in rows]
        held = shapely.union_all([shape for shape, row in zip(shapes, rows, strict=True) if names[row] in inside])
        rest = shapely.union_all([shape for shape, row in zip(shapes, rows, strict=True) if names[row] not in inside])
        line = shapely.line_merge(held.boundary.intersection(rest.boundary)).simplify(_INNER_TOLERANCE)
        found.append((country, country, note, line))
    return found


def _lakes(packages: Path) -> dict[str, Any]:
    lakes = [lake for lake in read_lines(packages, "lakes") if lake.area >= _LEAST_LAKE]
    lakes.sort(key=lambda lake: (-lake.area, lake.bounds))
    simple = [polygonal(lake.simplify(_LAKE_TOLERANCE).buffer(0)) for lake in lakes]
    ranks = [2 if lake.area > 1 else 4 if lake.area > 0.2 else 6 for lake in lakes]
    return packed("Polygon", simple, {"rank": ranks})
