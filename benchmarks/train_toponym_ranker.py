"""Train the toponym ranker, and measure it on documents that its weights have not seen.

    python benchmarks/train_toponym_ranker.py CORPUS.jsonl... --tagger-folds DIR --report scores.txt
        [--across] [--write data/models/toponym_ranker.json]

Every corpus is divided by document into folds. For each fold a ranker learns from the other folds of all corpora; the
report is made of what it says of the held-out documents. With ``--across`` each corpus is held out whole instead, so
that nothing of its kind, its annotators or its gazetteer was seen. The weights that are written learn from everything.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import astuple
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from ranker_calibration import answers_about, calibrations
from ranker_examples import Example, ExampleReader
from ranker_learning import ARTIFICIAL, STEPS, train
from toponym_corpora import FOLDS

from geomap.evaluation.toponyms import measure, report
from geomap.evaluation.toponyms_page import write_page
from geomap.resolution.features import NAMES
from geomap.resolution.ranker import NIL_NAMES, NetworkRanker

if TYPE_CHECKING:
    from geomap.evaluation.toponyms import Outcome
    from geomap.resolution.ranker import Calibration


def main() -> None:
    arguments = _arguments()
    from geomap.gazetteer import open_gazetteer
    from geomap.recognition.recogniser import SpanRecogniser
    from geomap.recognition.span_model import default_weights, read_weights
    from geomap.resolution.resolver import RankingResolver
    from geomap.spatial import open_shapes

    gazetteer = open_gazetteer()
    # Where the tagger's fold weights are at hand, no document is read by a tagger that learned from it either.
    if arguments.tagger_folds:
        weights = [read_weights(arguments.tagger_folds / f"tagger-fold-{fold}.npz") for fold in range(FOLDS)]
    else:
        weights = [default_weights()] * FOLDS
    recognisers = [SpanRecogniser(gazetteer, own) for own in weights]
    reader = ExampleReader(gazetteer, recognisers, arguments.cache, arguments.limit)
    examples = [example for path in arguments.corpora for example in reader.read(path)]
    print(f"{len(examples)} documents, {sum(len(e.gold) for e in examples)} toponyms", flush=True)
    shapes = open_shapes()
    parts = [_part(example, across=arguments.across) for example in examples]
    rankers = {}
    for part in sorted(set(parts)):
        kept = [e for e, own in zip(examples, parts, strict=True) if own != part]
        rankers[part] = train(kept, reader.finder, f"without {part}", arguments.steps)
    # What each part's ranker answers about documents that it has not seen: from it the others learn how sure to be.
    answers = [answers_about(e, rankers[own], reader, shapes) for e, own in zip(examples, parts, strict=True)]
    outcomes: dict[str, list[Outcome]] = {}
    for part, ranker in rankers.items():
        sure = ranker.calibrated(*calibrations(a for a, own in zip(answers, parts, strict=True) if own != part))
        resolvers = [RankingResolver(gazetteer, shapes, sure, recogniser) for recogniser in recognisers]
        for e, own in zip(examples, parts, strict=True):
            if own == part:
                outcome = measure(e.parsed, e.gold, recognisers[e.fold].recognise, resolvers[e.fold].places)
                outcomes.setdefault(e.corpus, []).append(outcome)
    _report(outcomes, arguments.report)
    if arguments.write:
        ranker = train(examples, reader.finder, arguments.name, arguments.steps)
        _write(arguments.write, ranker, calibrations(answers), sorted({e.corpus for e in examples} - ARTIFICIAL))


def _part(example: Example, *, across: bool) -> str:
    return example.corpus if across else f"fold {example.fold}"


def _report(outcomes: dict[str, list[Outcome]], path: Path | None) -> None:
    """Print the scores of each corpus; write them, the errors and a page with their map beside ``path``."""
    text = []
    for corpus, measured in outcomes.items():
        found = report(corpus, measured)
        text.append(found.text())
        if path:
            path.with_suffix(f".{corpus}.errors.txt").write_text("\n".join(found.listing) + "\n", encoding="utf-8")
            write_page(path.with_suffix(f".{corpus}.html"), found, measured)
    print("\n\n".join(text))
    if path:
        path.write_text("\n\n".join(text) + "\n", encoding="utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--cache", type=Path, help="folder of parses kept between runs")
    parser.add_argument("--tagger-folds", type=Path, help="folder of the tagger's fold weights")
    parser.add_argument("--across", action="store_true", help="hold out whole corpora, not folds of documents")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--name", default="toponym-ranker-1")
    return parser.parse_args()


def _write(path: Path, ranker: NetworkRanker, sure: tuple[Calibration, Calibration], corpora: list[str]) -> None:
    keys = ("linear", "hidden", "hidden_bias", "out", "nil")
    body = {
        "name": ranker.id,
        "trained_on": corpora,
        "features": NAMES,
        "nil_features": NIL_NAMES,
        "calibration": {
            kind: [round(value, 4) for value in astuple(one)]
            for kind, one in zip(("brought", "found"), sure, strict=True)
        },
        "stages": [{key: np.round(getattr(layers, key), 4).tolist() for key in keys} for layers in ranker.stages],
    }
    path.write_text(json.dumps(body, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"wrote {path}, {path.stat().st_size / 1024:.0f} KiB; {sure}")


if __name__ == "__main__":
    main()
