"""Where geomap's own facts lie: inside the wheel, or ``data/`` beside a source checkout."""

from __future__ import annotations

import tomllib
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from geomap.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_PACKAGE = Path(__file__).resolve().parent


@cache
def data_dir() -> Path:
    """Return the folder that holds ``gazetteer/``, ``boundaries/``, ``basemap/`` and ``curated/``.

    Raises
    ------
    DataError
        If neither the installed package nor the source checkout carries the data.
    """
    for folder in (_PACKAGE / "_data", _PACKAGE.parent / "data"):
        if (folder / "curated").is_dir():
            return folder
    raise DataError(f"No data folder beside {_PACKAGE}.", "Reinstall geomap: its wheel carries the data.")


def data_file(*parts: str) -> Path:
    """Return the path of one data file, checked to exist.

    Parameters
    ----------
    parts
        Path components below the data folder, such as ``"curated", "regions.toml"``.

    Raises
    ------
    DataError
        If the file is missing.
    """
    path = data_dir().joinpath(*parts)
    if not path.is_file():
        raise DataError(f"The data file {'/'.join(parts)} is missing.", "Reinstall geomap or rebuild it.")
    return path


@contextmanager
def trained(path: Path, what: str) -> Iterator[None]:
    """Say of a file of trained weights that it cannot be used, where reading it inside the block fails.

    Parameters
    ----------
    path
        The file that the block reads.
    what
        What it should hold, for the message ("weights of event places").

    Raises
    ------
    DataError
        If the file is missing, damaged or holds something else; the message names it.
    """
    try:
        yield
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DataError(
            f"{path} cannot be used, it holds no {what}: {error!r}", "Reinstall geomap, or train it anew."
        ) from error


def read_toml(path: Path, shape: Callable[[Any], T], what: str) -> T:
    """Read a TOML file that people edit, and check it.

    Parameters
    ----------
    path
        The file, such as ``data_file("curated", "triggers.toml")``.
    shape
        What makes the checked value of the parsed tables: a pydantic model's ``model_validate``, or the like.
    what
        What the file is, for the message ("trigger lexicon").

    Raises
    ------
    DataError
        If the file is missing, is not TOML, or a field is wrong; the message names the file and the field.
    """
    try:
        return shape(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:  # TOML's, Unicode's and pydantic's errors are all ValueErrors
        raise DataError(
            f"{path} cannot be read, it is not a valid {what}: {error}", "Mend the entry it names."
        ) from error
