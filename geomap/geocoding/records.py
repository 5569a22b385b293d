"""What is recorded of a geocoder's answers: found, not_found and failed, three things never confused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from geomap.geocoding.keys import query_key

if TYPE_CHECKING:
    from geomap.model import Place


class AnswerStatus(StrEnum):
    """What a provider said to a question."""

    FOUND = "found"
    NOT_FOUND = "not_found"  # the provider answered, and knows no such place
    FAILED = "failed"  # no answer came, or none that can be trusted


class Key(NamedTuple):
    """What identifies an answer.

    Attributes
    ----------
    query
        The name, folded by `query_key`.
    provider
        The provider's name ("nominatim").
    context
        The bounding context, ``""`` for the whole world or ``"country=TR"``.
    """

    query: str
    provider: str
    context: str = ""


@dataclass(frozen=True, slots=True)
class RecordedPlace:
    """One place of an answer.

    Attributes
    ----------
    place
        The place, with the provider as its source.
    osm_type, osm_id
        ``node``, ``way`` or ``relation`` and its number; ``""`` and 0 when the provider is not built on OpenStreetMap.
    label
        The provider's full name for it ("Kars, Kars Merkez, Kars, Turkey").
    importance
        The provider's own measure of prominence, 0 to 1; 0 when it has none.
    bbox
        West, south, east, north in degrees, WGS 84; ``None`` when not given.
    """

    place: Place
    osm_type: str = ""
    osm_id: int = 0
    label: str = ""
    importance: float = 0.0
    bbox: tuple[float, float, float, float] | None = None

    def __post_init__(self) -> None:
        if not 0.0 <= self.importance <= 1.0:
            raise ValueError(f"RecordedPlace {self.place.id}: importance {self.importance} is not between 0 and 1")
        if (self.osm_type != "") != (self.osm_id > 0):
            raise ValueError(f"RecordedPlace {self.place.id}: osm_type and osm_id come together or not at all")


@dataclass(frozen=True, slots=True)
class Reply:
    """A definite answer: found or not_found, never failed.

    Attributes
    ----------
    places
        The places, best first; empty for not_found.
    raw
        The provider's answer as it came, JSON text.
    params
        What was asked besides the name, as canonical JSON, without keys or contacts.
    endpoint
        Base URL that was asked, without query.
    licence
        Licence of the answer.
    """

    places: tuple[RecordedPlace, ...]
    raw: str = ""
    params: str = "{}"
    endpoint: str = ""
    licence: str = ""

    @property
    def status(self) -> AnswerStatus:
        """Found or not_found."""
        return AnswerStatus.FOUND if self.places else AnswerStatus.NOT_FOUND


@dataclass(frozen=True, slots=True)
class Failure:
    """Why no answer came.

    Attributes
    ----------
    kind
        ``timeout``, ``rate_limited``, ``quota``, ``refused``, ``key``, ``server``, ``unreachable``, ``redirect``,
        ``malformed`` or ``bad_request``.
    detail
        In words, with no key and no contact in it.
    count
        How many times in a row the question failed.
    failed_at, due_at
        When it last failed, and when it may be asked again.
    """

    kind: str
    detail: str
    count: int = 1
    failed_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What is recorded of one question.

    Attributes
    ----------
    key
        What identifies it.
    name
        The name as it was asked.
    status
        Of the last definite answer; ``failed`` when there has never been one.
    reply
        The last definite answer; ``None`` when there has never been one.
    retrieved_at
        When that answer was retrieved; ``None`` when there has never been one.
    checked_at
        When the provider last gave a definite answer, even one that is held for a person to accept.
    failure
        The last failure, when nothing definite came since.
    """

    key: Key
    name: str
    status: AnswerStatus
    reply: Reply | None = None
    retrieved_at: datetime | None = None
    checked_at: datetime | None = None
    failure: Failure | None = None

    def __post_init__(self) -> None:
        definite = self.reply is not None
        if definite == (self.status is AnswerStatus.FAILED) or (definite and self.retrieved_at is None):
            raise ValueError(f"Answer {self.key}: {self.status} does not agree with what is recorded")

    @property
    def places(self) -> tuple[RecordedPlace, ...]:
        """The places found; empty for not_found and failed."""
        return self.reply.places if self.reply is not None else ()


@dataclass(frozen=True, slots=True)
class Wanted:
    """A name that a map could not place.

    Attributes
    ----------
    query, name
        The key and the name as the text spells it.
    context
        Where it was wanted, such as a document's id.
    country
        ISO 3166-1 alpha-2 code that bounds the question, ``""`` for none.
    first_at, last_at
        When it was first and last wanted.
    times
        How often.
    """

    query: str
    name: str
    context: str
    country: str
    first_at: datetime
    last_at: datetime
    times: int = 1


def make_key(name: str, provider: str, country: str = "") -> Key:
    """Return the key of a question.

    Raises
    ------
    ValueError
        If the name has no letter or digit.
    """
    query = query_key(name)
    if not query:
        raise ValueError(f"{name!r} has no letters to ask about")
    return Key(query, provider, f"country={country.upper()}" if country else "")


def now() -> datetime:
    """Return the present moment, in UTC, cut to milliseconds as the store keeps it."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def to_text(moment: datetime) -> str:
    """Return a moment as the store writes it: ISO 8601, UTC, milliseconds; such texts sort by time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_text(text: str | None) -> datetime | None:
    """Return a moment that `to_text` wrote."""
    return None if text is None else datetime.fromisoformat(text)
