"""How many of a gold corpus's GeoNames ids the gazetteer knows."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.errors import DataError
from geomap.gazetteer.sqlite import distance_km

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.gazetteer.protocol import Gazetteer


# "Accuracy at 161 km" (100 miles) is what papers on geoparsing report.
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class GoldCoverage:
    """Shares of gold toponyms, counted once for each time they are mentioned.

    Attributes
    ----------
    mentions, ids
        Gold toponyms that carry a GeoNames id, and how many different ids.
    known
        Share whose id the gazetteer has.
    offered
        Share whose place is among the candidates of the written name (demonyms are not looked up as names).
    near
        By feature code of the known place, most frequent first: gold toponyms with coordinates, and the share of them
        within `NEAR_KM` of our point. The right id at another point counts as wrong in most published figures.
    missing
        The ids most often unknown, with a written name and how often.
    """

    mentions: int
    ids: int
    known: float
    offered: float
    near: dict[str, tuple[int, float]]
    missing: tuple[tuple[int, str, int], ...]


def gold_coverage(gazetteer: Gazetteer, corpus: Path, *, most: int = 20) -> GoldCoverage:
    """Measure a corpus of JSON lines with ``text`` and ``toponyms`` (``start``, ``end``, ``geonameid``).

    Parameters
    ----------
    gazetteer
        What is measured.
    corpus
        The corpus.
    most
        How many missing ids to name.

    Raises
    ------
    DataError
        If the corpus cannot be read or holds no ids.
    """
    ids: Counter[int] = Counter()
    known = offered = 0
    missing: Counter[tuple[int, str]] = Counter()
    placed: Counter[str] = Counter()
    close: Counter[str] = Counter()
    try:
        documents = [json.loads(line) for line in corpus.read_text(encoding="utf-8").split("\n") if line.strip()]
    except (OSError, ValueError) as error:
        raise DataError(f"{corpus} cannot be read: {error}.", "It must be JSON lines.") from error
    for document in documents:
        for toponym in document["toponyms"]:
            number = toponym.get("geonameid")
            if not number:
                continue
            ids[number] += 1
            written = document["text"][toponym["start"] : toponym["end"]]
            place = gazetteer.get(f"geonames:{number}")
            if place is None:
                missing[number, written] += 1
                continue
            known += 1
            if toponym.get("lat") is not None:
                placed[place.feature_code] += 1
                km = distance_km(place.lon, place.lat, toponym["lon"], toponym["lat"])
                close[place.feature_code] += km <= NEAR_KM
            offered += any(candidate.place.id == place.id for candidate in gazetteer.lookup(written))
    mentions = ids.total()
    if not mentions:
        raise DataError(f"{corpus} holds no toponym with a geonameid.")
    named = tuple((number, written, count) for (number, written), count in missing.most_common(most))
    near = {code: (count, close[code] / count) for code, count in placed.most_common()}
    return GoldCoverage(mentions, len(ids), known / mentions, offered / mentions, near, named)
