"""CSV, for spreadsheets: one row an event, geometry as well-known text."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from geomap.exporting.rows import COLUMNS, flat_rows
from geomap.model.points import inner_point
from geomap.model.rfc7946 import DECIMALS

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geomap.model import EventMap

# GDAL and QGIS take a column of this name for the geometry without being told.
GEOMETRY_COLUMN = "WKT"
POINT_COLUMNS = ("lon", "lat")
# A cell that begins so is run as a formula by spreadsheets; the text comes from articles that nobody has vetted.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CsvExporter:
    """UTF-8, comma separated, one header row; nested values as JSON."""

    name = "csv"
    suffixes = (".csv",)

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events; cells that a spreadsheet would run as a formula get an apostrophe in front."""
        with path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow([*COLUMNS, *POINT_COLUMNS, GEOMETRY_COLUMN])
            for cells, geometry in flat_rows(event_map.events):
                writer.writerow([*(_safe(value) for value in cells.values()), *_place_cells(geometry)])


def _place_cells(geometry: BaseGeometry | None) -> tuple[float | None, float | None, str | None]:
    """Return a point inside the geometry, for tools that want points, and the geometry as well-known text."""
    import shapely

    spot = inner_point(geometry)
    if geometry is None or spot is None:
        return None, None, None
    wkt: str = shapely.to_wkt(geometry, rounding_precision=DECIMALS, trim=True)
    return round(spot[0], DECIMALS), round(spot[1], DECIMALS), wkt


def _safe(value: Any) -> Any:  # noqa: ANN401 -- a cell of any kind
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
