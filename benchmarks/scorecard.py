"""What stands behind the scores of the rules: why facts are missed, how far confidences hold, what is judged.

Called by ``benchmarks.relations`` with ``--misses``, ``--reliability``, ``--seeds`` and ``--stand``.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.sample import judged as verdicts
from kg import ontology
from kg.relations import confidence, shipped

Rows = Sequence[dict[str, Any]]
Scorer = Callable[[Rows, Rows], dict[str, Any]]  # gold and predictions → the row of the micro average
WORDS = "i me my he him his she her hers it its they them their who whose which that"
PRONOUNS = frozenset(re.findall(r"\w+", WORDS))
STANDING = Path(__file__).parent.parent / "kg" / "relations" / "data" / "standing.json"
CLAIM = ("article", "subject", "object", "predicate")
VERDICTS = Path(__file__).with_name("verdicts.tsv")


def recorder(module: ModuleType) -> list[tuple[str, str, str, str, list[tuple[int, int]]]]:
    """Make the scorer hand out its errors with their offsets; returns the list that they are put into."""
    found: list[tuple[str, str, str, str, list[tuple[int, int]]]] = []

    class Recorder(module.Errors):  # type: ignore[misc, name-defined]
        def put(self, kind: str, gold: Any, sents: Any, label: str, what: str, spans: Any) -> None:
            super().put(kind, gold, sents, label, what, spans)
            found.append((kind, gold.get("id", ""), label, what, sorted({tuple(s) for s in spans if s})))

    module.Errors = Recorder  # type: ignore[attr-defined]
    return found


def cause(pred: dict[str, Any], gold: dict[str, Any], spans: list[tuple[int, int]]) -> str:
    """Why a gold fact with its arguments at these spans was not found."""
    if not spans:
        return "in several sentences"
    ends = (spans[0], spans[-1])
    mentions = [_mentions(pred, span) for span in ends]
    for span, found in zip(ends, mentions, strict=True):
        if not any(m["entity"] for m in found):
            word = gold["text"][slice(*span)].lower()
            return "no coreference" if word in PRONOUNS or not word[:1].isalpha() else "entity not found"
    said = [c for c in pred["claims"] if all(_about(pred, c, found) for found in mentions)]
    if any(c["status"] not in ("asserted", "former") for c in said):
        return "status"
    if said:
        return "another relation"
    types = [{_type(pred, m["entity"]) for m in found} for found in mentions]
    relations = [r for r in ontology.load() if not r.literal]
    if not any(_fits(r, a, b) or _fits(r, b, a) for r in relations for a in types[0] for b in types[1]):
        return "wrong type"
    return "no rule"


def _fits(relation: Any, subject: str, object_: str) -> bool:
    return bool(relation.fits(subject, object_))


def _mentions(pred: dict[str, Any], span: tuple[int, int]) -> list[dict[str, Any]]:
    return [m for m in pred["mentions"] if m["start"] < span[1] and span[0] < m["end"]]


def _type(pred: dict[str, Any], entity: str | None) -> str:
    return next((str(e["type"]) for e in pred["entities"] if e["id"] == entity), "")


def _about(pred: dict[str, Any], claim: dict[str, Any], mentions: list[dict[str, Any]]) -> bool:
    entities = {m["entity"] for m in mentions if m["entity"]}
    spans = [claim["subject_span"], claim["object_span"]]
    return bool(entities & {claim["subject"], claim["object"]}) or any(
        s[0] < m["end"] and m["start"] < s[1] for s in spans for m in mentions
    )


def misses(name: str, rows: Rows, preds: Rows, errors: Iterable[Any], show: int) -> None:
    """Print how many facts were missed for each reason, and some of each by id and offsets."""
    by_id = {row["id"]: (row, pred) for row, pred in zip(rows, preds, strict=True)}
    found: dict[str, list[str]] = defaultdict(list)
    for kind, key, label, _, spans in errors:
        if kind == "false negative" and key in by_id:
            row, pred = by_id[key]
            places = " ".join(f"{a}-{b}" for a, b in spans)
            found[cause(pred, row, spans)].append(f"{key} {label} {places}")
    total = sum(map(len, found.values()))
    for reason, lines in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{name:14} missed  {len(lines):5d}  {len(lines) / max(1, total):5.1%}  {reason}")
        for line in lines[:show]:
            print(f"{'':14} {line}")


def outcomes(
    rows: Rows, preds: Rows, key: Callable[[dict[str, Any]], Any], score: Scorer
) -> dict[Any, list[int]]:
    """Right and judged claims of each group of claims, scored apart."""
    found: dict[Any, list[int]] = {}
    for group in sorted({key(c) for p in preds for c in p["claims"]}):
        only = [{**p, "claims": [c for c in p["claims"] if key(c) == group]} for p in preds]
        keep = [i for i, p in enumerate(only) if p["claims"]]
        row = score([rows[i] for i in keep], [only[i] for i in keep])
        found[group] = [row["predicted"] - row["wrong"], row["predicted"]]
    return found


def refit(preds: Rows, table: dict[str, list[int]], links: bool = True) -> list[dict[str, Any]]:
    """Predictions with confidences of another table of rules, with or without the certainty of links."""
    right, wrong = confidence.PRIOR
    return [
        {**p, "claims": [{**c, "confidence": _refitted(c, table, right, wrong, links)} for c in p["claims"]]}
        for p in preds
    ]


def _refitted(claim: dict[str, Any], table: dict[str, list[int]], a: float, b: float, links: bool) -> float:
    good, all_ = table.get(claim["rule"], (0, 0))
    link = min(1.0, claim["confidence"] / confidence.precision(claim["rule"])) if links else 1.0
    return float((good + a) / (all_ + a + b) * link)


def reliability(title: str, counts: Counter[tuple[float, str]]) -> None:
    """Print how often claims of a confidence were right, with the mean errors of confidence."""
    groups = sorted({c for c, _ in counts})
    total = sum(counts[c, "all"] for c in groups) or 1
    gaps, squares = 0.0, 0.0
    bins: dict[int, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for c in groups:
        right, n = counts[c, "right"], counts[c, "all"]
        squares += right * (1 - c) ** 2 + (n - right) * c**2
        for k, value in enumerate((right, n, c * n)):
            bins[min(9, int(c * 10))][k] += value
    print(f"{title}\n  confidence     claims   said  right")
    for low, (right, n, said) in sorted(bins.items()):
        if n:
            gaps += abs(right - said)
            print(f"  {low / 10:.1f} to {low / 10 + 0.1:.1f}  {n:8.0f}  {said / n:5.3f}  {right / n:5.3f}")
    print(f"  mean gap (ECE) {gaps / total:.3f}, Brier score {squares / total:.3f}")


def seeds(shared: Path) -> None:
    """Build the five articles of the gold and print what ``check_graph.py`` says of them."""
    import kg

    with tempfile.TemporaryDirectory() as folder:
        kg.build(shared / "seeds", graph=folder)
        command = ["check_graph.py", "../gold/seeds.json", f"{folder}/graph.ttl"]
        run = subprocess.run(
            [sys.executable, *command], cwd=shared / "tools", capture_output=True, text=True, check=False
        )
    print(f"seeds          {' '.join(run.stdout.split()[-40:])}")


def stand() -> None:
    """Write how many claims of each relation were judged, and right: those read, else all of them."""
    read: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    last = {tuple(r[k] for k in CLAIM): r for r in verdicts(VERDICTS)}
    for row in (r for r in last.values() if not r["cause"].startswith("gone")):
        read[row["predicate"]][0] += row["verdict"] == "right"
        read[row["predicate"]][1] += 1
    dev = _developed()
    for row in (r for r in last.values() if r["draw"].startswith("gap-")):
        dev[row["predicate"]][1] -= 1  # counted as wrong there, since the annotators did not mark it
    table = dict(_standing(read, dev))
    STANDING.write_text(json.dumps(table, indent=0, sort_keys=True) + "\n", encoding="utf8")


def _developed() -> dict[str, list[int]]:
    """The claims of development sets by the relation that their rule reads; those of titles read many."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for rule in shipped():
        right, all_ = confidence.judged().get(rule.id, (0, 0))
        found[rule.predicate][0] += right
        found[rule.predicate][1] += all_
    return {name: counts for name, counts in found.items() if name in ontology.load()}


def _standing(read: dict[str, list[int]], counts: dict[str, list[int]]) -> Iterator[tuple[str, list[int]]]:
    for name in sorted({*read, *counts}):
        own, dev = read.get(name, [0, 0]), counts.get(name, [0, 0])
        yield name, own if own[1] >= 20 else [a + b for a, b in zip(own, dev, strict=True)]
