"""The server for assistants, asked by the client of the same package over a real pair of pipes."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection

from kg.errors import KGError, NotFoundError
from kg.server.mcp_server import Tools, server

pytest.importorskip("mcp")
ARGUMENTS = ["-m", "kg", "mcp", "-g"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("assistant") / "graph", make_collection())


def files(folder):
    return {path: path.read_bytes() for path in sorted(Path(folder).rglob("*")) if path.is_file()}


def asked(folder, *calls):
    """What the server answers to some calls, in one session: lists of (is an error, data or text)."""
    from mcp.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    async def session():
        server_ = StdioServerParameters(command=sys.executable, args=[*ARGUMENTS, str(folder)])
        async with Client(stdio_client(server_)) as client:
            listed = await client.list_tools()
            answers = [await client.call_tool(name, given) for name, given in calls]
        return listed.tools, answers

    listed, answers = asyncio.run(session())
    told = [(a.is_error, a.content[0].text if a.is_error else a.structured_content) for a in answers]
    return listed, told


@pytest.mark.slow
def test_an_assistant_asks_and_changes_nothing(folder):
    name = Tools(folder).search("the", limit=1) and _somebody(folder)
    before = files(folder)
    listed, told = asked(
        folder,
        ("entity", {"name": name}),
        ("entity", {"name": "Nobody At All"}),
        ("ask", {"query": "SELECT ?s { ?s ?p ?o } LIMIT 3"}),
        ("ask", {"query": "DELETE WHERE { ?s ?p ?o }"}),
        ("named_queries", {}),
    )
    assert {tool.name for tool in listed} == {"search", "entity", "paths", "named_queries", "ask", "article"}
    assert all(tool.annotations.read_only_hint and tool.description for tool in listed)
    (_, entity), (unknown, words), (_, rows), (refused, _), (_, queries) = told
    assert entity["name"] == name
    assert entity["facts"]
    assert unknown
    assert "Nobody At All" in words
    assert len(rows["rows"]) == 3
    assert refused
    assert "who-heads" in {query["name"] for query in queries["result"]}
    assert files(folder) == before


def _somebody(folder):
    from kg.pipeline.built_graph import Graph

    with Graph(folder) as graph:
        subjects = [fact.subject for fact in graph.facts if fact.object]
        return next(entity.name for entity in graph.entities if entity.key == subjects[0])


def test_each_fact_has_its_sentence_and_the_rest_is_counted(folder):
    tools, name = Tools(folder), _somebody(folder)
    whole, one = tools.entity(name), tools.entity(name, limit=1)
    assert all(fact["sentences"][0]["sentence"] for fact in whole["facts"])
    assert one["facts"] == whole["facts"][:1]
    assert one["facts_left_out"] == len(whole["facts"]) + whole["facts_left_out"] - 1
    assert json.dumps(whole)


def test_paths_join_the_two_that_were_asked_for(folder):
    from kg.pipeline.built_graph import Graph

    with Graph(folder) as graph:
        names = {entity.key: entity.name for entity in graph.entities}
        fact = next(f for f in graph.facts if f.object and f.status == "asserted")
    a, b = names[fact.subject], names[fact.object]
    (path, *_) = Tools(folder).paths(a, b)["paths"]
    assert path["entities"] == [a, b]
    assert f"{a} {fact.predicate} {b}" in path["steps"][0]
    with pytest.raises(KGError, match="two different"):
        Tools(folder).paths(a, a)


def test_an_article_is_given_whole_or_refused(folder):
    from kg.pipeline.built_graph import Graph

    with Graph(folder) as graph:
        article = graph.articles[0]
    told = Tools(folder).article(article.id, offset=3)
    assert told["text"] == article.text[3:]
    assert told["next_offset"] is None
    with pytest.raises(KGError, match="no article"):
        Tools(folder).article("none")


@pytest.mark.slow
def test_a_folder_without_a_graph_is_told_in_one_line(tmp_path):
    with pytest.raises(NotFoundError):
        server(tmp_path / "nothing")
    run = subprocess.run(
        [sys.executable, *ARGUMENTS, str(tmp_path / "nothing")], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert run.stdout == ""
    assert len(run.stderr.splitlines()) == 1
