"""Train the model that decides which stretches of a text are place names, and measure it on documents it has not seen.

    python benchmarks/train_toponym_tagger.py CORPUS.jsonl... [--ner FILE.txt] [--write data/models/toponym_tagger.npz]

Corpora are divided by document into folds; every document is scored by weights that learned from the other folds.
Sentences of a NER corpus (token TAB BIO label) are learned from, never scored.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from toponym_corpora import FOLDS, SEED, SPARING, folded, parsed_all

from geomap.evaluation.toponyms import count_recognition
from geomap.model import Document
from geomap.recognition.span_features import DocumentFeatures, SpanFeatures
from geomap.recognition.span_model import POSITIONS, SpanWeights, again
from geomap.recognition.spans import candidate_spans, text_of
from geomap.recognition.tokens import surface_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.evaluation.toponyms import Gold
    from geomap.language import ParsedDocument
    from geomap.recognition.names import KnownNames

HIDDEN = 24
EPOCHS = 14
BATCH = 512
RATE = 0.004
DECAY = 3e-3
DROP = 0.3  # of symbolic features, while training: names must not be learned by heart
SENTENCES = 3000  # of a NER corpus
THRESHOLDS = (0.3, 0.4)
RARE = 4  # a symbolic feature seen less often is left out
PLACES = {"LOC", "LOCATION", "GPE", "FAC", "FACILITY"}


@dataclass
class Example:
    corpus: str
    fold: int
    parsed: ParsedDocument
    gold: list[Gold]
    spans: list[tuple[int, int]]
    features: list[SpanFeatures]
    texts: list[str]
    target: np.ndarray  # 1 place, 0 not, -1 teaches nothing
    columns: list[list[int]] = field(default_factory=list)
    dense: np.ndarray | None = None


def main() -> None:
    arguments = _arguments()
    from geomap.gazetteer import open_gazetteer
    from geomap.recognition.names import KnownNames
    from geomap.recognition.recogniser import LEAST, SpanRecogniser

    gazetteer = open_gazetteer()
    names = KnownNames(gazetteer)
    examples = [
        example_of(path.stem, fold, parsed, gold, names)
        for path in arguments.corpora
        for parsed, gold, fold in folded(path, lambda word: bool(names.demonym(word)), arguments.cache, arguments.limit)
    ]
    extra = [e for path in arguments.ner for e in sentences(path, names, arguments.cache)]
    print(f"{len(examples)} documents, {sum(len(e.spans) for e in examples)} candidates", flush=True)
    counts: dict[str, Counter[str]] = {}
    for fold in range(FOLDS) if not arguments.only_write else ():
        weights = train([e for e in examples if e.fold != fold] + extra, f"fold-{fold}")
        if arguments.folds:
            _write(arguments.folds / f"tagger-fold-{fold}.npz", weights)
        for example, least in itertools.product(examples, THRESHOLDS):
            if example.fold == fold:
                found = SpanRecogniser(gazetteer, weights, least).recognise(example.parsed)
                corpus = counts.setdefault(f"{example.corpus}, taken from {least}", Counter())
                notes = count_recognition(example.parsed.document.text, example.gold, found, corpus)
                if arguments.errors and least == LEAST:
                    with (arguments.errors / f"tagger-{example.corpus}.txt").open("a", encoding="utf-8") as file:
                        file.writelines(note + "\n" for note in notes)
        print(f"fold {fold} done", flush=True)
    for corpus, found in counts.items():
        measures = itertools.product(("all", "names"), ("hit", "strict"))
        print(corpus, *(f"{group} {match}: {_prf(found, group, match)}" for group, match in measures), sep="\n  ")
    if arguments.write:
        weights = train(examples + extra, arguments.name)
        _write(arguments.write, weights)


def _prf(counts: Counter[str], group: str, match: str) -> str:
    precision = counts[f"{group}_found_{match}"] / max(1, counts[f"{group}_found"])
    recall = counts[f"{group}_gold_{match}"] / max(1, counts[f"{group}_gold"])
    return f"P {precision:.3f} R {recall:.3f} F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--ner", nargs="*", default=[], type=Path)
    parser.add_argument("--cache", type=Path, help="folder of parses kept between runs")
    parser.add_argument("--errors", type=Path, help="folder for lists of errors")
    parser.add_argument("--folds", type=Path, help="folder for the weights of each fold, for the ranker's training")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--only-write", action="store_true", help="skip the cross-validation")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--name", default="toponym-tagger-1")
    return parser.parse_args()


def example_of(corpus: str, fold: int, parsed: ParsedDocument, gold: list[Gold], names: KnownNames) -> Example:
    """Return the candidates of a document with their features, and which of them are gold."""
    doc = parsed.doc
    spans = candidate_spans(doc, names)
    made = DocumentFeatures(doc, names, spans)
    wanted = {(item.start, item.end) for item in gold}
    target = np.array([float(surface_of(doc, *span) in wanted) for span in spans], dtype=np.float32)
    if corpus in SPARING:
        for row, (start, end) in enumerate(spans):
            host = doc[start].ent_type_ in {"ORG", "EVENT", "WORK_OF_ART", "PRODUCT", "LAW"}
            if target[row] == 0 and (host or names.demonym(text_of(doc, start, end))):
                target[row] = -1
    texts = [text_of(doc, *span) for span in spans]
    return Example(corpus, fold, parsed, gold, spans, [made.of(*span) for span in spans], texts, target)


def sentences(path: Path, names: KnownNames, cache: Path | None) -> Iterator[Example]:
    """Yield sentences of a NER corpus."""
    rows = [block.split("\n") for block in path.read_text(encoding="utf-8").strip().split("\n\n")]
    blocks = [[line.split("\t") for line in block if "\t" in line] for block in rows]
    picked = np.random.default_rng(SEED).permutation(len(blocks))[:SENTENCES]
    blocks = [blocks[i] for i in sorted(picked) if len(blocks[i]) > 4]
    documents = [
        Document(id=f"{path.stem}-{i}", text=" ".join(row[0] for row in block)) for i, block in enumerate(blocks)
    ]
    kept = cache / f"{path.stem}-{SENTENCES}.spacy" if cache else None
    for block, parsed in zip(blocks, parsed_all(documents, kept), strict=True):
        yield _labelled(block, parsed, names)


def _labelled(block: list[list[str]], parsed: ParsedDocument, names: KnownNames) -> Example:
    """Return a sentence whose candidates are judged by its labels; those that cross a label teach nothing."""
    marks = _marks(block)
    example = example_of("ner", -1, parsed, [], names)
    for row, span in enumerate(example.spans):
        start, end = surface_of(parsed.doc, *span)
        over = [mark for mark in marks if mark[0] < end and start < mark[1]]
        exact = any((mark[0], mark[1]) == (start, end) for mark in over)
        example.target[row] = _judged({mark[2] for mark in over}, exact, bool(names.demonym(example.texts[row])))
    return example


def _judged(kinds: set[str], exact: bool, demonym: bool) -> float:
    if not kinds or kinds == {"PERSON"}:
        return 0.0
    if exact and kinds & PLACES:
        return 1.0
    if exact and "NORP" in kinds:
        return float(demonym)
    return 0.0 if kinds <= PLACES else -1.0


def _marks(block: list[list[str]]) -> list[tuple[int, int, str]]:
    """Return start, end and kind of each labelled stretch of a sentence whose words single spaces divide."""
    marks: list[tuple[int, int, str]] = []
    at = 0
    for row in block:
        word, (position, _, kind) = row[0], row[-1].partition("-")
        end = at + len(word)
        if kind and position == "I" and marks and marks[-1][2] == kind.upper() and marks[-1][1] == at - 1:
            marks[-1] = (marks[-1][0], end, kind.upper())
        elif kind:
            marks.append((at, end, kind.upper()))
        at = end + 1
    return marks


def train(examples: list[Example], name: str) -> SpanWeights:
    """Return learned weights: the first round's by Adam, the second's by logistic regression on held-out scores."""
    halves = [[e for i, e in enumerate(examples) if i % 2 == half] for half in (0, 1)]
    tables, labels = [], []
    for half in (0, 1):
        first = _first_round(halves[half], f"{name}, half {half}")
        for example in halves[1 - half]:
            if example.corpus == "ner" or not len(example.spans):
                continue
            keep = example.target >= 0
            tables.append(again(first.scores(example.features).astype(np.float64), example.texts)[keep])
            labels.append(example.target[keep])
    second = _logistic(np.concatenate(tables), np.concatenate(labels))
    first = _first_round(examples, name)
    return replace(first, again=second, name=name)


def _logistic(table: np.ndarray, labels: np.ndarray) -> np.ndarray:
    x = np.hstack([table, np.ones((len(table), 1))])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ w))
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(x.shape[1])
        w -= np.linalg.solve(hessian, x.T @ (p - labels) + 1e-3 * w)
    print("  second round", np.round(w, 3), flush=True)
    return w.astype(np.float32)


def _dense(example: Example) -> np.ndarray:
    if example.dense is None:
        rows = np.zeros((len(example.features), POSITIONS, 300), dtype=np.float16)
        for i, feature in enumerate(example.features):
            for j, token in enumerate(feature.around):
                if token is not None and token.has_vector:
                    rows[i, j] = token.vector / max(1e-6, float(np.linalg.norm(token.vector)))
        example.dense = rows
    return example.dense


def _first_round(examples: list[Example], name: str) -> SpanWeights:
    counts = Counter(w for e in examples for f, t in zip(e.features, e.target, strict=True) if t >= 0 for w in f.words)
    words = {w: i for i, w in enumerate(sorted(w for w, n in counts.items() if n >= RARE))}
    columns, dense, target = [], [], []
    for e in examples:
        keep = np.flatnonzero(e.target >= 0)
        columns += [[words[w] for w in e.features[i].words if w in words] for i in keep]
        dense.append(_dense(e)[keep])
        target.append(e.target[keep])
    dense, target = np.concatenate(dense), np.concatenate(target)
    random = np.random.default_rng(SEED)
    wide = len(words)
    parameters = {
        "table": random.normal(0, 0.05, (wide, HIDDEN)).astype(np.float32),
        "vectors": random.normal(0, 0.05, (POSITIONS, 300, HIDDEN)).astype(np.float32),
        "bias": np.zeros(HIDDEN, np.float32),
        "out": random.normal(0, 0.3, HIDDEN).astype(np.float32),
        "linear": np.zeros(wide, np.float32),
        "out_bias": np.zeros(1, np.float32),
    }
    state = {k: (np.zeros_like(p), np.zeros_like(p)) for k, p in parameters.items()}
    step, steps = 0, EPOCHS * (len(target) // BATCH + 1)
    for epoch in range(EPOCHS):
        total = 0.0
        order = random.permutation(len(target))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            step += 1
            some = [columns[i] for i in rows], dense[rows].astype(np.float32), target[rows]
            loss, gradients = _gradients(*some, parameters, random)
            total += loss * len(rows)
            rate = RATE * min(1.0, 1.5 * (1 - step / (steps + 1)))
            for key, slope in gradients.items():
                first, second = state[key]
                first += 0.1 * (slope - first)
                second += 0.01 * (slope * slope - second)
                change = first / (1 - 0.9**step) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
                parameters[key] -= rate * (change + DECAY * parameters[key])
        if epoch == EPOCHS - 1:
            print(f"{name}: {len(target)} candidates, {wide} words, loss {total / len(target):.4f}", flush=True)
    p = parameters
    arrays = {key: p[key] for key in ("table", "vectors", "bias", "out", "linear")}
    return SpanWeights(words, out_bias=float(p["out_bias"][0]), again=np.zeros(5, np.float32), name=name, **arrays)


def _gradients(
    columns: list[list[int]],
    dense: np.ndarray,
    target: np.ndarray,
    p: dict[str, np.ndarray],
    random: np.random.Generator,
) -> tuple[float, dict[str, np.ndarray]]:
    n = len(target)
    kept = [[c for c, u in zip(row, random.random(len(row)), strict=True) if u > DROP] or row[:1] for row in columns]
    flat = np.array([c for row in kept for c in row], dtype=np.int64)
    owner = np.repeat(np.arange(n), [len(row) for row in kept])
    scale = 1 / (1 - DROP)
    mask = (random.random((n, POSITIONS, 1)) > DROP).astype(np.float32) * scale
    dense = (dense * mask).reshape(n, -1)
    # One row of ones and zeros per candidate, kept as indices: the matrix itself would be a thousand times larger.
    starts = np.cumsum([0, *(len(row) for row in kept[:-1])])
    pre = scale * np.add.reduceat(p["table"][flat], starts) + dense @ p["vectors"].reshape(-1, HIDDEN) + p["bias"]
    hidden = np.tanh(pre)
    score = scale * np.add.reduceat(p["linear"][flat], starts) + hidden @ p["out"] + p["out_bias"][0]
    share = 1 / (1 + np.exp(-np.clip(score, -30, 30)))
    loss = float(-(target * np.log(share + 1e-9) + (1 - target) * np.log(1 - share + 1e-9)).mean())
    slope = ((share - target) / n).astype(np.float32)
    through = slope[:, None] * p["out"] * (1 - hidden**2)
    order = np.argsort(flat, kind="stable")
    columns, first = np.unique(flat[order], return_index=True)
    table, linear = np.zeros_like(p["table"]), np.zeros_like(p["linear"])
    table[columns] = scale * np.add.reduceat(through[owner][order], first)
    linear[columns] = scale * np.add.reduceat(slope[owner][order], first)
    return loss, {
        "table": table,
        "vectors": (dense.T @ through).reshape(p["vectors"].shape),
        "bias": through.sum(axis=0),
        "out": hidden.T @ slope,
        "linear": linear,
        "out_bias": np.array([slope.sum()]),
    }


def _write(path: Path, weights: SpanWeights) -> None:
    np.savez_compressed(
        path,
        **{key: getattr(weights, key).astype(np.float16) for key in ("table", "vectors", "bias", "out", "linear")},
        again=weights.again,
        out_bias=np.float32(weights.out_bias),
        words=np.array("\x1f".join(weights.words)),
        name=np.array(weights.name),
    )
    print(f"wrote {path}, {path.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
