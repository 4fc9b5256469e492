"""How sure claims are: the judge's file, its features, and what it does to a reading."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from importlib.resources import files

import pytest
from graph_helpers import make_collection

from kg.errors import DataError
from kg.graph.facts import facts
from kg.records import Parse
from kg.relations import judge
from kg.relations.features import features
from kg.relations.judge import Judge, explained, parsed, shipped, weighed

RAW = {
    "threshold": 0.5,
    "threshold_of_acts": 0.5,
    "shift": 0.0,
    "weights": {"status former": [0.0, 1.0, -2.0], "rule": [0.0, 1.0, 1.0]},
    "rules": {"good": 3.0},
    "relations": {"governs": 1.0},
}


def flat(text: str) -> Parse:
    """A parse of one sentence in which every word hangs on the first."""
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == " ")]
    ends = [text.find(" ", s) if " " in text[s:] else len(text) for s in starts]
    n = len(starts)
    words = tuple(text[s:e] for s, e in zip(starts, ends, strict=True))
    same = ("x",) * n
    spans = ((0, n),)
    return Parse(
        text, tuple(starts), tuple(ends), words, same, same, ("",) * n, (0,) * n, ("dep",) * n, spans, ()
    )


@pytest.fixture
def first():
    collection = make_collection()
    article, reading = collection.articles[0], collection.readings[0]
    return article, flat(article.text), reading


def test_rule_and_relation_count(first):
    one = parsed(RAW)
    claim = replace(first[2].claims[0], rule="good", status="asserted")
    assert one.probability(claim, {}) == pytest.approx(1 / (1 + math.exp(-3)))
    unknown = replace(claim, rule="new", predicate="governs")
    assert one.probability(unknown, {}) == pytest.approx(1 / (1 + math.exp(-1)))


def test_what_is_under_the_threshold_is_doubtful(first):
    article, parse, reading = first
    given = weighed(article, parse, reading, replace(parsed(RAW), threshold=1.1, threshold_of_acts=1.1))
    told = [claim for claim in given.claims if claim.status in ("asserted", "former", "planned")]
    assert told and all(claim.doubtful for claim in told)
    assert not any(claim.doubtful for claim in given.claims if claim not in told)
    kept = weighed(article, parse, reading, replace(parsed(RAW), threshold=0.0, threshold_of_acts=0.0))
    assert not any(claim.doubtful for claim in kept.claims)
    assert [c.id for c in kept.claims] == [c.id for c in reading.claims]


def test_a_former_office_is_less_sure_where_that_says_so(first):
    one = parsed(RAW)
    claim = first[2].claims[0]
    assert one.probability(claim, {"status former": 1.0}) < one.probability(claim, {"status former": 0.0})


def test_features_tell_the_status_and_the_ends(first):
    article, parse, reading = first
    rows = list(features(article, parse, reading))
    assert len(rows) == len(reading.claims)
    for claim, row in zip(reading.claims, rows, strict=True):
        assert row["literal"] == float(claim.object is None)
        assert row["status negated"] == float(claim.status == "negated")
        assert all(math.isfinite(value) for value in row.values())


@pytest.mark.parametrize("broken", [{}, {**RAW, "weights": {"rule": [1.0]}}, {**RAW, "threshold": "high"}])
def test_a_broken_file_is_told(broken):
    with pytest.raises(DataError, match=judge.FILE):
        parsed(broken)


def test_the_shipped_judge_knows_its_features(first):
    one = shipped()
    assert isinstance(one, Judge) and 0.5 < min(one.threshold, one.threshold_of_acts) < 1
    article, parse, reading = first
    known = {*next(features(article, parse, reading)), "rule", "relation"}
    assert set(one.weights) <= known
    raw = json.loads((files("kg.relations") / "data" / judge.FILE).read_text("utf8"))
    assert all(deviation > 0 for _, deviation, _ in raw["weights"].values())


def test_it_says_why(first):
    told = explained(*first)
    assert set(told) == {claim.id for claim in first[2].claims}
    assert all("sure enough" in line or "doubtful" in line for line in told.values())


def test_doubtful_claims_make_facts_of_their_own():
    collection = make_collection()
    readings = tuple(
        replace(r, claims=tuple(replace(c, doubtful=True) for c in r.claims)) for r in collection.readings
    )
    made = facts(readings, collection.entities)
    assert made and all(fact.status == "doubtful" and fact.doubtful for fact in made)
