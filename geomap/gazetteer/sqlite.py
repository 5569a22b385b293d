"""A gazetteer over the place database (`geomap.gazetteer.database`): read-only, for any number of threads."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
from functools import lru_cache
from math import asin, cos, degrees, radians, sin, sqrt
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.gazetteer.database import cell
from geomap.gazetteer.normalise import exact_form, normalise
from geomap.gazetteer.scoring import MATCHES, QUALITY
from geomap.model import Candidate, Place, Sovereignty

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.gazetteer.protocol import Country

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG 1980
_COLUMNS = (
    "p.extra, ifnull(p.place_id, 'geonames:' || p.number), p.name, p.lon, p.lat, p.feature_class, p.feature_code, "
    "p.country, p.admin1, p.admin2, p.population, p.wikidata, p.source"
)
_BY_KEY = (
    f"SELECT n.match, n.name, p.prominence, {_COLUMNS} "  # noqa: S608 -- constants only
    "FROM names n JOIN places p ON p.number = n.number WHERE n.key = ?"
)
_BY_NUMBER = (
    f"SELECT {_COLUMNS} FROM places p WHERE p.number = :number "  # noqa: S608
    "OR p.number = (SELECT as_number FROM same WHERE same.number = :number)"
)
_BY_ID = f"SELECT {_COLUMNS} FROM places p WHERE p.place_id = ?"  # noqa: S608
_BY_CELLS = f"SELECT {_COLUMNS} FROM places p WHERE p.cell BETWEEN ? AND ?"  # noqa: S608


class SqliteGazetteer:
    """Names to places, from one SQLite file.

    Parameters
    ----------
    path
        The database.
    name
        What the component's id begins with.

    Raises
    ------
    DataError
        If the file cannot be opened or is no place database.
    """

    def __init__(self, path: Path, name: str = "embedded") -> None:
        self.path = path
        self._local = threading.local()
        self._countries: dict[str, Country] | None = None
        self._demonyms: dict[str, tuple[str, ...]] | None = None
        self._lock = threading.Lock()
        try:
            self.meta: dict[str, str] = dict(self._connection().execute("SELECT key, value FROM meta").fetchall())
        except sqlite3.Error as error:
            raise DataError(
                f"{path} is not a place database: {error}.", "Remove it; it is made anew at the next start."
            ) from error
        self._id = f"{name}@{self.meta.get('hash', 'unknown')}"
        self._lookup = lru_cache(maxsize=8192)(self._lookup_exact)

    @property
    def id(self) -> str:
        """Name and data hash of the component."""
        return self._id

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection; a forked child opens its own."""
        held: tuple[int, sqlite3.Connection] | None = getattr(self._local, "held", None)
        if held is None or held[0] != os.getpid():
            connection = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?immutable=1", uri=True, check_same_thread=False
            )
            connection.execute("PRAGMA mmap_size = 268435456")
            held = (os.getpid(), connection)
            self._local.held = held
        return held[1]

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Candidate, ...]:
        """Return every place that bears the name, best prior first (`geomap.gazetteer.scoring`).

        Parameters
        ----------
        name
            A name as written.
        fuzzy
            Also try misspellings when nothing bears the name exactly.
        """
        found = self._lookup(name)
        if fuzzy and not found:
            from geomap.gazetteer.fuzzy import similar_keys

            key = normalise(name)
            close = similar_keys(self._connection(), key)
            return _ranked(
                [
                    Candidate(c.place, c.name, "fuzzy", round(c.score * QUALITY["fuzzy"] * similarity, 4))
                    for other, similarity in close
                    for c in self._by_key(other, None)
                ]
            )
        return found

    def _lookup_exact(self, name: str) -> tuple[Candidate, ...]:
        key = normalise(name)
        return _ranked(self._by_key(key, name)) if key else ()

    def _by_key(self, key: str, written: str | None) -> list[Candidate]:
        candidates = []
        for row in self._connection().execute(_BY_KEY, (key,)):
            match = MATCHES[row[0]]
            stored = row[1] or row[5]
            if match == "abbreviation":
                stored = _same_case(stored, written)
                if not stored:
                    continue
            score = min(1.0, row[2] * QUALITY[match])
            shown = "official" if match == "short" else match
            candidates.append(Candidate(_place(row[3:]), stored, shown, round(score, 4)))
        return candidates

    def get(self, place_id: str) -> Place | None:
        """Return the place with this id (``geonames:743952``, ``geomap:karabakh``)."""
        scheme, _, number = place_id.partition(":")
        if scheme == "geonames" and number.isdecimal():
            row = self._connection().execute(_BY_NUMBER, {"number": int(number)}).fetchone()
        else:
            row = self._connection().execute(_BY_ID, (place_id,)).fetchone()
        return _place(row) if row else None

    def country(self, code: str) -> Country | None:
        """Return a country by its alpha-2 code."""
        return self._country_table().get(code)

    def countries(self) -> tuple[Country, ...]:
        """Return all countries, by code."""
        return tuple(self._country_table().values())

    def _country_table(self) -> dict[str, Country]:
        with self._lock:
            if self._countries is None:
                from geomap.gazetteer.countries import country_table

                self._countries = country_table(self.get)
            return self._countries

    def demonym(self, word: str) -> tuple[str, ...]:
        """Return the alpha-2 codes that a demonym or adjective stands for, most likely first; ``()`` for none."""
        if self._demonyms is None:
            from geomap.gazetteer.countries import demonym_table

            self._demonyms = demonym_table()
        key = normalise(word)
        found = self._demonyms.get(key)
        if found is None and key.endswith("s") and len(key) > 4:
            found = self._demonyms.get(key[:-1])
        # "us" the pronoun is no demonym, "US" is.
        return () if found is None or (len(key) == 2 and word.islower()) else found

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> tuple[tuple[Place, float], ...]:
        """Return the nearest populated places with their great-circle distance in kilometres.

        Parameters
        ----------
        lon, lat
            Degrees, WGS 84.
        limit
            How many.
        """
        connection = self._connection()
        reach = 1.0
        while True:
            found: list[tuple[float, tuple[Any, ...]]] = []
            for first, last in _cell_ranges(lon, lat, reach):
                rows = connection.execute(_BY_CELLS, (first, last))
                found.extend((distance_km(lon, lat, columns[3], columns[4]), columns) for columns in rows)
            found.sort(key=lambda pair: pair[0])
            # All places within `reach` degrees of arc were seen; farther ones may lie between those found.
            if reach >= 180 or (len(found) >= limit and found[limit - 1][0] <= radians(reach) * EARTH_RADIUS_KM):
                break
            reach *= 2
        return tuple((_place(columns), round(km, 3)) for km, columns in found[:limit])


def _same_case(forms: str, written: str | None) -> str:
    """Return the form that is written so, case and all; capitals alone ("CALIF.") may stand for any case."""
    if written is None:
        return forms.split("|", maxsplit=1)[0]
    exact = exact_form(written)
    for form in forms.split("|"):
        known = exact_form(form)
        if known == exact or (len(exact) > 3 and exact == known.upper()):
            return form
    return ""


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance between two points in kilometres, on a sphere of the mean radius."""
    phi1, phi2 = radians(lat1), radians(lat2)
    half = sin((phi2 - phi1) / 2) ** 2 + cos(phi1) * cos(phi2) * sin(radians(lon2 - lon1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(half)))


def _cell_ranges(lon: float, lat: float, reach: float) -> list[tuple[int, int]]:
    """Return ranges of cells, both ends inclusive, that hold all points within ``reach`` degrees of arc."""
    south, north = max(-90.0, lat - reach), min(89.999, lat + reach)
    rows = range(cell(0.0, south) // 360, cell(0.0, north) // 360 + 1)
    whole = [(row * 360, row * 360 + 359) for row in rows]
    if abs(lat) + reach >= 90:
        return whole
    # A circle of this radius touches meridians so many degrees away.
    width = degrees(asin(sin(radians(reach)) / cos(radians(lat))))
    west, east = int(lon + 180 - width // 1 - 1), int(lon + 180 + width // 1 + 1)
    if east - west >= 359:
        return whole
    spans = [(west, east)] if west >= 0 and east <= 359 else [(west % 360, 359), (0, east % 360)]
    return [(row * 360 + first, row * 360 + last) for row in rows for first, last in spans]


def _ranked(candidates: list[Candidate]) -> tuple[Candidate, ...]:
    """Order by score; the name match breaks ties, then the id, so that the order never changes between runs."""
    if len(candidates) < 2:
        return tuple(candidates)
    best: dict[str, Candidate] = {}
    for candidate in candidates:
        held = best.get(candidate.place.id)
        if held is None or candidate.score > held.score:
            best[candidate.place.id] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.score, c.place.id)))


def _sovereignty(told: dict[str, Any]) -> Sovereignty:
    earlier = tuple(_sovereignty(state) for state in told["earlier"])
    return Sovereignty(
        tuple(told["governs"]), tuple(told["claims"]), told["since"], told["note"], told["until"], earlier
    )


def _place(columns: tuple[Any, ...]) -> Place:
    """Make the place of a row of `_COLUMNS`: what few places have first, then the place's fields in their order."""
    if not columns[0]:
        return Place(*columns[1:])
    facts = json.loads(columns[0])
    told = facts.get("sovereignty")
    rest = (facts.get("valid_from", ""), facts.get("valid_to", ""), _sovereignty(told) if told else None)
    return Place(*columns[1:] + rest)
