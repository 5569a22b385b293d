"""Golden articles as they lie on disk: the text, and the events that a careful editor would map."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the development corpora lie, from a folder above the checkout.
CORPORA = Path("shared", "corpora")


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated event; the lists hold every answer that a careful editor would accept.

    Attributes
    ----------
    label
        What it is, in words.
    types, status, places
        Accepted answers; ``None`` among the places means rightly unplaced.
    start, end
        Dates; ``None`` is open or not told.
    countries
        Alpha-2 codes that must be among the actors.
    triggers
        Offsets in the text of the words that tell of it.
    optional
        May be found or left out.
    """

    label: str
    types: tuple[str, ...]
    status: tuple[str, ...]
    places: tuple[str | None, ...]
    start: date | None
    end: date | None
    countries: tuple[str, ...]
    triggers: tuple[int, ...]
    optional: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """An annotated article.

    Attributes
    ----------
    name
        The annotation's file name without suffix.
    document
        The article as geomap reads it.
    events
        The annotated events, in the order of the file.
    """

    name: str
    document: Document
    events: tuple[Gold, ...]


def article_paths(folder: Path, limit: int | None = None) -> list[Path]:
    """Return the annotation files of a folder, by name; what lies in folders below belongs to another set."""
    return sorted(folder.glob("*.json"))[:limit]


def read_article(path: Path) -> GoldArticle:
    """Read one annotation and its article.

    Parameters
    ----------
    path
        A JSON file; ``article`` in it is a path relative to the checkout, or ``text`` the text, or ``corpus`` and
        ``id`` name a row of a development corpus, which lies under ``shared/corpora`` beside the checkout.

    Raises
    ------
    TypeError
        If the article cannot be read.
    DataError
        If the corpus is not there, or has no such row.
    """
    row = json.loads(path.read_text(encoding="utf-8"))
    document = document_of(row, path)
    return GoldArticle(path.stem, document, tuple(_golds(row, document.text)))


def occurrences(text: str, words: str, nth: int | None = None) -> Iterator[int]:
    """Yield where ``words`` begin in ``text``: all of them, or the ``nth``, counted from 0."""
    start, count = text.find(words) if words else -1, 0
    while start >= 0:
        if nth is None or nth == count:
            yield start
        start, count = text.find(words, start + 1), count + 1


def document_of(row: dict[str, Any], path: Path) -> Document:
    """Return the article of an annotation, as geomap reads it.

    Parameters
    ----------
    row, path
        The annotation, and the file that it was read from.

    Raises
    ------
    TypeError
        If the article cannot be read.
    """
    from geomap.documents import document_from_text, read_documents

    published = date.fromisoformat(row["published"]) if row.get("published") else None
    if row.get("text"):
        return document_from_text(row["text"], id=path.stem, published=published)
    if row.get("corpus"):
        return document_from_text(_corpus_text(row["corpus"], row["id"], path), id=path.stem, published=published)
    root = next(parent for parent in path.resolve().parents if (parent / row["article"]).is_file())
    found = next(iter(read_documents([str(root / row["article"])], published=published)))
    if not isinstance(found, Document):
        raise TypeError(f"{row['article']}: {found.error}")
    return found


def _corpus_text(corpus: str, row_id: str, path: Path) -> str:
    beside = (parent / CORPORA / corpus for parent in path.resolve().parents)
    found = next((file for file in beside if file.is_file()), None)
    if found is None:
        raise DataError(
            f"{path}: corpus {corpus} is not at hand.",
            f"Put the development corpora under {CORPORA} beside the checkout.",
        )
    text = _texts(found).get(row_id)
    if text is None:
        raise DataError(f"{path}: {found} has no row with id {row_id!r}.", "Correct the id.")
    return text


@cache
def _texts(corpus: Path) -> dict[str, str]:
    with corpus.open(encoding="utf-8") as lines:
        return {str(row["id"]): row["text"] for row in map(json.loads, lines)}


def _golds(row: dict[str, Any], text: str) -> Iterator[Gold]:
    for item in row["events"]:
        yield Gold(
            label=item["label"],
            types=tuple(item["types"]),
            status=tuple(item["status"]),
            places=tuple(item["places"]),
            start=date.fromisoformat(item["start"]) if item.get("start") else None,
            end=date.fromisoformat(item["end"]) if item.get("end") else None,
            countries=tuple(item.get("countries") or ()),
            triggers=tuple(_triggers(item, text)),
            optional=bool(item.get("optional")),
        )


def _triggers(item: dict[str, Any], text: str) -> Iterator[int]:
    yield from occurrences(text, item.get("trigger") or "", item.get("nth"))
    for telling in item.get("tellings") or ():
        yield from occurrences(text, telling["surface"], telling.get("nth"))
