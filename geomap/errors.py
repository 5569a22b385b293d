"""The error tree.

::

    GeomapError                 anything geomap refuses to do, with what, where and the remedy
    ├── UsageError              the person asked for something that cannot be (exit code 2)
    │   ├── SettingsError       a setting has a wrong name or value
    │   └── OutputError         an output cannot be written
    ├── DocumentError           an input cannot be read as news (the document is reported, the batch goes on)
    ├── DataError               a file under data/ or a gazetteer is missing, damaged or invalid
    ├── LanguageError           a spaCy pipeline is missing or lacks a needed component
    └── GeocodingError          an online geocoder or the store of its answers failed

Every error says what was wrong, where (file, field, value) and what to do about it.
"""

from __future__ import annotations


class GeomapError(Exception):
    """Anything geomap refuses to do.

    Parameters
    ----------
    what
        What was wrong, with the file, field and value.
    remedy
        What the reader can do about it; empty when nothing can be done.
    """

    exit_code = 1

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} {self.remedy}".rstrip()


class UsageError(GeomapError):
    """The person asked for something that cannot be."""

    exit_code = 2


class SettingsError(UsageError):
    """A setting has a wrong name or value."""


class OutputError(UsageError):
    """An output cannot be written."""


class DocumentError(GeomapError):
    """An input cannot be read as news."""


class DataError(GeomapError):
    """A data file or a gazetteer is missing, damaged or invalid."""


class LanguageError(GeomapError):
    """A spaCy pipeline is missing or lacks a component that geomap needs."""


class GeocodingError(GeomapError):
    """An online geocoder, or the store of its answers, failed."""
