"""What a person would call an event."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geomap.events.deeds import called, default_titles
from geomap.events.lexicon import words as words_of
from geomap.events.naming import RELATIVE
from geomap.events.sentences import sentence_of
from geomap.events.syntax import lemma
from geomap.model import Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from geomap.events.clusters import Cluster
    from geomap.events.lexicon import Kind
    from geomap.model import Actor

_WATERS = re.compile(r"(?:the )?waters (?=(?:around|near|off)\b)", re.IGNORECASE)
_SIDED = re.compile(
    r"(?!the\b).*\b(?:(?:north|south)?(?:-?(?:north|south|east|west)))(?:wards?)?\s+(?:of|from)\b", re.IGNORECASE
)
_BETWEEN = frozenset({"talks", "peace", "fighting", "cooperation"})
_OBJECT, _SHORT = " of ", 4
_OF = frozenset({"exercise", "deployment", "withdrawal", "test", "surrender"})


def title(  # noqa: PLR0917
    cluster: Cluster,
    kind: Kind,
    status: Status,
    actors: Sequence[Actor],
    place: str,
    country_name: Callable[[str], str],
    stance: str = "",
) -> str:
    """Return a title such as "Joint winter military exercises of Azerbaijan and Turkey".

    Parameters
    ----------
    cluster, kind, status, actors
        What is known of the event.
    place
        Name of its place, ``""`` for none.
    country_name
        Returns a country's short English name from its alpha-2 code.
    stance
        How the text itself puts the event to the place: ``"around"``, ``"on the"``; ``""`` for the usual.
    """
    named = next((item.trigger.named for item in cluster.tellings if item.trigger.named is not None), None)
    if named is not None:
        return _capital(named.name)
    deed = called(cluster, kind)
    heading = " ".join([*_modifiers(cluster, kind, deed), deed])
    doers = [replace(actor, name=_inside(actor.name, cluster)) for actor in actors if actor.role is Role.ACTOR]
    if kind.family == "deployment":
        doers = _deployed(doers, actors)
    sides = list(dict.fromkeys(country_name(actor.country) for actor in doers if actor.country))
    sides += [country_name(actor.country) for actor in actors if actor.role is Role.RECIPIENT and actor.country]
    sides = list(dict.fromkeys(side for side in sides if side and (side != place or kind.family in _BETWEEN | _OF)))[:4]
    if kind.speech and not place:
        who = _speaker(doers, country_name)
    else:
        who = "" if _OBJECT in deed else _who(kind, doers, sides)
    told = _capital(f"{heading}{who}{_tail(kind, place, stance, f'{deed}{who}')}")
    return status.prefix + (told[0].lower() + told[1:] if status.prefix and not told[:2].isupper() else told)


def _tail(kind: Kind, place: str, stance: str, told: str) -> str:
    """Return preposition and place: " in the Galwan Valley"."""
    place = _WATERS.sub("", place)
    if not place or place in told:
        return ""
    if _OBJECT in told and kind.family == "capture" and not stance:
        stance = "on" if place.split()[-1].lower() in default_titles().words["on"] else "in"  # "of" is the building's
    relative = place.split(" ", 1)[0].lower() in RELATIVE or _SIDED.match(place) is not None
    if relative:
        return f" {place}"
    if stance == "in the":
        stance = f"{_preposition(kind, place)} the"  # "at the Lachin checkpoint"
    return f" {stance or _preposition(kind, place)} {place if stance.endswith(' the') else _named(place)}"


def _speaker(doers: Sequence[Actor], country_name: Callable[[str], str]) -> str:
    """Return who says it: " by Kenya"; nothing for who has no name."""
    first = next(iter(doers), None)
    if first is None:
        return ""
    if first.country:
        return f" by {_named(country_name(first.country))}"
    return f" by {_articled(first.name)}" if len(first.name.split()) <= _SHORT else ""


def _who(kind: Kind, doers: Sequence[Actor], sides: list[str]) -> str:
    if kind.family in {"deployment", "withdrawal", "arrest"} and doers and kind.family != "arrest":
        return f" of {_listed(sides)}" if len(sides) > 1 else f" of {_articled(doers[0].name)}"
    if kind.family == "visit" and doers:
        return f" of {_articled(doers[0].name)}"
    if kind.family in _BETWEEN and kind.name != "offensive" and len(sides) >= 2:
        return f" between {_listed(sides)}"
    if kind.family in _OF and sides:
        return f" of {_listed(sides)}"
    return ""


def _deployed(doers: list[Actor], actors: Sequence[Actor]) -> list[Actor]:
    """Return who goes there first: the troops, not the minister who orders them there."""
    leads = words_of("leader")
    if not doers or leads.isdisjoint(doers[0].name.lower().split()):
        return doers
    return [item for item in actors if not item.country and leads.isdisjoint(item.name.lower().split())] or doers


def _inside(name: str, cluster: Cluster) -> str:
    """Return a name as it stands inside a sentence: "soldiers", if the text only opens a sentence with "Soldiers"."""
    for telling in cluster.tellings:
        sentence = sentence_of(telling.trigger.token)
        first = telling.trigger.token.doc[sentence.start]
        if first.pos_ == "NOUN" and name.startswith(first.text) and not first.text.isupper():
            return name[0].lower() + name[1:]
    return name


def _articled(name: str) -> str:
    """Return "the president" for a single person or body named without a name; others as they are."""
    words = name.split()
    lists = default_titles().words
    single = name.islower() and words[0] not in lists["counted"] and not words[-1].endswith("s")
    single = single and words[-1] not in lists["many"]
    return f"the {name}" if single and name.isascii() and not words[0][0].isdigit() else name


def _modifiers(cluster: Cluster, kind: Kind, deed: str) -> list[str]:
    """Return the adjectives worth keeping, most told first, in the order the text gives them."""
    found: dict[str, int] = {}
    for telling in cluster.tellings:
        if not telling.trigger.is_noun or telling.trigger.kind is not kind:
            continue
        token = telling.trigger.token
        for child in sorted(token.subtree, key=lambda item: item.i):
            near = token in (child.head, child.head.head)
            beside = child.i < token.i and near and child.dep_ in {"amod", "compound", "nmod"}
            if beside and _is_kept(child):
                found[child.lower_] = found.get(child.lower_, 0) + 1
    words = sorted(found, key=lambda word: (word != "joint", -found[word]))[:2]
    return [word for word in words if word not in f"{kind.title} {deed}"]


def _is_kept(word: Token) -> bool:
    """Tell whether an adjective says what kind of event it is, and compares it with no other, as "deadliest" does."""
    return lemma(word) in default_titles().words["keep"] and word.tag_ not in {"JJR", "JJS"}


def _preposition(kind: Kind, place: str) -> str:
    usual = {"capture": "of", "visit": "to"}
    if kind.family in usual or kind.place == "source":
        return usual.get(kind.family, "from")
    words, lists = place.casefold().split(), default_titles().words
    if words[-1] in lists["on"]:
        return "on"
    return "at" if words[-1] in lists["at"] or words[0] in {"lake", "mount"} else "in"


def _named(place: str) -> str:
    """Return the name of a place as it stands inside a sentence: "the United States"."""
    return f"the {place}" if place in default_titles().words["articled"] else place


def _listed(names: Sequence[str]) -> str:
    told = [_named(name) for name in names]
    return told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
