"""Which of day and month stands first in 3/4/2021: told by the text's own dates, else by the country of its source."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict

from geomap.resources import data_file, read_toml
from geomap.temporal.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from geomap.temporal.tokens import Lexed

_FIGURES = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(\d{4}|\d{2})")
_NEAR_DAYS = 1


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    month_first: frozenset[str]
    open: frozenset[str]


@cache
def _orders() -> _File:
    return read_toml(data_file("curated", "date_orders.toml"), _File.model_validate, "list of date orders")


def is_day_first(lexed: Lexed, published: date | None, url: str | None = None) -> bool:
    """Tell whether 3/4/2021 is 3 April in a text; month first when nothing says so.

    Parameters
    ----------
    lexed
        The text: 25/12/2020 proves day first, 12/25/2020 month first, by majority.
    published
        A date that is the day of publication in one order only proves that order.
    url
        Where the text stood, whose country speaks last.

    Raises
    ------
    DataError
        If the file of countries is damaged.
    """
    found = list(_figures(lexed))
    votes = sum(_vote(one, two) for one, two, _ in found)
    if not votes and published is not None:
        votes = sum(_vote_by_day(one, two, year, published) for one, two, year in found)
    if votes:
        return votes > 0
    return bool(found) and url is not None and order_of_source(url) == "day first"


def order_of_source(url: str) -> str:
    """Return ``"day first"``, ``"month first"`` or ``""`` for the country that a web address names."""
    label = (urlsplit(url if "//" in url else f"//{url}").hostname or "").rpartition(".")[2]
    if label in _orders().month_first:
        return "month first"
    return "" if len(label) != 2 or label in _orders().open else "day first"


def _figures(lexed: Lexed) -> Iterator[tuple[int, int, int]]:
    slashed = load_lexicon().codes["slashed"]
    if slashed not in lexed.codes:
        return
    for token, code in zip(lexed.tokens, lexed.codes, strict=True):
        match = _FIGURES.fullmatch(token.lower) if code == slashed else None
        if match:
            yield int(match[1]), int(match[3]), int(match[4])


def _vote(one: int, two: int) -> int:
    return (1 if 12 < one <= 31 and two <= 12 else 0) - (1 if 12 < two <= 31 and one <= 12 else 0)


def _vote_by_day(one: int, two: int, year: int, published: date) -> int:
    if year not in {published.year, published.year % 100} or one == two:
        return 0
    by_day = two == published.month and abs(one - published.day) <= _NEAR_DAYS
    by_month = one == published.month and abs(two - published.day) <= _NEAR_DAYS
    return by_day - by_month
