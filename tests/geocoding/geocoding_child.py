"""A process that forks refreshes on command, so that a test can kill hundreds of them without starting Python anew.

Reads one JSON object a line, forks a child that carries out what is missing, and writes the child's process id; on an
empty line it waits for that child and writes how it ended.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path

from geomap.geocoding import open_answers
from geomap.geocoding.client import Client
from geomap.geocoding.pace import Pace
from geomap.geocoding.plan import Scope
from geomap.geocoding.planning import make_plan
from geomap.geocoding.providers import find_provider
from geomap.geocoding.refresh import Refresh
from geomap.geocoding.runs import begin, finish
from geomap.settings import Settings


def refresh(answers: str, endpoint: str, pace: str, interval_s: float) -> None:
    client = Client(find_provider("nominatim"), Settings(endpoint=endpoint, timeout_s=5.0))
    scope = Scope(missing=True)
    with open_answers(Path(answers)) as store:
        run = begin(store, make_plan(store, "nominatim", scope), scope)
        refreshing = Refresh(store, client, Pace(Path(pace), client.endpoint, interval_s=interval_s), run_id=run.id)
        for _ in refreshing.run(run.plan):
            pass
        if not refreshing.stopped:
            finish(store, run.id)


def tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def main() -> None:
    import geopy.geocoders  # noqa: F401 -- imported before the first fork
    import pydantic  # noqa: F401

    find_provider("nominatim")
    pid = 0
    for line in sys.stdin:
        if line.strip():
            pid = os.fork()
            if pid == 0:
                try:
                    refresh(**json.loads(line))
                except BaseException:  # noqa: BLE001 -- a child must never go on as its parent
                    traceback.print_exc()
                    os._exit(1)
                os._exit(0)
            tell(pid)
        else:
            tell(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))


if __name__ == "__main__":
    main()
