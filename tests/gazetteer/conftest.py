"""The embedded gazetteer, compiled once for the session into the shared cache of the test run."""

import pytest

from geomap.gazetteer import open_gazetteer
from geomap.settings import load_settings


@pytest.fixture(scope="session")
def gazetteer():
    return open_gazetteer(load_settings())
