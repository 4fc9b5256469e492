"""The query operation of the SPARQL 1.1 Protocol, request by request, and what the guard refuses.

Written from the W3C recommendations (protocol, results in JSON, XML, CSV and TSV, service
description). The graph has one named graph, so the tests of datasets ask for that one.
"""

from __future__ import annotations

import asyncio
import csv
import io
from urllib.parse import urlencode
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib
from folder_helpers import make_folder
from graph_helpers import make_collection
from made_up import cases
from server_helpers import HOST, Client
from test_queries import ANSWERS, needed

from kg.errors import LimitError
from kg.queries import Limits, named, render, run
from kg.queries.answering import Question
from kg.server.app import guarded
from kg.server.query_pool import Pool, Workers
from kg.server.settings import Settings
from kg.server.state import State

INFERRED = "https://newskg.example/ns#inferred"
ASK = "ASK {}"
ROWS = "SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 3"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
GRAPH = "CONSTRUCT { ?s a ?o } { ?s a ?o }"
NAMES = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?n { ?s skos:prefLabel ?n } ORDER BY ?n"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
SRX = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("protocol") / "graph", make_collection())


@pytest.fixture(scope="module")
def state(folder):
    settings = Settings(hosts=frozenset({HOST}), query_seconds=5, query_megabytes=600)
    state = State(folder, settings)
    yield state
    state.workers.close()


@pytest.fixture(scope="module")
def client(state):
    return Client(guarded(state))


def get(client, query=ROWS, accept=None, **parameters):
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", headers, query=query, **parameters)


def post(client, body, kind, accept=None, address="/sparql"):
    headers = {**kind, **({"Accept": accept} if accept else {})}
    return client.ask("POST", address, body if isinstance(body, bytes) else body.encode(), headers)


def value(answer):
    (row,) = answer.json()["results"]["bindings"]
    return int(row["n"]["value"])


# Three ways to ask


def test_query_by_get(client):
    answer = get(client, ASK)
    assert (answer.status, answer.headers["content-type"]) == (200, JSON)
    assert answer.json() == {"head": {}, "boolean": True}


def test_query_by_post_of_a_form(client):
    answer = post(client, urlencode({"query": ASK}), FORM)
    assert (answer.status, answer.json()["boolean"]) == (200, True)


def test_query_by_post_of_the_text(client):
    answer = post(client, ASK, DIRECT)
    assert (answer.status, answer.json()["boolean"]) == (200, True)


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"'])
def test_a_charset_may_be_given(charset, client):
    kind = {"Content-Type": f"application/sparql-query; charset={charset}"}
    assert post(client, 'ASK { BIND("\N{SNOWMAN}" AS ?x) }', kind).json()["boolean"] is True


def test_the_three_ways_answer_alike(client):
    form = post(client, urlencode({"query": NAMES}), FORM)
    assert get(client, NAMES).body == form.body == post(client, NAMES, DIRECT).body


def test_text_outside_ascii_comes_back(client):
    query = 'SELECT ("Міра \N{GRINNING FACE}" AS ?x) {}'
    for answer in (get(client, query), post(client, query, DIRECT)):
        assert answer.json()["results"]["bindings"] == [
            {"x": {"type": "literal", "value": "Міра \N{GRINNING FACE}"}}
        ]


# Datasets


def test_without_a_dataset_the_facts_are_asked(client):
    assert value(get(client, COUNT)) == 913


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_default_graph_may_be_given_each_way(way, client):
    dataset = urlencode({"default-graph-uri": INFERRED})
    answers = {
        "get": lambda: get(client, COUNT, **{"default-graph-uri": INFERRED}),
        "form": lambda: post(client, f"{urlencode({'query': COUNT})}&{dataset}", FORM),
        "direct": lambda: post(client, COUNT, DIRECT, address=f"/sparql?{dataset}"),
    }
    assert value(answers[way]()) == 19


def test_a_named_graph_may_be_given(client):
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert value(get(client, query, **{"named-graph-uri": INFERRED})) == 19
    assert value(get(client, COUNT, **{"named-graph-uri": INFERRED})) == 0


def test_default_and_named_graphs_together(client):
    query = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o GRAPH ?g { ?s ?p ?o } }"
    both = {"default-graph-uri": [INFERRED], "named-graph-uri": [INFERRED]}
    assert value(get(client, query, **both)) == 19


def test_the_dataset_of_the_request_wins_over_that_of_the_query(client):
    query = f"SELECT (COUNT(*) AS ?n) FROM NAMED <{INFERRED}> {{ ?s ?p ?o }}"
    assert value(get(client, query)) == 0
    assert value(get(client, query, **{"default-graph-uri": INFERRED})) == 19


def test_what_is_inferred_may_be_added(client):
    assert value(get(client, COUNT, inferred="true")) == 932
    assert get(client, COUNT, inferred="perhaps").status == 400


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", ["http://x.example/", "", "file:///etc/passwd"])
def test_graphs_that_are_not_there_are_refused(name, graph, client):
    answer = get(client, COUNT, **{name: graph})
    assert answer.status == 400
    assert "there is no graph" in answer.json()["error"]


# Requests that are wrong


@pytest.mark.parametrize("method", ["PUT", "PATCH", "OPTIONS"])
def test_other_methods_are_not_allowed(method, client):
    answer = client.ask(method, f"/sparql?{urlencode({'query': ASK})}")
    assert answer.status == 405
    assert "GET" in answer.headers["allow"] and "POST" in answer.headers["allow"]
    assert "access-control-allow-origin" not in answer.headers


def test_delete_is_not_allowed(client):
    assert client.delete(f"/sparql?{urlencode({'query': ASK})}").status == 405


def test_two_queries_are_one_too_many(client):
    two = f"{urlencode({'query': ASK})}&{urlencode({'query': ASK})}"
    for answer in (
        client.get(f"/sparql?{two}"),
        post(client, two, FORM),
        post(client, urlencode({"query": ASK}), FORM, address=f"/sparql?{urlencode({'query': ASK})}"),
        post(client, ASK, DIRECT, address=f"/sparql?{urlencode({'query': ASK})}"),
    ):
        assert answer.status == 400
        assert "'query' is given 2 times" in answer.json()["error"]


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data; boundary=x", "", None]
)
def test_a_post_in_another_type_is_unsupported(kind, client):
    for body in (ASK, urlencode({"query": ASK})):
        assert post(client, body, {"Content-Type": kind}).status == 415


def test_a_query_in_another_charset_is_unsupported(client):
    kind = {"Content-Type": "application/sparql-query; charset=UTF-16"}
    assert post(client, ASK.encode("utf-16"), kind).status == 415


@pytest.mark.parametrize(
    ("body", "kind"), [(b"ASK { <a:b> <a:b> '\xff' }", DIRECT), (b"query=ASK%20%7B%7D&x=%FF", FORM)]
)
def test_what_is_not_utf_8_is_a_bad_request(body, kind, client):
    answer = post(client, body, kind)
    assert answer.status == 400
    assert "UTF-8" in answer.json()["error"]


@pytest.mark.parametrize(
    "query", ["ASK {", "", "SELECT", "hello", "SELECT ?x { ?x a nothing:y }", "who-governs"]
)
def test_a_malformed_query_is_a_bad_request(query, client):
    answer = get(client, query)
    assert answer.status == 400
    assert "\n" not in answer.json()["error"]


def test_a_post_without_a_query_is_a_bad_request(client):
    assert post(client, "q=x", FORM).status == 400
    assert post(client, "", DIRECT).status == 400


@pytest.mark.parametrize("update", ["CLEAR ALL", "INSERT DATA { <a:b> <a:b> <a:b> }"])
def test_updates_are_refused(update, client):
    assert post(client, update, {"Content-Type": "application/sparql-update"}).status == 403
    assert post(client, urlencode({"update": update}), FORM).status == 403
    assert get(client, update).status == 400
    assert value(get(client, COUNT)) == 913


# Results


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", "application/json"),
        (XML, XML),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (f"{XML};q=0.3, text/csv;q=0.8", "text/csv; charset=utf-8"),
        (f"text/*;q=0.5, {XML}", XML),
        ("text/html, application/*;q=0.9", JSON),
        (f"*/*, {JSON};q=0", XML),
    ],
)
def test_rows_come_in_the_type_that_is_liked_best(accept, kind, client):
    answer = get(client, accept=accept)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    assert "Accept" in answer.headers["vary"].split(", ")
    assert int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize(
    ("accept", "kind", "syntax"),
    [
        (None, "text/turtle; charset=utf-8", "TURTLE"),
        ("text/turtle", "text/turtle; charset=utf-8", "TURTLE"),
        ("application/n-triples", "application/n-triples", "N_TRIPLES"),
        ("application/ld+json", "application/ld+json", "JSON_LD"),
        ("application/rdf+xml", "application/rdf+xml", "RDF_XML"),
        (f"{JSON}, application/n-triples;q=0.1", "application/n-triples", "N_TRIPLES"),
    ],
)
@pytest.mark.parametrize("query", [GRAPH, "DESCRIBE <https://newskg.example/id/person/mira-okafor>"])
def test_graphs_come_in_the_type_that_is_liked_best(query, accept, kind, syntax, client):
    answer = get(client, query, accept)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)
    found = list(pyoxigraph.parse(answer.plain, format=getattr(pyoxigraph.RdfFormat, syntax)))
    asked = get(client, query, "application/n-triples").plain
    assert len(found) == len(list(pyoxigraph.parse(asked, format=pyoxigraph.RdfFormat.N_TRIPLES))) > 5


@pytest.mark.parametrize(
    ("query", "accept"),
    [(ROWS, "text/turtle"), (GRAPH, JSON), (ROWS, "image/png"), (ASK, "application/sparql-results+json;q=0")],
)
def test_types_that_are_not_there_are_not_acceptable(query, accept, client):
    answer = get(client, query, accept)
    assert answer.status == 406
    assert "Accept" in answer.headers["vary"]


def test_every_format_holds_the_same_rows(client):
    wanted = [row["n"]["value"] for row in get(client, NAMES, JSON).json()["results"]["bindings"]]
    assert len(wanted) == 11
    root = ElementTree.fromstring(get(client, NAMES, XML).plain)
    assert [item.text for item in root.iter(f"{SRX}literal")] == wanted
    rows = list(csv.reader(io.StringIO(get(client, NAMES, "text/csv").text, newline="")))
    assert rows == [["n"], *([name] for name in wanted)]
    head, *lines = get(client, NAMES, "text/tab-separated-values").text.splitlines()
    assert (head, len(lines)) == ("?n", len(wanted))


@pytest.mark.parametrize("accept", [JSON, XML])
def test_a_truth_value_in_json_and_xml(accept, client):
    found = rdflib.query.Result.parse(
        io.BytesIO(get(client, ASK, accept).plain), format=accept.rpartition("+")[2]
    )
    assert (found.type, found.askAnswer) == ("ASK", True)


def test_head_answers_without_a_body(client):
    answer = client.ask("HEAD", f"/sparql?{urlencode({'query': ASK})}")
    assert (answer.status, answer.headers["content-type"]) == (200, JSON)


def test_large_answers_are_packed_where_the_client_unpacks(client):
    plain = get(client, NAMES)
    answer = client.get("/sparql", {"Accept-Encoding": "gzip"}, query="SELECT * { ?s ?p ?o }")
    assert "content-encoding" not in plain.headers
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.json()["results"]["bindings"]) == 913


# Service description


def test_without_a_query_the_service_describes_itself(client):
    for accept in ("text/turtle", "application/rdf+xml, text/html;q=0.1", None):
        answer = client.get("/sparql", {"Accept": accept})
        assert answer.status == 200
    found = rdflib.Graph().parse(data=client.get("/sparql", {"Accept": "text/turtle"}).text)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    assert set(found.objects(None, sd.endpoint)) == {rdflib.URIRef(f"http://{HOST}/sparql")}
    assert set(found.objects(None, sd.name)) == {rdflib.URIRef(INFERRED)}


def test_a_browser_without_a_query_is_sent_to_the_page(client):
    answer = client.get("/sparql", {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert (answer.status, answer.headers["location"]) == (303, "/query")


# The same as kg query


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_named_queries_answer_as_kg_query_does(name, client, folder):
    query = named()[name]
    expected = run(name, folder / "store", needed(query)).flat()
    answer = client.post("/api/query", {"name": name, "parameters": needed(query)})
    assert answer.status == 200
    data = answer.json()
    assert data["variables"] == list(expected.variables)
    found = [[cell and (cell["value"], cell["kind"]) for cell in row] for row in data["rows"]]
    assert found == [[cell and (cell.value, cell.kind) for cell in row] for row in expected.rows]


@pytest.mark.parametrize("name", cases(sorted(ANSWERS), 6))
def test_the_texts_of_named_queries_answer_as_kg_query_does(name, client, folder):
    query = named()[name]
    expected = run(query.text, folder / "store", inferred=query.inferred)
    inferred = "true" if query.inferred else "false"
    form, media = ("turtle", "text/turtle") if expected.triples is not None else ("json", JSON)
    answer = post(client, urlencode({"query": query.text, "inferred": inferred}), FORM, media)
    assert answer.text == render(expected, form)


def test_iris_of_entities_come_with_key_and_name(client):
    answer = client.post("/api/query", {"name": "graph"})
    subjects = {row[0]["key"]: row[0]["name"] for row in answer.json()["rows"] if "key" in row[0]}
    assert subjects["person/mira-okafor"] == "Mira Okafor"


def test_the_list_of_queries(client):
    listed = client.get("/api/queries").json()
    assert [query["name"] for query in listed] == list(named())
    (entity,) = next(query for query in listed if query["name"] == "facts-about")["parameters"]
    assert (entity["name"], entity["type"], entity["required"]) == ("entity", "entity", True)


@pytest.mark.parametrize(
    ("data", "status", "complaint"),
    [
        ({"name": "who-rules"}, 400, "no query is called 'who-rules'"),
        ({"name": "facts-about"}, 400, "needs --entity"),
        ({"name": "facts-about", "parameters": {"entity": ""}}, 400, "needs --entity"),
        ({"name": "facts-about", "parameters": {"entity": "Zzyzx"}}, 404, "no entity is called 'Zzyzx'"),
        ({"name": "facts-about", "parameters": ["x"]}, 400, "texts by name"),
        ({"name": ROWS}, 400, "no query is called"),
        ({"name": 1}, 400, "a query is"),
        ([], 400, "a query is"),
        ({"name": "articles", "inferred": "no"}, 400, "'inferred' is true or false"),
    ],
)
def test_wrong_questions_to_named_queries(data, status, complaint, client):
    answer = client.post("/api/query", data)
    assert answer.status == status
    assert complaint in answer.json()["error"]


# Guard and limits


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE is refused"),
        ("SELECT * { S\\u0045RVICE <http://x/> {} }", "SERVICE is refused"),
        ("LOAD <http://x.example/>", "LOAD is refused"),
        ("SELECT * FROM <http://x.example/> { ?s ?p ?o }", "there is no graph"),
        ("SELECT * { GRAPH <http://x.example/> { ?s ?p ?o } }", "there is no graph"),
        ("SELECT * " + "{" * 5000 + "}" * 5000, "nests brackets more than 100 deep"),
    ],
)
def test_what_is_refused(query, complaint, client):
    answer = post(client, query, DIRECT)
    assert answer.status == 400
    assert complaint in answer.json()["error"]


def test_a_query_that_is_too_long_is_refused_at_once(client):
    assert post(client, "ASK {} #" + "x" * 200_000, DIRECT).status == 413
    assert post(client, b"x" * 2_000_000, DIRECT).status == 413
    assert client.get(f"/sparql?query={'x' * 40_000}").status == 414


def test_a_text_that_is_slow_to_look_through_is_stopped_too(client):
    hostile = "SELECT * { ?s ?p " + '"""' + '\\"""' * 24_000
    assert post(client, hostile, DIRECT).status in (400, 504)
    assert get(client, ASK).status == 200


@pytest.mark.slow
def test_a_cross_product_is_stopped_and_the_next_query_answered(client):
    answer = get(client, CROSS)
    assert answer.status == 504
    assert "stopped after 5 seconds" in answer.json()["error"]
    assert get(client, ASK).status == 200


def test_a_query_that_needs_too_much_memory_is_an_error_of_the_server(client):
    answer = get(client, "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d ?g ?c")
    assert answer.status in (500, 504)
    assert get(client, ASK).status == 200


def test_an_answer_that_is_too_large_has_no_body(folder):
    pool = Pool(Workers(folder / "store", Settings()).copies, Limits(30, 600, rows=100), 1)
    try:
        for query in (Question("SELECT * { ?s ?p ?o }"), Question("CONSTRUCT WHERE { ?s ?p ?o }")):
            with pytest.raises(LimitError, match="more than 100 answers"):
                asyncio.run(pool.ask(query))
    finally:
        pool.close()
