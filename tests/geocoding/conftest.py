"""A server on loopback, a store, and refreshes that never really sleep."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from geocoding_loopback import Loopback

from geomap.geocoding import open_answers
from geomap.geocoding.client import Client
from geomap.geocoding.pace import Pace
from geomap.geocoding.providers import find_provider
from geomap.geocoding.refresh import Refresh
from geomap.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from geomap.geocoding import Answers


@pytest.fixture
def server() -> Iterator[Loopback]:
    made = Loopback()
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield made
    made.closing.set()
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def answers(tmp_path: Path) -> Iterator[Answers]:
    with open_answers(tmp_path / "deep" / "answers.sqlite") as opened:
        yield opened


@pytest.fixture
def settings(server: Loopback, tmp_path: Path) -> Settings:
    return Settings(
        answers=str(tmp_path / "deep" / "answers.sqlite"),
        cache_dir=str(tmp_path / "cache"),
        endpoint=server.url,
        timeout_s=2.0,
        requests_per_second=1000.0,
    )


@pytest.fixture
def slept() -> list[float]:
    """Return the seconds that a refresh of `refreshing` meant to sleep."""
    return []


@pytest.fixture
def refreshing(answers: Answers, settings: Settings, tmp_path: Path, slept: list[float]) -> Callable[..., Refresh]:
    """Return a maker of refreshes whose clock jumps when they sleep."""

    def make(**changes: Any) -> Refresh:
        client = Client(find_provider("nominatim"), settings)
        moment = [time.time()]

        def sleep(seconds: float) -> None:
            slept.append(seconds)
            moment[0] += seconds

        pace = Pace(tmp_path / "pace.sqlite", client.endpoint, interval_s=0.001, clock=lambda: moment[0], sleep=sleep)
        return Refresh(answers, client, pace, sleep=sleep, **changes)

    return make
