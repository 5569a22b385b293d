"""Which files of a folder geomap wrote itself: maps and tables of events are no articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = 4096
_TAIL = 65536  # a Parquet file's names of columns stand in its foot
# What only geomap's own files hold, by suffix: the sealed page's generator, the first columns of its tables, the
# first fields of its annotations (docs/formats.md).
_PAGE = b'<meta name="generator" content="geomap">'
_SIGNS = {
    ".html": (_PAGE,),
    ".htm": (_PAGE,),
    ".csv": (b"id,title,type,mode,context,label,status,start,end,edtf,",),
    ".jsonl": (b'"published_from": ', b'"toponyms": ['),
    ".parquet": (b"date_reasons", b"place_reasons"),
}


def is_own(path: Path) -> bool:
    """Tell whether geomap wrote a file; one that cannot be read is left to whoever reads it in earnest."""
    suffix = path.suffix.lower()
    signs = _SIGNS.get(suffix)
    if signs is None:
        return False
    try:
        with path.open("rb") as stream:
            if suffix == ".parquet":
                stream.seek(max(0, path.stat().st_size - _TAIL))
            held = stream.read(_TAIL if suffix == ".parquet" else _HEAD)
    except OSError:
        return False
    return all(sign in held for sign in signs)
