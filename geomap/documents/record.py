"""One record: what an input states of an article, before the text itself is asked."""

from __future__ import annotations

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from geomap.documents.dates import date_in_url, parse_date
from geomap.documents.layout import lay_out
from geomap.errors import DocumentError
from geomap.model import Document, Span

if TYPE_CHECKING:
    from collections.abc import Mapping

FIELDS = ("id", "text", "title", "url", "source", "lang", "published", "mentions")
# Names that other collections give to the day of publication; a row that uses one is told what geomap reads.
_DATE_LIKE = ("date", "pub_date", "pubdate", "published_at", "publication_date", "published_date", "dct")
_ID_LENGTH = 16
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Record:
    """An article as its input gives it.

    Attributes
    ----------
    text
        The text.
    id, title, url, source, lang
        As the input states them; ``None`` when it does not.
    published
        The day the input states.
    mentions
        The spans that the input says are toponyms.
    """

    text: str
    id: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    lang: str | None = None
    published: date | None = None
    mentions: tuple[Span, ...] | None = None


def record_from_fields(fields: Mapping[str, Any], where: str) -> Record:
    """Return the record that a row of a table or a JSON object states.

    Parameters
    ----------
    fields
        Field names to values; ``None`` and empty strings count as absent, unknown fields are passed over.
    where
        What to call the row in messages.

    Raises
    ------
    DocumentError
        If the row has no text or a field has a wrong kind of value.
    """
    text = fields.get("text")
    if not isinstance(text, str):
        raise DocumentError(
            f"{where} has no text.", f"Name its text column 'text'; it has: {', '.join(map(str, fields))}."
        )
    if not text.strip():
        raise DocumentError(f"{where} has an empty text.", "Leave it out, or put an article in it.")
    if not _is_writable(text):
        raise DocumentError(f"{where} holds half a surrogate pair, which no file can store.", "Mend its text.")
    _tell_unread_date(fields, where)
    return Record(
        text=text,
        mentions=_mentions(fields.get("mentions"), len(text), where),
        published=_published(fields.get("published"), where),
        **{name: _string(fields.get(name), name, where) for name in ("id", "title", "url", "source", "lang")},
    )


def document_from_record(record: Record, path: str | None, option: date | None) -> Document:
    """Return the document: the record, and what the form of its text adds.

    Parameters
    ----------
    record
        What the input states.
    path
        The file, as the person named it.
    option
        The day of publication that the person states for articles that do not tell theirs.
    """
    in_url = date_in_url(record.url) if record.url else None
    layout = lay_out(record.text, record.title, near=record.published or in_url or option)
    published, origin = layout.published, layout.published_from
    if record.published is not None:
        published, origin = record.published, "metadata"
    elif published is None and in_url is not None:
        published, origin = in_url, "url"
    elif published is None and option is not None:
        published, origin = option, "option"
    return Document(
        id=record.id or content_id(record.text),
        text=record.text,
        title=record.title or layout.title,
        url=record.url,
        source=record.source,
        lang=record.lang,
        published=published,
        published_from=origin,
        mentions=record.mentions,
        regions=layout.regions,
        path=path,
    )


def document_from_text(
    text: str,
    *,
    id: str | None = None,  # noqa: A002 -- the document's own word
    title: str | None = None,
    published: date | None = None,
) -> Document:
    """Return the document of an article that is already in hand.

    Parameters
    ----------
    text
        The article.
    id, title, published
        What is known of it; read from the text or made from it when absent.
    """
    return document_from_record(Record(text, id=id, title=title, published=published), None, None)


def with_headline(title: str | None, body: str) -> str:
    """Return the text of an article whose headline comes apart from its body, as in feeds and web pages."""
    first = " ".join(body.lstrip().split("\n", 1)[0].split())
    if not title or first.casefold() == " ".join(title.split()).casefold():
        return body
    return f"{' '.join(title.split())}\n\n{body}"


def content_id(text: str) -> str:
    """Return an id made from the text: the same text has the same id in every run."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_ID_LENGTH]


def _is_writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _string(value: object, name: str, where: str) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool | float | dict | list):
        raise DocumentError(f"{where}: {name} is {value!r}, not a string.", "Mend the field.")
    found = str(value)
    if not _is_writable(found):
        raise DocumentError(f"{where}: {name} holds half a surrogate pair.", "Mend the field.")
    return found


def _tell_unread_date(fields: Mapping[str, Any], where: str) -> None:
    if fields.get("published"):
        return
    unread = next((name for name in _DATE_LIKE if fields.get(name)), None)
    if unread is not None:
        _log.warning("%s: the field %r is not read; call it 'published' to date the article by it.", where, unread)


def _published(value: object, where: str) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    found = parse_date(value) if isinstance(value, str) else None
    if found is None:
        raise DocumentError(f"{where}: published is {value!r}, not a date.", "Write it as 2021-01-18, or leave it out.")
    return found


def _mentions(value: object, length: int, where: str) -> tuple[Span, ...] | None:
    if value is None or value == "":
        return None
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except json.JSONDecodeError as error:
            raise DocumentError(
                f"{where}: mentions is not JSON ({error}).", "Write [{'start': 0, 'end': 4}]."
            ) from error
    try:
        spans = tuple(Span(item["start"], item["end"]) for item in value)  # type: ignore[attr-defined]
    except (TypeError, KeyError, ValueError) as error:
        raise DocumentError(f"{where}: mentions cannot be read ({error}).", "Each needs start and end.") from error
    if any(span.end > length for span in spans):
        raise DocumentError(
            f"{where}: a mention ends after the text ({length} characters).", "Count Unicode code points."
        )
    return spans
