"""Shares read right on the phrase sets of date parsers, whose answers are days, intervals and times of day.

A phrase is read right when every expected time has an answer with the same first and last day, and the same time of day
where one is expected; durations and sets must have the same value. A phrase in which the set expects nothing is read
right when nothing is found. *Evened* counts besides what differs in notation alone: see
``geomap.evaluation.phrase_readings``. The sets speak of appointments; what they expect is not always what news means.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from geomap.evaluation.phrase_readings import answers_of, evened, expected, expected_evened
from geomap.evaluation.report import Report, Score
from geomap.temporal import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.model import TimeSpan


def evaluate_phrases(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Return the share read right, by category, as the set writes it and evened."""
    right: dict[str, int] = defaultdict(int)
    alike: dict[str, int] = defaultdict(int)
    count: dict[str, int] = defaultdict(int)
    listing: list[str] = []
    for row in rows:
        category = category_of(row)
        published = datetime.fromisoformat(row["dct"]) if row.get("dct") else None
        spans = tag(row["text"], published=published, lean=1)  # the sets speak of appointments
        strictly, evenly = is_right(row, spans), is_right(row, spans, even=True)
        for key in ("all", category):
            count[key] += 1
            right[key] += strictly
            alike[key] += evenly
        if not evenly:
            listing.append(_shown(row, spans, category))
    scores = [
        Score(f"{key}, {what}", hits[key] / max(count[key], 1), count[key])
        for key in ["all", *sorted(key for key in count if key != "all")]
        for what, hits in (("share read right", right), ("evened", alike))
    ]
    return Report("dates", name, tuple(scores), tuple(sorted(listing)))


def _shown(row: dict[str, Any], spans: Sequence[TimeSpan], category: str) -> str:
    found = "; ".join(f"{span.surface} = {span.value}" for span in spans if span.range is None)
    wanted = "; ".join(f"{timex['surface']} = {timex['value']}" for timex in row["timexes"])
    return f"{category:<24} {row['text']!r} | expects {wanted or '-'} | found {found or '-'}"


def category_of(row: dict[str, Any]) -> str:
    """Return the kind of a phrase: that of its first expected time, or ``"nothing"``."""
    if not row["timexes"]:
        return "nothing"
    first = row["timexes"][0]
    return (str(first["type"]) + (f" {first['grain'].lower()}" if first.get("grain") else "")) or "unnamed"


def is_right(row: dict[str, Any], spans: Sequence[TimeSpan], *, even: bool = False) -> bool:
    """Tell whether every expected time has an equal answer."""
    if not row["timexes"]:
        return not spans
    answers = [answer for span in spans for answer in answers_of(span)]
    if even:
        answers += [answer for span in spans for answer in evened(span)]
    return all(_has(timex, answers, even=even) for timex in row["timexes"])


def _has(timex: dict[str, Any], answers: Sequence[Any], *, even: bool) -> bool:
    wanted = expected(timex) + (expected_evened(timex) if even else [])
    return any(one in answers for one in wanted)
