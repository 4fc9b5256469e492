"""Graph folders of every format that kg has had are brought up to date, with nothing lost and a copy kept."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from pipeline_fakes import FAKES

from kg.errors import StoreError
from kg.pipeline.build import build
from kg.pipeline.built_graph import Graph
from kg.store import schema
from kg.store.database import FILE_NAME, Store

FOLDERS = Path(__file__).parent / "data" / "folders"
FORMATS = sorted(int(re.findall(r"\d+", path.name)[0]) for path in FOLDERS.glob("format-*.zip"))
LIST = "name,aliases,type,id\nVarnholm Shipping,Varnholm Lines,Organization,varnholm\n"
OLD_LIST, OLD_ROOT = "/news-lists/known.csv", "/news"


@pytest.fixture(params=FORMATS)
def old(request, tmp_path):
    """A folder of an old format; the list of names that it was built with is here, the articles are not."""
    with ZipFile(FOLDERS / f"format-{request.param}.zip") as packed:
        packed.extractall(tmp_path / "g")
    (tmp_path / "known.csv").write_text(LIST, "utf-8")
    with closing(sqlite3.connect(tmp_path / "g" / FILE_NAME)) as connection, connection:
        connection.execute(
            "UPDATE meta SET value = ? WHERE value = ?", [str(tmp_path / "known.csv"), OLD_LIST]
        )
    return tmp_path / "g"


def rows(path, query):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


def test_every_format_before_this_one_is_stored():
    assert list(range(1, schema.VERSION)) == FORMATS


@pytest.mark.model
def test_a_build_brings_it_up_to_date_and_loses_nothing(old):
    version = rows(old / FILE_NAME, "PRAGMA user_version")
    before = {table: rows(old / FILE_NAME, f"SELECT * FROM {table}") for table in ("roots", "removed")}
    report = build((), old)
    assert [where for where, _ in report.problems] == [OLD_ROOT]
    assert rows(old / FILE_NAME, "PRAGMA user_version") == [(schema.VERSION,)]
    assert {table: rows(old / FILE_NAME, f"SELECT * FROM {table}") for table in before} == before
    with Graph(old) as graph:
        names = sorted(article.id for article in graph.articles)
        assert names == ["decisions", "harbour.txt", "shipping.txt", "stdin"]
        assert graph.show("Lena Varga").entity.note == "met us twice"
        assert graph.find("Varnholm Lines").name == "Varnholm Shipping"
        assert graph.find("Tomas E. Kemp")
        assert graph.search("Tarrant").articles
        assert len(graph.query("articles").rows) == 4
        assert graph.store.get("names").endswith("known.csv")
    kept = old / f"{FILE_NAME}.format-{version[0][0]}"
    assert rows(kept, "PRAGMA user_version") == version
    assert rows(kept, "PRAGMA integrity_check") == [("ok",)]
    again = build((), old)
    assert (again.read, again.changed, again.written) == (0, False, ())


def test_whoever_only_reads_leaves_it_alone(old):
    content = (old / FILE_NAME).read_bytes()
    with pytest.raises(StoreError, match=r"older kg .*'kg build -g .*keeps a copy"):
        Graph(old)
    assert (old / FILE_NAME).read_bytes() == content


def test_a_step_that_fails_changes_nothing(old, monkeypatch):
    content = rows(old / FILE_NAME, "SELECT * FROM sqlite_master")
    monkeypatch.setattr(schema, "_step", lambda number: "DROP TABLE readings; SELECT no_such_function();")
    with pytest.raises(StoreError, match="no_such_function"):
        build((), old, tools=FAKES)
    assert rows(old / FILE_NAME, "SELECT * FROM sqlite_master") == content
    monkeypatch.undo()
    assert build((), old, tools=FAKES).articles


def test_a_kill_between_copy_and_change_loses_nothing(old, tmp_path):
    code = (
        "import os, sys; from pathlib import Path; from kg.store import schema\n"
        "schema._run = lambda *_: os._exit(9)\n"
        "from kg.store.database import Store\n"
        "Store(Path(sys.argv[1]), create=True)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(old)], check=False).returncode == 9
    shutil.copytree(old, tmp_path / "copy")
    assert build((), tmp_path / "copy", tools=FAKES).articles


def test_the_shape_is_that_of_a_new_file(old):
    Store(old, create=True).close()
    with closing(sqlite3.connect(old / FILE_NAME)) as connection:
        assert schema.shape(connection) == schema.expected()


def test_a_newer_folder_is_told_so_and_left_alone(tmp_path):
    Store(tmp_path, create=True).close()
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    content = (tmp_path / FILE_NAME).read_bytes()
    for create in (False, True):
        with pytest.raises(StoreError, match=r"newer kg .*nothing was changed; update kg"):
            Store(tmp_path, create=create)
    assert (tmp_path / FILE_NAME).read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME]
