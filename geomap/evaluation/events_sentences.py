"""Other people's corpora: event places, PLOVER types, MUC-4 attacks, RAMS and WikiEvents triggers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from geomap.evaluation.events_asked import names_place, overlap, passage_start, token_starts
from geomap.evaluation.events_line import open_line
from geomap.evaluation.report import Report, Score
from geomap.model import Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geomap.evaluation.events_line import Line, Read
    from geomap.model import Event

# PLOVER 2023 renamed YIELD of the training file to CONCEDE and RETREAT.
_RENAMED = {"YIELD": ("CONCEDE", "RETREAT")}


def event_places(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Score where the event of a given verb happened: a gold place, or rightly none."""
    from geomap.events import place_of_word

    line, right, wrong = open_line(), Counter[str](), []
    for row in rows:
        read = line.read(Document(row["id"], row["text"]))
        verb = row["verb"]
        found = place_of_word(read.parsed, read.resolutions, read.times, verb["start"], verb["end"])
        gold = [(item["start"], item["end"]) for item in row["locations"]]
        span = None if found is None else (found.mention.start, found.mention.end)
        hit = (span is None and not gold) or (span is not None and any(overlap(span, item) for item in gold))
        right["placed" if gold else "none"] += hit
        right["gold placed" if gold else "gold none"] += 1
        if not hit:
            told = "none" if found is None else found.mention.surface
            wrong.append(
                f"{row['id']}: {told} for {[item['surface'] for item in row['locations']]} "
                f"of {verb['surface']}: {row['text']}"
            )
    total = right["gold placed"] + right["gold none"]
    scores = (
        Score("place right, or rightly none", _share(right["placed"] + right["none"], total), total),
        Score("right where there is one", _share(right["placed"], right["gold placed"]), right["gold placed"]),
        Score("rightly none", _share(right["none"], right["gold none"]), right["gold none"]),
    )
    return Report("events: places", name, scores, tuple(wrong))


def plover_types(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Score the PLOVER type of the sentence's main event."""
    from geomap.events import type_of_sentence

    line, right, per, wrong = open_line(), 0, Counter[str](), []
    for row in rows:
        parsed = line.parser.parse(Document(row["id"], row["text"]))
        found = type_of_sentence(parsed)
        gold = _RENAMED.get(row["event_type"], (row["event_type"],))
        hit = found is not None and found.value in gold
        right += hit
        per[row["event_type"]] += hit
        if not hit:
            wrong.append(f"{row['event_type']} read as {found}: {row['text']}")
    counts = Counter(row["event_type"] for row in rows)
    scores = [Score("type right", _share(right, len(rows)), len(rows), "YIELD counts as CONCEDE or RETREAT")]
    scores += [Score(f"  {kind}", _share(per[kind], counts[kind]), counts[kind]) for kind in sorted(counts)]
    return Report("events: PLOVER types", name, tuple(scores), tuple(wrong))


def attack_reports(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Score attacks in reports written in capitals: an ASSAULT, a date inside the gold one, a gold place."""
    line, counts = open_line(), Counter[str]()
    for row in rows:
        published = date.fromisoformat(row["dct"]) if row.get("dct") else None
        read = line.read(Document(row["id"], row["text"], published=published))
        events = [
            event
            for event in line.extractor.extract(read.parsed, read.resolutions, read.times)
            if event.type == "ASSAULT"
        ]
        for gold in row["events"]:
            if gold.get("optional"):
                continue
            counts["gold"] += 1
            counts["found"] += bool(events)
            counts["dated"] += any(_dated(event, gold) for event in events)
            counts["placed"] += any(_placed(event, gold) for event in events)
            counts["both"] += any(_dated(event, gold) and _placed(event, gold) for event in events)
        counts["reports"] += 1
        counts["silent"] += not row["events"] and not events
        counts["empty"] += not row["events"]
    gold = counts["gold"]
    scores = (
        Score("reports", counts["reports"]),
        Score("attacks with an ASSAULT in the report", _share(counts["found"], gold), gold),
        Score("... one of them dated right", _share(counts["dated"], gold), gold, "within the gold interval"),
        Score("... one of them placed right", _share(counts["placed"], gold), gold, "a name of the gold place"),
        Score("... one of them both", _share(counts["both"], gold), gold),
        Score("reports without attack left silent", _share(counts["silent"], counts["empty"]), counts["empty"]),
    )
    return Report("events: MUC-4", name, scores)


def _dated(event: Event, gold: dict[str, Any]) -> bool:
    for item in gold.get("date_norm") or ():
        low, high = item.get("from"), item.get("to")
        start = event.date_from.isoformat() if event.date_from else None
        end = event.date_to.isoformat() if event.date_to else None
        if (
            end is not None
            and high is not None
            and end <= high
            and (low is None or (start is not None and start >= low))
        ):
            return True
    return False


def _placed(event: Event, gold: dict[str, Any]) -> bool:
    names = {name.casefold() for path in gold.get("location_alternatives") or () for name in path[-1:]}
    return bool(event.place_name) and event.place_name.casefold() in names


# RAMS and WikiEvents types that PLOVER has a word for.
_ONTOLOGY = {
    "conflict.attack": ("ASSAULT",),
    "conflict.demonstrate": ("PROTEST",),
    "conflict.yield": ("RETREAT",),
    "life.die": ("ASSAULT", "HAZARD"),
    "life.injure": ("ASSAULT", "HAZARD"),
    "justice.arrestjaildetain": ("COERCE",),
    "contact.negotiate": ("CONSULT",),
    "contact.discussion": ("CONSULT",),
    "contact.contact": ("CONSULT",),
    "disaster.accidentcrash": ("HAZARD",),
    "disaster.fireexplosion": ("HAZARD", "ASSAULT"),
    "disaster.diseaseoutbreak": ("HAZARD",),
    "government.agreements": ("SUPPORT", "AGREE", "RETREAT"),
    "justice.investigatecrime": ("ACCUSE",),
    "justice.initiatejudicialprocess": ("ACCUSE", "COERCE"),
    "justice.investigate": ("ACCUSE",),
    "contact.threatencoerce": ("THREATEN", "COERCE"),
}


def typed_passages(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Score RAMS: at a gold trigger, an event of the matching PLOVER type; and its place where one is given."""
    line, counts = open_line(), Counter[str]()
    for row in rows:
        start = passage_start(row)
        _count_trigger(
            line, row["id"], row["text"], row["type"], [(start, start + len(row["trigger"]), row["places"])], counts
        )
    return _typed_report("events: RAMS", name, counts)


def wiki_documents(name: str, rows: Sequence[dict[str, Any]]) -> Report:
    """Score WikiEvents: at gold triggers, events of the matching PLOVER type; and their places where given."""
    line, counts = open_line(), Counter[str]()
    for row in rows:
        text = row["text"]
        offsets = token_starts(text, row["tokens"])
        for event in row["events"]:
            start = offsets[event["trigger_tokens"][0]]
            spans = [(start, start + len(event["trigger"]), event["places"])]
            _count_trigger(line, row["id"], text, event["type"].casefold(), spans, counts)
    return _typed_report("events: WikiEvents", name, counts)


_events_of: dict[str, tuple[Read, tuple[Event, ...]]] = {}


def _count_trigger(  # noqa: PLR0917
    line: Line,
    doc_id: str,
    text: str,
    kind: str,
    spans: list[tuple[int, int, list[str]]],
    counts: Counter[str],
) -> None:
    from geomap.events import place_of_word

    if text not in _events_of:
        _events_of.clear()
        read = line.read(Document(doc_id, text))
        _events_of[text] = read, line.extractor.extract(read.parsed, read.resolutions, read.times)
    read, events = _events_of[text]
    accepted = next((types for root, types in _ONTOLOGY.items() if kind.startswith(root)), None)
    for start, end, places in spans:
        if accepted is not None:
            marked = [
                event
                for event in events
                for item in event.evidence
                for mark in item.marks
                if mark.role == "trigger" and mark.start < end and start < mark.end
            ]
            counts["triggers"] += 1
            counts["told"] += bool(marked)
            counts["typed"] += any(event.type.value in accepted for event in marked)
        found = place_of_word(read.parsed, read.resolutions, read.times, start, end)
        counts["placed" if places else "unplaced"] += 1
        if places:
            counts["place right"] += found is not None and any(
                names_place(found.mention.surface, place) for place in places
            )
        else:
            counts["rightly none"] += found is None


def _typed_report(task: str, name: str, counts: Counter[str]) -> Report:
    note = "of types that PLOVER has a word for"
    return Report(
        task,
        name,
        (
            Score(
                "gold triggers told as an event", _share(counts["told"], counts["triggers"]), counts["triggers"], note
            ),
            Score("... with the matching type", _share(counts["typed"], counts["triggers"]), counts["triggers"], note),
            Score(
                "place right where given",
                _share(counts["place right"], counts["placed"]),
                counts["placed"],
                "trigger given",
            ),
            Score(
                "rightly none", _share(counts["rightly none"], counts["unplaced"]), counts["unplaced"], "trigger given"
            ),
        ),
    )


def _share(count: int, of: int) -> float:
    return count / of if of else 0.0
