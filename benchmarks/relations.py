"""The scorecard of the relation rules on the development sets, whole system from raw text.

    KG_SHARED=... python -m benchmarks.relations [--sets knowledgenet,dwie,redocred] [--half tuned|held|both]
                                                 [--errors N] [--rules] [--fit] [--cache FOLDER] [--limit N]

Each set is halved by a hash of the article's id: rules were tuned on the one half ("tuned"), the
other ("held") was only counted. ``--rules`` prints the precision of each rule, ``--fit`` writes
those of the tuned halves to kg/relations/data/precision.json. Parses are cached by model.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import importlib.util
import io
import json
import os
import pickle
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

from kg import ontology
from kg.language.reading import shared_reader
from kg.pipeline.extract import interchange
from kg.records import Article, Parse
from kg.relations import read, shipped

SETS = {
    "knowledgenet": {"status": "asserted,former", "same_sentence": False},
    "dwie": {"status": "asserted", "same_sentence": True},
    "redocred": {"status": "asserted", "same_sentence": True},
}
TARGETS = {"knowledgenet": (0.85, 0.55), "dwie": (0.75, 0.45), "redocred": (0.80, 0.40)}
PRECISION = Path(__file__).parent.parent / "kg" / "relations" / "data" / "precision.json"


def shared() -> Path:
    where = os.environ.get("KG_SHARED")
    if not where:
        sys.exit("benchmarks/relations.py: KG_SHARED does not name the development data; nothing to measure")
    return Path(where)


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", shared() / "tools" / "score.py")
    if spec is None or spec.loader is None:
        sys.exit("benchmarks/relations.py: no tools/score.py in KG_SHARED")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def half(article: str) -> str:
    return "held" if sha256(article.encode()).digest()[0] % 2 else "tuned"


def gold(name: str, limit: int, part: str) -> list[dict[str, Any]]:
    with gzip.open(shared() / "gold" / "dev" / f"{name}.jsonl.gz", "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    rows = [row for row in rows if part in ("both", half(row["id"]))]
    return rows[:limit] if limit else rows


def parses(name: str, rows: list[dict[str, Any]], cache: Path) -> dict[str, Parse]:
    """The parses of a set, from the cache where the model read them before."""
    reader = shared_reader(2)
    path = cache / f"{name}-{reader.name}.pickle"
    known: dict[str, Parse] = pickle.loads(path.read_bytes()) if path.is_file() else {}
    missing = [row for row in rows if row["id"] not in known]
    for number, row in enumerate(missing):
        known[row["id"]] = reader.parse(row["text"])
        if sys.stderr.isatty():
            print(f"\r{name}: parsed {number + 1} of {len(missing)}", end="", file=sys.stderr)
    if missing:
        cache.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(known))
    return known


def predictions(rows: list[dict[str, Any]], parsed: dict[str, Parse]) -> list[dict[str, Any]]:
    rules, terms = shipped(), ontology.load()
    return [
        interchange(a, read(a, parsed[a.id], rules, terms))
        for a in (Article(row["id"], row["text"]) for row in rows)
    ]


def score(module: ModuleType, folder: Path, rows: Any, preds: Any, name: str, errors: int = 0) -> Any:
    paths = [folder / "gold.jsonl", folder / "pred.jsonl"]
    for path, records in zip(paths, (rows, preds), strict=True):
        path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf8")
    args = SimpleNamespace(
        gold=str(paths[0]), pred=str(paths[1]), json=False, errors=errors,
        relations=str(shared() / "design" / "relations.tsv"), fold_duplicates=True, world="predicate",
        **SETS[name],
    )  # fmt: skip
    with contextlib.redirect_stderr(io.StringIO()):  # its warnings say what --half does anyway
        return (*module.score_relations(args), args)


def only(pred: dict[str, Any], rule: str) -> dict[str, Any]:
    return {**pred, "claims": [c for c in pred["claims"] if c["rule"] == rule]}


def by_rule(module: ModuleType, folder: Path, rows: Any, preds: Any, name: str) -> Counter[tuple[str, str]]:
    """Right and wrong claims of each rule alone."""
    counts: Counter[tuple[str, str]] = Counter()
    for rule in sorted({c["rule"] for p in preds for c in p["claims"]}):
        fired = [i for i, p in enumerate(preds) if any(c["rule"] == rule for c in p["claims"])]
        chosen = [rows[i] for i in fired], [only(preds[i], rule) for i in fired]
        row = score(module, folder, *chosen, name)[0]["micro"]["micro"]
        counts[rule, "right"] += row["predicted"] - row["wrong"]
        counts[rule, "wrong"] += row["wrong"]
    return counts


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--half", choices=("tuned", "held", "both"), default="both")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--table", action="store_true", help="a line for each relation too")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "kg-benchmarks")
    args = parser.parse_args()
    module, totals = scorer(), Counter[tuple[str, str]]()
    print(
        f"{'set':14} {'half':6} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'pred':>6} {'wrong':>6}  target P F1"
    )
    for name in args.sets.split(","):
        rows = gold(name, args.limit, args.half)
        parsed = parses(name, rows, args.cache)
        started = time.perf_counter()
        preds = predictions(rows, parsed)
        seconds = time.perf_counter() - started
        for part in ("tuned", "held") if args.half == "both" else (args.half,):
            keep = [i for i, row in enumerate(rows) if half(row["id"]) == part]
            chosen = [rows[i] for i in keep], [preds[i] for i in keep]
            with tempfile.TemporaryDirectory() as folder:
                result, errors, options = score(module, Path(folder), *chosen, name, args.errors)
                row = result["micro"]["micro"]
                figures = " ".join(f"{row[k]:6.3f}" for k in ("P", "R", "F1"))
                counts = " ".join(f"{row[k]:6d}" for k in ("n", "predicted", "wrong"))
                print(f"{name:14} {part:6} {figures} {counts}  {TARGETS[name][0]:.2f} {TARGETS[name][1]:.2f}")
                if args.table or args.errors:
                    module.report(result, errors, options)
                if args.rules or (args.fit and part == "tuned"):
                    totals.update(by_rule(module, Path(folder), *chosen, name))
        words = sum(len(p) for p in parsed.values())
        print(f"{name:14} rules read {words / seconds:,.0f} tokens a second")
    if args.rules:
        for rule in sorted({r for r, _ in totals}, key=lambda r: -totals[r, "wrong"]):
            right, wrong = totals[rule, "right"], totals[rule, "wrong"]
            print(
                f"{rule:32} right {right:4d} wrong {wrong:4d} precision {right / max(1, right + wrong):.2f}"
            )
    if args.fit:
        table = {
            r: [totals[r, "right"], totals[r, "right"] + totals[r, "wrong"]]
            for r in sorted({r for r, _ in totals})
        }
        PRECISION.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf8")


if __name__ == "__main__":
    main()
