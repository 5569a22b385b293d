"""Recorded answers as a gazetteer: what was asked online once is offline knowledge from then on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.geocoding.records import AnswerStatus
from geomap.model import Candidate

if TYPE_CHECKING:
    from geomap.gazetteer.protocol import Country
    from geomap.geocoding.answers import Answers
    from geomap.geocoding.records import Answer, RecordedPlace
    from geomap.model import Place

# What the quality of the name match is worth when an online geocoder, and not a list of names, said that it matches:
# between an alternate name and a fuzzy match. The provider's own rank lowers it step by step.
_FIRST, _STEP, _LEAST = 0.8, 0.05, 0.3


class RecordedGazetteer:
    """Looks names up in recorded answers. Never touches the network.

    Parameters
    ----------
    answers
        The store.
    """

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    @property
    def id(self) -> str:
        """Name and version of the component."""
        return "recorded-answers/1"

    def lookup(self, name: str, *, fuzzy: bool = False) -> tuple[Candidate, ...]:  # noqa: ARG002 -- the protocol's
        """Return every place that a provider gave for the name, each once, in the providers' order.

        Parameters
        ----------
        name
            A name as a text spells it; see `query_key` for what does not matter.
        fuzzy
            Without effect: the provider's own fuzziness is already in the answer.
        """
        found: dict[str, Candidate] = {}
        for answer in self._answers.find(name):
            for rank, recorded in enumerate(answer.places):
                candidate = _candidate(answer, rank, recorded)
                earlier = found.get(candidate.place.id)
                if earlier is None or earlier.score < candidate.score:
                    found[candidate.place.id] = candidate
        return tuple(sorted(found.values(), key=lambda candidate: (-candidate.score, candidate.place.id)))

    def get(self, place_id: str) -> Place | None:
        """Return a recorded place by its id."""
        places = (
            recorded.place
            for answer in self._answers.by_place(place_id)
            for recorded in answer.places
            if recorded.place.id == place_id
        )
        return next(places, None)

    def knows(self, name: str) -> bool:
        """Tell whether a provider gave a definite answer about the name, be it "no such place"."""
        return any(answer.status is not AnswerStatus.FAILED for answer in self._answers.find(name))

    def country(self, code: str) -> Country | None:  # noqa: ARG002 -- the protocol's
        """Return ``None``: answers know no facts of countries."""
        return None

    def countries(self) -> tuple[Country, ...]:
        """Return none: answers know no facts of countries."""
        return ()

    def demonym(self, word: str) -> tuple[str, ...]:  # noqa: ARG002 -- the protocol's
        """Return none: answers know no demonyms."""
        return ()

    def nearest(self, lon: float, lat: float, *, limit: int = 1) -> tuple[tuple[Place, float], ...]:  # noqa: ARG002
        """Return none: a handful of recorded places says nothing about which is nearest."""
        return ()


def _candidate(answer: Answer, rank: int, recorded: RecordedPlace) -> Candidate:
    retrieved = answer.retrieved_at.date().isoformat() if answer.retrieved_at else "unknown"
    return Candidate(
        place=recorded.place,
        name=answer.name,
        match="recorded",
        score=round(max(_LEAST, _FIRST - _STEP * rank), 3),
        reasons=(f"{answer.key.provider} gave it as answer {rank + 1} to “{answer.name}” on {retrieved}",),
    )
