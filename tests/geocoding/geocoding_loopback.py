"""A geocoder on loopback that answers like Nominatim, and misbehaves on request."""

from __future__ import annotations

import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable


def place(
    name: str = "Kars", osm_id: int = 26, lat: float = 40.6085, lon: float = 43.0975, **more: Any
) -> dict[str, Any]:
    """Return a place as Nominatim 5 writes it in ``format=json``."""
    return {
        "place_id": 1026,
        "licence": "Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright",
        "osm_type": "node",
        "osm_id": osm_id,
        "lat": str(lat),
        "lon": str(lon),
        "class": "place",
        "type": "city",
        "place_rank": 16,
        "importance": 0.52,
        "addresstype": "city",
        "name": name,
        "display_name": f"{name}, Kars Merkez, Kars, Turkey",
        "address": {
            "city": name,
            "state": "Kars",
            "ISO3166-2-lvl4": "TR-36",
            "country": "Turkey",
            "country_code": "tr",
        },
        "extratags": {"population": "91450", "wikidata": "Q483173"},
        "boundingbox": ["40.5", "40.7", "42.9", "43.2"],
        **more,
    }


@dataclass
class Seen:
    """A request that arrived."""

    at: float
    path: str
    query: dict[str, str]
    headers: dict[str, str]


@dataclass
class Reply:
    """What to send: a status, headers, and a body, whole or in drops."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay_s: float = 0.0
    drip_s: float = 0.0
    drip_head: bool = False
    cut: int = 0  # so many bytes of the promised body are not sent

    def bytes(self) -> bytes:
        return (
            self.body if isinstance(self.body, bytes) else json.dumps([] if self.body is None else self.body).encode()
        )


class Loopback(ThreadingHTTPServer):
    """Answers by name; what is queued for a name comes first."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen: list[Seen] = []
        self.known: dict[str, Any] = {}
        self.queued: dict[str, deque[Reply]] = {}
        self.otherwise: Reply | None = None
        self.lookup: Callable[[str], Reply] | None = None
        self.closing = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def play(self, name: str, *replies: Reply) -> None:
        self.queued.setdefault(name, deque()).extend(replies)

    def reply_to(self, name: str) -> Reply:
        if self.queued.get(name):
            return self.queued[name].popleft()
        if self.otherwise is not None:
            return self.otherwise
        return Reply(self.known.get(name, []))

    def asked(self, name: str) -> int:
        return sum(seen.query.get("q") == name for seen in self.seen)

    def handle_error(self, *_: Any) -> None:
        """Say nothing when a client hangs up: that is what the tests make it do."""


class _Handler(BaseHTTPRequestHandler):
    server: Loopback
    wbufsize = -1  # head and body in one packet: two would wait 40 ms for each other (Nagle, delayed acknowledgement)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        self.server.seen.append(Seen(time.time(), parts.path, query, dict(self.headers)))
        known_ids = query.get("osm_ids", "")
        if parts.path == "/lookup" and self.server.lookup is not None:
            reply = self.server.lookup(known_ids)
        else:
            reply = self.server.reply_to(query.get("q") or query.get("text") or "")
        self.server.closing.wait(reply.delay_s)
        body = reply.bytes()
        if reply.drip_head:
            self._drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 10_000, reply.drip_s)
            return
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if reply.drip_s:
            self._drip(body, reply.drip_s)
        else:
            self.wfile.write(body[: len(body) - reply.cut])

    def _drip(self, body: bytes, seconds: float) -> None:
        for byte in body:
            if self.server.closing.wait(seconds):
                return
            self.wfile.write(bytes([byte]))
            self.wfile.flush()

    def log_message(self, *_: Any) -> None:
        pass
