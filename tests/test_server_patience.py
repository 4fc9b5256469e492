"""Clients that send half a request, or read no answer, do not hold their connection for ever."""

import asyncio
import socket
import threading
from contextlib import contextmanager, suppress

import pytest
import uvicorn
from graph_helpers import make_collection
from server_helpers import save

from kg.server.app import guarded
from kg.server.connections import Patient
from kg.server.running import _server
from kg.server.settings import Settings
from kg.server.sockets import bind
from kg.server.state import State

PATIENCE = 30
HEAD = b"POST /api/decisions HTTP/1.1\r\nHost: %s\r\nContent-Type: application/json\r\n"
BODY = HEAD + b"Content-Length: 9\r\n\r\n{"


class Hasty(Patient):
    arrival = 0.3
    pause = 0.3


@contextmanager
def serving(app, protocol):
    """The address of a server that runs in a thread."""
    with bind("127.0.0.1", 0) as listening:
        address = listening.getsockname()
        config = uvicorn.Config(
            app(f"127.0.0.1:{address[1]}"), http=protocol, ws="none", lifespan="off", log_level="warning"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        try:
            yield address
        finally:
            server.should_exit = True
            thread.join(PATIENCE)


@pytest.fixture
def home(tmp_path):
    folder = save(tmp_path / "g", make_collection())
    with serving(lambda host: guarded(State(folder, Settings(hosts=frozenset({host})))), Hasty) as address:
        yield address


def asked(connection, host, rest=b"\r\n"):
    connection.sendall(b"GET /api/meta HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n" % host[1] + rest)
    return connection.recv(1 << 20)


def is_cut(connection):
    """Whether the other side ends the connection, in whatever way, before we lose patience."""
    try:
        while connection.recv(1 << 20):
            pass
    except ConnectionError:
        return True
    return True


@pytest.mark.parametrize(
    "part",
    [b"", b"GET / HT", b"GET /api/meta HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", BODY],
    ids=["nothing", "half a line", "half the headers", "half the body"],
)
def test_half_a_request_is_cut_off(home, part, capfd):
    with socket.create_connection(home, PATIENCE) as connection:
        connection.sendall(part.replace(b"%s", b"127.0.0.1:%d" % home[1]))
        assert is_cut(connection)
    assert "Traceback" not in capfd.readouterr().err


def test_what_is_sent_bit_by_bit_is_cut_off_too(home):
    with socket.create_connection(home, PATIENCE) as connection:
        connection.settimeout(0.05)
        with pytest.raises(ConnectionError):
            while True:
                connection.sendall(b"X")
                with suppress(TimeoutError):
                    connection.recv(1)
    with socket.create_connection(home, PATIENCE) as connection:
        assert asked(connection, home).startswith(b"HTTP/1.1 200")


def test_a_second_half_request_on_a_connection_is_cut_off(home):
    with socket.create_connection(home, PATIENCE) as connection:
        assert asked(connection, home).startswith(b"HTTP/1.1 200")
        connection.sendall(b"GET /api/meta HTTP/1.1\r\nHost:")
        assert is_cut(connection)


def test_an_answer_that_nobody_reads_is_dropped():
    left = threading.Event()

    async def endless(scope, receive, send):
        await receive()
        receiving = asyncio.ensure_future(receive())  # done when the client is gone
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * 1_000_000, "more_body": True})
            if not receiving.done():
                continue
            left.set()
            return

    with serving(lambda host: endless, Hasty) as home, socket.create_connection(home, PATIENCE) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        assert left.wait(PATIENCE)


def test_a_slow_answer_is_waited_for():
    """The deadlines are the client's: the server may take its time."""

    async def slow(scope, receive, send):
        await asyncio.sleep(4 * Hasty.arrival)
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"done"})

    with serving(lambda host: slow, Hasty) as home, socket.create_connection(home, PATIENCE) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        found = b""
        while more := connection.recv(1 << 16):
            found += more
        assert b"done" in found


def test_the_server_has_the_deadlines(tmp_path):
    folder = save(tmp_path / "g", make_collection())
    config = _server(State(folder, Settings(hosts=frozenset()))).config
    config.load()
    assert config.http_protocol_class is Patient
    assert 0 < Patient.arrival <= 60 and 0 < Patient.pause <= 120
