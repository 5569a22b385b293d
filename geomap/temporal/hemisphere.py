"""Whose seasons a text means: it is southern when it names southern places, and more of them than northern ones."""

from __future__ import annotations

import re
from functools import cache

from pydantic import BaseModel, ConfigDict

from geomap.resources import data_file, read_toml

_LEAST = 2


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    south: list[str]
    north: list[str]


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    rows = read_toml(data_file("curated", "hemispheres.toml"), _File.model_validate, "list of hemispheres")
    south, north = (re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})(?!\w)") for names in (rows.south, rows.north))
    seasons = re.compile(r"\b(?:spring|summer|autumn|fall|winter)\b", re.IGNORECASE)
    return seasons, south, north


def is_southern(text: str) -> bool:
    """Tell whether the seasons of a text are southern.

    Raises
    ------
    DataError
        If the file of names is damaged.
    """
    seasons, south, north = _patterns()
    if seasons.search(text) is None:
        return False
    southern = len(south.findall(text))
    return southern >= _LEAST and southern > len(north.findall(text))
