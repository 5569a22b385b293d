"""Shapes of countries, first-order divisions, seas and curated regions; shared borders; which place holds a point."""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING

from geomap.resources import data_file
from geomap.spatial.frontiers import Border, Frontiers
from geomap.spatial.layer_index import LayerIndex

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geomap.model import Place

# Divisions that the source still draws apart: the Tribal Areas are Khyber Pakhtunkhwa's since 31 May 2018 (Pakistan's
# 25th amendment).
_MERGED = {"PK-TA": "PK-KP"}
_NEAR_SEA = 0.5
_NEAR_LAKE = 0.25  # degrees: a lake's point may be on a shore that has moved, or an island
_SEARCH = 0.3  # degrees around a point off the coast in which its country is looked for


class Shapes:
    """All shapes; files are read when first needed and polygons are built when first asked for.

    Parameters
    ----------
    folder
        Where ``countries.xz``, ``admin1.xz``, ``marine.xz`` and ``lakes.xz`` lie; the shipped ones by default.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._unions: dict[str, BaseGeometry | None] = {}
        self._regions: dict[str, BaseGeometry | None] = {}
        self._simple: dict[str, BaseGeometry] = {}

    @property
    def version(self) -> str:
        """The drawing that borders come from ("Natural Earth 5.1.1")."""
        return str(self._countries.layer.header["version"])

    @property
    def id(self) -> str:
        """Name and version of the component."""
        return f"shapes:{self.version.replace(' ', '-').lower()}"

    def country(self, code: str) -> BaseGeometry | None:
        """Return a country's outline by its alpha-2 code, in degrees, WGS 84; ``None`` for an unknown code."""
        index = self._country_rows.get(code)
        return None if index is None else self._countries.shape(index)

    def codes(self) -> tuple[str, ...]:
        """Return the alpha-2 codes of all countries that have an outline."""
        return tuple(sorted(self._country_rows))

    def alpha3(self, code: str) -> str:
        """Return the alpha-3 code of an alpha-2 code, or the code itself when it is unknown."""
        return self._frontiers.alpha3(code)

    def admin1(self, iso: str) -> BaseGeometry | None:
        """Return a division's outline by its ISO 3166-2 code; greater divisions are joined from their parts."""
        if iso not in self._unions:
            self._unions[iso] = self._joined(self._division_rows.get(iso, ()))
        return self._unions[iso]

    def outline(self, code: str) -> BaseGeometry | None:
        """Return the outline of a country (alpha-2), a division (ISO 3166-2), or several joined by ``+``."""
        if "+" in code:
            import shapely

            parts = [self.outline(one) for one in code.split("+")]
            return shapely.union_all([part for part in parts if part is not None])
        return self.admin1(code) if "-" in code else self.country(code)

    def place(self, place: Place) -> BaseGeometry | None:
        """Return the outline of a country, first-order division or curated region; ``None`` for a point.

        Countries are found by code, divisions by GeoNames id, then by ISO 3166-2 code, regions by id.
        """
        if place.id.startswith("geomap:"):
            return self.region(place.id)
        if place.is_country:
            return self.country(place.country)
        if place.feature_code != "ADM1":
            return None
        row = self._geonames_rows.get(place.id)
        if (
            row is not None
            and place.admin1 not in _MERGED.values()
            and self._admin1.layer.column("iso")[row] in ("", place.admin1)
        ):
            return self._admin1.shape(row)
        return self.admin1(place.admin1) if place.admin1 else None

    def simplified(self, key: str, whole: BaseGeometry) -> BaseGeometry:
        """Return a shape with a tolerance of a five-hundredth of its size, at most 0.02 degrees; made once a key."""
        import shapely

        if key not in self._simple:
            west, south, east, north = whole.bounds
            tolerance = min(0.02, max(east - west, north - south) / 500)
            found = whole.simplify(tolerance)
            found = found if found.is_valid and not found.is_empty else whole
            shapely.prepare(found)
            self._simple[key] = found
        return self._simple[key]

    def coast(self, code: str) -> BaseGeometry | None:
        """Return the shore of a country or division: the arcs of its outline that no neighbour shares.

        Shores of the Caspian Sea count, shores of lakes that no outline leaves out do not. ``None`` without a shore.
        """
        index = self._admin1 if "-" in code else self._countries
        rows = self._division_rows.get(code, ()) if "-" in code else tuple(self._own_rows(code))
        arcs: set[int] = set()
        for row in rows:
            arcs |= index.layer.arcs_of(row)
        shore = {arc for arc in arcs if index.owners[arc] == 1}
        return index.layer.lines(shore) if shore else None

    def _own_rows(self, code: str) -> Iterator[int]:
        row = self._country_rows.get(code)
        if row is not None:
            yield row

    def land_near(self, bounds: tuple[float, float, float, float], *, exact: bool = False) -> BaseGeometry:
        """Return all land that lies in or near a box of degrees, simplified unless ``exact``."""
        import shapely

        rows = sorted(int(row) for row in self._countries.tree.query(shapely.box(*bounds)))
        parts = [self._countries.shape(row) if exact else self._simple_country(row) for row in rows]
        window = shapely.box(bounds[0] - 1, bounds[1] - 1, bounds[2] + 1, bounds[3] + 1)
        return shapely.union_all([shapely.make_valid(part).intersection(window) for part in parts])

    def _simple_country(self, row: int) -> BaseGeometry:
        return self.simplified(f"row:{row}", self._countries.shape(row))

    def region(self, region_id: str) -> BaseGeometry | None:
        """Return a curated region's shape by its id ("geomap:donbas")."""
        if region_id not in self._regions:
            from geomap.spatial.regions import region_shape

            self._regions[region_id] = region_shape(region_id, self)
        return self._regions[region_id]

    def border(self, first: str, second: str) -> Border | None:
        """Return the land border of two areas, by alpha-2 or ISO 3166-2 codes; ``None`` when they share none."""
        return self._frontiers.border(first, second)

    def borders_of(self, code: str) -> tuple[Border, ...]:
        """Return all land borders of an area, in the order of the neighbours' codes."""
        found = (self.border(code, other) for other in self.neighbours(code))
        return tuple(border for border in found if border is not None)

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the codes of the areas of its kind that share a land border with one, in alphabetical order."""
        return self._frontiers.neighbours(code)

    def locate(self, lon: float, lat: float) -> tuple[str, str]:
        """Return the country and the first-order division that hold a point.

        Parameters
        ----------
        lon, lat
            Degrees, WGS 84.

        Returns
        -------
        tuple of str
            Alpha-2 code and ISO 3166-2 code; the nearest within a third of a degree for a point just off the coast,
            because coasts are simplified; ``""`` for none.
        """
        import shapely

        point = shapely.Point(lon, lat)
        country = self._nearest(self._countries, "code", point)
        if not country:
            return "", ""
        layer = self._admin1.layer
        rows = self._admin1.holding(point) or [row for _, row in self._admin1.near(point, _SEARCH)]
        own = [row for row in rows if layer.column("country")[row] == country]
        return country, str(layer.column("iso")[own[0]]) if own else ""

    def marine(self, lon: float, lat: float) -> str:
        """Return the name of the smallest sea, gulf or strait that holds a point; ``""`` on land."""
        import shapely

        rows = self._marine.holding(shapely.Point(lon, lat))
        names = self._marine.layer.column("name")
        return str(names[min(rows, key=lambda row: self._marine.shape(row).area)]) if rows else ""

    def degrees_from_sea(self, point: BaseGeometry) -> float:
        """Return a point's distance from the nearest sea in degrees; infinite beyond half a degree."""
        near = self._marine.near(point, _NEAR_SEA)
        return near[0][0] if near else float("inf")

    def nearest_sea(self, point: BaseGeometry) -> BaseGeometry | None:
        """Return the spot of the nearest sea to a point, itself at sea; ``None`` beyond half a degree."""
        import shapely

        near = self._marine.near(point, _NEAR_SEA)
        return shapely.ops.nearest_points(self._marine.shape(near[0][1]), point)[0] if near else None

    def lake(self, lon: float, lat: float) -> BaseGeometry | None:
        """Return the outline of the lake that holds a point, or the nearest to it; ``None`` for none."""
        import shapely

        near = self._lakes.near(shapely.Point(lon, lat), _NEAR_LAKE)
        return self._lakes.shape(near[0][1]) if near else None

    def sea(self, name: str) -> BaseGeometry | None:
        """Return a sea's outline by its name in the source, whatever its case."""
        rows = self._sea_rows.get(name.casefold())
        return None if rows is None else self._marine.shape(rows)

    def seas(self) -> tuple[str, ...]:
        """Return the names of all seas, gulfs and straits."""
        return tuple(str(name) for name in self._marine.layer.column("name"))

    @staticmethod
    def _nearest(index: LayerIndex, column: str, point: BaseGeometry) -> str:
        values = index.layer.column(column)
        held = [values[row] for row in index.holding(point) if values[row]]
        if held:
            return str(held[0])
        return next((str(values[row]) for _, row in index.near(point, _SEARCH) if values[row]), "")

    def _joined(self, rows: tuple[int, ...]) -> BaseGeometry | None:
        import shapely

        shapes = [self._admin1.shape(row) for row in rows]
        if len(shapes) < 2:
            return shapes[0] if shapes else None
        found = shapely.union_all(shapes)
        shapely.prepare(found)
        return found

    def _path(self, name: str) -> Path:
        return self._folder / name if self._folder else data_file("boundaries", name)

    @cached_property
    def _countries(self) -> LayerIndex:
        return LayerIndex(self._path("countries.xz"))

    @cached_property
    def _admin1(self) -> LayerIndex:
        return LayerIndex(self._path("admin1.xz"))

    @cached_property
    def _marine(self) -> LayerIndex:
        return LayerIndex(self._path("marine.xz"))

    @cached_property
    def _lakes(self) -> LayerIndex:
        return LayerIndex(self._path("lakes.xz"))

    @cached_property
    def _country_rows(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self._countries.layer.column("code")) if code}

    @cached_property
    def _frontiers(self) -> Frontiers:
        return Frontiers(self._countries, self._admin1, self._division_rows)

    @cached_property
    def _division_rows(self) -> dict[str, tuple[int, ...]]:
        rows: dict[str, list[int]] = {}
        layer = self._admin1.layer
        parents = layer.column("parent")
        for row, iso in enumerate(layer.column("iso")):
            if iso and iso not in parents:  # Nakhchivan is a republic and a city: the greater one keeps the code
                rows.setdefault(iso, []).append(row)
            for whole in (parents[row], _MERGED.get(iso, "")):
                if whole:
                    rows.setdefault(whole, []).append(row)
        return {iso: tuple(found) for iso, found in rows.items()}

    @cached_property
    def _geonames_rows(self) -> dict[str, int]:
        return {f"geonames:{number}": row for row, number in enumerate(self._admin1.layer.column("geonames")) if number}

    @cached_property
    def _sea_rows(self) -> dict[str, int]:
        return {name.casefold(): row for row, name in reversed(list(enumerate(self._marine.layer.column("name"))))}


@cache
def open_shapes() -> Shapes:
    """Return the shipped shapes; opened once a process."""
    return Shapes()
