from __future__ import annotations

import csv
import io
from dataclasses import replace
from xml.etree import ElementTree

import networkx as nx
import pyoxigraph as ox
import pytest
from graph_helpers import CYRILLIC, HOSTILE, make_collection

from kg.errors import QueryError
from kg.exports.formats import FORMATS, export
from kg.exports.tables import plain_text
from kg.graph.edtf import outer
from kg.graph.importance import importance
from kg.graph.networkx_bridge import measures, to_networkx
from kg.rdf.triples import triples


def exported(format_, collection=None):
    file = io.BytesIO()
    export(collection or make_collection(), format_, file)
    return file.getvalue()


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_every_format_is_the_same_bytes_twice(format_):
    made = exported(format_)
    assert made == exported(format_)
    assert len(made) > 500


@pytest.mark.parametrize(
    ("format_", "rdf"),
    [
        ("turtle", ox.RdfFormat.TURTLE),
        ("ntriples", ox.RdfFormat.N_TRIPLES),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_rdf_formats_hold_the_same_statements(format_, rdf):
    read = {str(quad.triple) for quad in ox.parse(exported(format_), format=rdf)}
    assert read == {str(triple) for triple in triples(make_collection())}


def test_rdf_1_2_has_reifiers_for_statements():
    made = list(ox.parse(exported("rdf12"), format=ox.RdfFormat.TURTLE))
    reified = {q.object for q in made if q.predicate.value.endswith("#reifies")}
    asserted = [f for f in make_collection().facts if f.status == "asserted"]
    assert len(reified) == len(asserted)
    stated = {q.triple for q in made}
    assert all(triple in stated for triple in reified)
    assert not any(q.predicate.value.endswith("rdf-syntax-ns#subject") for q in made)


@pytest.mark.parametrize(("format_", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_graph_formats_keep_names_and_edges(format_, read):
    graph = read(io.BytesIO(exported(format_)))
    assert graph.number_of_nodes() == 11
    assert graph.number_of_edges() == 11
    names = {data["name"] for _, data in graph.nodes(data=True)}
    assert HOSTILE in names
    assert CYRILLIC in graph.nodes["person/mira-okafor"]["aliases"]
    assert graph.nodes["organization/harbour-council"]["foundedOn"] == "1987"


def test_gexf_has_the_times_of_edges_as_spells():
    collection = make_collection()
    wanted = {}
    for fact in collection.facts:
        times = {outer(claim.since, claim.until, claim.on) for _, claim in fact.claims} - {(None, None)}
        if fact.object and fact.status == "asserted" and times:
            wanted[fact.subject, fact.predicate, fact.object] = times
    assert wanted
    root = ElementTree.fromstring(exported("gexf"))
    space = {"g": root.tag[1:].partition("}")[0]}
    found = {}
    for edge in root.iterfind(".//g:edge", space):
        times = {(spell.get("start"), spell.get("end")) for spell in edge.iterfind(".//g:spell", space)}
        if times:
            found[edge.get("source"), edge.get("label"), edge.get("target")] = times
    assert found == wanted
    kind = root.find("g:graph", space)
    assert (kind.get("mode"), kind.get("timeformat")) == ("dynamic", "date")


def test_gexf_has_no_clock():
    assert b"lastmodified" not in exported("gexf")


def test_characters_that_xml_cannot_hold_are_replaced():
    collection = make_collection()
    first, *rest = collection.entities
    odd = replace(collection, entities=(replace(first, name="a\x00b\ud800c\uffffd"), *rest))
    for format_, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        names = {data["name"] for _, data in read(io.BytesIO(exported(format_, odd))).nodes(data=True)}
        assert "a\ufffdb\ufffdc\ufffdd" in names


def test_csv_has_a_row_for_each_claim_with_its_sentence():
    rows = list(csv.DictReader(io.StringIO(exported("csv").decode(), newline="")))
    assert len(rows) == sum(len(fact.claims) for fact in make_collection().facts)
    owner = next(row for row in rows if row["predicate"] == "ownerOf")
    assert (owner["status"], owner["speaker"], owner["object"]) == ("attributed", "Jonas Lind", "Northwind")
    assert owner["sentence"].startswith("Jonas Lind, the chief executive")
    assert {row["speaker"] for row in rows} == {"", "Jonas Lind", "Mira Okafor", "critics"}


def test_csv_of_entities():
    rows = list(csv.DictReader(io.StringIO(exported("csv-entities").decode(), newline="")))
    assert [row["key"] for row in rows] == [entity.key for entity in make_collection().entities]
    alda = next(row for row in rows if row["name"] == "Port Alda")
    assert (alda["latitude"], alda["articles"]) == ("54.321", "3")


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\uff1d1"])
def test_no_cell_of_a_spreadsheet_is_a_formula(name):
    collection = make_collection()
    first, *rest = collection.entities
    odd = replace(collection, entities=(replace(first, name=name, note=name), *rest))
    for format_ in ("csv", "csv-entities"):
        cells = [cell for row in csv.reader(io.StringIO(exported(format_, odd).decode())) for cell in row]
        assert f"'{name}" in cells
        assert name not in cells


def test_numbers_of_a_spreadsheet_stay_numbers():
    assert [plain_text(cell) for cell in (-33.9, "-5", "+2.5", "", None, "2022-03")] == [
        -33.9, "-5", "+2.5", "", None, "2022-03",
    ]  # fmt: skip


def test_an_unknown_format_lists_the_known():
    with pytest.raises(QueryError, match=r"'docx' is no export format.*there are turtle, trig"):
        exported("docx")


def test_networkx_edges_say_what_stands_behind_them():
    graph = to_networkx(make_collection())
    (edge,) = graph.get_edge_data("person/mira-okafor", "place/westmark").values()
    assert (edge["predicate"], edge["support"], edge["confidence"]) == ("governs", 2, 0.98)
    assert edge["sentences"] == [
        "Mira Okafor, governor of Westmark since 2019, met Jonas Lind in Port Alda on Monday.",
        "Ms Okafor governs Westmark, which lies in Norland.",
    ]
    assert len(edge["articles"]) == 3
    assert graph.nodes["organization/harbour-council"]["alsoKnownAs"] == ["HC"]


def test_networkx_can_have_other_statuses():
    graph = to_networkx(make_collection(), {"negated"})
    assert [data["predicate"] for *_, data in graph.edges(data=True)] == ["funds", "visited"]


def test_measures_rank_the_best_connected_first():
    found = measures(to_networkx(make_collection()))
    assert max(found, key=lambda key: found[key].pagerank) == "person/mira-okafor"
    assert (found["person/mira-okafor"].facts, found["person/mira-okafor"].neighbours) == (6, 6)
    assert abs(sum(m.pagerank for m in found.values()) - 1) < 1e-6
    assert measures(to_networkx(replace(make_collection(), entities=(), facts=()))) == {}


def test_there_is_one_pagerank():
    collection = make_collection()
    ranks, found = importance(collection), measures(to_networkx(collection))
    joined = [key for key in ranks if ranks[key] > 1]
    assert sorted(joined, key=ranks.get) == sorted(joined, key=lambda key: (found[key].pagerank, ranks[key]))
    doubtful = [replace(fact, confidence=0.1) for fact in collection.facts]
    assert measures(to_networkx(replace(collection, facts=tuple(doubtful)))) == found
