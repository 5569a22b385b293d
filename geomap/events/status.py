"""Whether an event happened, is going on, is planned, called off, denied or only thought of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geomap.events.syntax import NOMINAL, OBJECTS, VERBAL, lemma, subjects
from geomap.events.triggers import is_striking
from geomap.model import EventType, Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from geomap.events.triggers import Trigger

_FUTURE = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MAYBE = frozenset({"may", "might", "could", "should", "must", "can", "ca"})
_REGULAR = frozenset(
    {
        "regularly",
        "annually",
        "often",
        "usually",
        "periodically",
        "routinely",
        "frequently",
        "yearly",
        "monthly",
        "always",
    }
)
_PLANNED_WORDS = frozenset(
    {"planned", "upcoming", "scheduled", "forthcoming", "next", "proposed", "future", "coming", "imminent", "expected"}
)
_ONGOING_WORDS = frozenset({"ongoing", "current", "continuing", "present"})
_PAST_WORDS = frozenset({"recent", "last", "previous", "past", "earlier", "latest", "former", "first"})
_MAYBE_WORDS = frozenset(
    {
        "possible",
        "potential",
        "hypothetical",
        "likely",
        "feared",
        "further",
        "any",
        "such",
        "threatened",
        "future",
        "eventual",
        "simulated",
        "mock",
        "imaginary",
        "fictional",
    }
)
_AFTER = frozenset({"after", "since", "following", "despite", "from", "by"})
_BEFORE = frozenset({"before", "until", "till", "ahead", "prior", "pending"})
_DURING = frozenset({"in", "during", "amid", "amidst", "at", "to", "into", "throughout", "with", "through", "as"})
_NEVER = frozenset({"without", "against", "barring"})
_ABOUT = frozenset({"about", "on", "over", "of", "concerning", "regarding", "between"})
_MOVING = frozenset(
    {
        "arrive",
        "travel",
        "come",
        "go",
        "send",
        "fly",
        "deploy",
        "gather",
        "move",
        "head",
        "leave",
        "sail",
        "dispatch",
        "meet",
        "return",
    }
)
_JOINING = frozenset({"take", "participate", "join", "engage", "involve", "be"})
_WISHES = frozenset(
    {"demand", "call", "appeal", "request", "wish", "need", "insist", "plea", "bid", "pressure", "press"}
)
_FORESEEN = frozenset({"expect", "anticipate", "foresee", "envisage", "await", "consider"})
_THIS = frozenset(
    {"it", "this", "that", "which", "claim", "charge", "charges", "accusation", "allegation", "report", "so"}
)
# What is condemned, mourned or survived has happened.
_FACTIVE = frozenset({"condemn", "denounce", "deplore", "mourn", "survive", "lament", "commemorate", "avenge"})
_SUFFERED = frozenset({EventType.ASSAULT, EventType.HAZARD, EventType.COERCE})
_PUT_OFF = frozenset(
    {"postpone", "delay", "defer", "reschedule", "put off", "put back", "push back", "move", "bring forward"}
)
_HEARSAY = frozenset(
    {"rumour", "rumor", "claim", "report", "allegation", "suggestion", "speculation", "accusation", "story", "gossip"}
)
_UNSURE = frozenset({"rumour", "rumor", "speculation", "gossip"})
_DISMISSING = frozenset({"dismiss", "reject", "rubbish", "quash", "debunk", "scotch", "contradict"})
_DEPTH = 6


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clause says of an event's reality.

    Attributes
    ----------
    status
        ``None`` when the words only point at an event that is told elsewhere.
    idle
        The event is only spoken of: a purpose, a fear, a wish. Nothing to map by itself.
    attributed_to
        Who says so, when it is only claimed.
    """

    status: Status | None
    idle: bool = False
    attributed_to: str = ""


_POINTS = Reading(None)
_IDLE = Reading(Status.HYPOTHETICAL, idle=True)
_UNTOLD = Reading(None, idle=True)  # neither that it happens nor that it is called off


class StatusReader:
    """Reads status from tense, modality, negation and the verbs above.

    Parameters
    ----------
    clauses
        The ``[clauses]`` lists of the trigger lexicon.
    """

    def __init__(self, clauses: Mapping[str, frozenset[str]]) -> None:
        self._clauses = clauses

    def read(self, trigger: Trigger, *, headline: bool = False) -> Reading:
        """Return what the text says of the trigger's reality."""
        verb = trigger.verb
        if not trigger.is_noun:
            return self._clause(trigger.token, headline=headline)
        modified = self._modifiers(trigger.token)
        if modified is not None:
            return self._refine(modified, trigger, headline=headline)
        if verb is None:
            return self._loose(trigger)
        return self._noun(trigger, verb, headline=headline)

    def _refine(self, status: Status, trigger: Trigger, *, headline: bool) -> Reading:
        """Read on: a planned exercise may yet be cancelled."""
        if trigger.verb is None:
            return Reading(status, idle=status is Status.HYPOTHETICAL)
        told = self._noun(trigger, trigger.verb, headline=headline)
        if told.status in {Status.CANCELLED, Status.DENIED}:
            return told
        return Reading(status, idle=status is Status.HYPOTHETICAL, attributed_to=told.attributed_to)

    def _modifiers(self, token: Token) -> Status | None:
        words = {child.lower_ for child in token.children if child.dep_ in {"amod", "det", "compound"}}
        if words & _MAYBE_WORDS and not words & _PAST_WORDS and not words & _PLANNED_WORDS:
            return Status.HYPOTHETICAL if words & (_MAYBE_WORDS - {"such", "further"}) else None
        for marks, status in ((_PLANNED_WORDS, Status.PLANNED), (_ONGOING_WORDS, Status.ONGOING)):
            if words & marks:
                return status
        return None

    def _loose(self, trigger: Trigger) -> Reading:
        """Read a noun that hangs on a preposition or stands alone."""
        if trigger.relation in _AFTER:
            return Reading(Status.HAPPENED)
        if trigger.relation in _NEVER:
            return _IDLE
        governor = trigger.token.head.head if trigger.token.dep_ == "pobj" else trigger.token.head
        if governor != trigger.token and (
            lemma(governor) in self._clauses["scenario"] or governor.pos_ in {"ADJ", "ADV"}
        ):
            return _IDLE
        if trigger.relation == "fragment" and trigger.token.dep_ == "ROOT":
            return Reading(Status.HAPPENED)
        return _POINTS

    def _noun(self, trigger: Trigger, verb: Token, *, headline: bool) -> Reading:  # noqa: C901, PLR0911
        word, relation = _verb_words(verb), trigger.relation
        if relation in _AFTER:
            return Reading(Status.HAPPENED) if relation != "by" else _POINTS
        if relation in _NEVER:
            return _IDLE
        if relation in _BEFORE:
            above = self._clause(verb, headline=headline)
            return Reading(Status.HAPPENED if above.status is Status.HAPPENED else Status.PLANNED)
        if relation in {"object", "subject", "attribute", "for", "on", "off", "to", "of", "at", "in", "with"}:
            told = self._by_verb(trigger, verb, word, headline=headline)
            if told is not None:
                return told
        if relation == "for":
            if verb.lemma_.lower() in _MOVING:
                above = self._clause(verb, headline=headline)
                return above if verb.lemma_.lower() == "meet" else Reading(Status.PLANNED, idle=above.idle)
            return _IDLE
        if relation == "as" and not word & self._clauses["occur"]:
            return _IDLE  # "treated as an attack on them"
        if relation in _DURING:
            return self._clause(verb, headline=headline)
        if relation in {"object", "subject", "attribute"} and _is_on_hold(verb):
            return Reading(Status.CANCELLED)
        if relation in {"object", "subject", "attribute"} and word & self._clauses["occur"]:
            return self._clause(verb, headline=headline)
        if relation == "subject":
            return self._befalling(trigger, verb, headline=headline)
        return _POINTS

    def _befalling(self, trigger: Trigger, verb: Token, *, headline: bool) -> Reading:
        """Read a noun that does something: "a blast had torn a hole in the bridge", "an attack would be answered"."""
        helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        if helpers & (_MAYBE | {"would"}):
            return _IDLE
        if is_striking(trigger.kind, verb):
            return self._clause(verb, headline=headline)
        return _POINTS

    def _by_verb(  # noqa: C901, PLR0911 -- one question for each list of verbs
        self, trigger: Trigger, verb: Token, word: set[str], *, headline: bool
    ) -> Reading | None:
        """Tell what a verb of planning, cancelling, denying, wanting or fearing makes of its noun."""
        lists = self._clauses
        is_subject = trigger.relation == "subject" and not _is_passive(verb)
        halted = bool(word & {"stop", "pause", "halt"}) and trigger.kind.family in {"exercise", "talks"}
        if halted and not _is_wished(verb, lists["want"]):
            return self._called_off(verb, headline=headline)
        if word & lists["cancel"] and (not is_subject or _is_wished(verb, lists["want"])):
            return _UNTOLD if _is_wished(verb, lists["want"]) else self._called_off(verb, headline=headline)
        if is_subject or trigger.relation in {"in", "with", "at"}:
            return None
        judged = self._judged(trigger, verb, word)
        if judged is not None:
            return judged
        if word & lists["plan"] and not word & lists["occur"]:
            above = self._clause(verb, headline=headline)
            if above.status is Status.DENIED and word & _FORESEEN:
                return _IDLE  # "do not expect a war"
            if "agree" in word and trigger.kind.family == "peace":
                return above
            return above if above.status in {Status.CANCELLED, Status.DENIED} else Reading(Status.PLANNED)
        if word & lists["prevent"] and not word & lists["occur"]:
            return _POINTS if trigger.relation != "object" and not _is_passive(verb) else _IDLE
        if "invite" in word and trigger.kind.code.context == "diplomatic":
            return Reading(Status.PLANNED)
        if word & lists["want"] and not word & lists["occur"]:
            return _IDLE
        if word & {"announce"} and trigger.kind.family in {"exercise", "deployment", "election", "talks", "test"}:
            return Reading(Status.PLANNED)
        if word & {"announce", "declare", "impose"}:
            return self._clause(verb, headline=headline)
        return None

    def _judged(self, trigger: Trigger, verb: Token, word: set[str]) -> Reading | None:
        """Tell what denying a deed, or condemning it, says of it."""
        if word & self._clauses["deny"]:
            return Reading(Status.DENIED, attributed_to=_speaker(verb))
        suffered = word & _FACTIVE and trigger.relation == "object" and trigger.kind.code.type in _SUFFERED
        return Reading(Status.HAPPENED) if suffered else None

    def _called_off(self, verb: Token, *, headline: bool) -> Reading:
        """Read a verb of cancelling: only what is asserted cancels; "may be scrapped" and "was not scrapped" do not."""
        own = self._own(verb, headline=headline)
        if own is not None and own.status in {Status.HYPOTHETICAL, Status.DENIED}:
            return _UNTOLD
        if _verb_words(verb) & _PUT_OFF and _has_new_day(verb):
            return Reading(Status.PLANNED)
        above = verb.head
        refused = verb.dep_ == "xcomp" and _verb_words(above) & self._clauses["prevent"]
        return _UNTOLD if refused else Reading(Status.CANCELLED)

    def _clause(self, verb: Token, *, headline: bool, depth: int = 0) -> Reading:
        """Status of a verb from its own form and, when that does not say, from what governs it."""
        if depth > _DEPTH:
            return _POINTS
        own = self._own(verb, headline=headline)
        above = self._governed(verb, headline=headline, depth=depth)
        if own is None:
            return above or Reading(Status.HAPPENED if verb.tag_ in {"VBN", "VBD"} else Status.ONGOING)
        if above is None:
            return own
        if above.status in {Status.DENIED, Status.CANCELLED} or (above.status is Status.HYPOTHETICAL and above.idle):
            return above
        return replace(own, attributed_to=own.attributed_to or above.attributed_to)

    def _own(self, verb: Token, *, headline: bool) -> Reading | None:  # noqa: PLR0911
        """Status from auxiliaries, negation, "if" and adverbs; ``None`` for infinitives and participles."""
        helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
        marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
        adverbs = {child.lower_ for child in verb.children if child.dep_ in {"advmod", "npadvmod"}}
        conditional = any(
            child.dep_ == "advcl"
            and any(below.dep_ == "mark" and below.lower_ in {"if", "unless"} for below in child.children)
            for child in verb.children
        )
        if any(child.dep_ == "neg" for child in verb.children) or "never" in adverbs:
            return Reading(Status.DENIED)
        if marks & {"if", "unless", "whether", "lest"} or helpers & _MAYBE:
            return Reading(Status.HYPOTHETICAL)
        if helpers & _FUTURE:
            return Reading(Status.HYPOTHETICAL if conditional else Status.PLANNED)
        if helpers & {"would", "'d"}:
            reported = verb.dep_ == "ccomp" and not conditional
            return Reading(Status.PLANNED if reported else Status.HYPOTHETICAL)
        if helpers & {"to"} and verb.tag_ == "VB":
            return self._headline_future(verb, headline=headline)
        if adverbs & _REGULAR or _has_every(verb):
            return Reading(Status.RECURRING)
        return self._tense(verb, helpers, headline=headline)

    def _headline_future(self, verb: Token, *, headline: bool) -> Reading | None:
        """Read a headline's future: "NATO to hold drills"."""
        first = verb.dep_ in {"ROOT", "relcl", "acl"} and headline
        return Reading(Status.PLANNED) if first else None

    def _tense(self, verb: Token, helpers: set[str], *, headline: bool) -> Reading | None:
        if verb.tag_ == "VBD" or (
            helpers & {"was", "were", "had", "did", "has", "have", "'ve", "'s been"} and verb.tag_ != "VBG"
        ):
            return Reading(Status.HAPPENED)
        if verb.tag_ == "VBG":
            if helpers & {"is", "are", "am", "'s", "'re", "was", "were", "been", "be"}:
                past = helpers & {"was", "were"}
                return Reading(Status.HAPPENED if past else Status.ONGOING)
            return Reading(Status.ONGOING) if headline and verb.dep_ == "ROOT" else None
        if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VBN" and helpers & {"is", "are", "'re", "'s"}):
            ongoing = helpers & {"being"}
            return Reading(Status.HAPPENED if headline and not ongoing else Status.ONGOING)
        if verb.tag_ == "VBN" and verb.dep_ in {"acl", "ROOT"}:
            return Reading(Status.HAPPENED)
        return None

    def _governed(self, verb: Token, *, headline: bool, depth: int) -> Reading | None:  # noqa: PLR0911
        """Tell what the verb or noun above makes of a clause."""
        head = verb.head
        if head == verb:
            return None
        if verb.dep_ == "conj" and head.pos_ in VERBAL:
            return self._clause(head, headline=headline, depth=depth + 1) if _is_bare(verb) else None
        if verb.dep_ == "pcomp":
            return self._after_preposition(verb, headline=headline, depth=depth)
        if verb.dep_ in {"xcomp", "ccomp", "advcl", "relcl", "acl"} and head.pos_ in VERBAL | {"ADJ"}:
            return self._below_verb(verb, head, headline=headline, depth=depth)
        if verb.dep_ in {"acl", "ccomp"} and head.pos_ in NOMINAL and lemma(head) in _HEARSAY:
            return self._hearsay(head)
        if verb.dep_ in {"acl", "ccomp"} and head.pos_ in NOMINAL and _is_infinitive(verb):
            noun = lemma(head)
            if noun in {
                "plan",
                "decision",
                "agreement",
                "intention",
                "order",
                "deal",
                "promise",
                "pledge",
                "operation",
            }:
                return Reading(Status.PLANNED)
            return (
                _IDLE
                if noun in self._clauses["scenario"] or noun in {"attempt", "effort", "ability", "right"}
                else Reading(Status.PLANNED)
            )
        return None

    def _hearsay(self, noun: Token) -> Reading | None:
        """Tell what is made of a rumour or a claim: "dismissed rumours that ..." denies what they tell."""
        above = noun.head
        if noun.dep_ in OBJECTS and _verb_words(above) & (self._clauses["deny"] | _DISMISSING):
            return Reading(Status.DENIED, attributed_to=_speaker(above))
        return _IDLE if lemma(noun) in _UNSURE else None

    def _after_preposition(self, verb: Token, *, headline: bool, depth: int) -> Reading | None:
        preposition, above = verb.head.lower_, verb.head.head
        if lemma(above) in self._clauses["claimed"] and preposition in {"of", "for"}:
            if self._is_denied_after(above):
                return Reading(Status.DENIED, attributed_to=_speaker(above))
            return Reading(Status.HAPPENED, attributed_to=_speaker(above))
        if preposition in {"for", "at", "from", "without", "against", "toward", "towards"}:
            if lemma(above) in {
                "condemn",
                "arrest",
                "criticise",
                "criticize",
                "apologise",
                "apologize",
                "convict",
                "sanction",
            }:
                return Reading(Status.HAPPENED)
            return _IDLE
        if preposition in {"before", "after", "since"}:
            return Reading(Status.HAPPENED)
        return self._clause(above, headline=headline, depth=depth + 1) if above.pos_ in VERBAL else None

    def _is_denied_after(self, verb: Token) -> bool:
        """Tell whether the sentence, or the next, denies what was just claimed: "..., which Bishkek denied"."""
        doc = verb.doc
        stop = verb.sent.end
        after = doc[stop].sent.end if stop < len(doc) else stop
        return any(
            lemma(token) in self._clauses["deny"]
            and any(child.dep_ in OBJECTS and child.lower_ in _THIS for child in token.children)
            for token in doc[verb.i : after]
        )

    def _below_verb(  # noqa: PLR0911
        self, verb: Token, head: Token, *, headline: bool, depth: int
    ) -> Reading | None:
        words, lists = _verb_words(head), self._clauses
        infinitive = _is_infinitive(verb)
        if words & lists["deny"] and verb.dep_ in {"xcomp", "ccomp"}:
            return Reading(Status.DENIED, attributed_to=_speaker(head))
        if words & lists["cancel"] and verb.dep_ == "xcomp":
            return _UNTOLD if _is_wished(head, lists["want"]) else self._called_off(head, headline=headline)
        if verb.dep_ in {"xcomp", "ccomp"}:
            governing = self._own(head, headline=headline)
            if infinitive and governing is not None and governing.status is Status.HYPOTHETICAL:
                return governing  # "if the army were to open an offensive"
            told = self._complement(verb, head, words, infinitive=infinitive)
            if told is not None:
                return told
            if verb.dep_ == "ccomp" and words & lists["say"]:
                claimed = bool(words & lists["claimed"])
                above = self._governed(head, headline=headline, depth=depth + 1)
                return replace(above or _POINTS, attributed_to=_speaker(head) if claimed else "")
            return self._clause(head, headline=headline, depth=depth + 1) if not _is_finite(verb) else None
        if verb.dep_ == "advcl":
            above = self._clause(head, headline=headline, depth=depth + 1)
            if infinitive and lemma(head) not in _MOVING and lemma(head) not in lists["plan"]:
                return replace(_IDLE)  # "built a bridge to reach the village"
            if infinitive:
                return Reading(Status.PLANNED, idle=above.idle or above.status is Status.HYPOTHETICAL)
            return None if _is_finite(verb) else above
        return None

    def _complement(  # noqa: PLR0911
        self, verb: Token, head: Token, words: set[str], *, infinitive: bool
    ) -> Reading | None:
        """Read "plans to hold", "refused to hold", "could lead the armies to conduct"."""
        lists = self._clauses
        if words & lists["prevent"] and (infinitive or not words & {"say"}):
            return Reading(Status.DENIED) if words & {"refuse", "fail", "reject"} else _IDLE
        if not infinitive:
            return None
        if "prepare" in words or "train" in words:
            # "preparing to hold drills" is a plan; "preparing the armies to fight" is a skill.
            skilled = any(child.dep_ in OBJECTS for child in head.children) or any(
                child.dep_ == "nsubj" for child in verb.children
            )
            return _IDLE if skilled else Reading(Status.PLANNED)
        if words & {
            "begin",
            "start",
            "continue",
            "manage",
            "help",
            "happen",
            "appear",
            "seem",
            "use",
            "force",
            "cause",
            "lead",
        }:
            return None
        if words & lists["plan"] or words & {
            "due",
            "set",
            "go",
            "be",
            "decide",
            "order",
            "agree",
            "ready",
            "will",
            "hope",
            "invite",
        }:
            return Reading(Status.PLANNED)
        if words & lists["want"] or words & {
            "able",
            "likely",
            "possible",
            "willing",
            "need",
            "have",
            "allow",
            "let",
            "authorise",
            "authorize",
        }:
            return Reading(Status.HYPOTHETICAL, idle=not words & {"order", "want", "likely", "authorise", "authorize"})
        if words & lists["say"]:
            perfect = any(child.lower_ == "have" for child in verb.children)
            return Reading(Status.HAPPENED if perfect else Status.PLANNED, attributed_to=_speaker(head))
        return None


def _is_on_hold(verb: Token) -> bool:
    """Tell whether a clause puts something off: "the deployment was on hold"."""
    return lemma(verb) in {"be", "put", "remain", "place"} and any(
        below.lower_ in {"hold", "ice"} for child in verb.children if child.lower_ == "on" for below in child.children
    )


def _verb_words(verb: Token) -> set[str]:
    """Return the verb's lemma, and with its particle ("call off")."""
    word = lemma(verb)
    return {word} | {f"{word} {child.lower_}" for child in verb.children if child.dep_ in {"prt", "advmod"}}


def _is_wished(verb: Token, wanting: frozenset[str]) -> bool:
    """Tell whether a clause is what somebody wants: "asked the army to stop ...", "demanded that ... be scrapped"."""
    current = verb
    for _ in range(_DEPTH):
        above = current.head
        if above == current or current.dep_ not in {"xcomp", "ccomp", "advcl", "acl", "conj", "pcomp"}:
            return False
        if current.dep_ == "conj":
            if not _is_bare(current):
                return False
            current = above
            continue
        if not _is_open(current):
            return False
        if current.dep_ == "pcomp":
            above = above.head
        if {lemma(above), *_verb_words(above)} & (wanting | _WISHES):
            return True
        current = above
    return False


def _is_open(verb: Token) -> bool:
    """Tell whether a clause asserts nothing by itself: an infinitive, a participle, a subjunctive, or "should"."""
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & {"should", "must", "to", "be"}:
        return True
    # "wanted the drills suspended": the parser may take the participle for a past tense.
    unmarked = not any(child.dep_ == "mark" for child in verb.children)
    return not helpers and (verb.tag_ in {"VB", "VBN", "VBG"} or (verb.tag_ == "VBD" and unmarked))


def _is_passive(verb: Token) -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in verb.children) or (
        verb.tag_ == "VBN" and verb.dep_ in {"acl", "relcl"}
    )


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ == "to" for child in verb.children)


def _is_bare(verb: Token) -> bool:
    return not any(child.dep_ in {"aux", "auxpass", "nsubj", "nsubjpass"} for child in verb.children)


def _is_finite(verb: Token) -> bool:
    return verb.tag_ in {"VBD", "VBZ", "VBP", "MD"} or any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ != "to" for child in verb.children
    )


def _has_every(verb: Token) -> bool:
    return any(
        child.dep_ == "npadvmod" and any(below.lower_ in {"every", "each"} for below in child.children)
        for child in verb.children
    )


def _speaker(verb: Token) -> str:
    found = subjects(verb)
    if not found or found[0].pos_ == "PRON":
        return ""
    tokens = [token for token in found[0].subtree if not token.is_space]
    words = found[0].doc[tokens[0].i : found[0].i + 1].text
    return str(words)


def _has_new_day(verb: Token) -> bool:
    """Tell whether what is put off has a new day: "postponed to Monday", "delayed until 15 July"."""
    return any(
        below.ent_type_ in {"DATE", "TIME"}
        for child in verb.children
        if child.dep_ == "prep" and child.lower_ in {"to", "until", "till", "for"}
        for below in child.children
    )
