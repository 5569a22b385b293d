"""Who is asking what: claims on questions, so that two refreshes never ask the same one."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

from geomap.geocoding.records import from_text, now, to_text

if TYPE_CHECKING:
    from datetime import timedelta

    from geomap.geocoding.answers import Answers
    from geomap.geocoding.records import Key

_MINE = "query = ? AND provider = ? AND context = ?"


def claim(answers: Answers, key: Key, lasts: timedelta) -> bool:
    """Take a question for this process; tell whether it was free.

    Parameters
    ----------
    answers
        The store that the processes share.
    key
        The question.
    lasts
        After this time the claim is void, whatever became of the process. On the same machine it is void as soon as
        the process is gone.
    """
    with answers.writing() as connection:
        row = connection.execute(f"SELECT owner, until FROM claims WHERE {_MINE}", tuple(key)).fetchone()  # noqa: S608
        if row is not None and row["owner"] != _me() and _alive(row["owner"], row["until"]):
            return False
        connection.execute(
            "INSERT OR REPLACE INTO claims (query, provider, context, owner, until) VALUES (?, ?, ?, ?, ?)",
            (*key, _me(), to_text(now() + lasts)),
        )
    return True


def unclaim(answers: Answers, key: Key) -> None:
    """Give a question free again."""
    with answers.writing() as connection:
        connection.execute(f"DELETE FROM claims WHERE {_MINE} AND owner = ?", (*key, _me()))  # noqa: S608


def _me() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _alive(owner: str, until: str) -> bool:
    """Tell whether a claim still holds: its time has not run out, and its process lives if it is of this machine."""
    moment = from_text(until)
    if moment is None or moment < now():
        return False
    host, _, pid = owner.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
