"""Local projections and geodesic measures: kilometres are never degrees.

A shape is projected azimuthally equidistant about its own middle, so that distances from there are true and a buffer of
some kilometres is one; a shape wider than ``_REACH_KM`` is worked on in pieces. Longitudes are made to go on across the
antimeridian (179, 181) while working; :func:`geomap.model.rfc7946.cut_at_antimeridian` cuts the result there.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt
    from pyproj import Geod
    from shapely.geometry.base import BaseGeometry

KM = 1000.0
_REACH_KM = 600.0  # beyond this from the middle, azimuthal equidistant stretches across by more than 0.15 %
_QUAD_SEGS = 8
_COARSE = 0.01  # of the width: corners smaller than this are left out before a shape is widened


@cache
def geod() -> Geod:
    """Return the WGS 84 ellipsoid."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def length_km(line: BaseGeometry) -> float:
    """Return a line's geodesic length in kilometres."""
    return float(geod().geometry_length(line)) / KM


def area_km2(shape: BaseGeometry) -> float:
    """Return a shape's geodesic area in square kilometres."""
    from shapely import get_parts

    return sum(abs(geod().geometry_area_perimeter(part)[0]) for part in get_parts(shape)) / KM**2


def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the geodesic distance of two points in kilometres."""
    return float(geod().inv(lon1, lat1, lon2, lat2)[2]) / KM


def destination(lon: float, lat: float, bearing: float, km: float) -> tuple[float, float]:
    """Return the point reached from another by a geodesic; ``bearing`` in degrees clockwise from north."""
    east, north, _ = geod().fwd(lon, lat, bearing, km * KM)
    return float(east), float(north)


def normal(lon: float, lat: float) -> tuple[float, float]:
    """Return a point with its longitude within ±180."""
    return (lon + 180.0) % 360.0 - 180.0, lat


class Local:
    """A plane in kilometres around a point, azimuthally equidistant on WGS 84.

    Parameters
    ----------
    lon, lat
        The middle, in degrees; rounded to a tenth, so that neighbours share a projection.
    """

    def __init__(self, lon: float, lat: float) -> None:
        self.lon = round((lon + 180.0) % 360.0 - 180.0, 1)
        self.lat = round(lat, 1)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in kilometres."""
        return _mapped(geometry, self._forward)

    def unproject(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in degrees, longitudes going on across the antimeridian."""
        return _mapped(geometry, self._backward)

    def unprojected(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return an area in degrees, cut at the antimeridian and closed over a pole that it holds."""
        return _clean(_unwrapped(self, geometry))

    def _forward(self, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        size = len(xy)
        turn, _, reach = geod().inv(np.full(size, self.lon), np.full(size, self.lat), xy[:, 0], xy[:, 1])
        angle = np.radians(turn)
        flat: npt.NDArray[np.float64] = (
            np.column_stack([np.sin(angle), np.cos(angle)]) * np.asarray(reach)[:, None] / KM
        )
        return flat

    def _backward(self, xy: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        size = len(xy)
        turn = np.degrees(np.arctan2(xy[:, 0], xy[:, 1]))
        x, y, _ = geod().fwd(np.full(size, self.lon), np.full(size, self.lat), turn, np.hypot(xy[:, 0], xy[:, 1]) * KM)
        x = self.lon + (np.asarray(x) - self.lon + 180.0) % 360.0 - 180.0
        return np.column_stack([x, y])


def _mapped(
    geometry: BaseGeometry, function: Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
) -> BaseGeometry:
    import shapely

    return shapely.transform(geometry, function)


def local_to(geometry: BaseGeometry) -> Local:
    """Return the plane around the middle of a geometry's bounding box."""
    west, south, east, north = geometry.bounds
    return Local((west + east) / 2, (south + north) / 2)


def buffer_km(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """Return everything within some kilometres of a geometry.

    Parameters
    ----------
    geometry
        In degrees, WGS 84.
    km
        Kilometres, more than 0.

    Returns
    -------
    geometry
        A valid polygon or multipolygon in degrees; cut at the antimeridian, with longitudes within ±180.
    """
    import shapely

    pieces = _pieces(geometry)
    planes = [local_to(piece) for piece in pieces]
    grown = [
        _clean(_unwrapped(plane, plane.project(piece).simplify(_COARSE * km).buffer(km, quad_segs=_QUAD_SEGS)))
        for plane, piece in zip(planes, pieces, strict=True)
    ]
    return _clean(shapely.union_all(grown)) if len(grown) > 1 else grown[0]


def _unwrapped(plane: Local, shape: BaseGeometry) -> BaseGeometry:
    """Bring a shape back to degrees; one that holds a pole becomes a cap as wide as the world."""
    import shapely

    pole = 90.0 if plane.lat > 0 else -90.0
    at_pole = plane.project(shapely.Point(plane.lon, pole))
    if not shape.contains(at_pole):
        return _within_world(plane.unproject(shape))
    ring = shapely.get_coordinates(plane.unproject(shape.exterior if shape.geom_type == "Polygon" else shape))
    ring = ring[np.argsort((ring[:, 0] + 180.0) % 360.0)]
    ring[:, 0] = (ring[:, 0] + 180.0) % 360.0 - 180.0
    edge = (ring[0, 1] + ring[-1, 1]) / 2
    around = [(-180.0, edge), *map(tuple, ring), (180.0, edge), (180.0, pole), (-180.0, pole)]
    return shapely.make_valid(shapely.Polygon(around))


def _within_world(shape: BaseGeometry) -> BaseGeometry:
    from geomap.model.rfc7946 import cut_at_antimeridian

    west, _, east, _ = shape.bounds
    return shape if west >= -180.0 and east <= 180.0 else cut_at_antimeridian(_clean(shape))


def _clean(shape: BaseGeometry) -> BaseGeometry:
    import shapely

    return shape if shape.is_valid else shapely.make_valid(shape)


def _pieces(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Cut a geometry too wide for one plane by a grid of degrees."""
    import shapely

    west, south, east, north = geometry.bounds
    tall = (north - south) * 111.0
    wide = (east - west) * 111.0 * max(np.cos(np.radians(min(abs(south), abs(north)))), 0.05)
    if max(tall, wide) <= 2 * _REACH_KM:
        return [geometry]
    step_lat = 8.0
    step_lon = 10.0
    cells = [
        shapely.box(x, y, x + step_lon, y + step_lat)
        for x in np.arange(west, east + 1e-9, step_lon)
        for y in np.arange(south, north + 1e-9, step_lat)
    ]
    pieces = [geometry.intersection(cell) for cell in cells]
    return [piece for piece in pieces if not piece.is_empty]
