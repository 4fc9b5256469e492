"""The server as a process: ports, what it prints, static files, and how it ends."""

import json
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import ProxyHandler, Request, build_opener

import pytest
from graph_helpers import make_collection
from server_helpers import Client, save

from kg.errors import InputError
from kg.server import static
from kg.server.running import ADDRESS, running
from kg.server.sockets import bind

pytestmark = pytest.mark.slow  # a process is started for nearly every test

ROOT = Path(__file__).parent.parent
PATIENCE = 60


@pytest.fixture
def folder(tmp_path):
    return save(tmp_path / "g", make_collection())


@pytest.fixture
def started():
    """Starts 'kg serve' with options; what it printed, line by line, can be read from it."""
    processes = []

    def start(*options):
        command = [sys.executable, "-m", "kg", "serve", "--no-open", *map(str, options)]
        process = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        processes.append(process)
        return process

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def address(process):
    """Where the server says it is, once it answers."""
    found = re.search(r"http://\S+/", process.stdout.readline())
    assert found, process.stderr.read()
    fetch(found[0] + "api/meta")
    return found[0]


def fetch(url, **headers):
    end = time.monotonic() + PATIENCE
    while True:
        try:
            with build_opener(ProxyHandler({})).open(
                Request(url, headers=headers), timeout=PATIENCE
            ) as answer:
                return answer.read()
        except ConnectionError:
            if time.monotonic() > end:
                raise


def ended(process, signal_):
    process.send_signal(signal_)
    out, err = process.communicate(timeout=PATIENCE)
    return process.returncode, out.splitlines()[-1], err


@pytest.mark.parametrize("signal_", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_end(folder, started, signal_):
    process = started("-g", folder)
    home = address(process)
    assert running(folder) == home
    assert json.loads(fetch(f"{home}api/meta"))["counts"]["entities"] == 11
    assert ended(process, signal_) == (0, "stopped", "")
    assert not (folder / ADDRESS).exists()
    assert running(folder) is None


def test_it_ends_once_however_often_it_is_told(folder, started):
    process = started("-g", folder)
    address(process)
    for _ in range(3):
        process.send_signal(signal.SIGINT)
    assert ended(process, signal.SIGINT) == (0, "stopped", "")


def test_without_a_port_the_next_free_one_is_taken(folder, started):
    first, second = (address(started("-g", folder)) for _ in range(2))
    assert first != second


def test_a_port_that_is_busy_is_one_line(folder, started):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        process = started("-g", folder, "--port", port)
        out, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, out) == (1, "")
    assert err == f"kg: cannot listen on 127.0.0.1 port {port}: Address already in use\n"


def test_a_folder_without_a_graph_is_one_line(tmp_path, started):
    process = started("-g", tmp_path)
    _, err = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert err == f"kg: {tmp_path} holds no graph: make one with 'kg build FOLDER -g {tmp_path}'\n"


def test_another_address_says_what_it_means(folder, started):
    process = started("-g", folder, "--host", "0.0.0.0")
    home = address(process)
    assert home.startswith("http://127.0.0.1:")
    assert "there is no password" in process.stdout.readline()


def test_an_address_of_another_machine_is_refused():
    for host in ("192.0.2.1", "no such host", "", "::ffff:zz"):
        if host:
            with pytest.raises(InputError, match=re.escape(host)):
                bind(host, 0)


def test_the_address_of_another_folder_is_not_taken(folder, started, tmp_path):
    home = address(started("-g", folder))
    other = save(tmp_path / "other", make_collection())
    for text in (home, "http://127.0.0.1:1/", "file:///etc/passwd", ""):
        (other / ADDRESS).write_text(text)
        assert running(other) is None


@pytest.fixture
def built(folder, tmp_path, monkeypatch):
    """A client of pages that are built by hand."""
    home = tmp_path / "static"
    (home / "assets").mkdir(parents=True)
    (home / "index.html").write_text("<!doctype html><title>kg</title>")
    (home / "assets" / "main-1a2b.js").write_text("let a = 1;\n" * 500)
    monkeypatch.setattr(static, "FOLDER", home)
    return Client(folder)


@pytest.mark.parametrize("page", static.PAGES)
def test_every_page_is_the_front_end(built, page):
    answer = built.get(f"{page}?key=person/x")
    assert answer.text == "<!doctype html><title>kg</title>"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


def test_assets_are_kept_forever_and_packed(built):
    answer = built.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.text == "let a = 1;\n" * 500
    plain = built.get("/assets/main-1a2b.js", headers={"Accept-Encoding": "gzip;q=0"})
    assert plain.body.decode() == answer.text
    again = built.get("/assets/main-1a2b.js", headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_pages_built_anew_are_taken_up(built):
    (static.FOLDER / "index.html").write_text("<!doctype html><title>another</title>")
    assert "another" in built.get("/").text


def test_pages_that_are_not_built_say_so(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(static, "FOLDER", tmp_path / "none")
    answer = Client(folder).get("/")
    assert answer.status == 503
    assert "npm" in answer.json()["error"]


def test_the_pages_that_ship_name_no_other_host():
    for name in static.names():
        if name.endswith((".html", ".css")):
            text = (static.FOLDER / name).read_text("utf-8")
            assert not re.search(
                r"""(?:src|href)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import""", text
            )


def test_the_page_that_ships_has_nothing_inline():
    html = (static.FOLDER / static.INDEX).read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", html)
    for name in re.findall(r'(?:src|href)="/([^"]+)"', html):
        assert name in static.names()
