"""A graph that changes while it is served: each request sees one generation, the next one the new."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from graph_helpers import make_collection
from server_helpers import Client, save

from kg.errors import StoreError
from kg.page import overview
from kg.records import Collection
from kg.server.placement import fitted
from kg.server.snapshot_rows import Link
from kg.store import resolved

MIRA = "person/mira-okafor"


def smaller():
    """The collection without Ada, who becomes a former key of Mira."""
    whole = make_collection()
    ada = next(entity for entity in whole.entities if entity.name == "Ada Okafor")
    facts = tuple(f for f in whole.facts if ada.key not in (f.subject, f.object))
    entities = tuple(
        replace(e, former_keys=(ada.key,), members=tuple(sorted((*e.members, *ada.members))))
        if e.key == MIRA
        else e
        for e in whole.entities
        if e != ada
    )
    return replace(whole, entities=entities, facts=facts)


def keys(answer):
    return set(answer.json()["nodes"]["key"])


def test_a_new_generation_is_picked_up(tmp_path):
    client = Client(save(tmp_path, make_collection()))
    first = client.get("/api/network")
    save(tmp_path, smaller(), stamp="other")
    second = client.get("/api/network")
    assert (first.headers["x-kg-generation"], second.headers["x-kg-generation"]) == ("1", "2")
    assert keys(first) - keys(second) == {"person/ada-okafor"}
    assert client.get("/api/network", headers={"If-None-Match": first.headers["etag"]}).status == 200
    assert client.get("/api/entity", key="person/ada-okafor").json()["key"] == MIRA


def test_a_graph_made_anew_under_the_same_number_is_picked_up(tmp_path):
    client = Client(save(tmp_path / "g", make_collection()))
    before = keys(client.get("/api/network"))
    for file in (tmp_path / "g").iterdir():
        file.unlink()
    save(tmp_path / "g", smaller(), stamp="other")
    answer = client.get("/api/network")
    assert answer.headers["x-kg-generation"] == "1"
    assert keys(answer) != before


def test_a_request_keeps_what_it_began_with(tmp_path):
    client = Client(save(tmp_path, make_collection()))
    state = client.app.app.state.kg
    with state.view() as view:
        save(tmp_path, smaller(), stamp="other")
        assert state.snapshot().generation == 2
        assert view.snapshot.generation == resolved.generation(view.store) == 1
        assert resolved.entity(view.store, "person/ada-okafor") is not None
        assert view.snapshot.entity("person/ada-okafor").name == "Ada Okafor"


def test_answers_are_whole_while_the_graph_changes(tmp_path):
    collections = [make_collection(), smaller()]
    client = Client(save(tmp_path, collections[0]))

    def change():
        for number in range(1, 13):
            save(tmp_path, collections[number % 2], stamp=str(number))

    def ask(number):
        answer = client.get("/api/neighbours", key="person/ada-okafor")
        return answer.status, int(answer.headers["x-kg-generation"]), answer.json()

    with ThreadPoolExecutor(4) as pool:
        changing = pool.submit(change)
        answers = list(pool.map(ask, range(60)))
        changing.result()
    assert {status for status, _, _ in answers} == {200}
    for _, generation, answer in answers:
        assert answer["generation"] == generation
        assert ("person/ada-okafor" in answer["nodes"]["key"]) == (generation % 2 == 1)


def test_nothing_can_be_written_through_a_view(tmp_path):
    client = Client(save(tmp_path, make_collection()))
    with client.app.app.state.kg.view() as view, pytest.raises(StoreError, match="readonly"):
        view.store.execute("DELETE FROM facts")


def test_a_folder_without_a_graph_says_what_to_do(tmp_path):
    answer = Client(tmp_path).get("/api/meta")
    assert answer.status == 404
    assert "kg build" in answer.json()["error"]


def test_a_damaged_graph_is_no_traceback(tmp_path):
    save(tmp_path, make_collection())
    (tmp_path / "kg.sqlite").write_bytes(b"not a database, really" * 100)
    answer = Client(tmp_path).get("/api/meta")
    assert answer.status == 503
    assert "kg.sqlite" in answer.json()["error"]


def test_an_empty_graph_is_answered(tmp_path):
    client = Client(save(tmp_path, Collection((), (), (), ())))
    meta = client.get("/api/meta").json()
    assert set(meta["counts"].values()) == {0}
    assert meta["communities"] == meta["months"] == meta["sources"] == []
    assert client.get("/api/network").json()["nodes"]["key"] == []
    found = client.get("/api/search", q="anyone").json()
    assert set(found) >= {"entities", "sentences", "articles"} and not any(found.values())
    assert client.get("/api/articles").json() == []


@pytest.mark.parametrize("span", [{}, {"from": "2022-03"}, {"to": "2022-03"}])
def test_the_story_of_an_empty_graph_is_answered(tmp_path, span):
    story = Client(save(tmp_path, Collection((), (), (), ()))).get("/api/story", **span).json()
    assert story["articles"] == story["duplicates"]["count"] == story["small"]["groups"] == 0
    assert story["months"] == story["communities"]["bubbles"] == story["communities"]["edges"] == []
    assert not any(story["ranking"].values())
    assert {kind["count"] for kind in story["first"].values()} == {0}


@pytest.mark.parametrize("page", ["/", "/network", "/articles", "/query", "/decide", "/entity", "/article"])
def test_the_pages_of_an_empty_graph_are_answered(tmp_path, page):
    answer = Client(save(tmp_path, Collection((), (), (), ()))).get(page)
    assert answer.status == 200 and answer.headers["content-type"].startswith("text/html")


def test_without_its_file_the_network_is_laid_out_by_facts(tmp_path):
    client = Client(save(tmp_path, make_collection()))
    (tmp_path / "explorer.json").unlink()
    nodes = client.get("/api/network").json()["nodes"]
    assert nodes["key"][0] == MIRA
    assert len(set(zip(nodes["x"], nodes["y"], strict=True))) == len(nodes["key"])


def test_the_file_is_taken_up_when_it_comes_later(tmp_path):
    client = Client(save(tmp_path, make_collection()))
    right = client.get("/api/network").json()
    written = (tmp_path / "explorer.json").read_bytes()
    (tmp_path / "explorer.json").unlink()
    client = Client(tmp_path)
    first = client.get("/api/network")
    assert first.json()["nodes"] != right["nodes"]
    (tmp_path / "explorer.json").write_bytes(written)
    assert client.get("/api/network", headers={"If-None-Match": first.headers["etag"]}).json() == right


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"stamp": "made"}', "\xff"])
def test_a_damaged_file_is_named(tmp_path, damage):
    save(tmp_path, make_collection())
    (tmp_path / "explorer.json").write_bytes(damage.encode("latin-1"))
    answer = Client(tmp_path).get("/api/network")
    assert answer.status == 503
    assert "explorer.json" in answer.json()["error"]


def test_columns_of_unequal_length_are_damage(tmp_path):
    save(tmp_path, make_collection())
    file = tmp_path / "explorer.json"
    data = json.loads(file.read_text())
    data["positions"]["x"].pop()
    file.write_text(json.dumps(data))
    assert Client(tmp_path).get("/api/network").status == 503


def test_an_older_layout_is_kept_for_whom_it_knows():
    whole = make_collection()
    old = overview.overview(smaller(), "old")
    links = [
        Link(f.id, f.subject, f.predicate, f.object, f.value, f.status, 1, 1.0, 1, (), None, None, None, None)
        for f in whole.facts
    ]
    found = fitted(old, {entity.key: entity for entity in whole.entities}, links)
    places = {
        key: (x, y)
        for key, x, y in zip(found.positions.keys, found.positions.x, found.positions.y, strict=True)
    }
    for key, x, y in zip(old.positions.keys, old.positions.x, old.positions.y, strict=True):
        assert places[key] == (x, y)
    ada, mira = places["person/ada-okafor"], places[MIRA]
    assert 0 < abs(ada[0] - mira[0]) + abs(ada[1] - mira[1]) < 100
    assert found.positions.keys[-1] == "person/ada-okafor"


def test_who_is_gone_is_left_out_of_an_older_layout():
    entities = {entity.key: entity for entity in smaller().entities}
    old = overview.overview(make_collection(), "old")
    found = fitted(old, entities, [])
    assert set(found.positions.keys) == entities.keys()
    names = {key: number for number, key in enumerate(found.positions.keys)}
    pairs = {(old.positions.keys[a], old.positions.keys[b], n) for a, b, n in old.together}
    kept = {(found.positions.keys[a], found.positions.keys[b], n) for a, b, n in found.together}
    assert kept == {pair for pair in pairs if "person/ada-okafor" not in pair}
    named = found.mentions["https://news.example/family"]
    assert names[MIRA] in named[::2]
