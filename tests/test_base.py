"""IRIs under a base of one's own, in all that is made from a graph."""

import json
import re

import pytest
from pipeline_fakes import REAL_FILES
from server_helpers import Client
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import DataError
from kg.pipeline.built_graph import Graph
from kg.pipeline.identifiers import base
from kg.rdf.iris import BASE, Iris, base_of, without_base

OWN = "https://data.example.org/id/"
FILES = ("graph.ttl", "inferred.ttl", "graph.trig")


@pytest.fixture
def news(tmp_path, monkeypatch):
    for module in ("build", "decide"):
        monkeypatch.setattr(f"kg.pipeline.{module}.Tools", lambda: REAL_FILES)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news/one.txt").write_text("Ann leads Acme.")
    return tmp_path / "news"


def run(*words):
    result = CliRunner().invoke(app, words)
    assert (result.exit_code, result.stderr) == (0, ""), result.output
    return result.stdout


def files(folder):
    return {name: (folder / name).read_bytes() for name in FILES}


@pytest.mark.slow
def test_all_that_is_written_has_the_base_until_it_is_changed(news):
    run("build", "news")
    usual = files(news.parent / "graph_output")
    assert f"IRIs begin with {OWN} now" in run("build", "--base", OWN)
    own = files(news.parent / "graph_output")
    assert own["graph.ttl"].decode() == re.sub(f"<{BASE}(?!ns#)", f"<{OWN}", usual["graph.ttl"].decode())
    assert f"<{OWN}id/".encode() in own["graph.trig"]
    (news / "two.txt").write_text("Bob leads Acme.")
    assert "IRIs begin" not in run("build")
    grown = (news.parent / "graph_output/graph.ttl").read_text()
    assert f"<{OWN}id/" in grown
    assert f"<{BASE}id/" not in grown
    (news / "two.txt").unlink()
    assert f"IRIs begin with {BASE} now" in run("build", "--base", "")
    assert files(news.parent / "graph_output") == usual


def test_exports_and_queries_use_the_base(news):
    run("build", "news", "--base", OWN)
    assert f"<{OWN}id/" in run("export", "--format", "ntriples")
    assert "Acme" in run("query", "facts-about", "--entity", "Ann")
    found = json.loads(
        run("query", "SELECT ?s { ?s a <https://newskg.example/ns#Fact> }", "--format", "json")
    )
    assert [row["s"]["value"][: len(OWN)] for row in found["results"]["bindings"]] == [OWN]


def test_a_base_that_is_none_is_told_in_a_line_and_changes_nothing(news):
    run("build", "news")
    result = CliRunner().invoke(app, ["build", "--base", "data.example.org"])
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "'data.example.org' is not an absolute IRI that ends in /" in result.stderr
    with Graph("graph_output") as graph:
        assert base(graph.store) == graph.base == BASE


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "https://x.org",
        "https://x.org/a#",
        "https:///a/",
        "https://[x/",
        "https://x.org/ü/",
        "https://x.org/?a=/",
        "urn:a:/",
        "https://x.org/<a>/",
        "https://x.org/#/",
        "ftp://x.org/",
    ],
)
def test_no_base(text):
    with pytest.raises(DataError, match="is not an absolute IRI"):
        Iris(text)


def test_the_base_of_an_iri_is_found_again_even_where_it_looks_like_a_key():
    iri = Iris(OWN).entity("person/ann")
    assert (base_of(iri), without_base(iri)) == (OWN, "person/ann")


def test_a_server_uses_the_base_and_follows_a_change(news):
    run("build", "news", "--base", OWN)
    client = Client(news.parent / "graph_output")
    assert client.get("/api/meta").json()["base"] == OWN
    run("build", "--base", "")
    assert client.get("/api/meta").json()["base"] == BASE
