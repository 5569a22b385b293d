"""Rivers, joined from the pieces that the source cuts at every border: as lines to reason with, and for drawing."""

from __future__ import annotations

import json
import lzma
from typing import TYPE_CHECKING, Any

from geomap.files import replacing
from geomap.spatial.build_packing import packed, parts_of
from geomap.spatial.build_sources import read_rivers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

_RIVER_TOLERANCE = 0.025
_JOIN_TOLERANCE = 0.0125  # for lines that are joined or compared before they are simplified
_LEAST_RIVER = 5.0  # degrees of length
_DOUBLE = 0.07  # degrees within which two drawings of one river are taken for one
_NAMELESS = "River"  # what the source calls rivers that have lost their name


def compile_rivers(packages: Path, out: Path) -> tuple[str, ...]:
    """Write ``boundaries/rivers.json.xz`` below ``out``: name to lines, packed as rings are in the basemap.

    Returns
    -------
    tuple of str
        One line that tells what was written.
    """
    scale = 0.001
    rivers = {}
    for name, lines in _river_pieces(packages).items():
        if name != _NAMELESS:
            whole = _without_doubles(lines, scale)
            if not whole.is_empty:
                rivers[name] = [ring for part in parts_of(whole, scale) for ring in part]
    text = json.dumps({"scale": scale, "rivers": rivers}, ensure_ascii=False, separators=(",", ":"))
    path = out / "boundaries" / "rivers.json.xz"
    with replacing(path) as temporary:
        temporary.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    return (f"boundaries/rivers.json.xz: {len(rivers):,} names, {path.stat().st_size:,} bytes",)


def _river_pieces(packages: Path) -> dict[str, list[BaseGeometry]]:
    import shapely

    pieces: dict[str, list[BaseGeometry]] = {}
    for name, points in read_rivers(packages):
        pieces.setdefault(name, []).append(shapely.LineString(points))
    return dict(sorted(pieces.items()))


def river_layer(packages: Path) -> dict[str, Any]:
    """Join the rivers' pieces, which the source cuts at every border; a border river comes twice and is kept once."""
    rows = []
    for name, lines in _river_pieces(packages).items():
        whole = _without_doubles(lines, _JOIN_TOLERANCE)
        if whole.length >= _LEAST_RIVER:
            rows.append((name, whole.simplify(_RIVER_TOLERANCE), whole.length))
    rows.sort(key=lambda row: (-row[2], row[0]))
    ranks = [3 if length > 20 else 4 if length > 12 else 6 for _, _, length in rows]
    return packed(
        "LineString",
        [row[1] for row in rows],
        {"name": [row[0] if row[0] != _NAMELESS else "" for row in rows], "rank": ranks},
    )


def _without_doubles(lines: Sequence[BaseGeometry], tolerance: float) -> BaseGeometry:
    """Join lines, longest first, leaving out what runs beside a line already taken."""
    import shapely

    taken: list[BaseGeometry] = []
    beside = shapely.Polygon()
    for line in sorted(lines, key=lambda line: (-line.length, line.bounds)):
        rest = shapely.get_parts(line.simplify(tolerance).difference(beside))
        fresh = [part for part in rest if part.length > 2 * _DOUBLE]
        taken += fresh
        beside = beside.union(shapely.union_all(fresh).buffer(_DOUBLE, quad_segs=2))
    return shapely.line_merge(shapely.MultiLineString(taken)) if taken else shapely.LineString()
