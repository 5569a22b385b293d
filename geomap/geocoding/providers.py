"""Providers and their policies, as data: ``data/curated/providers.toml``."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from geomap.errors import DataError, UsageError
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Provider(BaseModel):
    """One online geocoder and its rules; the head of ``providers.toml`` explains every field."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_-]*$")
    geopy: str = Field(min_length=1)
    title: str
    domain: str = ""
    scheme: Literal["https", "http"] = "https"
    per_second: float = Field(gt=0, le=100)
    per_day: int = Field(default=0, ge=0)
    attribution: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    storable: bool
    contact: bool = False
    key_env: str = ""
    key_argument: str = ""
    key_optional: bool = False
    answer: str = ""
    arguments: dict[str, Any] = Field(default_factory=dict)
    countries: str = ""
    lookup: bool = False
    policy: str = Field(pattern=r"^https?://")

    def key(self, environment: Mapping[str, str] | None = None) -> str:
        """Return the key from the environment; ``""`` when none is needed.

        Raises
        ------
        UsageError
            If a key is needed and the environment has none.
        """
        if not self.key_env:
            return ""
        found = (os.environ if environment is None else environment).get(self.key_env, "").strip()
        if not found and not self.key_optional:
            raise UsageError(f"{self.title} needs a key.", f"Set the environment variable {self.key_env}.")
        return found


def load_providers(extra: Path | None = None) -> dict[str, Provider]:
    """Return all providers by name.

    Parameters
    ----------
    extra
        A further file of the same form, whose tables win.

    Raises
    ------
    DataError
        If a file is damaged or a field has a wrong name or value.
    """
    found: dict[str, Provider] = {}
    for path in (data_file("curated", "providers.toml"), *([extra] if extra else [])):
        try:
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            found |= {name: Provider.model_validate({"name": name, **table}) for name, table in tables.items()}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError, ValidationError) as error:
            raise DataError(f"{path} is not a valid file of providers: {error}", "Mend the field it names.") from error
    return found


def find_provider(name: str, extra: Path | None = None) -> Provider:
    """Return one provider.

    Parameters
    ----------
    name
        A provider's name, or a geopy class's.
    extra
        A further file of providers.

    Raises
    ------
    UsageError
        If no policy is known for it, so that geomap cannot tell how fast to ask and whether answers may be kept.
    """
    providers = load_providers(extra)
    wanted = name.lower()
    for provider in providers.values():
        if wanted in (provider.name, provider.geopy.lower()):
            return provider
    if wanted in _geopy_services():
        raise UsageError(
            f"geopy can ask {name}, but geomap does not know its rules.",
            f"Read its terms and write a table [{wanted}], as in data/curated/providers.toml, for --providers.",
        )
    raise UsageError(f"There is no geocoder {name!r}.", f"Known: {', '.join(sorted(providers))}.")


def _geopy_services() -> set[str]:
    from geopy.geocoders import SERVICE_TO_GEOCODER

    return {name.lower() for name in SERVICE_TO_GEOCODER}
