"""What fails in a query process is told as what it is, and no process is left behind."""

import json
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection

from kg.errors import DamageError, FaultError, LimitError, NotFoundError, QueryError, StoreError
from kg.queries import Limits, run, sandbox, sandbox_process
from kg.queries.answering import Question
from kg.queries.sandbox import ended, error_header, raise_error, request
from kg.server import refresh
from kg.server.query_process import Child
from kg.server.refresh import Follower

LIMITS = Limits(30.0, 600)


class Panic(BaseException):
    """As Rust's panics come through."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_folder(tmp_path_factory.mktemp("faults") / "graph", make_collection())


@pytest.mark.parametrize(
    "error",
    [
        NotFoundError("no"),
        DamageError("no"),
        StoreError("no"),
        FaultError("no"),
        QueryError("no"),
        LimitError("no", "time"),
    ],
)
def test_errors_travel_as_what_they_are(error):
    with pytest.raises(type(error), match="no") as caught:
        raise_error(json.loads(json.dumps(error_header(error))))
    assert type(caught.value) is type(error)


@pytest.mark.parametrize("error", [ZeroDivisionError("by zero"), RecursionError("deep"), Panic("index 3")])
def test_any_other_error_is_a_fault_and_the_process_goes_on(monkeypatch, error):
    def fail(*_):
        raise error

    monkeypatch.setattr(sandbox_process, "answer", fail)
    monkeypatch.setattr(sandbox_process, "_limit", lambda limits: None)
    out = BytesIO()
    sandbox_process._respond(request(Question("ASK {}"), LIMITS), Path("store"), out)
    header = json.loads(out.getvalue())
    assert header["kind"] == "fault"
    assert type(error).__name__ in header["error"] and str(error) in header["error"]
    assert "memory" not in header["error"]


def test_a_process_that_ends_by_itself_is_no_want_of_memory():
    said = b"Traceback ...\nImportError: no module named x\n"
    assert isinstance(ended(1, LIMITS, said), FaultError)
    assert "ImportError: no module named x" in str(ended(1, LIMITS, said))
    assert isinstance(ended(-9, LIMITS), LimitError)


def test_the_end_of_a_process_is_told_to_the_one_who_asks(folder, monkeypatch):
    broken = [sys.executable, "-c", "raise SystemExit('a broken installation')"]
    monkeypatch.setattr(sandbox, "command", lambda source, *more: broken)
    with pytest.raises(FaultError, match="a broken installation"):
        run("ASK {}", folder / "store")


def test_a_damaged_store_is_told_as_that(folder, tmp_path):
    import shutil

    copy = tmp_path / "store"
    shutil.copytree(folder / "store", copy)
    for file in copy.glob("*.sst"):
        content = bytearray(file.read_bytes())
        for place in range(0, len(content), 50):
            content[place] ^= 0xFF
        file.write_bytes(content)
    for query in ("SELECT * { ?s ?p ?o }", "articles"):
        with pytest.raises(DamageError, match="--repair"):
            run(query, copy)
    child = Child(copy)
    try:
        with pytest.raises(DamageError, match="--repair"):
            child.ask(Question("SELECT * { ?s ?p ?o }"), LIMITS, (sandbox.PLAIN, sandbox.PLAIN))
    finally:
        child.close()


def test_a_writer_that_has_ended_is_no_zombie(tmp_path, monkeypatch):
    monkeypatch.setattr(refresh.sys, "executable", "/bin/true")
    follower = Follower(tmp_path)
    follower.start()
    process = follower._process
    state = Path(f"/proc/{process.pid}/stat")
    deadline = time.monotonic() + 20
    while state.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not state.exists()
    follower.stop()
