"""How data travels in the page: readable JSON when small, packed columns when large; never as script or HTML."""

from __future__ import annotations

import base64
import gzip
import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np

# Above this many characters of JSON the page carries columns, packed; below, a person can read the source.
PLAIN_LIMIT = 300_000

# The first character of a table's string that is written as JSON.
AS_JSON = "\x01"

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def escape_json(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """Return JSON that can stand in a ``<script>`` data block: nothing in it can end the block or start another."""
    text = compact_json(value)
    for plain, escaped in _ESCAPES.items():
        text = text.replace(plain, escaped)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def compact_json(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """Return JSON without spaces, in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False, allow_nan=False)


def pack(value: dict[str, Any], columns: Mapping[str, np.ndarray], tables: Mapping[str, Sequence[str]]) -> str:
    """Return a JSON value, numeric columns and tables of strings as base64 of gzip.

    Parameters
    ----------
    value
        Anything JSON can say.
    columns
        One-dimensional arrays of 8, 16 or 32 bits. Each is stored in the narrowest form that holds it, little-endian,
        byte plane by byte plane, because the high bytes of sorted dates and near places repeat and so pack to almost
        nothing.
    tables
        Lists of strings that the page reads one by one when it needs them, and not all at once when it opens.

    Returns
    -------
    str
        ``base64(gzip(length of the head, head as JSON, planes, bytes of the tables))``; the same bytes for the same
        input.
    """
    import numpy as np

    parts: list[bytes] = []
    described: dict[str, dict[str, Any]] = {}
    offset = 0

    def add(name: str, column: np.ndarray) -> None:
        nonlocal offset
        parts.append(planes(column))
        described[name] = {"dtype": f"{column.dtype.kind}{column.dtype.itemsize}", "at": offset, "n": len(column)}
        offset += len(parts[-1])

    for name, column in columns.items():
        add(name, narrowest(column))
    placed: dict[str, dict[str, int]] = {}
    for name, strings in tables.items():
        coded = [_utf8(text) for text in strings]
        add(f"{name}#", narrowest(np.fromiter(map(len, coded), dtype=np.int64, count=len(coded))))
        parts.append(b"".join(coded))
        placed[name] = {"at": offset, "bytes": len(parts[-1])}
        offset += len(parts[-1])
    head = escape_json({**value, "packed": described, "tables": placed}).encode("utf-8")
    body = b"".join([struct.pack("<I", len(head)), head, *parts])
    return base64.b64encode(gzip.compress(body, compresslevel=9, mtime=0)).decode("ascii")


def narrowest(column: np.ndarray) -> np.ndarray:
    """Return whole numbers in the narrowest of u1, u2, u4 and i4 that holds them all."""
    import numpy as np

    low, high = (int(column.min()), int(column.max())) if len(column) else (0, 0)
    for kind in ("u1", "u2", "u4"):
        if low >= 0 and high <= np.iinfo(kind).max:
            return column.astype(kind)
    return column.astype("i4")


def planes(column: np.ndarray) -> bytes:
    """Return a column's lowest bytes, then its next ones, and so on."""
    import numpy as np

    width = column.dtype.itemsize
    little = np.ascontiguousarray(column.astype(column.dtype.newbyteorder("<")))
    return little.view(np.uint8).reshape(-1, width).T.tobytes()


def _utf8(text: str) -> bytes:
    """Return a string's bytes; one that UTF-8 cannot hold goes as :data:`AS_JSON` and JSON, which can."""
    if not text.startswith(AS_JSON):
        try:
            return text.encode("utf-8")
        except UnicodeEncodeError:  # a lone surrogate
            pass
    return (AS_JSON + json.dumps(text)).encode("utf-8")
