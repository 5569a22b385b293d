"""What any event extractor offers; the built-in one reads a trigger lexicon, others may ask a language model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.language import ParsedDocument
    from geomap.model import Event, Resolution, TimeSpan


class EventExtractor(Protocol):
    """Parsed text, places and dates to events. Same input, same events."""

    @property
    def id(self) -> str:
        """Name, version and configuration of the component."""

    def extract(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
    ) -> tuple[Event, ...]:
        """Return the document's events, each told once, in the order of their first mention.

        Parameters
        ----------
        parsed
            The document and its one parse.
        resolutions
            Places in text order, spatial relations among them.
        times
            Time expressions in text order.
        """
