"""The parser, the embedded gazetteer and the recogniser, once for all tests of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.language import Parser
from geomap.model import Document, Mention, Span
from geomap.recognition import default_recogniser

if TYPE_CHECKING:
    from collections.abc import Callable

    from geomap.recognition import Recogniser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return Parser()


@pytest.fixture(scope="session")
def recogniser() -> Recogniser:
    return default_recogniser(open_gazetteer())


@pytest.fixture(scope="session")
def recognise(parser: Parser, recogniser: Recogniser) -> Callable[..., tuple[Mention, ...]]:
    def run(text: str, given: list[tuple[int, int]] | None = None, **fields: Any) -> tuple[Mention, ...]:
        spans = None if given is None else tuple(Span(*pair) for pair in given)
        return recogniser.recognise(parser.parse(Document(id="t", text=text, mentions=spans, **fields)))

    return run
