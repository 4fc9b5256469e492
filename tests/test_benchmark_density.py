"""The figures of ``benchmarks.density`` on a collection made by hand."""

from dataclasses import replace

from graph_helpers import make_collection

from benchmarks.density import density, edges
from kg.records import Entity


def test_figures_of_a_small_collection():
    collection = make_collection()
    found = density(collection)
    assert found["nodes"] == len(collection.entities)
    assert found["edges"] == len(edges(collection)) > 0
    assert 0 < found["largest part"] <= 1 - found["isolated"] < 1 or found["isolated"] == 0


def test_doubtful_facts_are_no_edges():
    collection = make_collection()
    doubted = tuple(replace(f, status="doubtful") for f in collection.facts)
    found = density(replace(collection, facts=doubted))
    assert (found["edges"], found["isolated"], found["largest part"]) == (0, 1, 0)


def test_an_entity_without_facts_is_isolated():
    collection = make_collection()
    alone = Entity("person/nobody", "Person", "Nobody", (), ((collection.articles[0].id, "e99"),))
    more = density(replace(collection, entities=(*collection.entities, alone)))
    assert more["isolated"] > density(collection)["isolated"]


def test_a_group_is_no_node():
    collection = make_collection()
    group = Entity("group/protesters", "Group", "protesters", (), ((collection.articles[0].id, "e99"),))
    assert density(replace(collection, entities=(*collection.entities, group))) == density(collection)
