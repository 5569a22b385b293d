"""Gold toponyms of golden articles: their ``mentions``, and further occurrences of the names that those annotate."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geomap.errors import DataError
from geomap.evaluation.golden_articles import article_paths, document_of, occurrences
from geomap.evaluation.toponyms_gold import Gold
from geomap.recognition.names import is_country

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Document

_RELATION = "relation"  # "the border between ...": scored as a spatial relation, not as a name


def read_golden(folder: Path, gazetteer: Gazetteer, limit: int | None = None) -> Iterator[tuple[Document, list[Gold]]]:
    """Yield the articles of a folder with their gold toponyms.

    Annotations name most places once: a further occurrence of the same words, outside a longer annotated name, is
    taken to mean the same. Countries are annotated by their code alone, and get the gazetteer's point.

    Parameters
    ----------
    folder
        Annotations, as ``tests/golden/README.md`` describes them.
    gazetteer
        Tells which names are countries' and which are demonyms.
    limit
        Yield no more articles than this.

    Raises
    ------
    DataError
        If an annotation or its article cannot be read.
    """
    for path in article_paths(folder, limit):
        try:
            row = json.loads(path.read_text(encoding="utf-8"))
            document = document_of(row, path)
            yield document, sorted(_golds(row["mentions"], document.text, gazetteer), key=lambda gold: gold.start)
        except (OSError, KeyError, TypeError, ValueError, StopIteration) as error:
            raise DataError(f"{path}: not a golden article ({error!r}).", "See tests/golden/README.md.") from error


def _golds(mentions: list[dict[str, Any]], text: str, gazetteer: Gazetteer) -> Iterator[Gold]:
    """Yield the annotated mentions, and the unannotated occurrences of their words, longest names first."""
    mentions = [item for item in mentions if item["kind"] != _RELATION]
    starts = {id(item): next(occurrences(text, item["surface"], item.get("nth") or 0), -1) for item in mentions}
    taken = [(start, start + len(item["surface"])) for item in mentions if (start := starts[id(item)]) >= 0]
    for item in sorted(mentions, key=lambda item: (-len(item["surface"]), starts[id(item)])):
        start = starts[id(item)]
        if start < 0:
            raise ValueError(f"{item['surface']!r} does not occur so often in the article")
        yield _gold(item, start, gazetteer)
        for match in re.finditer(rf"(?<!\w){re.escape(item['surface'])}(?!\w)", text):
            if not any(match.start() < end and begin < match.end() for begin, end in taken):
                taken.append(match.span())
                yield _gold(item, match.start(), gazetteer)


def _gold(item: dict[str, Any], start: int, gazetteer: Gazetteer) -> Gold:
    surface, code = item["surface"], item.get("country") or ""
    lon, lat, feature = item.get("lon"), item.get("lat"), ""
    country = gazetteer.country(code) if code else None
    if lon is None and country is not None and _is_country(surface, code, gazetteer):
        lon, lat, feature = country.place.lon, country.place.lat, "COUNTRY"
    elif lon is not None:
        feature = _area(surface, code, gazetteer)
    return Gold(
        start,
        start + len(surface),
        surface,
        lon,
        lat,
        None,
        adjective=item["kind"] == "demonym",
        country=code,
        feature=feature,
        feature_class="A" if feature in {"COUNTRY", "ADM1"} else "",
    )


def _is_country(surface: str, code: str, gazetteer: Gazetteer) -> bool:
    """Tell whether the words name the country itself or its people, not a place in it."""
    if code in gazetteer.demonym(surface):
        return True
    places = (candidate.place for candidate in gazetteer.lookup(surface))
    return any(is_country(place.feature_code) and place.country == code for place in places)


def _area(surface: str, code: str, gazetteer: Gazetteer) -> str:
    """Return what sort of area the words name, whose point sources put far apart; ``""`` for a spot."""
    places = [candidate.place for candidate in gazetteer.lookup(surface) if code in {"", candidate.place.country}]
    if any(place.feature_code == "ADM1" for place in places):
        return "ADM1"
    return "REGION" if any(place.id.startswith("geomap:") for place in places) else ""
