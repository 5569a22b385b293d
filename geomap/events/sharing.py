"""Who "the two countries" are: participants told elsewhere in the document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.model import Actor, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.events.actors import ActorReader, Cast
    from geomap.events.telling import Telling


def share_casts(tellings: Sequence[Telling], reader: ActorReader) -> list[Telling]:
    """Give the sides that a telling only points at: "both countries", "the last such exercises".

    Those of the nearest telling of the same family with two countries come first, then, for "the two countries",
    the two countries that the text spoke of last.
    """
    shared: list[Telling] = []
    for telling in tellings:
        such = telling.words & {"such", "similar", "last", "previous"} and telling.trigger.is_noun
        if (telling.cast.collective or such) and len(telling.countries) < 2:
            cast = _sides(telling, shared, reader)
            shared.append(replace(telling, cast=cast) if cast is not None else telling)
        else:
            shared.append(telling)
    return shared


def _together(telling: Telling, before: Sequence[Telling]) -> tuple[str, ...]:
    """Return the countries that were last told of as doing something together, if as many are meant."""
    told = (tuple(dict.fromkeys(other.countries)) for other in reversed(before))
    return next((codes for codes in told if len(codes) == telling.cast.collective), ())


def _sides(telling: Telling, before: Sequence[Telling], reader: ActorReader) -> Cast | None:
    for other in reversed(before):
        if other.trigger.kind.family == telling.trigger.kind.family and len(other.countries) >= 2:
            sides = tuple(actor for actor in other.cast.actors if actor.country)
            if not set(telling.countries) <= {actor.country for actor in sides}:
                continue
            return replace(telling.cast, actors=_joined(telling.cast.actors, sides))
    if not telling.cast.collective:
        return None
    codes = _together(telling, before) or reader.parties.nations.discussed(telling.trigger.start)
    if len(codes) != telling.cast.collective or not set(telling.countries) <= set(codes):
        return None
    sides = tuple(Actor(reader.parties.nations.country_name(code), code, Role.ACTOR) for code in codes)
    return replace(telling.cast, actors=_joined(telling.cast.actors, sides)) if sides else None


def _joined(mine: Sequence[Actor], theirs: Sequence[Actor]) -> tuple[Actor, ...]:
    known = {actor.country for actor in mine if actor.country}
    return (*mine, *(actor for actor in theirs if actor.country not in known))
