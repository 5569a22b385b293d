"""Carrying a plan out: one question, one committed answer at a time, and giving up kindly."""

from __future__ import annotations

import os
import random
import socket
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.geocoding.client import FATAL, RETRYABLE, UnansweredError
from geomap.geocoding.outcomes import Change, Outcome, compare
from geomap.geocoding.pace import BlockedError
from geomap.geocoding.records import Failure, from_text, now, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from geomap.geocoding.answers import Answers
    from geomap.geocoding.client import Client
    from geomap.geocoding.pace import Pace
    from geomap.geocoding.plan import Plan, Task
    from geomap.geocoding.records import Answer, Reply

# A question that failed comes due again after an hour, then four times as long each time, at most a month.
FIRST_WAIT, WAIT_GROWTH, LONGEST_WAIT = timedelta(hours=1), 4.0, timedelta(days=30)
# So many questions in a row that fail mean that the service is down, not that the names are bad.
CIRCUIT = 5
CIRCUIT_S = 15 * 60.0
FATAL_S = 60 * 60.0
BACKOFF_S, BACKOFF_MOST_S = 1.0, 60.0


@dataclass(slots=True)
class Refresh:
    """A plan being carried out.

    Attributes
    ----------
    answers, client, pace
        Where answers go, whom to ask, and when.
    max_attempts
        How often one question is asked when the failure may pass by itself.
    hold_beyond_m
        Answers that moved a place further are held for a person, in metres.
    stopped
        Why it ended before the plan did, in words; ``""`` when it did not.
    left
        How many questions of the plan were not asked.
    sleep
        For tests.
    """

    answers: Answers
    client: Client
    pace: Pace
    max_attempts: int = 4
    hold_beyond_m: float = 1000.0
    stopped: str = ""
    left: int = 0
    sleep: Callable[[float], None] = time.sleep
    _random: random.Random = field(default_factory=random.SystemRandom)
    _in_a_row: int = 0

    def run(self, plan: Plan) -> Iterator[Outcome]:
        """Ask what is planned; yield each outcome once it is committed."""
        self.stopped, self.left, self._in_a_row = "", 0, 0
        waiting = plan.tasks
        deferred: list[Task] = []
        for number, task in enumerate(waiting):
            try:
                outcome = self.one(task, plan.made_at)
            except BlockedError as error:
                self.stopped, self.left = str(error), len(waiting) - number + len(deferred)
                return
            if outcome is None:
                deferred.append(task)
                continue
            yield outcome
            if self.stopped:
                self.left = len(waiting) - number - 1 + len(deferred)
                return
        for task in deferred:
            yield Outcome(task, Change.ELSEWHERE, detail="another refresh is asking it")

    def one(self, task: Task, made_at: datetime) -> Outcome | None:
        """Ask one question and commit its answer; ``None`` when another process is at it.

        Parameters
        ----------
        task
            The question.
        made_at
            When the plan was made: what was asked since is not asked again.

        Raises
        ------
        BlockedError
            If the endpoint must not be asked; nothing is recorded then.
        """
        if not self._claim(task):
            return None
        try:
            before = self.answers.get(task.key)
            if before is not None and _asked_since(before, made_at):
                return Outcome(task, Change.ELSEWHERE, detail="another refresh asked it meanwhile")
            try:
                reply = self._ask(task)
            except UnansweredError as error:
                return self._failed(task, before, error)
            return self._answered(task, before, reply)
        finally:
            self._release(task)

    def _ask(self, task: Task) -> Reply:
        for attempt in range(1, self.max_attempts + 1):
            self.pace.wait()
            try:
                return self.client.ask(task.name, task.country)
            except UnansweredError as error:
                if error.retry_after is not None and error.kind not in FATAL:
                    self.pace.block(error.retry_after, f"it asked to wait ({error.detail})")
                if error.kind not in RETRYABLE or attempt == self.max_attempts:
                    raise
                if error.retry_after is None:
                    self.sleep(self._backoff(attempt))
        raise UnansweredError("bad_request", "max_attempts is below 1")

    def _backoff(self, attempt: int) -> float:
        """Return seconds to wait before the next attempt: doubling, with full jitter."""
        return self._random.uniform(0.1, min(BACKOFF_MOST_S, BACKOFF_S * 2.0**attempt))

    def _answered(self, task: Task, before: Answer | None, reply: Reply) -> Outcome:
        outcome = compare(task, before, reply, hold_beyond_m=self.hold_beyond_m)
        self.answers.record(task.key, task.name, reply)
        self._in_a_row = 0
        return outcome

    def _failed(self, task: Task, before: Answer | None, error: UnansweredError) -> Outcome:
        moment = now()
        count = 1 + (before.failure.count if before is not None and before.failure is not None else 0)
        # What is wrong with the endpoint and not with the question is due again as soon as the endpoint is.
        due = moment if error.kind in FATAL or error.kind == "rate_limited" else moment + self._wait(count)
        failure = Failure(error.kind, error.detail, count, moment, due)
        self.answers.record_failure(task.key, task.name, failure)
        self._in_a_row += 1
        if error.kind in FATAL:
            self.stopped = f"{self.client.provider.title} refuses to answer: {error.detail}. {_REMEDY[error.kind]}"
            if error.kind != "redirect":
                self.pace.block(FATAL_S, f"it refused to answer ({error.kind}: {error.detail})")
        elif self._in_a_row >= CIRCUIT:
            self.stopped = (
                f"{CIRCUIT} questions in a row failed, the last with “{error.detail}”; the service seems down."
            )
            self.pace.block(CIRCUIT_S, f"{CIRCUIT} questions in a row failed")
        return Outcome(
            task,
            Change.FAILING,
            before.places[0] if before is not None and before.places else None,
            detail=f"{error.kind}: {error.detail}",
        )

    def _wait(self, count: int) -> timedelta:
        seconds = FIRST_WAIT.total_seconds() * WAIT_GROWTH ** min(count - 1, 20)
        return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()) * self._random.uniform(0.9, 1.1))

    def _claim(self, task: Task) -> bool:
        """Take the question for this process, unless another living one has it."""
        with self.answers.writing() as connection:
            row = connection.execute(
                "SELECT owner, until FROM claims WHERE query = ? AND provider = ? AND context = ?", tuple(task.key)
            ).fetchone()
            if row is not None and row["owner"] != _me() and _alive(row["owner"], row["until"]):
                return False
            until = now() + timedelta(seconds=self.max_attempts * (self.client.timeout_s + BACKOFF_MOST_S) + 300)
            connection.execute(
                "INSERT OR REPLACE INTO claims (query, provider, context, owner, until) VALUES (?, ?, ?, ?, ?)",
                (*task.key, _me(), to_text(until)),
            )
        return True

    def _release(self, task: Task) -> None:
        with self.answers.writing() as connection:
            connection.execute(
                "DELETE FROM claims WHERE query = ? AND provider = ? AND context = ? AND owner = ?", (*task.key, _me())
            )


_REMEDY = {
    "refused": "Check the user agent, the contact and the provider's policy.",
    "key": "Check the key in the environment.",
    "quota": "The quota is used up; wait, or raise it with the provider.",
    "redirect": "Set `endpoint` to where the service really is.",
}


def _asked_since(answer: Answer, moment: datetime) -> bool:
    asked = [answer.checked_at, answer.failure.failed_at if answer.failure is not None else None]
    return any(at is not None and at > moment for at in asked)


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
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True
