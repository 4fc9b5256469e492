"""The README says what each command is for, and each of its commands is run here."""

import json
import re
from pathlib import Path

import pytest
from pipeline_fakes import REAL_FILES
from typer.testing import CliRunner

from kg.cli.app import app

README = Path(__file__).parent.parent / "README.md"
GROUPS = {group.name: group.typer_instance for group in app.registered_groups}
NEWS = {"one.txt": "Ann leads Acme. Ann leads Delta.", "two.txt": "Bob leads Acme."}


def names(typer_app):
    return [command.name or command.callback.__name__ for command in typer_app.registered_commands]


COMMANDS = [*names(app), *(f"{group} {name}" for group, inner in GROUPS.items() for name in names(inner))]
# what stands for NAME, FILE and the like, by command; in this order, on one graph
OLDER = "is of an older state of the graph"  # drawings, which `kg add` leaves to the next build

RUNS = {
    "build": [["news"], []],
    "add": [["more/three.txt"]],
    "remove": [["three.txt"], ["three.txt", "--undo"]],
    "query": [
        ["who-heads"],
        ["facts-about", "--entity", "Ann"],
        ["--list"],
        ["who-governs", "--as-of", "2022-03-07"],
    ],
    "show": [["Ann"], ["Ann", "--ids"]],
    "mentions": [["Ann"]],
    "search": [["leads", "Acme"]],
    "export": [["--format", "turtle"], ["--around", "Ann", "-o", "part.graphml"], ["-o", "graph.sqlite"]],
    "dossier": [["Ann"]],
    "columns": [["rows.csv"]],
    "extract": [["news/one.txt"]],
    "read": [["news", "--out", "part.jsonl.gz"]],
    "check": [[], ["--repair"]],
    "backup": [["kept"]],
    "restore": [["kept", "-g", "restored"]],
    "diff": [["graph_output", "restored"]],
    "merge": [["Ann", "Bob"]],
    "decisions": [[], ["--undo", "1"]],
    "split": [["Ann", "Bob"]],
    "link": [["Ann", "L-1"]],
    "unlink": [["Ann", "L-1"]],
    "confirm": [["CLAIM"]],
    "reject": [["CLAIM"]],
    "rename": [["Ann", "Ann Lee"]],
    "note": [["Ann", "met in 2020"]],
    "claim": [["one.txt", "Ann leads Acme", "Ann", "worksFor", "Acme"]],
    "correct": [["one.txt", "Ann leads Acme.", "Ann", "leads", "Acme", "status", "planned"]],
    "type": [["Delta", "Place"]],
    "none": [["Delta"]],
    "extent": [["three.txt", "Eve leads Acme.", "Eve", "Eve leads"]],
    "assert": [["Bob", "heads", "Acme", "--source", "Minutes"]],
    "import": [["facts.csv", "--map", "map.yaml", "--source", "List"], ["--undo", "List"]],
    "undecided": [[]],
    "rules list": [[]],
    "rules show": [["title-of"]],
    "publish": None,
    "serve": None,  # these run until they are stopped: tests of their own start them
    "view": None,
    "mcp": None,
    "watch": None,
    "rules try": None,  # these need the language model: tests of their own run them
    "rules test": None,
}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"kg {command}" in README.read_text(encoding="utf-8")


def test_every_command_of_the_readme_is_run_here():
    told = set(re.findall(r"`kg ([a-z]+(?: [a-z]+)?)", README.read_text(encoding="utf-8")))
    commands = {next(name for name in (words, words.split()[0]) if name in COMMANDS) for words in told}
    assert commands == set(RUNS) == set(COMMANDS)


@pytest.mark.slow
def test_the_commands_of_the_readme_do_what_they_say(tmp_path, monkeypatch):
    for module in ("build", "extract", "decide", "importing", "reading_parts"):
        monkeypatch.setattr(f"kg.pipeline.{module}.Tools", lambda: REAL_FILES)
    monkeypatch.chdir(tmp_path)
    for folder, texts in (("news", NEWS), ("more", {"three.txt": "Eve leads Acme."})):
        Path(folder).mkdir()
        for name, text in texts.items():
            Path(folder, name).write_text(text)
    Path("facts.csv").write_text("who,firm\nZoe New,Acme\n")
    Path("map.yaml").write_text("columns: {subject: who, object: firm}\nvalues: {relation: heads}\n")
    Path("rows.csv").write_text("title,text\nA,Ann leads Acme.\n")
    for command, several in RUNS.items():
        for words in several or ():
            result = CliRunner().invoke(app, [*command.split(), *map(_claim, words)])
            told = [line for line in result.stderr.splitlines() if not line.endswith(OLDER)]
            assert (result.exit_code, told) == (0, []), (command, words, result.output)
    assert {"part.graphml", "graph.sqlite", "kept", "restored"} <= {path.name for path in Path().iterdir()}


def _claim(word):
    if word != "CLAIM":
        return word
    shown = json.loads(CliRunner().invoke(app, ["show", "Bob", "--json"]).stdout)
    return shown["statements"][0]["fact"]["claims"][0][1]["id"]
