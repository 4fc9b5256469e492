"""Offices that are run for, named by an adjective."""

from __future__ import annotations

import pytest
from parse_helpers import parse

from kg.records import Article
from kg.relations import read, shipped
from kg.relations.offices import office

NOMINEE = """
Vice vice NN 3 amod
presidential presidential JJ 3 amod
nominee nominee NN 4 nmod:desc
Eva Eva NNP 6 nsubj B-PERSON
Novak Novak NNP 4 flat I-PERSON
agreed agree VBD 0 root
. . . 6 punct
"""


def test_a_nominee_runs_for_the_office_that_the_adjective_names() -> None:
    parsed = parse(NOMINEE)
    rules = tuple(rule for rule in shipped() if rule.id == "candidate-kind")
    claims = read(Article("a", parsed.text), parsed, rules).claims
    assert [(c.predicate, c.value, parsed.text[slice(*c.object_span)]) for c in claims] == [
        ("candidateFor", "vice president", "Vice presidential nominee")
    ]


@pytest.mark.parametrize(
    ("token", "named"), [((1, 2), "president"), ((0, 2), "vice president"), ((2, 3), "nominee")]
)
def test_an_adjective_of_no_office_stays_as_it_is(token: tuple[int, int], named: str) -> None:
    assert office(parse(NOMINEE), token) == named
