"""The line up to events, once for all tests of the room."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
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

    from geomap.events import EventExtractor
    from geomap.model import Event


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def read_with(parser: Parser) -> Callable[..., tuple[Event, ...]]:
    """Return a function from an extractor and a text to events."""
    gazetteer, shapes = open_gazetteer(), open_shapes()
    recogniser, resolver = default_recogniser(gazetteer), default_resolver(gazetteer, shapes)
    tagger = default_tagger()

    def run(extractor: EventExtractor, text: str, published: str = "2023-05-10", name: str = "") -> tuple[Event, ...]:
        document = document_from_text(text, published=date.fromisoformat(published))
        document = replace(document, id=name) if name else document
        parsed = parser.parse(document)
        places = resolver.resolve(parsed, recogniser.recognise(parsed))
        return extractor.extract(parsed, places, tagger.tag(parsed))

    return run


@pytest.fixture(scope="session")
def read(read_with: Callable[..., tuple[Event, ...]]) -> Callable[..., tuple[Event, ...]]:
    """Return a function from text to the events that the built-in extractor finds."""
    return partial(read_with, default_extractor(open_gazetteer(), open_shapes()))
