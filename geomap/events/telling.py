"""One telling of an event: a trigger with its place, date, participants and status."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.actors import ActorReader, Cast, countries
from geomap.events.choices import Choice
from geomap.events.dates import dates_for, is_ranked
from geomap.events.habits import is_simple_present, tells_in_present
from geomap.events.phrasing import is_owned, qualifying
from geomap.events.place_features import featured
from geomap.events.place_ranker import chances, default_place_ranker
from geomap.events.place_surroundings import narrower
from geomap.events.sentences import stretch_of
from geomap.events.status import StatusReader
from geomap.model import EventType, RegionKind, Status

if TYPE_CHECKING:
    from datetime import date

    from geomap.events.headings import Heading
    from geomap.events.lexicon import Lexicon
    from geomap.events.reading import Reading
    from geomap.events.scene import Scene
    from geomap.events.triggers import Trigger

ATTACHED = 0.3  # of a date
SITED = 0.5  # of a place: likelier than not
BESIDE = 0.01  # more, of the date and place in the cells beside
_IDLE = 0.01
_OTHER = frozenset(
    """
    another other new last previous earlier former next similar second third fourth fifth such separate
    subsequent past
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_PHYSICAL = frozenset(
    {EventType.ASSAULT, EventType.HAZARD, EventType.PROTEST, EventType.MOBILIZE, EventType.RETREAT, EventType.COERCE}
)
_FORCE = frozenset({EventType.ASSAULT, EventType.RETREAT})
_DEEDS = _PHYSICAL - {EventType.HAZARD} | {EventType.CONCEDE, EventType.AGREE}
_CHARGES = frozenset({EventType.ACCUSE, EventType.THREATEN})
_SURE = 0.7
_DURING = frozenset({"during", "since", "before", "after", "in", "amid", "of"})
_COUNTED_FROM = frozenset({"from", "since", "than"})
_DEFINITE = frozenset({"the", "this", "these", "those", "that"})
_INDEFINITE = frozenset({"a", "an", "another", "several", "two", "three", "many", "some"})


@dataclass(frozen=True, slots=True)
class Telling:
    """What one sentence tells of an event.

    Attributes
    ----------
    order
        Place in the text, counted from 0.
    trigger
        The words that tell of it.
    reading
        Its status and who claims it.
    cast
        Who takes part.
    places, dates
        What may be its place and its date, best first.
    about
        Ids of named events that its noun phrase speaks of ("the agreement on the results of the war").
    region
        Headline or caption, if it stands in one.
    apart
        Dates that belong to other events which the same word tells of.
    part
        Offsets of the words that tell this event of several from the others ("and in Hanoi"); ``None`` for the first.
    repeats
        Whether it only points back to what was told before, and brings in nothing of its own.
    """

    order: int
    trigger: Trigger
    reading: Reading
    cast: Cast
    places: tuple[Choice, ...]
    dates: tuple[Choice, ...]
    about: frozenset[str]
    region: RegionKind | None
    apart: frozenset[int] = frozenset()
    part: tuple[int, int] | None = None
    repeats: bool = False

    @property
    def place(self) -> Choice | None:
        """The place that syntax gives it."""
        return self.places[0] if self.places and self.places[0].score >= SITED else None

    @property
    def date(self) -> Choice | None:
        """The date that syntax gives it."""
        return self.dates[0] if self.dates and self.dates[0].score >= ATTACHED else None

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries that take part."""
        return countries(self.cast.actors)

    @property
    def words(self) -> frozenset[str]:
        """Adjectives and determiners of the noun that names it."""
        return qualifying(self.trigger.token) if self.trigger.is_noun else frozenset()

    @property
    def is_definite(self) -> bool:
        """Whether it points back to something known: "the drills", "its exercise"."""
        return not self.words.isdisjoint(_DEFINITE) or is_owned(self.trigger.token)

    @property
    def is_spoken_of(self) -> bool:
        """Whether something is said of what is known: "condemned the attack", where and when that was said."""
        return self.is_definite and self.reading.status is None and self.trigger.relation != "subject"

    @property
    def is_indefinite(self) -> bool:
        """Whether it brings in something new: "a", "another"."""
        return not self.words.isdisjoint(_INDEFINITE)

    @property
    def is_other(self) -> bool:
        """Whether its words set it apart from what was told before: "the last such exercises"."""
        return not self.words.isdisjoint(_OTHER)

    @property
    def creates(self) -> bool:  # noqa: PLR0911 -- a table of cases
        """Whether it may bring an event into being by itself, not only repeat one."""
        if self.region is RegionKind.CAPTION or self.reading.idle or self.repeats:
            return False
        if is_ranked(self.trigger, wholly=True):
            return False
        if self.trigger.named is not None:
            return not self._is_in_passing
        if self.trigger.kind.name in {"handover", "epidemic"} and self._is_in_passing:
            return False  # "since independence", "during the pandemic"
        if self.trigger.kind.name == "war" and self.words == {"the"} and self.place is None and self.date is None:
            return False  # "after the war": which one, the reader knows, and we do not
        if self.trigger.kind.speech:
            if self.reading.status is None or self.reading.status is Status.HYPOTHETICAL:
                return False
            charge = self.trigger.kind.code.type in _CHARGES and self.trigger.tells
            act = self._is_dated and self.trigger.kind.name != "support"  # "Lima on Wednesday demanded compensation"
            return act or (len(self.countries) >= 2 and (self.is_anchored or charge))
        if self.reading.status is None:
            mere = not self.trigger.tells and self.trigger.kind.code.context == "diplomatic"
            return self.is_anchored and not self._is_bare and not mere  # mere: "under the previous contract"
        return self._is_certain

    @property
    def _is_in_passing(self) -> bool:
        """Whether a war is named only to say when or what sort: "the largest since the Second World War"."""
        war, relation = self.trigger.kind.name in {"war", "handover"}, self.trigger.relation
        if self.trigger.token.lower_ == "pandemic":
            return relation in _DURING and self.words <= {"the"}
        return war and (relation in _COUNTED_FROM or (relation in {"of", "fragment"} and not self.is_anchored))

    @property
    def _is_certain(self) -> bool:
        """Whether a deed whose status is told is a certain one."""
        if self.reading.status is Status.HYPOTHETICAL:
            return self.place is not None and bool(self.countries)
        if self.reading.status is Status.PLANNED and self._is_vague:
            return False
        if self._is_loose:
            return self.is_anchored and bool(self.countries)
        return not self._is_bare or self.is_anchored

    @property
    def _is_vague(self) -> bool:
        """Whether it has neither place nor party, and no day is named beside it: "the patrols will go on"."""
        return self.region is not RegionKind.HEADLINE and not (self.place or self.dates or self.countries)

    @property
    def is_anchored(self) -> bool:
        """Whether the sentence, or the row of a table that it stands in, gives it a place or a date."""
        sited = self.place is not None and self.place.score > SITED
        return sited or (self.date is not None and self.date.score > ATTACHED)

    @property
    def _is_dated(self) -> bool:
        return self.date is not None and self.date.score > ATTACHED

    @property
    def _is_loose(self) -> bool:
        """A verb of many senses that the lexicon asks nothing of: "allow", "support"."""
        deed = self.trigger.kind.code.type in _PHYSICAL or self.trigger.kind.code.context == "legal"
        return not self.trigger.is_noun and not deed and self.trigger.sureness < _SURE

    @property
    def _is_bare(self) -> bool:
        """A noun without article or modifiers in no clause of its own: "close to combat", not "cases of cholera"."""
        token, trigger = self.trigger.token, self.trigger
        counted = trigger.relation == "of" and token.dep_ == "pobj" and token.head.head.tag_ == "NNS"
        undergone = trigger.relation == "under" and trigger.verb is not None  # "1,500 are under arrest"
        return (
            trigger.is_noun
            and not any(True for _ in token.children)
            and trigger.relation not in {"subject", "object"}
            and not (counted or undergone)
        )

    @property
    def words_at(self) -> tuple[int, int]:
        """Offsets of the words that tell of it."""
        return self.part or (self.trigger.start, self.trigger.end)

    @property
    def sentence(self) -> tuple[int, int]:
        """Offsets of its sentence, without white space around it."""
        return stretch_of(self.trigger.token)


def tell(  # noqa: PLR0917
    order: int, trigger: Trigger, scene: Scene, cast: ActorReader, lexicon: Lexicon, named: tuple[Trigger, ...]
) -> Telling:
    """Read everything that its sentence tells of a trigger."""
    region, heading = scene.region(trigger.start), scene.heading(trigger.start)
    reading = StatusReader(lexicon.clauses).read(trigger, headline=region is RegionKind.HEADLINE)
    dates = _or_headed(dates_for(trigger, scene), heading.date, trigger, heading, ATTACHED)
    dated = heading.is_entry or (bool(dates) and dates[0].score >= ATTACHED)
    if not dated and region is not RegionKind.HEADLINE and _is_general(trigger):
        reading = replace(reading, idle=True)
    return Telling(
        order,
        trigger,
        reading,
        cast.read(trigger),
        _or_headed(places_for(trigger, scene), heading.place, trigger, heading, SITED),
        dates,
        _about(trigger, named),
        region,
    )


def _is_general(trigger: Trigger) -> bool:
    """Tell whether a deed stands in the simple present of a text that tells its story in the past."""
    kind, verb = trigger.kind.code.type, trigger.verb
    if (
        verb is None
        or kind not in _DEEDS
        or (trigger.is_noun and (trigger.relation != "attribute" or kind not in _FORCE))
    ):
        return False
    return is_simple_present(verb) and not tells_in_present(trigger.token.doc)


def _or_headed(
    found: tuple[Choice, ...], headed: int | None, trigger: Trigger, heading: Heading, least: float
) -> tuple[Choice, ...]:
    """Add what stands at the head of the paragraph or section, where the sentence itself gives nothing."""
    enough = found and (found[0].score >= least or not heading.is_entry)
    if headed is None or enough or trigger.kind.speech or trigger.named is not None:
        return found
    return (Choice(headed, least + BESIDE if heading.is_row else least), *found)


def places_for(trigger: Trigger, scene: Scene) -> tuple[Choice, ...]:
    """Return the places of the trigger's sentence with the chance that each is where it happened, best first."""
    uses, options, none = featured(trigger, scene)
    shares = chances([*options, none], default_place_ranker().sentence)
    best: dict[int, float] = {}
    for use, share in zip(uses, shares, strict=False):
        index = narrower(use, uses, scene)
        best[index] = best.get(index, 0.0) + share
    found = [Choice(index, round(score, 4)) for index, score in best.items() if score > _IDLE]
    return tuple(sorted(found, key=lambda item: (-item.score, item.index)))


def _about(trigger: Trigger, named: tuple[Trigger, ...]) -> frozenset[str]:
    """Return the named events inside the trigger's noun phrase or clause."""
    if not named:
        return frozenset()
    inside = {token.i for token in trigger.token.subtree}
    if trigger.kind.family == "peace":
        inside |= {token.i for token in trigger.token.ancestors}
    if trigger.verb is not None:
        inside |= {token.i for token in trigger.verb.subtree} if trigger.verb.dep_ != "ROOT" else set()
    return frozenset(
        item.named.id
        for item in named
        if item.named is not None and item is not trigger and item.token.i in inside and item.token.i != trigger.token.i
    )


def bounds(scene: Scene, choice: Choice | None) -> tuple[date | None, date | None] | None:
    """Return both ends of a chosen date."""
    if choice is None:
        return None
    span = scene.times[choice.index]
    return span.date_from, span.date_to
