"""Fixtures that all rooms share. The network is blocked by pytest-socket but for loopback (see pyproject)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT.parent / "shared" / "corpora"
SEED = ROOT.parent / "shared" / "seed" / "article.txt"

# No example is timed, for machines differ; continuous integration draws the same examples every time.
settings.register_profile("geomap", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("geomap")


@pytest.fixture(scope="session")
def corpora() -> Path:
    """Return the folder of development corpora, or skip."""
    if not CORPORA.is_dir():
        pytest.skip("the development corpora do not lie beside this checkout (../shared/corpora)")
    return CORPORA


@pytest.fixture(scope="session")
def founding_text() -> str:
    """Return the founding article, or skip."""
    if not SEED.is_file():
        pytest.skip("the founding article does not lie beside this checkout (../shared/seed)")
    return SEED.read_text(encoding="utf-8")
