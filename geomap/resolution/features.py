"""Candidates to numbers: what speaks for each, before and after the document's other names are weighed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from geomap.resolution.candidates import FACTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from geomap.model import Mention
    from geomap.resolution.candidates import Candidates
    from geomap.resolution.context import Context, Name

EARTH_KM = 6371.0088  # mean radius, IUGG
_NEAR_KM = 150.0  # distance at which one place speaks for another one e times less
_FAR_KM = 800.0
_AROUND = 2  # mentions on either side that count as neighbours in the text
COUNTRY = FACTS.index("country")
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
)
SHARED = (
    "country_support",
    "country_share",
    "province_support",
    "province_share",
    "near",
    "far",
    "near_in_text",
    "same_country_in_text",
    "own_inhabitants",
    "own_country_named",
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
    rows[:, 4], rows[:, 5] = _containment(context, candidates, context.containers[i].items())
    rows[:, 6], rows[:, 7] = _containment(context, candidates, name.containers.items())
    rows[:, 8] = mention.kind.value == "demonym"
    rows[:, 9] = 1 / len(context.names)
    return rows


def _containment(
    context: Context, candidates: Candidates, stated: Iterable[tuple[int, float]]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how plainly the text says that each candidate's container is where it is, and that it is not."""
    inside = np.zeros(len(candidates.items), dtype=np.float64)
    for container, plainly in stated:
        outer = context.names[container].candidates
        countries = {item.place.country for item, row in zip(outer.items, outer.facts, strict=True) if row[COUNTRY]}
        provinces = {item.place.admin1 for item, row in zip(outer.items, outer.facts, strict=True) if row[DIVISION]}
        lower = {item.place.name for item in outer.items if item.place.feature_code == "ADM2"}
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
    return inside, np.where(inside < best, best, 0.0)


def support(context: Context) -> dict[int, NDArray[np.float64]]:
    """Return, for each name's candidates, how far the document's other names speak for them.

    Beliefs of the names must be set. Columns as in ``SHARED``.
    """
    votes = [_votes(name) for name in context.names]
    everyone: dict[str, float] = {}
    provinces: dict[str, float] = {}
    named: dict[str, float] = {}
    for country_votes, province_votes, own in votes:
        _add(everyone, country_votes, 1.0)
        _add(provinces, province_votes, 1.0)
        _add(named, own, 1.0)
    placed = _points(context)
    beside = _neighbours(context)
    found = {}
    for index, name in enumerate(context.names):
        if name.candidates.items:
            rows = np.zeros((len(name.candidates.items), len(SHARED)), dtype=np.float64)
            _vote(rows, name.candidates, votes[index], (everyone, provinces, named))
            _measure(rows, name.candidates, index, placed, beside[index])
            _ask_neighbours(rows, name.candidates, [votes[other][0] for other in beside[index]])
            found[index] = rows
    return found


_Votes = tuple[dict[str, float], dict[str, float], dict[str, float]]
_Placed = tuple["NDArray[np.float64]", "NDArray[np.float64]", "NDArray[np.int64]"]


def _add(total: dict[str, float], votes: dict[str, float], factor: float) -> None:
    for code, vote in votes.items():
        total[code] = total.get(code, 0.0) + factor * vote


def _votes(name: Name) -> _Votes:
    """Return what a name's candidates say, by belief, for countries, provinces, and countries named outright."""
    countries: dict[str, float] = {}
    provinces: dict[str, float] = {}
    own: dict[str, float] = {}
    candidates = name.candidates
    for row, belief in enumerate(name.belief[:-1]):
        if belief < 0.01:
            continue
        vote = float(belief) * name.weight
        country, province = candidates.countries[row], candidates.provinces[row]
        if country:
            countries[country] = countries.get(country, 0.0) + vote
            if candidates.facts[row, COUNTRY]:
                own[country] = own.get(country, 0.0) + vote
        if province:
            provinces[province] = provinces.get(province, 0.0) + vote
    return countries, provinces, own


def _points(context: Context) -> _Placed:
    """Return the believed places below country level as unit vectors, their weights, and whose they are."""
    points, weights, owners = [], [], []
    for index, name in enumerate(context.names):
        for row, belief in enumerate(name.belief[:-1]):
            if belief >= 0.1 and not name.candidates.facts[row, COUNTRY]:
                points.append(name.candidates.xyz[row])
                weights.append(float(belief) * name.weight)
                owners.append(index)
    return (
        np.array(points, dtype=np.float64).reshape(len(points), 3),
        np.array(weights, dtype=np.float64),
        np.array(owners, dtype=np.int64),
    )


def _neighbours(context: Context) -> list[set[int]]:
    """Return, for each name, the names whose mentions stand beside its own."""
    beside: list[set[int]] = [set() for _ in context.names]
    order = context.of_mention
    for i, index in enumerate(order):
        for j in range(max(0, i - _AROUND), min(len(order), i + _AROUND + 1)):
            if order[j] != index:
                beside[index].add(order[j])
    return beside


def _vote(
    rows: NDArray[np.float64],
    candidates: Candidates,
    own: _Votes,
    totals: tuple[dict[str, float], dict[str, float], dict[str, float]],
) -> None:
    """Fill in what the other names say for each candidate's country and province."""
    others = [{code: total[code] - own[k].get(code, 0.0) for code in total} for k, total in enumerate(totals)]
    sums = [sum(votes.values()) or 1.0 for votes in others]
    for row, (country, province) in enumerate(zip(candidates.countries, candidates.provinces, strict=True)):
        if country:
            rows[row, 0] = np.log1p(max(0.0, others[0].get(country, 0.0)))
            rows[row, 1] = others[0].get(country, 0.0) / sums[0]
            rows[row, 9] = np.log1p(max(0.0, others[2].get(country, 0.0)))
        if province:
            rows[row, 2] = np.log1p(max(0.0, others[1].get(province, 0.0)))
            rows[row, 3] = others[1].get(province, 0.0) / sums[1]
    rows[:, 8] = rows[:, 1] * candidates.facts[:, COUNTRY]


def _measure(
    rows: NDArray[np.float64], candidates: Candidates, index: int, placed: _Placed, neighbours: set[int]
) -> None:
    """Fill in how near each candidate lies to where the other names are believed to be."""
    points, weights, owners = placed
    other = owners != index
    if not other.any():
        return
    weight = weights[other]
    km = EARTH_KM * np.arccos(np.clip(candidates.xyz @ points[other].T, -1.0, 1.0))
    close = np.exp(-km / _NEAR_KM)
    rows[:, 4] = np.log1p(close @ weight)
    rows[:, 5] = (np.exp(-km / _FAR_KM) @ weight) / weight.sum()
    beside = np.isin(owners[other], sorted(neighbours))
    if beside.any():
        rows[:, 6] = (close[:, beside] * weight[beside]).max(axis=1)


def _ask_neighbours(rows: NDArray[np.float64], candidates: Candidates, votes: list[dict[str, float]]) -> None:
    """Fill in how far the names beside it in the text speak for each candidate's country."""
    for row, country in enumerate(candidates.countries):
        if country:
            rows[row, 7] = np.log1p(sum(said.get(country, 0.0) for said in votes))
