"""One event once, across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import Event


def merge(events: Sequence[Event]) -> tuple[Event, ...]:
    """Return events merged across documents, in order of date, then id."""
    return tuple(sorted(events, key=lambda event: (str(event.date_from or event.date_to or ""), event.id)))
