"""What any recogniser offers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from geomap.language import ParsedDocument
    from geomap.model import Mention


class Recogniser(Protocol):
    """Parsed text to mentions of places."""

    @property
    def id(self) -> str:
        """Name, version and configuration of the component."""

    def recognise(self, parsed: ParsedDocument) -> tuple[Mention, ...]:
        """Return the mentions in text order, none overlapping another; demonyms are among them."""
