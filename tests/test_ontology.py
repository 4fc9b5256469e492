from __future__ import annotations

import subprocess
import sys

import pytest

from kg.errors import DataError
from kg.ontology import NAMESPACE, Ontology, Relation, Trait, load, path


def test_relations_have_hierarchy_types_and_labels():
    governs = load()["governs"]
    assert (governs.parent, governs.domain, governs.range) == ("leads", ("Person",), ("Place",))
    assert governs.label == "governor or mayor of a region or city"
    assert governs.traits == {Trait.OFFICE, Trait.SINGLE_HOLDER, Trait.STATE_OFFICE}
    assert load().ancestors("governs") == ("leads", "worksFor", "affiliatedWith")
    assert "chairs" in load().kinds("leads")
    assert load()["worksFor"].matches == (
        "http://www.wikidata.org/entity/P108",
        "https://schema.org/worksFor",
    )


def test_inverses_are_known_from_both_sides_and_symmetry_is_kept():
    assert load()["parentOf"].inverse == "childOf"
    assert load()["childOf"].inverse == "parentOf"
    assert {r.name for r in load() if r.symmetric} == {
        "agreedWith", "associateOf", "competedAgainst", "mergedWith", "metWith", "partnersWith",
        "relativeOf", "siblingOf", "spouseOf",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("predicate", "subject", "target", "fits"),
    [
        ("governs", "Person", "Place", True),
        ("governs", "Place", "Person", False),
        ("foundedOn", "Organization", "Date", True),
        ("foundedOn", "Organization", "Text", False),
        ("metWith", "Organization", "Person", True),  # symmetric: the other way round
        ("metWith", "Event", "Person", False),
        ("killed", "Group", "Person", True),
        ("attended", "Group", "Event", True),
        ("alsoKnownAs", "Place", "Text", True),
    ],
)
def test_fits(predicate, subject, target, fits):
    assert load().fits(predicate, subject, target) is fits


def test_every_relation_has_sound_types():
    for relation in load():
        for parent in load().ancestors(relation.name):
            assert set(relation.domain) <= set(load()[parent].domain), (relation.name, parent)
            assert set(relation.range) <= set(load()[parent].range), (relation.name, parent)


def test_acts_have_a_class_of_events_and_its_quarter():
    relations = load()
    assert (relations["told"].plover, relations["told"].quad) == (None, None)
    assert (relations["urged"].plover, relations["urged"].quad) == ("REQUEST", "verbal conflict")
    assert relations.ancestors("killed") == ("attacked",)
    assert {r.quad for r in relations if r.plover == "COOPERATE"} == {"material cooperation"}
    with pytest.raises(DataError, match="'likes' has the class 'AID' and the quad 'kind'"):
        relations.with_relations([Relation("likes", plover="AID", quad="kind")])


def test_own_relations_can_be_added():
    own = Relation("mentors", parent="affiliatedWith", domain=("Person",), range=("Person",))
    ontology = load().with_relations([own])
    assert ontology.ancestors("mentors") == ("affiliatedWith",)
    assert "mentors" not in load()


@pytest.mark.parametrize(
    ("relation", "complaint"),
    [
        (Relation("governs"), "own.yaml: relation 'governs' is there already"),
        (Relation("likes", parent="loves"), "unknown relation 'loves'"),
        (Relation("Likes it"), "should be a word"),
        (Relation("likes", domain=("Robot",)), "unknown domain 'Robot'"),
        (Relation("likes", range=("Robot",)), "unknown range 'Robot'"),
        (Relation("likes", range=("Person", "Date")), "both entities and literals"),
        (Relation("likes", domain=()), "needs a domain and a range"),
        (Relation("likes", parent="likes"), "is a kind of itself"),
    ],
)
def test_wrong_relations_are_refused_by_name(relation, complaint):
    with pytest.raises(DataError, match=complaint):
        load().with_relations([relation], source="own.yaml")


def test_an_unknown_relation_is_named():
    with pytest.raises(DataError, match="'loves'"):
        Ontology()["loves"]


def test_files_parse_in_rdflib_and_hold_each_relation():
    import rdflib

    graph = rdflib.Graph().parse(path("kg.ttl"))
    for relation in load():
        assert (rdflib.URIRef(NAMESPACE + relation.name), rdflib.RDFS.label, None) in graph
    assert len(rdflib.Graph().parse(path("shapes.ttl"))) > 100


def test_the_package_imports_nothing_heavy():
    code = "import sys, kg.ontology, kg.graph.facts; print(sorted(sys.modules))"
    modules = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for heavy in ("pyoxigraph", "rdflib", "networkx", "spacy"):
        assert f"'{heavy}'" not in modules
