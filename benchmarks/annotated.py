"""The rules on the annotated news that may train: how much they find, and what they miss or read wrong.

    KG_SHARED=... python -m benchmarks.annotated [--by-relation] [--missed RELATION|all [--how 1s|1c|1i|xs]]
        [--wrong RELATION|all] [--show N] [--skip N] [--doubtful] [--held]

Rules are developed on these 76 articles, so the figures tell of progress and not of truth. A missed fact is
shown with its sentence, why it was missed (``benchmarks.scorecard``) and what is said of the two ends
otherwise, doubtful claims included. Parses are cached by the model's weights.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import relations, scorecard
from kg.pipeline.extract import interchange
from kg.records import Article
from kg.relations import read
from training.annotations.gold import inventory, row
from training.annotations.store import documents

Row = dict[str, Any]
HOWS = ("1s", "1c", "1i", "xs")
PARTS = ("states", "events")


def parts(design: Path) -> dict[str, frozenset[str]]:
    """The names of both parts of the inventory."""
    first, second = re.split(r"^#name.*$", design.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    names = [[line.split("\t")[0] for line in part.splitlines() if line.strip()] for part in (first, second)]
    return {part: frozenset(found) for part, found in zip(PARTS, names, strict=True)}


def gold(shared: Path, held: bool) -> list[Row]:
    """The annotated articles in the scoring format; a fact's label is how it is found, then its relation."""
    names = inventory(shared / "design" / "relations.tsv")
    found = []
    for document in documents(shared / "data"):
        if document.facts is None or (held and not document.held):
            continue
        made = row(document, names)
        facts = [fact | {"label": f"{fact['label']} {fact['predicate'][0]}"} for fact in made["facts"]]
        found.append(made | {"facts": facts})
    return found


def only(rows: Iterable[Row], names: frozenset[str], how: str = "") -> list[Row]:
    """The rows where just the facts of these relations (found so) count."""
    kept = []
    for one in rows:
        facts = [
            fact
            if fact["predicate"][0] in names and fact["label"].startswith(how)
            else fact | {"optional": True}
            for fact in one["facts"]
        ]
        kept.append(one | {"facts": facts, "complete": [name for name in one["complete"] if name in names]})
    return kept


class Scores:
    """The scorer over some rows, with the errors it saw."""

    def __init__(self, rows: list[Row], preds: list[Row]) -> None:
        self.rows, self.preds = rows, preds
        self._module = relations.scorer()
        self.errors = scorecard.recorder(self._module)

    def of(self, rows: list[Row], errors: int = 0) -> tuple[dict[str, Any], dict[str, Any], Any]:
        """The micro average, the table by relation, the errors."""
        self.errors.clear()
        with tempfile.TemporaryDirectory() as folder:
            name = "knowledgenet"  # asserted and former claims count
            result, found, _ = relations.score(self._module, Path(folder), rows, self.preds, name, errors)
        return result["micro"]["micro"], result["labels"], found


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--by-relation", action="store_true")
    parser.add_argument("--missed", metavar="RELATION")
    parser.add_argument("--wrong", metavar="RELATION")
    parser.add_argument("--how", choices=HOWS, default=None)
    parser.add_argument("--show", type=int, default=30)
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--doubtful", action="store_true", help="count doubtful claims too")
    parser.add_argument("--held", action="store_true", help="only the tenth that trains nothing")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "kg-benchmarks")
    args = parser.parse_args()
    shared = relations.shared()
    rows = gold(shared, args.held)
    parsed = relations.parses("annotated", rows, args.cache, by_weights=True)
    read_ = [(a := Article(r["id"], r["text"]), read(a, parsed[a.id])) for r in rows]
    told = [interchange(article, reading, doubtful=True) for article, reading in read_]
    preds = [interchange(article, reading, doubtful=args.doubtful) for article, reading in read_]
    scores = Scores(rows, preds)
    inventory_ = parts(shared / "design" / "relations.tsv")
    if args.missed or args.wrong:
        listed(scores, frozenset().union(*inventory_.values()), told, args)
        return
    figures(scores, inventory_)
    if args.by_relation:
        by_relation(scores, inventory_)


def figures(scores: Scores, inventory_: dict[str, frozenset[str]]) -> None:
    """Print precision and recall of both parts, and recall by what finding a fact takes."""
    for part, names in inventory_.items():
        micro, _, _ = scores.of(only(scores.rows, names))
        print(f"{part:8} P {micro['P']:.3f} R {micro['R']:.3f} n {micro['n']} predicted {micro['predicted']}")
        for how in HOWS:
            micro, _, _ = scores.of(only(scores.rows, names, how))
            print(f"{'':5}{how} R {micro['R']:.3f} n {micro['n']}")


def by_relation(scores: Scores, inventory_: dict[str, frozenset[str]]) -> None:
    """Print a line for each relation, those that miss most first."""
    _, labels, _ = scores.of(only(scores.rows, frozenset().union(*inventory_.values())))
    for name, line in sorted(labels.items(), key=lambda item: -item[1]["n"] * (1 - item[1]["R"])):
        print(f"{name:22} n {line['n']:3d} R {line['R']:.2f} P {line['P']:.2f} predicted {line['predicted']}")


def listed(scores: Scores, names: frozenset[str], told: list[Row], args: argparse.Namespace) -> None:
    """Print what is missed or wrong, with its sentence."""
    _, _, errors = scores.of(only(scores.rows, names), errors=10**6)
    kind = "false negative" if args.missed else "false positive"
    wanted = args.missed or args.wrong
    by_id = {row["id"]: (row, pred) for row, pred in zip(scores.rows, told, strict=True)}
    seen = [error for error in scores.errors if error[0] == kind]
    lines, causes = [], Counter[str]()
    for error, (_, key, label, what, spans) in zip(errors.kept[kind], seen, strict=True):
        relation = label.split(" ")[-1]
        if (wanted not in ("all", relation)) or (args.how and not label.startswith(args.how)):
            continue
        row, pred = by_id[key]
        cause = scorecard.cause(pred, row, spans) if args.missed else ""
        causes[cause] += 1
        said = "".join(f"\n      said: {one}" for one in _said(pred, spans)) if args.missed else ""
        lines.append(f"[{label}] {cause} | {what} | {key[:40]}\n      {error['sentence']}{said}")
    sys.stdout.write("\n".join(lines[args.skip : args.skip + args.show]) + "\n")
    print(f"{len(lines)} in all: {json.dumps(dict(causes.most_common()))}")


def _said(pred: Row, spans: list[tuple[int, int]]) -> Iterator[str]:
    """The claims whose spans meet both ends."""
    if len(spans) < 2:
        return
    for claim in pred["claims"]:
        ends = [claim["subject_span"], claim["object_span"]]
        if all(any(e and e[0] < span[1] and span[0] < e[1] for e in ends) for span in (spans[0], spans[-1])):
            doubt = " doubtful" if claim.get("doubtful") else ""
            yield f"{claim['predicate']} {claim['status']}{doubt} by {claim['rule']}"


if __name__ == "__main__":
    main()
