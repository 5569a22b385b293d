"""The schema of curated regions and of who governs them (``data/curated/regions.toml``)."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from geomap.model import Sovereignty


def _check_lonlat(point: tuple[float, float]) -> tuple[float, float]:
    lon, lat = point
    if not (-180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0):
        raise ValueError(f"longitude {lon}, latitude {lat} is not on the globe")
    return point


LonLat = Annotated[tuple[float, float], AfterValidator(_check_lonlat)]
# ISO 3166-1 alpha-2 or ISO 3166-2.
IsoCode = Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")]
Alpha2 = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
IsoDate = Annotated[str, Field(pattern=r"^(-?\d{4}(-\d{2}(-\d{2})?)?)?$")]


class Strict(BaseModel):
    """A value whose unknown keys are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ShapeSpec(Strict):
    """How a region's shape is made. Coordinates are degrees, WGS 84 (EPSG:4326).

    Attributes
    ----------
    union
        Countries (alpha-2) and divisions (ISO 3166-2) that make it up.
    minus
        What is cut out of the union.
    clip
        Codes within which a box, polygon or buffer is kept.
    box
        West, south, east, north; west > east crosses the antimeridian. With ``union``, the part of it in the box.
    polygon
        Ring of lon, lat; closed or not. With ``union``, the part of it in the polygon.
    line, point
        A representative line or point.
    buffer_km
        Width added around a line, point or shape, in kilometres.
    marine
        Name of a Natural Earth marine polygon.
    """

    union: tuple[IsoCode, ...] = ()
    minus: tuple[IsoCode, ...] = ()
    clip: tuple[IsoCode, ...] = ()
    box: tuple[float, float, float, float] | None = None
    polygon: Annotated[tuple[LonLat, ...], Field(min_length=3)] | None = None
    line: Annotated[tuple[LonLat, ...], Field(min_length=2)] | None = None
    point: LonLat | None = None
    buffer_km: Annotated[float, Field(gt=0, le=3000)] | None = None
    marine: str = ""

    @model_validator(mode="after")
    def _something(self) -> ShapeSpec:
        if not (self.union or self.box or self.polygon or self.line or self.point or self.marine):
            raise ValueError("a shape needs union, box, polygon, line, point or marine")
        if self.box and not (-90 <= self.box[1] < self.box[3] <= 90 and -180 <= self.box[0] <= 180 >= self.box[2]):
            raise ValueError(f"box {self.box} is not west, south, east, north")
        return self


# What a page may bear out of an entry.
Fact = Literal["governs", "claims", "views", "since", "until", "note", "valid_from", "valid_to"]


class Source(Strict):
    """A published page that an entry was compared with.

    Attributes
    ----------
    page
        Its address.
    confirms
        The fields that it bears out; the others rest on general knowledge.
    """

    page: Annotated[str, Field(pattern=r"^https?://\S+$")]
    confirms: Annotated[tuple[Fact, ...], Field(min_length=1)]


class _State(Strict):
    """Who governs, who claims, since when (see `geomap.model.Sovereignty`); with the page it was compared with."""

    governs: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    since: IsoDate = ""
    note: Annotated[str, Field(min_length=10)]
    source: Source | None = None


class EarlierSovereignty(_State):
    """Who governed and claimed before: ``since`` to ``until``, both ISO dates, inclusive."""

    until: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class SovereigntySpec(_State):
    """The present state of a contested place.

    Attributes
    ----------
    views
        With which country a point of view counts it, where that does not follow from ``governs`` and ``claims``
        (`geomap.gazetteer.views`): alpha-2 code, or ``""`` for no country with a code.
    """

    views: dict[
        Annotated[str, Field(pattern=r"^([A-Z]{2}|de facto)$")], Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
    ] = {}

    def value(self, earlier: tuple[EarlierSovereignty, ...] = ()) -> Sovereignty:
        """Return the value of the model, with the states before."""
        past = tuple(
            Sovereignty(state.governs, state.claims, state.since, state.note, state.until) for state in earlier
        )
        return Sovereignty(self.governs, self.claims, self.since, self.note, earlier=past)


# GeoNames feature class and code by kind of region; an entry may state others.
FEATURES = {
    "continent": "L.CONT", "region": "L.RGN", "historical region": "L.RGNH", "conflict zone": "L.RGN",
    "contested territory": "L.RGN", "sea": "H.SEA", "ocean": "H.OCN", "gulf": "H.GULF", "bay": "H.BAY",
    "strait": "H.STRT", "canal": "H.CNL", "lake": "H.LK", "river": "H.STM", "mountain": "T.MT", "mountains": "T.MTS",
    "volcano": "T.VLC", "desert": "T.DSRT", "plateau": "T.PLAT", "plain": "T.PLN", "valley": "T.VAL",
    "peninsula": "T.PEN", "island": "T.ISL", "islands": "T.ISLS", "cape": "T.CAPE", "pass": "T.PASS",
    "corridor": "L.RGN", "border": "L.RGN", "line": "L.RGN", "organisation area": "L.ZN", "forest": "V.FRST",
    "reef": "H.RF", "glacier": "H.GLCR", "site": "S.SITE", "settlement": "P.PPL",
}  # fmt: skip


class CuratedRegion(Strict):
    """A region that news uses.

    Attributes
    ----------
    slug
        The id is ``geomap:`` and this.
    name, aliases, historic
        Usual English name; other names; names of the past.
    kind
        What it is, in a word.
    feature_class, feature_code
        GeoNames class and code; those of the kind when absent (`FEATURES`).
    countries
        Alpha-2 codes it lies in or touches.
    label
        Representative point (lon, lat); made from the shape when absent.
    shape
        How its shape is made.
    sovereignty, earlier
        For contested places: the present state, and states of the past.
    divisions
        ISO codes whose places share a contested region's lot (`geomap.gazetteer.views`).
    valid_from, valid_to
        ISO dates; ``""`` for open.
    source
        The page that these dates were compared with; ``None`` when they rest on general knowledge.
    geonames, wikidata
        Ids of the same thing elsewhere; 0 and ``""`` when unknown.
    prominence
        0 to 1, see `geomap.gazetteer.scoring`.
    """

    slug: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    name: Annotated[str, Field(min_length=2)]
    aliases: tuple[str, ...] = ()
    historic: tuple[str, ...] = ()
    kind: str
    feature_class: Annotated[str, Field(pattern=r"^[AHLPRSTUV]$")]
    feature_code: Annotated[str, Field(pattern=r"^[A-Z0-9]{2,6}$")]
    countries: tuple[Alpha2, ...] = ()
    label: LonLat | None = None
    shape: ShapeSpec
    sovereignty: SovereigntySpec | None = None
    earlier: tuple[EarlierSovereignty, ...] = ()
    divisions: tuple[IsoCode, ...] = ()
    valid_from: IsoDate = ""
    valid_to: IsoDate = ""
    source: Source | None = None
    geonames: Annotated[int, Field(ge=0)] = 0
    wikidata: Annotated[str, Field(pattern=r"^(Q\d+)?$")] = ""
    prominence: Annotated[float, Field(ge=0, le=1)] = 0.85

    @property
    def id(self) -> str:
        """The place id."""
        return f"geomap:{self.slug}"

    @property
    def state(self) -> Sovereignty | None:
        """Who governs and claims it, and did before; ``None`` for what nobody contests."""
        return self.sovereignty.value(self.earlier) if self.sovereignty else None

    @model_validator(mode="before")
    @classmethod
    def _feature_of_kind(cls, entry: dict[str, Any]) -> dict[str, Any]:
        kind = entry.get("kind", "")
        if kind not in FEATURES:
            raise ValueError(f"kind {kind!r} is none of {', '.join(FEATURES)}")
        feature_class, _, code = FEATURES[kind].partition(".")
        return {"feature_class": feature_class, "feature_code": code, **entry}

    @model_validator(mode="after")
    def _labelled(self) -> CuratedRegion:
        if self.label is None and self.shape.marine and not (self.shape.box or self.shape.point):
            raise ValueError("a region shaped by a marine polygon needs a label")
        return self
