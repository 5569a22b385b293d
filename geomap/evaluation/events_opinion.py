"""A learned second opinion on the verbs that the lexicon passes over: which of them tell of an event after all.

``python -m geomap.evaluation.events_opinion tests/golden`` measures, articles left out, how well word vectors and
syntax tell. It learns from every verb, those of the lexicon among them as though it did not have them, and is judged
on the verbs it does not have. geomap does not use it: see ``docs/scores-events.md``.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geomap.evaluation.events_confidence import apart, fitted
from geomap.evaluation.events_line import open_line
from geomap.evaluation.golden_articles import article_paths, occurrences, read_article
from geomap.events.lexicon import default_lexicon
from geomap.events.named import default_named_events, find_named
from geomap.events.syntax import agents, is_passive, lemma, patients, pobjects
from geomap.events.triggers import find_triggers

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Token

FOLDS = 10
RIDGE = 30.0
_COMMON = 8
_SURE = 0.7
_WIDTH = 50  # principal directions of the vectors


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb: how it looks, whether it tells of an annotated event, whether the lexicon claims it."""

    article: int
    signs: frozenset[str]
    vectors: NDArray[np.float32]
    tells: bool
    known: bool


def verbs(folder: Path) -> Iterator[Verb]:
    """Yield the verbs of a folder's articles; vectors of verb, agents, patients and what stands after prepositions."""
    line, lexicon = open_line(), default_lexicon()
    for number, path in enumerate(article_paths(folder)):
        article = read_article(path)
        parsed = line.parser.parse(article.document)
        told = list(_stretches(path, article.document.text))
        triggers = find_triggers(parsed, lexicon, find_named(parsed, default_named_events(), lexicon))
        known = {item.token.i for item in triggers}
        for token in parsed.doc:
            if token.pos_ != "VERB" or token.dep_ in {"amod", "compound", "aux", "auxpass"}:
                continue
            tells = any(start <= token.idx < end for start, end in told)
            roles = ([token], agents(token), patients(token), list(pobjects(token)))
            vectors = np.concatenate([_mean(nouns) for nouns in roles])
            yield Verb(number, frozenset(_signs(token)), vectors, tells, token.i in known)


def _stretches(path: Path, text: str) -> Iterator[tuple[int, int]]:
    for event in json.loads(path.read_text(encoding="utf-8"))["events"]:
        first = {"surface": event["trigger"], "nth": event.get("nth")}
        for telling in (first, *(event.get("tellings") or ())):
            for start in occurrences(text, telling["surface"], telling.get("nth")):
                yield start, start + len(telling["surface"])


def _mean(tokens: Sequence[Token]) -> NDArray[np.float32]:
    found = [np.asarray(token.vector, dtype=np.float32) for token in tokens if token.ent_type_ != "PERSON"]
    return np.stack(found).mean(axis=0) if found else np.zeros(300, dtype=np.float32)


def _signs(token: Token) -> Iterator[str]:
    yield from (f"tag {token.tag_}", f"link {token.dep_}", "passive" if is_passive(token) else "active")
    yield from (
        f"{child.dep_} {child.lower_}" for child in token.children if child.dep_ in {"aux", "neg", "prt", "mark"}
    )
    for role, nouns in (("agent", agents(token)), ("patient", patients(token))):
        yield from (f"{role} {noun.ent_type_ or noun.pos_}" for noun in nouns)
    for child in token.children:
        if child.dep_ == "prep":
            yield from (f"{child.lower_} {below.ent_type_ or below.pos_}" for below in child.children)
    if token.head != token:
        yield f"under {lemma(token.head)}"


def judged(items: Sequence[Verb]) -> NDArray[np.float64]:
    """Return each verb's probability of telling of an event, by weights fitted on other articles."""
    counts: dict[str, int] = {}
    for item in items:
        for sign in item.signs:
            counts[sign] = counts.get(sign, 0) + 1
    names = sorted(sign for sign, count in counts.items() if count >= _COMMON)
    flags = np.array([[name in item.signs for name in names] for item in items], dtype=float)
    values = np.column_stack([flags, _reduced(np.stack([item.vectors for item in items])), np.ones(len(items))])
    tells = np.array([float(item.tells) for item in items])
    fold = np.array([item.article % FOLDS for item in items])
    chance = np.zeros(len(items))
    for number in range(FOLDS):
        out = fold == number
        chance[out] = 1 / (1 + np.exp(-values[out] @ fitted(values[~out], tells[~out], RIDGE)))
    return chance


def _reduced(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return every role's vectors of unit length along their principal directions, shape (verbs, roles x width)."""
    parts = []
    for role in np.split(vectors.astype(float), vectors.shape[1] // 300, axis=1):
        unit = role / np.maximum(np.linalg.norm(role, axis=1, keepdims=True), 1e-6)
        _, _, axes = np.linalg.svd(unit - unit.mean(axis=0), full_matrices=False)
        parts.append(unit @ axes[:_WIDTH].T * 3.0)
    return np.hstack(parts)


def main(folder: str) -> None:
    """Print how well verbs that the lexicon passes over are told apart."""
    items = list(verbs(Path(folder)))
    new = np.array([not item.known for item in items])
    chance, tells = judged(items)[new], np.array([float(item.tells) for item in items])[new]
    sure = chance > _SURE
    sys.stdout.write(
        f"{len(tells)} verbs that the lexicon passes over, {tells.mean():.3f} in words that tell of an event\n"
        f"area under the curve {apart(chance, tells):.3f}\n"
        f"held likelier than {_SURE}: {sure.sum()}, right {tells[sure].mean() if sure.any() else 0:.3f}\n"
    )


if __name__ == "__main__":
    main(sys.argv[1])
