from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib
from graph_helpers import CYRILLIC, HOSTILE, make_collection
from made_up import cases

from kg.errors import DataError, NotFoundError, QueryError
from kg.ontology import Trait, load
from kg.queries import FORMATS, Cell, Limits, Result, named, render, run
from kg.queries.graphs import SYNTAXES
from kg.queries.guard import check
from kg.queries.named import named as read_named
from kg.rdf.files import write_inferred, write_store, write_turtle

ALL = "SELECT ?s WHERE { ?s ?p ?o }"
XSD = "http://www.w3.org/2001/XMLSchema#"
PREFIXES = "PREFIX kg: <https://newskg.example/ns#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
REQUIRED = {
    "entity": "Mira Okafor",
    "place": "Norland",
    "from": "Ada Okafor",
    "to": "Northwind",
    "day": "2020",
    "since": "2022-03-20",
    "does": "leads",
    "one": "Mira Okafor",
    "where": "Norland",
    "other": "Jonas Lind",
}
ANSWERS = {  # rows of each query with the parameters above, the rest left open
    "articles": 4, "articles-about": 4, "attributed-claims": 2, "claims-by-speaker": 4,
    "claims-with-status": 21,
    "conflicts": 0, "corroborated-facts": 1, "deals": 1, "detentions": 0, "disagreements": 1,
    "entities-by-article": 24, "events-between": 5, "events-of-place": 2, "facts-about": 10,
    "facts-by-relation": 3, "family": 2, "former-positions": 1, "graph": 23, "hedged-claims": 2,
    "money": 0, "most-connected": 10, "names-of": 5, "negated-claims": 3, "new-since": 7, "offices-on": 1,
    "organizations-of-place": 2, "paths": 1, "places-within": 2, "positions-over-time": 7,
    "protests": 0, "quotes": 4,
    "relations-between": 5, "seen-together": 10, "single-source-facts": 17, "told-whom": 0,
    "who-did-what-to": 7, "who-governs": 1, "who-heads": 2,
    "who-met-whom": 2, "works-for": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("queries")
    write_turtle(make_collection(), folder / "graph.ttl")
    write_inferred(make_collection(), folder / "inferred.ttl")
    write_store(folder / "oxigraph", folder / "graph.ttl", folder / "inferred.ttl", "1")
    return folder


@pytest.fixture(scope="module")
def store(folder):
    return folder / "oxigraph"


def values(result, *names):
    return [tuple(row[name] for name in names) for row in result.dicts()]


def needed(query):
    return {p.name: REQUIRED[p.name] for p in query.parameters if p.required}


def test_every_named_query_has_an_expected_answer():
    assert set(named()) == set(ANSWERS)


@pytest.mark.parametrize("name", cases(sorted(ANSWERS), 12))
def test_both_engines_give_the_same_rows(name, folder, store):
    query = named()[name]
    from_store, from_turtle = (run(name, source, needed(query)) for source in (store, folder / "graph.ttl"))
    if from_store.triples is not None:
        assert sorted(map(str, from_store.triples)) == sorted(map(str, from_turtle.triples))
    assert from_store.variables == from_turtle.variables
    assert from_store.rows == from_turtle.rows
    assert len(from_store.rows or from_store.triples or ()) == ANSWERS[name]


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_files_run_as_they_are_in_other_tools(name, folder):
    text = named()[name].text
    assert not re.search(r"BASE|@prefix", text)
    store = pyoxigraph.Store()
    store.bulk_load(path=folder / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    list(store.query(text))
    rdflib.Graph().query(text)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_rows_are_ordered_and_parameters_used(name):
    query = named()[name]
    if "CONSTRUCT" not in query.text:
        assert "ORDER BY" in query.text
    for parameter in query.parameters:
        assert len(re.findall(rf"\?{parameter.name}\b", query.text)) > 1
        assert parameter.help


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_no_two_rows_of_a_query_are_tied(name):
    """Engines give ties in any order: each column sorts, unless it follows from others or is only asked."""
    query = named()[name]
    select = re.search(r"^SELECT DISTINCT (.*?) \{", query.text, re.M)
    asked = {p.name for p in query.parameters if p.type != "entity"}
    follows = {"published"} if "?article" in query.text else set()
    columns = set(re.findall(r"\?(\w+)(?=\)| |$)", select[1])) if select else set()
    assert columns - asked - follows <= set(re.findall(r"\?(\w+)", query.text.rpartition("ORDER BY")[2]))


def test_entities_of_one_article(store):
    every = values(run("entities-by-article", store), "article", "type", "name", "mentions")
    for article in {row[0] for row in every}:
        found = values(run("entities-by-article", store, {"article": article}), "type", "name", "mentions")
        assert found == [row[1:] for row in every if row[0] == article]
    assert run("entities-by-article", store, {"article": "nowhere.txt"}).rows == ()


def test_lists_of_relations_in_queries_follow_the_ontology():
    def listed(name):
        return set(
            re.findall(r"kg:(\w+)", re.search(r"\?does (?:IN \(|\{)(.*?)[)}]", named()[name].text, re.S)[1])
        )

    assert listed("who-heads") == set(load().kinds("heads"))
    assert listed("positions-over-time") == {r.name for r in load() if r.has(Trait.OFFICE)}
    assert listed("disagreements") == {r.name for r in load() if r.dated}


@pytest.mark.parametrize("name", ["events-between", "who-did-what-to", "events-of-place"])
def test_queries_for_events_know_the_class_of_each_relation(name):
    classes = dict(re.findall(r'\(kg:(\w+) "(\w+)"\)', named()[name].text))
    assert classes == {r.name: r.plover for r in load() if r.plover}


@pytest.mark.parametrize(
    ("given", "relations"),
    [
        ({}, {"metWith", "funds", "supports"}),
        ({"kind": "consult"}, {"metWith"}),
        ({"kind": "metWith"}, {"metWith"}),
        ({"kind": "ASSAULT"}, set()),
        ({"kind": "CONSULT", "since": "2021-01-01", "until": "2021-12-31"}, {"metWith"}),
        ({"since": "2030-01-01"}, set()),
    ],
)
def test_events_between_two_by_kind_and_day(store, given, relations):
    found = run("events-between", store, {"one": "Mira Okafor", "other": "Jonas Lind", **given})
    assert {row["relation"] for row in found.dicts()} <= relations
    assert bool(found.rows) == bool(relations)


def test_columns_that_only_say_what_is_asked_are_not_told(store):
    asked = {"one": "Mira Okafor", "other": "Jonas Lind"}
    columns = run("events-between", store, asked).variables
    assert columns[0] == "day"
    assert not {"one", "other", "kind", "since", "until"} & set(columns)
    assert "month" not in run("who-met-whom", store).variables
    assert run("entities-by-article", store).variables[0] == "article"


def test_who_governs(store):
    rows = values(run("who-governs", store), "person", "relation", "where", "articles", "confidence")
    assert rows == [("Mira Okafor", "governs", "Westmark", "2", "0.98")]
    assert run("who-governs", store, {"place": "Norland"}).rows == ()


def test_facts_about_with_sentences(store):
    rows = values(
        run("facts-about", store, {"entity": "Tomas Reyes"}), "subject", "relation", "object", "sentence"
    )
    assert rows == [("Mira Okafor", "spouseOf", "Tomas Reyes", "Mira Okafor is married to Tomas Reyes.")]


def test_paths_grow_with_the_steps(store):
    ends = {"from": "Ada Okafor", "to": "Northwind"}
    assert run("paths", store, {**ends, "steps": "2"}).rows == ()
    (row,) = values(run("paths", store, ends), "length", "chain")
    assert row == ("3", "childOf | Mira Okafor | metWith | Jonas Lind | chiefExecutiveOf")


@pytest.mark.parametrize("steps", ["1", "2", "3", "4"])
def test_paths_of_each_length_are_the_same_from_both_engines(steps, folder, store):
    ends = {"from": "Port Alda", "to": "Mira Okafor", "steps": steps}
    found = run("paths", store, ends)
    assert found == run("paths", folder / "graph.ttl", ends)
    assert len(found.rows) == {"1": 0, "2": 2, "3": 3, "4": 3}[steps]


def test_organizations_of_a_place_lie_in_its_places_too(store):
    rows = values(run("organizations-of-place", store, {"place": "norland"}), "organization", "where")
    assert rows == [(HOSTILE, "Norland"), ("Harbour Council", "Port Alda")]


def test_positions_with_their_times(store):
    found = run("positions-over-time", store, {"person": "Jonas Lind"})
    rows = values(found, "of", "status", "until")
    assert rows == [("Harbour Council", "former", "2018"), ("Northwind", "asserted", None)]


def test_offices_on_a_day(store):
    assert values(run("offices-on", store, {"day": "2020-05"}), "name", "of") == [("Mira Okafor", "Westmark")]
    before = run("offices-on", store, {"day": "2017"})
    assert values(before, "name", "of") == [("Jonas Lind", "Harbour Council")]


def test_new_since_leaves_out_what_older_articles_state(store):
    rows = values(run("new-since", store, {"since": "2023"}), "subject", "relation")
    assert ("Ada Okafor", "childOf") in rows
    assert ("Mira Okafor", "governs") not in rows
    assert run("new-since", store, {"since": "2024"}).rows == ()


def test_disagreements_show_both_sentences(store):
    (row,) = values(run("disagreements", store), "relation", "object", "article", "other")
    assert row == ("visited", "Norland", "https://news.example/family", "rivals.txt")


def test_claims_by_speaker(store):
    rows = values(run("claims-by-speaker", store, {"speaker": "Jonas Lind"}), "who", "relation", "status")
    assert rows == [("Jonas Lind", "ownerOf", "attributed")]
    everyone = {who for (who,) in values(run("claims-by-speaker", store), "who")}
    assert everyone == {"Jonas Lind", "Mira Okafor", "critics"}


def test_super_relations_answer_from_the_inferred_graph_only(store, folder):
    query = PREFIXES + "SELECT ?p ?o { ?p kg:leads ?o } ORDER BY ?p ?o"
    for source in (store, folder / "graph.ttl"):
        assert run(query, source).rows == ()
        assert len(run(query, source, inferred=True).rows) == 3


@pytest.mark.parametrize(
    "name", ["mira okafor", "MIRA  OKAFOR", CYRILLIC, "Ms Okafor", "person/mira-okafor", "Mira N Okafor"]
)
def test_an_entity_is_found_by_any_name(name, store):
    assert len(run("family", store).rows) == 2
    assert (
        run("names-of", store, {"entity": name}).rows
        == run("names-of", store, {"entity": "Mira Okafor"}).rows
    )


def test_a_former_key_and_an_iri_lead_to_the_entity(store):
    by_name = run("names-of", store, {"entity": "Harbour Council"})
    for other in ("organization/hc", "https://newskg.example/id/organization/harbour-council", "HC"):
        assert run("names-of", store, {"entity": other}) == by_name


def test_an_ambiguous_name_lists_the_candidates(tmp_path):
    (tmp_path / "graph.ttl").write_text(
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> . @prefix i: <https://x.example/id/person/> ."
        'i:a s:prefLabel "John Smith" . i:b s:prefLabel "John SMITH" ; s:altLabel "Smith" .',
        "utf-8",
    )
    with pytest.raises(QueryError, match=r"'john smith' may be any of: John Smith \(person/a\); John SMITH"):
        run("names-of", tmp_path / "graph.ttl", {"entity": "john smith"})
    assert len(run("names-of", tmp_path / "graph.ttl", {"entity": "Smith"}).rows) == 2


@pytest.mark.parametrize(
    ("name", "parameters", "complaint"),
    [
        ("who-rules", {}, "no query is called 'who-rules'; did you mean who-heads or who-governs?"),
        ("facts-about", {}, "needs --entity"),
        ("facts-about", {"entity": "Mira Okafor", "x": "1"}, "no parameter 'x'; it takes entity"),
        ("offices-on", {"day": "yesterday"}, "'yesterday' is no date"),
        ("paths", {"from": "Ada Okafor", "to": "Northwind", "steps": "many"}, "whole number, not 'many'"),
        ("claims-with-status", {"state": "true"}, "'true' is no status; there are asserted"),
        ("facts-by-relation", {"does": "a b"}, "'a b' is no relation"),
    ],
)
def test_wrong_names_and_parameters_are_named(name, parameters, complaint, store):
    with pytest.raises(QueryError, match=re.escape(complaint)):
        run(name, store, parameters)


def test_missing_entities_and_graphs_are_named(store, tmp_path):
    with pytest.raises(NotFoundError, match=r"no entity is called 'Zzyzx'$"):
        run("facts-about", store, {"entity": "Zzyzx"})
    with pytest.raises(NotFoundError, match=r"'Mira Okafr'; did you mean Mira Okafor"):
        run("facts-about", store, {"entity": "Mira Okafr"})
    with pytest.raises(NotFoundError, match="there is no graph at"):
        run("who-governs", tmp_path / "nothing")


@pytest.mark.parametrize("hostile", ['"} UNION { ?s ?p ?o', "x' . ?a ?b ?c", "\\", "<http://x>", "?entity"])
def test_parameters_are_values_never_query_text(hostile, store, folder):
    for source in (store, folder / "graph.ttl"):
        with pytest.raises(NotFoundError):
            run("facts-about", source, {"entity": hostile})
        assert run("entities-by-article", source, {"article": hostile}).rows == ()


def test_a_free_query_takes_parameters_for_what_it_selects(store, folder):
    query = PREFIXES + "SELECT ?who ?name { ?who skos:prefLabel ?name }"
    for source in (store, folder / "graph.ttl"):
        assert values(run(query, source, {"who": "organization/hc"}), "name") == [("Harbour Council",)]


def test_ask_and_construct(store, folder):
    for source in (store, folder / "graph.ttl"):
        assert run(PREFIXES + "ASK { ?x kg:governs ?y }", source).boolean is True
        made = run(PREFIXES + "CONSTRUCT { ?y kg:x ?x } WHERE { ?x kg:governs ?y }", source)
        assert [cell.value.rpartition("/")[2] for cell in made.triples[0]] == [
            "westmark",
            "ns#x",
            "mira-okafor",
        ]


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { service?x { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { S\\u0045RVICE <http://x/> {} }", "SERVICE is refused"),
        ("LOAD <http://x.example/>", "LOAD is refused"),
        ("INSERT DATA { <a:b> <a:b> <a:b> }", "INSERT is refused"),
        ("PREFIX a: <http://a/> DELETE WHERE { ?s ?p ?o }", "DELETE is refused"),
        ("SELECT * FROM <http://x.example/> { ?s ?p ?o }", "there is no graph http://x.example/"),
        ("SELECT * FROM NAMED <http://x.example/> { ?s ?p ?o }", "there is no graph http://x.example/"),
        ("PREFIX a: <http://a/> SELECT * { GRAPH a:b { ?s ?p ?o } }", "there is no graph http://a/b"),
        ("hello world", "should hold SELECT, ASK"),
        ("SELECT " + "{" * 5000 + "}" * 5000, "nests brackets more than 100 deep"),
        ("SELECT * {} #" + "x" * 200_000, "at most 100000"),
    ],
)
def test_what_a_free_query_may_not_do(query, complaint, store):
    with pytest.raises(QueryError, match=re.escape(complaint)):
        run(query, store)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <x> LOAD {" }',
        "SELECT ?service ?load { ?service ?load ?graph } # SERVICE <x>",
        "SELECT * { <http://x/SERVICE> ?p '''it's LOAD''' }",
        PREFIXES + "SELECT * { GRAPH kg:inferred { ?s kg:service ?o } }",
        "SELECT * { GRAPH ?g { ?s ?p ?o } }",
        'SELECT * { ?s ?p "a\\"b" , """x"y""" }',
    ],
)
def test_words_in_strings_names_and_comments_are_harmless(query):
    check(query)


@pytest.mark.parametrize("query", ["SELECT * {", "SELECT ?x { ?x a nothing:y }", "SELECT 1 + {}"])
def test_a_malformed_query_is_one_line(query, store, folder):
    for source in (store, folder / "graph.ttl"):
        with pytest.raises(QueryError) as caught:
            run(query, source)
        assert "\n" not in str(caught.value)


def test_a_query_that_takes_too_long_is_stopped(store):
    cross = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with pytest.raises(QueryError, match="stopped after 1 seconds"):
        run(cross, store, limits=Limits(seconds=1))


def test_a_query_that_takes_too_much_memory_is_stopped(store):
    large = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g ?c"
    with pytest.raises(QueryError, match="memory"):
        run(large, store, limits=Limits(seconds=60, megabytes=400))


def test_too_many_rows_are_refused(store):
    with pytest.raises(QueryError, match="more than 5 answers; add a LIMIT"):
        run(ALL, store, limits=Limits(rows=5))


RESULT = Result(
    ("name", "n", "iri"),
    (
        (Cell('a "b",\n\\c\t\x1b[31m'), Cell("3", datatype="http://www.w3.org/2001/XMLSchema#integer"), None),
        (Cell("chat", language="fr"), None, Cell("https://newskg.example/id/person/x", "uri")),
    ),
)


def test_csv_and_tsv():
    rows = list(csv.reader(io.StringIO(render(RESULT, "csv"), newline="")))
    assert rows == [["name", "n", "iri"], [RESULT.rows[0][0].value, "3", ""],
                    ["chat", "", "https://newskg.example/id/person/x"]]  # fmt: skip
    lines = render(RESULT, "tsv").splitlines()
    assert lines[0] == "?name\t?n\t?iri"
    assert lines[1].startswith('"a \\"b\\",\\n\\\\c\\t\x1b[31m"\t"3"^^<')
    assert lines[2] == '"chat"@fr\t\t<https://newskg.example/id/person/x>'


def test_json_is_the_sparql_format():
    made = json.loads(render(RESULT, "json"))
    assert made["head"] == {"vars": ["name", "n", "iri"]}
    first, second = made["results"]["bindings"]
    assert first["n"] == {
        "type": "literal",
        "value": "3",
        "datatype": "http://www.w3.org/2001/XMLSchema#integer",
    }
    assert second == {
        "name": {"type": "literal", "value": "chat", "xml:lang": "fr"},
        "iri": {"type": "uri", "value": "https://newskg.example/id/person/x"},
    }
    assert json.loads(render(Result(boolean=False), "json")) == {"head": {}, "boolean": False}


def test_a_table_is_safe_for_a_terminal():
    made = render(RESULT)
    assert "\x1b" not in made and "person/x" in made and "https:" not in made
    assert render(Result(("x",), ((Cell("[red]text[/red]"),),))).count("[red]text[/red]") == 1


SENTENCE = "Governor Ada Okafor opened the bridge over the long river at Port Alda"
WIDE = Result(("name", "relation", "sentence"), ((Cell("Ada"), Cell("governs"), Cell(SENTENCE)),))


@pytest.mark.parametrize("width", [40, 60, 200, None])
def test_a_table_fits_and_cuts_no_words(width):
    lines = render(WIDE, width=width).splitlines()
    assert max(map(len, lines)) <= (width or 200)
    assert lines[0].split() == ["name", "relation", "sentence"]
    assert set(SENTENCE.split()) <= {word for line in lines for word in line.split()}


def test_where_a_table_would_cut_words_there_are_records():
    nothing = (Cell("Bo"), None, Cell("Bo left"))
    made = render(Result(WIDE.variables, (*WIDE.rows, nothing)), width=36)
    first, second = made.split("\n\n")
    assert [line.split()[0] for line in first.splitlines()[:3]] == ["name", "relation", "sentence"]
    assert max(map(len, made.splitlines())) <= 36
    assert second == "name      Bo\nsentence  Bo left\n"
    assert render(Result(WIDE.variables), width=9).split()[:3] == ["name", "relation", "sentence"]


def test_turtle_is_for_graphs(store):
    made = render(run("graph", store), "turtle")
    assert len(rdflib.Graph().parse(data=made, format="turtle")) == ANSWERS["graph"]
    with pytest.raises(QueryError, match="only CONSTRUCT"):
        render(RESULT, "turtle")
    with pytest.raises(QueryError, match="'html' is no format"):
        render(RESULT, "html")
    rows = {"table", "csv", "tsv", "json", "xml"}
    assert set(FORMATS) == {*rows, "turtle", "ntriples", "jsonld", "rdfxml"}


@pytest.mark.parametrize("format_", ["turtle", "ntriples", "jsonld", "rdfxml"])
def test_graphs_hold_the_same_statements_in_every_syntax(format_, store):
    found = run(PREFIXES + "CONSTRUCT { ?s skos:prefLabel ?o } { ?s skos:prefLabel ?o }", store)
    syntax = getattr(pyoxigraph.RdfFormat, SYNTAXES[format_])
    made = pyoxigraph.parse(render(found, format_), format=syntax)
    assert {(q.subject.value, q.object.value) for q in made} == {
        (s.value, o.value) for s, _, o in found.triples
    }


@pytest.mark.parametrize("predicate", ["http://x.example/1/", "http://x.example/1", "urn:1"])
def test_a_predicate_that_rdf_xml_cannot_write_is_one_line(predicate, store):
    found = run(f"CONSTRUCT {{ ?s <{predicate}> ?o }} {{ ?s ?p ?o }}", store)
    with pytest.raises(QueryError, match=re.escape(f"no way to write the predicate <{predicate}>")):
        render(found, "rdfxml")


def test_characters_that_xml_cannot_hold_are_replaced():
    name = Cell("https://x.example/name", "uri")
    made = render(Result(triples=((name, name, Cell("a\x01b")),)), "rdfxml")
    assert ElementTree.fromstring(made)[0][0].text == "a\ufffdb"


def test_xml_holds_the_same_rows():
    made = rdflib.query.Result.parse(io.BytesIO(render(RESULT, "xml").encode()), format="xml")
    assert [str(name) for name in made.vars] == list(RESULT.variables)
    first, second = made.bindings
    assert str(first[rdflib.Variable("name")]) == RESULT.rows[0][0].value.replace("\x1b", "\ufffd")
    assert first[rdflib.Variable("n")] == rdflib.Literal(3)
    assert second[rdflib.Variable("name")] == rdflib.Literal("chat", lang="fr")
    assert second[rdflib.Variable("iri")] == rdflib.URIRef("https://newskg.example/id/person/x")
    assert "<boolean>true</boolean>" in render(Result(boolean=True), "xml")


def test_from_and_graph_choose_what_is_asked(store):
    count = "SELECT (COUNT(*) AS ?n) %s { %s }"
    inferred = "<https://newskg.example/ns#inferred>"
    for query, expected in (
        (count % ("", "?s ?p ?o"), 913),
        (count % (f"FROM {inferred}", "?s ?p ?o"), 19),
        (count % (f"FROM NAMED {inferred}", "?s ?p ?o"), 0),
        (count % (f"FROM NAMED {inferred}", "GRAPH ?g { ?s ?p ?o }"), 19),
        (count % ("", f"GRAPH {inferred} {{ ?s ?p ?o }}"), 19),
    ):
        assert run(query, store).rows == ((Cell(str(expected), datatype=f"{XSD}integer"),),)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("# title: T\nSELECT * {}", "should have one 'for' line, has 0"),
        ("# title: T\n# for: x\n# author: me\nSELECT * {}", "'# author: me' is no title"),
        ("# title: T\n# for: x\n# parameter: a robot - b\nSELECT * {}", "parameter 'a robot - b' is not"),
    ],
)
def test_a_wrong_header_names_the_file(tmp_path, text, complaint):
    (tmp_path / "bad.rq").write_text(text, "utf-8")
    with pytest.raises(DataError, match=re.escape(complaint)) as caught:
        read_named(tmp_path)
    assert "bad.rq" in str(caught.value)
