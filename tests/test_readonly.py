"""A folder that cannot be written can be asked, and says what it cannot do."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
from folder_helpers import make_folder
from graph_helpers import make_collection
from ordinary import as_ordinary_user

from kg.errors import BusyError, DamageError, StoreError
from kg.store.connection import plain_errors


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = make_folder(tmp_path_factory.mktemp("readonly") / "graph", make_collection())
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def kg(*arguments):
    command = as_ordinary_user([sys.executable, "-m", "kg", *map(str, arguments)])
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "articles"),
        ("query", "ASK {}"),
        ("query", "articles", "--as-of", "2020"),
        ("show", "Mira Okafor"),
        ("export", "--format", "csv"),
        ("undecided",),
    ],
)
def test_it_answers(folder, arguments):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    done = kg(*arguments, "-g", folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [("build",), ("note", "Mira Okafor", "text")])
def test_what_writes_says_that_it_cannot(folder, arguments):
    done = kg(*arguments, "-g", folder)
    assert done.returncode == 1
    assert str(folder) in done.stderr and len(done.stderr.splitlines()) == 1


def test_one_who_may_only_read_sees_what_another_is_writing(tmp_path):
    folder = make_folder(tmp_path / "graph", make_collection())
    writer = sqlite3.connect(folder / "kg.sqlite", isolation_level=None)
    try:
        writer.execute("INSERT OR REPLACE INTO meta VALUES ('seen', 'yes')")
        folder.chmod(0o555)
        (folder / "kg.sqlite").chmod(0o444)
        code = (
            "import sys; from pathlib import Path; from kg.store.database import Store\n"
            "with Store(Path(sys.argv[1])) as store: print(store.get('seen'))"
        )
        command = as_ordinary_user([sys.executable, "-c", code, str(folder)])
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "yes\n"
    finally:
        folder.chmod(0o755)
        writer.close()


def error(code):
    found = sqlite3.OperationalError("why")
    found.sqlite_errorcode = code
    return found


@pytest.mark.parametrize(
    ("code", "kind", "word"),
    [
        (sqlite3.SQLITE_FULL, StoreError, "no space left"),
        (sqlite3.SQLITE_BUSY, BusyError, "in use"),
        (sqlite3.SQLITE_IOERR, StoreError, "why"),
        (sqlite3.SQLITE_CORRUPT | 2 << 8, DamageError, "--repair"),
        (sqlite3.SQLITE_NOTADB, DamageError, "--repair"),
    ],
)
def test_an_error_is_told_as_what_it_is(tmp_path, code, kind, word):
    with pytest.raises(StoreError, match=word) as caught, plain_errors(tmp_path / "kg.sqlite"):
        raise error(code)
    assert type(caught.value) is kind


def test_a_full_disk_is_not_another_process(tmp_path):
    """A small file system in a place of its own, filled to the last byte."""
    if shutil.which("unshare") is None:
        pytest.skip("needs unshare")
    script = (
        f"mount -t tmpfs -o size=64k none {tmp_path} && mkdir {tmp_path}/g && "
        f'(head -c 65536 /dev/zero > {tmp_path}/filler; exec {sys.executable} -c "$1" {tmp_path}/g)'
    )
    code = (
        "import sys; from pathlib import Path; from kg.store.connection import writing\n"
        "with writing(Path(sys.argv[1])): pass"
    )
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script, "sh", code]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip("no file system of one's own can be made here")
    assert "no space left" in done.stderr and "in use" not in done.stderr
