"""Events: what happened, who, where, when, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from geomap.model.checks import check_span, check_unit

if TYPE_CHECKING:
    from datetime import date

    from shapely.geometry.base import BaseGeometry

    from geomap.model.place import Candidate, Place, WherePrec
    from geomap.model.time import DatePrec


class EventType(StrEnum):
    """PLOVER event types (Halterman et al. 2023) and geomap's own HAZARD for disasters and accidents."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    REJECT = "REJECT"
    ACCUSE = "ACCUSE"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    HAZARD = "HAZARD"


class Status(StrEnum):
    """Whether the event is a fact, a plan or a word."""

    PLANNED = "planned"
    ONGOING = "ongoing"
    HAPPENED = "happened"
    RECURRING = "recurring"
    CANCELLED = "cancelled"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"

    @property
    def prefix(self) -> str:
        """What a title begins with, so that nobody takes an event of this status for a fact; ``""`` for facts."""
        return _PREFIXES.get(self, "")


_PREFIXES = {Status.CANCELLED: "Cancelled: ", Status.DENIED: "Denied: ", Status.HYPOTHETICAL: "Possible: "}


class Role(StrEnum):
    """The part an actor plays."""

    ACTOR = "actor"
    RECIPIENT = "recipient"


@dataclass(frozen=True, slots=True, order=True)
class Actor:
    """Someone who takes part in an event.

    Attributes
    ----------
    name
        As the text names them ("Azerbaijani servicemen").
    country
        ISO 3166-1 alpha-2, ``""`` when unknown.
    role
        Actor or recipient.
    """

    name: str
    country: str = ""
    role: Role = Role.ACTOR


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A marked stretch inside a piece of evidence.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points into the document's text, end exclusive.
    role
        ``"trigger"``, ``"place"``, ``"date"`` or ``"actor"``.
    """

    start: int
    end: int
    role: str

    def __post_init__(self) -> None:
        check_span(self.start, self.end, "Mark")


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """A sentence that tells of the event.

    Attributes
    ----------
    doc_id
        The document.
    start, end
        Offsets of the sentence in Unicode code points into the document's text, end exclusive.
    text
        ``document.text[start:end]``.
    marks
        What in it is the trigger, the place, the date and the actors, in document offsets.
    """

    doc_id: str
    start: int
    end: int
    text: str
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        check_span(self.start, self.end, "Evidence")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A report of an event.

    Attributes
    ----------
    doc_id
        The document.
    title, source, url
        As the document gives them; ``""`` when it does not.
    published
        ISO date, ``""`` when unknown.
    """

    doc_id: str
    title: str = ""
    source: str = ""
    url: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One event, told once, with everything that supports it.

    Attributes
    ----------
    id
        Stable: the same event from the same text has the same id in every run.
    type, mode, context
        PLOVER words; mode and context are ``""`` when they do not apply.
    label
        The kind of event in one or two plain words ("exercise", "ceasefire"), from the trigger lexicon.
    title
        What a person would call it.
    status
        Planned, happened, ...
    status_reasons
        Who corrected the status or the type, in words; empty for what the text says.
    date_from, date_to
        Both ends, inclusive; ``None`` for an open or unknown end.
    edtf, date_prec
        The date as EDTF (``""`` if none), and how exactly it is known.
    date_reasons
        Where the date comes from, in words.
    place
        The gazetteer's place, where there is one.
    place_name
        What a person would call the place; ``""`` for an event that could not be placed.
    country, admin1
        ISO 3166-1 alpha-2 and ISO 3166-2 codes, ``""`` when unknown.
    geometry
        In degrees, WGS 84; ``None`` for an event that could not be placed.
    where_prec, radius_km, relation
        How exactly the place is known, and how a relational geometry was made.
    place_reasons, alternatives
        Why here, in words, and the runners-up.
    toponym
        Index of the mention that places it, in its document's list of toponyms.
    actors
        Actors and recipients.
    attributed_to
        Who says so, when the event is only claimed.
    evidence, sources
        Every sentence that tells of it, every report that holds one.
    disagreements
        Where reports contradict each other, in words.
    confidence
        Probability that an editor would accept the event as mapped, 0 to 1.
    """

    id: str
    type: EventType
    label: str
    title: str
    status: Status
    mode: str = ""
    context: str = ""
    date_from: date | None = None
    date_to: date | None = None
    edtf: str = ""
    date_prec: DatePrec | None = None
    date_reasons: tuple[str, ...] = ()
    place: Place | None = None
    place_name: str = ""
    country: str = ""
    admin1: str = ""
    geometry: BaseGeometry | None = None
    where_prec: WherePrec | None = None
    radius_km: float | None = None
    relation: str | None = None
    place_reasons: tuple[str, ...] = ()
    alternatives: tuple[Candidate, ...] = ()
    toponym: int | None = None
    actors: tuple[Actor, ...] = ()
    attributed_to: str = ""
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()
    disagreements: tuple[str, ...] = ()
    confidence: float = 0.0
    status_reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("Event: id must not be empty")
        check_unit(self.confidence, f"Event {self.id}: confidence")
        if self.date_from is not None and self.date_to is not None and self.date_from > self.date_to:
            raise ValueError(f"Event {self.id}: starts {self.date_from}, after its end {self.date_to}")

    @property
    def is_placed(self) -> bool:
        """Whether the event can be drawn."""
        return self.geometry is not None
