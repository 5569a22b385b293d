"""What a person would call an event."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geomap.events.naming import RELATIVE
from geomap.events.syntax import MEASURES, MODIFIERS, agents, lemma, patients, pobjects
from geomap.model import Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Token

    from geomap.events.clusters import Cluster
    from geomap.events.lexicon import Kind
    from geomap.model import Actor

_KEEP = frozenset(
    """
    joint winter summer spring autumn naval live-fire large-scale nuclear suicide general nationwide
    trilateral bilateral emergency humanitarian second third peace trade anti-government snap presidential
    parliamentary deadly flash tropical forest drone missile rocket artillery annual air
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_WORDS = 5
_COUNTED = frozenset(
    {"the", "a", "an", "one", "two", "three", "four", "five", "six", "some", "several", "many", "more", "its", "their"}
)
_MANY = frozenset({"people", "police", "men", "women", "children", "personnel", "military"})
_ON = frozenset({"island", "islands", "peninsula", "highway", "road", "coast"})
_AT = frozenset(
    {
        "airport",
        "airfield",
        "base",
        "gate",
        "bridge",
        "port",
        "station",
        "mine",
        "hospital",
        "university",
        "lake",
        "dam",
    }
)
_WATERS = re.compile(r"(?:the )?waters (?=(?:around|near|off)\b)", re.IGNORECASE)
_SIDED = re.compile(
    r"(?!the\b).*\b(?:(?:north|south)?(?:-?(?:north|south|east|west)))(?:wards?)?\s+(?:of|from)\b", re.IGNORECASE
)
# What a verb's event is called; after "on" and "of" comes whom or what it befell.
_DEEDS = {
    ("crackdown", "ban"): "ban on",
    ("crackdown", "prohibit"): "ban on",
    ("crackdown", "outlaw"): "ban on",
    ("crackdown", "bar"): "ban",
    ("closure", "close"): "closure of",
    ("closure", "shut"): "closure of",
    ("reopening", "reopen"): "reopening of",
    ("law", "pass"): "passing of",
    ("judgment", "sentence"): "sentence",
    ("sanctions", "expel"): "expulsion of",
    ("sanctions", "recall"): "recall of",
    ("dismissal", "dismiss"): "dismissal of",
    ("dismissal", "sack"): "dismissal of",
    ("concession", "lift"): "lifting of",
    ("concession", "withdraw"): "withdrawal of",
    ("concession", "scrap"): "scrapping of",
    ("crackdown", "dissolve"): "dissolution of",
    ("attack", "storm"): "storming of",
    ("rescue", "rescue"): "rescue of",
    ("rescue", "pull"): "rescue of",
    ("rescue", "save"): "rescue of",
    ("rescue", "search"): "search",
    ("rescue", "comb"): "search",
    ("aid", "vaccinate"): "vaccination",
    ("coup", "depose"): "coup",
    ("resignation", "resign"): "resignation",
    ("resignation", "step"): "resignation",
    ("collapse", "collapse"): "collapse of",
    ("accident", "capsize"): "capsizing of",
    ("accident", "sink"): "sinking of",
    ("accident", "derail"): "derailment of",
    ("accident", "crash"): "crash of",
    ("accident", "collide"): "collision of",
    ("missile test", "fire"): "missile launches",
    ("missile test", "launch"): "missile launch",
}
_BETWEEN = frozenset({"talks", "peace", "fighting", "cooperation"})
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
    words = _modifiers(cluster, kind)
    heading = " ".join([*words, _noun(cluster, kind)])
    doers = [actor for actor in actors if actor.role is Role.ACTOR]
    sides = list(dict.fromkeys(country_name(actor.country) for actor in doers if actor.country))
    sides += [country_name(actor.country) for actor in actors if actor.role is Role.RECIPIENT and actor.country]
    sides = list(dict.fromkeys(side for side in sides if side and (side != place or kind.family in _BETWEEN | _OF)))[:4]
    who = _who(kind, doers, sides)
    place = _WATERS.sub("", place)
    relative = place.split(" ", 1)[0].lower() in RELATIVE or _SIDED.match(place) is not None
    tail = (
        f" {place if relative else f'{stance or _preposition(kind, place)} {place}'}"
        if place and place not in who
        else ""
    )
    told = _capital(f"{heading}{who}{tail}")
    return status.prefix + (told[0].lower() + told[1:] if status.prefix and not told[:2].isupper() else told)


def _noun(cluster: Cluster, kind: Kind) -> str:
    """Return the noun the text itself uses most ("curfew", "clashes"), or the lexicon's word."""
    if kind.family == "exercise":
        return kind.title
    found: dict[str, int] = {}
    for telling in cluster.tellings:
        trigger = telling.trigger
        if trigger.is_noun and trigger.kind is kind:
            token = trigger.token
            words = trigger.called.lower() or trigger.words
            below = next((child for child in token.children if child.lower_ == "of"), None)
            if below is not None and token.lower_ in {"state", "exchange", "cessation"}:
                words = f"{words} of {next((item.lower_ for item in below.children), '')}".strip()
            found[" ".join(words.split())] = found.get(" ".join(words.split()), 0) + 1
    return max(found, key=lambda word: (found[word], -list(found).index(word))) if found else _of_verb(cluster, kind)


def _of_verb(cluster: Cluster, kind: Kind) -> str:
    """Return the noun of the verb that tells of it ("collapse of buildings"), or the lexicon's word."""
    for telling in cluster.tellings:
        verb = telling.trigger.token
        told = _DEEDS.get((kind.name, lemma(verb))) if telling.trigger.kind is kind else None
        if told is None:
            continue
        objects = [noun for noun in (patients(verb) or agents(verb)) if noun.pos_ == "NOUN"]
        if not told.endswith((" on", " of")):
            return told
        return f"{told} {_short(objects[0])}" if objects else told.rsplit(" ", 1)[0]
    return kind.title


def _short(noun: Token) -> str:
    """Return a noun with the words before it: "59 Chinese mobile apps"; without those when they are many."""
    counted = next(pobjects(noun, "of"), None) if lemma(noun) in MEASURES else None
    head = counted if counted is not None and counted.pos_ == "NOUN" else noun
    words = [token for token in head.lefts if token.dep_ in MODIFIERS and token.dep_ != "poss"]
    span = head.doc[words[0].i if words else head.i : head.i + 1]
    told = str(span.text) if len(span) <= _WORDS else str(head.text)
    opens = span[0].is_sent_start and span[0].pos_ == "NOUN" and not told.isupper()
    return told[0].lower() + told[1:] if opens else told


def _who(kind: Kind, doers: Sequence[Actor], sides: list[str]) -> str:
    if kind.family in {"deployment", "withdrawal", "arrest"} and doers and kind.family != "arrest":
        return f" of {_listed(sides)}" if len(sides) > 1 else f" of {_articled(doers[0].name)}"
    if kind.family == "visit" and doers:
        return f" of {_articled(doers[0].name)}"
    if kind.family in _BETWEEN and len(sides) >= 2:
        return f" between {_listed(sides)}"
    if kind.family in _OF and sides:
        return f" of {_listed(sides)}"
    return ""


def _articled(name: str) -> str:
    """Return "the president" for a single person or body named without a name; others as they are."""
    words = name.split()
    single = name.islower() and words[0] not in _COUNTED and not words[-1].endswith("s") and words[-1] not in _MANY
    return f"the {name}" if single and name.isascii() and not words[0][0].isdigit() else name


def _modifiers(cluster: Cluster, kind: Kind) -> list[str]:
    """Return the adjectives worth keeping, most told first, in the order the text gives them."""
    found: dict[str, int] = {}
    for telling in cluster.tellings:
        if not telling.trigger.is_noun or telling.trigger.kind is not kind:
            continue
        token = telling.trigger.token
        for child in sorted(token.subtree, key=lambda item: item.i):
            near = token in (child.head, child.head.head)
            if child.i < token.i and near and child.dep_ in {"amod", "compound", "nmod"} and lemma(child) in _KEEP:
                found[child.lower_] = found.get(child.lower_, 0) + 1
    words = sorted(found, key=lambda word: (word != "joint", -found[word]))[:2]
    return [word for word in words if word not in f"{kind.title} {_noun(cluster, kind)}"]


def _preposition(kind: Kind, place: str) -> str:
    usual = {"capture": "of", "visit": "to"}
    if kind.family in usual or kind.place == "source":
        return usual.get(kind.family, "from")
    words = place.casefold().split()
    if words[-1] in _ON:
        return "on"
    return "at" if words[-1] in _AT or words[0] == "lake" else "in"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
