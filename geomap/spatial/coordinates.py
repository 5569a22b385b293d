"""Coordinates written in a text: degrees in signs or words, decimal degrees, as ships write them, UTM, MGRS."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geomap.model import WherePrec
from geomap.spatial.made import Made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyproj import Transformer

_DEGREES = r"(?:[°º˚]|\s?deg(?:rees?|s)?\b\.?)"
_MINUTES = r"(?:['’′]|\s?min(?:utes?|s)?\b\.?)"
_SECONDS = r"(?:[\"”″]|''|’’|′′|\s?sec(?:onds?|s)?\b\.?)"
_NUMBER = r"\d{1,3}(?:[.,]\d+)?"
_SMALL = r"\d{1,2}(?:[.,]\d+)?"
_NEXT = r"(?:\s?,)?\s?(?:and\s)?"  # "18 degrees, 30 minutes and 15 seconds"
_LESSER = rf"(?:{_NEXT}(?P<KINDm>{_SMALL})\s?{_MINUTES})?(?:{_NEXT}(?P<KINDs>{_SMALL})\s?{_SECONDS})?\s?"
_ANGLE = rf"(?P<KINDd>{_NUMBER})\s?{_DEGREES}{_LESSER}"
_LABELS = {"a": r"lat(?:itude)?\b\.?", "o": r"lon(?:g(?:itude)?)?\b\.?"}
_WORDS = {
    "a": r"(?P<ah>[NS]|[Nn]orth|[Ss]outh)(?![a-z])",
    "o": r"(?P<oh>[EW]|[Ee]ast|[Ww]est)(?![a-z])",
}  # latitude and longitude
_GAP = r"(?:\s?[,;/]\s?(?:and\s+)?|\s+(?:and\s+|by\s+)?|)"


def _after(kind: str) -> str:
    label = _LABELS[kind]
    return rf"(?:{label}\s)?" + _ANGLE.replace("KIND", kind) + r",?\s?" + _WORDS[kind] + rf"(?:\s{label})?"


def _before(kind: str) -> str:
    return _WORDS[kind] + r"\.?\s?" + _ANGLE.replace("KIND", kind)


def _labelled(kind: str) -> str:
    """Read "latitude 12.5 north", "lat. -6.2", "longitude: 43° 3′ E"."""
    angle = rf"(?P<{kind}d>[-+−]?{_NUMBER})\s?(?:{_DEGREES})?" + _LESSER.replace("KIND", kind)
    return _LABELS[kind] + r"\s?[:=]?\s?(?:of\s)?" + angle + rf"(?:{_WORDS[kind]})?"


def _dashed(kind: str, degrees: str) -> str:
    """Read "13-12.5N", as ships and pilots write."""
    minutes = rf"(?P<{kind}m>\d{{2}}(?:\.\d+)?)(?:-(?P<{kind}s>\d{{2}}(?:\.\d+)?))?"
    return rf"(?P<{kind}d>{degrees})-{minutes}\s?" + _WORDS[kind]


_FORMS = (
    re.compile(r"(?<![\w.])" + _after("a") + _GAP + _after("o")),
    re.compile(r"(?<![\w.])" + _before("a") + _GAP + _before("o")),
    re.compile(r"\b" + _labelled("a") + _GAP + _labelled("o"), re.IGNORECASE),
    re.compile(r"\b" + _labelled("o") + _GAP + _labelled("a"), re.IGNORECASE),
    re.compile(r"(?<![\w.-])" + _dashed("a", r"\d{1,2}") + r"\s?[,/]?\s?" + _dashed("o", r"\d{1,3}")),
    # 5930N 01030E, 593012N0103045E
    re.compile(
        r"\b(?P<ad>\d{2})(?P<am>\d{2})(?P<as>\d{2})?(?P<ah>[NS])\s?/?(?P<od>\d{3})(?P<om>\d{2})(?P<os>\d{2})?(?P<oh>[EW])\b"
    ),
    # 40.6013 N, 43.0975 E: without a degree sign the decimals must be there
    re.compile(
        r"(?<![\w.])(?P<ad>\d{1,2}\.\d{1,8})\s?(?P<ah>[NS])\b\s?(?:[,;/]|and\b)?\s?(?P<od>\d{1,3}\.\d{1,8})\s?(?P<oh>[EW])\b"
    ),
    re.compile(
        r"\b(?P<ah>[NS])\s?(?P<ad>\d{1,2}\.\d{1,8})\s?[,;/]?\s?(?P<oh>[EW])\s?(?P<od>\d{1,3}\.\d{1,8})(?![\w%])"
    ),
    # 40.6013, 43.0975: latitude first, at least three decimals each
    re.compile(r"(?<![\w.,-])(?P<ad>[-+−]?\d{1,2}\.\d{3,8})°?\s?[,;]\s?(?P<od>[-+−]?\d{1,3}\.\d{3,8})°?(?![\w%]|\.\d)"),
)
_BARE_STEP = 0.0009  # two bare numbers of three decimals may be anything; of four, hardly
_CUE = re.compile(r"coordinates?|position|location|located at|GPS|lat(?:itude)?\b|geolocat", re.IGNORECASE)
_MGRS = re.compile(
    r"\b(?P<zone>[1-9]|[1-5]\d|60)(?P<band>[C-HJ-NP-X])\s?(?P<column>[A-HJ-NP-Z])(?P<row>[A-HJ-NP-V])\s?"
    r"(?P<digits>\d{10}|\d{8}|\d{6}|\d{4}|\d{5} \d{5}|\d{4} \d{4}|\d{3} \d{3}|\d{2} \d{2})\b"
)
_UTM = re.compile(
    r"\b(?:UTM\s)?(?P<word>[Zz]one\s)?(?P<zone>[1-9]|[1-5]\d|60)\s?(?P<band>[C-HJ-NP-X]|[Nn]orth|[Ss]outh)\b[,:]?\s?"
    r"(?P<e>[1-8]\d{5}(?:\.\d+)?)\s?(?:m\s?)?E?,?\s+(?P<n>\d{5,7}(?:\.\d+)?)(?:\s?(?:m\s?)?N\b)?"
)
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_ROWS = "ABCDEFGHJKLMNPQRSTUV"


@dataclass(frozen=True, slots=True)
class Coordinates:
    """A position written in a text.

    Attributes
    ----------
    start, end
        Offsets in Unicode code points, end exclusive.
    lon, lat
        Degrees, WGS 84.
    radius_km
        Half the unit of the last figure written.
    system
        ``"degrees"``, ``"UTM"`` or ``"MGRS"``.
    """

    start: int
    end: int
    lon: float
    lat: float
    radius_km: float
    system: str = "degrees"

    def made(self) -> Made:
        """Return the position as a geometry."""
        import shapely

        text = f"{self.system} written in the text: {abs(self.lat):.5g}°{'N' if self.lat >= 0 else 'S'} "
        text += f"{abs(self.lon):.6g}°{'E' if self.lon >= 0 else 'W'}"
        prec = WherePrec.EXACT if self.radius_km <= 5 else WherePrec.NEAR
        spot = (self.lon, self.lat)
        return Made(shapely.Point(spot), text, prec, round(self.radius_km, 4), point=spot)


def find_coordinates(text: str) -> Iterator[Coordinates]:
    """Yield the positions written in a text, in order, none overlapping another."""
    found = [*_degrees(text), *_grid(text), *_metres(text)]
    end = -1
    for item in sorted(found, key=lambda one: (one.start, -one.end)):
        if item.start >= end:
            end = item.end
            yield item


def _degrees(text: str) -> Iterator[Coordinates]:
    for form in _FORMS:
        for match in form.finditer(text):
            lat, step = _angle(match, "a")
            lon, other = _angle(match, "o")
            sound = abs(lat) <= 90 and abs(lon) <= 180 and _small_are_small(match)
            if sound and (step < _BARE_STEP or form is not _FORMS[-1] or _cued(text, match)):
                end = match.start() + len(match.group().rstrip(" ,"))
                yield Coordinates(match.start(), end, lon, lat, max(step, other) * 111.2 / 2)


def _small_are_small(match: re.Match[str]) -> bool:
    """Tell whether minutes and seconds are below 60."""
    return all(float(match[kind].replace(",", ".")) < 60 for kind in ("am", "as", "om", "os") if _group(match, kind))


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _cued(text: str, match: re.Match[str]) -> bool:
    """Tell whether words before two bare numbers say that they are a position."""
    return _CUE.search(text, max(0, match.start() - 60), match.start()) is not None


def _angle(match: re.Match[str], kind: str) -> tuple[float, float]:
    """Return an angle in degrees and the unit of its last figure."""
    groups = match.groupdict()
    value, step, below = 0.0, 1.0, False
    for name, unit in (("d", 1.0), ("m", 1 / 60), ("s", 1 / 3600)):
        digits = groups.get(kind + name)
        if digits:
            digits = digits.replace(",", ".").replace("−", "-")
            below = below or digits.startswith("-")
            value += abs(float(digits)) * unit
            step = unit * 10.0 ** -len(digits.partition(".")[2])
    hemisphere = (groups.get(kind + "h") or "").upper()[:1]
    return -value if below or hemisphere in {"S", "W"} else value, step


def _grid(text: str) -> Iterator[Coordinates]:
    for match in _MGRS.finditer(text):
        spot = mgrs(match["zone"], match["band"], match["column"] + match["row"], match["digits"].replace(" ", ""))
        if spot is not None:
            lon, lat, metres = spot
            yield Coordinates(match.start(), match.end(), lon, lat, metres / 2000, "MGRS")


def _metres(text: str) -> Iterator[Coordinates]:
    """Yield positions given by UTM zone, easting and northing in metres."""
    for match in _UTM.finditer(text):
        band = match["band"]
        # "zone 33S" names a hemisphere, "33S 291952 ..." a band of latitude (32 to 40 degrees north).
        south = band[0].upper() == "S" if match["word"] or len(band) > 1 else band < "N"
        lon, lat = _utm(int(match["zone"]), south).transform(float(match["e"]), float(match["n"]))
        if abs(lat) <= 84:
            yield Coordinates(match.start(), match.end(), lon, lat, 0.0005, "UTM")


def mgrs(zone: str, band: str, square: str, digits: str) -> tuple[float, float, float] | None:
    """Return the middle of a cell of the Military Grid Reference System (NGA.STND.0037).

    Parameters
    ----------
    zone, band
        UTM zone 1 to 60 and latitude band C to X.
    square
        Two letters of the 100 km square.
    digits
        Easting and northing, an even number of figures.

    Returns
    -------
    tuple or None
        Longitude, latitude and the cell's width in metres; ``None`` where the square is not in the zone and band.
    """
    number = int(zone)
    letters = _COLUMNS[(number - 1) % 3]
    if square[0] not in letters:
        return None
    half = len(digits) // 2
    cell = 10.0 ** (5 - half)
    easting = (letters.index(square[0]) + 1) * 1e5 + int(digits[:half]) * cell + cell / 2
    offset = 5 if number % 2 == 0 else 0
    row = (_ROWS.index(square[1]) - offset) % 20
    northing = row * 1e5 + int(digits[half:]) * cell + cell / 2
    south = band < "N"
    low = -80.0 + 8.0 * _BANDS.index(band)
    for cycle in range(6):
        lon, lat = _utm(number, south).transform(easting, northing + cycle * 2e6)
        if low - 0.5 <= lat <= low + (12.5 if band == "X" else 8.5):
            return lon, lat, cell
    return None


@lru_cache(maxsize=120)
def _utm(zone: int, south: bool) -> Transformer:
    from pyproj import Transformer

    return Transformer.from_crs(f"EPSG:{(32700 if south else 32600) + zone}", "EPSG:4326", always_xy=True)
