"""Answers as sorted JSON lines, for git and review, and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from geomap.errors import DataError
from geomap.files import replacing
from geomap.geocoding.records import Answer, AnswerStatus, Failure, Key, RecordedPlace, Reply, to_text
from geomap.model import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from geomap.geocoding.answers import Answers

_STRICT = ConfigDict(extra="forbid", frozen=True)


class _PlaceLine(BaseModel):
    model_config = _STRICT

    id: str = Field(min_length=1)
    name: str
    label: str = ""
    lon: float = Field(ge=-180, le=180, allow_inf_nan=False)
    lat: float = Field(ge=-90, le=90, allow_inf_nan=False)
    feature_class: str = ""
    feature_code: str = ""
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = Field(default=0, ge=0)
    wikidata: str = ""
    osm_type: str = ""
    osm_id: int = Field(default=0, ge=0)
    importance: float = Field(default=0, ge=0, le=1)
    bbox: tuple[float, float, float, float] | None = None

    def value(self, source: str) -> RecordedPlace:
        known = self.model_dump(exclude={"label", "osm_type", "osm_id", "importance", "bbox"})
        return RecordedPlace(
            Place(**known, source=source), self.osm_type, self.osm_id, self.label, self.importance, self.bbox
        )


class _FailureLine(BaseModel):
    model_config = _STRICT

    kind: str
    detail: str
    count: int = Field(ge=1)
    failed_at: AwareDatetime
    due_at: AwareDatetime


class _Line(BaseModel):
    model_config = _STRICT

    query: str = Field(min_length=1)
    provider: str = Field(min_length=1)
    context: str = ""
    name: str
    status: AnswerStatus
    retrieved_at: AwareDatetime | None = None
    checked_at: AwareDatetime | None = None
    endpoint: str = ""
    params: dict[str, Any] = Field(default_factory=dict)
    licence: str = ""
    places: tuple[_PlaceLine, ...] = ()
    failure: _FailureLine | None = None
    raw: Any = None

    @model_validator(mode="after")
    def agrees(self) -> _Line:
        """Refuse a line whose status says one thing and whose members another."""
        failed = self.status is AnswerStatus.FAILED
        if (self.status is AnswerStatus.FOUND) != bool(self.places):
            raise ValueError(f"status {self.status} with {len(self.places)} places")
        if failed != (self.retrieved_at is None) or failed != (self.checked_at is None):
            raise ValueError(f"status {self.status} does not agree with retrieved_at and checked_at")
        if failed and self.failure is None:
            raise ValueError("status failed without a failure")
        for place in self.places:
            place.value(self.provider)  # raises what the place itself refuses
        return self


def export_answers(answers: Answers, path: Path, *, raw: bool = True) -> int:
    """Write all answers as JSON lines, sorted by query, provider and context; return how many.

    Parameters
    ----------
    answers
        The store.
    path
        The file; written whole or not at all.
    raw
        Whether to keep the providers' own answers, which make the file about ten times as large.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    number = 0
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="\n") as file:
        for number, answer in enumerate(answers.everything(), start=1):  # noqa: B007 -- counts
            file.write(json.dumps(answer_line(answer, raw=raw), ensure_ascii=False, sort_keys=True) + "\n")
    return number


def answer_line(answer: Answer, *, raw: bool = True) -> dict[str, Any]:
    """Return an answer as plain JSON; empty members are left out."""
    line: dict[str, Any] = {**answer.key._asdict(), "name": answer.name, "status": answer.status.value}
    if answer.retrieved_at is not None and answer.checked_at is not None:
        line |= {"retrieved_at": to_text(answer.retrieved_at), "checked_at": to_text(answer.checked_at)}
    if answer.reply is not None:
        line |= {"endpoint": answer.reply.endpoint, "licence": answer.reply.licence}
        line |= {"params": json.loads(answer.reply.params), "places": [place_line(place) for place in answer.places]}
        line["raw"] = json.loads(answer.reply.raw) if raw and answer.reply.raw else None
    failure = answer.failure
    if failure is not None and failure.failed_at is not None and failure.due_at is not None:
        moments = {"failed_at": to_text(failure.failed_at), "due_at": to_text(failure.due_at)}
        line["failure"] = {"kind": failure.kind, "detail": failure.detail, "count": failure.count, **moments}
    return {name: value for name, value in line.items() if value not in (None, "", [], {})}


def place_line(recorded: RecordedPlace) -> dict[str, Any]:
    """Return a place as plain JSON; empty members are left out."""
    place = recorded.place
    line = {
        "id": place.id, "name": place.name, "label": recorded.label, "lon": place.lon, "lat": place.lat,
        "feature_class": place.feature_class, "feature_code": place.feature_code, "country": place.country,
        "admin1": place.admin1, "admin2": place.admin2, "population": place.population, "wikidata": place.wikidata,
        "osm_type": recorded.osm_type, "osm_id": recorded.osm_id, "importance": recorded.importance,
        "bbox": None if recorded.bbox is None else list(recorded.bbox),
    }  # fmt: skip
    return {name: value for name, value in line.items() if name in {"lon", "lat"} or value not in (None, "", 0)}


def import_answers(answers: Answers, path: Path) -> tuple[int, int]:
    """Read answers that `export_answers` wrote; what is recorded already and newer is kept.

    Returns
    -------
    tuple
        How many lines were taken, and how many were older than what is recorded.

    Raises
    ------
    DataError
        If a line is damaged; nothing is then imported.
    """
    taken = older = 0
    with answers.writing():
        for line in _lines(path):
            key = Key(line.query, line.provider, line.context)
            known = answers.get(key)
            if known is not None and not _newer(line, known):
                older += 1
                continue
            _record(answers, key, line)
            taken += 1
    return taken, older


def _lines(path: Path) -> Iterator[_Line]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, text in enumerate(file, start=1):
                if text.strip():
                    yield _parsed(text, f"{path}, line {number}")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {error}.", "Nothing was imported.") from error


def _parsed(text: str, where: str) -> _Line:
    try:
        return _Line.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        member = ".".join(str(part) for part in first["loc"])
        raise DataError(f"{where}: {member}: {first['msg']}.", "Mend the line; nothing was imported.") from error


def answer_text(key: Key, name: str, reply: Reply, at: datetime) -> str:
    """Return a definite answer that is not recorded yet as one line of JSON."""
    answer = Answer(key, name, reply.status, reply, at, at)
    return json.dumps(answer_line(answer), ensure_ascii=False, sort_keys=True)


def record_text(answers: Answers, text: str) -> None:
    """Record an answer that `answer_text` wrote, whatever is recorded already.

    Raises
    ------
    DataError
        If the text is damaged.
    """
    line = _parsed(text, "a held answer")
    _record(answers, Key(line.query, line.provider, line.context), line)


def place_of_line(line: dict[str, Any], source: str) -> RecordedPlace:
    """Return a place that `place_line` wrote."""
    return _PlaceLine.model_validate(line).value(source)


def _newer(line: _Line, known: Answer) -> bool:
    """Tell whether a line knows more recent things than the store."""
    moments = [line.checked_at, line.failure.failed_at if line.failure else None]
    recorded = [known.checked_at, known.failure.failed_at if known.failure else None]
    latest = max((moment for moment in recorded if moment is not None), default=None)
    return any(moment is not None and (latest is None or moment > latest) for moment in moments)


def _record(answers: Answers, key: Key, line: _Line) -> None:
    if line.status is not AnswerStatus.FAILED:
        reply = Reply(
            tuple(place.value(line.provider) for place in line.places),
            "" if line.raw is None else json.dumps(line.raw, ensure_ascii=False),
            json.dumps(line.params, sort_keys=True, separators=(",", ":")),
            line.endpoint,
            line.licence,
        )
        answers.record(key, line.name, reply, at=line.retrieved_at, checked_at=line.checked_at)
    if line.failure is not None:
        failure = Failure(**line.failure.model_dump())
        answers.record_failure(key, line.name, failure, count=failure.count)
