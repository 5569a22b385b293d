"""The embedded tables under ``data/gazetteer``: one compressed file a table, column after column.

A file is XZ-compressed UTF-8. Its first line names the columns and the number of rows, tab-separated
(``234908<TAB>id<TAB>name...``); then come all values of the first column, one a line, then of the second, and so on.
Values of one column resemble each other, so this is a seventh smaller than rows, and as easy to read back.
"""

from __future__ import annotations

import hashlib
import lzma
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.files import replacing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def write_table(path: Path, columns: Mapping[str, Sequence[str]]) -> None:
    """Write a table; same columns, same bytes.

    Parameters
    ----------
    path
        The file, ``.xz``.
    columns
        Values by column name; all of one length, none with a line end.

    Raises
    ------
    ValueError
        If columns differ in length or a value holds a line end.
    """
    lengths = {len(values) for values in columns.values()}
    if len(lengths) != 1:
        raise ValueError(f"{path.name}: columns of different lengths {sorted(lengths)}")
    rows = lengths.pop()
    lines = ["\t".join([str(rows), *columns])]
    for name, values in columns.items():
        if any("\n" in value for value in values):
            raise ValueError(f"{path.name}: column {name} holds a line end")
        lines.extend(values)
    data = lzma.compress("\n".join(lines).encode(), check=lzma.CHECK_CRC64, preset=9 | lzma.PRESET_EXTREME)
    with replacing(path) as temporary:
        temporary.write_bytes(data)


def read_table(path: Path) -> dict[str, list[str]]:
    """Read a table back.

    Raises
    ------
    DataError
        If the file is damaged or cut short.
    """
    try:
        lines = lzma.decompress(path.read_bytes()).decode().split("\n")
        rows, *names = lines[0].split("\t")
        count = int(rows)
    except (OSError, lzma.LZMAError, UnicodeDecodeError, ValueError) as error:
        raise DataError(f"{path} cannot be read: {error}.", "Reinstall geomap or rebuild the file.") from error
    if len(lines) != 1 + count * len(names):
        raise DataError(f"{path} is cut short: {len(lines)} lines.", "Reinstall geomap or rebuild the file.")
    return {name: lines[1 + i * count : 1 + (i + 1) * count] for i, name in enumerate(names)}


def digest(paths: Sequence[Path]) -> str:
    """Return a short hash of files' contents, in the given order.

    Raises
    ------
    DataError
        If a file cannot be read.
    """
    total = hashlib.sha256()
    for path in paths:
        try:
            total.update(hashlib.sha256(path.read_bytes()).digest())
        except OSError as error:
            raise DataError(f"{path} cannot be read: {error}.", "Reinstall geomap or rebuild the file.") from error
    return total.hexdigest()[:16]
