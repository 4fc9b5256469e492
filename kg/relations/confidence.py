"""How sure a claim is: its rule's measured precision times the certainty of its arguments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from kg.coref import Ref
from kg.records import MentionKind

PRIOR = (8.0, 2.0)  # right and wrong that stand in for a rule's first judgements


@cache
def judged() -> dict[str, tuple[int, int]]:
    """Right and judged claims of each rule on the development data."""
    path = files("kg.relations") / "data" / "precision.json"
    raw = json.loads(path.read_text("utf8")) if path.is_file() else {}
    return {rule: (int(right), int(all_)) for rule, (right, all_) in raw.items()}


def precision(rule: str) -> float:
    """The smoothed precision of a rule."""
    right, all_ = judged().get(rule, (0, 0))
    return (right + PRIOR[0]) / (all_ + PRIOR[0] + PRIOR[1])


def of(rule: str, refs: Sequence[Ref | None]) -> float:
    """The confidence of a claim, rounded so that it prints the same everywhere."""
    value = precision(rule)
    for ref in refs:
        if ref is not None and ref.kind != MentionKind.NAME:
            value *= ref.score
    return round(value, 3)
