"""What any exporter offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from geomap.model import EventMap


class Exporter(Protocol):
    """One file format, registered in ``EXPORTERS`` or by an entry point of the group ``geomap.exporters``."""

    @property
    def name(self) -> str:
        """What ``--format`` calls it."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """File suffixes it answers to, in lower case with their dots; the first is the usual one."""

    def write(self, event_map: EventMap, path: Path) -> None:
        """Write all events to ``path``, one row, feature or line an event, unplaced ones with no geometry.

        The same events give the same bytes. ``path`` is a temporary file that the caller renames.
        """
