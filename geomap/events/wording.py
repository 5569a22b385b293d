"""Word lists of tense, modality and status: ``data/curated/clause_words.toml``."""

from __future__ import annotations

from functools import cache

from pydantic import RootModel

from geomap.resources import data_file, read_toml


class _Lists(RootModel[dict[str, dict[str, list[str]]]]):
    """Lists of words by table and name."""


@cache
def _lists() -> dict[str, frozenset[str]]:
    file = read_toml(data_file("curated", "clause_words.toml"), _Lists.model_validate, "word lists of clauses")
    return {f"{table}.{name}": frozenset(words) for table, lists in file.root.items() for name, words in lists.items()}


def wording(name: str) -> frozenset[str]:
    """Return a word list by its table and name: ``"tense.future"``.

    Raises
    ------
    DataError
        If the file is missing or not lists of words.
    KeyError
        If there is no such list.
    """
    return _lists()[name]
