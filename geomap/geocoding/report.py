"""What a refresh changed: as text, as JSON, and as points before and after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geomap.geocoding.outcomes import Change
from geomap.geocoding.runs import outcome_line

if TYPE_CHECKING:
    from geomap.geocoding.outcomes import Outcome
    from geomap.geocoding.records import RecordedPlace

_WORDS = {
    Change.NEW: "new",
    Change.UNKNOWN: "unknown to the provider",
    Change.UNCHANGED: "unchanged",
    Change.MOVED: "moved",
    Change.REASSIGNED: "in another country or province",
    Change.VANISHED: "vanished",
    Change.FAILING: "still failing",
    Change.ELSEWHERE: "asked by another refresh",
}
_DETAILED = (Change.MOVED, Change.REASSIGNED, Change.VANISHED, Change.FAILING)


@dataclass(frozen=True, slots=True)
class Report:
    """The outcomes of a run.

    Attributes
    ----------
    provider
        Whom.
    outcomes
        What became of each question.
    attribution
        Credit that any map with these answers must show.
    stopped
        Why the run ended before its plan, in words; ``""`` when it did not.
    left
        How many questions of the plan were not asked.
    resumed
        How many of the outcomes an earlier, cut-off run had reached.
    """

    provider: str
    outcomes: tuple[Outcome, ...]
    attribution: str = ""
    stopped: str = ""
    left: int = 0
    resumed: int = 0

    @property
    def counts(self) -> dict[Change, int]:
        """How many outcomes of each kind, in reading order, zeros left out."""
        found = {change: sum(outcome.change is change for outcome in self.outcomes) for change in Change}
        return {change: number for change, number in found.items() if number}

    @property
    def held(self) -> tuple[Outcome, ...]:
        """What waits for a person to accept it."""
        return tuple(outcome for outcome in self.outcomes if outcome.held)

    @property
    def clean(self) -> bool:
        """Whether every question has a definite answer."""
        return not (self.stopped or self.left or Change.FAILING in self.counts)

    def text(self, *, shown: int = 10) -> str:
        """Return the report as a person would want to read it."""
        rows = [f"{self.provider}: {len(self.outcomes):,} answers" + self._resumed()]
        for change, number in self.counts.items():
            of_kind = [outcome for outcome in self.outcomes if outcome.change is change]
            if change not in _DETAILED:
                more = ", ..." if len(of_kind) > shown else ""
                names = ", ".join(outcome.task.name for outcome in of_kind[:shown])
                rows.append(f"  {number:>7,}  {_WORDS[change]}: {names}{more}")
                continue
            rows.append(f"  {number:>7,}  {_WORDS[change]}:")
            furthest = sorted(of_kind, key=lambda outcome: -outcome.metres)
            rows += [f"             {_row(outcome)}" for outcome in furthest[:shown]]
            if len(of_kind) > shown:
                rows.append(f"             ... and {len(of_kind) - shown:,} more")
        if self.held:
            rows.append(
                f"  {len(self.held):,} held: the earlier answers stay until `geomap geocode refresh --accept` "
                "(all) or `--accept --place NAME`."
            )
        return "\n".join(rows)

    def _resumed(self) -> str:
        return f", {self.resumed:,} of them before the run was cut off" if self.resumed else ""

    def json(self) -> str:
        """Return the report as JSON."""
        told = {
            "provider": self.provider,
            "attribution": self.attribution,
            "counts": {change.value: number for change, number in self.counts.items()},
            "held": len(self.held),
            "stopped": self.stopped or None,
            "left": self.left,
            "resumed": self.resumed,
            "outcomes": [outcome_line(outcome) for outcome in self.outcomes],
        }
        return json.dumps(told, ensure_ascii=False, indent=2)

    def geojson(self) -> dict[str, Any]:
        """Return where places were and are: points, and a line for each that moved (RFC 7946)."""
        features: list[dict[str, Any]] = []
        for outcome in self.outcomes:
            before, after = outcome.before, outcome.after
            if before is not None and outcome.change is not Change.UNCHANGED:
                features.append(_feature(outcome, "before", before))
            if after is not None:
                features.append(_feature(outcome, "after", after))
            if before is not None and after is not None and outcome.metres:
                features.append(_moved(outcome, before, after))
        return {"type": "FeatureCollection", "features": features}


def _row(outcome: Outcome) -> str:
    parts = [outcome.task.name]
    if outcome.metres:
        parts.append(f"by {outcome.metres:,.0f} m")
    if outcome.detail:
        parts.append(f"({outcome.detail})")
    if outcome.held:
        parts.append("— held")
    return " ".join(parts)


def _feature(outcome: Outcome, when: str, recorded: RecordedPlace) -> dict[str, Any]:
    place = recorded.place
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [round(place.lon, 6), round(place.lat, 6)]},
        "properties": {
            **_common(outcome),
            "when": when,
            "place_id": place.id,
            "place_name": place.name,
            "country": place.country or None,
            "admin1": place.admin1 or None,
        },
    }


def _moved(outcome: Outcome, before: RecordedPlace, after: RecordedPlace) -> dict[str, Any]:
    ends = [[round(one.place.lon, 6), round(one.place.lat, 6)] for one in (before, after)]
    if abs(ends[0][0] - ends[1][0]) <= 180:
        geometry: dict[str, Any] = {"type": "LineString", "coordinates": ends}
    else:  # across the antimeridian: RFC 7946 section 3.1.9 wants the line cut there
        (west, south), (east, north) = sorted(ends)
        middle = round((south + north) / 2, 6)
        parts = [[[-180.0, middle], [west, south]], [[east, north], [180.0, middle]]]
        geometry = {"type": "MultiLineString", "coordinates": parts}
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {**_common(outcome), "when": "moved"},
    }


def _common(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.task.name,
        "change": outcome.change.value,
        "metres": round(outcome.metres, 1),
        "held": outcome.held,
        "detail": outcome.detail or None,
    }
