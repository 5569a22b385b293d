"""What a person may name on the command line, turned into documents in order."""

from __future__ import annotations

import io
import logging
import os
import re
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geomap.documents.decoding import decode
from geomap.documents.own import is_own
from geomap.documents.pages import read_feed, read_html
from geomap.documents.record import Record, document_from_record
from geomap.documents.tables import read_csv, read_jsonl, read_parquet
from geomap.documents.web import fetch
from geomap.errors import DocumentError, UsageError
from geomap.model import Document, FailedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

STDIN = "-"
# Suffix → kind of file; a folder is searched for exactly these.
SUFFIXES = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
}
_MEDIA_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "text/csv": "csv",
}
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HEAD = 4096
# One article: the parser refuses texts of more than a million characters anyway, in its own words.
_MAX_ARTICLE_BYTES = 64 * 1024 * 1024
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Input:
    """One file, stream or address: what to call it, and where it lies."""

    name: str
    path: Path | None = None


def read_documents(inputs: Sequence[str], *, published: date | None = None) -> Iterator[Document | FailedDocument]:
    """Read every document of every input, in order.

    Parameters
    ----------
    inputs
        Files, folders (searched in depth, in order of name, for files with a known suffix), ``"-"`` for standard input,
        or ``http://`` and ``https://`` addresses.
    published
        The day of publication of those that do not tell theirs.

    Returns
    -------
    Iterator of Document or FailedDocument
        One for each article, read as it is asked for; what cannot be read is a ``FailedDocument`` in its place.

    Raises
    ------
    UsageError
        At once, if an input does not exist, a folder holds no file with a known suffix, or nothing is named.
    """
    if not inputs:
        raise UsageError("Nothing to read.", "Name a file, a folder, an address, or - for standard input.")
    found = [item for name in inputs for item in _expand(name)]
    return _read_all(found, published)


def _expand(name: str) -> list[_Input]:
    """Return the single inputs that a name on the command line stands for."""
    if name == STDIN:
        return [_Input(name)]
    if _URL.match(name):
        if name.split("://", 1)[0].lower() not in {"http", "https"}:
            raise UsageError(f"{name} is no web address.", "Only http:// and https:// can be fetched.")
        return [_Input(name)]
    path = Path(name)
    if path.is_dir():
        files = [_Input(str(file), file) for file in _articles(path)]
        if not files:
            raise UsageError(f"The folder {name} holds no articles.", f"Known suffixes: {', '.join(sorted(SUFFIXES))}.")
        return files
    if not path.exists():
        raise UsageError(f"{name} does not exist.", "Check the path.")
    return [_Input(name, path)]


def _articles(folder: Path) -> list[Path]:
    """Return the files of a folder but those that geomap wrote itself, which it names."""
    files = list(_walk(folder))
    own = dict.fromkeys(file for file in files if is_own(file))
    if own:
        _log.warning("passed over what geomap wrote itself: %s", ", ".join(str(file) for file in own))
    return [file for file in files if file not in own]


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files with a known suffix, in order of name, hidden ones left out."""
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                yield Path(root) / name


def _read_all(inputs: Sequence[_Input], published: date | None) -> Iterator[Document | FailedDocument]:
    seen: dict[str, int] = {}
    for item in inputs:
        for found in _read_one(item):
            if isinstance(found, FailedDocument):
                yield found
                continue
            document = document_from_record(found, item.name, published)
            yield _unique(document, seen)


def _unique(document: Document, seen: dict[str, int]) -> Document:
    """Return the document under an id that no earlier one bears."""
    fresh = document.id
    while fresh in seen:
        seen[document.id] += 1
        fresh = f"{document.id}-{seen[document.id]}"
    seen[fresh] = 1
    if fresh == document.id:
        return document
    _log.warning("%s: the id %s was seen before; this one is called %s", document.path, document.id, fresh)
    return replace(document, id=fresh)


def _read_one(item: _Input) -> Iterator[Record | FailedDocument]:
    """Yield the records of one input; an input that cannot be read at all is one failed document."""
    try:
        yield from _records(item)
    except DocumentError as error:
        yield FailedDocument(item.name, str(error), item.name)
    except OSError as error:
        yield FailedDocument(item.name, f"{item.name} cannot be read: {error.strerror or error}.", item.name)


def _records(item: _Input) -> Iterator[Record | FailedDocument]:
    if item.path is not None:
        with item.path.open("rb") as stream:
            kind = SUFFIXES.get(item.path.suffix.lower()) or _sniff(stream)
            yield from _parse(stream, kind, item.name)
    elif item.name == STDIN:
        piped = io.BytesIO(sys.stdin.buffer.read())
        yield from _parse(piped, _sniff(piped), "standard input")
    else:
        page = fetch(item.name)
        sent = io.BytesIO(page.data)
        suffix = Path(page.url.split("?")[0]).suffix.lower()
        kind = _MEDIA_TYPES.get(page.media_type) or SUFFIXES.get(suffix) or _sniff(sent)
        yield from _parse(sent, kind, item.name, url=page.url, charset=page.charset)


def _parse(
    stream: IO[bytes], kind: str, name: str, url: str | None = None, charset: str | None = None
) -> Iterator[Record | FailedDocument]:
    """Yield the records of one stream of a known kind."""
    if kind == "jsonl":
        yield from read_jsonl(stream, name)
    elif kind == "csv":
        yield from read_csv(stream, name)
    elif kind == "parquet":
        yield from read_parquet(stream, name)
    else:
        data = stream.read(_MAX_ARTICLE_BYTES + 1)
        if len(data) > _MAX_ARTICLE_BYTES:
            raise DocumentError(f"{name} is larger than {_MAX_ARTICLE_BYTES // 2**20} MiB.", "Split it into articles.")
        if kind == "feed":
            decode(data, name, charset)  # says in our words what is empty or binary
            yield from read_feed(data, name)
        elif kind == "html":
            yield read_html(decode(data, name, charset), name, url)
        else:
            yield Record(decode(data, name, charset), url=url)


def _sniff(stream: IO[bytes]) -> str:
    """Return the kind of a file by its first bytes."""
    head = stream.read(_HEAD)
    stream.seek(0)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(b"PAR1"):
        return "parquet"
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")):
        return "html" if b"<html" in start else "feed"
    return "jsonl" if start.startswith(b"{") else "text"
