"""Small text work for the page: safe links, marked stretches, and the command that corrects a place."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from geomap.model import Event

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def safe_url(url: str | None) -> str:
    """Return the address if it is plain http or https with a host, else ``""``."""
    if not url or _CONTROL.search(url):
        return ""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme.lower() in {"http", "https"} and parts.hostname else ""


def host(url: str | None) -> str:
    """Return the site that an address names, without ``www.``; ``""`` for none."""
    return (urlsplit(safe_url(url)).hostname or "").removeprefix("www.")


def marked(text: str, start: int, end: int, marks: Iterable[tuple[int, int, str]]) -> list[list[str]]:
    """Cut a stretch of text into marked and unmarked pieces.

    Parameters
    ----------
    text
        The stretch itself, ``end - start`` code points or fewer.
    start, end
        Where the stretch lies in its document.
    marks
        Start, end and role of each mark, in document offsets. Where marks overlap, the earlier and longer one stays.

    Returns
    -------
    list of list of str
        ``[role, piece]`` in order, role ``""`` for unmarked; the pieces joined give ``text``. Cutting is done here
        because JavaScript counts UTF-16 units and offsets are code points.
    """
    pieces: list[list[str]] = []
    at = start
    for mark_start, mark_end, role in sorted(marks, key=lambda mark: (mark[0], -mark[1])):
        if mark_start < at or mark_end > end:
            continue
        if mark_start > at:
            pieces.append(["", text[at - start : mark_start - start]])
        pieces.append([role, text[mark_start - start : mark_end - start]])
        at = mark_end
    if at < end:
        pieces.append(["", text[at - start : end - start]])
    return [piece for piece in pieces if piece[1]]


def shell_word(text: str) -> str:
    """Return text as one word of a POSIX shell, without control or direction characters."""
    # No word of an article may become an option, and what is cut from the front must not bare another hyphen.
    text = _CONTROL.sub(" ", text).strip().lstrip("- ")
    return text if text.isalnum() and text.isascii() else shlex.quote(text)


def corrections(event: Event) -> list[str]:
    """Return what of an event a person corrected, and who, in words: its place, date, status or type."""
    told = (("place", event.place_reasons), ("date", event.date_reasons), ("", event.status_reasons))
    return [f"{what} {reason}".strip() for what, reasons in told for reason in reasons if "corrected by " in reason]


def correction_command(event: Event, names: Mapping[str, Collection[tuple[int, int]]] | None = None) -> str:
    """Return the ``geomap correct`` command for an event's place, up to the new place, which the reader adds.

    A place that the text names is corrected as the name in its document, which mends all that rests on it. An event
    placed otherwise ("the Armenian border", what the reader infers, or nowhere) is corrected itself.

    Parameters
    ----------
    event
        The event.
    names
        Document ids to start and end of every mention that a correction by name meets: no relation, and nothing that
        only the event reader saw. Without it every marked place counts.
    """
    if event.relation is None:
        for item in event.evidence:
            for mark in item.marks:
                known = names is None or (mark.start, mark.end) in names.get(item.doc_id, ())
                if mark.role == "place" and known:
                    name = item.text[mark.start - item.start : mark.end - item.start]
                    return f"geomap correct {shell_word(name)} --doc {shell_word(item.doc_id)} --place"
    return f"geomap correct --event {shell_word(event.id)} --place"
