"""Watching a folder: what comes is built, and what is new about a watch list is told."""

from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from pipeline_fakes import REAL_FILES, resolve
from typer.testing import CliRunner

from kg.cli.app import app
from kg.pipeline.watching import watch

ONE_NAME = replace(REAL_FILES, resolve=resolve, incremental=False)  # one name, one entity


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    monkeypatch.setattr("kg.pipeline.watching.Tools", lambda: ONE_NAME)
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    Path("news/one.txt").write_text("Ann leads Acme.")


def comes(*texts):
    """Waits that let a file come each time, and end then."""
    waiting = list(enumerate(texts))

    def wait():
        if waiting:
            number, text = waiting.pop(0)
            if text:
                Path(f"news/late{number}.txt").write_text(text)
            return True
        return False

    return wait


def told(wait, about=()):
    for report, statements in watch(["news"], "g", about=about, wait=wait, tools=ONE_NAME):
        yield report.read, [f"{s.subject} {s.fact.predicate} {s.object}" for s in statements]


def test_what_comes_is_built_and_told_once():
    wait = comes("Bob leads Delta. Ann leads Acme.", "", "Ann leads Zeta.")
    assert list(told(wait)) == [(1, []), (1, ["Bob leads Delta"]), (1, ["Ann leads Zeta"])]


def test_only_the_watch_list():
    wait = comes("Bob leads Delta.", "Ann leads Zeta.", "Eve leads Acme.")
    assert [new for _, new in told(wait, ["Ann", "Acme", "Nobody Yet"])] == [
        [],
        [],
        ["Ann leads Zeta"],
        ["Eve leads Acme"],
    ]


def test_what_came_since_the_last_build_is_new():
    list(told(comes()))
    Path("news/two.txt").write_text("Bob leads Delta.")
    assert list(told(comes())) == [(1, ["Bob leads Delta"])]


def run(*arguments):
    return CliRunner().invoke(app, ["watch", "news", "-g", "g", "--once", *arguments])


def test_reports():
    assert run().stdout == "1 article (1 read now), 0 new facts\n"
    Path("news/two.txt").write_text("Bob leads Delta.")
    assert run().stdout.splitlines()[:2] == ["2 articles (1 read now), 1 new fact", "  Bob leads Delta"]
    Path("news/three.txt").write_text("Eve leads Delta.")
    assert '"predicate": "leads"' in run("--format", "json").stdout
    Path("news/four.txt").write_text("Bob leads Zeta.")
    assert run("--format", "rss", "-o", "new.xml", "--about", "Zeta").exit_code == 0
    (entry,) = feedparser.parse(Path("new.xml").read_bytes()).entries
    assert (entry.title, entry.summary) == ("Bob leads Zeta", "Bob leads Zeta.")
    assert "belong together" in run("--format", "rss").stderr
    assert "no format of reports" in run("--format", "xml").stderr
