"""Outlines of lakes, without names: the source has lost them, and a point within tells which lake is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.spatial.build_sources import read_lines
from geomap.spatial.build_topology import cut
from geomap.spatial.topology import polygonal, write_layer

if TYPE_CHECKING:
    from pathlib import Path

_SCALE = 1e-3
_TOLERANCE = 0.004  # degrees, 0.4 km: far below the width of a shore
_LEAST = 0.01  # square degrees, about 100 km²


def compile_lakes(packages: Path, out: Path) -> tuple[str, ...]:
    """Write ``boundaries/lakes.xz`` below ``out``.

    Returns
    -------
    tuple of str
        One line that tells what was written.
    """
    lakes = sorted((lake for lake in read_lines(packages, "lakes") if lake.area >= _LEAST), key=lambda one: one.bounds)
    simple = [polygonal(lake.simplify(_TOLERANCE).buffer(0)) for lake in lakes]
    path = out / "boundaries" / "lakes.xz"
    write_layer(path, {"scale": _SCALE, "version": "Natural Earth", "columns": {}}, cut(simple, _SCALE))
    return (f"boundaries/lakes.xz: {len(lakes):,} shapes, {path.stat().st_size:,} bytes",)
