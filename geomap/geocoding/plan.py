"""What a refresh would ask, and why: made before anything is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from geomap.geocoding.records import Key, now

if TYPE_CHECKING:
    from datetime import datetime, timedelta


class Reason(StrEnum):
    """Why a name is asked."""

    NEW = "new"
    OLD = "old"
    FAILED = "failed"
    NAMED = "named"  # the person named it


# Nominatim's /lookup takes so many ids at once (nominatim.org, API, "Address lookup").
LOOKUP_IDS = 50


class Task(NamedTuple):
    """One question to ask.

    Attributes
    ----------
    key, name, reason
        What, and why.
    osm_ids
        How many known OpenStreetMap objects are looked up instead of asking by name; 0 asks by name.
    """

    key: Key
    name: str
    reason: Reason
    osm_ids: int = 0

    @property
    def country(self) -> str:
        """The country that bounds the question, ``""`` for the whole world."""
        return self.key.context.removeprefix("country=")


@dataclass(frozen=True, slots=True)
class Scope:
    """What a refresh is about; without any restriction, everything that is due.

    Attributes
    ----------
    names
        Names that a person gave: asked whatever is recorded.
    found_in
        Names that articles hold and the gazetteer lacks: asked unless a fresh answer is recorded. ``None``: none given.
    missing
        Only names without a definite answer.
    older_than
        Only answers older than this.
    country
        Only questions bounded by, or answered in, this country (ISO 3166-1 alpha-2).
    limit
        At most so many questions; 0 for all.
    lookup
        Whether old answers are checked by the ids of their places where the provider can, many at once.
    """

    names: tuple[str, ...] = ()
    found_in: tuple[str, ...] | None = None
    missing: bool = False
    older_than: timedelta | None = None
    country: str = ""
    limit: int = 0
    lookup: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What a refresh would ask.

    Attributes
    ----------
    provider
        Whom.
    tasks
        The questions, in the order of asking.
    later
        How many failing names are not due yet.
    corrected
        Names left out, because a person's correction answers them.
    fresh
        Names of the articles that are answered already.
    beyond_limit
        How many questions the limit left out.
    interval_s
        Seconds between two requests.
    counts
        How many questions for which reason.
    made_at
        When the plan was made; what was answered later needs no asking.
    """

    provider: str
    tasks: tuple[Task, ...]
    later: int = 0
    corrected: tuple[str, ...] = ()
    fresh: int = 0
    beyond_limit: int = 0
    interval_s: float = 1.0
    counts: dict[Reason, int] = field(default_factory=dict)
    made_at: datetime = field(default_factory=now)

    @property
    def requests(self) -> int:
        """How many requests the plan takes when none has to be repeated."""
        looked_up = [task.osm_ids for task in self.tasks if task.osm_ids]
        return len(self.tasks) - len(looked_up) + -(-sum(looked_up) // LOOKUP_IDS)

    @property
    def seconds(self) -> float:
        """How long the plan takes at the provider's pace."""
        return self.requests * self.interval_s

    def text(self, *, shown: int = 5) -> str:
        """Return the plan as a person would want to read it."""
        asked = f"{_count(len(self.tasks), 'name')}, " if self.requests != len(self.tasks) else ""
        rows = [f"Plan for {self.provider}: {asked}{_count(self.requests, 'request')}, about {spell(self.seconds)}."]
        for reason, words in _WORDS.items():
            names = [task.name for task in self.tasks if task.reason is reason][: shown + 1]
            if names:
                more = ", ..." if len(names) > shown else ""
                rows.append(f"  {self.counts[reason]:>7,}  {words}: {', '.join(names[:shown])}{more}")
        notes = (
            (self.fresh, "already answered, not asked again"),
            (self.later, "failing, and not due yet"),
            (len(self.corrected), f"corrected away: {', '.join(self.corrected[:shown])}"),
            (self.beyond_limit, "beyond --limit, left for another time"),
        )
        rows += [f"  {number:>7,}  {words}" for number, words in notes if number]
        return "\n".join(rows)


_WORDS = {
    Reason.NEW: "new",
    Reason.FAILED: "failed and due again",
    Reason.OLD: "older than their time to live",
    Reason.NAMED: "named by you",
}


def spell(seconds: float) -> str:
    """Return a duration in words ("2 h 5 min")."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    minutes, hours = whole // 60 % 60, whole // 3600
    if hours >= 48:
        return f"{hours // 24} days {hours % 24} h"
    return f"{hours} h {minutes} min" if hours else f"{minutes} min {whole % 60} s"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
