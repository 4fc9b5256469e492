"""The whole way with the shipped model and rules: the same bytes whatever the way."""

import shutil
from pathlib import Path

import pytest

import kg
from kg.pipeline.build import add, build, remove

pytestmark = pytest.mark.model
FACTS = ("graph.ttl", "graph.trig", "inferred.ttl")
FILES = (*FACTS, "network.html")  # where everybody is drawn depends on what was there before
NEWS = {
    "one.txt": "Governor Maria Keller opened a bridge in Oregon on Friday.\n\nKeller said it took two years.",
    "two.txt": "Maria Keller, the governor of Oregon, met Tom Hale, the mayor of Salem, on 4 May 2021.",
    "three.md": "---\ntitle: Votes\ndate: 2020-11-05\n---\n\nTom Hale was not elected governor of Oregon.",
    "four.txt": "Siemens, based in Munich, bought Acme Turbines in 2019. It has its offices in Oregon.",
}


@pytest.fixture(scope="module")
def news(tmp_path_factory):
    folder = tmp_path_factory.mktemp("way") / "news"
    folder.mkdir()
    for name, text in NEWS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def wanted(news):
    build(news, news.parent / "first")
    return files(news.parent / "first")


def files(graph):
    return {name: (graph / name).read_bytes() for name in FILES}


def facts(graph):
    return {name: (graph / name).read_bytes() for name in FACTS}


def test_two_builds_are_the_same(news, wanted, tmp_path):
    shutil.copytree(news, tmp_path / "elsewhere")
    build(tmp_path / "elsewhere", tmp_path / "g")
    assert files(tmp_path / "g") == wanted


def test_the_order_of_articles_does_not_matter(news, wanted, tmp_path):
    for name in ("two.txt", "four.txt", "one.txt", "three.md"):
        add(news / name, tmp_path / "g")
    assert facts(tmp_path / "g") == {name: wanted[name] for name in FACTS}
    build(news, tmp_path / "g", relayout=True)
    assert files(tmp_path / "g") == wanted


def test_removing_and_adding_again_is_the_build(news, wanted, tmp_path):
    build(news, tmp_path / "g")
    remove(["two.txt", "three.md"], tmp_path / "g")
    assert files(tmp_path / "g") != wanted
    add([news / "three.md", news / "two.txt"], tmp_path / "g")
    assert facts(tmp_path / "g") == {name: wanted[name] for name in FACTS}
    build(news, tmp_path / "g", relayout=True)
    assert files(tmp_path / "g") == wanted


def test_worker_processes_write_the_same(news, wanted, tmp_path):
    build(news, tmp_path / "g", workers=2)
    assert files(tmp_path / "g") == wanted


def test_the_graph_in_python(news, wanted, tmp_path):
    with kg.build(news, tmp_path / "g") as graph:
        assert (len(graph.articles), graph.report.problems) == (4, ())
        keller = graph.find("Maria Keller")
        assert keller.type == "Person"
        assert graph.show(keller.key).entity == keller
        assert any(fact.subject == keller.key for fact in graph.facts)
        assert keller.key in kg.to_networkx(graph)
        assert graph.search("bridge").articles[0].article.id == "one.txt"
        assert {row["person"] for row in graph.query("who-governs").dicts()} >= {"Maria Keller"}
        assert repr(graph).startswith(f"<Graph {tmp_path / 'g'}: 4 articles")
    with kg.open(tmp_path / "g") as again:
        assert again.entities == graph.entities


def test_extraction_is_what_the_graph_holds(news, wanted):
    found = {item["id"]: item for item in kg.extract(news)}
    assert sorted(found) == sorted(NEWS)
    for name, item in found.items():
        text = Path(news, name).read_text(encoding="utf-8")
        assert item["text"] == text
        for mention in item["mentions"]:
            assert text[mention["start"] : mention["end"]] == mention["text"]
