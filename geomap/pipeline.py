"""The straight line: documents in, one table of events out.

``documents → language → recognition → resolution → temporal → events → EventMap``
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.errors import GeomapError
from geomap.language import batches
from geomap.model import Annotation, Document, EventMap, FailedDocument, MentionKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geomap.events import EventExtractor
    from geomap.gazetteer import Gazetteer
    from geomap.geocoding.correcting_events import EventCorrector
    from geomap.language import ParsedDocument, Parser
    from geomap.recognition import Recogniser
    from geomap.resolution import Resolver
    from geomap.settings import Settings
    from geomap.spatial import Shapes
    from geomap.temporal import TemporalTagger

ATTRIBUTION = ("GeoNames (CC BY 4.0)", "Natural Earth (public domain)")
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The components of the line, in its order.

    Attributes
    ----------
    parser, recogniser, resolver, tagger, extractor
        What reads the text; each has an ``id`` made from its name, version and configuration.
    gazetteer, shapes
        The places and their shapes that they share.
    corrector
        Applies what a person says that events really are; what places really are, the resolver knows already.
    """

    gazetteer: Gazetteer
    shapes: Shapes
    parser: Parser
    recogniser: Recogniser
    resolver: Resolver
    tagger: TemporalTagger
    extractor: EventExtractor
    corrector: EventCorrector | None = None

    @property
    def provenance(self) -> dict[str, str]:
        """Name to id of every component."""
        return {
            "gazetteer": self.gazetteer.id,
            "language": self.parser.id,
            "recognition": self.recogniser.id,
            "resolution": self.resolver.id,
            "temporal": self.tagger.id,
            "events": self.extractor.id,
        }

    def annotate(self, document: Document) -> Annotation:
        """Find the mentions, dates and events of one document.

        Raises
        ------
        GeomapError
            If the document cannot be read as it is (too long, say).
        """
        return self._read(self.parser.parse(document))

    def annotate_many(self, documents: Iterable[Document | FailedDocument]) -> Iterator[Annotation]:
        """Annotate documents in order, a small batch at a time; one that fails carries its error and stops no other."""
        for batch in in_batches(documents):
            with self.parser.passing():
                annotations = self._annotated(batch)
            yield from annotations

    def _annotated(self, batch: Sequence[Document | FailedDocument]) -> list[Annotation]:
        parses = iter(self._parsed([document for document in batch if isinstance(document, Document)]))
        return [
            self._tried(document, next(parses, None))
            if isinstance(document, Document)
            else Annotation(Document(id=document.id, text="", path=document.path), error=document.error)
            for document in batch
        ]

    def _parsed(self, documents: Sequence[Document]) -> list[ParsedDocument]:
        """Return the parses; none when one document fails, so that each is then parsed by itself."""
        try:
            return list(self.parser.parse_many(documents))
        except Exception:  # noqa: BLE001 -- the document it comes from tells of it
            return []

    def _tried(self, document: Document, parsed: ParsedDocument | None) -> Annotation:
        try:
            return self._read(parsed or self.parser.parse(document))
        except GeomapError as error:
            return Annotation(replace(document, mentions=None), error=str(error))
        except Exception as error:  # noqa: BLE001 -- one bad document must not stop a batch
            _log.exception("%s failed", document.id)
            return Annotation(
                replace(document, mentions=None),
                error=f"{document.path or document.id}: {type(error).__name__}: {error}",
            )

    def _read(self, parsed: ParsedDocument) -> Annotation:
        mentions = self.recogniser.recognise(parsed)
        toponyms = self.resolver.resolve(parsed, mentions)
        times = self.tagger.tag(parsed)
        events = self.extractor.extract(parsed, toponyms, times)
        return Annotation(parsed.document, toponyms, times, events)

    def event_map(self, annotations: Sequence[Annotation], *, title: str = "", min_confidence: float = 0.0) -> EventMap:
        """Merge the events of all documents into one table.

        Parameters
        ----------
        annotations
            What ``annotate_many`` gave.
        title
            A heading; made from the documents' own when empty.
        min_confidence
            Events below are left out, 0 to 1.
        """
        from geomap.events import merge
        from geomap.gazetteer.views import told_view

        events = merge([event for annotation in annotations for event in annotation.events])
        if self.corrector is not None:
            events = self.corrector.correct(events, annotations)
        kept = tuple(event for event in events if event.confidence >= min_confidence)
        return EventMap(
            events=kept,
            annotations=tuple(annotations),
            title=title or _title(annotations),
            attribution=(*ATTRIBUTION, told_view(self.gazetteer)),
            provenance=self.provenance,
        )


def build_pipeline(settings: Settings) -> Pipeline:
    """Wire the built-in components, and the extractor that the settings name.

    Parameters
    ----------
    settings
        Which language model, where the answers of online geocoders are recorded, and so on.

    Raises
    ------
    GeomapError
        If the language model, the gazetteer or a curated file is missing or damaged, or no extractor has that name.
    """
    from geomap.events import open_extractor
    from geomap.gazetteer import ChainedGazetteer, open_gazetteer
    from geomap.geocoding import RecordedGazetteer, open_answers
    from geomap.geocoding.correcting import CorrectingResolver
    from geomap.geocoding.correcting_events import EventCorrector
    from geomap.geocoding.corrections_file import load_corrections
    from geomap.language import Parser
    from geomap.recognition import default_recogniser
    from geomap.resolution import default_resolver
    from geomap.spatial import open_shapes
    from geomap.temporal import default_tagger

    gazetteer: Gazetteer = open_gazetteer(settings)
    if settings.answers_path.is_file():
        gazetteer = ChainedGazetteer(gazetteer, RecordedGazetteer(open_answers(settings.answers_path, read_only=True)))
    shapes = open_shapes()
    corrections = load_corrections(settings.corrections_path)
    resolver = default_resolver(gazetteer, shapes)
    if corrections.place:
        resolver = CorrectingResolver(resolver, corrections, gazetteer, shapes)
    return Pipeline(
        gazetteer=gazetteer,
        shapes=shapes,
        parser=Parser(settings.language_model, settings.max_document_chars),
        recogniser=default_recogniser(gazetteer),
        resolver=resolver,
        tagger=default_tagger(settings.date_order),
        extractor=open_extractor(settings.extractor, gazetteer, shapes),
        corrector=EventCorrector(corrections, gazetteer, shapes) if corrections.event else None,
    )


def unresolved_names(annotations: Iterable[Annotation]) -> tuple[str, ...]:
    """Return the names that no gazetteer knew, each once, in order of first appearance."""
    names: dict[str, None] = {}
    for annotation in annotations:
        for found in annotation.toponyms:
            if found.is_nil and found.mention.kind not in {MentionKind.RELATION, MentionKind.DEMONYM}:
                names.setdefault(found.mention.name)
    return tuple(names)


def nil_names(inputs: Sequence[str], settings: Settings) -> tuple[str, ...]:
    """Read articles and return the names in them that the gazetteer leaves NIL.

    Parameters
    ----------
    inputs
        Files, folders or ``-``, as for ``geomap map``.
    settings
        As for the line itself.
    """
    from geomap.documents import read_documents

    return unresolved_names(build_pipeline(settings).annotate_many(read_documents(inputs)))


def watch(items: Iterable[Annotation], tell: Callable[[Annotation], None]) -> Iterator[Annotation]:
    """Yield items, telling someone of each as it passes: progress bars hang here."""
    for item in items:
        tell(item)
        yield item


def in_batches(documents: Iterable[Document | FailedDocument]) -> Iterator[list[Document | FailedDocument]]:
    """Yield documents in order, as many together as are best parsed together."""
    return batches(documents, lambda item: len(item.text) if isinstance(item, Document) else 0)


def _title(annotations: Sequence[Annotation]) -> str:
    read = [annotation for annotation in annotations if annotation.error is None]
    if len(read) == 1:
        return read[0].document.title or "Events"
    return f"Events in {len(read)} articles"
