"""The nouns of geomap: frozen values, their invariants checked once, at birth."""

from geomap.model.document import Document, FailedDocument, Region, RegionKind, Span
from geomap.model.event import Actor, Event, EventType, Evidence, Mark, Role, Source, Status
from geomap.model.eventmap import Annotation, EventMap
from geomap.model.place import Candidate, Mention, MentionKind, Place, Resolution, Sovereignty, WherePrec
from geomap.model.time import DatePrec, Precision, TimeSpan, TimexType

__all__ = [
    "Actor",
    "Annotation",
    "Candidate",
    "DatePrec",
    "Document",
    "Event",
    "EventMap",
    "EventType",
    "Evidence",
    "FailedDocument",
    "Mark",
    "Mention",
    "MentionKind",
    "Place",
    "Precision",
    "Region",
    "RegionKind",
    "Resolution",
    "Role",
    "Source",
    "Sovereignty",
    "Span",
    "Status",
    "TimeSpan",
    "TimexType",
    "WherePrec",
]
