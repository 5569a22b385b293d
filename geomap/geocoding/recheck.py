"""Old answers checked by the ids of their places, fifty at once, instead of asked by name one by one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geomap.geocoding.plan import LOOKUP_IDS
from geomap.geocoding.records import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from geomap.geocoding.lookup import OsmId
    from geomap.geocoding.plan import Task
    from geomap.geocoding.records import Answer, RecordedPlace


def batches(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """Yield tasks in their order, together no more than fifty ids."""
    batch: list[Task] = []
    room = LOOKUP_IDS
    for task in tasks:
        if task.osm_ids > room and batch:
            yield tuple(batch)
            batch, room = [], LOOKUP_IDS
        batch.append(task)
        room -= task.osm_ids
    if batch:
        yield tuple(batch)


def osm_ids(answers: Iterable[Answer]) -> tuple[OsmId, ...]:
    """Return the ids of all places of some answers, each once."""
    return tuple(dict.fromkeys((place.osm_type, place.osm_id) for answer in answers for place in answer.places))


def checked(answer: Answer, found: Mapping[OsmId, tuple[RecordedPlace, Any]]) -> Reply | None:
    """Return an answer with its places as they are now; ``None`` when the first is gone.

    Parameters
    ----------
    answer
        As it is recorded.
    found
        What the provider knows of its places.
    """
    now_known = [found.get((place.osm_type, place.osm_id)) for place in answer.places]
    if answer.reply is None or not now_known or now_known[0] is None:
        return None
    kept = [known for known in now_known if known is not None]
    return Reply(
        places=tuple(place for place, _ in kept),
        raw=json.dumps([raw for _, raw in kept], ensure_ascii=False),
        params=answer.reply.params,
        endpoint=answer.reply.endpoint,
        licence=answer.reply.licence,
    )
