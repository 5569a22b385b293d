"""Facts of countries and their demonyms, from the compiled table and the curated files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.gazetteer.curated import load_country_names, load_demonyms
from geomap.gazetteer.embedded_rows import country_facts
from geomap.gazetteer.normalise import normalise
from geomap.gazetteer.protocol import Country

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Place

# Where two countries share a demonym, the order says which news means more often.
_SHARED_ORDER = {"congolese": ("CD", "CG"), "dominican": ("DO", "DM"), "samoan": ("WS", "AS")}


def country_table(get: Callable[[str], Place | None]) -> dict[str, Country]:
    """Return all countries by alpha-2 code, in code order.

    Parameters
    ----------
    get
        Returns the place with an id.
    """
    names = {row.code: row for row in load_country_names()}
    table = {}
    for fact in country_facts():
        code = fact["code"]
        place = get(f"geonames:{fact['id']}")
        if place is None:
            continue
        curated = names.get(code)
        table[code] = Country(
            code,
            fact["alpha3"],
            place.name,
            place,
            (curated.capital if curated else "") or fact["capital"],
            tuple(sorted(fact["neighbours"].split())),
            curated.demonyms if curated else (),
            fact["continent"],
        )
    return dict(sorted(table.items()))


def demonym_table() -> dict[str, tuple[str, ...]]:
    """Return alpha-2 codes by folded demonym."""
    table: dict[str, tuple[str, ...]] = {}
    for row in load_country_names():
        for word in row.demonyms:
            key = normalise(word)
            codes = tuple(dict.fromkeys((*table.get(key, ()), row.code)))
            table[key] = _SHARED_ORDER.get(key, codes)
    for demonym in load_demonyms():
        table.setdefault(normalise(demonym.word), demonym.countries)
    return table
