"""Places: toponym mentions, gazetteer places, candidates, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from geomap.model.checks import check_lonlat, check_span, check_unit

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


class MentionKind(StrEnum):
    """How a toponym is meant (Gritta et al. 2020, "A pragmatic guide to geoparsing evaluation", simplified)."""

    LITERAL = "literal"  # "in Kars"
    ASSOCIATIVE = "associative"  # "the Kars garrison", "Aleppo University"
    DEMONYM = "demonym"  # "Azerbaijani servicemen"
    METONYM = "metonym"  # "Washington said"
    RELATION = "relation"  # "the Armenian border", "between Tartus and Latakia"


class WherePrec(IntEnum):
    """How exactly the place is known; UCDP GED's ``where_prec`` (Högbladh 2023, codebook 23.1)."""

    EXACT = 1
    NEAR = 2  # within about 25 km
    DISTRICT = 3  # second-order division
    PROVINCE = 4  # first-order division
    LARGER = 5  # a line, a zone or a region beyond one province
    COUNTRY = 6
    WATER = 7  # international waters or airspace


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name, demonym or spatial expression found in a text.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points into the document's text, end exclusive.
    surface
        ``text[start:end]``.
    kind
        How it is meant.
    query
        The name to look up when it differs from the surface ("Kars" for "Kars province").
    kind_word
        The feature kind the text states beside the name ("province", "city", "river"), lower case; ``""`` for none.
    recogniser
        Id of the component that found it.
    certainty
        How likely it is a place name, 0 to 1, as that component says; 1 for names that the input brought.
    """

    start: int
    end: int
    surface: str
    kind: MentionKind = MentionKind.LITERAL
    query: str = ""
    kind_word: str = ""
    recogniser: str = ""
    certainty: float = 1.0

    def __post_init__(self) -> None:
        check_span(self.start, self.end, "Mention")
        if len(self.surface) != self.end - self.start:
            raise ValueError(f"Mention {self.surface!r} does not fill {self.start}..{self.end}")

    @property
    def name(self) -> str:
        """The name to look up."""
        return self.query or self.surface


@dataclass(frozen=True, slots=True)
class Sovereignty:
    """Who governs a contested place, who claims it, and since when.

    Attributes
    ----------
    governs, claims
        ISO 3166-1 alpha-2 codes, or names where no code exists.
    since
        ISO date (or year) from which ``governs`` holds.
    note
        One neutral sentence for the reader.
    until
        ISO date to which ``governs`` held, inclusive; ``""`` for the present state.
    earlier
        States of the past, oldest first, each with ``since`` and ``until``.
    """

    governs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: str = ""
    note: str = ""
    until: str = ""
    earlier: tuple[Sovereignty, ...] = ()

    def on(self, day: str) -> Sovereignty:
        """Return the state on an ISO date: the present one when the day is ``""`` or no earlier state holds it."""
        return next((state for state in self.earlier if state.since <= day <= state.until), self)


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a gazetteer.

    Attributes
    ----------
    id
        ``geonames:743952``, ``wikidata:Q43``, ``osm:relation/123``, or ``geomap:karabakh`` for curated places.
    name
        The usual English name.
    lon, lat
        Representative point in degrees, WGS 84 (EPSG:4326).
    feature_class, feature_code
        GeoNames feature class (``P``, ``A``, ``H``, ``T``, ``L``, ``S``) and code (``PPLC``, ``ADM1``, ``PCLI``).
    country
        ISO 3166-1 alpha-2, ``""`` when the place lies in none or several.
    admin1
        ISO 3166-2 where known (``TR-36``), else ``""``.
    admin2
        Name of the second-order division, ``""`` when unknown.
    population
        Inhabitants; 0 when unknown.
    wikidata
        Wikidata id, ``""`` when unknown.
    source
        Which source the row comes from (``geonames``, ``naturalearth``, ``curated``, ``nominatim``, ...).
    valid_from, valid_to
        ISO dates between which the place existed or the name was in use; ``""`` for open.
    sovereignty
        Present for contested places.
    """

    id: str
    name: str
    lon: float
    lat: float
    feature_class: str = ""
    feature_code: str = ""
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    wikidata: str = ""
    source: str = ""
    valid_from: str = ""
    valid_to: str = ""
    sovereignty: Sovereignty | None = None

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("Place: id must not be empty")
        check_lonlat(self.lon, self.lat, f"Place {self.id}")

    @property
    def is_country(self) -> bool:
        """Whether the place is a country or dependent territory (feature codes ``PCL*``, ``TERR``)."""
        return self.feature_code.startswith("PCL") or self.feature_code == "TERR"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean.

    Attributes
    ----------
    place
        The place.
    name
        The gazetteer's name that matched.
    match
        How it matched: ``preferred``, ``official``, ``curated``, ``alternate``, ``abbreviation``, ``historic``,
        ``demonym``, ``recorded``, ``fuzzy``.
    score
        0 to 1; a ranker's score once ranked, the quality of the name match before.
    reasons
        Why it scored so, in words.
    """

    place: Place
    name: str
    match: str
    score: float = 0.0
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_unit(self.score, f"Candidate {self.place.id}: score")


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a mention was decided to mean.

    Attributes
    ----------
    mention
        The mention.
    place
        The chosen place; ``None`` for NIL. A relation may have a geometry and no place.
    geometry
        Shape in degrees, WGS 84; ``None`` when only the place's point is known.
    relation
        How a relational geometry was made ("shared border of TUR and ARM").
    where_prec
        How exactly the place is known.
    radius_km
        Radius of uncertainty around the representative point, in kilometres.
    score
        Probability that the choice is right, 0 to 1.
    alternatives
        Runners-up, best first.
    reasons
        Why this one, in words.
    countries
        ISO 3166-1 alpha-2 codes of all countries concerned (both sides of a border, say).
    is_corrected
        Whether a person said what the mention means; the place's own name is then the one to show.
    """

    mention: Mention
    place: Place | None = None
    geometry: BaseGeometry | None = None
    relation: str | None = None
    where_prec: WherePrec | None = None
    radius_km: float | None = None
    score: float = 0.0
    alternatives: tuple[Candidate, ...] = ()
    reasons: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    is_corrected: bool = False

    def __post_init__(self) -> None:
        check_unit(self.score, f"Resolution of {self.mention.surface!r}: score")

    @property
    def is_nil(self) -> bool:
        """Whether the mention stays unplaced."""
        return self.place is None and self.geometry is None

    @property
    def status(self) -> str:
        """``"resolved"`` or ``"nil"``."""
        return "nil" if self.is_nil else "resolved"
