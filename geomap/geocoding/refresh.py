"""Carrying a plan out: one question, one committed answer at a time, and giving up kindly."""

from __future__ import annotations

import random
import time
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from geomap.errors import UsageError
from geomap.geocoding.claims import claim, unclaim
from geomap.geocoding.client import FATAL, RETRYABLE, UnansweredError
from geomap.geocoding.held import hold, release
from geomap.geocoding.outcomes import Change, Outcome, compare
from geomap.geocoding.pace import BlockedError
from geomap.geocoding.recheck import batches, checked, osm_ids
from geomap.geocoding.records import Failure, now
from geomap.geocoding.runs import note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
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

_Told = TypeVar("_Told")


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
    run_id
        The run in which outcomes are noted, for the report and for going on; 0 for none.
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
    run_id: int = 0
    sleep: Callable[[float], None] = time.sleep
    _random: random.Random = field(default_factory=random.SystemRandom)
    _in_a_row: int = 0

    def run(self, plan: Plan) -> Iterator[Outcome]:
        """Ask what is planned; yield each outcome once it is committed."""
        self.stopped, self.left, self._in_a_row = "", len(plan.tasks), 0
        try:
            for outcome in self._run(plan):
                self.left -= 1
                yield outcome
                if self.stopped:
                    return
        except BlockedError as error:
            self.stopped = str(error)

    def _run(self, plan: Plan) -> Iterator[Outcome]:
        waiting = [task for task in plan.tasks if not task.osm_ids]
        for batch in batches(task for task in plan.tasks if task.osm_ids):
            outcomes, by_name = self._recheck(batch, plan.made_at)
            yield from outcomes
            waiting += by_name
        deferred: list[Task] = []
        for task in waiting:
            outcome = self.one(task, plan.made_at)
            if outcome is None:
                deferred.append(task)
            else:
                yield outcome
        for task in deferred:
            yield self.one(task, plan.made_at) or Outcome(task, Change.ELSEWHERE, detail="another refresh is asking it")

    def one(self, task: Task, made_at: datetime) -> Outcome | None:
        """Ask one question by name and commit its answer; ``None`` when another process is at it.

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
        if not claim(self.answers, task.key, self._lease):
            return None
        try:
            before = self.answers.get(task.key)
            if before is not None and _asked_since(before, made_at):
                return _elsewhere(task)
            try:
                reply = self._insist(partial(self.client.ask, task.name, task.country))
            except UnansweredError as error:
                return self._failed(task, before, error)
            return self._answered(task, before, reply)
        finally:
            unclaim(self.answers, task.key)

    def _recheck(self, batch: Sequence[Task], made_at: datetime) -> tuple[list[Outcome], list[Task]]:
        """Check the known places of old answers with one request; return outcomes, and what must be asked by name."""
        mine = [task for task in batch if claim(self.answers, task.key, self._lease)]
        by_name = [task for task in batch if task not in mine]
        outcomes: list[Outcome] = []
        try:
            known = [(task, before) for task in mine if (before := self.answers.get(task.key)) is not None]
            outcomes += [_elsewhere(task) for task, before in known if _asked_since(before, made_at)]
            due = [(task, before) for task, before in known if not _asked_since(before, made_at)]
            if not due:
                return outcomes, by_name
            try:
                found = self._insist(partial(self.client.lookup, osm_ids(before for _, before in due)))
            except UnansweredError as error:
                if error.kind in {"bad_request", "malformed"}:  # a server without /lookup: ask by name
                    return outcomes, [*by_name, *(task for task, _ in due)]
                failed = [
                    self._failed(task, before, error, counts=number == 0) for number, (task, before) in enumerate(due)
                ]
                return [*outcomes, *failed], by_name
            for task, before in due:
                reply = checked(before, found)
                if reply is None:  # the first place is gone, and its successor has another id
                    by_name.append(task)
                else:
                    outcomes.append(self._answered(task, before, reply))
            return outcomes, by_name
        finally:
            for task in mine:
                unclaim(self.answers, task.key)

    @property
    def _lease(self) -> timedelta:
        """How long a claim holds at most: every attempt timing out, and the waits between."""
        return timedelta(seconds=self.max_attempts * (self.client.timeout_s + BACKOFF_MOST_S) + 300)

    def _insist(self, ask: Callable[[], _Told]) -> _Told:
        """Ask at the provider's pace, again when the failure may pass by itself."""
        for attempt in range(1, self.max_attempts + 1):
            self.pace.wait()
            try:
                return ask()
            except UnansweredError as error:
                if error.retry_after is not None and error.kind not in FATAL:
                    self.pace.block(error.retry_after, f"it asked to wait ({error.detail})")
                if error.kind not in RETRYABLE or attempt == self.max_attempts:
                    raise
                if error.retry_after is None:
                    self.sleep(self._backoff(attempt))
        raise UsageError(f"max_attempts is {self.max_attempts}.", "Give 1 or more.")

    def _backoff(self, attempt: int) -> float:
        """Return seconds to wait before the next attempt: doubling, with full jitter."""
        return self._random.uniform(0.1, min(BACKOFF_MOST_S, BACKOFF_S * 2.0**attempt))

    def _answered(self, task: Task, before: Answer | None, reply: Reply) -> Outcome:
        outcome = compare(task, before, reply, hold_beyond_m=self.hold_beyond_m)
        with self.answers.writing():
            if outcome.held:
                hold(self.answers, outcome, reply)
            else:
                release(self.answers, task.key)
                self.answers.record(task.key, task.name, reply)
            self._note(outcome)
            unclaim(self.answers, task.key)  # here, it costs no further write to the disk
        self._in_a_row = 0
        return outcome

    def _note(self, outcome: Outcome) -> None:
        if self.run_id:
            note(self.answers, self.run_id, outcome)

    def _failed(self, task: Task, before: Answer | None, error: UnansweredError, *, counts: bool = True) -> Outcome:
        moment = now()
        count = 1 + (before.failure.count if before is not None and before.failure is not None else 0)
        # What is wrong with the endpoint and not with the question is due again as soon as the endpoint is.
        due = moment if error.kind in FATAL or error.kind == "rate_limited" else moment + self._wait(count)
        failure = Failure(error.kind, error.detail, count, moment, due)
        outcome = Outcome(
            task,
            Change.FAILING,
            before.places[0] if before is not None and before.places else None,
            detail=f"{error.kind}: {error.detail}",
        )
        with self.answers.writing():
            self.answers.record_failure(task.key, task.name, failure)
            self._note(outcome)
        self._in_a_row += counts
        if error.kind in FATAL:
            self.stopped = f"{self.client.provider.title} refuses to answer: {error.detail}. {_REMEDY[error.kind]}"
            if error.kind != "redirect":
                self.pace.block(FATAL_S, f"it refused to answer ({error.kind}: {error.detail})")
        elif self._in_a_row >= CIRCUIT:
            self.stopped = (
                f"{CIRCUIT} questions in a row failed, the last with “{error.detail}”; the service seems down."
            )
            self.pace.block(CIRCUIT_S, f"{CIRCUIT} questions in a row failed")
        return outcome

    def _wait(self, count: int) -> timedelta:
        seconds = FIRST_WAIT.total_seconds() * WAIT_GROWTH ** min(count - 1, 20)
        return timedelta(seconds=min(seconds, LONGEST_WAIT.total_seconds()) * self._random.uniform(0.9, 1.1))


_REMEDY = {
    "refused": "Check the user agent, the contact and the provider's policy.",
    "key": "Check the key in the environment.",
    "quota": "The quota is used up; wait, or raise it with the provider.",
    "redirect": "Set `endpoint` to where the service really is.",
}


def _elsewhere(task: Task) -> Outcome:
    return Outcome(task, Change.ELSEWHERE, detail="another refresh asked it meanwhile")


def _asked_since(answer: Answer, moment: datetime) -> bool:
    asked = [answer.checked_at, answer.failure.failed_at if answer.failure is not None else None]
    return any(at is not None and at > moment for at in asked)
