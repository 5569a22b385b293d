"""One event once: which tellings of a document speak of the same event."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geomap.events.coreference import contradict, dates_of, may_be_one, probability
from geomap.events.registers import is_hard_news
from geomap.events.speaking import counts_time
from geomap.model import RegionKind, Status, TimexType

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from geomap.events.coreference import Span
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

# How probable it must be that a telling is of an event told before: less where a false event would stand otherwise.
# Set where F1 with type, date and place stops rising on golden articles left out of the fit.
_JOIN, _HEADLINE, _REPEAT = 0.25, 0.16, 0.1
# Of golden articles with events, none tells of so many without a place or a date of their own for each one with.
_ASTRAY = 5
_LONG = 120  # tokens
_FEW = 3  # events; real news without a date, of one event or two, is no essay
# What is called off after it began has ended.
LASTING = frozenset({"labour", "protest", "blockade", "siege"})


@dataclass(slots=True)
class Cluster:
    """Tellings of one event, in text order."""

    tellings: list[Telling] = field(default_factory=list)

    @property
    def first(self) -> Telling:
        """The telling that brought the event in."""
        return self.tellings[0]

    @property
    def family(self) -> str:
        """The family of kinds."""
        return self.first.trigger.kind.family

    @property
    def named(self) -> str:
        """Id of the named event, ``""`` for none."""
        return next((item.trigger.named.id for item in self.tellings if item.trigger.named is not None), "")

    @property
    def known_as(self) -> str:
        """Name of the named event, ``""`` for none."""
        return next((item.trigger.named.name for item in self.tellings if item.trigger.named is not None), "")

    @property
    def about(self) -> frozenset[str]:
        """Named events it speaks of."""
        return frozenset().union(*(item.about for item in self.tellings))

    @property
    def countries(self) -> set[str]:
        """Countries that take part."""
        return {code for item in self.tellings for code in item.countries}

    @property
    def statuses(self) -> set[Status]:
        """Everything that is said of its reality."""
        return {item.reading.status for item in self.tellings if item.reading.status is not None}

    @property
    def is_anchored(self) -> bool:
        """Whether a sentence that tells it says where or when, or it is a named event."""
        return any(item.is_anchored or item.trigger.named is not None for item in self.tellings)

    def dates(self, scene: Scene) -> list[tuple[date | None, date | None]]:
        """Dates that syntax gives it, without those that another makes plain: "this year", if it was on Friday."""
        found = [dates_of(item, scene) for item in self.tellings]
        told = [item for item in found if item is not None]
        return [item for item in told if not any(_is_wider(item, other) for other in told)]

    def places(self) -> list[int]:
        """Return the indices of the resolutions that syntax gives it."""
        return [item.place.index for item in self.tellings if item.place is not None]


def _is_wider(one: Span, other: Span) -> bool:
    """Tell whether the first of two bounded spans holds more days than the second, and all of its."""
    if None in {*one, *other} or one == other:
        return False
    return one[0] <= other[0] and other[1] <= one[1]  # type: ignore[operator]


def cluster(tellings: Sequence[Telling], scene: Scene) -> list[Cluster]:
    """Group the tellings of one document; those that can only repeat join an event or are left out."""
    found: list[Cluster] = []
    for telling in in_order(item for item in tellings if item.creates and item.reading.status is not Status.RECURRING):
        best = _best(telling, found, scene, least=_HEADLINE if telling.region is RegionKind.HEADLINE else _JOIN)
        told = any(item.family == telling.trigger.kind.family for item in found)
        if best is None and told and counts_time(telling.trigger):
            best = _best(telling, found, scene, least=_REPEAT)
            if best is None:
                continue  # "on the day of the accident": told already, whatever stands beside it
        if best is None:
            found.append(Cluster([telling]))
        else:
            best.tellings.append(telling)
    for telling in tellings:
        if telling.creates and telling.reading.status is not Status.RECURRING:
            continue
        best = _best(telling, found, scene, least=_JOIN if telling.is_indefinite else _REPEAT)
        recurring = telling.reading.status is Status.RECURRING
        if best is not None and not recurring:
            best.tellings.append(telling)
        elif recurring and telling.creates and all(item.family != telling.trigger.kind.family for item in found):
            found.append(Cluster([telling]))
    for item in found:
        item.tellings.sort(key=lambda telling: telling.order)
    return sorted(_down_to_earth(found, scene), key=lambda item: item.first.order)


def _down_to_earth(clusters: list[Cluster], scene: Scene) -> list[Cluster]:
    """Leave out what hangs in the air where most does: an essay of wars and truces that never says where or when.

    News says of most of what it tells where or when it was; an article about something else, of next to nothing. Short
    texts, those of an event or two, and those full of words of hard news, are taken at their word.
    """
    if len(clusters) < _FEW or len(scene.parsed.doc) < _LONG:
        return clusters
    sited = [item for item in clusters if item.is_anchored or _names_a_day(item, scene)]
    return sited if len(clusters) > _ASTRAY * len(sited) and not is_hard_news(scene.parsed) else clusters


def _names_a_day(cluster: Cluster, scene: Scene) -> bool:
    """Tell whether a sentence says when, though not of which week: "on Thursday", in a text without a date."""
    found = (item.sentence for item in cluster.tellings)
    return any(
        start <= span.start < end and span.type in {TimexType.DATE, TimexType.TIME} and not span.value.endswith("_REF")
        for start, end in found
        for span in scene.times
    )


def in_order(tellings: Iterable[Telling]) -> list[Telling]:
    """Return tellings in text order, the headline's last: it sums up what the body tells."""
    return sorted(tellings, key=lambda item: (item.region is RegionKind.HEADLINE, item.order))


def _best(telling: Telling, clusters: list[Cluster], scene: Scene, least: float) -> Cluster | None:
    """Return the event that a telling most probably is of; ``None`` when none is likely enough."""
    named = telling.trigger.named.id if telling.trigger.named is not None else ""
    rivals = [item for item in clusters if may_be_one(telling, item)]
    scored = [
        (1.0 if named and named == item.named else probability(telling, item, scene, clusters, rivals), -index)
        for index, item in enumerate(rivals)
        if named or not contradict(telling, item, scene)
    ]
    best = max(scored, default=(0.0, 0))
    return rivals[-best[1]] if scored and best[0] >= least else None
