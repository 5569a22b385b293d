# ruff: noqa: T201 -- a script that prints
"""Run the golden expressions and print the share that is right: ``python tests/spatial/golden_run.py``."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from golden_checks import failures

GOLDEN = Path(__file__).with_name("golden_expressions.jsonl")


class Line:
    """The rooms that an expression passes through, opened once."""

    def __init__(self) -> None:
        from geomap.gazetteer import open_gazetteer
        from geomap.language import Parser
        from geomap.recognition import default_recogniser
        from geomap.resolution import default_resolver
        from geomap.spatial import open_shapes

        self.shapes = open_shapes()
        self.gazetteer = open_gazetteer()
        self.parser = Parser()
        self.recogniser = default_recogniser(self.gazetteer)
        self.resolver = default_resolver(self.gazetteer, self.shapes)

    def relations(self, text: str) -> list[Any]:
        from geomap.model import Document, MentionKind

        parsed = self.parser.parse(Document(id="golden", text=text))
        found = self.resolver.resolve(parsed, self.recogniser.recognise(parsed))
        return [item for item in found if item.mention.kind is MentionKind.RELATION]


def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]


def judge(line: Line, row: dict[str, Any]) -> list[str]:
    """Return what is wrong with a row's answer; nothing when it is right."""
    found = line.relations(row["text"])
    if row["expect"].get("none"):
        return [f"found {[item.mention.surface for item in found]}"] if found else []
    wanted = [item for item in found if item.mention.surface.removeprefix("the ") == row["surface"]]
    if not wanted:
        return [f"not found among {[item.mention.surface for item in found]}"]
    return failures(wanted[0], row["expect"], line.shapes)


def measure(line: Line) -> tuple[dict[str, list[str]], str]:
    """Return the failures by id and a table of shares by kind."""
    wrong = {row["id"]: problems for row in rows() if (problems := judge(line, row))}
    total, right = Counter(), Counter()
    for row in rows():
        total[row["kind"]] += 1
        right[row["kind"]] += row["id"] not in wrong
    table = [f"{kind:<18} {right[kind]:>3} / {total[kind]:<3}" for kind in total]
    count = sum(total.values())
    table.append(f"{'all':<18} {sum(right.values()):>3} / {count:<3} = {sum(right.values()) / count:.3f}")
    return wrong, "\n".join(table)


if __name__ == "__main__":
    failed, shares = measure(Line())
    for name, problems in failed.items():
        print(name, "|", next(row["text"] for row in rows() if row["id"] == name), "|", "; ".join(problems))
    print(shares)
