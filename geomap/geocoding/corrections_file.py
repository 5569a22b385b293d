"""The file of a person's corrections: versioned, and read, reviewed and edited by hand."""

from __future__ import annotations

import json
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from geomap.errors import DataError
from geomap.files import write_text
from geomap.geocoding.corrections import VERSION, Corrections, EventCorrection, PlaceCorrection

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = f"""\
# Corrections that a person made to what geomap says; they win over everything else, on every run.
# `geomap correct` adds to this file; edit, reorder or remove tables as you like, and keep the file in version control.
# Of two corrections about the same thing the later one wins; a narrower scope wins over a wider one.

version = {VERSION}
"""


def load_corrections(path: Path) -> Corrections:
    """Read a file of corrections; a missing one holds none.

    Raises
    ------
    DataError
        If the file is damaged or a member has a wrong name or value.
    """
    if not path.is_file():
        return Corrections()
    try:
        return Corrections.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"The corrections {path} cannot be read: {error}.", "Mend the file.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"The corrections {path} are not valid: {where}: {first['msg']}.", "Mend the table.") from error


def add_correction(path: Path, item: PlaceCorrection | EventCorrection) -> bool:
    """Add a correction at the end of the file, leaving all that stands there as it is; tell whether it was new.

    Raises
    ------
    DataError
        If the file is damaged.
    OutputError
        If it cannot be written; it is then untouched.
    """
    known = load_corrections(path)
    every: tuple[PlaceCorrection | EventCorrection, ...] = (*known.place, *known.event)
    same = [other for other in every if _about(other) == _about(item)]
    if same and same[-1].id == item.id:
        return False
    text = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    write_text(path, text.rstrip("\n") + "\n\n" + table(item))
    return True


def _about(item: PlaceCorrection | EventCorrection) -> tuple[str, ...]:
    """Return what a correction is about, whatever it says."""
    if isinstance(item, PlaceCorrection):
        return ("place", item.key, item.doc, item.source)
    return ("event", item.event)


def table(item: PlaceCorrection | EventCorrection) -> str:
    """Return a correction as a TOML table."""
    kind = "place" if isinstance(item, PlaceCorrection) else "event"
    fields = {name: getattr(item, name) for name in (*type(item).model_fields,) if name not in {"who", "when", "why"}}
    fields |= {"who": item.who, "when": item.when, "why": item.why}
    said = {name: value for name, value in fields.items() if value not in (None, "", (), False)}
    return "\n".join([f"[[{kind}]]", *(f"{name} = {_toml(value)}" for name, value in said.items())]) + "\n"


def _toml(value: Any) -> str:  # noqa: ANN401 -- any value of a correction
    if isinstance(value, bool):
        return "true"
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return f"[{', '.join(_toml(part) for part in value)}]"
    if isinstance(value, float):
        return repr(value)
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")  # JSON's escapes are TOML's
