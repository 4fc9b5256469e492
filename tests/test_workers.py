"""The processes behind /sparql: bounded, killed when nobody waits, on copies that builds do not touch."""

from __future__ import annotations

import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from server_helpers import HOST, Client

from kg.errors import LimitError, StoreError
from kg.queries import Limits
from kg.queries.answering import Question
from kg.queries.sandbox import decoded, request
from kg.server.app import guarded
from kg.server.query_pool import Pool
from kg.server.query_process import Child
from kg.server.settings import Settings
from kg.server.state import State
from kg.server.store_copies import PREFIX, Copies

CROSS = Question("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
ASK = Question("ASK {}")
LABELS = Question("SELECT ?n { ?s <http://www.w3.org/2004/02/skos/core#prefLabel> ?n } ORDER BY ?n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("workers") / "graph", make_collection())


@pytest.fixture
def pool(folder):
    made = []

    def make(seconds=60.0, at_once=1, waiting=4, copies=None):
        made.append(Pool(copies or Copies(folder / "store"), Limits(seconds, 600), at_once, waiting))
        return made[-1]

    yield make
    for one in made:
        one.close()


def names(body):
    return [row[0].value for row in decoded(json.loads(body)).rows]


@pytest.mark.slow
def test_heavy_queries_keep_nobody_waiting(folder):
    """Fifty cross products at once: few run, few wait, the rest are turned away, others come first."""
    state = State(folder, Settings(hosts=frozenset({HOST})))
    state.workers.free = Pool(state.workers.copies, Limits(3, 600), at_once=2, waiting=4)
    client = Client(guarded(state))
    order = []

    async def noted(name, path, body=b"", **parameters):
        method = "POST" if body else "GET"
        headers = {"Content-Type": "application/json"} if body else {}
        answer = await client._ask(method, path, body, headers, parameters)
        order.append(name)
        return answer

    async def all_at_once():
        heavy = [noted("heavy", "/sparql", query=CROSS.query) for _ in range(50)]
        working = [asyncio.ensure_future(one) for one in heavy]
        await asyncio.sleep(0.2)
        meta = await noted("meta", "/api/meta")
        named = await noted("named", "/api/query", b'{"name": "articles"}')
        return meta, named, await asyncio.gather(*working)

    meta, named, heavy = asyncio.run(all_at_once())
    state.workers.close()
    assert (meta.status, named.status) == (200, 200)
    statuses = [answer.status for answer in heavy]
    assert statuses.count(503) == 44 and statuses.count(504) == 6
    assert {answer.headers.get("retry-after") for answer in heavy if answer.status == 503} == {"5"}
    assert order.index("meta") == 44, "answered before any heavy query was stopped"
    assert order.index("named") <= 46


def test_a_query_that_nobody_waits_for_is_killed(pool):
    one = pool(seconds=600)

    async def leave():
        asking = asyncio.ensure_future(one.ask(CROSS))
        await asyncio.sleep(1)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        return await one.ask(ASK)

    assert asyncio.run(leave()).count == 1


def test_a_client_that_goes_takes_its_query_along(folder):
    state = State(folder, Settings(hosts=frozenset({HOST}), query_seconds=600, queries_at_once=1))
    client = Client(guarded(state))

    async def leave_and_ask():
        messages = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive():
            if messages:
                return messages.pop()
            await asyncio.sleep(1)
            return {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        sent = []
        scope = {
            "type": "http", "method": "GET", "path": "/sparql", "raw_path": b"/sparql", "scheme": "http",
            "query_string": b"query=" + CROSS.query.replace(" ", "+").encode(), "root_path": "",
            "headers": [(b"host", HOST.encode())], "http_version": "1.1", "server": ("127.0.0.1", 8765),
        }  # fmt: skip
        await client.app(scope, receive, send)
        return await client._ask("GET", "/sparql", b"", {}, {"query": ASK.query})

    assert asyncio.run(leave_and_ask()).status == 200
    state.workers.close()


def test_one_that_is_never_begun_is_taken_out_of_the_queue(pool):
    one = pool(seconds=2, waiting=1)

    async def leave():
        first = asyncio.ensure_future(one.ask(CROSS))
        await asyncio.sleep(0.3)
        second = asyncio.ensure_future(one.ask(CROSS))
        await asyncio.sleep(0.1)
        with pytest.raises(LimitError, match="too many queries are waiting"):
            await one.ask(ASK)
        second.cancel()
        await asyncio.sleep(0.1)
        third = asyncio.ensure_future(one.ask(ASK))
        with pytest.raises(LimitError, match="stopped after 2 seconds"):
            await first
        return await third

    assert asyncio.run(leave()).count == 1


def test_a_process_is_used_again(pool):
    one = pool()
    asyncio.run(one.ask(ASK))
    (child,) = one._idle
    asyncio.run(one.ask(LABELS))
    assert list(one._idle) == [child]


def test_a_process_that_died_is_replaced(pool):
    one = pool()
    asyncio.run(one.ask(ASK))
    one._idle[0]._process.kill()
    one._idle[0]._process.wait()
    with pytest.raises(LimitError):
        asyncio.run(one.ask(ASK))
    assert asyncio.run(one.ask(ASK)).count == 1


def test_a_new_store_is_asked_at_once_and_the_old_copy_goes(tmp_path, pool):
    collection = make_collection()
    folder = make_folder(tmp_path / "graph", collection)
    copies = Copies(folder / "store")
    one = pool(copies=copies)
    before = names(asyncio.run(one.ask(LABELS)).body)
    old = copies.newest()
    renamed = tuple(replace(entity, name=f"{entity.name} II") for entity in collection.entities)
    other = make_folder(tmp_path / "other", replace(collection, entities=renamed))
    (other / "store" / "generation").write_text("another", "utf-8")
    (folder / "store").rename(tmp_path / "gone")
    (other / "store").rename(folder / "store")
    assert names(asyncio.run(one.ask(LABELS)).body) == [f"{name} II" for name in before]
    assert not old.exists()
    assert copies.newest().is_dir()


def test_copies_go_with_their_owner_and_after_a_crash(folder):
    copies = Copies(folder / "store")
    left = folder / f"{PREFIX}999999999-x"
    left.mkdir()
    path = copies.newest()
    assert path.parent.name.startswith(f"{PREFIX}{os.getpid()}-")
    assert not left.exists()
    copies.close()
    assert not path.parent.exists()


def test_without_a_store_there_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.server.store_copies.TRIES", 1)
    with pytest.raises(StoreError, match="no whole store"):
        Copies(tmp_path / "store").newest()


@pytest.mark.skipif(not Path("/proc").exists(), reason="looks at processes as Linux shows them")
def test_a_process_ends_with_its_owner_even_in_the_middle_of_a_query(folder):
    child = Child(folder / "store")
    assert child.ask(ASK, Limits(), ("json", "turtle")).count == 1
    child._process.stdin.write(request(CROSS, Limits(600), ("json", None)))
    child._process.stdin.close()
    assert child._process.wait(30) == 0
    child.close()


@pytest.mark.slow
def test_what_the_server_holds_does_not_tire_its_processes(pool):
    held = bytearray(os.urandom(1) * 900_000_000)  # a process begins with the peak of the one that starts it
    one = pool()
    asyncio.run(one.ask(ASK))
    assert len(held) and not one._idle[0].tired
