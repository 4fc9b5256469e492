"""The scorecard of the relation rules on the development sets, whole system from raw text.

    KG_SHARED=... python -m benchmarks.relations [--sets knowledgenet,dwie,redocred]
        [--half tuned|held|both] [--table] [--errors N] [--misses [N]] [--rules] [--reliability]
        [--seeds] [--experimental] [--fit]
    python -m benchmarks.relations --stand

Each set is halved by a hash of the article's id: rules were tuned on the one half ("tuned"), the
other ("held") was only counted. ``--misses`` says why facts were missed. ``--rules`` prints the precision
of each rule, ``--fit`` writes those of the tuned halves to kg/relations/data/precision.json.
``--reliability`` sets confidences against what was right, each half with the precisions of the other.
``--stand`` alone writes to kg/relations/data/standing.json how many claims of each relation were judged.
Parses are cached by model.
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

from benchmarks import raw_news, scorecard
from kg import ontology
from kg.language.parsing import shared_reader
from kg.pipeline.extract import interchange
from kg.records import Article, Parse
from kg.relations import load, read

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


def parses(name: str, rows: list[dict[str, Any]], cache: Path, by_weights: bool = False) -> dict[str, Parse]:
    """The parses of a set, from the cache where the model (or just its weights) read them before."""
    reader = shared_reader(2)
    model = raw_news.weights(reader.name) if by_weights else reader.name
    path = cache / f"{name}-{model}.pickle"
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


def predictions(rows: list[dict[str, Any]], parsed: dict[str, Parse], all_: bool) -> list[dict[str, Any]]:
    rules, terms = load(experimental=all_), ontology.load()
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


def counter(module: ModuleType, folder: Path, name: str) -> Any:
    """A function that scores some articles of a set alone."""
    return lambda rows, preds: score(module, folder, rows, preds, name)[0]["micro"]["micro"]


def confident(counts: Counter[tuple[float, str]], found: dict[float, list[int]]) -> None:
    for value, (right, all_) in found.items():
        counts[value, "right"] += right
        counts[value, "all"] += all_


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
    parser.add_argument(
        "--misses", type=int, nargs="?", const=0, help="reasons of misses, N of each by place"
    )
    parser.add_argument(
        "--reliability", action="store_true", help="how often claims of a confidence are right"
    )
    parser.add_argument("--seeds", action="store_true", help="the five articles of the gold too")
    parser.add_argument("--stand", action="store_true", help="write which relations are judged")
    parser.add_argument("--experimental", action="store_true", help="relations that are off too")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "kg-benchmarks")
    args = parser.parse_args()
    if args.stand:
        scorecard.stand()
        return
    if args.seeds:
        scorecard.seeds(shared())
    measure(args)


def measure(args: argparse.Namespace) -> None:
    module = scorer()
    seen = scorecard.recorder(module)
    rules: dict[str, dict[str, list[int]]] = {"tuned": {}, "held": {}}
    kept: list[tuple[str, str, Any, Any]] = []
    print(
        f"{'set':14} {'half':6} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'pred':>6} {'wrong':>6}  target P F1"
    )
    for name in args.sets.split(","):
        rows = gold(name, args.limit, args.half)
        parsed = parses(name, rows, args.cache)
        started = time.process_time()
        preds = predictions(rows, parsed, args.experimental or args.fit)
        seconds = time.process_time() - started
        for part in ("tuned", "held") if args.half == "both" else (args.half,):
            keep = [i for i, row in enumerate(rows) if half(row["id"]) == part]
            chosen = [rows[i] for i in keep], [preds[i] for i in keep]
            kept.append((name, part, *chosen))
            with tempfile.TemporaryDirectory() as folder:
                seen.clear()
                result, errors, options = score(
                    module, Path(folder), *chosen, name, args.errors or (args.misses is not None)
                )
                row = result["micro"]["micro"]
                figures = " ".join(f"{row[k]:6.3f}" for k in ("P", "R", "F1"))
                counts = " ".join(f"{row[k]:6d}" for k in ("n", "predicted", "wrong"))
                print(f"{name:14} {part:6} {figures} {counts}  {TARGETS[name][0]:.2f} {TARGETS[name][1]:.2f}")
                if args.table or args.errors:
                    module.report(result, errors, options)
                if args.misses is not None:
                    scorecard.misses(name, *chosen, list(seen), args.misses)
                count = counter(module, Path(folder), name)
                if args.rules or args.fit or args.reliability:
                    merge(rules[part], scorecard.outcomes(*chosen, lambda c: c["rule"], count))
        words = sum(len(p) for p in parsed.values())
        print(f"{name:14} rules read {words / seconds:,.0f} tokens a second of processor time")
    if args.rules:
        listed(rules)
    if args.reliability:
        reliable(module, kept, rules)
    if args.fit:
        PRECISION.write_text(json.dumps(rules["tuned"], indent=0, sort_keys=True) + "\n", encoding="utf8")


def merge(counts: dict[str, list[int]], more: dict[str, list[int]]) -> None:
    for key, (right, all_) in more.items():
        before = counts.setdefault(key, [0, 0])
        counts[key] = [before[0] + right, before[1] + all_]


def listed(rules: dict[str, dict[str, list[int]]]) -> None:
    """Print the precision of each rule over the halves that were read."""
    both: dict[str, list[int]] = {}
    for part in rules.values():
        merge(both, part)
    for rule, (right, all_) in sorted(both.items(), key=lambda item: item[1][0] - item[1][1]):
        print(f"{rule:32} right {right:4d} wrong {all_ - right:4d} precision {right / max(1, all_):.2f}")


def reliable(module: ModuleType, kept: Any, rules: dict[str, dict[str, list[int]]]) -> None:
    """Print confidences against what was right, each half with the precisions of the other."""
    for title, links in (("with the certainty of links", True), ("without it", False)):
        counts: Counter[tuple[float, str]] = Counter()
        for name, part, rows, preds in kept:
            table = rules["held" if part == "tuned" else "tuned"]
            if not table:
                continue
            with tempfile.TemporaryDirectory() as folder:
                count = counter(module, Path(folder), name)
                refitted = scorecard.refit(preds, table, links)
                confident(
                    counts, scorecard.outcomes(rows, refitted, lambda c: round(c["confidence"], 2), count)
                )
        scorecard.reliability(f"confidence {title}", counts)


if __name__ == "__main__":
    main()
