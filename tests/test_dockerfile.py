"""The image: what it starts can be started, by nobody with rights, with graph and news outside it."""

import json
import re
from pathlib import Path

import typer

from kg.cli.app import app

LINES = (Path(__file__).parent.parent / "Dockerfile").read_text(encoding="utf-8").splitlines()


def told(word):
    return [line.removeprefix(f"{word} ") for line in LINES if line.startswith(f"{word} ")]


def test_what_the_image_starts_is_a_command_of_kg():
    (program,), (words,) = (map(json.loads, told(word)) for word in ("ENTRYPOINT", "CMD"))
    command = typer.main.get_command(app).commands[words[0]]
    given = command.make_context(words[0], words[1:]).params
    assert program == ["kg"]
    assert (str(given["graph"]), given["host"], given["open_"]) == ("/graph", "0.0.0.0", False)
    assert [str(given["port"])] == told("EXPOSE")
    assert given["graph"].as_posix() in json.loads(*told("VOLUME"))


def test_it_runs_as_nobody_special_who_owns_the_volumes():
    (user,) = told("USER")
    assert user not in ("root", "0")
    text = "\n".join(LINES)
    assert re.search(rf"useradd .*\b{user}\b", text)
    assert f"install -d -o {user} -g {user} {' '.join(json.loads(*told('VOLUME')))}" in text


def test_commands_in_its_comments_can_be_typed():
    (line,) = (line for line in LINES if " newskg build " in line)
    words = line.partition(" newskg build ")[2].split()
    given = typer.main.get_command(app).commands["build"].make_context("build", words).params
    assert (given["paths"], str(given["graph"])) == (["/news"], "/graph")
