"""What every evaluation returns: named scores, in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Score:
    """One measured figure.

    Attributes
    ----------
    name
        What was measured ("recognition, overlapping F1").
    value
        The figure; shares are 0 to 1.
    count
        How many items it was measured over; 0 when that has no meaning.
    note
        What a reader must know to compare it.
    """

    name: str
    value: float
    count: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of one task on one corpus.

    Attributes
    ----------
    task, corpus
        What was evaluated, on what.
    scores
        The figures, in reading order.
    listing
        Errors and examples, one a line, for whoever wants to mend them.
    """

    task: str
    corpus: str
    scores: tuple[Score, ...]
    listing: tuple[str, ...] = ()

    def text(self) -> str:
        """Return the report as a plain table."""
        width = max((len(score.name) for score in self.scores), default=0)
        rows = [f"{self.task} on {self.corpus}"]
        rows += [
            f"  {score.name:<{width}}  {score.value:8.3f}  {f'n={score.count}' if score.count else '':<8} {score.note}"
            for score in self.scores
        ]
        return "\n".join(row.rstrip() for row in rows)

    def json(self) -> str:
        """Return the report as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)
