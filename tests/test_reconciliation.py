"""The reconciliation service: as OpenRefine calls it, within limits, and for no page of another site."""

import json
from urllib.parse import urlencode

import pytest
from graph_helpers import HOSTILE, make_collection
from server_helpers import HOST, Client, save

from kg.server.endpoints.reconciliation import LONGEST_BODY, MOST_QUERIES

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
MIRA = "person/mira-okafor"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return Client(save(tmp_path_factory.mktemp("graph"), make_collection()))


def ask(client, queries, **headers):
    body = urlencode({"queries": json.dumps(queries)}).encode()
    return client.ask("POST", "/reconcile", body, headers={**FORM, **headers})


def results(client, **query):
    answer = ask(client, {"q0": query})
    assert answer.status == 200, answer.text
    return answer.json()["q0"]["result"]


def test_the_manifest(client):
    found = client.get("/reconcile").json()
    assert found["versions"] == ["0.2"] and found["batchSize"] == MOST_QUERIES
    assert found["view"]["url"] == f"http://{HOST}/entity?key={{{{id}}}}"
    assert {"name", "identifierSpace", "schemaSpace", "preview", "suggest", "defaultTypes"} <= found.keys()
    assert {"id": "Person", "name": "Person"} in found["defaultTypes"]


def test_a_batch_of_names(client):
    queries = {"q0": {"query": "Mira Okafor"}, "q1": {"query": "nobody at all"}, "q2": {"query": "okafor"}}
    found = ask(client, queries).json()
    first = found["q0"]["result"][0]
    assert (first["id"], first["score"], first["match"]) == (MIRA, 100.0, True)
    assert first["type"] == [{"id": "Person", "name": "Person"}] and first["description"]
    assert found["q1"]["result"] == []
    assert found["q2"]["result"][0]["id"] == MIRA
    assert client.get("/reconcile", queries=json.dumps(queries)).json() == found


def test_a_part_of_a_name_is_no_match(client):
    assert not any(one["match"] for one in results(client, query="Okafor"))


def test_types_and_other_columns(client):
    assert results(client, query="Mira Okafor", type="Place") == []
    assert results(client, query="Mira Okafor", type=["Person"], limit=1)[0]["id"] == MIRA
    shown = client.get("/api/entity", key=MIRA).json()
    stated = [f for f in shown["facts"] if f["status"] == "asserted" and f["object"]]
    other = next(f["object"]["name"] for f in stated if f["object"]["key"] != MIRA)
    beside = results(client, query="Mira Okafor", properties=[{"pid": "x", "v": other}])
    apart = results(client, query="Mira Okafor", properties=[{"pid": "x", "v": "Somewhere Else"}])
    assert beside[0]["score"] == 100.0 > apart[0]["score"] == 80.0


def test_suggestions_and_preview(client):
    found = client.get("/reconcile/suggest/entity", prefix="mira").json()["result"]
    assert found[0]["id"] == MIRA and found[0]["notable"] == [{"id": "Person", "name": "Person"}]
    page = client.get("/reconcile/preview", id=MIRA)
    assert page.headers["content-type"].startswith("text/html") and "<h1>" in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.get("/reconcile/preview", id="person/nobody").status == 404


def test_a_preview_runs_nothing_that_a_name_holds(client):
    keys = [one["id"] for one in results(client, query=HOSTILE[:100], limit=25)]
    for key in keys:
        text = client.get("/reconcile/preview", id=key).text
        assert "<script" not in text and "<img" not in text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ([], 400),
        ({"q": 1}, 400),
        ({"q": {"query": 5}}, 400),
        ({"q": {"query": "x" * 201}}, 400),
        ({"q": {"query": "x", "limit": 1000}}, 400),
        ({"q": {"query": "x", "limit": True}}, 400),
        ({"q": {"query": "x", "type": [5]}}, 400),
        ({"q": {"query": "x", "properties": "y"}}, 400),
        ({"q": {"query": "x", "properties": [{}] * 11}}, 400),
        ({f"q{n}": {"query": "x"} for n in range(MOST_QUERIES + 1)}, 413),
    ],
)
def test_what_is_wrong_or_too_much_is_refused(client, query, status):
    answer = ask(client, query)
    assert answer.status == status and list(answer.json()) == ["error"]


def test_limits_and_other_sites(client):
    assert client.ask("POST", "/reconcile", b"q" * (LONGEST_BODY + 1), headers=FORM).status == 413
    assert client.ask("POST", "/reconcile", b"{}", headers={"Content-Type": "text/plain"}).status == 415
    assert client.ask("POST", "/reconcile", b"queries=%7B", headers=FORM).status == 400
    assert client.get("/reconcile", callback="f").status == 403
    query = {"q0": {"query": "Mira Okafor"}}
    assert ask(client, query, Origin="http://evil.example").status == 403
    assert ask(client, query, **{"Sec-Fetch-Site": "same-site"}).status == 403
    assert ask(client, query, Host="evil.example").status == 403
