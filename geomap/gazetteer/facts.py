"""What is loaded, in words: for ``geomap gazetteer info``."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geomap.gazetteer.sqlite import SqliteGazetteer
from geomap.gazetteer.views import view_of
from geomap.resources import data_file

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Gazetteer


def facts(gazetteer: Gazetteer, *, regions: int) -> list[tuple[str, str]]:
    """Return labels and values that describe a gazetteer.

    Parameters
    ----------
    gazetteer
        As `geomap.gazetteer.open_gazetteer` returns it.
    regions
        How many curated regions there are.
    """
    rows = [("gazetteer", gazetteer.id), ("point of view", view_of(gazetteer))]
    for part in parts(gazetteer):
        stat = part.path.stat()
        made = datetime.fromtimestamp(stat.st_mtime, UTC)
        rows += [
            ("file", str(part.path)),
            ("made", f"{made:%Y-%m-%d %H:%M} UTC from {part.meta.get('source', 'unknown')}"),
            ("size", f"{stat.st_size / 2**20:.1f} MiB"),
            ("places", f"{int(part.meta.get('places', 0)):,}"),
            ("names", f"{int(part.meta.get('names', 0)):,}"),
        ]
    manifest = json.loads(data_file("gazetteer", "manifest.json").read_text(encoding="utf-8"))
    rows += [("countries", f"{len(gazetteer.countries())}"), ("curated regions", f"{regions}")]
    rows += [("package", f"{row['name']} {row['version']} ({row['licence']})") for row in manifest["packages"]]
    rows.append(("credit", manifest["attribution"]))
    return rows


def parts(gazetteer: Gazetteer) -> list[SqliteGazetteer]:
    """Return the databases that a gazetteer is made of."""
    if isinstance(gazetteer, SqliteGazetteer):
        return [gazetteer]
    return [part for child in getattr(gazetteer, "parts", ()) for part in parts(child)]
