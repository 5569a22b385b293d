"""What a person would call an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.events.syntax import lemma
from geomap.model import Role, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_BETWEEN = frozenset({"talks", "peace", "fighting", "cooperation"})
_OF = frozenset({"exercise", "deployment", "withdrawal", "test", "surrender"})


def title(  # noqa: PLR0917
    cluster: Cluster,
    kind: Kind,
    status: Status,
    actors: Sequence[Actor],
    place: str,
    country_name: Callable[[str], str],
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
    tail = f" {_preposition(kind)} {place}" if place and place not in who else ""
    told = _capital(f"{heading}{who}{tail}")
    prefix = {Status.CANCELLED: "Cancelled: ", Status.DENIED: "Denied: ", Status.HYPOTHETICAL: "Possible: "}.get(
        status, ""
    )
    return prefix + (told if not prefix else told[0].lower() + told[1:] if not told[:2].isupper() else told)


def _noun(cluster: Cluster, kind: Kind) -> str:
    """Return the noun the text itself uses most ("curfew", "clashes"), or the lexicon's word."""
    if kind.family == "exercise":
        return kind.title
    found: dict[str, int] = {}
    for telling in cluster.tellings:
        trigger = telling.trigger
        if trigger.is_noun and trigger.kind is kind and trigger.token.lower_ not in {"one", "ones"}:
            token = trigger.token
            words = trigger.words
            below = next((child for child in token.children if child.lower_ == "of"), None)
            if below is not None and token.lower_ in {"state", "exchange", "cessation"}:
                words = f"{words} of {next((item.lower_ for item in below.children), '')}".strip()
            found[" ".join(words.split())] = found.get(" ".join(words.split()), 0) + 1
    return max(found, key=lambda word: (found[word], -list(found).index(word))) if found else kind.title


def _who(kind: Kind, doers: Sequence[Actor], sides: list[str]) -> str:
    if kind.family in {"deployment", "withdrawal", "arrest"} and doers and kind.family != "arrest":
        return f" of {doers[0].name}"
    if kind.family in _BETWEEN and len(sides) >= 2:
        return f" between {_listed(sides)}"
    if kind.family in _OF and sides:
        return f" of {_listed(sides)}"
    return ""


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


def _preposition(kind: Kind) -> str:
    return "from" if kind.place == "source" else "in"


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
