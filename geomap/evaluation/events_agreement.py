"""How far two people agree on the events of golden articles: what a perfect reader could score against one of them.

Run ``python -m geomap.evaluation.events_agreement tests/golden/held tests/golden/held/second``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geomap.evaluation.events_golden import Fit, Tally, answers, ids_by_name, paired, report
from geomap.evaluation.golden_articles import Gold, article_paths, read_article
from geomap.gazetteer import open_gazetteer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.evaluation.events_golden import Ids
    from geomap.evaluation.report import Report

#: Two annotators who mark the same telling begin within so many characters of each other; a mark of geomap's, which
#: has an end of its own, may begin or end 25 from the annotated word (`events_golden.fit`).
NEAR = 35


@dataclass(frozen=True, slots=True)
class Readers:
    """Two annotations of one article."""

    name: str
    first: tuple[Gold, ...]
    second: tuple[Gold, ...]


def evaluate_agreement(first: Path, second: Path, *, sure: bool = False) -> Report:
    """Score a second annotation against the first as if it were geomap's answer.

    Parameters
    ----------
    first
        A folder of golden articles.
    second
        A folder of annotations of some of the same articles, by somebody who saw the texts alone, under the same
        file names.
    sure
        Whether the second reader answers only with what is not optional to that reader.

    Returns
    -------
    Report
        The figures of `events_golden`; of each list of accepted answers the second reader's first choice counts.

    Raises
    ------
    FileNotFoundError
        If the first folder lacks an article of the second.
    """
    ids, tally = ids_by_name(open_gazetteer()), Tally()
    read = [_readers(first, path) for path in article_paths(second)]
    for readers in read:
        _count(readers, tally, ids, sure=sure)
    return report(tally, second, len(read))


def _readers(first: Path, path: Path) -> Readers:
    return Readers(path.stem, read_article(first / path.name).events, read_article(path).events)


def _count(readers: Readers, tally: Tally, ids: Ids, *, sure: bool) -> None:
    told = [item for item in readers.second if not (sure and item.optional)]
    fits = {(i, j): agreement(one, two, ids) for i, one in enumerate(readers.first) for j, two in enumerate(told)}
    pairs = paired(fits)
    for i, gold in enumerate(readers.first):
        if not gold.optional:
            tally.count(fits[i, pairs[i]] if i in pairs else None)
    optional = {j for i, j in pairs.items() if readers.first[i].optional}
    # What the second reader finds optional and the first leaves out is no difference of opinion.
    left_out = {j for j, item in enumerate(told) if item.optional} - set(pairs.values())
    tally.system += len(told) - len(optional | left_out)


def agreement(one: Gold, two: Gold, ids: Ids) -> Fit:
    """Compare two annotated events, the second by its first choices.

    Parameters
    ----------
    one, two
        The event that is answered to, and the answer.
    ids
        Tells the gazetteer's ids of a name.
    """
    return Fit(
        type=two.types[0] in one.types,
        date=_same_end(one.start, two.start) and _same_end(one.end, two.end),
        place=same_place(one.places, two.places[0] if two.places else None, ids),
        status=two.status[0] in one.status,
        actors=set(one.countries) <= set(two.countries),
        told=any(abs(here - there) <= NEAR for here in one.triggers for there in two.triggers),
    )


def _same_end(one: object, two: object) -> bool:
    # As for geomap: an end that the first reader leaves open cannot be wrong.
    return one is None or one == two


def same_place(accepted: Sequence[str | None], name: str | None, ids: Ids) -> bool:
    """Whether a place told by name is one of those accepted, by name or as another name of it in the gazetteer."""
    if answers(accepted, name or "", None):
        return True
    return bool(name) and any(item is not None and ids(item) & ids(name or "") for item in accepted)


def main(first: str, second: str) -> None:
    """Print the agreement, with everything the second reader lists and with what that reader was sure of."""
    for sure, words in ((False, "all that the second reader lists:"), (True, "only what is no option to that reader:")):
        scores = evaluate_agreement(Path(first), Path(second), sure=sure)
        sys.stdout.write(f"{words}\n{scores.text()}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
