"""What a document says about its places: which names come together, and who lies in whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from geomap.model import MentionKind
from geomap.recognition.lexicon import abbreviations, not_places
from geomap.resolution.home import NOWHERE, Home

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geomap.model import Candidate, Mention
    from geomap.resolution.candidates import Candidates
    from geomap.resolution.finding import CandidateFinder

_COMMA = re.compile(r",\s+(?:[A-Z][\w.' -]{2,25}\s+(?:County|Parish|Province|Region|District),\s+)?|\s*\(\s*")
_INSIDE = re.compile(
    r",?\s+(?:in|of)\s+(?:the\s+)?(?:(?:north|south|east|west|central)[\w-]*\s+)?"
    r"(?:[\w-]+\s+)?(?:(?:province|state|region|district|county|governorate|oblast|city|town|country|municipality|commune|prefecture)"
    r"\s+of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)
# "Rubaya, the coltan mining town in Masisi territory".
_APPOSED = re.compile(r",\s+(?:an?|the)\s+(?:[a-z-]+\s+){1,5}in\s+(?:the\s+)?")
_OWNS = re.compile(r"['’]s?\s+(?:[a-z-]+\s+){0,4}(?:of\s+)?(?:the\s+)?")
_ADJECTIVE = re.compile(r"[\s-]+(?:[a-z-]+\s+){0,3}(?:of\s+)?(?:the\s+)?")
_LONGEST_GAP = 60
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(slots=True)
class Name:
    """One name in a document, over all its mentions.

    Attributes
    ----------
    key
        The folded name.
    surface
        The name as first written.
    candidates
        What it may stand for.
    mentions
        Indices of its mentions.
    kind_words
        Kinds of feature the text states beside any of them.
    containers
        Names that the text says contain it, to how plainly: 1 for "X, Y" and "X in Y", 0.5 for "Y's X".
    belief
        Current probability of each candidate, then of NIL.
    adjective
        Whether it is a demonym.
    """

    key: str
    surface: str
    candidates: Candidates
    mentions: list[int] = field(default_factory=list)
    kind_words: set[str] = field(default_factory=set)
    containers: dict[int, float] = field(default_factory=dict)
    belief: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    adjective: bool = False

    def best(self) -> Candidate | None:
        """Return the candidate believed most, if it is believed more than all else together."""
        if len(self.belief) < 2 or self.belief[:-1].max() <= 0.5:
            return None
        return self.candidates.items[int(self.belief[:-1].argmax())]

    @property
    def weight(self) -> float:
        """How much its mentions count: repeated ones add less and less."""
        return float(np.sqrt(len(self.mentions)))


@dataclass(slots=True)
class Context:
    """A document's names and their mentions.

    Attributes
    ----------
    names
        In order of first mention.
    of_mention
        For each mention, the index of its name.
    containers
        For each mention, the indices of names that contain it, as stated right there.
    home
        What the document's source says of where it is at home.
    paragraphs
        For each mention, the number of the paragraph that it stands in.
    """

    names: list[Name]
    of_mention: list[int]
    containers: list[dict[int, float]]
    home: Home = NOWHERE
    paragraphs: tuple[int, ...] = ()


def read_context(text: str, mentions: Sequence[Mention], finder: CandidateFinder, home: Home = NOWHERE) -> Context:
    """Return the names of a document and what the text states of them.

    Parameters
    ----------
    text, mentions
        The document's text, and the names in it in text order.
    finder
        Mentions to candidates.
    home
        Where its source is at home.
    """
    names: list[Name] = []
    index: dict[tuple[str, bool, bool], int] = {}
    of_mention = []
    longer = _spelled_sides(mentions)
    for i, written in enumerate(mentions):
        mention = longer.get(written.name.lower(), written) if not written.kind_word else written
        demonym = mention.kind is MentionKind.DEMONYM
        candidates = finder.find(mention)
        # "Mount Kenya" is another name than "Kenya", and "Wash." says which Washington.
        key = ((candidates.whole or mention.name).casefold(), demonym, mention.surface in abbreviations())
        if key not in index:
            index[key] = len(names)
            names.append(Name(key[0], candidates.whole or mention.name, candidates, adjective=demonym))
        name = names[index[key]]
        if len(candidates.items) > len(name.candidates.items):
            name.candidates = candidates
        name.mentions.append(i)
        if mention.kind_word:
            name.kind_words.add(mention.kind_word)
        of_mention.append(index[key])
    containers: list[dict[int, float]] = [{} for _ in mentions]
    for i in range(len(mentions) - 1):
        _relate(text, mentions, i, of_mention, containers)
    for i, stated in enumerate(containers):
        for container, plainly in stated.items():
            known = names[of_mention[i]].containers
            known[container] = max(plainly, known.get(container, 0.0))
    breaks = [found.start() for found in _PARAGRAPH.finditer(text)]
    paragraphs = tuple(bisect_right(breaks, mention.start) for mention in mentions)
    return Context(names, of_mention, containers, home, paragraphs)


def _spelled_sides(mentions: Sequence[Mention]) -> dict[str, Mention]:
    """Return what the text's bare sides of the compass are short for: "the South" for its "South Korea"."""
    sides = not_places().sides
    bare = {mention.name.lower() for mention in mentions} & sides
    found = {}
    for side in bare:
        full = Counter(
            mention.name for mention in mentions if " " in mention.name and mention.name.lower().split()[0] == side
        )
        if full:
            most = full.most_common(1)[0][0]
            found[side] = next(mention for mention in mentions if mention.name == most)
    return found


def _relate(
    text: str, mentions: Sequence[Mention], i: int, of_mention: list[int], containers: list[dict[int, float]]
) -> None:
    """Note whether mention ``i`` and the next stand in a phrase that says that one contains the other."""
    here, following = mentions[i], mentions[i + 1]
    gap = text[here.end : following.start]
    if len(gap) > _LONGEST_GAP or of_mention[i] == of_mention[i + 1]:
        return
    demonym = here.kind is MentionKind.DEMONYM
    if _COMMA.fullmatch(gap) and following.kind is not MentionKind.DEMONYM:
        containers[i][of_mention[i + 1]] = 1.0
        if i + 2 < len(mentions) and _COMMA.fullmatch(text[following.end : mentions[i + 2].start]):
            containers[i].setdefault(of_mention[i + 2], 1.0)
    elif (
        (_INSIDE.fullmatch(gap) or _APPOSED.fullmatch(gap))
        and not demonym
        and following.kind is not MentionKind.DEMONYM
    ):
        containers[i][of_mention[i + 1]] = 1.0
    elif _OWNS.fullmatch(gap) or (demonym and _ADJECTIVE.fullmatch(gap)):
        containers[i + 1][of_mention[i]] = 0.5
