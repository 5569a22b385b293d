"""Opening the embedded gazetteer: compiled into the cache on first use, then only opened."""

from __future__ import annotations

import gc
import logging
import os
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.errors import OutputError
from geomap.gazetteer.chained import ChainedGazetteer
from geomap.gazetteer.sqlite import SqliteGazetteer
from geomap.gazetteer.tables import digest
from geomap.gazetteer.views import INTERNATIONAL, ViewedGazetteer, checked_view
from geomap.resources import data_file
from geomap.settings import Settings

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Gazetteer

_log = logging.getLogger(__name__)
_FILES = (
    ("gazetteer", "places.xz"),
    ("gazetteer", "divisions.xz"),
    ("gazetteer", "regions.xz"),
    ("gazetteer", "rivers.xz"),
    ("gazetteer", "countries.tsv"),
    ("curated", "regions.toml"),
    ("curated", "places.toml"),
    ("curated", "countries.csv"),
    ("curated", "abbreviations.csv"),
    ("curated", "demonyms.csv"),
    ("curated", "rivers.toml"),
)


def open_gazetteer(settings: Settings | None = None) -> Gazetteer:
    """Open the embedded gazetteer, compiling it into ``settings.cache_path`` on first use (some seconds).

    Parameters
    ----------
    settings
        Where the cache is (the platform's cache folder by default), which gazetteers of one's own come first, and the
        point of view on contested borders.

    Raises
    ------
    SettingsError
        If the point of view is none.
    DataError
        If a file under ``data/`` is missing, damaged or invalid.
    OutputError
        If the cache folder cannot be written to.
    """
    settings = settings or Settings()
    view = checked_view(settings.point_of_view)
    gazetteer = _opened(embedded_database(settings))
    own = [Path(name) for name in settings.gazetteers.split(os.pathsep) if name.strip()]
    if own:
        from geomap.gazetteer.custom import open_custom

        gazetteer = ChainedGazetteer(*(open_custom(path, settings.cache_path) for path in own), gazetteer)
    return gazetteer if view == INTERNATIONAL else ViewedGazetteer(gazetteer, view)


@lru_cache(maxsize=4)
def _opened(path: Path) -> Gazetteer:
    return SqliteGazetteer(path)


def embedded_database(settings: Settings) -> Path:
    """Return the compiled database, made when it is not there; its name holds the hash of all it was made from."""
    from geomap.gazetteer import database

    files = [data_file(*parts) for parts in _FILES]
    key = f"v{database.SCHEMA_VERSION}-{_code_digest()}-{digest(files)}"
    path = settings.cache_path / f"gazetteer-{key}.sqlite"
    if not path.is_file():
        from geomap.gazetteer.embedded_rows import embedded_rows

        _log.info("compiling the gazetteer into %s", path)
        collecting = gc.isenabled()
        gc.disable()  # a million small objects live at once and none of them in a cycle: collecting doubles the time
        try:
            database.write_database(path, embedded_rows(), {"source": "embedded", "hash": key})
        except OutputError as error:
            raise OutputError(error.what, "Name another folder with GEOMAP_CACHE_DIR or cache_dir.") from error
        finally:
            if collecting:
                gc.enable()
    return path


@lru_cache(maxsize=1)
def _code_digest() -> str:
    """Hash the modules that decide what the database holds, so that a changed rule makes a new one."""
    folder = Path(__file__).resolve().parent
    names = ("normalise", "rows", "embedded_rows", "river_rows", "scoring", "database")
    return digest([folder / f"{name}.py" for name in names])[:8]
