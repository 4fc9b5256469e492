from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import graph_helpers
import pytest
import view_helpers

import kg.ontology
import kg.page
from kg.errors import NotFoundError
from kg.graph.cooccurrence import pairs
from kg.page.cited import is_web
from kg.page.text import in_words, label, latin, opening
from kg.page.utf16 import Units
from kg.records import Collection, Status

EMPTY = Collection((), (), (), ())


def data(page: str, part: str):
    """One of the JSON elements of the page."""
    found = re.search(rf'<script type="application/json" id="{part}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def named(page: str) -> dict[str, dict]:
    return {node["key"]: node for node in data(page, "nodes")}


@pytest.fixture(scope="module")
def collection() -> Collection:
    return graph_helpers.make_collection()


@pytest.fixture(scope="module")
def page(collection: Collection) -> str:
    return kg.page.page(collection, ontology=kg.ontology.load())


def test_same_collection_same_bytes(collection, page):
    again = replace(collection, entities=tuple(sorted(collection.entities, key=lambda e: e.key)))
    assert kg.page.page(again, ontology=kg.ontology.load()) == page


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "7"])
def test_same_bytes_in_another_process(page, seed):
    code = (
        "import sys, graph_helpers, kg.page;"
        "sys.stdout.buffer.write(kg.page.page(graph_helpers.make_collection()).encode())"
    )
    folder = Path(__file__).parent
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": f"{folder}{os.pathsep}{folder.parent}"}
    made = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
    assert made.stdout.decode() == page


def test_write_leaves_one_utf8_file(collection, page, tmp_path):
    target = tmp_path / "network.html"
    target.write_text("old")
    kg.page.write(collection, target, ontology=kg.ontology.load())
    assert target.read_bytes() == page.encode()
    assert list(tmp_path.iterdir()) == [target]


def test_every_entity_and_every_status_is_there(collection, page):
    assert set(named(page)) == {entity.key for entity in collection.entities}
    shown = {edge["id"] for edge in data(page, "edges")} | {
        value["id"] for value in data(page, "rest")["values"]
    }
    assert shown == {f"f:{fact.id}" for fact in collection.facts}
    assert {edge["status"] for edge in data(page, "edges")} == {*Status} - {
        Status.DOUBTFUL
    }  # the collection has none


def test_an_edge_holds_its_sentence_with_subject_and_object(page):
    rest, nodes = data(page, "rest"), named(page)
    edge = next(e for e in data(page, "edges") if e["relation"] == "chiefExecutiveOf")
    assert (edge["from"], edge["to"]) == (
        nodes["person/jonas-lind"]["id"],
        nodes["organization/northwind"]["id"],
    )
    claim = edge["claims"][0]
    sentence = rest["sentences"][claim["sentence"]]
    marked = {what: sentence["text"][start:end] for start, end, what in claim["marks"]}
    assert marked == {"subject": "Jonas Lind", "object": "Northwind"}
    assert rest["articles"][sentence["article"]]["source"] == "Norland Times"
    assert (claim["rule"], claim["role"], claim["confidence"]) == ("by-hand", "chief executive", 0.95)


def test_a_speaker_is_named(page):
    owner = next(e for e in data(page, "edges") if e["relation"] == "ownerOf")
    critics = next(
        e for e in data(page, "edges") if e["relation"] == "metWith" and e["status"] == "attributed"
    )
    assert owner["claims"][0]["speaker"] == "Jonas Lind"
    assert critics["claims"][0]["speaker"] == "critics"


def test_offsets_count_as_javascript_does():
    names = {"person/a": "😀 Ann", "person/b": "Bo 😀"}
    made = data(kg.page.page(view_helpers.collect(names, [("person/a", "metWith", "person/b")])), "edges")
    marks = {what: (start, end) for start, end, what in made[0]["claims"][0]["marks"]}
    assert marks == {"subject": (0, 6), "object": (20, 25)}
    assert Units("a😀b").at(3) == 4


def test_parallel_edges_bend_differently():
    names = {"person/a": "A", "person/b": "B"}
    relations = ("metWith", "advisorTo", "opposes", "supports", "accuses", "killed", "funds")
    triples = [
        ("person/a" if i % 2 else "person/b", r, "person/b" if i % 2 else "person/a")
        for i, r in enumerate(relations)
    ]
    edges = data(kg.page.page(view_helpers.collect(names, triples)), "edges")
    first = min(edge["from"] for edge in edges)
    bends = [edge["curve"] if edge["from"] == first else -edge["curve"] for edge in edges]
    assert len({round(bend, 3) for bend in bends}) == len(relations)
    assert 0.0 in [abs(bend) for bend in bends]


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "<a href='javascript:alert(1)'>href=</a>",
        "</script><script>alert(1)</script>",
        "line\u2028paragraph\u2029 <!-- ]]> ",
        "long " * 2000,
        "\u202eright to left שלום عرب",
        "zero\u200bwidth\u200d\ufeff",
        "a\ud800b",
    ],
)
def test_hostile_names_are_data(name):
    made = view_helpers.collect({"person/x": name, "place/y": "Y"}, [("person/x", "visited", "place/y")])
    page = kg.page.page(made, title=name)
    assert named(page)["person/x"]["name"] == name
    assert html.unescape(re.search(r"<title>(.*?)</title>", page, re.DOTALL)[1]) == name
    without_scripts = re.sub(r"<(script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert re.findall(r"<(?:img|a|script)\b", without_scripts) == []
    assert page.count("</script") == 6


def test_nothing_is_loaded_from_outside(page):
    markup = re.sub(r"<(script|style)\b[^>]*>.*?</\1>", r"<\1></\1>", page, flags=re.DOTALL)
    assert re.findall(r'\b(?:src|href)="([^"]*)"', markup) == ["data:,"]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style
    assert "sourceMappingURL" not in page


def test_the_policy_allows_these_scripts_and_no_others(page):
    policy = html.unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    inline = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in inline]
    assert len(hashes) == 3
    assert set(re.findall(r"'sha256-([^']*)'", policy)) == set(hashes)


def test_over_the_limit_the_most_important_are_drawn():
    names = {f"person/{i:02}": f"P{i}" for i in range(12)}
    star = [("person/07", "metWith", f"person/{i:02}") for i in range(5)]
    made = view_helpers.collect(names, [*star, ("person/00", "metWith", "person/01")])
    page = kg.page.page(made, limit=3)
    assert list(named(page)) == ["person/07", "person/00", "person/01"]
    counts = data(page, "rest")["counts"]
    assert (counts["entities"], counts["shownEntities"], counts["facts"], counts["shownFacts"]) == (
        12,
        3,
        6,
        3,
    )


def test_the_most_connected_is_the_largest(page):
    sizes = {key: node["size"] for key, node in named(page).items()}
    assert max(sizes, key=sizes.get) == "person/mira-okafor"


def test_an_empty_collection_makes_a_page():
    page = kg.page.page(EMPTY)
    assert data(page, "nodes") == []
    assert data(page, "rest")["counts"]["entities"] == 0


def test_a_claim_of_a_missing_article_is_an_error(collection):
    with pytest.raises(NotFoundError, match="harbour"):
        kg.page.page(replace(collection, articles=collection.articles[2:]))


def test_together_counts_sentences_and_near_copies_once(collection):
    keys = frozenset(entity.key for entity in collection.entities)
    found = {(pair.first, pair.second): pair for pair in pairs(collection, keys)}
    assert found["person/jonas-lind", "person/mira-okafor"].count == 1
    assert ("person/ada-okafor", "person/jonas-lind") not in found
    twice = pairs(replace(collection, duplicates=()), keys)
    assert (
        next(p for p in twice if (p.first, p.second) == ("person/jonas-lind", "person/mira-okafor")).count
        == 2
    )


def test_pronouns_are_not_named_together(collection):
    readings = tuple(
        replace(r, mentions=tuple(replace(m, kind="pronoun") for m in r.mentions))
        for r in collection.readings
    )
    assert pairs(replace(collection, readings=readings), frozenset(e.key for e in collection.entities)) == ()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", True),
        ("http://news.example", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https:", False),
        ("http://[broken", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url, expected):
    assert is_web(url) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("governs", "governs"), ("headOfStateOf", "head of state of"), ("memberOf2", "member of2")],
)
def test_words(name, expected):
    assert in_words(name) == expected


def test_label():
    assert label("Ann\n  Lee", "person/ann") == "Ann Lee"
    assert label("\u200b\u202e ", "person/x") == "person/x"
    assert label("x" * 31, "k") == "x" * 29 + "…"


def test_latin_letters_for_other_scripts():
    assert latin(("Москва", "Mos-cow")) == ("moskva",)
    assert latin(("Ann", "Bo")) == ()


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("The agency quotes Ms. Holm as saying so. Then more.", "The agency quotes Ms. Holm as saying so."),
        ("Last month the U.N. Council met. It did.", "Last month the U.N. Council met."),
        ("He met John F. Reed near Oslo. They left.", "He met John F. Reed near Oslo."),
        ("She is the new minister. He is not.", "She is the new minister."),
    ],
)
def test_an_untitled_article_goes_by_its_whole_first_sentence(text, begins):
    assert opening(text) == begins
