"""Acts over acts: what threatening, refusing or condemning says beside the act that another rule reads."""

from __future__ import annotations

import pytest

from kg import language, ontology
from kg.errors import DataError
from kg.lexicon.wordlists import word_set
from kg.records import Article
from kg.relations import read
from kg.relations.rules import load_file, shipped


def told(text: str) -> set[str]:
    """The claims as "subject relation object status"."""
    found = read(Article("a", text), language.parse(text))
    names = {entity.id: entity.name for entity in found.entities}
    return {
        f"{names[c.subject]} {c.predicate} {names[c.object]} {c.status}" for c in found.claims if c.object
    }


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "both"),
    [
        (
            "Kenya threatened to expel two Ugandan diplomats.",
            {"Kenya warned Uganda asserted", "Kenya expelled Uganda planned"},
        ),
        (
            "Kenya refused to sell oil to Uganda.",
            {"Kenya rejected Uganda asserted", "Kenya suppliesTo Uganda negated"},
        ),
        (
            "Norway condemned the arrest of Peter Holm by Kenyan police.",
            {"Norway opposes Kenyan police asserted", "Peter Holm detainedBy Kenyan police asserted"},
        ),
    ],
)
def test_both_layers_are_told(text, both):
    assert both <= told(text)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Kenya did not threaten to expel two Ugandan diplomats.",
        "Norway said Kenya had threatened to expel two Ugandan diplomats.",
    ],
)
def test_the_status_of_the_outer_act_is_that_of_its_own_verb(text):
    assert not any(line.startswith("Kenya warned Uganda asserted") for line in told(text))


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Kenya threatened not to expel two Ugandan diplomats.",
        "Kenya refused to attack Uganda.",
        "Norway condemned the arrest of Peter Holm.",
    ],
)
def test_an_act_of_another_kind_is_left_alone(text):
    assert not any(
        relation in line for line in told(text) for relation in (" warned ", " rejected ", " opposes ")
    )


def test_the_lists_name_relations():
    terms = ontology.load()
    lists = ("harming", "striking_at", "obliging")
    assert [name for key in lists for name in sorted(word_set("acts", key)) if name not in terms] == []


def test_a_rule_over_acts_needs_no_object_and_knows_its_keys():
    assert all(rule.object.written == "." for rule in shipped() if rule.over is not None)
    rule = "rules: [{id: x, predicate: warned, trigger: {lemma: [threaten]}, subject: subj, over: {%s}}]"
    (made,) = load_file(rule % "acts: harming, path: xcomp", "own.yaml")
    assert made.over is not None and made.over.same
    for wrong in ("acts: harming", "acts: nonesuch, path: xcomp", "acts: harming, path: xcomp, by: nobody"):
        with pytest.raises(DataError, match=r"own.yaml: rule .x"):
            load_file(rule % wrong, "own.yaml")
