"""How sure a claim is: boosted trees over its features, learnt from claims that were judged by reading.

Rules say what is claimed; this only weighs it. Under the threshold, which was chosen for precision, a claim
is doubtful. The model is data (``data/judge.json``, made by ``training/judge.py``): trees whose nodes ask one
feature each, added up (Friedman, 2001) and turned into a probability (Platt, 1999).
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import DataError
from kg.records import Article, Claim, Parse, Reading
from kg.relations.features import Values, features

FILE = "judge.json"
Node = tuple[int, float, int, int, float]  # feature (-1 for a leaf), bound, left, right, value here


@dataclass(frozen=True, slots=True)
class Judge:
    """The trees and what turns their sum into a probability."""

    names: tuple[str, ...]
    trees: tuple[tuple[Node, ...], ...]
    base: float
    scale: tuple[float, float]  # slope and shift of the logistic function
    rules: Mapping[str, float]  # log odds of a rule's claims, smoothed
    relations: Mapping[str, float]
    threshold: float

    def probability(self, claim: Claim, values: Values) -> float:
        """How likely the claim is right."""
        row = self.row(claim, values)
        total = self.base + sum(_leaf(tree, row)[4] for tree in self.trees)
        return 1 / (1 + math.exp(-(self.scale[0] * total + self.scale[1])))

    def row(self, claim: Claim, values: Values) -> list[float]:
        """The features in the order of the trees, with what is known of rule and relation."""
        known = {**values, **self.priors(claim)}
        return [known.get(name, 0.0) for name in self.names]

    def priors(self, claim: Claim) -> dict[str, float]:
        """What is known of the claim's rule and relation."""
        relation = self.relations.get(claim.predicate, 0.0)
        return {"rule": self.rules.get(claim.rule, relation), "relation": relation}

    def reasons(self, claim: Claim, values: Values) -> list[tuple[str, float]]:
        """How much each feature moved the sum, the strongest first (Saabas, 2014)."""
        row, moved = self.row(claim, values), defaultdict[str, float](float)
        for tree in self.trees:
            at = tree[0]
            while at[0] >= 0:
                below = tree[at[2] if row[at[0]] <= at[1] else at[3]]
                moved[self.names[at[0]]] += below[4] - at[4]
                at = below
        return sorted(moved.items(), key=lambda item: (-abs(item[1]), item[0]))


def _leaf(tree: tuple[Node, ...], row: list[float]) -> Node:
    at = tree[0]
    while at[0] >= 0:
        at = tree[at[2] if row[at[0]] <= at[1] else at[3]]
    return at


@cache
def shipped() -> Judge | None:
    """The judge in the package; None where there is none."""
    path = files("kg.relations") / "data" / "judge.json"
    return parsed(json.loads(path.read_text("utf8"))) if path.is_file() else None


def parsed(raw: Mapping[str, Any]) -> Judge:
    """A judge from its file; raises DataError where the file is no judge."""
    try:
        return Judge(
            names=tuple(raw["names"]),
            trees=tuple(
                tuple((int(f), b, int(x), int(y), v) for f, b, x, y, v in tree) for tree in raw["trees"]
            ),
            base=float(raw["base"]),
            scale=(float(raw["scale"][0]), float(raw["scale"][1])),
            rules=dict(raw["rules"]),
            relations=dict(raw["relations"]),
            threshold=float(raw["threshold"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{FILE}: {error!r}") from None


def weighed(article: Article, parse: Parse, reading: Reading, judge: Judge | None = None) -> Reading:
    """The reading with each claim's confidence as the judge has it, and the doubtful ones marked."""
    judge = judge or shipped()
    if judge is None:
        return reading
    pairs = zip(reading.claims, features(article, parse, reading), strict=True)
    return replace(
        reading, claims=tuple(_weighed(claim, judge.probability(claim, row), judge) for claim, row in pairs)
    )


def _weighed(claim: Claim, sure: float, judge: Judge) -> Claim:
    return replace(claim, confidence=round(sure, 3), doubtful=round(sure, 3) < judge.threshold)
