"""Lines that two areas share: countries, first-order divisions, and groups of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shapely.geometry.base import BaseGeometry

    from geomap.spatial.layer_index import LayerIndex

# Parts of a country that ISO 3166-1 codes of their own, and that share a land border with a third country.
_PARTS = {"FR": ("GF", "MF")}
_JOINT = "+"  # between the codes of an area made of several ("UA-43+UA-40")


@dataclass(frozen=True, slots=True)
class Border:
    """The line that two areas share.

    Attributes
    ----------
    countries
        Both sides, in alphabetical order: ISO 3166-1 alpha-2 for a country, ISO 3166-2 for a division.
    codes
        The same in alpha-3; divisions as they are.
    geometry
        Line or lines in degrees, WGS 84.
    length_km
        Geodesic length on WGS 84. It is that of a drawing, at 1:10 million, and shorter than any survey's.
    version
        Which drawing.
    """

    countries: tuple[str, str]
    codes: tuple[str, str]
    geometry: BaseGeometry
    length_km: float
    version: str

    def opposite(self, code: str) -> str:
        """Return the area on the other side."""
        first, second = self.countries
        return second if code == first else first


class Frontiers:
    """Shared lines, found by which arcs two areas use; no geometry is intersected.

    Parameters
    ----------
    countries, divisions
        The layers. Two countries are looked up in the first; as soon as one side is a division, both in the second.
    division_rows
        Features by ISO 3166-2 code, greater divisions by the rows of their parts.
    """

    def __init__(
        self, countries: LayerIndex, divisions: LayerIndex, division_rows: Mapping[str, tuple[int, ...]]
    ) -> None:
        self._countries = countries
        self._divisions = divisions
        self._division_rows = division_rows
        self._kept: dict[tuple[str, str], Border | None] = {}
        self._beside: dict[str, tuple[str, ...]] = {}

    def border(self, first: str, second: str) -> Border | None:
        """Return the line between two areas; ``None`` when they share none."""
        key = (first, second) if first <= second else (second, first)
        if key not in self._kept:
            self._kept[key] = self._build(*key)
        return self._kept[key]

    def neighbours(self, code: str) -> tuple[str, ...]:
        """Return the areas of the same kind that share a line with one, in alphabetical order.

        Countries for a country; for a division the divisions around it, in whatever country they lie.
        """
        if code not in self._beside:
            own = self._arcs(code, fine="-" in code)
            others = self._division_arcs if "-" in code else self._country_arcs
            inside = set(code.split(_JOINT))
            self._beside[code] = tuple(
                other for other in sorted(others) if other not in inside and own & self._arcs(other, fine="-" in code)
            )
        return self._beside[code]

    def alpha3(self, code: str) -> str:
        """Return the alpha-3 code of an alpha-2 code, or the code itself when it is unknown."""
        row = self._country_rows.get(code)
        return code if row is None else str(self._countries.layer.column("alpha3")[row])

    def _build(self, first: str, second: str) -> Border | None:
        from geomap.spatial.projection import length_km

        fine = "-" in first + second
        if first == second or first.partition("-")[0] == second or second.partition("-")[0] == first:
            return None  # an area and itself, or what it is a part of
        shared = self._arcs(first, fine=fine) & self._arcs(second, fine=fine)
        if not shared:
            return None
        index = self._divisions if fine else self._countries
        line = index.layer.lines(shared)
        version = str(self._countries.layer.header["version"])
        return Border((first, second), (self.alpha3(first), self.alpha3(second)), line, length_km(line), version)

    def _arcs(self, code: str, *, fine: bool) -> set[int]:
        """Return the arcs of an area; in the layer of divisions if ``fine``."""
        found: set[int] = set()
        table = self._national_arcs if fine else self._country_arcs
        for one in code.split(_JOINT):
            for part in (one, *_PARTS.get(one, ())):
                found |= self._division_arcs.get(part, set()) if "-" in part else table.get(part, set())
        return found

    @cached_property
    def _country_rows(self) -> dict[str, int]:
        return {code: row for row, code in enumerate(self._countries.layer.column("code")) if code}

    @cached_property
    def _country_arcs(self) -> dict[str, set[int]]:
        return {code: self._countries.layer.arcs_of(row) for code, row in self._country_rows.items()}

    @cached_property
    def _division_arcs(self) -> dict[str, set[int]]:
        arcs = self._divisions.layer.arcs_of
        return {iso: set().union(*(arcs(row) for row in rows)) for iso, rows in self._division_rows.items()}

    @cached_property
    def _national_arcs(self) -> dict[str, set[int]]:
        """Arcs of the layer of divisions, by country."""
        found: dict[str, set[int]] = {}
        for row, code in enumerate(self._divisions.layer.column("country")):
            found.setdefault(code, set()).update(self._divisions.layer.arcs_of(row))
        return found
