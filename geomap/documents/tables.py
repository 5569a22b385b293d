"""Tables of articles: JSON lines, CSV and Parquet, read a row at a time; a bad row is reported and the rest go on."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import IO, TYPE_CHECKING, Any

from geomap.documents.decoding import decode, refuse_binary, unicode_mark
from geomap.documents.record import FIELDS, Record, record_from_fields
from geomap.errors import DocumentError
from geomap.model import FailedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_HEAD = 65536
_BATCH_ROWS = 256
_DELIMITERS = (",", "\t", ";", "|")


def read_jsonl(stream: IO[bytes], name: str) -> Iterator[Record | FailedDocument]:
    """Yield one record a line; lines end in a line feed, as JSON Lines says, and blank ones are passed over.

    Raises
    ------
    DocumentError
        If the whole file is no text.
    """
    lines: IO[Any] = stream
    if unicode_mark(_peek(stream)):
        lines = io.StringIO(decode(stream.read(), name), newline="\n")
    seen = False
    for number, line in enumerate(lines, start=1):
        if line.strip():
            seen = True
            yield _json_record(line, f"{name}, line {number}")
    if not seen:
        raise DocumentError(f"{name} is empty.", "Put one JSON object a line in it.")


def read_csv(stream: IO[bytes], name: str) -> Iterator[Record | FailedDocument]:
    """Yield one record a row of a comma, tab or semicolon separated table with a header.

    Raises
    ------
    DocumentError
        If the file is no text or its header names no ``text`` column.
    """
    text = decode(stream.read(), name)
    _allow_long_fields()
    header = text.lstrip("\r\n").splitlines()[0]
    delimiter = max(_DELIMITERS, key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        columns = [column.strip() for column in next(rows)]
    except csv.Error as error:
        raise DocumentError(f"{name}: the header cannot be read ({error}).", "Write one as CSV.") from error
    if "text" not in columns:
        raise DocumentError(
            f"{name} has no column 'text'; it has: {', '.join(columns)}.",
            f"Rename the column that holds the articles; known columns: {', '.join(FIELDS)}.",
        )
    while True:
        where = f"{name}, line {rows.line_num + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            yield FailedDocument(where, f"{where} cannot be read: {error}.", name)
            continue
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield _csv_record(columns, row, where, name)


def read_parquet(path: Path | IO[bytes], name: str) -> Iterator[Record | FailedDocument]:
    """Yield one record a row of a Parquet file, a batch of rows in memory at a time.

    Raises
    ------
    DocumentError
        If the file is no Parquet or has no ``text`` column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise DocumentError(f"{name} cannot be read as Parquet: {error}", "Write it again.") from error
    columns = table.schema_arrow.names
    if "text" not in columns:
        raise DocumentError(
            f"{name} has no column 'text'; it has: {', '.join(columns)}.", "Rename the column that holds the articles."
        )
    number = 0
    try:
        for batch in table.iter_batches(_BATCH_ROWS, columns=[column for column in columns if column in FIELDS]):
            for row in batch.to_pylist():
                number += 1
                yield _record(row, f"{name}, row {number}", name)
    except pa.ArrowException as error:
        yield FailedDocument(f"{name}, row {number + 1}", f"{name} is damaged after row {number}: {error}", name)


def _peek(stream: IO[bytes]) -> bytes:
    head = stream.read(_HEAD)
    stream.seek(0)
    if unicode_mark(head) is None:
        refuse_binary(head, getattr(stream, "name", "The input"))
    return head[:4]


def _json_record(line: str | bytes, where: str) -> Record | FailedDocument:
    path = where.rsplit(", line", 1)[0]
    try:
        fields = json.loads(line)
    except UnicodeDecodeError:
        return FailedDocument(where, f"{where} is not UTF-8. Save the file again as UTF-8.", path)
    except (json.JSONDecodeError, RecursionError) as error:
        return FailedDocument(where, f"{where} is not JSON: {error}. Put one JSON object on each line.", path)
    if not isinstance(fields, dict):
        return FailedDocument(where, f"{where} is a JSON {type(fields).__name__}, not an object with a text.", path)
    return _record(fields, where, path)


def _csv_record(columns: list[str], row: list[str], where: str, path: str) -> Record | FailedDocument:
    if len(row) > len(columns):
        return FailedDocument(
            where, f"{where} has {len(row)} cells for {len(columns)} columns. Quote cells that hold separators.", path
        )
    return _record(dict(zip(columns, row, strict=False)), where, path)


def _record(fields: dict[str, Any], where: str, path: str) -> Record | FailedDocument:
    try:
        return record_from_fields(fields, where)
    except DocumentError as error:
        own = fields.get("id")
        return FailedDocument(str(own) if own else where, str(error), path)


def _allow_long_fields() -> None:
    """Let a cell hold a whole article; the csv module's own limit is 128 KiB."""
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
