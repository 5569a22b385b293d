"""One event once: which tellings of a document speak of the same event."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, closeness
from geomap.events.syntax import lemma
from geomap.events.telling import bounds
from geomap.model import RegionKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

_JOIN = 1.0
_HEADLINE = -0.2
# What is called off after it began has ended.
LASTING = frozenset({"labour", "protest", "blockade", "siege"})
_STALE_DAYS = 31
_CLOSE = 250  # characters
# "its largest exercise ... Steadfast Defender": what is first described is named later.
_NAMED_LATER = frozenset({"exercise", "storm"})
_OPEN = frozenset({Status.PLANNED, Status.ONGOING, Status.HYPOTHETICAL, Status.CANCELLED})
_DONE = frozenset({Status.HAPPENED, Status.ONGOING, Status.DENIED})


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

    def dates(self, scene: Scene) -> list[tuple[date | None, date | None]]:
        """Dates that syntax gives it."""
        found = [_bounds(item, scene) for item in self.tellings]
        return [item for item in found if item is not None]

    def places(self) -> list[int]:
        """Return the indices of the resolutions that syntax gives it."""
        return [item.place.index for item in self.tellings if item.place is not None]


def cluster(tellings: Sequence[Telling], scene: Scene) -> list[Cluster]:
    """Group the tellings of one document; those that can only repeat join an event or are left out."""
    found: list[Cluster] = []
    creating = [item for item in tellings if item.creates and item.reading.status is not Status.RECURRING]
    # A headline sums up: what the body tells comes first.
    for telling in sorted(creating, key=lambda item: (item.region is RegionKind.HEADLINE, item.order)):
        best = _best(telling, found, scene, least=_HEADLINE if telling.region is RegionKind.HEADLINE else _JOIN)
        if best is None:
            found.append(Cluster([telling]))
        else:
            best.tellings.append(telling)
    for telling in tellings:
        if telling.creates and telling.reading.status is not Status.RECURRING:
            continue
        best = _best(telling, found, scene)
        recurring = telling.reading.status is Status.RECURRING
        if best is not None and not recurring:
            best.tellings.append(telling)
        elif recurring and telling.creates and all(item.family != telling.trigger.kind.family for item in found):
            found.append(Cluster([telling]))
    for item in found:
        item.tellings.sort(key=lambda telling: telling.order)
    return sorted(found, key=lambda item: item.first.order)


def _best(telling: Telling, clusters: list[Cluster], scene: Scene, least: float = 1.0) -> Cluster | None:
    scored = [(affinity(telling, item, scene), index) for index, item in enumerate(clusters)]
    best = max(scored, default=(0.0, -1))
    return clusters[best[1]] if best[0] >= least else None


def affinity(telling: Telling, cluster: Cluster, scene: Scene) -> float:
    """Return how much speaks for the telling being of the cluster's event; 1 and more joins it."""
    if telling.trigger.kind.family != cluster.family and not _is_blast_of(telling, cluster):
        return -9.0
    if any(item.trigger.token == telling.trigger.token for item in cluster.tellings):
        return -9.0  # one word tells of several
    named = telling.trigger.named
    if named is not None:
        if cluster.named:
            return 9.0 if cluster.named == named.id else -9.0
        if telling.trigger.kind.family not in _NAMED_LATER:
            return -9.0
    score = _time(telling, cluster, scene) + _reality(telling, cluster, scene) + _place(telling, cluster, scene)
    mine, theirs = set(telling.countries), cluster.countries
    if mine and theirs:
        score += 0.7 if mine & theirs else -1.5
    if telling.about and cluster.about:
        score += 1.5 if telling.about & cluster.about else -1.5
    score += 0.1 * min(3, len(cluster.tellings) - 1)  # what the text dwells on is what it comes back to
    return score + _wording(telling, cluster) + _outcome(telling, cluster, scene)


def _is_blast_of(telling: Telling, cluster: Cluster) -> bool:
    """Tell whether "the explosion" is that of a bombing told before."""
    kinds = {item.trigger.kind.name for item in cluster.tellings}
    return telling.trigger.kind.name == "explosion" and telling.is_definite and "bombing" in kinds


def _outcome(telling: Telling, cluster: Cluster, scene: Scene) -> float:
    """Return what speaks for a killing without place and date being the outcome of what was told just before."""
    trigger = telling.trigger
    if trigger.kind.name != "killing" or trigger.is_noun or telling.place is not None or telling.date is not None:
        return 0.0
    last = max(
        (item for item in cluster.tellings if item.order < telling.order), key=lambda item: item.order, default=None
    )
    if last is None or last.trigger.kind.name == "killing":
        return 0.0
    between = scene.parsed.document.text[last.trigger.end : trigger.start]
    return 0.9 if len(between) < _CLOSE and "\n\n" not in between else 0.0


def _wording(telling: Telling, cluster: Cluster) -> float:
    score = 0.0
    if telling.region in {RegionKind.HEADLINE, RegionKind.CAPTION} or cluster.first.region is RegionKind.HEADLINE:
        score += 0.8
    if telling.is_other and not (telling.words & {"next"} and cluster.statuses & _OPEN):
        score -= 2.5
    if telling.is_definite:
        score += 1.0 if _is_told_before(telling, cluster) else 0.2
    elif telling.is_indefinite:
        score -= 1.0
    if any(item.trigger.kind is telling.trigger.kind for item in cluster.tellings):
        score += 0.3
    else:
        score -= 0.3
    words = {lemma(item.trigger.token) for item in cluster.tellings}
    if lemma(telling.trigger.token) in words:
        score += 0.4
    return score


def _is_told_before(telling: Telling, cluster: Cluster) -> bool:
    """Tell whether the cluster's event was told before: "the drills" point back, not on to what is told later."""
    return telling.region is RegionKind.HEADLINE or any(item.order < telling.order for item in cluster.tellings)


def _time(telling: Telling, cluster: Cluster, scene: Scene) -> float:
    mine = _bounds(telling, scene)
    theirs = cluster.dates(scene)
    if mine is None or not theirs:
        return 0.2
    if any(item == mine for item in theirs):
        return 1.2
    if any(_overlap(item, mine) for item in theirs):
        return 0.5
    return -9.0


def _bounds(telling: Telling, scene: Scene) -> tuple[date | None, date | None] | None:
    """Return a telling's dates: those of the event it names, or those that syntax gives it."""
    named = telling.trigger.named
    return (named.start, named.end) if named is not None else bounds(scene, telling.date)


def _overlap(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    start = max(one[0] or date.min, other[0] or date.min)
    end = min(one[1] or date.max, other[1] or date.max)
    return start <= end


def _reality(  # noqa: PLR0911 -- a table of cases
    telling: Telling, cluster: Cluster, scene: Scene
) -> float:
    mine, theirs = telling.reading.status, cluster.statuses
    if mine is None or not theirs or mine in theirs or (mine in _OPEN and theirs & _OPEN):
        return 0.2
    if Status.CANCELLED in {mine, *theirs} and cluster.family in LASTING and telling.is_definite:
        return 0.1
    if Status.DENIED in {mine, *theirs} and not telling.is_definite:
        return -1.2  # what one side denies is another matter, unless it is "the attack" just told of
    if mine in _DONE and theirs & _DONE:
        return 0.1
    if Status.PLANNED in {mine, *theirs} and _is_long_past(telling, cluster, scene):
        return -2.0
    if Status.PLANNED in {mine, *theirs} and not (cluster.dates(scene) and telling.date):
        return -0.4  # what was planned has begun
    return -1.2


def _is_long_past(telling: Telling, cluster: Cluster, scene: Scene) -> bool:
    """Tell whether one of the two ended so long before publication that a plan told now cannot be the same."""
    published = scene.parsed.document.published
    if published is None:
        return False
    ends = [
        item[1] for item in (_bounds(telling, scene), *cluster.dates(scene)) if item is not None and item[1] is not None
    ]
    return any((published - end).days > _STALE_DAYS for end in ends)


def _place(telling: Telling, cluster: Cluster, scene: Scene) -> float:
    theirs = cluster.places()
    if telling.place is None or not theirs:
        return 0.0
    mine = scene.resolutions[telling.place.index]
    best = max(closeness(mine, scene.resolutions[index]) for index in theirs)
    return {Closeness.SAME: 1.0, Closeness.WITHIN: 0.6, Closeness.NEAR: 0.3, Closeness.APART: -1.8}[best]
