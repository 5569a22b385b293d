"""Web pages and feeds: the article without the page around it."""

from __future__ import annotations

import logging
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.documents.dates import parse_date
from geomap.documents.record import Record, with_headline
from geomap.errors import DocumentError
from geomap.model import FailedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator

# htmldate trusts dates between two bounds; the upper one must not be today, or the same page would read differently.
_EARLIEST, _LATEST = "1990-01-01", "2100-12-31"


def read_html(text: str, name: str, url: str | None = None) -> Record:
    """Return the article of a web page, with its headline as the first paragraph.

    Parameters
    ----------
    text
        The page's HTML.
    name
        What to call it in messages.
    url
        Where it was found, if on the web.

    Raises
    ------
    DocumentError
        If no article can be told from the page around it.
    """
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its failures are told below, in our words
    found = bare_extraction(
        text,
        url=url,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params={
            "original_date": True,
            "extensive_search": False,
            "min_date": _EARLIEST,
            "max_date": _LATEST,
        },
    )
    body = (getattr(found, "text", None) or "").strip()
    if not body:
        raise DocumentError(f"{name}: no article can be told from the page.", "Save its text as .txt.")
    title = _text(found, "title")
    return Record(
        text=with_headline(title, "\n\n".join(line for line in body.splitlines() if line.strip())),
        title=title,
        url=url or _text(found, "url"),
        source=_text(found, "sitename") or _text(found, "hostname"),
        lang=_text(found, "language"),
        published=_day(_text(found, "date")),
    )


def read_feed(data: bytes, name: str) -> Iterator[Record | FailedDocument]:
    """Yield the entries of an RSS or Atom feed, in the feed's order.

    Raises
    ------
    DocumentError
        If the file is no feed or has no entries.
    """
    import feedparser

    feed = feedparser.parse(data, sanitize_html=True)
    if not feed.entries:
        reason = f" ({feed.bozo_exception})" if feed.get("bozo") else ""
        raise DocumentError(f"{name} is no RSS or Atom feed with entries{reason}.", "Save the feed again.")
    for number, entry in enumerate(feed.entries, start=1):
        where = f"{name}, entry {number}"
        title = _plain(entry.get("title", ""))
        body = _entry_body(entry)
        if not (title or body):
            yield FailedDocument(entry.get("id") or where, f"{where} has neither title nor text.", name)
            continue
        yield Record(
            text=with_headline(title, body) if body else title,
            id=entry.get("id") or entry.get("link") or None,
            title=title or None,
            url=entry.get("link") or None,
            source=_plain(feed.feed.get("title", "")) or None,
            lang=feed.feed.get("language") or None,
            published=_entry_day(entry),
        )


def _text(found: Any, name: str) -> str | None:  # noqa: ANN401 -- trafilatura's Document, or None
    value = getattr(found, name, None)
    return value.strip() or None if isinstance(value, str) else None


def _day(value: str | None) -> date | None:
    return parse_date(value) if value else None


def _entry_body(entry: Any) -> str:  # noqa: ANN401 -- feedparser's dictionary
    bodies = [item.get("value", "") for item in entry.get("content", [])] + [entry.get("summary", "")]
    return max((_plain(body) for body in bodies), key=len)


def _entry_day(entry: Any) -> date | None:  # noqa: ANN401 -- feedparser's dictionary
    """Return the day as the feed writes it, in the feed's own time zone; the day of revision when it has no other."""
    for name in ("published", "updated"):
        stated = entry.get(name)
        parsed = entry.get(f"{name}_parsed")
        day = parse_date(stated) if stated else None
        if day is None and parsed:
            day = date(parsed.tm_year, parsed.tm_mon, parsed.tm_mday)
        if day is not None:
            return day
    return None


def _plain(markup: str) -> str:
    """Return the text of a piece of HTML, one paragraph for each of its blocks."""
    import lxml.etree
    import lxml.html

    if not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        root = lxml.html.fragment_fromstring(markup, create_parent="div")
    except lxml.etree.LxmlError:
        return ""
    for element in root.iter("script", "style"):
        element.text = None
    for element in root.iter("p", "br", "div", "li", "blockquote", "h1", "h2", "h3", "h4"):
        element.tail = "\n\n" + (element.tail or "")
    lines = (" ".join(line.split()) for line in root.text_content().split("\n\n"))
    return "\n\n".join(line for line in lines if line)
