"""The plug point of this room: whatever reads time expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from geomap.language import ParsedDocument
    from geomap.model import TimeSpan


class TemporalTagger(Protocol):
    """Reads the time expressions of a parsed document."""

    @property
    def id(self) -> str:
        """Name, version and configuration, for provenance."""
        ...

    def tag(self, parsed: ParsedDocument) -> tuple[TimeSpan, ...]:
        """Return the time expressions in text order, each joint range before its ends."""
        ...
