"""Rivers as places, while the embedded tables are compiled: name, a point on the course, the countries it runs through.

The source (Natural Earth's rivers, cut at borders, one set a country) says neither ids nor lengths. Pieces of one name
that come within a degree of each other are taken for one river; the others are rivers of the same name elsewhere.
"""

from __future__ import annotations

import json
import re
import sqlite3
import zlib
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, hypot, radians
from typing import TYPE_CHECKING

from geomap.gazetteer.normalise import fold
from geomap.gazetteer.packages import package_archive, read_member
from geomap.gazetteer.tables import write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MEMBER = "pyworldatlas_mapdata_standard/data/maps.sqlite3"
_GAP_DEGREES = 1.0
_KM_PER_DEGREE = 111.2
_WORD = re.compile(r"^River | River$")
_NAMELESS = "River"  # what the source calls rivers that have lost their name

Points = list[tuple[float, float]]


@dataclass(slots=True)
class RiverPiece:
    """Pieces of one river: its longest course, and the box, countries and length (km) of all."""

    name: str
    course: Points
    box: tuple[float, float, float, float]
    countries: set[str] = field(default_factory=set)
    length: float = 0.0
    longest: float = 0.0

    def meets(self, other: RiverPiece) -> bool:
        """Tell whether the boxes come within a degree of each other."""
        (w1, s1, e1, n1), (w2, s2, e2, n2), gap = self.box, other.box, _GAP_DEGREES
        return w1 <= e2 + gap and w2 <= e1 + gap and s1 <= n2 + gap and s2 <= n1 + gap

    def take(self, other: RiverPiece) -> None:
        """Join another piece of the same river."""
        (w1, s1, e1, n1), (w2, s2, e2, n2) = self.box, other.box
        self.box = (min(w1, w2), min(s1, s2), max(e1, e2), max(n1, n2))
        self.countries |= other.countries
        self.length += other.length
        if other.longest > self.longest:
            self.course, self.longest = other.course, other.longest


def read_pieces(packages: Path) -> Iterator[RiverPiece]:
    """Yield the named pieces of each country; longitudes that count on past 360 come back to -180..180."""
    connection = sqlite3.connect(":memory:")
    connection.deserialize(read_member(package_archive("pyworldatlas-mapdata-standard", packages), _MEMBER))
    for code, payload in connection.execute("SELECT alpha2, payload FROM country_map ORDER BY alpha2"):
        for river in json.loads(zlib.decompress(payload))["rivers"]:
            closed = river["points"][0] == river["points"][-1]  # the source closes each course as if it were a ring
            course = [((lon + 180) % 360 - 180, lat) for lon, lat in river["points"][: -1 if closed else None]]
            name = _WORD.sub("", river["name"] or "").strip()
            if name and river["name"] != _NAMELESS and len(course) > 1:
                lons, lats = zip(*course, strict=True)
                length = _length(course)
                box = (min(lons), min(lats), max(lons), max(lats))
                yield RiverPiece(name, course, box, {code}, length, length)
    connection.close()


def _length(course: Points) -> float:
    return _KM_PER_DEGREE * sum(hypot((x2 - x1) * cos(radians(y1)), y2 - y1) for (x1, y1), (x2, y2) in pairwise(course))


def joined(pieces: Iterable[RiverPiece]) -> list[RiverPiece]:
    """Return one value a river, by name, the longest of a name first."""
    rivers: dict[str, list[RiverPiece]] = {}
    for piece in pieces:
        known = rivers.setdefault(piece.name, [])
        while (near := next((river for river in known if river.meets(piece)), None)) is not None:
            known.remove(near)
            piece.take(near)
        known.append(piece)
    return [
        river for name in sorted(rivers) for river in sorted(rivers[name], key=lambda river: (-river.length, river.box))
    ]


def write_rivers(path: Path, packages: Path) -> int:
    """Write the table of rivers; return how many there are."""
    rivers = joined(read_pieces(packages))
    counted: dict[str, int] = {}
    ids = []
    for river in rivers:
        stem = f"river-{fold(river.name).replace(' ', '-')}"
        counted[stem] = counted.get(stem, 0) + 1
        ids.append(stem if counted[stem] == 1 else f"{stem}-{counted[stem]}")
    middles = [river.course[len(river.course) // 2] for river in rivers]
    write_table(
        path,
        {
            "id": ids,
            "name": [river.name for river in rivers],
            "lon": [f"{lon:.4f}" for lon, _ in middles],
            "lat": [f"{lat:.4f}" for _, lat in middles],
            "countries": ["|".join(sorted(river.countries)) for river in rivers],
            "length": [f"{river.length:.0f}" for river in rivers],
        },
    )
    return len(rivers)
