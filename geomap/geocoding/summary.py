"""What is recorded, at a glance, and everything that is known about one name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.geocoding.planning import FOUND_TTL, NOT_FOUND_TTL
from geomap.geocoding.records import AnswerStatus, now, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from geomap.geocoding.answers import Answers
    from geomap.geocoding.records import Answer
    from geomap.model import Candidate


@dataclass(frozen=True, slots=True)
class ProviderStatus:
    """How many answers of one provider are recorded.

    Attributes
    ----------
    provider
        Its name.
    found, not_found, failed
        Answers by status; ``failed`` counts questions that never had a definite answer.
    failing
        Questions whose last attempt failed, whatever is recorded from before.
    due
        Of those, how many may be asked again now.
    old
        Definite answers older than their time to live.
    """

    provider: str
    found: int = 0
    not_found: int = 0
    failed: int = 0
    failing: int = 0
    due: int = 0
    old: int = 0


def status(answers: Answers, *, at: datetime | None = None) -> tuple[ProviderStatus, ...]:
    """Return the figures of every provider, by name."""
    moment = at or now()
    counts: dict[str, dict[str, int]] = {}
    rows = answers.connection.execute("SELECT provider, status, count(*) FROM answers GROUP BY provider, status")
    for provider, name, number in rows:
        counts.setdefault(provider, {})[name] = number
    rows = answers.connection.execute(
        "SELECT provider, count(*), sum(due_at <= ?) FROM answers WHERE due_at IS NOT NULL GROUP BY provider",
        (to_text(moment),),
    )
    for provider, failing, due in rows:
        counts[provider] |= {"failing": failing, "due": due}
    for name, lives in ((AnswerStatus.FOUND, FOUND_TTL), (AnswerStatus.NOT_FOUND, NOT_FOUND_TTL)):
        for provider, known in counts.items():
            clause = "SELECT count(*) FROM answers WHERE provider = ? AND status = ? AND checked_at < ?"
            values = (provider, name.value, to_text(moment - lives))
            known["old"] = known.get("old", 0) + answers.connection.execute(clause, values).fetchone()[0]
    return tuple(ProviderStatus(provider, **known) for provider, known in sorted(counts.items()))


def waiting_names(answers: Answers) -> int:
    """Return how many names that maps could not place have no definite answer of any provider."""
    clause = """
    SELECT count(*) FROM wanted w WHERE NOT EXISTS (
        SELECT 1 FROM answers a WHERE a.query = w.query AND a.status <> 'failed'
        AND a.context = CASE w.country WHEN '' THEN '' ELSE 'country=' || w.country END)
    """
    found: int = answers.connection.execute(clause).fetchone()[0]
    return found


def explain(name: str, known: Sequence[Answer], embedded: Sequence[Candidate], notes: Sequence[str] = ()) -> str:
    """Return everything that is known about a name: every candidate, from where, and what would be chosen.

    Parameters
    ----------
    name
        The name.
    known
        The recorded answers about it.
    embedded
        The embedded gazetteer's candidates, best first.
    notes
        A person's corrections of it, in words.
    """
    rows = [f"“{name}”"]
    rows += [f"  corrected: {note}" for note in notes]
    rows.append(f"  embedded gazetteer: {len(embedded)} {'candidate' if len(embedded) == 1 else 'candidates'}")
    rows += [
        f"    {number}. {_place(found)}  ({found.match} name “{found.name}”, {found.score:.2f})"
        for number, found in enumerate(embedded, start=1)
    ]
    for answer in known:
        rows += _answer_rows(answer)
    if not known:
        rows.append("  recorded answers: none")
    rows.append(f"  → {_verdict(known, embedded, notes)}")
    return "\n".join(rows)


def _answer_rows(answer: Answer) -> list[str]:
    where = f", {answer.key.context}" if answer.key.context else ""
    rows = [f"  {answer.key.provider}{where}: {answer.status.value.replace('_', ' ')}"]
    if answer.retrieved_at is not None and answer.reply is not None:
        rows[0] += f", retrieved {answer.retrieved_at:%Y-%m-%d}, {answer.reply.licence}"
    if answer.failure is not None and answer.failure.due_at is not None:
        failure = answer.failure
        rows.append(
            f"    failed {failure.count} times in a row, the last with {failure.kind}: {failure.detail}; "
            f"due again {failure.due_at:%Y-%m-%d %H:%M} UTC"
        )
    for number, recorded in enumerate(answer.places, start=1):
        place = recorded.place
        rows.append(
            f"    {number}. {place.name} ({place.id}), {place.feature_code or 'kind unknown'}, "
            f"{place.admin1 or place.country or 'no country'}, {place.lat:.4f} {place.lon:.4f}; {recorded.label}"
        )
    return rows


def _place(found: Candidate) -> str:
    place = found.place
    where = place.admin1 or place.country or "no country"
    return f"{place.name} ({place.id}), {place.feature_code}, {where}, {place.lat:.4f} {place.lon:.4f}"


def _verdict(known: Sequence[Answer], embedded: Sequence[Candidate], notes: Sequence[str]) -> str:
    if notes:
        return "the correction wins over every other source"
    if embedded:
        best = embedded[0].place
        return (
            f"alone, without a text, {best.name} ({best.id}): the embedded gazetteer comes first, "
            "and in a text its neighbours decide"
        )
    found = [answer for answer in known if answer.places]
    if found:
        best, who = found[0].places[0].place, found[0].key.provider
        return f"{best.name} ({best.id}), because the embedded gazetteer lacks the name and {who} knows it"
    if any(answer.status is AnswerStatus.NOT_FOUND for answer in known):
        return "stays unplaced: the providers asked know no such place"
    return "stays unplaced; `geomap geocode refresh --place NAME` would ask"
