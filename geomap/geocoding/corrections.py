"""A person's corrections: one versioned file that can be read, reviewed and edited by hand."""

from __future__ import annotations

import hashlib
import json
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from geomap.errors import DataError
from geomap.files import write_text
from geomap.geocoding.keys import query_key
from geomap.model import EventType  # noqa: TC001 -- pydantic reads the annotation

if TYPE_CHECKING:
    from pathlib import Path

VERSION = 1
FILE_NAME = "corrections.toml"
_HEAD = f"""\
# Corrections that a person made to what geomap says; they win over everything else, on every run.
# `geomap correct` adds to this file; edit, reorder or remove tables as you like, and keep the file in version control.
# Of two corrections about the same thing the later one wins; a narrower scope wins over a wider one.

version = {VERSION}
"""


def _plain(text: str) -> str:
    if not text.strip() or not text.isprintable():
        raise ValueError("must be printable text on one line")
    return text


_Text = Annotated[str, AfterValidator(_plain)]
_Degrees = Annotated[float, Field(allow_inf_nan=False)]


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
    at: tuple[_Degrees, _Degrees] | None = None
    not_a_place: bool = False
    doc: str = ""
    source: str = ""
    label: str = ""

    @model_validator(mode="after")
    def says_one_thing(self) -> PlaceCorrection:
        """Refuse a correction that says nothing, or two things."""
        if (self.place != "") + (self.at is not None) + self.not_a_place != 1:
            raise ValueError("must have exactly one of place, at and not_a_place")
        if self.at is not None and not (-90 <= self.at[0] <= 90 and -180 <= self.at[1] <= 180):
            raise ValueError(f"at = [latitude, longitude], and {list(self.at)} is not on the globe")
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
        if self.at is not None:
            return f"is at latitude {self.at[0]:g}, longitude {self.at[1]:g}"
        return f"is {self.label} ({self.place})" if self.label else f"is {self.place}"

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
    type
        Its PLOVER type.
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
        if not (dated or self.type or self.merge or self.split or self.not_an_event):
            raise ValueError("must have a date, type, merge, split or not_an_event")
        if self.event in self.merge:
            raise ValueError("an event cannot be merged into itself")
        return self

    def __str__(self) -> str:
        parts = []
        if self.not_an_event:
            parts.append("is not an event")
        if self.start is not None:
            parts.append(f"was from {self.start} to {self.end}")
        if self.type is not None:
            parts.append(f"is {self.type.value}")
        if self.merge:
            parts.append(f"is the same as {', '.join(self.merge)}")
        if self.split:
            parts.append(f"is another than what {', '.join(self.split)} tells of")
        return f"event {self.event} {', '.join(parts)} ({self.signature})"


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


def load_corrections(path: Path) -> Corrections:
    """Read a file of corrections; a missing one holds none.

    Raises
    ------
    DataError
        If the file is damaged or a member has a wrong name or value.
    """
    if not path.is_file():
        return Corrections()
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The corrections {path} cannot be read: {error}.", "Mend the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"The corrections {path} are not valid: {where}: {first['msg']}.", "Mend the table.") from error


def add_correction(path: Path, item: PlaceCorrection | EventCorrection) -> bool:
    """Add a correction at the end of the file, leaving all that stands there as it is; tell whether it was new.

    Raises
    ------
    DataError
        If the file is damaged.
    OutputError
        If it cannot be written; it is then untouched.
    """
    known = load_corrections(path)
    every: tuple[PlaceCorrection | EventCorrection, ...] = (*known.place, *known.event)
    same = [other for other in every if _about(other) == _about(item)]
    if same and same[-1].id == item.id:
        return False
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    write_text(path, text.rstrip("\n") + "\n\n" + table(item))
    return True


def _about(item: PlaceCorrection | EventCorrection) -> tuple[str, ...]:
    """Return what a correction is about, whatever it says."""
    if isinstance(item, PlaceCorrection):
        return ("place", item.key, item.doc, item.source)
    return ("event", item.event)


def table(item: PlaceCorrection | EventCorrection) -> str:
    """Return a correction as a TOML table."""
    kind = "place" if isinstance(item, PlaceCorrection) else "event"
    fields = {name: getattr(item, name) for name in (*type(item).model_fields,) if name not in {"who", "when", "why"}}
    fields |= {"who": item.who, "when": item.when, "why": item.why}
    said = {name: value for name, value in fields.items() if value not in (None, "", (), False)}
    return "\n".join([f"[[{kind}]]", *(f"{name} = {_toml(value)}" for name, value in said.items())]) + "\n"


def _toml(value: Any) -> str:  # noqa: ANN401 -- any value of a correction
    if isinstance(value, bool):
        return "true"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's
