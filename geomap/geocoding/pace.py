"""One pace for all processes of a person's machine: who may ask which endpoint when.

Kept in a small SQLite file of its own, so that two refreshes with two stores still keep one pace.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from geomap.errors import GeocodingError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_TABLE = """
CREATE TABLE IF NOT EXISTS endpoints (
    endpoint TEXT PRIMARY KEY,
    next_at REAL NOT NULL DEFAULT 0,
    day TEXT NOT NULL DEFAULT '',
    used INTEGER NOT NULL DEFAULT 0,
    blocked_until REAL NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT ''
)
"""
# A clock that was set back must not make anybody wait longer than this beyond the pace.
_CLOCK_SLACK_S = 5.0


@dataclass(frozen=True, slots=True)
class Block:
    """An endpoint that must not be asked for a while.

    Attributes
    ----------
    until
        When it may be asked again, seconds since 1970.
    reason
        Why, in words.
    """

    until: float
    reason: str


class BlockedError(GeocodingError):
    """The endpoint must not be asked now, and waiting would take too long."""


class Pace:
    """Hands out turns, one request each, never closer together than the provider allows.

    Parameters
    ----------
    path
        The file that all processes share.
    endpoint
        Whose pace: the base URL.
    interval_s
        Least time between the starts of two requests, in seconds.
    per_day
        Requests a day (UTC); 0 for no limit.
    patience_s
        How long to wait for a blocked endpoint before giving up, in seconds.
    clock, sleep
        For tests.
    """

    def __init__(
        self,
        path: Path,
        endpoint: str,
        *,
        interval_s: float,
        per_day: int = 0,
        patience_s: float = 120.0,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.path = path
        self.endpoint = endpoint
        self.interval_s = interval_s
        self.per_day = per_day
        self._patience_s, self._clock, self._sleep = patience_s, clock, sleep
        with self._turning() as connection:
            connection.execute(_TABLE)
            connection.execute("INSERT OR IGNORE INTO endpoints (endpoint) VALUES (?)", (endpoint,))

    def wait(self) -> None:
        """Return when it is this process's turn; the turn is then taken.

        Raises
        ------
        BlockedError
            If the endpoint is blocked for longer than one cares to wait, or the day's requests are used up.
        """
        while (seconds := self._take()) > 0:
            self._sleep(seconds)

    def _take(self) -> float:
        """Take a turn and return 0, or return the seconds to wait before trying again."""
        with self._turning() as connection:
            moment = self._clock()
            row = connection.execute("SELECT * FROM endpoints WHERE endpoint = ?", (self.endpoint,)).fetchone()
            blocked = row["blocked_until"] - moment
            if blocked > self._patience_s:
                raise BlockedError(
                    f"{self.endpoint} must not be asked before {_words(row['blocked_until'])}: {row['reason']}.",
                    "What was answered so far is recorded; run the same command later and it goes on.",
                )
            if blocked > 0:
                return float(blocked)
            day = datetime.fromtimestamp(moment, UTC).date().isoformat()
            used = row["used"] if row["day"] == day else 0
            if self.per_day and used >= self.per_day:
                raise BlockedError(
                    f"The {self.per_day:,} requests a day that {self.endpoint} allows are used up.",
                    "Run the same command tomorrow (UTC); it goes on where it stopped.",
                )
            early = row["next_at"] - moment
            if 0 < early <= self.interval_s + _CLOCK_SLACK_S:
                return float(early)
            connection.execute(
                "UPDATE endpoints SET next_at = ?, day = ?, used = ? WHERE endpoint = ?",
                (moment + self.interval_s, day, used + 1, self.endpoint),
            )
            return 0.0

    def block(self, seconds: float, reason: str) -> None:
        """Keep all processes from the endpoint for some seconds; a longer block stays."""
        with self._turning() as connection:
            connection.execute(
                "UPDATE endpoints SET blocked_until = ?1, reason = ?2 WHERE endpoint = ?3 AND blocked_until < ?1",
                (self._clock() + seconds, reason, self.endpoint),
            )

    def unblock(self) -> None:
        """Allow the endpoint again: a person says that the cause is gone."""
        with self._turning() as connection:
            connection.execute("UPDATE endpoints SET blocked_until = 0 WHERE endpoint = ?", (self.endpoint,))

    def blocked(self) -> Block | None:
        """Return why and how long the endpoint must not be asked."""
        with self._turning() as connection:
            row = connection.execute("SELECT * FROM endpoints WHERE endpoint = ?", (self.endpoint,)).fetchone()
        return Block(row["blocked_until"], row["reason"]) if row["blocked_until"] > self._clock() else None

    def used_today(self) -> int:
        """Return how many requests were made today (UTC)."""
        day = datetime.fromtimestamp(self._clock(), UTC).date().isoformat()
        with self._turning() as connection:
            row = connection.execute("SELECT * FROM endpoints WHERE endpoint = ?", (self.endpoint,)).fetchone()
        return int(row["used"]) if row["day"] == day else 0

    @contextmanager
    def _turning(self) -> Iterator[sqlite3.Connection]:
        """Give the file inside a transaction that shuts every other process out."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=30.0, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise self._broken(error) from error
        try:
            connection.row_factory = sqlite3.Row
            # A killed process loses nothing thereby; after a power cut, the pace may begin anew.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise self._broken(error) from error
        finally:
            connection.close()  # rolls back what was not committed

    def _broken(self, error: Exception) -> GeocodingError:
        return GeocodingError(
            f"The file {self.path} that keeps the pace of requests cannot be used: {error}.",
            "Remove it, or name another folder with the setting `cache_dir`.",
        )


def _words(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
