"""The built-in extractor: trigger lexicon, dependency parse, coreference within the document."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geomap.events.actors import ActorReader
from geomap.events.assembling import Assembler
from geomap.events.clusters import cluster
from geomap.events.lexicon import default_lexicon
from geomap.events.named import default_named_events, find_named
from geomap.events.scene import Scene
from geomap.events.sharing import share_casts
from geomap.events.splitting import split
from geomap.events.telling import tell
from geomap.events.triggers import find_triggers
from geomap.resources import data_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.lexicon import Lexicon
    from geomap.events.named import NamedEvents
    from geomap.events.protocol import EventExtractor
    from geomap.gazetteer import Gazetteer
    from geomap.language import ParsedDocument
    from geomap.model import Event, Resolution, TimeSpan
    from geomap.spatial import Shapes

VERSION = "1"


@dataclass(frozen=True, slots=True)
class LexiconExtractor:
    """Extracts events by trigger words and syntax.

    Attributes
    ----------
    lexicon, named
        The trigger words and the named events.
    gazetteer, shapes
        Where countries' names, known places and shapes come from; without shapes events are points.
    id
        Name, version and a hash of the word lists.
    """

    lexicon: Lexicon
    named: NamedEvents
    gazetteer: Gazetteer
    shapes: Shapes | None
    id: str

    def extract(
        self, parsed: ParsedDocument, resolutions: Sequence[Resolution], times: Sequence[TimeSpan]
    ) -> tuple[Event, ...]:
        """Return the document's events, each told once, in the order of their first mention."""
        known = find_named(parsed, self.named, self.lexicon)
        triggers = find_triggers(parsed, self.lexicon, known)
        if not triggers:
            return ()
        scene = Scene(parsed, resolutions, times, nil=True)
        scene.trigger_tokens = frozenset(item.token.i for item in triggers)
        scene.spoken_tokens = frozenset(
            token.i
            for item in triggers
            if item.kind.speech or item.kind.code.context == "diplomatic"
            for token in (item.token, item.verb)
            if token is not None
        )
        reader = ActorReader(scene, self.lexicon)
        tellings = [tell(order, item, scene, reader, self.lexicon, known) for order, item in enumerate(triggers)]
        scene.tellings = tuple(tellings)
        clusters = cluster(split(share_casts(tellings, reader), scene), scene)
        assembler = Assembler(scene, self.gazetteer, self.shapes)
        found: dict[str, Event] = {}
        for item in clusters:
            event = assembler.event(item, clusters)
            found.setdefault(event.id, event)
        return tuple(found.values())


def default_extractor(gazetteer: Gazetteer, shapes: Shapes | None = None) -> EventExtractor:
    """Return the built-in extractor with the word lists that ship with geomap."""
    digest = hashlib.sha256()
    for name in ("triggers.toml", "named_events.toml", "clause_words.toml"):
        digest.update(data_file("curated", name).read_bytes())
    return LexiconExtractor(
        default_lexicon(),
        default_named_events(),
        gazetteer,
        shapes,
        f"events-lexicon-{VERSION}+{digest.hexdigest()[:8]}",
    )
