"""A second extractor, for the contract: it asks a language model that a server on the loopback holds."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.request import Request, urlopen

from geomap.events import event_id
from geomap.model import Event, EventType, Evidence, Mark, Source, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.language import ParsedDocument
    from geomap.model import Resolution, TimeSpan

PROMPT = (
    "Which events does the text tell of? Answer with their type, status, and the word of the text that tells of each."
)


@dataclass(frozen=True, slots=True)
class ServedExtractor:
    """Sends the text, gets types, statuses and words, and keeps what the text bears out."""

    url: str
    id: str = "served-toy-1"

    def extract(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
    ) -> tuple[Event, ...]:
        """Return the events that the model names, where their words stand in the text."""
        del resolutions, times  # a real one would let the model choose among them
        text = parsed.document.text
        if not text.strip():
            return ()
        body = json.dumps({"prompt": PROMPT, "text": text}).encode()
        request = Request(self.url, body, {"Content-Type": "application/json"})  # noqa: S310 -- the test's own server
        with urlopen(request, timeout=5) as answer:  # noqa: S310
            told = json.load(answer)["events"]
        found = {event.id: event for item in told for event in self._events(parsed, item)}
        return tuple(found.values())

    def _events(self, parsed: ParsedDocument, item: dict[str, Any]) -> Iterator[Event]:
        document = parsed.document
        start = document.text.find(item["word"]) if item["word"] else -1
        known = item["type"] in set(EventType) and item["status"] in set(Status)
        if start < 0 or not known:
            return  # a word that is not there, or a type that the model made up
        span = parsed.doc.char_span(start, start + len(item["word"]), alignment_mode="expand")
        first, last = (span.sent.start_char, span.sent.end_char) if span else (start, start + len(item["word"]))
        mark = Mark(start, start + len(item["word"]), "trigger")
        event = Event(
            "new",
            EventType(item["type"]),
            item["word"].lower(),
            item["word"],
            Status(item["status"]),
            evidence=(
                Evidence(document.id, first, max(last, mark.end), document.text[first : max(last, mark.end)], (mark,)),
            ),
            sources=(Source(document.id, document.title or "", published=str(document.published or "")),),
        )
        yield replace(event, id=event_id(event))
