"""A compact file of polygons that share their borders: arcs, quantised and compressed, read without parsing shapes.

A border between two areas is stored once, as an *arc*; a ring is a list of arcs, some walked backwards. So a shared
border stays shared whatever is done to it, the file is half as large, and the line between two areas is found by
looking which arcs both use, with no geometry computed.

The file is one xz stream: ``GEOMAPT1``, the length of a JSON header (little-endian uint32), the header, then the
arrays the header lists. Coordinates are integers, ``degrees / scale``, each the difference from the one before, and
their four bytes are stored plane by plane because the upper planes are nearly all zero.
"""

from __future__ import annotations

import json
import lzma
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geomap.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    import numpy.typing as npt
    from shapely.geometry.base import BaseGeometry

    Ints = npt.NDArray[np.int32]

MAGIC = b"GEOMAPT1"
_ARRAYS = ("polygons", "rings", "refs_per_ring", "refs", "arc_sizes", "dx", "dy", "bounds")


def write_layer(path: Path, header: Mapping[str, Any], arrays: Mapping[str, Ints]) -> None:
    """Write a layer; the same input gives the same bytes.

    Parameters
    ----------
    path
        The file.
    header
        JSON-able; ``scale`` (degrees a unit) and ``columns`` (name to list, one value a feature) are needed.
    arrays
        As :func:`geomap.spatial.build_topology.cut` makes them.
    """
    from geomap.files import replacing

    sizes = {name: int(arrays[name].size) for name in _ARRAYS}
    head = json.dumps({**header, "arrays": sizes}, ensure_ascii=False, separators=(",", ":")).encode()
    body = b"".join(_planes(arrays[name]) for name in _ARRAYS)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 0, "pb": 0}]
    raw = lzma.compress(MAGIC + struct.pack("<I", len(head)) + head + body, filters=filters)
    with replacing(path) as temporary:
        temporary.write_bytes(raw)


def _planes(array: Ints) -> bytes:
    return array.astype("<i4").view(np.uint8).reshape(-1, 4).T.tobytes()


def _unplane(raw: bytes, size: int) -> Ints:
    planes = np.frombuffer(raw, dtype=np.uint8).reshape(4, size).T
    return np.ascontiguousarray(planes).view("<i4").reshape(-1).astype(np.int32, copy=False)


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer as read: columns and arcs at once, shapes only when asked for.

    Attributes
    ----------
    header
        What the file says of itself: ``source``, ``version``, ``scale``, ``columns``.
    xy
        All arcs' vertices in degrees, WGS 84, shape ``(n, 2)``.
    arc_starts
        Index of each arc's first vertex, and one more for the end.
    """

    header: dict[str, Any]
    xy: npt.NDArray[np.float64]
    arc_starts: npt.NDArray[np.int64]
    polygon_starts: npt.NDArray[np.int64]
    ring_starts: npt.NDArray[np.int64]
    ref_starts: npt.NDArray[np.int64]
    refs: Ints
    bounds: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.bounds)

    def column(self, name: str) -> list[Any]:
        """Return one column, a value for each feature."""
        values: list[Any] = self.header["columns"][name]
        return values

    def arc(self, index: int) -> npt.NDArray[np.float64]:
        """Return an arc's vertices; ``~index`` for the same walked backwards."""
        forward = index if index >= 0 else ~index
        points = self.xy[self.arc_starts[forward] : self.arc_starts[forward + 1]]
        return points if index >= 0 else points[::-1]

    def arcs_of(self, feature: int) -> set[int]:
        """Return the arcs that bound a feature."""
        first_ring = self.ring_starts[self.polygon_starts[feature]]
        last_ring = self.ring_starts[self.polygon_starts[feature + 1]]
        refs = self.refs[self.ref_starts[first_ring] : self.ref_starts[last_ring]]
        return {int(ref) if ref >= 0 else ~int(ref) for ref in refs}

    def shape(self, feature: int) -> BaseGeometry:
        """Build a feature's polygon or multipolygon, in degrees, WGS 84, valid."""
        import shapely

        polygons = []
        for polygon in range(self.polygon_starts[feature], self.polygon_starts[feature + 1]):
            rings = [self._ring(ring) for ring in range(self.ring_starts[polygon], self.ring_starts[polygon + 1])]
            polygons.append(shapely.Polygon(rings[0], rings[1:]))
        found = polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)
        return found if found.is_valid else polygonal(shapely.make_valid(found))

    def lines(self, arcs: Iterable[int]) -> BaseGeometry:
        """Join arcs into as few lines as they make."""
        import shapely

        parts = [shapely.LineString(self.arc(arc)) for arc in sorted(arcs)]
        return shapely.line_merge(shapely.MultiLineString(parts))

    def _ring(self, ring: int) -> npt.NDArray[np.float64]:
        refs = self.refs[self.ref_starts[ring] : self.ref_starts[ring + 1]]
        pieces = [self.arc(int(ref)) for ref in refs]
        return np.concatenate([pieces[0], *(piece[1:] for piece in pieces[1:])])


def polygonal(geometry: BaseGeometry) -> BaseGeometry:
    """Return the parts of a geometry that have an area, as one geometry."""
    import shapely

    parts = [part for part in shapely.get_parts(shapely.get_parts(geometry)) if part.geom_type == "Polygon"]
    return shapely.union_all(parts) if parts else shapely.Polygon()


def read_layer(path: Path) -> Layer:
    """Read a layer.

    Raises
    ------
    DataError
        If the file is missing, damaged or of another kind.
    """
    try:
        raw = lzma.decompress(path.read_bytes())
        (length,) = struct.unpack_from("<I", raw.removeprefix(MAGIC))  # fails below when the magic is missing
        offset = len(MAGIC) + 4 + length
        header: dict[str, Any] = json.loads(raw[len(MAGIC) + 4 : offset])
        arrays: dict[str, Ints] = {}
        for name in _ARRAYS:
            size = header["arrays"][name]
            arrays[name] = _unplane(raw[offset : offset + 4 * size], size)
            offset += 4 * size
    except (OSError, EOFError, lzma.LZMAError, ValueError, KeyError, struct.error) as error:
        raise DataError(f"The boundary file {path.name} cannot be read: {error}.", "Reinstall geomap.") from error
    return layer_from(header, arrays)


def layer_from(header: dict[str, Any], arrays: Mapping[str, Ints]) -> Layer:
    """Return a layer over arrays as :func:`geomap.spatial.build_topology.cut` makes them."""
    scale = header["scale"]
    xy = np.column_stack([np.cumsum(arrays["dx"], dtype=np.int64), np.cumsum(arrays["dy"], dtype=np.int64)])
    return Layer(
        header=header,
        xy=np.round(xy * scale, 7),
        arc_starts=_starts(arrays["arc_sizes"]),
        polygon_starts=_starts(arrays["polygons"]),
        ring_starts=_starts(arrays["rings"]),
        ref_starts=_starts(arrays["refs_per_ring"]),
        refs=arrays["refs"],
        bounds=np.round(arrays["bounds"].reshape(-1, 4) * scale, 7),
    )


def _starts(counts: Ints) -> npt.NDArray[np.int64]:
    return np.concatenate([[0], np.cumsum(counts, dtype=np.int64)])
