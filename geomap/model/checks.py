"""Checks that the values run once, at birth."""

from __future__ import annotations


def check_span(start: int, end: int, what: str) -> None:
    """Raise ``ValueError`` unless ``0 <= start < end`` (Unicode code points, end exclusive)."""
    if not 0 <= start < end:
        raise ValueError(f"{what}: offsets must satisfy 0 <= start < end, not {start}..{end}")


def check_unit(value: float, what: str) -> None:
    """Raise ``ValueError`` unless ``0 <= value <= 1``."""
    if not 0.0 <= value <= 1.0:
        raise ValueError(f"{what} must lie between 0 and 1, not {value}")


def check_lonlat(lon: float, lat: float, what: str) -> None:
    """Raise ``ValueError`` unless the point is a longitude and latitude in degrees, WGS 84."""
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise ValueError(f"{what}: longitude {lon}, latitude {lat} is not on the globe")
