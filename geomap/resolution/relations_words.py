"""The words of spatial expressions, from ``data/curated/spatial_words.toml``."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from geomap.resources import data_file, read_toml

Words = frozenset[str]


class SpatialWords(BaseModel):
    """Words by the part they play; the file's comments say what each list is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    borders: Words
    boundaries: Words
    boundary_kinds: Words
    border_links: Words
    border_parts: Words
    kinds: Words
    settlements: Words
    fronts: Words
    front_shapes: Words
    border_fillers: Words
    border_zones: Words
    border_lines: Words
    border_people: Words
    leading: Words
    near: Words
    outside: Words
    rims: Words
    units: dict[str, float]
    hours: dict[str, float]
    rides: dict[str, Literal["drive", "walk", "flight"]]
    numbers: dict[str, float]
    about: Words
    at_most: Words
    cardinals: dict[str, str]
    adjectives: dict[str, str]
    far: Words
    parts: Words
    halves: Words
    tips: Words
    territory: Words
    motions: Words
    coastals: Words
    inlands: Words
    ways: Words
    way_joints: Words
    lands: Words
    dealings: Words
    waters: Words
    middles: Words
    triples: Words
    meets: Words
    coasts: Words
    territorial_waters: Words
    airs: Words
    banks: Words
    lake_shores: Words
    upstream: Words
    downstream: Words
    courses: dict[str, Literal["upper", "middle", "lower"]]
    reaches: Words
    mouths: Words


@cache
def spatial_words() -> SpatialWords:
    """Return the word lists.

    Raises
    ------
    DataError
        If the file is missing or invalid; the message names the field.
    """
    return read_toml(data_file("curated", "spatial_words.toml"), SpatialWords.model_validate, "list of spatial words")
