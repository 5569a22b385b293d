"""Download the files of a GeoNames dump: with resume, checksum, and unpacking of archives."""

from __future__ import annotations

import hashlib
import shutil
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from geomap import __version__
from geomap.errors import DataError, UsageError
from geomap.files import replacing

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched.

    Attributes
    ----------
    path, size, sha256
        Where it lies, its bytes, its checksum.
    resumed
        Whether a broken-off download was taken up.
    kept
        Whether it was there already, whole.
    """

    path: Path
    size: int
    sha256: str
    resumed: bool = False
    kept: bool = False


def fetch_files(
    base_url: str, files: Sequence[str], folder: Path, expected: Mapping[str, str], *, timeout_s: float = 60.0
) -> Iterator[Fetched]:
    """Fetch files one after the other and unpack ``.zip`` ones beside themselves.

    Parameters
    ----------
    base_url
        HTTP(S) folder of the files.
    files
        Their names.
    folder
        Where to keep them; an unfinished one ends in ``.part``.
    expected
        SHA-256 by file name, for those that must have it.
    timeout_s
        Seconds without an answer after which a request fails.

    Yields
    ------
    Fetched
        What was fetched.

    Raises
    ------
    UsageError
        If the address is not HTTP or a name is no plain file name.
    DataError
        If a download fails or its checksum is another.
    """
    if urlsplit(base_url).scheme not in {"http", "https"}:
        raise UsageError(f"{base_url} is not an HTTP address.")
    folder.mkdir(parents=True, exist_ok=True)
    for name in files:
        if "/" in name or "\\" in name or name.startswith("."):
            raise UsageError(f"{name!r} is not a plain file name.")
        target = folder / name
        want = expected.get(name, "").lower()
        if target.is_file() and want and _sha256(target) == want:
            yield Fetched(target, target.stat().st_size, want, kept=True)
            continue
        part = target.with_name(name + ".part")
        resumed = _download(urljoin(base_url, name), part, timeout_s)
        found = _sha256(part)
        if want and found != want:
            part.unlink()
            raise DataError(f"{name} has SHA-256 {found}, not {want}.", "Fetch it again or check the sum.")
        part.replace(target)
        if target.suffix == ".zip":
            _unpack(target)
        yield Fetched(target, target.stat().st_size, found, resumed=resumed)


def _download(url: str, part: Path, timeout_s: float) -> bool:
    """Append what is missing to ``part``; tell whether there was something to build on."""
    held = part.stat().st_size if part.is_file() else 0
    request = urllib.request.Request(url, headers={"User-Agent": f"geomap/{__version__}"})  # noqa: S310 -- checked above
    if held:
        request.add_header("Range", f"bytes={held}-")
    try:
        with urllib.request.urlopen(request, timeout=timeout_s) as answer:  # noqa: S310
            resumed = held > 0 and answer.status == 206
            with part.open("ab" if resumed else "wb") as handle:
                shutil.copyfileobj(answer, handle, _CHUNK)
            length = answer.headers.get("Content-Length")
    except urllib.error.HTTPError as error:
        if error.code == 416 and held:  # nothing is missing
            return True
        raise DataError(f"{url}: {error}.", "Check the address.") from error
    except OSError as error:
        raise DataError(f"{url}: {error}.", "Run the command again: it goes on where it broke off.") from error
    if length and part.stat().st_size - (held if resumed else 0) != int(length):
        raise DataError(f"{url} broke off.", "Run the command again: it goes on where it broke off.")
    return resumed


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while chunk := handle.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _unpack(archive: Path) -> None:
    """Unpack the text files of an archive beside it; names with folders in them are left out."""
    try:
        with zipfile.ZipFile(archive) as pack:
            for member in pack.infolist():
                if member.is_dir() or "/" in member.filename or "\\" in member.filename:
                    continue
                with (
                    pack.open(member) as source,
                    replacing(archive.parent / member.filename) as temporary,
                    temporary.open("wb") as handle,
                ):
                    shutil.copyfileobj(source, handle, _CHUNK)
    except zipfile.BadZipFile as error:
        raise DataError(f"{archive} is not a whole ZIP archive.", "Remove it and fetch it again.") from error
