"""The sample corpus, read by the whole system, against what a good reader finds in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.lexicon import fold
from kg.ontology import load as ontology
from kg.pipeline.built_graph import Graph
from kg.records import Fact

EXPECTED = yaml.safe_load((Path(__file__).parent / "data" / "seeds_expected.yaml").read_text("utf8"))

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Found:
    """The facts of a graph by the folded names of their arguments."""

    facts: tuple[Fact, ...]
    names: dict[str, frozenset[str]]

    def matching(self, subject: str, predicate: str, object_: str, statuses: set[str]) -> Iterator[Fact]:
        terms = ontology()
        relation = terms[predicate]
        for fact in self.facts:
            kinds = (fact.predicate, *terms.ancestors(fact.predicate))
            straight = predicate in kinds and self._is(fact, subject, object_)
            turns = (relation.symmetric and predicate in kinds) or relation.inverse in kinds
            crossed = turns and self._is(fact, object_, subject)
            if fact.status in statuses and (straight or crossed):
                yield fact

    def _is(self, fact: Fact, subject: str, object_: str) -> bool:
        objects = self.names[fact.object] if fact.object else {fold(fact.value or "")}
        return fold(subject) in self.names[fact.subject] and fold(object_) in objects

    def known_as(self, subject: str, other: str) -> bool:
        return any({fold(subject), fold(other)} <= names for names in self.names.values())


@pytest.fixture(scope="module")
def found(sample_graph: Graph) -> Found:
    names = {e.key: frozenset(fold(n) for n in (e.name, *e.aliases)) for e in sample_graph.entities}
    return Found(tuple(sample_graph.facts), names)


def missing(found: Found, level: str) -> tuple[list[Any], int]:
    wanted = [f for article in EXPECTED["articles"].values() for f in article.get(level) or ()]
    lost = []
    for fact in wanted:
        subject, predicate, object_, status, *_ = fact
        there = any(found.matching(str(subject), predicate, str(object_), set(status.split("/"))))
        if not there and not (predicate == "alsoKnownAs" and found.known_as(str(subject), str(object_))):
            lost.append(fact[:4])
    return lost, len(wanted)


def test_plain_facts_are_found(found: Found) -> None:
    lost, of = missing(found, "facts")
    assert len(lost) <= 0.25 * of, lost


def test_nothing_that_must_not_stand_is_asserted(found: Found) -> None:
    wrong = [
        entry
        for article in EXPECTED["articles"].values()
        for entry in article.get("absent") or ()
        if any(found.matching(str(entry[0]), entry[1], str(entry[2]), {"asserted"}))
    ]
    assert wrong == []


def test_what_an_article_denies_or_doubts_is_no_fact_of_it(found: Found) -> None:
    wrong = [
        entry[:4]
        for article, expected in EXPECTED["articles"].items()
        for level in ("facts", "hard")
        for entry in expected.get(level) or ()
        if "asserted" not in entry[3]
        for fact in found.matching(str(entry[0]), entry[1], str(entry[2]), {"asserted"})
        if article in dict(fact.claims)
    ]
    assert wrong == []


def test_names_of_one_entity_are_one(found: Found) -> None:
    apart = [pair for pair in EXPECTED["same"] if not _together(found, pair)]
    assert len(apart) <= 0.25 * len(EXPECTED["same"]), apart


def _together(found: Found, names: list[str]) -> bool:
    holders = [{k for k, have in found.names.items() if fold(n) in have} for n in names]
    known = [h for h in holders if h]
    return not known or bool(set.intersection(*known))


def test_different_entities_stay_apart(found: Found) -> None:
    merged = [
        (a, b)
        for a, b in EXPECTED["different"]
        if any(fold(a) in names and fold(b) in names for names in found.names.values())
    ]
    assert merged == []


def test_the_near_copy_counts_once(sample_graph: Graph) -> None:
    assert [list(group) for group in sample_graph.collection.duplicates] == EXPECTED["duplicates"]
