"""Gold toponyms, as the corpora annotate them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.model import Document, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geomap.gazetteer.protocol import Gazetteer

# GeoNames feature classes of the types that TUD-Loc uses instead of codes.
_CLASS_OF_TYPE = {
    "COUNTRY": "A",
    "UNIT": "A",
    "CITY": "P",
    "CONTINENT": "L",
    "REGION": "L",
    "POI": "S",
    "STREET": "R",
    "STREETNR": "R",
    "ZIP": "A",
}


@dataclass(frozen=True, slots=True)
class Gold:
    """One annotated toponym.

    Attributes
    ----------
    start, end, surface
        Where and what.
    lon, lat
        Degrees, WGS 84; ``None`` when the annotators gave none.
    geonameid
        GeoNames id, where given.
    adjective
        Whether it is a demonym or adjective ("Turkish") rather than a name.
    country
        ISO 3166-1 alpha-2 where the gazetteer holds the place, else the annotated country's name, or ``""``.
    feature
        GeoNames feature code or the corpus's own type, or ``""``.
    feature_class
        GeoNames feature class, as the corpus, its type or the gazetteer tells it, or ``""``.
    """

    start: int
    end: int
    surface: str
    lon: float | None
    lat: float | None
    geonameid: int | None
    adjective: bool
    country: str = ""
    feature: str = ""
    feature_class: str = ""

    @property
    def placed(self) -> bool:
        """Whether it has coordinates."""
        return self.lon is not None and self.lat is not None


def read_corpus(
    corpus: Path,
    adjective: Callable[[str], bool],
    limit: int | None = None,
    gazetteer: Gazetteer | None = None,
) -> Iterator[tuple[Document, list[Gold]]]:
    """Yield documents with their gold toponyms.

    Parameters
    ----------
    corpus
        JSONL file.
    adjective
        Tells whether a word is a demonym or adjective.
    limit
        Yield no more documents than this.
    gazetteer
        Tells country and feature class of places that are annotated with no more than an id.

    Raises
    ------
    DataError
        If the file is missing or a line is not as it should be.
    """
    number = 0
    try:
        lines = corpus.read_text(encoding="utf-8").rstrip("\n").split("\n")
        for number, line in enumerate(lines[:limit], 1):  # noqa: B007 -- the error names it
            row = json.loads(line)
            gold = [_gold(item, adjective, gazetteer) for item in row["toponyms"]]
            document = Document(
                id=str(row["id"]),
                text=row["text"],
                url=row.get("url"),
                source=row.get("source") or row.get("domain"),
                mentions=_mentions(row.get("mentions")),
            )
            yield document, sorted(gold, key=lambda item: item.start)
    except OSError as error:
        raise DataError(f"{corpus} cannot be read: {error}.", "Name a JSONL corpus of toponyms.") from error
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{corpus}, line {number}: not a toponym corpus ({error!r}).", "See docs/.") from error


def _mentions(spans: list[dict[str, int]] | None) -> tuple[Span, ...] | None:
    return None if spans is None else tuple(Span(span["start"], span["end"]) for span in spans)


def _gold(item: dict[str, Any], adjective: Callable[[str], bool], gazetteer: Gazetteer | None) -> Gold:
    surface = item["surface"]
    lon, lat = item.get("lon"), item.get("lat")
    identifier = item.get("geonameid")
    known = gazetteer.get(f"geonames:{int(identifier)}") if gazetteer and identifier else None
    feature = item.get("fcode") or item.get("subtype") or ""
    return Gold(
        item["start"],
        item["end"],
        surface,
        None if lon is None else float(lon),
        None if lat is None else float(lat),
        int(identifier) if identifier else None,
        item.get("modifier") == "Adjective" or item.get("subtype") == "Demonym" or adjective(surface),
        (known.country if known else "") or item.get("country") or "",
        feature,
        item.get("fclass") or (known.feature_class if known else "") or _CLASS_OF_TYPE.get(feature, ""),
    )
