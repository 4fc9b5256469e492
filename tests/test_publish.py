"""The graph in a SPARQL server: brought there, kept in step, asked with the named queries."""

from __future__ import annotations

import shutil

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from sparql_servers import OXIGRAPH, oxigraph
from test_queries import ANSWERS, needed

from kg.errors import QueryError
from kg.pipeline import publish as publishing
from kg.pipeline.publish import publish
from kg.queries import named, run, run_at
from kg.queries.remote import Remote

pytestmark = pytest.mark.skipif(OXIGRAPH is None, reason="the oxigraph package, a server, is not installed")
ALL = "SELECT ?s ?p ?o FROM <https://newskg.example/ns#{}> {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def graph(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("published") / "g", make_collection())


@pytest.fixture(scope="module")
def server(tmp_path_factory, graph):
    with oxigraph(tmp_path_factory.mktemp("oxigraph")) as address:
        publish(graph, f"{address}/update", batch=100)
        yield f"{address}/query"


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_named_queries_answer_as_from_the_store(name, graph, server):
    given = needed(named()[name])
    here, there = run(name, graph / "store", given), run_at(name, server, given)
    if here.triples is not None:
        assert sorted(map(str, there.triples)) == sorted(map(str, here.triples))
    assert (there.variables, there.rows) == (here.variables, here.rows)


def test_free_queries_take_parameters_and_names(graph, server):
    text = "SELECT ?who ?type { ?who a ?type }"
    here = run(text, graph / "store", {"who": "Mira Okafor"}).without(frozenset({"who"}))
    assert run_at(text, server, {"who": "Mira Okafor"}) == here
    assert run_at("ASK { ?s ?p ?o }", server).boolean is True
    with pytest.raises(QueryError, match="answers 400"):
        run_at("SELECT * { ?s ?p }", server)


@pytest.mark.slow
def test_what_changes_is_brought_and_no_more(tmp_path, graph):
    copy = shutil.copytree(graph, tmp_path / "g", ignore=shutil.ignore_patterns("published"))
    with oxigraph(tmp_path / "server") as address:
        first = publish(copy, f"{address}/update")
        assert (first.deleted, first.added) == (0, first.statements)
        assert publish(copy, f"{address}/update").added == 0
        change(copy)
        done = publish(copy, f"{address}/update")
        assert (done.added, done.deleted, done.statements) == (1, 1, first.statements)
        assert statements(f"{address}/query") == held(copy)


def change(graph):
    """Another name for an entity, behind the back of everybody."""
    file = graph / "graph.ttl"
    text = file.read_text("utf-8")
    file.unlink()
    file.write_text(text.replace('skos:prefLabel "Tidewater"', 'skos:prefLabel "Tidewater & Co"'), "utf-8")


@pytest.fixture(autouse=True)
def files_as_they_are(monkeypatch):
    monkeypatch.setattr(publishing, "catch_up", lambda graph, names: [])


def statements(address):
    return {
        row
        for part in ("facts", "inferred")
        for row in Remote(address).query(ALL.format(part), {}, 10**6).rows
    }


def held(graph):
    found = run("SELECT ?s ?p ?o { ?s ?p ?o }", graph / "graph.ttl")
    return {*found.rows, *run("SELECT ?s ?p ?o { ?s ?p ?o }", graph / "inferred.ttl").rows}


@pytest.mark.slow
@pytest.mark.parametrize("updates", [0, 1])  # that get through, of a deletion and an addition
def test_a_run_that_was_cut_short_is_gone_on_with(updates, tmp_path, graph, monkeypatch):
    copy, send = (
        shutil.copytree(graph, tmp_path / "g", ignore=shutil.ignore_patterns("published")),
        publishing.send,
    )
    with oxigraph(tmp_path / "server") as address:
        publish(copy, f"{address}/update")
        change(copy)
        left = [updates]

        def fails(*arguments):
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            return send(*arguments)

        monkeypatch.setattr(publishing, "send", fails)
        with pytest.raises(KeyboardInterrupt):
            publish(copy, f"{address}/update", batch=1)
        monkeypatch.setattr(publishing, "send", send)
        (copy / "graph.ttl").unlink()
        shutil.copy(graph / "graph.ttl", copy / "graph.ttl")  # and it is as it was before
        publish(copy, f"{address}/update")
        assert statements(f"{address}/query") == held(copy)
        assert [path.name for path in copy.glob("published/*/*")] == ["held"]


@pytest.mark.slow
def test_a_server_that_lost_something_is_told(tmp_path, graph):
    copy = shutil.copytree(graph, tmp_path / "g", ignore=shutil.ignore_patterns("published"))
    with oxigraph(tmp_path / "server") as address:
        publish(copy, f"{address}/update")
        publishing.send(f"{address}/update", [("update", "CLEAR GRAPH <https://newskg.example/ns#facts>")])
        with pytest.raises(QueryError, match=r"holds 0 statements.*kg publish --anew"):
            publish(copy, f"{address}/update")
        publish(copy, f"{address}/update", anew=True)
        assert statements(f"{address}/query") == held(copy)


def test_no_server_and_no_address():
    with pytest.raises(QueryError, match=r"http://127.0.0.1:9/query does not answer"):
        run_at("who-heads", "http://127.0.0.1:9/query")
    with pytest.raises(QueryError, match="is no address of a SPARQL server"):
        run_at("who-heads", "file:///etc/passwd")
