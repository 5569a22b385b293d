"""Making the plan of a refresh: what is new, what failed and is due again, and what has grown old."""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING

from geomap.geocoding.keys import query_key
from geomap.geocoding.plan import LOOKUP_IDS, Plan, Reason, Task
from geomap.geocoding.records import AnswerStatus, Key, make_key, now, to_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from geomap.geocoding.answers import Answers
    from geomap.geocoding.plan import Scope
    from geomap.geocoding.records import Answer

# How long answers count as fresh: a place that is known moves seldom; one that is not may be mapped any day.
FOUND_TTL = timedelta(days=180)
NOT_FOUND_TTL = timedelta(days=60)


def make_plan(
    answers: Answers,
    provider: str,
    scope: Scope,
    *,
    corrected: frozenset[str] = frozenset(),
    interval_s: float = 1.0,
    at: datetime | None = None,
) -> Plan:
    """Return what a refresh would ask.

    Parameters
    ----------
    answers
        What is recorded.
    provider
        Name of the provider.
    scope
        What the refresh is about.
    corrected
        Keys (`query_key`) of names that a person's correction answers everywhere.
    interval_s
        Seconds between two requests.
    at
        The moment; now by default.
    """
    moment = at or now()
    with _without_collector():
        candidates = list(_candidates(answers, provider, scope, moment))
        due = [task for task in candidates if task is not None]
        if scope.names or scope.found_in is not None:  # a person may say a name twice; the store does not
            due = list({task.key: task for task in reversed(due)}.values())[::-1]
        asked = due
        if corrected:
            asked = [task for task in due if task.reason is Reason.NAMED or task.key.query not in corrected]
    kept = tuple(asked[: scope.limit] if scope.limit else asked)
    return Plan(
        provider=provider,
        tasks=kept,
        later=0 if scope.names else _later(answers, provider, moment),
        corrected=_left_out(due, asked),
        fresh=sum(task is None for task in candidates),
        beyond_limit=len(asked) - len(kept),
        interval_s=interval_s,
        counts=dict(Counter(task.reason for task in kept)),
        made_at=moment,
    )


def _left_out(due: list[Task], asked: list[Task]) -> tuple[str, ...]:
    if len(due) == len(asked):
        return ()
    kept = {task.key for task in asked}
    return tuple(task.name for task in due if task.key not in kept)


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from going over a million tasks again and again while they are made."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _candidates(answers: Answers, provider: str, scope: Scope, moment: datetime) -> Iterator[Task | None]:
    """Yield what is due, in the order of asking; ``None`` for a name of an article that is answered already."""
    if scope.names:
        for name in scope.names:
            yield Task(make_key(name, provider, scope.country), name, Reason.NAMED)
        return
    if scope.found_in is not None:
        for name in scope.found_in:
            if query_key(name):
                yield _judged(answers, make_key(name, provider, scope.country), name, moment)
        return
    if scope.older_than is None:
        yield from _new(answers, provider, scope)
        yield from _failed(answers, provider, scope, moment)
    if not scope.missing:
        yield from _old(answers, provider, scope, moment)


def _judged(answers: Answers, key: Key, name: str, moment: datetime) -> Task | None:
    answer = answers.get(key)
    if answer is None:
        return Task(key, name, Reason.NEW)
    if answer.failure is not None:
        due = answer.failure.due_at is None or answer.failure.due_at <= moment
        return Task(key, name, Reason.FAILED) if due else None
    return Task(key, name, Reason.OLD) if is_old(answer, moment) else None


def is_old(answer: Answer, moment: datetime) -> bool:
    """Tell whether a definite answer is older than its time to live."""
    lives = FOUND_TTL if answer.status is AnswerStatus.FOUND else NOT_FOUND_TTL
    return answer.checked_at is not None and answer.checked_at < moment - lives


_NEW = """
SELECT w.query, w.name, w.country FROM wanted w
WHERE (:country = '' OR w.country = :country) AND NOT EXISTS (
    SELECT 1 FROM answers a
    WHERE a.query = w.query AND a.context = CASE w.country WHEN '' THEN '' ELSE 'country=' || w.country END
    AND (a.provider = :provider OR a.status = 'found'))
ORDER BY w.times DESC, w.query, w.country
"""
_DUE = """
SELECT query, context, name FROM answers
WHERE provider = :provider AND due_at IS NOT NULL AND due_at <= :at
AND (:country = '' OR country = :country OR context = 'country=' || :country)
AND (:missing = 0 OR status = 'failed')
ORDER BY due_at, query, context
"""
_OLD = """
SELECT query, context, name, osm_ids FROM answers
WHERE provider = :provider AND status = :status AND checked_at < :before AND due_at IS NULL
AND (:country = '' OR country = :country OR context = 'country=' || :country)
ORDER BY checked_at
"""


def _new(answers: Answers, provider: str, scope: Scope) -> Iterator[Task]:
    values = {"provider": provider, "country": scope.country.upper()}
    for query, name, country in answers.connection.execute(_NEW, values):
        yield Task(Key(query, provider, f"country={country}" if country else ""), name, Reason.NEW)


def _failed(answers: Answers, provider: str, scope: Scope, moment: datetime) -> Iterator[Task]:
    values = {
        "provider": provider,
        "at": to_text(moment),
        "country": scope.country.upper(),
        "missing": int(scope.missing),
    }
    for query, context, name in answers.connection.execute(_DUE, values):
        yield Task(Key(query, provider, context), name, Reason.FAILED)


def _old(answers: Answers, provider: str, scope: Scope, moment: datetime) -> Iterator[Task]:
    for status, lives in ((AnswerStatus.FOUND, FOUND_TTL), (AnswerStatus.NOT_FOUND, NOT_FOUND_TTL)):
        before = to_text(moment - (lives if scope.older_than is None else scope.older_than))
        values = {"provider": provider, "status": status.value, "before": before, "country": scope.country.upper()}
        cursor = answers.connection.cursor()
        cursor.row_factory = None  # plain tuples: there may be a million
        for query, context, name, osm_ids in cursor.execute(_OLD, values):
            many = osm_ids if scope.lookup and osm_ids <= LOOKUP_IDS else 0
            yield Task(Key(query, provider, context), name, Reason.OLD, many)


def _later(answers: Answers, provider: str, moment: datetime) -> int:
    clause = "SELECT count(*) FROM answers WHERE provider = ? AND due_at > ?"
    found: int = answers.connection.execute(clause, (provider, to_text(moment))).fetchone()[0]
    return found
