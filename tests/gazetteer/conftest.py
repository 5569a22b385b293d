"""The embedded gazetteer, compiled once into the cache that the settings name."""

import pytest

from geomap.gazetteer import Gazetteer, open_gazetteer
from geomap.settings import load_settings


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return open_gazetteer(load_settings())
