"""The part of the line that events are read from, for scoring."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geomap.events import EventExtractor
    from geomap.language import ParsedDocument, Parser
    from geomap.model import Document, Resolution, TimeSpan
    from geomap.recognition import Recogniser
    from geomap.resolution import Resolver
    from geomap.temporal import Tagger


@dataclass(frozen=True, slots=True)
class Read:
    """A document with its parse, places and dates."""

    parsed: ParsedDocument
    resolutions: tuple[Resolution, ...]
    times: tuple[TimeSpan, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """The components before events, and the extractor."""

    parser: Parser
    recogniser: Recogniser
    resolver: Resolver
    tagger: Tagger
    extractor: EventExtractor

    def read(self, document: Document) -> Read:
        """Parse a document and find its places and dates."""
        parsed = self.parser.parse(document)
        resolutions = self.resolver.resolve(parsed, self.recogniser.recognise(parsed))
        return Read(parsed, resolutions, self.tagger.tag(parsed))


@cache
def open_line() -> Line:
    """Return the built-in components."""
    from geomap.events import default_extractor
    from geomap.gazetteer import open_gazetteer
    from geomap.language import Parser
    from geomap.recognition import default_recogniser
    from geomap.resolution import default_resolver
    from geomap.spatial import open_shapes
    from geomap.temporal import default_tagger

    gazetteer, shapes = open_gazetteer(), open_shapes()
    return Line(
        Parser(),
        default_recogniser(gazetteer),
        default_resolver(gazetteer, shapes),
        default_tagger(),
        default_extractor(gazetteer, shapes),
    )
