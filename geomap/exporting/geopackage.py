"""OGC GeoPackage, for QGIS and its kin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.exporting.rows import COLUMNS, flat_rows

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import EventMap

LAYER = "events"
# The file notes when it was written; a fixed day keeps the bytes the same for the same events.
_WRITTEN = "2000-01-01T00:00:00.000Z"
_DTYPES = {"text": "object", "nested": "object", "whole": "Int32", "number": "Float64", "date": "datetime64[ms]"}


class GeoPackageExporter:
    """One layer, ``events``, in EPSG:4326, of mixed geometry types; nested values as JSON."""

    name = "gpkg"
    suffixes = (".gpkg",)

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events."""
        import geopandas as gpd
        import pandas as pd
        import pyogrio

        rows = flat_rows(event_map.events)
        columns = {
            name: pd.Series([cells[name] for cells, _ in rows], dtype=_DTYPES[kind]) for name, kind in COLUMNS.items()
        }
        geometry = gpd.GeoSeries([shape for _, shape in rows], crs="EPSG:4326")
        table = gpd.GeoDataFrame(columns, geometry=geometry)
        written = path.with_name(f"{path.name}.gpkg")  # GDAL wants this suffix, whatever the person calls the file
        before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _WRITTEN})
        try:
            pyogrio.write_dataframe(table, written, driver="GPKG", layer=LAYER, geometry_type="Unknown")
            written.replace(path)
        finally:
            pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
            written.unlink(missing_ok=True)
