"""A document as the event reader sees it: places and dates, each with the word that governs it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from geomap.events.syntax import CLAUSES, NOMINAL, OBJECTS, SUBJECTS, VERBAL, is_passive
from geomap.model import EventType, MentionKind, RegionKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger
    from geomap.language import ParsedDocument
    from geomap.model import Resolution, TimeSpan

_DATELINE = re.compile(r"\s*[A-Z][\w'’/-]+(?:[ -][A-Z][\w'’/-]+){0,2}(?:, [A-Z][\w. '’/-]{1,30}?){0,3}(?: {3,}|\s*[–—]\s|\s+--?\s)")
LOCATIVE = frozenset(
    """
    in at near on off outside inside around across over along within throughout beside by between above below
    under amid beyond past through upon opposite toward towards into onto to from of
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_WEAK = {"to": "goal", "into": "goal", "onto": "goal", "toward": "goal", "towards": "goal", "from": "source"}
# "After the agreement, shelling near the border ...": the clause tells of something else.
_APART = frozenset(
    {
        "after",
        "before",
        "since",
        "following",
        "despite",
        "until",
        "on",
        "about",
        "over",
        "of",
        "by",
        "from",
        "for",
        "against",
    }
)
_REPORTING = frozenset(
    """
    say tell report announce add note state write claim warn insist comment confirm speak explain declare
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)


@dataclass(frozen=True, slots=True)
class Use:
    """A place or date where it stands in the syntax.

    Attributes
    ----------
    index
        Its index in the list it came from.
    head
        The head token of the expression.
    governor
        The word it belongs to: the verb or noun above its preposition; ``None`` for the root of a fragment.
    link
        The preposition, or ``"object"``, ``"subject"``, ``"passive"``, ``"modifier"``, ``"bare"``.
    weight
        Below 1 for the wider of two places in one phrase ("Pakistan's city of Parachinar").
    sited
        Whether it belongs to a noun that names a sort of place: "the Kars market", "the streets of Kars".
    """

    index: int
    head: Token
    governor: Token | None
    link: str
    weight: float = 1.0
    sited: bool = False


class Scene:
    """One document's parse, places and dates.

    Parameters
    ----------
    parsed
        The document and its parse.
    resolutions, times
        What was found in it, in text order.
    nil
        Whether names that no gazetteer knows count as places too.
    """

    def __init__(
        self,
        parsed: ParsedDocument,
        resolutions: Sequence[Resolution],
        times: Sequence[TimeSpan],
        *,
        nil: bool = False,
    ) -> None:
        self._nil = nil
        self.trigger_tokens: frozenset[int] = frozenset()
        self.spoken_tokens: frozenset[int] = frozenset()
        self.parsed = parsed
        self.resolutions = tuple(resolutions)
        self.times = tuple(times)

    @cached_property
    def places(self) -> tuple[Use, ...]:
        """Every resolved place in prose, demonyms and metonyms among them."""
        found = []
        for index, resolution in enumerate(self.resolutions):
            mention = resolution.mention
            if (resolution.is_nil and not self._nil) or not self.is_read(mention.start):
                continue
            if mention.start < self._dateline_end:
                continue
            head = self._head(mention.start, mention.end)
            if head is not None:
                nation = resolution.place is not None and resolution.place.is_country
                found.append(_use(index, head, is_time=False, nation=nation))
        return tuple(sorted((*found, *self._there(found)), key=lambda use: use.head.i))

    @cached_property
    def _dateline_end(self) -> int:
        """Offset up to which a text opens with places alone: "Suruc, Turkey     About 36 militants ..."."""
        found = _DATELINE.match(self.parsed.document.text)
        return 0 if found is None else found.end()

    def _there(self, places: Sequence[Use]) -> Iterator[Use]:
        """Yield "there" as the place named last."""
        for token in self.parsed.doc:
            if token.lower_ != "there" or token.dep_ != "advmod" or token.head.pos_ not in VERBAL:
                continue
            before = [
                use
                for use in places
                if use.head.i < token.i
                and use.link not in {"modifier", "subject"}
                and self.resolutions[use.index].mention.kind is MentionKind.LITERAL
            ]
            if before:
                yield Use(before[-1].index, token, token.head, "in")

    @cached_property
    def dates(self) -> tuple[Use, ...]:
        """Every dated time expression in prose; the joint range instead of its two ends."""
        found = []
        for index, span in enumerate(self.times):
            dated = span.date_from is not None or span.date_to is not None
            vague = span.value.endswith("_REF")
            if (
                not dated
                or vague
                or span.range is not None
                or span.type in {"SET", "DURATION"}
                or not self.is_read(span.start)
            ):
                continue
            head = self._head(span.start, span.end)
            if head is not None:
                found.append(_use(index, head, is_time=True))
        return tuple(found)

    @cached_property
    def places_by_sentence(self) -> dict[int, list[Use]]:
        """Places by the index of their sentence's first token."""
        return _by_sentence(self.places)

    @cached_property
    def dates_by_sentence(self) -> dict[int, list[Use]]:
        """Dates by the index of their sentence's first token."""
        return _by_sentence(self.dates)

    @cached_property
    def sentence_starts(self) -> tuple[int, ...]:
        """Index of each sentence's first token."""
        return tuple(sentence.start for sentence in self.parsed.doc.sents)

    def is_read(self, offset: int) -> bool:
        """Tell whether a character stands in text that may tell of events."""
        return self.parsed.document.region_at(offset) not in {RegionKind.METADATA, RegionKind.DATELINE}

    def region(self, offset: int) -> RegionKind | None:
        """Return the kind of region at an offset."""
        return self.parsed.document.region_at(offset)

    def _head(self, start: int, end: int) -> Token | None:
        span = self.parsed.doc.char_span(start, end, alignment_mode="expand")
        return None if span is None else span.root


def _by_sentence(uses: Sequence[Use]) -> dict[int, list[Use]]:
    found: dict[int, list[Use]] = {}
    for use in uses:
        found.setdefault(use.head.sent.start, []).append(use)
    return found


def _use(index: int, head: Token, *, is_time: bool, nation: bool = False) -> Use:
    """Climb from an expression to the word it belongs to."""
    current, weight, sited = head, 1.0, False
    for _ in range(10):
        above = current.head
        if above == current:
            return Use(index, head, None, "bare", weight, sited)
        step = None if is_time else _inside_phrase(current, above, nation=nation and current is head)
        if step is not None:
            current, weight, sited = step[0], weight * step[1], True
            continue
        if current.dep_ in {"conj", "appos", "flat", "punct", "dep"} or (
            is_time and current.dep_ in {"nmod", "nummod"}
        ):
            current = above
            continue
        governor, link = _governor(current, above, is_time=is_time)
        return Use(index, head, governor, link, weight, sited)
    return Use(index, head, current, "bare", weight, sited)


def _inside_phrase(current: Token, above: Token, *, nation: bool) -> tuple[Token, float] | None:
    """Step from a name to the noun of its own phrase: "the province of Kars", "Kars province", "a Kars hotel"."""
    if current.dep_ == "pobj" and above.lower_ == "of" and above.head.pos_ in NOMINAL:
        noun = above.head
        if is_geographic(noun):
            part = noun.lemma_.lower() in _PARTS and any(
                child.dep_ == "compound" and child.pos_ == "PROPN" for child in noun.children
            )
            return noun, 0.8 if part else 1.0  # "the Sayyida Zaynab district of Damascus"
        return (noun, 0.95) if noun.lemma_.lower() in _SHARES else None  # "half of Zaire", "the streets of Bishkek"
    if current.dep_ == "oprd" and above.lemma_ in {"call", "name"} and above.dep_ == "acl":
        return above.head, 1.0  # "a place called Teiba"
    if nation and above.lemma_.lower() in _OWNED:
        return None
    if current.dep_ == "compound" and above.ent_type_ in {"DATE", "TIME"}:
        return above, 1.0  # "patrolled Harare Saturday"
    if current.dep_ in {"compound", "nmod", "amod", "poss", "npadvmod"} and above.pos_ in NOMINAL:
        if is_geographic(above):
            whole = above.lemma_.lower() not in _PARTS and any(child.lower_ == "of" for child in above.children)
            return above, 0.8 if whole or current.dep_ == "poss" else 1.0
        return (above, 0.85) if _is_venue(above) else None
    return None


def _is_venue(noun: Token) -> bool:
    """Tell whether a noun that a name qualifies is where something is: "at the Kars market", "outside Kars's mosque"."""
    if noun.lemma_.lower() in _VENUES:
        return True
    return noun.dep_ == "pobj" and noun.head.lower_ in _AT and noun.pos_ == "PROPN" and noun.ent_type_ != "PERSON"


def _governor(current: Token, above: Token, *, is_time: bool) -> tuple[Token, str]:
    """Return the word that an expression belongs to, and how."""
    dep = current.dep_
    if dep == "pobj":
        top = above
        while top.dep_ == "prep" and top.head.dep_ == "prep":
            top = top.head
        if above.lower_ == "of" and above.head.lower_ in _WAYS:
            return above.head.head, "in"
        return top.head, "by" if top.lower_ in _SOURCES else above.lower_
    if dep in OBJECTS and above.pos_ in VERBAL:
        return above, "object"
    if dep in SUBJECTS and above.pos_ in VERBAL:
        return above, "passive" if dep == "nsubjpass" else "subject"
    if dep == "npadvmod" and not is_time and above.pos_ in VERBAL:
        return above, "object"
    if dep == "advmod" and not is_time:
        return above, "in"
    if dep in {"compound", "nmod", "amod", "poss"} and above.pos_ in NOMINAL and not is_time:
        return above, "modifier"
    return above, "bare"


# "According to Washington": who says it, not where it was.
_WAYS = frozenset({"out", "outside", "inside", "front", "north", "south", "east", "west"})
_SOURCES = frozenset({"according", "per"})
_AT = frozenset({"at", "in", "near", "outside", "inside"})
# "A U.S. base", "Australia's embassy": whose it is, not where.
_OWNED = frozenset(
    """
    base embassy consulate compound camp headquarters office ship vessel barracks outpost checkpoint plane airliner
    bank company school mission enclave battlefield
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_SHARES = frozenset(
    """
    half third quarter most much part rest street majority swath swathe heart middle edge jungle countryside
    control skies whole percent chunk stretch slum corridor entirety portion end entrance gate verge soil
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_VENUES = frozenset(
    """
    hospital clinic cafe café restaurant bar nightclub club hotel motel market bazaar mall shop store supermarket
    bank office headquarters building tower house home residence villa apartment flat compound school college
    university campus library museum theatre theater cinema stadium arena church cathedral mosque temple synagogue
    shrine monastery cemetery prison jail courthouse court station subway metro railway terminal airfield bridge
    tunnel road highway motorway street avenue boulevard square roundabout checkpoint barracks garrison base camp
    refinery plant factory mine warehouse depot port harbour harbor dock shipyard pier beach park garden farm
    orchard field forest jungle countryside suburb neighbourhood neighborhood slum township bastion stronghold
    bus train tram ferry minibus plateau belt heights hillside coastline shore waterfront embassy consulate parliament palace carnival festival
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_PARTS = frozenset(
    """
    district neighborhood neighbourhood quarter area street suburb side part outskirts
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
_GEOGRAPHIC = frozenset(
    """
    province region city town village district state county island sea gulf coast port capital river lake
    mountain valley border area territory governorate department strait peninsula canton prefecture oblast
    municipality suburb neighbourhood neighborhood north south east west northeast northwest southeast
    southwest centre center outskirts part side shore bank waters water enclave republic camp base airport
    settlement frontier line zone desert bay basin isle islands hills delta corner stretch kingdom commune
    waters mainland hamlet quarter square street vicinity nation country countryside plateau suburbs sector locality
    peninsula highlands heartland junction
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)


def is_geographic(token: Token) -> bool:
    """Tell whether a noun names a sort of place."""
    return token.lemma_.lower() in _GEOGRAPHIC


def is_reporting(token: Token) -> bool:
    """Tell whether the word is a verb of saying."""
    return token.lemma_.lower() in _REPORTING


def anchors(trigger: Trigger) -> dict[int, float]:
    """Return the tokens whose places and dates are the event's own, with how surely they are.

    The trigger itself, the verb it hangs on, and the verbs above that only say that it happens.
    """
    found = {trigger.token.i: 1.0}
    verb = trigger.verb
    if trigger.is_noun and trigger.token.dep_ in {"attr", "pobj", "dobj"} and verb is not None:
        above = trigger.token.head
        while above not in (verb, above.head):
            found[above.i] = 0.95
            above = above.head
    weight = 0.97 if trigger.relation in {"object", "subject", "attribute", "self"} else 0.9
    if trigger.relation in _APART or not trigger.tells:
        weight = 0.25
    current = verb
    for _ in range(6):
        if current is None:
            break
        found.setdefault(current.i, 0.1 if is_reporting(current) and not trigger.proclaims else weight)
        above = current.head
        if current.dep_ not in {"xcomp", "advcl", "pcomp", "conj"} or above == current or is_reporting(above):
            break
        if current.dep_ == "conj" and any(child.dep_ in SUBJECTS for child in current.children):
            break
        current = above.head if above.dep_ == "prep" else above
        weight *= 0.85
    return found


def nearness(use: Use, trigger: Trigger, anchored: dict[int, float], others: frozenset[int] = frozenset()) -> float:
    """Return how surely a place or date of the same sentence belongs to the trigger, 0 to 1."""
    governor = use.governor
    if governor is None:
        return 0.45
    if _is_undergone(use, trigger):
        return 0.9
    current, weight = governor, 1.0
    for _ in range(12):
        if current.i in anchored:
            return weight * anchored[current.i]
        if current.i in others and trigger.kind.place != "any" and not _is_setting(current, trigger):
            weight *= 0.25  # it belongs to another event on the way
        if current.head == current:
            break
        weight *= _step(current, trigger)
        current = current.head
    if governor.i in {token.i for token in trigger.token.ancestors}:
        if any(token == use.head for token in trigger.token.ancestors):
            return 0.9  # "in November, when rebels attacked"
        if is_reporting(governor) or _is_dated_apart(trigger):
            return 0.05
        return 0.5 * _crossing(trigger, governor)
    return 0.2


def _is_undergone(use: Use, trigger: Trigger) -> bool:
    """Tell whether the trigger says what a place underwent: "the Golan Heights, captured in 1967"."""
    verb = trigger.token
    return (
        not trigger.is_noun
        and verb.dep_ in {"acl", "relcl"}
        and verb.head == use.head
        and trigger.kind.place in {"object", "any"}
        and is_passive(verb)
    )


def _is_setting(token: Token, trigger: Trigger) -> bool:
    """Tell whether an event on the way is the frame of the other: "killed in clashes", "hurt when a bus crashed"."""
    if token.pos_ in VERBAL:
        return token.dep_ == "advcl" and _is_meanwhile(token)
    if trigger.kind.code.type in _ON_PLACES and token.dep_ in OBJECTS:
        return True  # "carried out an airstrike near the town, killing ten"
    return token.dep_ in SUBJECTS or (
        token.dep_ == "pobj" and token.head.lower_ in {"in", "during", "at", "amid", "by"}
    )


def _is_meanwhile(verb: Token) -> bool:
    return any(child.dep_ in {"mark", "advmod"} and child.lower_ in {"when", "while", "as"} for child in verb.children)


def _step(current: Token, trigger: Trigger) -> float:
    """Return how freely a place below a word holds for what the word belongs to."""
    if current.dep_ in CLAUSES:
        if trigger.kind.speech:
            return 0.2  # where the thing criticised is, not the criticism
        if current.lemma_.lower() in _TAKING and trigger.kind.code.type in _ON_PLACES and current.dep_ != "relcl":
            return 0.8
        if current.dep_ != "advcl":
            return 0.45
        if any(child.dep_ == "mark" and child.lower_ in _OTHER_TIME for child in current.children):
            # "Shot after gunmen stopped his car in Fallujah" is one story; what came before an offensive is another.
            return 0.3 if trigger.kind.name in {"killing", "any"} else 0.15  # "after rebels had seized Mistrata"
        return 0.85 if _is_meanwhile(current) else 0.6
    if current.dep_ == "conj" and current.pos_ in VERBAL:
        return 0.45 if any(child.dep_ in SUBJECTS for child in current.children) else 0.85
    if current.dep_ == "pobj" or current.pos_ in NOMINAL:
        preposition = current.head.lower_ if current.dep_ == "pobj" else ""
        if preposition in _SOURCES or (preposition == "to" and current.head.head.lower_ in _SOURCES):
            return 0.05  # "according to activists in Aleppo"
        if preposition in _TOPICS and (trigger.kind.speech or trigger.kind.family == "protest"):
            return 0.2  # "protested against the offensive in Gaza"
        if preposition in _OTHER_TIME:
            return 0.3
        return 0.85
    return 1.0


_OTHER_TIME = frozenset({"after", "before", "since", "until", "following"})
_TOPICS = frozenset({"against", "about", "over"})


def _is_dated_apart(trigger: Trigger) -> bool:
    """Tell whether the trigger's clause says that it was at another time: "a day after two earthquakes struck"."""
    verb = trigger.verb
    return verb is not None and any(
        child.dep_ == "mark" and child.lower_ in {"after", "since", "before", "until"} for child in verb.children
    )


def _crossing(trigger: Trigger, governor: Token) -> float:
    """Return how freely a place of a higher clause holds for an event told below it."""
    weight, current = 1.0, trigger.token
    for _ in range(12):
        if current in (governor, current.head):
            break
        if current.dep_ in {"relcl", "ccomp", "acl", "parataxis"}:
            weight *= 0.4
        current = current.head
    return weight


def place_fit(  # noqa: PLR0911 -- a table of links
    use: Use, resolution: Resolution, trigger: Trigger, anchored: Mapping[int, float]
) -> float:
    """Return how well a place's role suits the place of an event, 0 to 1."""
    kind = resolution.mention.kind
    if kind in {MentionKind.DEMONYM, MentionKind.METONYM}:
        return 0.0
    if _is_undergone(use, trigger):
        return 1.0
    link, role = use.link, trigger.kind.place
    if link in {"object", "passive"}:
        return _object_fit(use, trigger, anchored)
    if link == "from" and use.governor is not None and use.governor.pos_ in NOMINAL and use.governor != trigger.token:
        return 0.05  # "warships from Britain"
    if link == "from" and role == "any":
        return 0.5
    if link in _WEAK:
        if use.governor is not None and use.governor.i not in anchored and role == "any":
            return 0.3
        meant = role in {_WEAK[link], "any"}
        return 1.0 if meant or (link in {"to", "into"} and trigger.kind.family in {"talks", "fighting"}) else 0.1
    if link == "of" and use.governor is not None:
        framed = use.governor.dep_ == "pobj" and use.governor.head.lower_ in {"in", "during", "amid"}
        return 0.8 if use.governor == trigger.token else 0.65 if framed else 0.25
    if link == "modifier":
        return 0.75 if use.governor == trigger.token else 0.1
    if link == "subject":
        return 0.0
    if link in {"with", "for", "against", "about", "by", "like", "as", "than", "after", "before"}:
        return 0.85 if link == "against" and role == "object" else 0.1
    if kind is MentionKind.ASSOCIATIVE and not use.sited:
        return 0.3
    return 1.0 if link in LOCATIVE else 0.4


def _object_fit(use: Use, trigger: Trigger, anchored: Mapping[int, float]) -> float:
    """Return how well a place suits that something is done to: "shelled Donetsk", "stormed Mainok, killing 39"."""
    if use.governor is None or _is_person(use.head):
        return 0.1
    doubt = 0.5 if use.head.ent_type_ == "PERSON" else 1.0
    return doubt * _taken_fit(use.governor, trigger, anchored)


def _taken_fit(governor: Token, trigger: Trigger, anchored: Mapping[int, float]) -> float:
    """Return how well the object of a verb suits the event that a trigger tells of."""
    own = governor.i in {trigger.token.i, -1 if trigger.verb is None else trigger.verb.i}
    if own:
        goal = trigger.kind.place == "goal" and not any(
            child.dep_ == "prep" and child.lower_ in {"to", "into"} for child in governor.children
        )
        wide = trigger.kind.place in {"object", "any"} or trigger.kind.code.type is EventType.PROTEST
        return 1.0 if goal or wide else 0.15
    if governor.dep_ == "conj" and governor.head == trigger.token and trigger.kind.place in {"object", "any"}:
        return 0.9  # "captured and annexed"
    if trigger.kind.code.type not in _ON_PLACES:
        return 0.15
    return 0.8 if anchored.get(governor.i, 0.0) >= 0.5 or governor.lemma_.lower() in _TAKING else 0.15


# "An offensive to retake the town", "an assault targeting three villages".
_TAKING = frozenset(
    """
    capture seize retake recapture recover storm target strike attack hit liberate besiege secure shell bomb enter
    reach raid take
    """.split()  # noqa: SIM905 -- a long list of words reads best so
)
def _is_person(head: Token) -> bool:
    """Tell whether the text speaks of a name as of a person: "Arad, who ..."."""
    return any(
        below.lower_ in {"who", "whom", "whose"}
        for child in head.children
        if child.dep_ == "relcl"
        for below in child.children
    )


_ON_PLACES = frozenset({EventType.ASSAULT, EventType.HAZARD})
