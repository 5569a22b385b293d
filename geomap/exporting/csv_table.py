"""CSV, for spreadsheets: one row an event, geometry as well-known text."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

from geomap.exporting.rows import COLUMNS, flat_rows

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import EventMap

# GDAL and QGIS take a column of this name for the geometry without being told.
GEOMETRY_COLUMN = "WKT"
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
            writer.writerow([*COLUMNS, GEOMETRY_COLUMN])
            for cells, geometry in flat_rows(event_map.events):
                wkt = None if geometry is None else geometry.wkt
                writer.writerow([*(_safe(value) for value in cells.values()), wkt])


def _safe(value: Any) -> Any:  # noqa: ANN401 -- a cell of any kind
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value
