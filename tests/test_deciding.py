"""Decisions from the page: taken, seen at once, taken back, and refused in one line."""

from __future__ import annotations

import threading

import pytest
from pipeline_fakes import REAL_FILES
from server_helpers import HOST, Client

from kg.entities.judgements import append, load, remove
from kg.errors import BusyError, DataError, NotFoundError
from kg.pipeline import decide
from kg.pipeline.build import build
from kg.server.app import guarded
from kg.server.settings import Settings
from kg.server.state import State
from kg.store.connection import writing

NEWS = {
    "a.txt": "Anna leads Acme. Bo leads Beta.",
    "b.txt": "Anna leads Acme. Ann leads Acme.",
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A graph of a few sentences, read by the simple rooms of the pipeline's tests."""
    news = tmp_path / "news"
    news.mkdir()
    for name, text in NEWS.items():
        (news / name).write_text(text, "utf-8")
    tools = REAL_FILES
    monkeypatch.setattr("kg.pipeline.decide.Tools", lambda: tools)
    build(news, tmp_path / "graph", tools=tools)
    return tmp_path / "graph"


@pytest.fixture
def state(folder):
    state = State(folder, Settings(hosts=frozenset({HOST})))
    yield state
    state.follower.stop()
    state.workers.close()


@pytest.fixture
def client(state):
    return Client(guarded(state))


def post(client, kind, *words):
    return client.post("/api/decisions", {"kind": kind, "words": list(words)})


def keys(client):
    return {entity["key"] for entity in client.get("/api/search", q="ann").json()["entities"]}


def test_a_decision_is_in_the_file_and_the_graph_follows(client, folder):
    before = client.get("/api/meta").json()
    made = post(client, "rename", "person/anna", "Anna Maria Berg")
    assert made.status == 200
    data = made.json()
    assert data["unmatched"] == [] and data["generation"] == before["generation"] + 1
    assert made.headers["x-kg-generation"] == str(data["generation"])
    assert client.get("/api/entity", key="person/anna").json()["name"] == "Anna Maria Berg"
    assert client.get("/api/decisions").json() == [
        {
            "line": data["line"],
            "kind": "rename",
            "words": ["person/anna", "Anna Maria Berg"],
            "text": 'rename person/anna "Anna Maria Berg"',
        }
    ]
    assert (folder / "decisions.txt").read_text("utf-8") == 'rename person/anna "Anna Maria Berg"\n'


def test_a_merge_and_its_undoing(client):
    key = client.get("/api/entity", key="person/ann").json()["key"]
    assert post(client, "merge", "person/anna", key).status == 200
    assert client.get("/api/entity", key="person/ann").json()["key"] == "person/anna"
    (line,) = (item["line"] for item in client.get("/api/decisions").json())
    undone = client.delete(f"/api/decisions/{line}")
    assert undone.status == 200
    assert client.get("/api/entity", key="person/ann").json()["key"] == "person/ann"
    assert client.get("/api/decisions").json() == []


def test_confirm_and_reject(client):
    fact = client.get("/api/entity", key="person/bo").json()["facts"][0]
    (claim,) = (item["id"] for item in client.get("/api/fact", id=fact["id"]).json()["evidence"])
    assert post(client, "confirm", claim).status == 200
    assert client.get("/api/entity", key="person/bo").json()["facts"][0]["confidence"] == 1.0
    assert post(client, "reject", claim).status == 200
    assert client.get("/api/entity", key="person/bo").json()["facts"] == []
    again = post(client, "confirm", claim)
    assert again.json()["line"] == 3
    assert client.get("/api/entity", key="person/bo").json()["facts"][0]["confidence"] == 1.0
    assert client.delete("/api/decisions/3").status == 200
    assert client.get("/api/entity", key="person/bo").json()["facts"] == []


def test_an_assertion(client):
    made = post(client, "assert", "person/bo", "heads", "organization/acme", "source", "Minutes of 4 May")
    assert made.status == 200
    relations = {fact["relation"] for fact in client.get("/api/entity", key="person/bo").json()["facts"]}
    assert "heads" in relations


@pytest.mark.parametrize(
    ("kind", "words", "status", "complaint"),
    [
        ("marry", ["person/anna", "person/bo"], 400, "marry"),
        ("merge x", ["person/anna", "person/bo"], 400, "unknown decision 'merge x'"),
        ("merge", ["person/anna"], 400, "is not of the form 'merge ENTITY ENTITY'"),
        ("merge", ["person/anna", "person/anna"], 400, "merge needs two entities"),
        ("merge", ["person/anna", "person/nobody"], 404, "nothing is known of 'person/nobody'"),
        ("confirm", [], 400, "is not of the form"),
        ("confirm", ["0"], 404, "no claim '0'"),
        ("rename", ["person/anna", ""], 400, "has an empty word"),
        ("note", ["person/anna", "half a pair \ud800"], 400, "one line of text"),
        ("note", ["person/anna", "x" * 20_000], 400, "at most"),
        (
            "assert",
            ["person/bo", "is a friend", "person/anna", "source", "me"],
            404,
            "no relation 'is a friend'",
        ),
        ("assert", ["person/bo", "heads", "organization/acme", "said by", "me"], 400, "is not of the form"),
    ],
)
def test_what_is_no_decision_is_refused_and_not_kept(kind, words, status, complaint, client, folder):
    answer = client.post("/api/decisions", {"kind": kind, "words": words})
    assert (answer.status, complaint in answer.json()["error"]) == (status, True), answer.json()
    assert not (folder / "decisions.txt").exists()


@pytest.mark.parametrize(
    "data", [[], {}, {"kind": "note"}, {"kind": 1, "words": []}, {"kind": "note", "words": [1]}]
)
def test_what_is_no_request_is_refused(data, client):
    assert client.post("/api/decisions", data).status == 400


def test_lines_of_a_note_become_one(client, folder):
    assert post(client, "note", "person/anna", "first\nsecond\u2028third\x0bfourth").status == 200
    assert client.get("/api/entity", key="person/anna").json()["note"] == "first second third fourth"
    assert len((folder / "decisions.txt").read_text("utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    "text", ['"quoted" \\ back', "# hash", "'", "a\\", "<script>alert(1)</script>", "Міра"]
)
def test_any_text_comes_back_as_it_was(text, client):
    assert post(client, "note", "person/anna", text).status == 200
    assert client.get("/api/entity", key="person/anna").json()["note"] == text
    assert client.get("/api/decisions").json()[0]["words"] == ["person/anna", text]


def test_lines_that_are_not_there_or_say_something_else(client):
    assert client.delete("/api/decisions/7").status == 404
    for line in ("9" * 200, "9" * 5000, "-1", "one", "1.5", "\u0663"):
        answer = client.delete(f"/api/decisions/{line}")
        assert (answer.status, "no decision in line" in answer.json()["error"]) == (404, True)
    post(client, "note", "person/anna", "one")
    (there,) = client.get("/api/decisions").json()
    assert client.delete(f"/api/decisions/{there['line']}?text=note+person%2Fanna+two").status == 409
    assert client.delete(f"/api/decisions/{there['line']}?text=note+person%2Fanna+one").status == 200


def test_the_files_follow_a_decision(client, state, folder):
    before = client.post("/api/query", {"name": "who-heads"}).status, (folder / "graph.ttl").read_bytes()
    assert post(client, "rename", "person/anna", "Anna Maria Berg").status == 200
    state.follower.wait()
    assert before[0] == 200 and b"Anna Maria Berg" not in before[1]
    assert b"Anna Maria Berg" in (folder / "graph.ttl").read_bytes()
    rows = client.post("/api/query", {"name": "names-of", "parameters": {"entity": "person/anna"}}).json()[
        "rows"
    ]
    assert "Anna Maria Berg" in str(rows)


def test_decisions_do_not_wait_for_the_files_of_earlier_ones(client, state, folder):
    for number in range(3):
        assert post(client, "note", "person/anna", f"note {number}").status == 200
    state.follower.wait()
    assert b"note 2" in (folder / "graph.ttl").read_bytes()
    assert decide.catch_up(folder) == []


def test_while_another_process_writes_a_decision_is_turned_away(client, folder):
    with writing(folder):
        answer = post(client, "note", "person/anna", "one")
        assert answer.status == 409 and "in use by another kg process" in answer.json()["error"]
        with pytest.raises(BusyError):
            decide.decide("note", ["person/anna", "one"], folder)
    assert post(client, "note", "person/anna", "one").status == 200


def test_decisions_at_once_are_taken_one_after_the_other(client, folder):
    answers = []

    def note(number):
        answers.append(post(client, "note", "person/anna", f"note {number}").status)

    threads = [threading.Thread(target=note, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [200] * 5
    assert len(load(folder / "decisions.txt").all) == 5


def test_a_page_of_another_site_cannot_decide(client, folder):
    body = b'{"kind": "note", "words": ["person/anna", "x"]}'
    for headers in (
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json", "Origin": "http://evil.example"},
    ):
        assert client.ask("POST", "/api/decisions", body, headers).status == 403
    assert client.ask("DELETE", "/api/decisions/1").status == 403
    assert not (folder / "decisions.txt").exists()


def test_undecided_pairs_have_names(client, monkeypatch):
    pair = {"left": "person/anna", "right": "person/ann", "score": 0.5, "reasons": ["alike"]}
    monkeypatch.setattr("kg.store.resolved.doubts", lambda store, kind: [pair] * 3)
    (first, *rest) = client.get("/api/undecided", limit=2).json()
    assert len(rest) == 1
    assert first["left"] == {"key": "person/anna", "name": "Anna", "type": "Person"}
    assert client.get("/api/undecided", limit=0).status == 400


# The file


def test_the_last_word_on_a_matter_is_written_again_after_another(tmp_path):
    file = tmp_path / "decisions.txt"
    for kind, words in (
        ("confirm", ["c"]), ("confirm", ["c"]), ("reject", ["c"]), ("confirm", ["c"]),
        ("merge", ["a", "b"]), ("split", ["b", "a"]), ("merge", ["a", "b"]),
        ("rename", ["a", "X"]), ("rename", ["a", "Y"]), ("rename", ["b", "X"]), ("rename", ["a", "Y"]),
    ):  # fmt: skip
        append(file, kind, words)
    assert [str(d) for d in load(file).all] == [
        "confirm c", "reject c", "confirm c", "merge a b", "split b a", "merge a b",
        "rename a X", "rename a Y", "rename b X",
    ]  # fmt: skip
    remove(file, "confirm", ["c"])
    assert load(file).rejected == {"c"}


def test_where_a_decision_stands(tmp_path):
    file = tmp_path / "decisions.txt"
    file.write_text("# mine\n\nnote a b\n", "utf-8")
    assert append(file, "note", ["a", "c"]).line == 4
    assert append(file, "note", ["a", "c"]).line == 4


@pytest.mark.parametrize("words", [["a", "two\nlines"], ["a", "\x1b[31m"], ["a", "\ud800"]])
def test_what_cannot_stand_in_a_line_is_refused(words, tmp_path):
    with pytest.raises(DataError, match="one line of text"):
        append(tmp_path / "decisions.txt", "note", words)
    assert not (tmp_path / "decisions.txt").exists()


def test_a_decision_that_cannot_be_obeyed_is_not_kept(folder, monkeypatch):
    def fail(*_):
        raise NotFoundError("no room")

    monkeypatch.setattr(decide, "settle_again", fail)
    with pytest.raises(NotFoundError, match="no room"):
        decide.decide("note", ["person/anna", "x"], folder)
    assert load(folder / "decisions.txt").all == ()
