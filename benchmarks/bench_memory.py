"""Resident memory of ``geomap annotate`` over a long stream of short documents whose words are ever new.

    python benchmarks/bench_memory.py [CORPUS.jsonl] [--documents N] [--every N] [--words N]

Sentences of the corpus (the sample articles without one) are dealt anew for each document, figures in them are changed,
and words that no text held before are put in: a stream of real news meets names and figures without end. What counts is
that the last rows of the table stand no higher than those in the middle.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command does

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geomap.model import Document

ARTICLES = Path(__file__).parent.parent / "data" / "articles"
SENTENCES = 2  # of a document
FIGURE = re.compile(r"\d+")
LETTERS = "abcdefghijklmnoprstuvz"


def main() -> None:
    arguments = _arguments()
    from geomap.cli.annotating import annotated_lines
    from geomap.settings import load_settings

    documents = _dealt(_sentences(arguments.corpus), arguments.documents, arguments.words)
    print(f"{'documents':>10}{'resident MB':>13}{'strings':>10}{'s of processor':>16}", flush=True)
    start = time.process_time()
    for number, _ in enumerate(annotated_lines(documents, load_settings()), 1):
        if number % arguments.every == 0:
            gc.collect()
            print(f"{number:>10,}{_resident():>13.1f}{_strings():>10,}{time.process_time() - start:>16.1f}", flush=True)


def _sentences(corpus: Path) -> list[str]:
    from geomap.documents import read_documents
    from geomap.model import Document

    texts = [item.text for item in read_documents([str(corpus)]) if isinstance(item, Document)]
    return [part for text in texts for part in re.split(r"(?<=[.!?])\s+", text) if len(part) > 20]


def _dealt(sentences: list[str], count: int, words: int) -> Iterator[Document]:
    from geomap.model import Document

    dealer = random.Random(7)  # noqa: S311 -- the same stream every time
    for number in range(count):
        text = " ".join(dealer.choices(sentences, k=SENTENCES))
        text = FIGURE.sub(lambda _: str(dealer.randrange(1, 99_999)), text)
        new = " and ".join("".join(dealer.choices(LETTERS, k=9)).title() for _ in range(words))
        yield Document(id=str(number), text=f"{text} It was said by {new}.")


def _resident() -> float:
    """Return this process's resident memory in MB."""
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except FileNotFoundError:  # no Linux: the highest it ever was
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return pages * resource.getpagesize() / 1e6


def _strings() -> int:
    """Return how many distinct strings spaCy holds."""
    from geomap.language.parsing import BUNDLED, load_pipeline

    return len(load_pipeline(BUNDLED).vocab.strings)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path, default=ARTICLES)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--every", type=int, default=2_000)
    parser.add_argument("--words", type=int, default=20, help="new words a document")
    return parser.parse_args()


if __name__ == "__main__":
    main()
