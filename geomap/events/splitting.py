"""Several events under one word: "met in Singapore in June 2018 and in Hanoi in February 2019"."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geomap.events.choices import Choice
from geomap.events.geography import Closeness, closeness
from geomap.events.sentences import sentence_of, start_of
from geomap.events.syntax import VERBAL
from geomap.model import EventType, MentionKind, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geomap.events.actors import Cast
    from geomap.events.governing import Use
    from geomap.events.scene import Scene
    from geomap.events.telling import Telling
    from geomap.model import Resolution

_JOINING = frozenset({"and", "&", ",", ";", "then", "plus"})
_AGAIN = frozenset({"again", "another", "later", "then"})
_CLAUSES = frozenset(
    {"after", "when", "where", "who", "which", "that", "while", "because", "although", "before", "since"}
)
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ARTICLES = frozenset({"a", "an", "another"})
_OWN = 0.8  # what stands in an event's own part of the sentence belongs to it
_DAYS_APART = 2
_KINDS = frozenset({MentionKind.LITERAL, MentionKind.ASSOCIATIVE, MentionKind.RELATION})


@dataclass(slots=True)
class _Part:
    """A stretch after the trigger between two joints, with the places and dates in it."""

    first: Token
    places: list[Use] = field(default_factory=list)
    dates: list[Use] = field(default_factory=list)
    again: bool = False
    thing: bool = False  # it opens with a thing of its own: "and a clinic in Bukavu"

    def join(self, other: _Part) -> None:
        """Take in the next stretch."""
        self.places += other.places
        self.dates += other.dates
        self.again = self.again or other.again


def split(tellings: Sequence[Telling], scene: Scene) -> list[Telling]:
    """Return the tellings, one for every event where a word tells of several by the places and dates joined to it."""
    found: list[Telling] = []
    for telling in tellings:
        found += _split(telling, scene)
    return [item if item.order == order else replace(item, order=order) for order, item in enumerate(found)]


def _split(telling: Telling, scene: Scene) -> list[Telling]:
    if telling.trigger.named is not None or telling.reading.status is Status.RECURRING or telling.is_definite:
        return [telling]
    parts = _events(_stretches(telling, scene), telling, scene)
    if len(parts) == 1:
        return [telling]
    return [_told(telling, part, parts) for part in parts]


def _stretches(telling: Telling, scene: Scene) -> list[_Part]:
    """Cut what follows the trigger in its clause at every joint."""
    trigger, doc = telling.trigger, telling.trigger.token.doc
    sentence = start_of(trigger.token)
    places = {use.head.i: use for use in scene.places_by_sentence.get(sentence, ()) if _sites(use, scene)}
    dates = {use.head.i: use for use in scene.dates_by_sentence.get(sentence, ())}
    parts = [_Part(trigger.token)]
    fresh = False
    for token in doc[trigger.token.i + 1 : sentence_of(trigger.token).end]:
        if _ends(token, telling, scene):
            break
        if token.lower_ in _JOINING and not _inside(token, dates):
            fresh = True
        elif token.lower_ in _AGAIN and fresh:
            parts.append(_Part(token, again=True))
            fresh = False
        elif fresh:
            parts.append(_Part(token))
            fresh = False
        if token.i in places:
            parts[-1].places.append(places[token.i])
            parts[-1].thing = parts[-1].thing or _names_a_thing(parts[-1].first, token)
        if token.i in dates:
            parts[-1].dates.append(dates[token.i])
    return parts


def _sites(use: Use, scene: Scene) -> bool:
    return scene.resolutions[use.index].mention.kind in _KINDS and use.link not in {"subject", "modifier", "by"}


def _inside(token: Token, dates: dict[int, Use]) -> bool:
    """Tell whether a comma stands inside a date: "on June 12, 2018"."""
    return (
        token.text == ","
        and any(token in use.head.subtree and use.head.i < token.i for use in dates.values())
        and (token.nbor().like_num if token.i + 1 < len(token.doc) else False)
    )


def _ends(token: Token, telling: Telling, scene: Scene) -> bool:
    """Tell whether a clause of its own, or another event, begins here."""
    if token == telling.trigger.verb:
        return False
    if token.i in scene.trigger_tokens or token.tag_ in _FINITE:
        return not (token.pos_ in VERBAL and token.dep_ in {"aux", "auxpass"} and token.head == telling.trigger.verb)
    return (
        token.lower_ in _CLAUSES
        and token.dep_ in {"mark", "advmod", "nsubj", "nsubjpass", "dobj", "prep"}
        and (token.dep_ != "prep" or token.lower_ in {"after", "before", "since"})
    )


def _names_a_thing(first: Token, place: Token) -> bool:
    """Tell whether a stretch opens with a noun of its own before its place: "a clinic in Bukavu"."""
    thing = first.head
    return first.lower_ in _ARTICLES and first.dep_ == "det" and first.i < thing.i < place.i and thing.pos_ == "NOUN"


def _events(stretches: list[_Part], telling: Telling, scene: Scene) -> list[_Part]:
    """Join the stretches that speak of one event; a new one begins where a date or a far place is given anew."""
    parts = [stretches[0]]
    waiting: _Part | None = None
    for stretch in stretches[1:]:
        if waiting is not None:
            waiting.join(stretch)
            stretch, waiting = waiting, None  # noqa: PLW2901 -- the stretch that waited goes on in this one
        if _is_anew(parts[-1], stretch, telling, scene):
            parts.append(stretch)
        elif stretch.places and not stretch.dates and _is_far(parts[-1], stretch, scene):
            waiting = stretch
        else:
            parts[-1].join(stretch)
    if waiting is not None:
        parts[-1].join(waiting)
    return parts


def _is_anew(before: _Part, stretch: _Part, telling: Telling, scene: Scene) -> bool:
    far = bool(stretch.places) and _is_far(before, stretch, scene)
    if stretch.dates and (before.dates or (before.places and far and _is_dated_before(telling, scene))):
        again = stretch.again and not _same_day(before, stretch, scene)
        return far or again or _days_apart(before, stretch, telling, scene)
    struck = telling.trigger.kind.code.type is EventType.ASSAULT and stretch.thing
    return bool(struck and before.places and far and not before.dates)


def _is_far(before: _Part, stretch: _Part, scene: Scene) -> bool:
    """Tell whether none of the places of the two lie in or at one another."""
    if not before.places:
        return bool(before.dates)
    return all(
        _are_other(scene.resolutions[one.index], scene.resolutions[other.index])
        for one in before.places
        for other in stretch.places
    )


def _are_other(one: Resolution, other: Resolution) -> bool:
    """Tell whether neither place lies in the other; a name nobody knows may lie in a country or division."""
    if one.is_nil or other.is_nil:
        known = one.place if other.is_nil else other.place
        return known is None or not (known.is_country or known.feature_code == "ADM1")
    return closeness(one, other) in {Closeness.APART, Closeness.NEAR}


def _is_dated_before(telling: Telling, scene: Scene) -> bool:
    """Tell whether the clause opens with a date: "On Sunday a bomb went off in ...", and on Monday in ..."."""
    token = telling.trigger.token
    return any(use.head.i < token.i for use in scene.dates_by_sentence.get(start_of(token), ()))


def _same_day(before: _Part, stretch: _Part, scene: Scene) -> bool:
    one, other = (scene.times[part.dates[0].index] if part.dates else None for part in (before, stretch))
    return one is None or other is None or (one.date_from, one.date_to) == (other.date_from, other.date_to)


def _days_apart(before: _Part, stretch: _Part, telling: Telling, scene: Scene) -> bool:
    """Tell whether two days with others between them are given to what is over in a day."""
    if not telling.trigger.kind.instant or not before.dates or stretch.places:
        return False
    one, other = scene.times[before.dates[-1].index], scene.times[stretch.dates[0].index]
    days = [span.date_from for span in (one, other) if span.date_from is not None and span.date_from == span.date_to]
    return len(days) == len((one, other)) and abs((days[1] - days[0]).days) >= _DAYS_APART


def _told(telling: Telling, part: _Part, parts: Sequence[_Part]) -> Telling:
    """Return the telling of one part: with its own place and date, and without those of the others."""
    others = [item for item in parts if item is not part]
    apart = frozenset(use.index for item in others for use in item.dates)
    places = _chosen(telling.places, part.places, {use.index for item in others for use in item.places})
    dates = _chosen(telling.dates, part.dates, set(apart))
    telling = replace(telling, places=places, dates=dates, apart=apart, cast=_cast(telling.cast, others))
    if part is parts[0]:
        return telling
    head = min((*part.places, *part.dates), key=lambda use: use.head.i).head
    return replace(telling, part=(part.first.idx, head.idx + len(head)))


def _cast(cast: Cast, others: Sequence[_Part]) -> Cast:
    """Return who takes part, without the towns of the other events."""
    heads = {use.head.idx for part in others for use in part.places}
    kept = [
        (actor, span)
        for actor, span in zip(cast.actors, cast.spans, strict=False)
        if not any(span[0] <= start < span[1] for start in heads)
    ]
    added = cast.actors[len(cast.spans) :]  # "the two countries"
    return replace(cast, actors=(*(actor for actor, _ in kept), *added), spans=tuple(span for _, span in kept))


def _chosen(choices: Sequence[Choice], own: Sequence[Use], others: set[int]) -> tuple[Choice, ...]:
    """Return the choices with the part's own raised above ``_OWN``, those of the others left out."""
    known = {item.index: item.score for item in choices}
    mine = {use.index: max(_OWN, known.get(use.index, 0.0)) for use in own}
    ranked = mine or {index: score for index, score in known.items() if index not in others} or known
    found = (Choice(index, score) for index, score in ranked.items())
    return tuple(sorted(found, key=lambda item: (-item.score, item.index)))
