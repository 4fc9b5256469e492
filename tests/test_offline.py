"""No process of kg may use the network or write outside the graph folder."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import observer
import pytest
from ordinary import as_ordinary_user


def test_the_telemetry_of_onnxruntime_is_off_before_its_import():
    clean = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    code = "import kg, os, sys; print(os.environ['ORT_DISABLE_TELEMETRY'], 'onnxruntime' in sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True)
    assert out.stdout.split() == ["1", "False"]


@pytest.mark.parametrize("given", ["0", ""])
def test_whatever_the_environment_says(given):
    code = "import kg, os; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    env = {**os.environ, "ORT_DISABLE_TELEMETRY": given}
    out = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "1"


NEWS = {
    "harbour.txt": "Harbour town\n\nLena Varga, the mayor of Leeds, met Tomas Kemp, the chief executive of"
    " Varnholm Shipping, in Oslo on Monday. Kemp was born in Vienna.",
    "shipping.html": "<html><head><title>Shipping</title></head><body><article><p>Varnholm Shipping named"
    " Tomas Kemp as its chief executive in 2019. He is married to Ida Kemp.</p></article></body></html>",
}
pytestmark = pytest.mark.slow
LEAK = """
import os, sys
import kg
del os.environ["ORT_DISABLE_TELEMETRY"]
from kg.cli import main

sys.argv[0] = "kg"
main()
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A home with nothing in it, articles, and a graph that was built under observation."""
    home = tmp_path_factory.mktemp("offline")
    (home / "news").mkdir()
    for name, text in NEWS.items():
        (home / "news" / name).write_text(text, "utf-8")
    made = observer.observe(
        home, observer.kg("build", home / "news", "-g", home / "g"), allowed=(home / "g",)
    )
    assert made.code == 0, made.errors
    return home, made


def nothing(seen, home):
    assert seen.code == 0, seen.errors
    assert seen.network == () and seen.files == ()
    assert list((home / "home").iterdir()) == []


@pytest.mark.model
def test_build(place):
    nothing(place[1], place[0])


@pytest.mark.model
def test_build_with_workers(place, tmp_path):
    command = observer.kg("build", place[0] / "news", "-g", tmp_path / "g", "--workers", 2)
    nothing(observer.observe(tmp_path, command, allowed=(tmp_path / "g",)), tmp_path)


@pytest.mark.model
@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "-"),
        ("remove", "shipping.html"),
        ("add", "shipping.html"),
        ("query", "facts-about", "--entity", "Tomas Kemp"),
        ("query", "SELECT * { ?s ?p ?o } LIMIT 3"),
        ("query", "articles", "--as-of", "2020"),
        ("show", "Tomas Kemp"),
        ("mentions", "Tomas Kemp"),
        ("search", "shipping"),
        ("note", "Tomas Kemp", "seen"),
        ("decisions",),
        ("undecided",),
        ("dossier", "Tomas Kemp"),
        ("dossier", "Tomas Kemp", "--format", "docx"),
        ("check",),
        ("check", "--repair"),
        *(("export", "--format", format_) for format_ in ("turtle", "jsonld", "graphml", "gexf", "csv")),
    ],
    ids=" ".join,
)
def test_commands_on_a_graph(place, arguments):
    home = place[0]
    command = observer.kg(*arguments, "-g", home / "g")
    nothing(observer.observe(home, command, allowed=(home / "g",), given="Ann Lee leads Acme Bank."), home)


@pytest.mark.parametrize(
    "arguments", [("extract",), ("rules", "try", "Ann Lee leads Acme Bank."), ("--help",)]
)
def test_commands_without_a_graph(place, tmp_path, arguments):
    files = [place[0] / "news" / name for name in NEWS] if arguments == ("extract",) else []
    nothing(observer.observe(tmp_path, observer.kg(*arguments, *files), allowed=()), tmp_path)


@pytest.mark.model
def test_backup_and_restore(place, tmp_path):
    allowed = (tmp_path / "kept",)
    allowed[0].mkdir()
    command = observer.kg("backup", tmp_path / "kept" / "g.zip", "-g", place[0] / "g")
    nothing(observer.observe(tmp_path, command, allowed=(*allowed, place[0] / "g")), tmp_path)
    command = observer.kg("restore", tmp_path / "kept" / "g.zip", "-g", tmp_path / "kept" / "g")
    nothing(observer.observe(tmp_path, command, allowed=allowed), tmp_path)


@pytest.mark.model
@pytest.mark.parametrize("command", ["serve", "view"])
def test_the_explorer_with_a_page_load(place, tmp_path, command):
    """Pages, their parts, a network, a search, a free query and a decision; then the end."""
    home, log = place[0], tmp_path / "strace.log"
    more = ["--no-open"] if command == "serve" else []
    line = [*observer.tracing(log), *observer.kg(command, "-g", home / "g", *more)]
    with subprocess.Popen(
        as_ordinary_user(line),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**observer.environment(tmp_path), "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    ) as process:
        try:
            address = re.search(r"http://\S+", process.stdout.readline())[0]
            page = get(address)
            for part in sorted(set(re.findall(rb'(?:src|href)="/?([^":]+)"', page))):
                get(f"{address}{part.decode()}")
            for path in ("api/meta", "api/search?q=kemp", "sparql?query=ASK+%7B%7D", "query", "favicon.ico"):
                get(f"{address}{path}")
            note = b'{"kind": "note", "words": ["Tomas Kemp", "seen there"]}'
            assert b"generation" in get(f"{address}api/decisions", note)
        finally:
            os.killpg(process.pid, signal.SIGINT)
            process.communicate(timeout=60)
    seen = observer.judged(tmp_path, (home / "g",))
    assert seen.network == () and seen.files == ()
    assert list((tmp_path / "home").iterdir()) == []


def get(address, data=None):
    headers = {"Content-Type": "application/json"} if data else {}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        return opener.open(urllib.request.Request(address, data, headers), timeout=30).read()
    except urllib.error.HTTPError as error:
        with error:
            return error.read()


@pytest.mark.model
def test_the_observer_sees_the_leak(place, tmp_path):
    """With the variable taken away again, the telemetry of onnxruntime is seen: the tests above can fail."""
    if not telemetry():
        pytest.skip("this onnxruntime has no telemetry")
    article = str(place[0] / "news" / "harbour.txt")
    command = [sys.executable, "-c", LEAK, "extract", "--seconds", "0", article]  # in the process that leaks
    seen = observer.observe(tmp_path, command, allowed=())
    assert seen.code == 0, seen.errors
    assert seen.network or any("Microsoft" in path for path in seen.files)


def telemetry():
    import onnxruntime

    library = Path(onnxruntime.__file__).parent / "capi"
    return any(b"ORT_DISABLE_TELEMETRY" in path.read_bytes() for path in library.glob("*.so*"))


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.getaddrinfo('example.invalid', 80)",
        "import socket; socket.create_connection(('192.0.2.1', 9), timeout=0.1)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 9))",
        "import os; open(os.path.expanduser('~/device'), 'w')",
        "import os; os.makedirs(os.path.expanduser('~/.cache/x'))",
        "import os, subprocess; subprocess.run(['touch', os.path.expanduser('~/device')])",
        "import os; os.symlink('a', os.path.expanduser('~/link'))",
    ],
)
def test_the_observer_sees_what_it_looks_for(tmp_path, code):
    seen = observer.observe(tmp_path, [sys.executable, "-c", code], allowed=())
    assert seen.network or seen.files


def test_the_observer_lets_pass_what_is_allowed(tmp_path):
    (tmp_path / "g").mkdir()
    code = (
        "import os, socket, sys, tempfile; open(sys.argv[1], 'w'); tempfile.mkdtemp()\n"
        "server = socket.create_server(('127.0.0.1', 0)); socket.create_connection(server.getsockname())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "g" / "file")]
    seen = observer.observe(tmp_path, command, allowed=(tmp_path / "g",))
    assert (seen.code, seen.network, seen.files) == (0, (), ())
