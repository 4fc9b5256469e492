"""Each kind of IRI answers: RDF for programs, a page for people."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pyoxigraph
import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from server_helpers import HOST, Client

from kg.server.app import guarded
from kg.server.settings import Settings
from kg.server.state import State

BASE = "https://newskg.example/"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
KINDS = ("id", "fact", "claim", "article", "sentence", "membership", "post", "interval", "quote")
SYNTAXES = {
    "text/turtle": pyoxigraph.RdfFormat.TURTLE,
    "application/n-triples": pyoxigraph.RdfFormat.N_TRIPLES,
    "application/ld+json": pyoxigraph.RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("resources") / "graph", make_collection())


@pytest.fixture(scope="module")
def client(folder):
    state = State(folder, Settings(hosts=frozenset({HOST})))
    yield Client(guarded(state))
    state.workers.close()


@pytest.fixture(scope="module")
def graph(folder):
    return list(pyoxigraph.parse(path=folder / "graph.ttl", format=pyoxigraph.RdfFormat.TURTLE))


def subjects(graph, kind):
    found = {quad.subject.value for quad in graph if quad.subject.value.startswith(f"{BASE}{kind}/")}
    return sorted(iri for iri in found if "#" not in iri)


def statements(answer, media="application/n-triples"):
    return set(map(str, pyoxigraph.parse(answer.plain, format=SYNTAXES[media])))


@pytest.mark.parametrize("kind", KINDS)
def test_every_subject_of_the_graph_answers_with_what_is_said_of_it(kind, client, graph):
    for iri in subjects(graph, kind)[:6]:
        answer = client.get(f"/{iri.removeprefix(BASE)}", {"Accept": "application/n-triples"})
        if answer.status == 303:
            assert kind == "id" and answer.headers["location"] == "/id/organization/harbour-council"
            continue
        said = {str(quad) for quad in graph if quad.subject.value == iri}
        assert answer.status == 200 and said <= statements(answer)


@pytest.mark.parametrize("media", sorted(SYNTAXES))
def test_each_syntax(media, client):
    answer = client.get("/id/person/mira-okafor", {"Accept": f"{media}, text/html;q=0.5"})
    assert answer.headers["content-type"].partition(";")[0] == media
    assert "Accept" in answer.headers["vary"].split(", ")
    plain = client.get("/id/person/mira-okafor", {"Accept": "application/n-triples"})
    assert statements(answer, media) == statements(plain)


def test_an_entity_comes_with_its_facts_in_both_directions_and_its_neighbours_names(client, graph):
    found = "\n".join(statements(client.get("/id/place/norland", {"Accept": "application/n-triples"})))
    assert f"<{BASE}id/place/westmark> <{BASE}ns#locatedIn> <{BASE}id/place/norland>" in found
    assert '"Westmark"' in found
    assert "#Fact>" in found
    member = "\n".join(statements(client.get("/id/person/mira-okafor", {"Accept": "application/n-triples"})))
    assert "org#Membership>" in member


def test_a_sentence_comes_with_its_words(client, graph):
    (iri, *_) = subjects(graph, "sentence")
    found = client.get(f"/{iri.removeprefix(BASE)}", {"Accept": "text/turtle"}).text
    assert "oa:exact" in found and "oa:start" in found


def test_a_former_key_leads_to_the_present_one(client):
    for headers in ({"Accept": "text/turtle"}, BROWSER):
        answer = client.get("/id/organization/hc", headers)
        assert (answer.status, answer.headers["location"]) == (303, "/id/organization/harbour-council")
        assert answer.headers["vary"] == "Accept"


def test_people_are_sent_to_a_page(client, graph):
    wanted = dict.fromkeys(("claim", "article", "sentence", "quote"), "/article") | {"fact": "/network"}
    former = f"{BASE}id/organization/hc"
    for kind in KINDS:
        iri = next(iri for iri in subjects(graph, kind) if iri != former)
        answer = client.get(f"/{iri.removeprefix(BASE)}", BROWSER)
        assert answer.status == 303
        assert urlsplit(answer.headers["location"]).path == wanted.get(kind, "/entity")


def test_the_page_of_a_claim_is_its_article(client):
    collection = make_collection()
    reading = collection.readings[-1]
    answer = client.get(f"/claim/{reading.claims[0].id}", BROWSER)
    assert parse_qs(urlsplit(answer.headers["location"]).query) == {
        "id": [reading.article],
        "claim": [reading.claims[0].id],
    }


def test_the_page_of_a_fact_is_the_network_around_it(client):
    fact = next(fact for fact in make_collection().facts if fact.status == "asserted")
    answer = client.get(f"/fact/{fact.id}", BROWSER)
    query = parse_qs(urlsplit(answer.headers["location"]).query)
    assert query == {"start": [fact.subject], "sel": [f"f:{fact.id}"]}


def test_without_a_wish_programs_get_turtle_and_who_takes_no_rdf_a_page(client):
    assert client.get("/id/person/mira-okafor").headers["content-type"].startswith("text/turtle")
    assert client.get("/id/person/mira-okafor", {"Accept": "image/png"}).status == 303


@pytest.mark.parametrize("accept", ["text/turtle", "text/html"])
@pytest.mark.parametrize(
    "path",
    [
        "/id/person/nobody",
        "/id/",
        "/fact/0",
        "/claim/%22%3E%3Cscript%3E",
        "/article/..%2f..",
        "/sentence/é{}",
    ],
)
def test_what_is_not_there_is_not_found(path, accept, client):
    answer = client.get(path, {"Accept": accept})
    assert answer.status == 404
    assert answer.headers["content-type"] == "application/json"
