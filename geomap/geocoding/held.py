"""Answers that would move a place far, or to another country, or off the map: held until a person accepts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.geocoding.keys import query_key
from geomap.geocoding.outcomes import Change
from geomap.geocoding.records import Key, now, to_text
from geomap.geocoding.transfer import answer_text, record_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geomap.geocoding.answers import Answers
    from geomap.geocoding.outcomes import Outcome
    from geomap.geocoding.records import Reply

NO_FAILURE = "failures = 0, failure_kind = '', failure = '', failed_at = NULL, due_at = NULL"
_MINE = "query = ? AND provider = ? AND context = ?"


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that waits for a person.

    Attributes
    ----------
    key, name
        The question.
    change
        Why it waits.
    metres
        How far the place would move.
    detail
        More, in words.
    answer
        The answer, as a line of JSON.
    """

    key: Key
    name: str
    change: Change
    metres: float
    detail: str
    answer: str

    def __str__(self) -> str:
        moved = f" by {self.metres:,.0f} m" if self.metres else ""
        more = f" ({self.detail})" if self.detail else ""
        return f"{self.name}: {self.change.value}{moved}{more}"


def hold(answers: Answers, outcome: Outcome, reply: Reply) -> None:
    """Keep a new answer aside; the recorded one stays, but counts as checked."""
    moment = now()
    key, name = outcome.task.key, outcome.task.name
    with answers.writing() as connection:
        connection.execute(
            "INSERT OR REPLACE INTO held (query, provider, context, name, change, metres, detail, held_at, answer) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *key, name, outcome.change.value, outcome.metres, outcome.detail, to_text(moment),
                answer_text(key, name, reply, moment),
            ),
        )  # fmt: skip
        connection.execute(
            f"UPDATE answers SET checked_at = ?, {NO_FAILURE} WHERE {_MINE}",  # noqa: S608
            (to_text(moment), *key),
        )


def release(answers: Answers, key: Key) -> None:
    """Drop what is held of a question: the provider has answered otherwise since."""
    with answers.writing() as connection:
        connection.execute(f"DELETE FROM held WHERE {_MINE}", tuple(key))  # noqa: S608


def held(answers: Answers, names: Iterable[str] = ()) -> tuple[Held, ...]:
    """Return the answers that wait, all or those about some names, by name."""
    wanted = {query_key(name) for name in names}
    rows = answers.connection.execute("SELECT * FROM held ORDER BY query, provider, context")
    return tuple(
        Held(
            Key(row["query"], row["provider"], row["context"]),
            row["name"],
            Change(row["change"]),
            row["metres"],
            row["detail"],
            row["answer"],
        )
        for row in rows
        if not wanted or row["query"] in wanted
    )


def accept(answers: Answers, names: Iterable[str] = ()) -> tuple[Held, ...]:
    """Record the answers that wait, all or those about some names; return them.

    Raises
    ------
    DataError
        If one of them is damaged; none is accepted then.
    """
    with answers.writing():
        accepted = held(answers, names)
        for item in accepted:
            record_text(answers, item.answer)
            release(answers, item.key)
    return accepted
