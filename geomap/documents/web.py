"""Fetching the one page that a person typed the address of."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass

from geomap import __version__
from geomap.errors import DocumentError

TIMEOUT_S = 20.0
# A news page is tens of kilobytes; a table of articles may be larger.
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page as it came.

    Attributes
    ----------
    url
        Where it was found in the end, after redirects.
    data
        Its bytes.
    media_type, charset
        As the server states them; ``""`` and ``None`` when it does not.
    """

    url: str
    data: bytes
    media_type: str = ""
    charset: str | None = None


def fetch(url: str) -> Fetched:
    """Fetch a page over HTTP or HTTPS, once.

    Raises
    ------
    DocumentError
        If the server cannot be reached, refuses, or sends more than ``MAX_BYTES``.
    """
    # Only HTTP: an opener of our own cannot be redirected to a file on this machine.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPRedirectHandler(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    request = urllib.request.Request(url, headers={"User-Agent": f"geomap/{__version__}"})  # noqa: S310 -- see above
    try:
        with opener.open(request, timeout=TIMEOUT_S) as answer:
            data = answer.read(MAX_BYTES + 1)
            found = Fetched(
                answer.geturl(), data, answer.headers.get_content_type(), answer.headers.get_content_charset()
            )
    except urllib.error.HTTPError as error:
        error.close()
        raise DocumentError(f"{url} answers {error.code} {error.reason}.", "Check the address in a browser.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise DocumentError(f"{url} cannot be reached: {reason}.", "Check the address and the connection.") from error
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{url} sends more than {MAX_BYTES // 2**20} MiB.", "Save it and name the file.")
    return found
