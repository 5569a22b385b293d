"""One line of a GeoNames dump: what it says, or why it cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.gazetteer.alternates import is_plausible
from geomap.gazetteer.database import cell
from geomap.gazetteer.normalise import fold
from geomap.gazetteer.scoring import MATCHES, prominence
from geomap.gazetteer.tables import read_table
from geomap.resources import data_file

if TYPE_CHECKING:
    from pathlib import Path

_MATCH = {match: code for code, match in enumerate(MATCHES)}
# "Languages" of alternateNamesV2 that are no names; wkdt holds Wikidata ids.
_NOT_NAMES = frozenset(("link", "post", "iata", "icao", "faac", "tcid", "unlc", "phon", "piny"))
_ENGLISH = frozenset(("", "en", "abbr"))


@dataclass(frozen=True, slots=True)
class Context:
    """What reading a line needs to know.

    Attributes
    ----------
    admin1
        ISO 3166-2 code by country and GeoNames code.
    admin2
        Name of the second-order division by ``CC.A1.A2``.
    with_alternates
        Whether names are taken from the places' own column, for want of alternateNamesV2.
    """

    admin1: dict[tuple[str, str], str]
    admin2: dict[str, str]
    with_alternates: bool

    @classmethod
    def load(cls, folder: Path, *, with_alternates: bool) -> Context:
        """Read the codes from the embedded divisions and the dump's ``admin2Codes.txt``."""
        table = read_table(data_file("gazetteer", "divisions.xz"))
        admin1 = {
            (country, code): iso
            for country, code, iso, level in zip(
                table["country"], table["code"], table["iso"], table["level"], strict=True
            )
            if level == "1"
        }
        admin2 = {}
        path = folder / "admin2Codes.txt"
        if path.is_file():
            with path.open(encoding="utf-8", errors="replace") as handle:
                for line in handle:
                    fields = line.split("\t")
                    if len(fields) >= 2:
                        admin2[fields[0]] = fields[1]
        return cls(admin1, admin2, with_alternates)


def read_place(
    line: str,
    context: Context,
    places: list[tuple[object, ...]],
    names: list[tuple[object, ...]],
    wikidata: list[tuple[object, ...]],  # noqa: ARG001 -- both readers are called alike
) -> None:
    """Read a line of ``allCountries.txt`` and add its rows.

    Raises
    ------
    ValueError
        If the line does not have 19 columns, or its numbers are none or off the globe.
    """
    fields = line.split("\t")
    if len(fields) != 19:
        raise ValueError(f"{len(fields)} columns, not 19")
    number, name, ascii_name = int(fields[0]), fields[1], fields[2]
    lat, lon, population = float(fields[4]), float(fields[5]), int(fields[14] or 0)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"latitude {lat}, longitude {lon} is not on the globe")
    if not name or number <= 0:
        raise ValueError("no name or id")
    feature_class, code, country = fields[6], fields[7], fields[8]
    places.append(
        (
            number, None, name, lon, lat, feature_class, code, country, context.admin1.get((country, fields[10]), ""),
            context.admin2.get(f"{country}.{fields[10]}.{fields[11]}", "") if fields[11] else "", population, "",
            "geonames", prominence(code, population), cell(lon, lat) if feature_class == "P" else None, None,
        )
    )  # fmt: skip
    key = fold(name)
    seen = {key, ""}
    if key:
        names.append((key, number, _MATCH["preferred"], None))
    others = [(ascii_name, "official")]
    if context.with_alternates and fields[3]:
        others += [(alternate, "alternate") for alternate in fields[3].split(",") if is_plausible(alternate)]
    for other, match in others:
        other_key = fold(other)
        if other_key not in seen:
            seen.add(other_key)
            names.append((other_key, number, _MATCH[match], other))


def read_alternate(
    line: str,
    context: Context,  # noqa: ARG001 -- both readers are called alike
    places: list[tuple[object, ...]],  # noqa: ARG001
    names: list[tuple[object, ...]],
    wikidata: list[tuple[object, ...]],
) -> None:
    """Read a line of ``alternateNamesV2.txt`` and add its name, or its Wikidata id.

    Raises
    ------
    ValueError
        If the line has fewer than 4 columns or its ids are no numbers.
    """
    fields = line.split("\t")
    if len(fields) < 4:
        raise ValueError(f"{len(fields)} columns, not 10")
    number, language, name = int(fields[1]), fields[2], fields[3]
    if language == "wkdt":
        wikidata.append((name, number))
        return
    flags = [*fields[4:8], "", "", "", ""]
    if language in _NOT_NAMES or not (language in _ENGLISH or is_plausible(name)):
        return
    match = "historic" if flags[3] == "1" else "abbreviation" if language == "abbr" else "alternate"
    if language == "en" and match == "alternate":
        match = "official"
    key = fold(name)
    if key and (match == "abbreviation" or len(key) > 2):
        names.append((key, number, _MATCH[match], name))
