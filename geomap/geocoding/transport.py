"""The HTTP side of geopy, made strict: one deadline for the whole answer, no redirects, no endless bodies.

geopy's own adapters bound each read, so that a server that drips a byte now and then holds them for ever; they follow
redirects to any host, carrying keys along; and the one built on ``requests`` repeats requests behind the pace's back.
"""

from __future__ import annotations

import json
import socket
import ssl
import threading
import urllib.request
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from geopy.adapters import AdapterHTTPError, URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderServiceError, GeocoderTimedOut, GeocoderUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 5_000_000
DEFAULT_TIMEOUT_S = 60.0
_CHUNK = 65_536


class RedirectError(GeocoderServiceError):  # type: ignore[misc]
    """The endpoint points elsewhere."""


class StrictAdapter(URLLibAdapter):  # type: ignore[misc]
    """geopy's urllib adapter with a deadline, a limit of size and no redirects; remembers the last answer.

    Attributes
    ----------
    text
        Body of the last good answer; ``""`` before there is one.
    """

    def __init__(self, *, proxies: Any, ssl_context: ssl.SSLContext | None) -> None:  # noqa: ANN401 -- geopy's
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self.text = ""
        self._guard = _Guard()
        self._opener = urllib.request.build_opener(
            _Handler(self._guard),
            _SecureHandler(self._guard, ssl_context or ssl.create_default_context()),
            urllib.request.ProxyHandler(proxies),
            _NoRedirect(),
        )

    def get_json(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> Any:  # noqa: ANN401
        """Return the parsed answer.

        Raises
        ------
        GeocoderParseError
            If the body is not JSON.
        """
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            raise GeocoderParseError(f"the answer is not JSON ({len(text)} characters)") from error

    def get_text(self, url: str, *, timeout: float | None, headers: Mapping[str, str]) -> str:
        """Return the body of the answer; see geopy's base class for what is raised."""
        self.text = ""
        seconds = timeout or DEFAULT_TIMEOUT_S
        request = urllib.request.Request(url, headers=dict(headers))  # noqa: S310 -- geopy allows http and https only
        try:
            with self._guard.watch(seconds), self._opener.open(request, timeout=seconds) as page:
                charset = page.headers.get_content_charset() or "utf-8"
                body = _read(page)
        except HTTPError as error:
            with error:
                raise _http_error(error) from None
        except (OSError, HTTPException, ValueError, AttributeError) as error:
            # A socket shut down under a reader shows itself in any of these ways.
            if self._guard.expired or "timed out" in str(error):
                raise GeocoderTimedOut(f"no whole answer within {seconds:g} s") from error
            raise GeocoderUnavailable(f"the connection failed: {_reason(error)}") from error
        if self._guard.expired:
            raise GeocoderTimedOut(f"no whole answer within {seconds:g} s")
        try:
            self.text = str(body, encoding=charset)
        except (ValueError, LookupError) as error:
            raise GeocoderParseError(f"the answer is not {charset} text") from error
        return self.text


class _Guard:
    """Shuts the connection down at the deadline, whatever it is doing then: reading a header drop by drop, say."""

    def __init__(self) -> None:
        self.expired = False
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None

    def watch(self, seconds: float) -> _Guard:
        """Start the clock."""
        self.expired, self._socket = False, None
        self._timer = threading.Timer(seconds, self._expire)
        self._timer.daemon = True
        return self

    def __enter__(self) -> None:
        if self._timer is not None:
            self._timer.start()

    def __exit__(self, *_: object) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer.join()
        self._socket = None

    def meet(self, connected: socket.socket) -> None:
        """Take charge of a new connection."""
        self._socket = connected
        if self.expired:
            self._expire()

    def _expire(self) -> None:
        self.expired = True
        if self._socket is not None:
            try:
                # The plain socket's own method: the TLS one would pull the rug from under the reading thread.
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)
            except OSError:
                return  # already closed


class _Connection(HTTPConnection):
    def __init__(self, *arguments: Any, guard: _Guard, **options: Any) -> None:  # noqa: ANN401 -- http.client's
        super().__init__(*arguments, **options)
        self._guard = guard

    def connect(self) -> None:
        super().connect()
        self._guard.meet(self.sock)


class _SecureConnection(HTTPSConnection):
    def __init__(self, *arguments: Any, guard: _Guard, **options: Any) -> None:  # noqa: ANN401 -- http.client's
        super().__init__(*arguments, **options)
        self._guard = guard

    def connect(self) -> None:
        super().connect()
        self._guard.meet(self.sock)


class _Handler(urllib.request.HTTPHandler):
    def __init__(self, guard: _Guard) -> None:
        super().__init__()
        self._guard = guard

    def http_open(self, req: urllib.request.Request) -> Any:  # noqa: ANN401 -- urllib's signature
        return self.do_open(partial(_Connection, guard=self._guard), req)


class _SecureHandler(urllib.request.HTTPSHandler):
    def __init__(self, guard: _Guard, context: ssl.SSLContext) -> None:
        super().__init__(context=context)
        self._guard, self._own_context = guard, context

    def https_open(self, req: urllib.request.Request) -> Any:  # noqa: ANN401 -- urllib's signature
        made = partial(_SecureConnection, guard=self._guard)
        return self.do_open(made, req, context=self._own_context)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Treats every redirect as the error it is for an API whose address a person set."""

    def redirect_request(self, *_: Any) -> None:  # noqa: ANN401 -- urllib's signature
        return None


def _read(page: Any) -> bytes:  # noqa: ANN401 -- urllib gives no better type
    parts: list[bytes] = []
    size = 0
    while part := page.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > MAX_BYTES:
            raise GeocoderParseError(f"the answer is larger than {MAX_BYTES:,} bytes")
    if page.length:  # http.client counts down what Content-Length promised
        raise GeocoderUnavailable(f"the answer broke off {page.length} bytes before its end")
    return b"".join(parts)


def _http_error(error: HTTPError) -> Any:  # noqa: ANN401 -- geopy has no types
    if 300 <= error.code < 400:
        target = urlsplit(error.headers.get("Location", "")).netloc
        return RedirectError(f"the endpoint redirects ({error.code}) to {target or 'another path of its own'}")
    headers = {name.lower(): value for name, value in error.headers.items()}
    return AdapterHTTPError(f"HTTP {error.code}", status_code=error.code, headers=headers, text=None)


def _reason(error: Exception) -> str:
    """Return why a connection failed, without the URL, which may hold a key."""
    reason = getattr(error, "reason", error)
    return str(getattr(reason, "strerror", None) or type(reason).__name__)


def _refuse(constant: str) -> float:
    """Refuse NaN and Infinity, which JSON does not know and no coordinate is."""
    raise ValueError(constant)
