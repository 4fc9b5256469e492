"""Surface rules are found through what they need, which leaves nothing out that trying all would find."""

from __future__ import annotations

import pytest
from parse_helpers import parse

from kg import coref
from kg.coref.context import context
from kg.relations.matcher import index
from kg.relations.rules import Rule, rule_from, shipped
from kg.relations.surface_index import ELSEWHERE, SurfaceIndex
from kg.relations.surface_patterns import Item, items, occurrences
from kg.syntax.normalisation import graphs
from kg.syntax.tree import tree_of

TEXT = """
Ada Ada NNP 0 root B-PERSON
Moss Moss NNP 1 flat I-PERSON
, , , 1 punct
born bear VBN 1 acl
in in IN 6 case
Oslo Oslo NNP 4 obl B-GPE
, , , 1 punct
Norway Norway NNP 6 appos B-GPE
( ( -LRB- 10 punct
Acme Acme NNP 1 dep B-ORG
) ) -RRB- 10 punct
"""
NAMELESS = """
It it PRP 2 nsubj
rained rain VBD 0 root
"""


def _row(text: str) -> list[Item]:
    made = parse(text)
    (tree,) = graphs(tree_of(made))
    return items(tree, context(made, coref.resolve(made, None)))


def _rule(pattern: str, name: str = "one") -> Rule:
    return rule_from({"id": name, "predicate": "locatedIn", "pattern": pattern}, "test.yaml")


@pytest.mark.parametrize(
    "pattern",
    [
        "{subject:PERSON} , born in {object:GPE}",
        "{subject:GPE} , {object:GPE}",
        "{object:GPE} ,? {subject:GPE}",
        "early? {subject:GPE} , {object:GPE}",
        ", born|raised [ADP]*2 {subject:GPE} ,? {object}",
        "{subject} ( {object:ORG,FAC} )",
    ],
)
def test_begins_where_the_pattern_fits(pattern: str) -> None:
    row, rule = _row(TEXT), _rule(pattern)
    everywhere = list(occurrences(rule.pattern, row, range(len(row))))
    ((_, starts),) = SurfaceIndex([rule]).tries(row)
    assert everywhere
    assert list(occurrences(rule.pattern, row, starts)) == everywhere


@pytest.mark.parametrize(
    "pattern",
    ["{subject:PERSON} of {object:GPE}", "{subject:NORP} , {object:GPE}", "{subject} died {object}"],
)
def test_begins_nowhere_without_what_it_needs(pattern: str) -> None:
    assert not any(list(starts) for _, starts in SurfaceIndex([_rule(pattern)]).tries(_row(TEXT)))


def test_a_sentence_without_names_is_left() -> None:
    assert not list(SurfaceIndex([_rule("{subject} rained {object}")]).tries(_row(NAMELESS)))


def test_rules_keep_their_order() -> None:
    written = [
        "{subject:PERSON} , born in {object:GPE}",
        "{subject:GPE} {object:GPE}",
        "{subject} , {object}",
    ]
    rules = [_rule(pattern, str(i)) for i, pattern in enumerate(written)]
    assert [rule.id for rule, _ in SurfaceIndex(rules).tries(_row(TEXT))] == ["0", "1", "2"]


def test_shipped_rules_are_left_out_only_where_they_fit_nowhere() -> None:
    row, rules = _row(TEXT), [rule for rule in shipped() if rule.pattern and rule.check not in ELSEWHERE]
    fits = {
        (rule.id, *bound.items())
        for rule in rules
        for bound in occurrences(rule.pattern, row, range(len(row)))
    }
    tried = {
        (rule.id, *bound.items())
        for rule, starts in SurfaceIndex(rules).tries(row)
        for bound in occurrences(rule.pattern, row, starts)
    }
    assert fits
    assert tried == fits


def test_a_set_of_rules_is_indexed_once() -> None:
    rules = shipped()
    assert index(rules) is index(rules)
    assert index(list(rules)) is not index(rules)
    assert len(index(rules[:1]).patterns) <= 1
