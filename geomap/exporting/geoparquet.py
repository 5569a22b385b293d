"""GeoParquet 1.1 with a covering bounding box a row, nested values as lists and structures.

Written with pyarrow against one fixed schema, so that files of many runs can be read as one table even where a column
is empty in some of them.
"""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import shapely

from geomap.exporting.rows import COLUMNS, nested_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pyarrow as pa
    from shapely.geometry.base import BaseGeometry

    from geomap.model import EventMap

_CORNERS = ("xmin", "ymin", "xmax", "ymax")


class GeoParquetExporter:
    """Geometry as WKB in ``geometry``, its bounds in ``bbox``; dates as dates."""

    name = "geoparquet"
    suffixes = (".parquet", ".geoparquet")

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        rows = nested_rows(event_map.events)
        geometries = [geometry for _, geometry in rows]
        schema = _schema().with_metadata({"geo": json.dumps(_geo_metadata(geometries))})
        columns: dict[str, list[Any]] = {
            name: [_cell(cells[name], kind) for cells, _ in rows] for name, kind in COLUMNS.items()
        }
        columns["bbox"] = [_bounds(geometry) for geometry in geometries]
        columns["geometry"] = [None if geometry is None else shapely.to_wkb(geometry) for geometry in geometries]
        pq.write_table(pa.table(columns, schema=schema), path, compression="zstd")


def _cell(value: Any, kind: str) -> Any:  # noqa: ANN401 -- a cell of any kind
    return date.fromisoformat(value) if kind == "date" and value else value


def _bounds(geometry: BaseGeometry | None) -> dict[str, float] | None:
    return None if geometry is None else dict(zip(_CORNERS, geometry.bounds, strict=True))


def _geo_metadata(geometries: Sequence[BaseGeometry | None]) -> dict[str, Any]:
    """Return the file's ``geo`` metadata; without a ``crs`` it is OGC:CRS84, longitude and latitude on WGS 84."""
    placed = [geometry for geometry in geometries if geometry is not None]
    column: dict[str, Any] = {
        "encoding": "WKB",
        "geometry_types": sorted({geometry.geom_type for geometry in placed}),
        "orientation": "counterclockwise",
        "covering": {"bbox": {corner: ["bbox", corner] for corner in _CORNERS}},
    }
    if placed:
        column["bbox"] = list(shapely.total_bounds(placed))
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, number, whole = pa.string(), pa.float64(), pa.int32()
    actor = pa.struct({"name": text, "country": text})
    mark = pa.struct({"start": whole, "end": whole, "role": text})
    nested = {
        "date_reasons": pa.list_(text),
        "place_reasons": pa.list_(text),
        "contested": pa.struct(
            {"governs": pa.list_(text), "claims": pa.list_(text), "since": text, "note": text},
        ),
        "actors": pa.list_(actor),
        "recipients": pa.list_(actor),
        "evidence": pa.list_(
            pa.struct({"doc_id": text, "start": whole, "end": whole, "text": text, "marks": pa.list_(mark)})
        ),
        "sources": pa.list_(pa.struct({"doc_id": text, "title": text, "source": text, "url": text, "published": text})),
        "disagreements": pa.list_(text),
        "alternatives": pa.list_(
            pa.struct({"id": text, "name": text, "country": text, "lon": number, "lat": number, "score": number})
        ),
    }
    plain = {"text": text, "number": number, "whole": whole, "date": pa.date32()}
    fields = [pa.field(name, nested.get(name) or plain[kind]) for name, kind in COLUMNS.items()]
    bbox = pa.struct(dict.fromkeys(_CORNERS, number))
    return pa.schema([*fields, pa.field("bbox", bbox), pa.field("geometry", pa.binary())])
