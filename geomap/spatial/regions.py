"""Shapes of curated regions, composed as their entries say."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.spatial.projection import buffer_km
from geomap.spatial.topology import polygonal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shapely.geometry.base import BaseGeometry

    from geomap.gazetteer import CuratedRegion, ShapeSpec
    from geomap.spatial.shapes import Shapes


def region_shape(region_id: str, shapes: Shapes) -> BaseGeometry | None:
    """Compose a region's shape.

    Parameters
    ----------
    region_id
        Id of a curated region ("geomap:donbas").
    shapes
        Where countries, divisions and seas come from.

    Returns
    -------
    geometry or None
        In degrees, WGS 84; ``None`` for an unknown region or one that is only a point.

    Raises
    ------
    DataError
        If the entry names a code or a sea that has no outline.
    """
    region = _regions().get(region_id.removeprefix("geomap:"))
    return None if region is None else compose(region.shape, shapes)


def region_codes(region_id: str) -> tuple[str, ...]:
    """Return the codes of the countries and divisions that a region consists of; none for one drawn by hand."""
    region = _regions().get(region_id.removeprefix("geomap:"))
    if region is None:
        return ()
    spec = region.shape
    cut = spec.box or spec.polygon or spec.minus or spec.clip or spec.buffer_km
    return () if cut else tuple(spec.union or ())


def fronts(slugs: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return name, id and first day of curated front lines, the latest first."""
    regions = (_regions()[slug] for slug in slugs)
    found = [(one.name, f"geomap:{one.slug}", one.valid_from) for one in regions]
    return tuple(sorted(found, key=lambda front: front[2], reverse=True))


@cache
def _regions() -> dict[str, CuratedRegion]:
    from geomap.gazetteer import load_regions

    return {region.slug: region for region in load_regions()}


def compose(spec: ShapeSpec, shapes: Shapes) -> BaseGeometry | None:
    """Make a shape as an entry of ``regions.toml`` tells.

    The union, the sea, or the drawn outline comes first; with a union, a box or polygon is the part of it to keep. Then
    the buffer is added, ``minus`` taken away and the whole kept within ``clip``.

    Raises
    ------
    DataError
        If the entry names a code or a sea that has no outline.
    """
    shape = _core(spec, shapes)
    if shape is None:
        return None
    if spec.buffer_km:
        shape = buffer_km(shape, spec.buffer_km)
    if spec.minus:
        shape = shape.difference(_union(spec.minus, shapes))
    if spec.clip:
        shape = shape.intersection(_union(spec.clip, shapes))
    return polygonal(shape) if shape.area > 0 else shape


def _core(spec: ShapeSpec, shapes: Shapes) -> BaseGeometry | None:
    import shapely

    drawn = _drawn(spec)
    if spec.union:
        whole = _union(spec.union, shapes)
        return whole if drawn is None else whole.intersection(drawn)
    if spec.marine:
        sea = shapes.sea(spec.marine)
        if sea is None:
            raise DataError(
                f"No sea is named {spec.marine!r} in boundaries/marine.xz.", "Mend data/curated/regions.toml."
            )
        return sea if drawn is None else sea.intersection(drawn)
    if drawn is not None:
        return drawn
    if spec.line:
        return shapely.LineString(spec.line)
    return shapely.Point(spec.point) if spec.point and spec.buffer_km else None


def _drawn(spec: ShapeSpec) -> BaseGeometry | None:
    import shapely

    if spec.polygon:
        return shapely.make_valid(shapely.Polygon(spec.polygon))
    if spec.box is None:
        return None
    west, south, east, north = spec.box
    if west <= east:
        return shapely.box(west, south, east, north)
    return shapely.union_all([shapely.box(west, south, 180.0, north), shapely.box(-180.0, south, east, north)])


def _union(codes: Iterable[str], shapes: Shapes) -> BaseGeometry:
    import shapely

    found = []
    for code in codes:
        shape = shapes.admin1(code) if "-" in code else shapes.country(code)
        if shape is None:
            raise DataError(f"The code {code!r} has no outline.", "Mend data/curated/regions.toml.")
        found.append(shape)
    return shapely.union_all(found)
