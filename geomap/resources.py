"""Where geomap's own facts lie: inside the wheel, or ``data/`` beside a source checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geomap.errors import DataError

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
