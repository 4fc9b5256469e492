"""Names that are no text and trees that are deep: read, shown written out, and found again."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pipeline_fakes import FAKES

from kg.articles import Skipped, find_sources
from kg.pipeline.build import add, build, remove
from kg.pipeline.built_graph import Graph

ROOT = Path(__file__).parent.parent
DEPTH = 1500
ODD = [
    b"caf\xe9.txt",
    b"\xff/b\xfe.txt",
    rb"plain\xff.txt",
    b"\xff\xff/x.txt",
    b"new\nline.txt",
    b"\xf0\x9f.txt",
]
SHOWN = [
    r"\xf0\x9f.txt",
    r"\xff/b\xfe.txt",
    r"\xff\xff/x.txt",
    r"caf\xe9.txt",
    "new\nline.txt",
    r"plain\x5cxff.txt",
]


def write(path, text):
    path = Path(os.fsdecode(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


@pytest.fixture
def odd(tmp_path):
    """A folder with names that are no UTF-8; the folder itself has one too."""
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xe9ws"))
    for number, name in enumerate(ODD):
        try:
            write(os.fsencode(folder) + b"/" + name, f"Ann{number} leads Acme.")
        except OSError:
            pytest.skip("this file system takes text only")
    return folder


@pytest.fixture
def deep(tmp_path):
    """A tree of many folders in each other, with a file at the bottom."""
    folders = [Path(f"{tmp_path}/deep{'/d' * depth}") for depth in range(DEPTH + 1)]
    for folder in folders:
        folder.mkdir()
    file = folders[-1] / "x.txt"
    file.write_text("Ann leads Acme.")
    yield tmp_path / "deep"
    file.unlink()
    for folder in reversed(folders):
        folder.rmdir()


def ids(graph):
    with Graph(graph) as found:
        return [article.id for article in found.articles]


def test_names_that_are_no_text_are_read_and_kept(odd, tmp_path):
    graph = tmp_path / "g"
    report = build(odd, graph, tools=FAKES)
    assert (report.articles, report.problems) == (len(ODD), ())
    assert ids(graph) == SHOWN
    again = build((), graph, tools=FAKES)
    assert (again.read, again.dropped, again.articles) == (0, 0, len(ODD))


def test_they_can_be_removed_and_added_by_name_and_by_path(odd, tmp_path):
    graph = tmp_path / "g"
    build(odd, graph, tools=FAKES)
    remove([r"caf\xe9.txt"], graph, tools=FAKES)
    remove([os.fsdecode(b"\xf0\x9f.txt")], graph, tools=FAKES)
    remove([str(odd / "new\nline.txt")], graph, tools=FAKES)
    assert len(ids(graph)) == len(ODD) - 3
    remove([r"\xf0\x9f.txt"], graph, undo=True, tools=FAKES)
    add([odd / os.fsdecode(b"caf\xe9.txt"), odd / "new\nline.txt"], graph, tools=FAKES)
    assert ids(graph) == SHOWN
    assert remove([str(odd)], graph, tools=FAKES).articles == 0


def test_a_changed_and_a_deleted_one_are_noticed(odd, tmp_path):
    build(odd, tmp_path / "g", tools=FAKES)
    write(odd / os.fsdecode(b"caf\xe9.txt"), "Una leads Acme.")
    (odd / os.fsdecode(b"\xf0\x9f.txt")).unlink()
    report = build((), tmp_path / "g", tools=FAKES)
    assert (len(report.failed), report.dropped, report.articles) == (0, 1, len(ODD) - 1)


def test_options_and_the_graph_folder_may_be_so_named(odd, tmp_path):
    graph = Path(os.fsdecode(os.fsencode(tmp_path) + b"/gr\xe4ph"))
    decisions = odd / os.fsdecode(b"d\xe9cisions")
    decisions.write_text("")
    build(odd, graph, tools=FAKES, decisions=decisions)
    assert build((), graph, tools=FAKES).articles == len(ODD)


def test_deep_trees_are_read(deep, tmp_path):
    report = build(deep, tmp_path / "g", tools=FAKES)
    assert (report.articles, report.problems) == (1, ())
    assert ids(tmp_path / "g") == ["d/" * DEPTH + "x.txt"]


def test_deeper_than_a_path_can_be_is_told(deep, tmp_path, monkeypatch):
    real = os.scandir
    limit = len(str(deep)) + 200

    def scandir(here):
        if len(str(here)) > limit:
            raise OSError(36, "File name too long", str(here))
        return real(here)

    monkeypatch.setattr(os, "scandir", scandir)
    skipped: list[Skipped] = []
    assert list(find_sources([deep], skipped=skipped.append)) == []
    (only,) = skipped
    assert only.reason == "cannot be listed (File name too long)"


def kg(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "kg", *words],
        cwd=cwd,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        (b"build", b"\xff"),
        (b"build", b"x" * 5000),
        (b"add", b"\xff"),
        (b"extract", b"\xff"),
        (b"show", b"\xff"),
        (b"query", b"facts-about", b"--entity", b"\xff"),
        (b"query", b"SELECT * { ?s ?p '\xff' }"),
        (b"query", b"-g", b"\xff", b"articles"),
        (b"build", b".", b"--names", b"\xff"),
        (b"remove", b"\xff"),
        (b"merge", b"\xff", b"\xfe"),
        (b"search", b"\xff"),
        (b"note", b"Ann", b"\xff"),
        (b"export", b"-f", b"\xff"),
        (b"dossier", b"\xff"),
        (b"serve", b"-g", b"\xff", b"--no-open"),
    ],
    ids=lambda words: b" ".join(words)[:40].decode(errors="backslashreplace"),
)
def test_arguments_that_are_no_text_are_one_line(words, tmp_path):
    write(tmp_path / "a.txt", "Ann leads Acme.")
    build(tmp_path / "a.txt", tmp_path / "graph_output", tools=FAKES)
    done = kg(*words, cwd=tmp_path)
    lines = done.stderr.decode().splitlines()
    assert (done.returncode in (1, 2), "Traceback" in done.stderr.decode()) == (True, False), lines[-3:]
    assert len(lines) == 1, lines


@pytest.mark.slow
def test_what_is_printed_is_text(odd, tmp_path):
    (odd / os.fsdecode(b"emp\xfety.txt")).write_text("")
    done = kg("extract", os.fsencode(odd), cwd=tmp_path)
    printed = [json.loads(line)["id"] for line in done.stdout.decode().splitlines()]
    assert printed == SHOWN
    assert done.stderr.decode().splitlines() == [r"kg: emp\xfety.txt: empty file"]


@pytest.mark.slow
def test_half_a_character_in_a_line_is_told(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"id": "a", "text": "Ann \\ud800"}\n{"id": "b", "text": "Ann."}\n')
    done = kg("extract", "--input-format", "jsonl", "x.jsonl", cwd=tmp_path)
    assert [json.loads(line)["id"] for line in done.stdout.decode().splitlines()] == ["b"]
    assert done.stderr.decode() == "kg: x.jsonl line 1: its text is not Unicode: half a character at 4\n"
