"""Candidates to numbers: what speaks for each, before and after the document's other names are weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geomap.model import MentionKind
from geomap.recognition.lexicon import not_places
from geomap.resolution.candidates import FACTS
from geomap.resolution.support import COUNTRY, EARTH_KM, SHARED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geomap.model import Mention
    from geomap.resolution.candidates import Candidates
    from geomap.resolution.context import Context, Name
    from geomap.resolution.home import Home

_HOME_KM = 80.0  # distance at which the source's home speaks for a place e times less
DIVISION = FACTS.index("admin1")

STATED = (
    "kind_agrees",
    "kind_differs",
    "kind_agrees_elsewhere",
    "kind_differs_elsewhere",
    "contained",
    "not_contained",
    "contained_elsewhere",
    "not_contained_elsewhere",
    "is_demonym",
    "names",
    "metonym",
    "associative",
    "home_country",  # of the source
    "home_province",
    "home_near",
    "home_named",  # the source is named after some place of this name
    "contradicted",  # the text says that it lies in a place that holds none of the candidates
    "weak",  # a common word too: "Congress", "Reading"
    "kind_unmet",  # the name itself says what kind of feature it is, and this is another: "Black Rock Desert"
)
NAMES = FACTS + STATED + SHARED
_WIDTH = len(NAMES)


def features(context: Context, i: int, mention: Mention, shared: dict[int, NDArray[np.float64]]) -> NDArray[np.float64]:
    """Return one row of numbers per candidate of mention ``i``; columns as in ``NAMES``.

    Parameters
    ----------
    context
        The document's names; their beliefs are read where ``shared`` says so.
    i, mention
        The mention.
    shared
        What ``support`` returned for each name, by name index; empty before any belief is formed.
    """
    index = context.of_mention[i]
    name = context.names[index]
    candidates = name.candidates
    table = np.zeros((len(candidates.items), _WIDTH), dtype=np.float64)
    if not len(table):
        return table
    table[:, : len(FACTS)] = candidates.facts
    table[:, len(FACTS) : len(FACTS) + len(STATED)] = _stated(context, i, mention, name)
    if index in shared:
        table[:, len(FACTS) + len(STATED) :] = shared[index]
    return table


def _stated(context: Context, i: int, mention: Mention, name: Name) -> NDArray[np.float64]:
    candidates = name.candidates
    rows = np.zeros((len(candidates.items), len(STATED)), dtype=np.float64)
    here = candidates.agreement(mention.kind_word)
    # A kind that no candidate is of says nothing: "the Kars area".
    if here.max(initial=-1) > 0:
        rows[:, 0], rows[:, 1] = here > 0, here < 0
    if not mention.kind_word and name.kind_words:
        elsewhere = np.max([candidates.agreement(word) for word in sorted(name.kind_words)], axis=0)
        if elsewhere.max() > 0:
            rows[:, 2], rows[:, 3] = elsewhere > 0, elsewhere < 0
    rows[:, 4], rows[:, 5], _ = containment(context, candidates, context.containers[i].items())
    rows[:, 6], rows[:, 7], rows[:, 16] = containment(context, candidates, name.containers.items())
    rows[:, 8] = mention.kind is MentionKind.DEMONYM
    rows[:, 9] = 1 / len(context.names)
    rows[:, 10] = mention.kind is MentionKind.METONYM
    rows[:, 11] = mention.kind is MentionKind.ASSOCIATIVE
    rows[:, 15] = name.key in context.home.names
    rows[:, 17] = name.key in not_places().weak
    rows[:, 18] = (here < 0) & (mention.kind_word in mention.surface.lower())
    if context.home.known:
        _ask_home(rows[:, 12:15], candidates, context.home)
    return rows


def _ask_home(rows: NDArray[np.float64], candidates: Candidates, home: Home) -> None:
    """Fill in whether each candidate lies in the source's country, province, and how near its town."""
    for row, (country, province) in enumerate(zip(candidates.countries, candidates.provinces, strict=True)):
        rows[row, 0] = bool(country) and country == home.country
        rows[row, 1] = bool(province) and province in home.provinces
    if len(home.xyz):
        km = EARTH_KM * np.arccos(np.clip(candidates.xyz @ home.xyz.T, -1.0, 1.0))
        rows[:, 2] = np.exp(-km / _HOME_KM).max(axis=1)


def containment(
    context: Context, candidates: Candidates, stated: Iterable[tuple[int, float]]
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Return how plainly the text says that each candidate lies where it does, that it does not, and that none does."""
    inside = np.zeros(len(candidates.items), dtype=np.float64)
    told = 0.0
    for container, plainly in stated:
        outer = context.names[container].candidates
        countries = {item.place.country for item, row in zip(outer.items, outer.facts, strict=True) if row[COUNTRY]}
        provinces = {item.place.admin1 for item, row in zip(outer.items, outer.facts, strict=True) if row[DIVISION]}
        lower = {item.place.name for item in outer.items if item.place.feature_code == "ADM2"}
        if countries or provinces or lower:
            told = max(told, plainly)
        for row, item in enumerate(candidates.items):
            place = item.place
            within = (
                (place.country in countries and not candidates.facts[row, COUNTRY])
                or (place.admin1 in provinces and place.admin1 != "" and not candidates.facts[row, DIVISION])
                or (place.admin2 in lower and place.admin2 != "")
            )
            if within:
                inside[row] = max(inside[row], plainly)
    best = inside.max(initial=0.0)
    return inside, np.where(inside < best, best, 0.0), 0.0 if best else told
