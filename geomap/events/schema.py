"""What a person may write in the files of trigger words and of named events; pydantic names what is wrong."""

from __future__ import annotations

from datetime import date  # noqa: TC003 -- pydantic reads the annotation
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from geomap.model import EventType  # noqa: TC001 -- pydantic reads the annotation

CountryCode = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Code(_Strict):
    """PLOVER words."""

    type: EventType
    mode: str = ""
    context: str = ""


class WordEntry(_Strict):
    """A trigger, or several, with the conditions they share; a bare string is one without any."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    is_: list[str] = Field(alias="is", min_length=1)
    needs: list[str] = []
    unless: list[str] = []
    subject: list[str] = []
    object: list[str] = []
    prep: list[str] = []
    place: bool = False
    plural: bool = False
    bare: bool = False
    strict: bool = False
    state: bool = False
    goal: bool = False
    text: list[str] = []
    clause: bool = False

    @model_validator(mode="before")
    @classmethod
    def _from_string(cls, value: Any) -> Any:  # noqa: ANN401 -- whatever stands in the file
        if isinstance(value, str):
            return {"is": [value]}
        return value | {"is": [value["is"]]} if isinstance(value, dict) and isinstance(value.get("is"), str) else value


class KindEntry(_Strict):
    """One kind of event."""

    name: str
    type: EventType
    mode: str = ""
    context: str = ""
    joint: Code | None = None
    label: str
    title: str
    family: str = ""
    place: Literal["", "object", "goal", "source", "any"] = ""
    speech: bool = False
    instant: bool = False
    seat: bool = False
    nouns: list[WordEntry] = []
    verbs: list[WordEntry] = []


class LexiconFile(_Strict):
    """The whole of ``triggers.toml``."""

    classes: dict[str, list[str]]
    clauses: dict[str, list[str]]
    misread: dict[str, str] = {}
    kinds: list[KindEntry]
    participants: dict[str, list[str]] = {}


class IdiomEntry(_Strict):
    """More words for a kind of the lexicon."""

    kind: str
    nouns: list[WordEntry] = []
    verbs: list[WordEntry] = []


class IdiomFile(_Strict):
    """The whole of ``triggers_idioms.toml``."""

    classes: dict[str, list[str]] = {}
    misread: dict[str, str] = {}
    idioms: list[IdiomEntry] = []


class SenseEntry(_Strict):
    """Words that do not tell of some kinds of event, though the lexicon has them among theirs."""

    kinds: list[str] = Field(min_length=1)
    nouns: list[WordEntry] = []
    verbs: list[WordEntry] = []


class SensesFile(_Strict):
    """The whole of ``other_senses.toml``."""

    classes: dict[str, list[str]] = {}
    senses: list[SenseEntry]


class NamedEntry(_Strict):
    """One named event with its known facts."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    aliases: list[str] = []
    kind: str
    start: date
    end: date | None = None
    place: str = ""
    place_id: str = ""
    actors: list[str] = []
    wikidata: str = Field(default="", pattern=r"^(Q\d+)?$")

    @model_validator(mode="after")
    def _ordered(self) -> NamedEntry:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"{self.id}: ends before it starts")
        return self


class NamedFile(_Strict):
    """The whole of ``named_events.toml``."""

    events: list[NamedEntry]


class TollWords(_Strict):
    """Words that tell of the dead: before and after a number, for it, whom it counts; small numbers, from one."""

    before: list[str]
    counts: list[str]
    after: list[str]
    people: list[str]
    numbers: list[str]


class MergingFile(_Strict):
    """The whole of ``merging.toml``."""

    together: list[list[str]]
    beside: list[list[str]]
    never: list[list[str]]
    over: list[list[str]]
    senses: dict[str, list[str]]
    bleached: dict[str, list[EventType]]
    weighty: list[str]
    reacting: list[str]
    apart: list[str]
    beginning: list[str]
    ending: list[str]
    personal: list[str] = []
    toll: TollWords


class WhosWhoFile(_Strict):
    """The whole of ``whos_who.toml``: names by country code, people with the years of their time."""

    behind: list[str]
    doubtful: list[str]
    bands: list[str]
    leagues: dict[str, list[CountryCode]]
    bodies: dict[CountryCode, list[str]]
    people: dict[CountryCode, list[Annotated[str, Field(pattern=r"^[^|]+(\|.+)? \d{4}-\d{4}$")]]]


class SortEntry(_Strict):
    """Nouns for a kind of named place, and what they may stand for."""

    words: list[str]
    codes: list[str]
    countries: list[str] = []


class ReferringFile(_Strict):
    """The whole of ``referring.toml``."""

    same: list[list[str]]
    other: list[str]
    sort: list[SortEntry]
