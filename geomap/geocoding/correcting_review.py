"""What became of a person's corrections in a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.geocoding.corrections import EventCorrection, PlaceCorrection

    Correction = PlaceCorrection | EventCorrection


@dataclass(frozen=True, slots=True)
class Review:
    """What became of the corrections in a run.

    Attributes
    ----------
    applied
        Those that changed something, with how often.
    redundant
        Those that said only what the line says by itself now.
    unused
        Those that met nothing; a correction of one document is unused in a run over others.
    broken
        Those whose place no gazetteer knows any more.
    missed
        Those of the unused that are told on every run: of a name that its document, which was read, does not hold, and
        of an event that these articles do not tell of.
    """

    applied: tuple[tuple[Correction, int], ...] = ()
    redundant: tuple[Correction, ...] = ()
    unused: tuple[Correction, ...] = ()
    broken: tuple[Correction, ...] = ()
    missed: tuple[Correction, ...] = ()

    def text(self) -> str:
        """Return the review in words, one correction a line; unused ones are left out but for those that missed."""
        rows = [f"applied {'once' if count == 1 else f'{count} times'}: {item}" for item, count in self.applied]
        rows += [f"redundant, geomap says so by itself now: {item}" for item in self.redundant]
        rows += [f"broken, no gazetteer knows {item.place}: {item}" for item in self.broken]
        rows += [f"met nothing, {_why_missed(item)}: {item}" for item in self.missed]
        return "\n".join(rows)


def _why_missed(item: Correction) -> str:
    if hasattr(item, "event"):
        return "no event of these articles has this id"
    return "the article has no place mention of this name"
