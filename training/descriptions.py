"""Fits what a definite description means (kg/coref/description_evidence.py) on the annotated news.

    KG_SHARED=... python -m training.descriptions [--write]

A case is a description with the named chains that it may mean and the option that it means none of them; what
the annotators wrote decides. The weights maximise the likelihood of the right options, with an L2 penalty.
Each document is judged by weights that were fitted without its tenth; prints precision and recall over
thresholds, and ``--write`` renews kg/coref/data/description_weights.yaml with the least probability at which
PRECISION was reached.
"""

from __future__ import annotations

import os
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy.optimize import minimize

from benchmarks.coref import parsed
from kg.coref import definite_descriptions
from kg.coref.chains import Chain
from kg.coref.description_evidence import kind_of
from kg.coref.resolver import chains_of
from kg.records import Parse
from training.annotations.store import Annotated, documents

WEIGHTS = Path(__file__).parent.parent / "kg" / "coref" / "data" / "description_weights.yaml"
PENALTY = 1.0
FOLDS = 10
PRECISION = {"person": 0.85, "body": 0.82, "area": 0.77}
HEAD = """# Weights of the evidence for what a description means (description_evidence.py), by kind;
# `least` is the probability that it must reach. Made by training/descriptions.py.
"""


@dataclass(frozen=True)
class Case:
    """The evidence of all options, the last being none of them; which are right; whether one could be."""

    document: str
    kind: str
    options: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    named: bool  # the annotators gave it an entity with a name


def cases(document: Annotated, parse: Parse) -> Iterator[Case]:
    """Each description of a document once, as the last pass of coreference saw it."""
    seen: dict[int, Case] = {}
    named = {entity for *_, entity, kind in document.mentions if kind == "name"}
    asked = definite_descriptions.options

    def record(view, found, chains, ruled):  # type: ignore[no-untyped-def]
        weighed, without = asked(view, found, chains, ruled)
        truth = _truth(document, parse.starts[found.mark.head])
        truth = truth if truth in named else None
        right = [truth is not None and _entity(document, parse, chain) == truth for chain, _ in weighed]
        seen[found.mark.head] = Case(
            document.id,
            kind_of(found.mark),
            (*(evidence for _, evidence in weighed), without),
            (*right, not any(right)),
            truth is not None,
        )
        return weighed, without

    with patch.object(definite_descriptions, "options", record):
        chains_of(parse)
    yield from seen.values()


def _truth(document: Annotated, head: int) -> str | None:
    around = [
        (e - s, entity) for s, e, _, entity, kind in document.mentions if s <= head < e and kind != "pronoun"
    ]
    return min(around, key=lambda found: found[0])[1] if around else None


def _entity(document: Annotated, parse: Parse, chain: Chain) -> str | None:
    votes: Counter[str] = Counter()
    for link in chain.links:
        if link.mark.kind != "name":
            continue
        start, end = parse.starts[link.mark.start], parse.ends[link.mark.end - 1]
        votes.update(
            e for s, z, _, e, kind in document.mentions if kind == "name" and e and s < end and start < z
        )
    return votes.most_common(1)[0][0] if votes else None


def fit(found: list[Case]) -> dict[str, float]:
    """Weights by feature, by the likelihood of the right options."""
    names = sorted({name for case in found for option in case.options for name in option})
    at = {name: i for i, name in enumerate(names)}
    table = np.vstack([_table(case, at)[0] for case in found])
    right = np.concatenate([np.array(case.right) for case in found])
    sizes = [len(case.options) for case in found]
    starts, of = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(found)), sizes)

    def loss(vector: Any) -> tuple[float, Any]:
        scores = table @ vector
        odds = np.exp(scores - np.maximum.reduceat(scores, starts)[of])
        share = odds / np.add.reduceat(odds, starts)[of]
        mass = np.maximum(np.add.reduceat(share * right, starts), 1e-12)
        slope = table.T @ (share - share * right / mass[of])
        return PENALTY / 2 * float(vector @ vector) - float(np.log(mass).sum()), slope + PENALTY * vector

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    return {name: round(float(best[i]), 2) for name, i in at.items()}


def _table(case: Case, at: dict[str, int]) -> tuple[Any, Any]:
    table = np.zeros((len(case.options), len(at)))
    for row, option in enumerate(case.options):
        for name, value in option.items():
            table[row, at[name]] = value
    return table, np.array(case.right)


def judged(case: Case, table: dict[str, float]) -> tuple[float, bool]:
    """The probability of the likeliest named option, and whether it is right."""
    scores = np.array([sum(table.get(n, 0.0) * v for n, v in option.items()) for option in case.options])
    odds = np.exp(scores - scores.max())
    share = odds / odds.sum()
    best = int(share[:-1].argmax())
    return float(share[best]), case.right[best]


def crossfitted(found: list[Case]) -> list[tuple[float, bool, Case]]:
    """Each case judged by weights that saw nothing of its document."""
    parts = defaultdict(list)
    for case in found:
        parts[zlib.crc32(case.document.encode()) % FOLDS].append(case)
    judgements = []
    for part, own in sorted(parts.items()):
        table = fit([case for other, some in parts.items() if other != part for case in some])
        judgements += [(*judged(case, table), case) for case in own if len(case.options) > 1]
    return judgements


def threshold(judgements: list[tuple[float, bool, Case]], total: int, wanted: float) -> float:
    """The least probability from which on precision holds; prints the curve."""
    least = 0.95
    for step in range(95, 24, -5):
        said = [right for probability, right, _ in judgements if probability >= step / 100]
        precision = sum(said) / max(1, len(said))
        recall = sum(said) / max(1, total)
        print(f"    p >= {step / 100:.2f}: {len(said):4d} said, P {precision:.3f}, R {recall:.3f}")
        if precision >= wanted:
            least = step / 100
    return least


def main(options: list[str]) -> None:
    data = Path(os.environ["KG_SHARED"]) / "data"
    found: dict[str, list[Case]] = defaultdict(list)
    for document in documents(data):
        for case in cases(document, parsed(document.text)):
            if not document.held:
                found[case.kind].append(case)
    rows = [HEAD]
    for kind in ("person", "body", "area"):
        total = sum(case.named for case in found[kind])
        print(f"{kind}: {len(found[kind])} descriptions, {total} of something named")
        least = threshold(crossfitted(found[kind]), total, PRECISION[kind])
        table = fit(found[kind])
        rows += [f"{kind}:", f"  least: {least}"]
        rows += [f"  {n}: {table[n]}" for n in sorted(table, key=lambda n: (-table[n], n)) if table[n]]
    if "--write" in options:
        WEIGHTS.write_text("\n".join(rows) + "\n", encoding="utf8")


if __name__ == "__main__":
    main(sys.argv[1:])
