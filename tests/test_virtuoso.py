"""The named queries at Virtuoso, where it is installed (virtuoso-opensource): the rows of the store."""

from __future__ import annotations

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from sparql_servers import VIRTUOSO, virtuoso
from test_queries import ANSWERS, REQUIRED, needed

from kg.pipeline.publish import publish
from kg.queries import named, run, run_at

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(VIRTUOSO is None, reason="virtuoso-opensource, a server, is not installed"),
]
OPTIONAL = {
    "entity": "Mira Okafor",
    "integer": "2",
    "date": "2022",
    "relation": "leads",
    "status": "attributed",
    "text": "harbour.txt",
}
PLACES = ("place", "of", "where")


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("published") / "g", make_collection())


@pytest.fixture(scope="module")
def server(tmp_path_factory, graph):
    with virtuoso(tmp_path_factory.mktemp("virtuoso")) as (updates, queries):
        first = publish(graph, updates, query_address=queries, batch=300)
        assert (first.added, first.deleted) == (first.statements, 0)
        assert publish(graph, updates, query_address=queries).added == 0
        yield queries


def filled(query):
    """A value for every parameter."""
    places = dict.fromkeys(PLACES, "Norland")
    return {p.name: REQUIRED.get(p.name) or places.get(p.name) or OPTIONAL[p.type] for p in query.parameters}


@pytest.mark.parametrize("inferred", [False, True])
@pytest.mark.parametrize("values", [needed, filled])
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_named_queries_answer_as_from_the_store(name, values, inferred, graph, server):
    given = values(named()[name])
    here = run(name, graph / "store", given, inferred=inferred)
    there = run_at(name, server, given, inferred=inferred)
    if here.triples is not None:
        assert sorted(map(str, there.triples)) == sorted(map(str, here.triples))
    assert (there.variables, there.rows) == (here.variables, here.rows)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?who ?type { ?who a ?type } ORDER BY ?who ?type",
        "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
        "CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }",
        "ASK { ?s ?p ?o }",
        "ASK { ?s a <urn:nothing> }",
    ],
)
def test_free_queries_answer_as_from_the_store(text, graph, server):
    here, there = run(text, graph / "store"), run_at(text, server)
    assert (there.boolean, there.rows) == (here.boolean, here.rows)
    assert sorted(map(str, there.triples or ())) == sorted(map(str, here.triples or ()))
