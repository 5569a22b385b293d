"""Bytes to text: what encoding a file is in, said aloud when it is only assumed."""

from __future__ import annotations

import codecs
import logging
import re

from geomap.errors import DocumentError

_log = logging.getLogger(__name__)
_UNICODE_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SIGNATURES = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"SQLite format 3": "a database",
}
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding=["']([\w.:-]+)""", re.IGNORECASE
)
_HEAD = 4096
# Control characters that text does not hold: all of C0 but tab, line ends, form feed and escape.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b"))
_MAX_CONTROLS = 0.02
# What browsers assume of pages that do not say (WHATWG Encoding Standard), and what English text with typographic
# quotes nearly always is; the guesser cannot tell it from its neighbours by a handful of letters.
_WESTERN = "windows-1252"
_ASCII_END = 127
_FEW = 0.15
_TOO_STRANGE = 0.2  # charset_normalizer's own default bound on mess


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """Return the text of a file; line ends and everything else stay as they are, only a byte order mark goes.

    Parameters
    ----------
    data
        The file's bytes.
    name
        What to call it in messages.
    declared
        Encoding that the transport states (an HTTP header), if any.

    Raises
    ------
    DocumentError
        If the file is empty, is no text, or is in no encoding that can be told.
    """
    if not data.strip():
        raise DocumentError(f"{name} is empty.", "Leave it out, or put an article in it.")
    for mark, encoding in _UNICODE_MARKS:
        if data.startswith(mark):
            return _strict(data, encoding, name)
    refuse_binary(data, name)
    for candidate in (declared, _declared(data), "utf-8"):
        text = _attempt(data, candidate)
        if text is not None:
            return text
    return _guess(data, name)


def refuse_binary(data: bytes, name: str) -> None:
    """Raise ``DocumentError`` if the bytes are no text in any encoding without a byte order mark."""
    for signature, what in _SIGNATURES.items():
        if data.startswith(signature):
            raise DocumentError(f"{name} is {what}, not text.", "Save the article as plain text or HTML.")
    head = data[:_HEAD]
    if b"\x00" in data or sum(byte in _CONTROLS for byte in head) > _MAX_CONTROLS * len(head):
        raise DocumentError(f"{name} is a binary file, not text.", "Save the article as plain text or HTML.")


def unicode_mark(data: bytes) -> str | None:
    """Return the encoding that a byte order mark names, or ``None``."""
    return next((encoding for mark, encoding in _UNICODE_MARKS if data.startswith(mark)), None)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{name} says it is {encoding.upper()} but byte {error.start} is not.", "Save it again as UTF-8."
        ) from error
    if not text.strip():
        raise DocumentError(f"{name} is empty.", "Leave it out, or put an article in it.")
    return text


def _declared(data: bytes) -> str | None:
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else None


def _attempt(data: bytes, encoding: str | None) -> str | None:
    if not encoding:
        return None
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _guess(data: bytes, name: str) -> str:
    """Return the text in the encoding that fits best: Windows' Western one where few letters are not ASCII."""
    from charset_normalizer import from_bytes

    encoding: str | None = _WESTERN
    if sum(byte > _ASCII_END for byte in data) > _FEW * len(data) or _attempt(data, encoding) is None:
        best = from_bytes(data, threshold=_TOO_STRANGE).best()
        encoding = None if best is None else best.encoding
    text = _attempt(data, encoding)
    if text is None:
        raise DocumentError(f"{name} is not UTF-8, and no other encoding fits it.", "Save it again as UTF-8.")
    _log.warning("%s is not UTF-8; read as %s", name, encoding)
    return text
