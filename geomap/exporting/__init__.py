"""Exporting: an EventMap as files."""

from geomap.exporting.protocol import Exporter
from geomap.exporting.registry import EXPORTERS, check_format, export

__all__ = ["EXPORTERS", "Exporter", "check_format", "export"]
