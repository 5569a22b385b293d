"""Merging across articles: which reports of one event are brought together, and which events are kept apart.

``groups.toml`` beside the golden articles says which annotated events of different articles are one and the same.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from geomap.errors import DataError
from geomap.evaluation.events_golden import averages, b_cubed, fit, share_f, tells
from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import GoldArticle, read_article
from geomap.evaluation.report import Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geomap.model import Event

Told: TypeAlias = tuple[str, str]
"""An article's name and the label of an event in it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence of evidence: the annotated event it tells of, and the index of the merged event that holds it."""

    told: Told
    merged: int


@dataclass(frozen=True, slots=True)
class Group:
    """Articles about one story.

    Attributes
    ----------
    name
        The story.
    articles
        Names of the annotations.
    same
        One mapping an event that several of them tell: article to the event's label there.
    """

    name: str
    articles: tuple[str, ...]
    same: tuple[Mapping[str, str], ...]

    def cluster(self, told: Told) -> Told:
        """Return the first telling that stands for the event; an event told in one article stands for itself."""
        article, label = told
        event = next((event for event in self.same if event.get(article) == label), None)
        return next(iter(event.items())) if event else told


def read_groups(folder: Path) -> tuple[Group, ...]:
    """Return the groups of a folder of golden articles; none when it has no ``groups.toml``.

    Raises
    ------
    DataError
        If a group names an article or an event that is not annotated.
    """
    path = folder / "groups.toml"
    if not path.is_file():
        return ()
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["group"]
    groups = tuple(
        Group(row["name"], tuple(row["articles"]), tuple(event["told"] for event in row.get("same", ())))
        for row in rows
    )
    for group in groups:
        _check(group, folder)
    return groups


def _check(group: Group, folder: Path) -> None:
    for name in group.articles:
        if not (folder / f"{name}.json").is_file():
            raise DataError(f"groups.toml: {group.name}: no article {name}.json.", "Name an annotation beside it.")
    labels = {name: {gold.label for gold in read_article(folder / f"{name}.json").events} for name in group.articles}
    for name, label in (item for event in group.same for item in event.items()):
        if label not in labels.get(name, ()):
            raise DataError(f"groups.toml: {group.name}: {name} has no event {label!r}.", "Use the event's label.")


def score_groups(folder: Path) -> tuple[tuple[Score, ...], tuple[str, ...]]:
    """Extract and merge the events of every group of articles, and score the merging.

    Parameters
    ----------
    folder
        Golden articles with a ``groups.toml``.

    Returns
    -------
    tuple
        The scores, none without groups, and which reports were not brought together.
    """
    groups = read_groups(folder)
    b3: list[tuple[float, float]] = []
    links: list[bool] = []
    errors: list[str] = []
    for group in groups:
        articles = [read_article(folder / f"{name}.json") for name in group.articles]
        items = tellings(articles, _merged(articles))
        b3 += b_cubed([(group.cluster(item.told), item.merged) for item in items])
        for one, other, together in pairs(group, items):
            links.append(together)
            if not together:
                errors.append(f"{group.name}: not brought together: {one[1]} ({one[0]}) and {other[1]} ({other[0]})")
    if not groups:
        return (), ()
    precision, recall = averages(b3)
    brought = sum(links) / len(links) if links else 0.0
    return (
        Score("groups of articles", len(groups)),
        Score("merging across articles, B-cubed precision", precision, len(b3)),
        Score("merging across articles, B-cubed recall", recall, len(b3)),
        Score("merging across articles, B-cubed F1", share_f(precision, recall), len(b3)),
        Score("reports of one event brought together", brought, len(links), "pairs of articles that both tell it"),
    ), tuple(errors)


def _merged(articles: Sequence[GoldArticle]) -> tuple[Event, ...]:
    from geomap.events import merge

    line = open_line()
    events: list[Event] = []
    for article in articles:
        read = line.read(article.document)
        events += line.extractor.extract(read.parsed, read.resolutions, read.times)
    return tuple(merge(events))


def tellings(articles: Sequence[GoldArticle], merged: Sequence[Event]) -> list[Telling]:
    """Pair every sentence of evidence with the gold event it tells of, whichever article it stands in.

    A sentence that tells of no annotated event of the right type is left out, as within one article.
    """
    items: list[Telling] = []
    for index, event in enumerate(merged):
        for article in articles:
            own = tuple(item for item in event.evidence if item.doc_id == article.document.id)
            if own:
                items += (Telling(told, index) for told in _told(article, replace(event, evidence=own)))
    return items


def _told(article: GoldArticle, event: Event) -> Iterator[Told]:
    fits = [fit(gold, event, article.document.text) for gold in article.events]
    for sentence in event.evidence:
        of_type = [i for i, found in enumerate(fits) if found.type]
        related = [i for i in of_type if tells(article.events[i], sentence.start, sentence.end)]
        related = related or [i for i in of_type if fits[i].full]
        if related:
            yield article.name, article.events[max(related, key=lambda i: fits[i].weight)].label


def pairs(group: Group, items: Sequence[Telling]) -> Iterator[tuple[Told, Told, bool]]:
    """Yield every two reports of one event that were both found, and whether one merged event holds both."""
    held: dict[Told, set[int]] = {}
    for item in items:
        held.setdefault(item.told, set()).add(item.merged)
    for event in group.same:
        for one, other in combinations([told for told in event.items() if told in held], 2):
            yield one, other, bool(held[one] & held[other])
