"""Why a place was chosen, in words a reader can check against the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.model import MentionKind
from geomap.recognition.names import is_country
from geomap.resolution.candidates import kind_in_words
from geomap.resolution.features import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from geomap.gazetteer.protocol import Gazetteer
    from geomap.model import Mention, Place
    from geomap.resolution.context import Context

_COLUMN = {name: column for column, name in enumerate(NAMES)}
_MOST_REASONS = 4


def reasons_for(
    place: Place,
    numbered: tuple[Mention, int],
    row: NDArray[np.float64],
    context: Context,
    gazetteer: Gazetteer,
) -> tuple[str, ...]:
    """Return the reasons for a candidate, most telling first.

    Parameters
    ----------
    place
        The candidate.
    numbered
        The mention and its index.
    row
        The candidate's features.
    context
        The document's names.
    gazetteer
        For the names of countries.
    """
    mention, i = numbered
    name = context.names[context.of_mention[i]]
    found = []
    if mention.kind is MentionKind.DEMONYM:
        found.append(f"“{mention.surface}” is the adjective or people of {place.name}")
    if row[_COLUMN["borrowed"]]:
        return (f"“{mention.surface}” is in no gazetteer; placed at {place.name}, which the text names near it",)
    if name.candidates.fallback:
        found.append(f"“{mention.surface}” has no entry of its own; placed at {name.candidates.fallback}, named in it")
    if row[_COLUMN["kind_agrees"]]:
        found.append(f"the text says {mention.kind_word}")
    elif row[_COLUMN["kind_agrees_elsewhere"]]:
        found.append(f"elsewhere the text says {_listed(sorted(name.kind_words))}")
    if row[_COLUMN["contained"]] or row[_COLUMN["contained_elsewhere"]]:
        outer = [context.names[other].key for other in name.containers]
        found.append(f"the text places it in {_listed([_titled(key) for key in outer])}")
    found.extend(_country_reason(place, context, context.of_mention[i], gazetteer))
    if len(name.candidates.items) == 1:
        found.append("the only place of this name in the gazetteer")
    elif row[_COLUMN["first"]] and mention.kind is not MentionKind.DEMONYM:
        found.append(f"the most prominent of {len(name.candidates.items)} places of this name")
    return tuple(found[:_MOST_REASONS]) or (f"a {kind_in_words(place)} of this name",)


def _country_reason(place: Place, context: Context, own: int, gazetteer: Gazetteer) -> Sequence[str]:
    """Return "Kars is in Turkey, named 6 times", where the text names the candidate's country."""
    if not place.country or is_country(place.feature_code):
        return ()
    times = 0
    for index, name in enumerate(context.names):
        if index != own and len(name.belief) > 1 and name.belief[:-1].max() > 0.5:
            best = name.candidates.items[int(name.belief[:-1].argmax())].place
            if is_country(best.feature_code) and best.country == place.country:
                times += len(name.mentions)
    country = gazetteer.country(place.country)
    if not times or country is None:
        return ()
    named = {1: "once", 2: "twice"}.get(times, f"{times} times")
    return (f"{place.name} is in {country.name}, named {named}",)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(words)


def _titled(key: str) -> str:
    return " ".join(word.capitalize() if len(word) > 2 else word.upper() for word in key.split())
