"""The parser, the embedded gazetteer and the built-in recogniser and resolver, once for all tests of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.language import Parser
from geomap.model import Document, Resolution
from geomap.recognition import default_recogniser
from geomap.resolution import default_resolver
from geomap.spatial import open_shapes

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="session")
def resolve() -> Callable[[str], tuple[Resolution, ...]]:
    gazetteer = open_gazetteer()
    parser, recogniser = Parser(), default_recogniser(gazetteer)
    resolver = default_resolver(gazetteer, open_shapes())

    def run(text: str) -> tuple[Resolution, ...]:
        parsed = parser.parse(Document(id="t", text=text))
        return resolver.resolve(parsed, recogniser.recognise(parsed))

    return run
