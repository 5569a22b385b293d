"""How data travels in the page: readable JSON when small, packed columns when large; never as script or HTML."""

from __future__ import annotations

import base64
import gzip
import json
import struct
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

# Above this many characters of JSON the page carries columns, packed; below, a person can read the source.
PLAIN_LIMIT = 300_000

_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def escape_json(value: Any) -> str:  # noqa: ANN401 -- any JSON value
    """Return JSON that can stand in a ``<script>`` data block: nothing in it can end the block or start another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=False, allow_nan=False)
    for plain, escaped in _ESCAPES.items():
        text = text.replace(plain, escaped)
    # A lone surrogate cannot be written as UTF-8; JSON has an escape for it.
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def pack(value: dict[str, Any], columns: dict[str, np.ndarray]) -> str:
    """Return a JSON value and numeric columns as base64 of gzip.

    Parameters
    ----------
    value
        Anything JSON can say.
    columns
        One-dimensional arrays of 8, 16 or 32 bits. They are stored little-endian, byte plane by byte plane, because
        the high bytes of sorted dates and near places repeat and so pack to almost nothing.

    Returns
    -------
    str
        ``base64(gzip(length of the head, head as JSON, planes))``; the same bytes for the same input.
    """
    import numpy as np

    planes, described, offset = [], {}, 0
    for name, column in columns.items():
        width = column.dtype.itemsize
        little = np.ascontiguousarray(column.astype(column.dtype.newbyteorder("<")))
        described[name] = {"dtype": f"{column.dtype.kind}{width}", "at": offset, "n": len(column)}
        planes.append(little.view(np.uint8).reshape(-1, width).T.tobytes())
        offset += len(planes[-1])
    head = escape_json({**value, "packed": described}).encode("utf-8")
    body = b"".join([struct.pack("<I", len(head)), head, *planes])
    return base64.b64encode(gzip.compress(body, compresslevel=9, mtime=0)).decode("ascii")
