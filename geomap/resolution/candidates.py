"""The places a mention may stand for, with all that is true of them in any document."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import numpy as np

from geomap.gazetteer.normalise import normalise
from geomap.recognition.lexicon import kind_words
from geomap.recognition.names import is_country

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from numpy.typing import NDArray

    from geomap.model import Candidate, Place

MOST = 60  # candidates kept per name; "San José" has more namesakes, none of them ever meant
BORROWED = "nearby"  # the match of a candidate that another name in the text lends to one without an entry
OWN = frozenset({"preferred", "official", "curated", "recorded"})

# Facts of a candidate that no context changes; the columns of Candidates.facts.
FACTS = (
    "population",  # log10 of inhabitants, over 8
    "country",
    "admin1",
    "admin2",
    "town",
    "curated",
    "capital",
    "seat",
    "other",
    "own_name",
    "alternate",
    "same_string",
    "share",  # of the inhabitants of all candidates of the same class
    "first",
    "rank",
    "alone",
    "fallback",
    "borrowed",
    "lent_stated",  # the text says that the name lies in the place that is lent to it
    "lent_near",  # how soon that place is named before or after, over 1
    "lent_focus",  # the share of the document's other places round the place that is lent
    "historic",  # a name of the past, or a place that is no more
    "has_seat",  # a division among whose namesakes is a town in it: "Kars" the province
    "gives_name",  # that town: a bare "Kars"
    "likeness",  # of the name as written and the place's own: Sangwon and Changwon share little
    "bare",  # bears the name only without the kind of feature in it: Hudson for "Hudson River"
)


_HAS_SEAT, _GIVES_NAME = FACTS.index("has_seat"), FACTS.index("gives_name")


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a name, ready for arithmetic.

    Attributes
    ----------
    items
        The candidates, the gazetteer's best first.
    facts
        One row per candidate, columns as in ``FACTS``.
    xyz
        Unit vectors of their points.
    countries, provinces
        ISO codes; ``""`` for none.
    counties
        Province and second-order division together, which alone may be in many provinces; ``""`` for none.
    fallback
        The part of the name that was looked up, when the whole was not found; else ``""``.
    bare
        Ids of places that bear the name only without the kind of feature in it.
    whole
        The name as written, where places bear it as a whole, so that no part of it was looked up.
    """

    items: tuple[Candidate, ...]
    facts: NDArray[np.float64]
    xyz: NDArray[np.float64]
    countries: tuple[str, ...]
    provinces: tuple[str, ...]
    counties: tuple[str, ...]
    fallback: str = ""
    bare: frozenset[str] = frozenset()
    whole: str = ""
    _kinds: dict[str, NDArray[np.float64]] = field(default_factory=dict)

    def agreement(self, word: str) -> NDArray[np.float64]:
        """Return 1 where a candidate is of the kind that ``word`` states, -1 where it is not, 0 for no known word."""
        found = self._kinds.get(word)
        if found is None:
            kind = kind_words().get(word)
            values = [
                0.0
                if kind is None
                else (1.0 if kind.agrees(item.place.feature_class, item.place.feature_code) else -1.0)
                for item in self.items
            ]
            found = self._kinds[word] = np.array(values, dtype=np.float64)
        return found


@dataclass(frozen=True, slots=True)
class Loan:
    """Why a place of the text is lent to a name without an entry of its own; the ``lent_`` columns of ``FACTS``."""

    stated: float = 0.0
    near: float = 0.0
    focus: float = 0.0


def arrays(
    found: Sequence[Candidate],
    name: str,
    fallback: str = "",
    loans: Mapping[str, Loan] | None = None,
    bare: AbstractSet[str] = frozenset(),
) -> Candidates:
    """Return candidates with their facts, the most prominent ``MOST`` of them.

    Parameters
    ----------
    found
        Candidates, best first.
    name
        The name they are candidates of.
    fallback
        The part of the name that was looked up, when the whole was not found.
    loans
        Why candidates were lent, by place id.
    bare
        Ids of places that bear the name only without the kind of feature in it: Hudson for "Hudson River".
    """
    items = tuple(found[:MOST])
    n = len(items)
    facts = np.zeros((n, len(FACTS)), dtype=np.float64)
    people = np.array([item.place.population for item in items], dtype=np.float64)
    for row, item in enumerate(items):
        loan = (loans or {}).get(item.place.id, _NO_LOAN) if item.match == BORROWED else _NO_LOAN
        facts[row] = _facts(item, row, n, item.name if fallback else name, loan, own=not fallback)
    if n:
        facts[:, FACTS.index("share")] = (people + 1) / (people + 1).sum()
        _pair_seats(facts, items)
        facts[:, FACTS.index("bare")] = [item.place.id in bare for item in items]
    angles = np.radians(np.array([[item.place.lon, item.place.lat] for item in items], dtype=np.float64).reshape(n, 2))
    xyz = np.column_stack(
        [np.cos(angles[:, 1]) * np.cos(angles[:, 0]), np.cos(angles[:, 1]) * np.sin(angles[:, 0]), np.sin(angles[:, 1])]
    )
    return Candidates(
        items,
        facts,
        xyz,
        tuple(item.place.country for item in items),
        tuple(item.place.admin1 for item in items),
        tuple(_county(item.place) for item in items),
        fallback,
        frozenset(bare),
    )


def _pair_seats(facts: NDArray[np.float64], items: Sequence[Candidate]) -> None:
    """Mark divisions and the towns in them that bear one name."""
    towns: dict[str, int] = {}
    for row, item in enumerate(items):
        if item.place.feature_class == "P" and item.place.admin1 and item.match in OWN:
            towns.setdefault(item.place.admin1, row)
    for row, item in enumerate(items):
        town = towns.get(item.place.admin1)
        if town is not None and item.place.feature_code in {"ADM1", "ADM2"} and item.match in OWN:
            facts[row, _HAS_SEAT] = facts[town, _GIVES_NAME] = 1.0


def _county(place: Place) -> str:
    county = place.name if place.feature_code == "ADM2" else place.admin2
    return f"{place.admin1}/{county}" if county and place.admin1 else ""


_NO_LOAN = Loan()


def _facts(item: Candidate, row: int, n: int, name: str, loan: Loan, *, own: bool) -> list[float]:
    place = item.place
    code = place.feature_code
    country, admin1, admin2 = is_country(code), code == "ADM1", code == "ADM2"
    town, curated = place.feature_class == "P", item.match == "curated" or place.id.startswith("geomap:")
    official = item.match in OWN or item.match == "demonym"
    return [
        math.log10(1 + place.population) / 8,
        country,
        admin1,
        admin2,
        town,
        curated,
        code == "PPLC",
        code.startswith("PPLA"),
        not (country or admin1 or admin2 or town),
        official,
        item.match == "alternate",
        place.name.casefold() == name.casefold(),
        0.0,
        row == 0,
        1 / (1 + row),
        n == 1,
        not own,
        item.match == BORROWED,
        loan.stated,
        loan.near,
        loan.focus,
        item.match == "historic" or bool(place.valid_to),
        0.0,
        0.0,
        _likeness(place.name, name) if item.match == "alternate" else 1.0,
        0.0,
    ]


def _likeness(own: str, name: str) -> float:
    """Return how much of two names is the same, 0 to 1 (Ratcliff and Obershelp's measure, on their folded forms)."""
    return SequenceMatcher(None, normalise(own), normalise(name), autojunk=False).ratio()


def kind_in_words(place: Place) -> str:
    """Return what a place is, in a word or two: "country", "province", "city"."""
    code = place.feature_code
    if is_country(code):
        return "country"
    if place.id.startswith("geomap:"):
        return "region"
    by_code = {"ADM1": "first-order division", "ADM2": "second-order division", "PPLC": "capital"}
    by_class = {"P": "populated place", "A": "division", "H": "water", "T": "landform", "L": "area", "S": "site"}
    return by_code.get(code) or by_class.get(place.feature_class, "place")
