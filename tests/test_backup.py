"""Backups hold what no build could make again; answers of an older state say so."""

import shutil
import sys
import zipfile
from dataclasses import replace
from io import BytesIO, TextIOWrapper

import pytest
from pipeline_fakes import REAL_FILES
from server_helpers import Client
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import InputError, KGError, StoreError
from kg.pipeline import saved_views
from kg.pipeline.backup import DERIVED, KEPT, PASSING, backup, restore
from kg.pipeline.build import add, build, remove
from kg.pipeline.built_graph import Graph
from kg.pipeline.decide import decide, record
from kg.pipeline.saved_views import SavedView
from kg.store.database import Store

NO_FILES = replace(REAL_FILES, outputs=())
BYTES = ("graph.ttl", "graph.trig", "inferred.ttl", "network.html")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "news").mkdir()
    for number in range(3):
        (tmp_path / "news" / f"{number}.txt").write_text(f"Ann{number} leads Acme.", "utf-8")
    build(tmp_path / "news", tmp_path / "g", tools=REAL_FILES)
    stdin, sys.stdin = sys.stdin, TextIOWrapper(BytesIO(b"Dee leads Echo."))
    add("-", tmp_path / "g", tools=REAL_FILES)
    sys.stdin = stdin
    remove(["1.txt"], tmp_path / "g", tools=REAL_FILES)
    decide("note", ["organization/acme", "seen"], tmp_path / "g", tools=REAL_FILES)
    saved_views.save(tmp_path / "g", SavedView("Acme", "", "all=1"))
    return tmp_path / "g"


def test_saved_views_are_kept(folder, tmp_path):
    backup(folder, tmp_path / "kept")
    restore(tmp_path / "kept", tmp_path / "restored", tools=REAL_FILES)
    assert saved_views.load(tmp_path / "restored") == saved_views.load(folder)


def test_every_file_of_a_folder_is_kept_or_derived_or_passing(folder):
    """A file that is new to the folder has to be entered in one of the lists."""
    with Store(folder) as store:
        store.put("held", "open")  # so that SQLite's own files are there
        names = {path.name for path in folder.iterdir()}
    assert names == {*KEPT, *DERIVED, *PASSING} - {"explorer.address"}
    for name in DERIVED:
        path = folder / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    build((), folder, tools=REAL_FILES)
    assert {*KEPT, *DERIVED} <= {path.name for path in folder.iterdir()}


def test_what_comes_back_is_the_same(folder, tmp_path):
    assert backup(folder, tmp_path / "kept.zip") == 4
    report = restore(tmp_path / "kept.zip", tmp_path / "back" / "g", tools=REAL_FILES)
    assert report.problems == ()
    for name in BYTES:
        assert (tmp_path / "back" / "g" / name).read_bytes() == (folder / name).read_bytes()
    with Store(folder) as before, Store(tmp_path / "back" / "g") as after:
        assert after.roots() == before.roots() and after.removed() == before.removed()
        assert after.sources() == before.sources()
    again = build((), tmp_path / "back" / "g", tools=REAL_FILES)
    assert (again.read, again.changed) == (0, False)


def test_the_same_folder_gives_the_same_bytes(folder, tmp_path):
    backup(folder, tmp_path / "one.zip")
    backup(folder, tmp_path / "two.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_decisions_that_are_kept_elsewhere_come_along(folder, tmp_path):
    elsewhere = tmp_path / "ours.txt"
    shutil.move(folder / "decisions.txt", elsewhere)
    build((), folder, decisions=elsewhere, tools=REAL_FILES)
    backup(folder, tmp_path / "kept.zip")
    elsewhere.unlink()
    restore(tmp_path / "kept.zip", tmp_path / "back", tools=REAL_FILES)
    with Graph(tmp_path / "back") as graph:
        assert graph.show("organization/acme").entity.note == "seen"
    assert not elsewhere.exists()


def test_a_backup_of_a_folder_that_is_being_written(folder, tmp_path):
    with Store(folder) as store, store.transaction():
        store.put("half", "done")
        backup(folder, tmp_path / "kept.zip")
    restore(tmp_path / "kept.zip", tmp_path / "back", tools=REAL_FILES)
    with Store(tmp_path / "back") as store:
        assert store.get("half") == ""


def test_a_folder_that_holds_a_graph_is_left_alone(folder, tmp_path):
    backup(folder, tmp_path / "kept.zip")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with pytest.raises(StoreError, match="name another folder"):
        restore(tmp_path / "kept.zip", folder, tools=REAL_FILES)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.parametrize("place", [10, 200, 0.3, 0.6, 0.9, -30])
def test_a_damaged_backup_makes_no_graph(folder, tmp_path, place):
    backup(folder, tmp_path / "kept.zip")
    content = bytearray((tmp_path / "kept.zip").read_bytes())
    at = int(place * len(content)) if isinstance(place, float) else place
    content[at] ^= 0xFF
    (tmp_path / "kept.zip").write_bytes(content)
    try:
        restore(tmp_path / "kept.zip", tmp_path / "back", tools=REAL_FILES)
    except KGError:
        assert not (tmp_path / "back").exists()
    else:  # what was hit says nothing, such as a date
        assert (tmp_path / "back" / "graph.ttl").read_bytes() == (folder / "graph.ttl").read_bytes()


def test_what_is_no_backup_is_told(tmp_path):
    (tmp_path / "text").write_text("no zip", "utf-8")
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("kg.sqlite", "")
    for name in ("text", "other.zip"):
        with pytest.raises(InputError, match="no backup of kg"):
            restore(tmp_path / name, tmp_path / "back", tools=REAL_FILES)
    assert not (tmp_path / "back").exists()


def test_from_the_command_line(folder, tmp_path):
    run = CliRunner().invoke
    done = run(app, ["backup", str(tmp_path / "kept.zip"), "-g", str(folder)])
    said = f"4 articles, settings and decisions are in {tmp_path}/kept.zip\n"
    assert (done.exit_code, done.output) == (0, said)
    assert run(app, ["restore", str(tmp_path / "kept.zip"), "-g", str(folder)]).exit_code == 1
    assert run(app, ["restore", str(tmp_path / "nothing.zip"), "-g", str(tmp_path / "b")]).exit_code == 1


def test_an_answer_of_an_older_state_says_so(folder, monkeypatch):
    monkeypatch.setattr(Graph, "catch_up", lambda self: None)  # as where another process is writing
    with Graph(folder) as graph:
        assert graph.staleness is None
    record("note", ["organization/acme", "again"], folder, tools=NO_FILES)
    with Graph(folder) as graph, pytest.warns(UserWarning, match="older state of the graph: 'kg build"):
        graph.query("articles")
    done = CliRunner().invoke(app, ["query", "articles", "-g", str(folder)])
    assert done.exit_code == 0 and "kg: the answer is of an older state" in done.stderr
    client = Client(folder)
    answer = client.get("/sparql", query="ASK {}")
    client.close()
    assert (answer.status, answer.headers["warning"][:3]) == (200, "110")
    build((), folder, tools=REAL_FILES)
    client = Client(folder)
    assert "warning" not in client.get("/sparql", query="ASK {}").headers
    client.close()
    assert CliRunner().invoke(app, ["query", "articles", "-g", str(folder)]).stderr == ""
