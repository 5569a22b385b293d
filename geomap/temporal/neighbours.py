"""Words beside what looks like a time, read from ``data/curated/time_neighbours.toml``."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from geomap.resources import data_file, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterable


class NotTimes(BaseModel):
    """What only looks like a time; the file says what each list holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    year_before: tuple[str, ...]
    counted_after: tuple[str, ...]
    streets: tuple[str, ...]
    month_before: tuple[str, ...]
    short_months: frozenset[str]
    first_names: frozenset[str]
    titles: tuple[str, ...]
    colours: tuple[str, ...]
    season_followers: frozenset[str]
    overnight_things: frozenset[str]
    newspapers: frozenset[str]


class TenseWords(BaseModel):
    """What tells of past and future; the file says what each list holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    modals: tuple[str, ...]
    intended: tuple[str, ...]
    intends: tuple[str, ...]
    ahead: tuple[str, ...]
    past: tuple[str, ...]
    not_past: tuple[str, ...]
    ahead_before: tuple[str, ...]
    ahead_after: tuple[str, ...]
    awaited: tuple[str, ...]
    awaited_before: tuple[str, ...]
    future_helpers: frozenset[str]
    future_heads: frozenset[str]
    setting: frozenset[str]
    states: frozenset[str]


class Neighbours(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    not_times: NotTimes
    tense: TenseWords


@cache
def load_neighbours() -> Neighbours:
    """Return the words.

    Raises
    ------
    DataError
        If the file is damaged.
    """
    return read_toml(
        data_file("curated", "time_neighbours.toml"), Neighbours.model_validate, "list of words near times"
    )


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words, the longest first, with any white space inside."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest) + ")"
