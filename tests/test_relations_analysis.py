"""What is known of an article before rules are tried: whole, and the same in whatever order they are."""

from __future__ import annotations

import dataclasses

import pytest
from parse_helpers import parse

from kg import coref, ontology
from kg.relations.analysis import Analysis, analyse
from kg.relations.matcher import Matcher, index
from kg.relations.matches import Match
from kg.relations.reader import sentence_matches
from kg.relations.rules import shipped

TEXT = """
Ada Ada NNP 4 nsubj B-PERSON
Moss Moss NNP 1 flat I-PERSON
is be VBZ 4 cop
head head NN 0 root
of of IN 8 case
the the DT 8 det
security security NN 8 compound
department department NN 4 nmod
of of IN 10 case
Kenya Kenya NNP 8 nmod B-GPE
. . . 4 punct

Bea Bea NNP 4 nsubj B-PERSON
Hill Hill NNP 1 flat I-PERSON
is be VBZ 4 cop
chief chief NN 0 root
of of IN 9 case
the the DT 9 det
Brazilian Brazilian NNP 9 compound B-ORG
National National NNP 9 compound I-ORG
Navy Navy NNP 4 nmod I-ORG
. . . 4 punct

Cal Cal NNP 4 nsubj B-PERSON
Reed Reed NNP 1 flat I-PERSON
is be VBZ 4 cop
head head NN 0 root
of of IN 8 case
the the DT 8 det
security security NN 8 compound
department department NN 4 nmod
of of IN 10 case
Kenya Kenya NNP 8 nmod B-GPE
. . . 4 punct
"""


@pytest.fixture
def known() -> Analysis:
    made = parse(*TEXT.split("\n\n"))
    return analyse(made, coref.resolve(made, None))


def found(known: Analysis, order: int) -> list[set[tuple[str, int, str, str]]]:
    """What the rules find in each sentence, if the sentences are matched forwards (1) or backwards (-1)."""
    matcher = Matcher(index(shipped()), ontology.load(), known.ctx)
    some = [
        {
            (one.predicate, one.trigger, one.subject.entity.name, one.object.entity.name)
            for one in sentence_matches(sentence, matcher)
            if isinstance(one, Match) and one.subject.entity and one.object.entity
        }
        for sentence in known.sentences[::order]
    ]
    return some[::order]


def test_what_has_no_name_is_known_before_any_rule_is_tried(known: Analysis) -> None:
    assert [(e.id, e.type, e.name) for e in known.ctx.described] == [
        ("e6", "Organization", "security department of Kenya"),
        ("e7", "Place", "Brazil"),
    ]
    first, _, last = known.sentences
    departments = {known.ctx.ref(s.tree.start + 7) for s in (first, last)}
    assert {ref.entity for ref in departments if ref is not None} == {"e6"}


def test_the_order_of_matching_does_not_matter(known: Analysis) -> None:
    assert found(known, 1) == found(known, -1)
    assert all(found(known, 1))


def test_nothing_can_be_added_while_rules_match(known: Analysis) -> None:
    before = dict(known.ctx.entities), dict(known.ctx.by_token)
    found(known, 1)
    assert (dict(known.ctx.entities), dict(known.ctx.by_token)) == before
    with pytest.raises(TypeError):
        known.ctx.by_token[0] = None  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        known.ctx.described = ()  # type: ignore[misc]


def test_what_an_article_calls_a_party_is_one() -> None:
    made = parse("""
the the DT 3 det
ruling rule VBG 3 amod
party party NN 5 nsubj
Zarvo Zarvo NNP 3 appos B-ORG
won win VBD 0 root
. . . 5 punct
""")
    known = analyse(made, coref.resolve(made, None))
    (party,) = known.ctx.entities.values()
    assert known.ctx.kinds(party) == ("party", "organization")
    assert dataclasses.replace(known.ctx, parties=frozenset()).kinds(party) == ("organization",)


def test_the_holder_of_a_title_is_not_whom_the_tree_hangs_further_off() -> None:
    text = """
Guards guard NNS 2 nsubj
arrested arrest VBD 0 root
a a DT 4 det
rebel rebel NN 2 obj
near near IN 7 case
the the DT 7 det
governor governor NN 2 obl
of of IN 9 case
Kenya Kenya NNP 7 nmod B-GPE
, , , 11 punct
Ada Ada NNP 4 appos B-PERSON
Moss Moss NNP 11 flat I-PERSON
. . . 2 punct
"""
    parsed = parse(text.strip())
    known = analyse(parsed, coref.resolve(parsed))
    matcher = Matcher(index(shipped()), ontology.load(), known.ctx)
    found = [m for m in sentence_matches(known.sentences[0], matcher) if isinstance(m, Match)]
    said = {
        m.predicate
        for m in found
        if "Ada Moss" in (m.subject.entity.name, getattr(m.object.entity, "name", ""))
    }
    assert said == {"governs", "holdsPosition"}
