"""The line up to events, once for all tests of the room."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geomap.documents import document_from_text
from geomap.events import default_extractor
from geomap.gazetteer import open_gazetteer
from geomap.language import Parser
from geomap.recognition import default_recogniser
from geomap.resolution import default_resolver
from geomap.spatial import open_shapes
from geomap.temporal import default_tagger

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.model import Event


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def read(parser: Parser) -> Callable[..., tuple[Event, ...]]:
    """Return a function from text to events."""
    gazetteer, shapes = open_gazetteer(), open_shapes()
    recogniser, resolver = default_recogniser(gazetteer), default_resolver(gazetteer, shapes)
    tagger, extractor = default_tagger(), default_extractor(gazetteer, shapes)

    def run(text: str, published: str = "2023-05-10", name: str = "") -> tuple[Event, ...]:
        document = document_from_text(text, published=date.fromisoformat(published))
        if name:
            from dataclasses import replace

            document = replace(document, id=name)
        parsed = parser.parse(document)
        places = resolver.resolve(parsed, recogniser.recognise(parsed))
        return extractor.extract(parsed, places, tagger.tag(parsed))

    return run
