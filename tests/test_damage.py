"""What is damaged is told, with what to type; a repair brings back all that can be had."""

import random
import shutil
import sqlite3
import sys
from io import BytesIO, TextIOWrapper

import pytest
from made_up import cases
from pipeline_fakes import REAL_FILES
from typer.testing import CliRunner

from kg.cli.app import app
from kg.errors import DamageError, KGError, NotFoundError
from kg.pipeline.build import add, build
from kg.pipeline.built_graph import Graph
from kg.pipeline.decide import decide
from kg.pipeline.outputs import state
from kg.pipeline.repair import examine, repair
from kg.pipeline.tools import OUTPUTS
from kg.store.database import FILE_NAME, Store

ARTICLES = 12
DERIVED = ("graph.ttl", "graph.trig", "inferred.ttl", "network.html", "explorer.json")
TEXTS = {f"{n}.txt": f"Ann{n} leads Acme. Bob leads Club{n}. Cy{n % 3} leads Delta." for n in range(ARTICLES)}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    home = tmp_path_factory.mktemp("damage")
    (home / "news").mkdir()
    for name, text in TEXTS.items():
        (home / "news" / name).write_text(text, "utf-8")
    build(home / "news", home / "g", tools=REAL_FILES)
    stdin, sys.stdin = sys.stdin, TextIOWrapper(BytesIO(b"Dee leads Echo."))
    add("-", home / "g", tools=REAL_FILES)
    sys.stdin = stdin
    decide("note", ["organization/acme", "seen twice"], home / "g", tools=REAL_FILES)
    return home


@pytest.fixture
def folder(made, tmp_path):
    """A copy of a graph, whose files are where they were."""
    shutil.copytree(made / "g", tmp_path / "g")
    return tmp_path / "g"


def flip(path, count=3, seed=1):
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(count):
        content[chance.randrange(len(content))] ^= chance.randrange(1, 256)
    path.write_bytes(content)


def change(folder, sql, *values):
    connection = sqlite3.connect(folder / FILE_NAME)
    with connection:
        assert connection.execute(sql, values).rowcount != 0
    connection.close()


def files(folder):
    return {name: (folder / name).read_bytes() for name in DERIVED}


def same(folder, made):
    """All is as before the damage, and nothing is wrong any more."""
    assert examine(folder, REAL_FILES) == ()
    assert files(folder) == files(made / "g")
    with Graph(folder) as graph:
        assert len(graph.articles) == ARTICLES + 1
        assert graph.show("organization/acme").entity.note == "seen twice"
        assert len(graph.query("articles").rows) == ARTICLES + 1


def test_a_sound_folder_has_no_findings_and_is_left_alone(folder, made):
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")}
    assert examine(folder, REAL_FILES) == ()
    done = repair(folder, tools=REAL_FILES)
    assert (done.findings, done.lost, done.kept, done.report) == ((), (), None, None)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*.*")} == before


@pytest.mark.parametrize("name", DERIVED)
@pytest.mark.parametrize("way", ["repair", "build"])
def test_three_bytes_of_a_derived_file(folder, made, name, way):
    flip(folder / name)
    (finding,) = examine(folder, REAL_FILES)
    assert (finding.part, finding.state) == (name, "damaged")
    assert "kg check --repair" in finding.remedy
    if way == "repair":
        assert repair(folder, tools=REAL_FILES).report.written == (name,)
    else:
        assert build((), folder, tools=REAL_FILES).written == (name,)
    same(folder, made)


@pytest.mark.parametrize("way", ["repair", "build"])
def test_three_bytes_of_the_store(folder, made, way):
    for seed, file in enumerate(sorted((folder / "store").glob("*.sst"))):
        flip(file, seed=seed)
    (finding,) = examine(folder, REAL_FILES)
    assert (finding.part, finding.state) == ("store", "damaged")
    with Graph(folder) as graph, pytest.raises(DamageError, match="--repair"):
        graph.query("SELECT * { ?s ?p ?o }")
    repair(folder, tools=REAL_FILES) if way == "repair" else build((), folder, tools=REAL_FILES)
    same(folder, made)


@pytest.mark.parametrize("name", [*DERIVED, "store"])
def test_what_is_missing_is_told_apart(folder, made, name):
    path = folder / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (finding,) = examine(folder, REAL_FILES)
    assert (finding.part, finding.state) == (name, "missing")
    assert "'kg build" in finding.remedy
    repair(folder, tools=REAL_FILES)
    same(folder, made)


def test_what_is_stale_is_told_apart_and_left_to_the_build(folder):
    from dataclasses import replace

    from kg.pipeline.decide import record

    record("note", ["organization/acme", "seen thrice"], folder, tools=replace(REAL_FILES, outputs=()))
    found = examine(folder, REAL_FILES)
    assert {finding.state for finding in found} == {"stale"}
    assert {finding.part for finding in found} == {name for name, _ in OUTPUTS}
    assert repair(folder, tools=REAL_FILES).report is None
    build((), folder, tools=REAL_FILES)
    assert examine(folder, REAL_FILES) == ()


def test_a_stale_file_that_is_damaged_is_damaged(folder):
    from dataclasses import replace

    from kg.pipeline.decide import record

    record("note", ["organization/acme", "seen thrice"], folder, tools=replace(REAL_FILES, outputs=()))
    flip(folder / "graph.ttl")
    states = {finding.part: finding.state for finding in examine(folder, REAL_FILES)}
    assert (states["graph.ttl"], states["graph.trig"]) == ("damaged", "stale")


def test_a_copied_folder_is_sound_though_its_times_are_new(folder):
    for path in folder.rglob("*.*"):
        path.touch()
    with Store(folder) as store:
        assert {state(store, name, verify=False) for name, _ in OUTPUTS} == {"sound"}
    assert build((), folder, tools=REAL_FILES).written == ()


@pytest.mark.parametrize(
    "sql",
    cases(
        [
            "UPDATE facts SET record = substr(record, 1, 40)",
            "UPDATE entities SET record = '{}' WHERE key = 'organization/acme'",
            "UPDATE entities SET record = CAST(X'7BFF' AS TEXT) WHERE key = 'organization/acme'",
            "UPDATE namings SET record = 'x' WHERE id = 1",
            "UPDATE meta SET value = '{' WHERE key = 'judged'",
            "DELETE FROM evidence_data WHERE id > 10",
            "UPDATE readings SET record = X'00' WHERE key = (SELECT min(key) FROM readings)",
        ]
    ),
)
@pytest.mark.parametrize("way", ["repair", "build"])
def test_a_damaged_row_of_what_is_derived(folder, made, sql, way):
    change(folder, sql)
    found = examine(folder, REAL_FILES)
    assert {(finding.part, finding.state) for finding in found} == {(FILE_NAME, "damaged")}
    if way == "repair":
        assert repair(folder, tools=REAL_FILES).lost == ()
    else:
        if "readings" in sql or "evidence" in sql or "'{}'" in sql:  # met only once it is needed
            change(folder, "DELETE FROM outputs")
            if "evidence" in sql:
                return
        assert build((), folder, tools=REAL_FILES).problems == ()
    same(folder, made)


def test_whoever_meets_a_damaged_row_is_told_what_to_type(folder):
    change(folder, "UPDATE entities SET record = '{' WHERE key = 'organization/acme'")
    for arguments in (["show", "Acme"], ["export"], ["mentions", "Acme"]):
        done = CliRunner().invoke(app, [*arguments, "-g", str(folder)])
        assert (done.exit_code == 1 and done.exception is None) or isinstance(done.exception, SystemExit)
        assert "kg check --repair" in done.output


def test_an_article_that_has_its_file_is_read_again(folder, made):
    change(folder, "UPDATE articles SET record = replace(record, 'Bob', 'Rob') WHERE name = '3.txt'")
    (finding,) = examine(folder, REAL_FILES)
    assert finding.part == "article 3.txt" and "reads it again" in finding.remedy
    assert repair(folder, tools=REAL_FILES).lost == ()
    same(folder, made)


def test_an_article_that_has_none_is_named_and_taken_out(folder):
    change(folder, "UPDATE articles SET record = replace(record, 'Dee', 'Tea') WHERE name = 'stdin'")
    (finding,) = examine(folder, REAL_FILES)
    assert "add it again" in finding.remedy
    assert repair(folder, tools=REAL_FILES).lost == ("stdin",)
    assert examine(folder, REAL_FILES) == ()
    with Graph(folder) as graph:
        assert len(graph.articles) == ARTICLES
        with pytest.raises(NotFoundError):
            graph.show("Dee")


@pytest.mark.parametrize("name", ["rules", "limits"])
def test_a_damaged_setting_is_forgotten_and_said(folder, name):
    change(folder, f"INSERT OR REPLACE INTO meta VALUES ('{name}', '[')")
    with pytest.raises(DamageError, match="--repair"):
        build((), folder, tools=REAL_FILES)
    (finding,) = repair(folder, tools=REAL_FILES).findings
    assert f"'{name}'" in finding.what
    assert examine(folder, REAL_FILES) == ()


@pytest.mark.parametrize("seed", cases(range(12), 2))
def test_pages_of_the_file(folder, made, seed):
    """Whole pages overwritten: what can be read is saved, the rest is read again from its files."""
    path, chance = folder / FILE_NAME, random.Random(seed)
    content = bytearray(path.read_bytes())
    page = chance.randrange(1, len(content) // 4096)
    content[page * 4096 : page * 4096 + 4096] = chance.randbytes(4096)
    path.write_bytes(content)
    found = examine(folder, REAL_FILES)
    done = repair(folder, tools=REAL_FILES)
    assert bool(done.kept) == bool(found and "saves what can be read" in found[0].remedy)
    if done.kept:
        assert done.kept.read_bytes() == bytes(content)
    assert examine(folder, REAL_FILES) == ()
    build(made / "news", folder, tools=REAL_FILES)
    with Graph(folder) as graph:
        there = {article.id for article in graph.articles}
    assert set(TEXTS) <= there
    if "stdin" not in there:
        assert done.lost or done.kept


def test_a_file_that_is_nothing_any_more(folder, made):
    (folder / FILE_NAME).write_bytes(random.Random(1).randbytes(9000))
    for suffix in ("-wal", "-shm"):
        (folder / f"{FILE_NAME}{suffix}").unlink(missing_ok=True)
    (finding,) = examine(folder, REAL_FILES)
    assert (finding.part, finding.state) == (FILE_NAME, "damaged")
    with pytest.raises(DamageError, match="kg check --repair"):
        build(made / "news", folder, tools=REAL_FILES)
    done = repair(folder, tools=REAL_FILES)
    assert done.kept and done.report.articles == 0
    assert build(made / "news", folder, tools=REAL_FILES).articles == ARTICLES
    with Graph(folder) as graph:
        assert graph.show("organization/acme").entity.note == "seen twice"


@pytest.mark.parametrize("seed", cases(range(80), 8))
def test_flipped_bytes_anywhere_end_in_one_line_or_nothing(folder, seed):
    """No command fails otherwise than with an error that says what to do."""
    flip(folder / FILE_NAME, count=1 + seed % 3, seed=seed)
    with_errors = 0
    for work in (
        lambda: Graph(folder).close(),
        lambda: build((), folder, tools=REAL_FILES),
        lambda: examine(folder, REAL_FILES),
        lambda: repair(folder, tools=REAL_FILES),
        lambda: build((), folder, tools=REAL_FILES),
    ):
        try:
            work()
        except KGError as error:
            with_errors += 1
            assert "\n" not in str(error)
    assert with_errors < 5


def test_the_command_says_it_and_ends_accordingly(folder):
    done = CliRunner().invoke(app, ["check", "-g", str(folder)])
    assert done.exit_code in (0, 1)
    assert "damaged" not in done.output
    flip(folder / "network.html")
    done = CliRunner().invoke(app, ["check", "-g", str(folder)])
    assert done.exit_code == 1
    remedy = f"'kg check --repair -g {folder}' writes it anew"
    assert f"network.html is not as it was written: {remedy}" in done.output
