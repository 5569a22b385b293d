"""KML 2.2, for Google Earth: a placemark an event, with its time span."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from geomap.exporting.rows import flat_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geomap.model import EventMap

_NAMESPACE = "http://www.opengis.net/kml/2.2"
# XML 1.0 has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class KmlExporter:
    """One document; every column of the table as extended data."""

    name = "kml"
    suffixes = (".kml",)

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events; an unplaced one is a placemark without a geometry."""
        root = ET.Element("kml", {"xmlns": _NAMESPACE})
        document = ET.SubElement(root, "Document")
        _text(document, "name", event_map.title or "geomap events")
        if event_map.attribution:
            _text(document, "description", "\n".join(event_map.attribution))
        for cells, geometry in flat_rows(event_map.events):
            _placemark(document, cells, geometry)
        ET.indent(root)
        ET.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _placemark(document: ET.Element, cells: dict[str, Any], geometry: BaseGeometry | None) -> None:
    """Add one event, its elements in the order that the schema demands."""
    placemark = ET.SubElement(document, "Placemark")
    _text(placemark, "name", cells["title"])
    if cells["start"] or cells["end"]:
        span = ET.SubElement(placemark, "TimeSpan")
        for name, value in (("begin", cells["start"]), ("end", cells["end"])):
            if value:
                _text(span, name, value.isoformat())
    data = ET.SubElement(placemark, "ExtendedData")
    for name, value in cells.items():
        if value is not None:
            _text(ET.SubElement(data, "Data", {"name": name}), "value", str(value))
    if geometry is not None:
        _geometry(placemark, geometry)


def _geometry(parent: ET.Element, geometry: BaseGeometry) -> None:
    if geometry.geom_type == "Point":
        _text(ET.SubElement(parent, "Point"), "coordinates", _coordinates(geometry.coords))
    elif geometry.geom_type in {"LineString", "LinearRing"}:
        line = ET.SubElement(parent, "LineString")
        _text(line, "tessellate", "1")  # follow the ground, or a long line cuts through the globe
        _text(line, "coordinates", _coordinates(geometry.coords))
    elif geometry.geom_type == "Polygon":
        polygon = ET.SubElement(parent, "Polygon")
        _text(polygon, "tessellate", "1")
        _ring(polygon, "outerBoundaryIs", geometry.exterior)
        for hole in geometry.interiors:
            _ring(polygon, "innerBoundaryIs", hole)
    else:
        several = ET.SubElement(parent, "MultiGeometry")
        for part in geometry.geoms:
            _geometry(several, part)


def _ring(polygon: ET.Element, name: str, ring: BaseGeometry) -> None:
    linear = ET.SubElement(ET.SubElement(polygon, name), "LinearRing")
    _text(linear, "coordinates", _coordinates(ring.coords))


def _coordinates(points: Iterable[tuple[float, ...]]) -> str:
    return " ".join(f"{point[0]:.6f},{point[1]:.6f}" for point in points)


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _UNWRITABLE.sub("\ufffd", text)
