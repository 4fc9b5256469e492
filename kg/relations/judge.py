"""How sure a claim is: a logistic regression over its features, learnt from claims judged by reading.

Rules say what is claimed; this only weighs it. Under the threshold of states or that of acts, chosen for
precision, a claim is doubtful. The model is data (``data/judge.json``, made by ``training/judge.py``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import DataError
from kg.ontology import Trait, load
from kg.records import Article, Claim, Parse, Reading, Status
from kg.relations.features import Values, features

FILE = "judge.json"
OF_SCANS = 5 / 6  # of what else is as sure: letters in scans are misread, those of names most
APART = frozenset(
    {Status.ATTRIBUTED, Status.HEDGED, Status.NEGATED}
)  # no fact rests on these: never doubtful


@dataclass(frozen=True, slots=True)
class Judge:
    """The weights of features, and what is known of rules and relations."""

    weights: Mapping[str, tuple[float, float, float]]  # mean and deviation of a feature, and its weight
    shift: float
    rules: Mapping[str, float]  # log odds of a rule's claims, smoothed
    relations: Mapping[str, float]
    threshold: float  # of states
    threshold_of_acts: float

    def least(self, claim: Claim) -> float:
        """The probability that a claim must have: acts are told in more ways, and misread more often."""
        return self.threshold_of_acts if is_act(claim.predicate) else self.threshold

    def probability(self, claim: Claim, values: Values) -> float:
        """How likely the claim is right."""
        return 1 / (1 + math.exp(-self.shift - sum(moved for _, moved in self.moves(claim, values))))

    def moves(self, claim: Claim, values: Values) -> list[tuple[str, float]]:
        """How much each feature moves the log odds, the strongest first."""
        known = {**values, **self.priors(claim)}
        moved = (
            (name, weight * (known.get(name, 0.0) - mean) / deviation)
            for name, (mean, deviation, weight) in self.weights.items()
        )
        return sorted(moved, key=lambda item: (-abs(item[1]), item[0]))

    def priors(self, claim: Claim) -> dict[str, float]:
        """What is known of the claim's rule and relation."""
        relation = self.relations.get(claim.predicate, 0.0)
        return {"rule": self.rules.get(claim.rule, relation), "relation": relation}


def is_act(predicate: str) -> bool:
    """Whether a relation is something done, not something that holds."""
    known = load()
    return predicate in known.relations and known.has(predicate, Trait.ACT)


@cache
def shipped() -> Judge | None:
    """The judge in the package; None where there is none."""
    path = files("kg.relations") / "data" / "judge.json"
    return parsed(json.loads(path.read_text("utf8"))) if path.is_file() else None


def parsed(raw: Mapping[str, Any]) -> Judge:
    """A judge from its file; raises DataError where the file is no judge."""
    try:
        return Judge(
            weights={name: (float(a), float(b), float(c)) for name, (a, b, c) in raw["weights"].items()},
            shift=float(raw["shift"]),
            rules=dict(raw["rules"]),
            relations=dict(raw["relations"]),
            threshold=float(raw["threshold"]),
            threshold_of_acts=float(raw["threshold_of_acts"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DataError(f"{FILE}: {error!r}") from None


def weighed(article: Article, parse: Parse, reading: Reading, judge: Judge | None = None) -> Reading:
    """The reading with each claim's confidence as the judge has it, and the doubtful ones marked."""
    judge = judge or shipped()
    if judge is None:
        return reading
    rows = features(article, parse, reading)
    pairs = zip(reading.claims, rows, strict=True)
    trust = _trust(article)
    return replace(reading, claims=tuple(_weighed(claim, row, judge, trust) for claim, row in pairs))


def _trust(article: Article) -> float:
    return OF_SCANS if article.scanned else 1.0


def _weighed(claim: Claim, values: Values, judge: Judge, trust: float) -> Claim:
    sure = round(judge.probability(claim, values) * trust, 3)
    return replace(claim, confidence=sure, doubtful=_is_doubtful(claim, sure, judge))


def _is_doubtful(claim: Claim, sure: float, judge: Judge) -> bool:
    return claim.status not in APART and sure < judge.least(claim)


def explained(article: Article, parse: Parse, reading: Reading, most: int = 4) -> dict[str, str]:
    """For each claim, by id, how sure it is and what speaks most for and against it."""
    judge = shipped()
    if judge is None:
        return {}
    pairs = zip(reading.claims, features(article, parse, reading), strict=True)
    trust = _trust(article)
    return {claim.id: _told(claim, judge, row, most, trust) for claim, row in pairs}


def _told(claim: Claim, judge: Judge, values: Values, most: int, trust: float) -> str:
    sure = round(judge.probability(claim, values) * trust, 3)
    verdict = Status.DOUBTFUL if _is_doubtful(claim, sure, judge) else "sure enough"
    named = ", ".join(f"{name} {moved:+.2f}" for name, moved in judge.moves(claim, values)[:most])
    return f"{sure:.3f}, {verdict} ({named})"
