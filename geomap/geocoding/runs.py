"""Runs of refreshes: what each has done so far, so that one cut off goes on, and its report is whole."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.geocoding.outcomes import Change, Outcome
from geomap.geocoding.plan import Reason, Task
from geomap.geocoding.records import Key, now, to_text
from geomap.geocoding.transfer import place_line, place_of_line

if TYPE_CHECKING:
    from geomap.geocoding.answers import Answers
    from geomap.geocoding.plan import Plan, Scope
    from geomap.geocoding.records import RecordedPlace

# A run cut off longer ago is history: the same command then starts a new one.
GOES_ON = timedelta(days=1)
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Run:
    """A refresh, begun now or gone on with.

    Attributes
    ----------
    id
        Its number in the store.
    plan
        What is left to ask.
    done
        What became of the questions asked before it was cut off.
    """

    id: int
    plan: Plan
    done: tuple[Outcome, ...] = ()


def begin(answers: Answers, plan: Plan, scope: Scope) -> Run:
    """Begin a run, or go on with one of the same scope that was cut off within a day."""
    told = json.dumps(asdict(scope), sort_keys=True, default=str)
    since = to_text(now() - GOES_ON)
    with answers.writing() as connection:
        connection.execute("DELETE FROM runs WHERE made_at < ?", (to_text(now() - KEPT),))
        row = connection.execute(
            "SELECT id FROM runs WHERE provider = ? AND scope = ? AND made_at >= ? AND finished_at IS NULL "
            "ORDER BY id DESC LIMIT 1",
            (plan.provider, told, since),
        ).fetchone()
        if row is None:
            run_id = connection.execute(
                "INSERT INTO runs (provider, scope, made_at) VALUES (?, ?, ?)",
                (plan.provider, told, to_text(plan.made_at)),
            ).lastrowid
            return Run(run_id or 0, plan)
    done = _done(answers, row["id"])
    over = {outcome.task.key for outcome in done}
    left = tuple(task for task in plan.tasks if task.key not in over)
    return Run(row["id"], _left(plan, left), done)


def _left(plan: Plan, tasks: tuple[Task, ...]) -> Plan:
    counts = {reason: sum(task.reason is reason for task in tasks) for reason in plan.counts}
    return replace(plan, tasks=tasks, counts=counts)


def _done(answers: Answers, run_id: int) -> tuple[Outcome, ...]:
    """Return what a run has settled; questions that failed are asked again when it goes on."""
    rows = answers.connection.execute(
        "SELECT outcome FROM outcomes WHERE run_id = ? ORDER BY query, provider, context", (run_id,)
    )
    settled = (outcome_of(json.loads(row["outcome"])) for row in rows)
    return tuple(outcome for outcome in settled if outcome.change is not Change.FAILING)


def note(answers: Answers, run_id: int, outcome: Outcome) -> None:
    """Note an outcome, in the same transaction as the answer it came from."""
    with answers.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO outcomes (run_id, query, provider, context, outcome) VALUES (?, ?, ?, ?, ?)",
            (run_id, *outcome.task.key, json.dumps(outcome_line(outcome), ensure_ascii=False)),
        )


def finish(answers: Answers, run_id: int) -> None:
    """Note that all of a plan was asked."""
    with answers.writing() as connection:
        connection.execute("UPDATE runs SET finished_at = ? WHERE id = ?", (to_text(now()), run_id))


def outcome_line(outcome: Outcome) -> dict[str, object]:
    """Return an outcome as plain JSON."""
    return {
        **outcome.task.key._asdict(),
        "name": outcome.task.name,
        "reason": outcome.task.reason.value,
        "change": outcome.change.value,
        "metres": round(outcome.metres, 1),
        "held": outcome.held,
        "detail": outcome.detail,
        "before": None if outcome.before is None else place_line(outcome.before),
        "after": None if outcome.after is None else place_line(outcome.after),
    }


def outcome_of(line: dict[str, object]) -> Outcome:
    """Return an outcome that `outcome_line` wrote."""
    key = Key(str(line["query"]), str(line["provider"]), str(line["context"]))
    return Outcome(
        task=Task(key, str(line["name"]), Reason(str(line["reason"]))),
        change=Change(str(line["change"])),
        before=_place(line["before"], key.provider),
        after=_place(line["after"], key.provider),
        metres=float(str(line["metres"])),
        held=bool(line["held"]),
        detail=str(line["detail"]),
    )


def _place(line: object, source: str) -> RecordedPlace | None:
    return place_of_line(line, source) if isinstance(line, dict) else None
