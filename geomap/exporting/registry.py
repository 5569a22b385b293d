"""The formats by name, and the one function that writes any of them."""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import TYPE_CHECKING

from geomap.errors import UsageError
from geomap.exporting.csv_table import CsvExporter
from geomap.exporting.geojson import GeoJsonExporter
from geomap.exporting.geopackage import GeoPackageExporter
from geomap.exporting.geoparquet import GeoParquetExporter
from geomap.exporting.kml import KmlExporter
from geomap.exporting.linked_places import LinkedPlacesExporter
from geomap.exporting.plover import PloverExporter
from geomap.files import replacing

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.exporting.protocol import Exporter
    from geomap.model import EventMap

ENTRY_POINTS = "geomap.exporters"
EXPORTERS: dict[str, Exporter] = {
    exporter.name: exporter
    for exporter in (
        GeoJsonExporter(),
        CsvExporter(),
        GeoParquetExporter(),
        GeoPackageExporter(),
        KmlExporter(),
        LinkedPlacesExporter(),
        PloverExporter(),
    )
}


def export(event_map: EventMap, path: Path, format: str | None = None) -> None:  # noqa: A002 -- the public name
    """Write all events to a file, whole or not at all.

    Parameters
    ----------
    event_map
        The events.
    path
        The file; its suffix chooses the format when none is named.
    format
        Name of a format, one of ``EXPORTERS`` or of the entry point group ``geomap.exporters``.

    Raises
    ------
    UsageError
        If the format is unknown, or the suffix belongs to none.
    OutputError
        If the file cannot be written; an earlier one is then untouched.
    """
    exporter = check_format(path, format)
    with replacing(path) as temporary:
        exporter.write(event_map, temporary)


def check_format(path: Path, format: str | None = None) -> Exporter:  # noqa: A002 -- as above
    """Return the exporter for a file name and an optional format name.

    Raises
    ------
    UsageError
        If the format is unknown, or the suffix belongs to none.
    """
    known = all_exporters()
    if format is not None:
        if format.lower() not in known:
            raise UsageError(f"There is no format {format!r}.", f"Known formats: {', '.join(known)}.")
        return known[format.lower()]
    name = path.name.lower()
    fitting = [
        (len(suffix), exporter)
        for exporter in known.values()
        for suffix in exporter.suffixes
        if name.endswith(suffix) and name != suffix
    ]
    if not fitting:
        listed = ", ".join(f"{exporter.suffixes[0]} ({label})" for label, exporter in known.items())
        raise UsageError(
            f"{path}: no format has the suffix {path.suffix!r}.",
            f"Known: {listed}; or name one with `geomap export --format`.",
        )
    return max(fitting, key=lambda item: item[0])[1]  # ".lpf.json" is longer than ".json"


def all_exporters() -> dict[str, Exporter]:
    """Return the built-in exporters and those that installed packages add, by name."""
    found = dict(EXPORTERS)
    for point in entry_points(group=ENTRY_POINTS):
        found.setdefault(point.name, point.load()())
    return found
