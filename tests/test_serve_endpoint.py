"""The explorer lets a SPARQL server answer: as the store does, and what is wrong in one line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from server_helpers import Client
from sparql_servers import OXIGRAPH, oxigraph
from test_queries import ANSWERS, needed

from kg.pipeline import publish as publishing
from kg.queries import named
from kg.queries.remote import send

pytestmark = pytest.mark.skipif(OXIGRAPH is None, reason="the oxigraph package, a server, is not installed")
INFERRED = "https://newskg.example/ns#inferred"
ROOT = Path(__file__).parent.parent
FREE = (
    "SELECT ?who ?type { ?who a ?type } ORDER BY ?who ?type",
    f"SELECT (COUNT(*) AS ?n) FROM <{INFERRED}> {{ ?s ?p ?o }}",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g",
    "ASK { ?s ?p ?o }",
)


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("served") / "g", make_collection())


@pytest.fixture(scope="module")
def server(tmp_path_factory, graph):
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        publishing.publish(graph, f"{address}/update")
        yield f"{address}/query"


@pytest.fixture(scope="module")
def both(graph, server):
    """An explorer on the store, and one that asks the server."""
    here, there = Client(graph), Client(graph, endpoint=server)
    yield here, there
    here.close()
    there.close()


def same(both, ask):
    here, there = map(ask, both)
    assert (there.status, there.plain) == (here.status, here.plain)
    return there


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_named_queries(name, both):
    data = {"name": name, "parameters": needed(named()[name])}
    here, there = (client.post("/api/query", data).json() for client in both)
    if "CONSTRUCT" in named()[name].text:  # statements have no order
        here, there = ({**found, "rows": sorted(map(str, found["rows"]))} for found in (here, there))
    assert there == here
    assert "error" not in there


@pytest.mark.parametrize("query", FREE)
def test_free_queries(query, both):
    assert same(both, lambda client: client.get("/sparql", query=query)).status == 200


@pytest.mark.parametrize("graphs", [{"default-graph-uri": INFERRED}, {"named-graph-uri": INFERRED}])
def test_graphs_that_a_request_names(graphs, both):
    text = "SELECT (COUNT(*) AS ?n) { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    found = same(both, lambda client: client.get("/sparql", query=text, **graphs)).json()
    assert found["results"]["bindings"][0]["n"]["value"] != "0"


def test_iris_answer(both):
    entity = same(
        both, lambda client: client.get("/id/person/mira-okafor", {"Accept": "application/n-triples"})
    )
    assert b"Mira Okafor" in entity.plain


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p }", "DELETE WHERE { ?s ?p ?o }", "SELECT * FROM <urn:x> {}"]
)
def test_what_is_refused_is_refused_there_too(query, both):
    here, there = (client.get("/sparql", query=query) for client in both)
    assert (here.status, there.status) == (400, 400)


def test_a_server_that_has_gone(graph):
    client = Client(graph, endpoint="http://somebody:secret@127.0.0.1:9/query")
    try:
        for answer in (client.get("/sparql", query=FREE[0]), client.post("/api/query", {"name": "articles"})):
            assert answer.status == 502
            assert "http://127.0.0.1:9/query does not answer" in answer.json()["error"]
            assert "secret" not in answer.text
    finally:
        client.close()


def test_an_answer_of_an_older_state_says_so(tmp_path, graph):
    copy = shutil.copytree(graph, tmp_path / "g", ignore=shutil.ignore_patterns("published"))
    with oxigraph(tmp_path / "server") as address:
        publishing.publish(copy, f"{address}/update")
        client = Client(copy, endpoint=f"{address}/query")
        try:
            assert "warning" not in client.get("/sparql", query=FREE[0]).headers
            (copy / "graph.ttl").write_text((copy / "graph.ttl").read_text("utf-8") + "\n", "utf-8")
            assert "older state" in client.get("/sparql", query=FREE[0]).headers["warning"]
        finally:
            client.close()


def serve(*options):
    command = [sys.executable, "-m", "kg", "serve", "--no-open", *map(str, options)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.slow
def test_a_server_without_the_graph_is_one_line(tmp_path, graph):
    with oxigraph(tmp_path / "server") as address:
        done = serve("-g", graph, "--endpoint", f"{address}/query")
        said = f"kg: {address}/query holds no graph: 'kg publish' brings it there\n"
        assert (done.returncode, done.stdout, done.stderr) == (1, "", said)
        other = "INSERT DATA { GRAPH <https://newskg.example/ns#facts> { <urn:a> <urn:b> <urn:c> } }"
        send(f"{address}/update", [("update", other)])
        done = serve("-g", graph, "--endpoint", f"{address}/query")
        assert done.returncode == 1
        assert done.stderr.startswith(f"kg: {address}/query holds another graph than this one")


@pytest.mark.slow
@pytest.mark.parametrize("address", ["http://u:secret@127.0.0.1:9/query", "127.0.0.1:7878"])
def test_no_server_is_one_line(address, graph):
    done = serve("-g", graph, "--endpoint", address)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (1, "", 1)
    assert "secret" not in done.stderr
