"""A person's corrections as values: what a name means, what an event really is, and which one decides."""

from __future__ import annotations

import hashlib
import json
from datetime import date  # noqa: TC003 -- pydantic reads the annotation
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from geomap.geocoding.keys import query_key
from geomap.model import EventType, Status  # noqa: TC001 -- pydantic reads the annotations

VERSION = 1


def _plain(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("must be printable text on one line")
    return text


_Text = Annotated[str, AfterValidator(_plain)]
_Degrees = Annotated[float, Field(allow_inf_nan=False)]


def _on_the_globe(at: tuple[float, float]) -> tuple[float, float]:
    if not (-90 <= at[0] <= 90 and -180 <= at[1] <= 180):
        raise ValueError(f"at = [latitude, longitude], and {list(at)} is not on the globe")
    return at


_LatLon = Annotated[tuple[_Degrees, _Degrees], AfterValidator(_on_the_globe)]


class _Signed(BaseModel):
    """What every correction carries: who made it, when and why."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    who: _Text
    when: AwareDatetime
    why: str = ""

    @property
    def id(self) -> str:
        """A short name of the correction, made from what it says and not from who says it."""
        said = self.model_dump(mode="json", exclude={"who", "when", "why"}, exclude_none=True)
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:8]

    @property
    def signature(self) -> str:
        """Who, when and why, in words."""
        return f"{self.who} on {self.when:%Y-%m-%d}" + (f": {self.why}" if self.why else "")


class PlaceCorrection(_Signed):
    """What a name means, in one document, in one source, or everywhere.

    Attributes
    ----------
    name
        The name as a text spells it; case, accents and the like do not matter.
    place
        Id of the place it means.
    at
        Or latitude and longitude in degrees, WGS 84.
    not_a_place
        Or that it is no place at all.
    doc, source
        The only document, or the only source, where the correction holds; neither for everywhere.
    label
        What the place is called, for whoever reads the file.
    """

    name: _Text
    place: str = ""
    at: _LatLon | None = None
    not_a_place: bool = False
    doc: str = ""
    source: str = ""
    label: str = ""

    @model_validator(mode="after")
    def says_one_thing(self) -> PlaceCorrection:
        """Refuse a correction that says nothing, or two things."""
        if (self.place != "") + (self.at is not None) + self.not_a_place != 1:
            raise ValueError("must have exactly one of place, at and not_a_place")
        if self.doc and self.source:
            raise ValueError("must hold in one document or in one source, not both")
        if not query_key(self.name):
            raise ValueError(f"name {self.name!r} has no letters")
        return self

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return query_key(self.name)

    @property
    def scope(self) -> str:
        """Where it holds, in words."""
        return f"in document {self.doc}" if self.doc else f"in {self.source}" if self.source else "everywhere"

    @property
    def target(self) -> str:
        """What it says, in words."""
        if self.not_a_place:
            return "is not a place"
        return f"is {'' if self.at is None or self.label else 'at '}{_spelt(self)}"

    def __str__(self) -> str:
        return f"“{self.name}” {self.target}, {self.scope} ({self.signature})"


class EventCorrection(_Signed):
    """What an event really is.

    Attributes
    ----------
    event
        Its id.
    start, end
        Its first and last day.
    type, status
        Its PLOVER type, and whether it is a fact, a plan or a word.
    place, at
        Id of the place where it happened, or latitude and longitude in degrees, WGS 84.
    label
        What that place is called, for whoever reads the file.
    merge
        Ids of events that are the same one.
    split
        Documents whose reports tell of another event.
    not_an_event
        That nothing of the kind was told.
    """

    event: _Text
    start: date | None = None
    end: date | None = None
    type: EventType | None = None
    status: Status | None = None
    place: str = ""
    at: _LatLon | None = None
    label: str = ""
    merge: tuple[_Text, ...] = ()
    split: tuple[_Text, ...] = ()
    not_an_event: bool = False

    @model_validator(mode="after")
    def says_something(self) -> EventCorrection:
        """Refuse a correction that says nothing, or contradicts itself."""
        dated = self.start is not None
        if dated != (self.end is not None):
            raise ValueError("start and end come together")
        if self.start is not None and self.end is not None and self.start > self.end:
            raise ValueError(f"starts {self.start}, after its end {self.end}")
        placed = self.place != "" or self.at is not None
        if not (dated or placed or self.type or self.status or self.merge or self.split or self.not_an_event):
            raise ValueError("must have a date, type, status, place, at, merge, split or not_an_event")
        if self.place and self.at is not None:
            raise ValueError("must have one of place and at, not both")
        if self.event in self.merge:
            raise ValueError("an event cannot be merged into itself")
        return self

    def __str__(self) -> str:
        parts = []
        if self.not_an_event:
            parts.append("is not an event")
        if self.start is not None:
            parts.append(f"was from {self.start} to {self.end}")
        parts += [f"is {word.value}" for word in (self.type, self.status) if word is not None]
        if self.place or self.at is not None:
            parts.append(f"was at {_spelt(self)}")
        if self.merge:
            parts.append(f"is the same as {', '.join(self.merge)}")
        if self.split:
            parts.append(f"is another than what {', '.join(self.split)} tells of")
        return f"event {self.event} {', '.join(parts)} ({self.signature})"


def _spelt(item: PlaceCorrection | EventCorrection) -> str:
    """Return where a correction puts something, in words."""
    if item.at is not None:
        point = f"latitude {item.at[0]:g}, longitude {item.at[1]:g}"
        return f"{item.label} ({point})" if item.label else point
    return f"{item.label} ({item.place})" if item.label else item.place


class Corrections(BaseModel):
    """All corrections of a file, in its order.

    Attributes
    ----------
    version
        Of the file's form.
    place, event
        Corrections of places and of events.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    place: tuple[PlaceCorrection, ...] = ()
    event: tuple[EventCorrection, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.place or self.event)

    @property
    def id(self) -> str:
        """Name, version and content, for provenance."""
        ids = ",".join(item.id for item in (*self.place, *self.event))
        return f"corrections/{VERSION}+{hashlib.sha256(ids.encode()).hexdigest()[:8]}"

    def find(self, names: tuple[str, ...], doc: str, source: str) -> PlaceCorrection | None:
        """Return the correction that decides about a mention.

        Parameters
        ----------
        names
            What the text calls it, and what is looked up for it.
        doc, source
            Where it stands; ``""`` for an unknown source.
        """
        keys = {query_key(name) for name in names}
        fitting = [
            item
            for item in self.place
            if item.key in keys and item.doc in ("", doc) and (not item.source or item.source == source)
        ]
        return max(reversed(fitting), key=_narrowness, default=None)

    def answered(self) -> frozenset[str]:
        """Return the keys of names that are decided everywhere, so that nobody need be asked about them."""
        return frozenset(item.key for item in self.place if not (item.doc or item.source))

    def about(self, name: str) -> tuple[PlaceCorrection, ...]:
        """Return the corrections of a name, the deciding last."""
        return tuple(item for item in self.place if item.key == query_key(name))


def _narrowness(item: PlaceCorrection) -> int:
    return 2 if item.doc else 1 if item.source else 0
