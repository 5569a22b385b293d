"""Two words of one sentence that its syntax sets apart: they cannot tell of one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.geography import Closeness, closeness
from geomap.events.sentences import start_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geomap.events.scene import Scene
    from geomap.events.telling import Telling

_ORDER = frozenset({"after", "before"})
_MEASURES = frozenset({"npadvmod", "nmod", "dobj", "advmod", "obl"})


def set_apart(one: Telling, other: Telling, scene: Scene) -> bool:
    """Tell whether the syntax of a sentence that holds both makes them two events.

    "The attack came three years after rebels overran a camp", "the worst crash since 2012, when a jet came down near
    Lahore", "floods in Kyaukpyu and landslides in Hakha".
    """
    if start_of(one.trigger.token) != start_of(other.trigger.token):
        return False
    first, second = sorted((one, other), key=lambda item: item.trigger.token.i)
    return _each_elsewhere(first, second, scene) or any(
        _long_after(a, b) or _when_last(a, b) for a, b in ((first, second), (second, first))
    )


def _each_elsewhere(first: Telling, second: Telling, scene: Scene) -> bool:
    """Tell whether both are nouns, each with a place of its own."""
    if not first.trigger.is_noun or not second.trigger.is_noun:
        return False
    places = [_own_place(item, scene) for item in (first, second)]
    if None in places:
        return False
    here, there = (scene.resolutions[index] for index in places if index is not None)
    return closeness(here, there) in {Closeness.APART, Closeness.NEAR}


def _own_place(telling: Telling, scene: Scene) -> int | None:
    """Return the place that a noun itself carries: "landslides in Hakha"."""
    noun = telling.trigger.token
    inside = {token.i for child in noun.children if child.dep_ == "prep" for token in child.subtree}
    uses = scene.places_by_sentence.get(start_of(noun), ())
    return next((use.index for use in uses if use.head.i in inside), None)


def _long_after(main: Telling, below: Telling) -> bool:
    """Tell whether a length of time lies between the two: "two days after the quake, the dam burst"."""
    for token in _way_up(below.trigger.token):
        marks = [child for child in token.children if child.dep_ == "mark" and child.lower_ in _ORDER]
        marks += [token] if token.dep_ == "prep" and token.lower_ in _ORDER else []
        for mark in marks:
            inside = set(mark.subtree) | set(token.subtree)
            if main.trigger.token not in inside and _is_measured(mark, token):
                return True
    return False


def _is_measured(mark: Token, clause: Token) -> bool:
    before: list[Token] = []
    while mark.i > len(before) and mark.nbor(-1 - len(before)).ent_type_ in {"DATE", "TIME"}:
        before.append(mark.nbor(-1 - len(before)))
    return any(_is_length(token) for token in (*before, *mark.children, *clause.children) if token.i < mark.i)


def _is_length(token: Token) -> bool:
    """Tell whether a word is the head of "three years", "a day"."""
    counted = any(child.dep_ in {"nummod", "det"} for child in token.children)
    return counted and token.pos_ == "NOUN" and token.ent_type_ in {"DATE", "TIME"} and token.dep_ in _MEASURES


def _when_last(main: Telling, below: Telling) -> bool:
    """Tell whether there was nothing like the one since the other: "the worst since the 2010 quake"."""
    for token in _way_up(below.trigger.token):
        if token.dep_ == "pobj" and token.head.lower_ == "since" and main.trigger.token not in set(token.subtree):
            return True
        if token.dep_ not in {"relcl", "advcl", "acl"} or not any(child.lower_ == "when" for child in token.children):
            continue
        since = any(item.lower_ == "since" for item in (token.head.head, *token.head.lefts))
        if since and main.trigger.token not in set(token.subtree):
            return True
    return False


def _way_up(token: Token) -> list[Token]:
    return [token, *token.ancestors]
