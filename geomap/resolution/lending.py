"""Places lent to names that no gazetteer knows: a square, a hospital, a hamlet lies where the story does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from geomap.recognition.lexicon import not_places
from geomap.recognition.names import is_country
from geomap.resolution.candidates import BORROWED, Loan, arrays
from geomap.resolution.support import EARTH_KM

if TYPE_CHECKING:
    from geomap.model import Candidate, Place
    from geomap.resolution.context import Context, Name

_REACH = 5  # mentions on either side that may lend their place
_MOST_LENT = 5
_NIL_LIKELY = 0.25  # a name with an entry is lent places too, once "none of these" is this likely
_SETTLEMENTS = frozenset({"town", "village", "hamlet", "township"})
_FOCUS_KM = 60.0  # the document's places this near one another speak for one another e times less


def lend(context: Context) -> None:
    """Offer names without a likely entry of their own the places that the text names around them.

    They are further candidates, ranked beside what the gazetteer holds; those that the text says contain the name come
    first, then by distance in the text, then the place round which most of the document's places lie. Beliefs of the
    names must be set.
    """
    settled = _settled(context)
    focus = _focus(context, settled)
    for index, name in enumerate(context.names):
        if not _wants(name):
            continue
        own, around = name.candidates, _countries_around(context, index)
        lent, loans = {item.place.id: item for item in own.items}, {}
        for other, loan in _lenders(context, index, focus):
            place = settled[other].place if other in settled else None
            if place is None or place.id in lent or other == index:
                continue
            if around and place.country not in around and other not in name.containers:
                continue  # another paragraph's place, of a country that the name's own does not speak of
            lent[place.id] = replace(settled[other], match=BORROWED)
            loans[place.id] = loan
            if len(loans) == _MOST_LENT:
                break
        if loans:
            belief = name.belief if len(name.belief) else np.ones(1)
            name.candidates = arrays(list(lent.values()), name.key, fallback=own.fallback, loans=loans, bare=own.bare)
            more = len(name.candidates.items) - len(own.items)
            name.belief = np.concatenate([belief[:-1], np.zeros(max(0, more)), belief[-1:]])


def _wants(name: Name) -> bool:
    own = name.candidates
    if name.adjective or name.key in not_places().sides:
        return False
    if not own.items and not _SETTLEMENTS.isdisjoint(name.kind_words):
        return False  # "the town of Baggao" is no part of the town named before it
    return not own.items or bool(own.fallback) or bool(name.belief[-1] > _NIL_LIKELY)


def _countries_around(context: Context, index: int) -> frozenset[str]:
    """Return the countries of what the paragraphs of a name name beside it, empty where they name none."""
    own = {context.paragraphs[mention] for mention in context.names[index].mentions}
    beside = {
        name
        for name, paragraph in zip(context.of_mention, context.paragraphs, strict=True)
        if paragraph in own and name != index
    }
    likeliest = (context.names[name].best() for name in beside)
    return frozenset(item.place.country for item in likeliest if item is not None) - {""}


def _settled(context: Context) -> dict[int, Candidate]:
    """Return what the names that may lend are believed to mean: towns, divisions, islands, by their own name."""
    settled = {}
    for index, name in enumerate(context.names):
        best = name.best()
        if best is not None and not name.candidates.fallback and _holds_others(best.place):
            settled[index] = best
    return settled


def _holds_others(place: Place) -> bool:
    """Tell whether a square or hamlet may well lie in a place: a town, a division below the country, an island."""
    code = place.feature_code
    return code.startswith("ISL") or (place.feature_class in {"P", "A"} and not is_country(code))


def _focus(context: Context, settled: dict[int, Candidate]) -> dict[int, float]:
    """Return the share of the document's settled places that lie round each of them."""
    if not settled:
        return {}
    owners = list(settled)
    rows = [int(context.names[index].belief[:-1].argmax()) for index in owners]
    points = np.array([context.names[index].candidates.xyz[row] for index, row in zip(owners, rows, strict=True)])
    weights = np.array([context.names[index].weight for index in owners])
    km = EARTH_KM * np.arccos(np.clip(points @ points.T, -1.0, 1.0))
    shares = np.exp(-km / _FOCUS_KM) @ weights / weights.sum()
    return dict(zip(owners, shares.tolist(), strict=True))


def _lenders(context: Context, index: int, focus: dict[int, float]) -> list[tuple[int, Loan]]:
    """Return the names that may lend their place to one, most telling first, each with why."""
    name = context.names[index]
    order = context.of_mention
    near: dict[int, float] = {}
    for mention in name.mentions[:_REACH]:
        for step in range(1, _REACH + 1):
            for other in (order[j] for j in (mention - step, mention + step) if 0 <= j < len(order)):
                near[other] = max(near.get(other, 0.0), 1 / step)
    near.pop(index, None)
    ranked = [*name.containers, *sorted(near, key=lambda other: -near[other])]
    ranked += sorted(focus, key=lambda other: -focus[other])[:2]
    return [
        (other, Loan(name.containers.get(other, 0.0), near.get(other, 0.0), focus.get(other, 0.0)))
        for other in dict.fromkeys(ranked)
    ]
