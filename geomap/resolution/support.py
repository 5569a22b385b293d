"""How far a document's other names speak for each candidate of a name: votes, distances, neighbours."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from geomap.gazetteer.embedded_rows import country_facts
from geomap.resolution.candidates import FACTS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from geomap.resolution.candidates import Candidates
    from geomap.resolution.context import Context, Name

EARTH_KM = 6371.0088  # mean radius, IUGG
_NEAR_KM = 150.0  # distance at which one place speaks for another one e times less
_FAR_KM = 800.0
_LOCAL_KM = 30.0
_FIRST = 3  # names at the head of a text, where its dateline and its subject are
_NEXT_DOOR = 0.2  # share of the strangeness of a country that is left where the text's own borders on it
_BESIDE = float(np.log1p(0.2))  # how much the places named must speak for a candidate beyond the border
_AROUND = 2  # mentions on either side that count as neighbours in the text
COUNTRY = FACTS.index("country")
LENT = FACTS.index("borrowed")

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
    "local",
    "county_support",
    "first_country",
    "first_province",
    "first_near",
    "top_share",  # of the country that the other names speak for most
    "stranger",  # how far that country is before the candidate's own, less where the two share a border
)


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
    counties: dict[str, float] = {}
    county_votes = [_county_votes(name) for name in context.names]
    for own_votes in county_votes:
        _add(counties, own_votes, 1.0)
    found = {}
    for index, name in enumerate(context.names):
        if name.candidates.items:
            rows = np.zeros((len(name.candidates.items), len(SHARED)), dtype=np.float64)
            top = _vote(rows, name.candidates, votes[index], (everyone, provinces, named))
            _measure(rows, name.candidates, index, placed, beside[index])
            _know_next_door(rows, name.candidates, top, placed=bool((placed[2] != index).any()))
            _ask_neighbours(rows, name.candidates, [votes[other][0] for other in beside[index]])
            for row, county in enumerate(name.candidates.counties):
                rows[row, 11] = np.log1p(max(0.0, counties.get(county, 0.0) - county_votes[index].get(county, 0.0)))
            _ask_first(rows, name.candidates, index, votes, placed)
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
        if belief < 0.01 or candidates.facts[row, LENT]:
            continue  # a place that was lent speaks already where it is named
        vote = float(belief) * name.weight
        country, province = candidates.countries[row], candidates.provinces[row]
        if country:
            countries[country] = countries.get(country, 0.0) + vote
            if candidates.facts[row, COUNTRY]:
                own[country] = own.get(country, 0.0) + vote
        if province:
            provinces[province] = provinces.get(province, 0.0) + vote
    return countries, provinces, own


def _county_votes(name: Name) -> dict[str, float]:
    """Return what a name's candidates say, by belief, for second-order divisions."""
    found: dict[str, float] = {}
    for row, belief in enumerate(name.belief[:-1]):
        county = name.candidates.counties[row]
        if county and belief >= 0.01 and not name.candidates.facts[row, LENT]:
            found[county] = found.get(county, 0.0) + float(belief) * name.weight
    return found


def _ask_first(
    rows: NDArray[np.float64], candidates: Candidates, index: int, votes: list[_Votes], placed: _Placed
) -> None:
    """Fill in how far the other names at the head of the text speak for each candidate."""
    first = [other for other in range(min(_FIRST, len(votes))) if other != index]
    countries: dict[str, float] = {}
    provinces: dict[str, float] = {}
    for other in first:
        _add(countries, votes[other][0], 1 / (1 + other))
        _add(provinces, votes[other][1], 1 / (1 + other))
    for row, (country, province) in enumerate(zip(candidates.countries, candidates.provinces, strict=True)):
        rows[row, 12] = countries.get(country, 0.0) if country else 0.0
        rows[row, 13] = provinces.get(province, 0.0) if province else 0.0
    points, weights, owners = placed
    head = np.isin(owners, first)
    if head.any():
        km = EARTH_KM * np.arccos(np.clip(candidates.xyz @ points[head].T, -1.0, 1.0))
        rows[:, 14] = (np.exp(-km / _NEAR_KM) * weights[head]).max(axis=1)


def _points(context: Context) -> _Placed:
    """Return the believed places below country level as unit vectors, their weights, and whose they are."""
    points, weights, owners = [], [], []
    for index, name in enumerate(context.names):
        for row, belief in enumerate(name.belief[:-1]):
            if belief >= 0.1 and not name.candidates.facts[row, COUNTRY] and not name.candidates.facts[row, LENT]:
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
) -> str:
    """Fill in what the other names say for each candidate's country and province; return the country they say most."""
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
    rows[:, 15] = max(others[0].values(), default=0.0) / sums[0]
    rows[:, 16] = np.maximum(0.0, rows[:, 15] - rows[:, 1]) * np.array([bool(code) for code in candidates.countries])
    return max(others[0], key=lambda code: others[0][code], default="")


def _know_next_door(rows: NDArray[np.float64], candidates: Candidates, top: str, *, placed: bool) -> None:
    """Make countries that border on the text's own less strange, as war and trade cross borders.

    Where towns or provinces are named too, only near them.
    """
    bordering = _bordering().get(top, frozenset())
    for row, country in enumerate(candidates.countries):
        if country in bordering and (not placed or rows[row, 4] >= _BESIDE):
            rows[row, 16] *= _NEXT_DOOR


@cache
def _bordering() -> dict[str, frozenset[str]]:
    return {fact["code"]: frozenset(fact["neighbours"].split()) for fact in country_facts()}


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
    rows[:, 10] = np.log1p(np.exp(-km / _LOCAL_KM) @ weight)
    rows[:, 5] = (np.exp(-km / _FAR_KM) @ weight) / weight.sum()
    beside = np.isin(owners[other], sorted(neighbours))
    if beside.any():
        rows[:, 6] = (close[:, beside] * weight[beside]).max(axis=1)


def _ask_neighbours(rows: NDArray[np.float64], candidates: Candidates, votes: list[dict[str, float]]) -> None:
    """Fill in how far the names beside it in the text speak for each candidate's country."""
    for row, country in enumerate(candidates.countries):
        if country:
            rows[row, 7] = np.log1p(sum(said.get(country, 0.0) for said in votes))
