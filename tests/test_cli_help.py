"""Help: groups, examples that can be typed, version, completion, exit codes."""

import re
import shlex

import pytest
import typer
from typer.testing import CliRunner

from kg.cli.app import app
from kg.cli.examples import COMMANDS, EXAMPLES

GROUP = typer.main.get_command(app)
NAMES = [
    *(name for name, command in GROUP.commands.items() if not hasattr(command, "commands")),
    *(f"rules {name}" for name in GROUP.commands["rules"].commands),
]


def output(*arguments):
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_every_command_is_in_one_group():
    listed = [name for names in COMMANDS.values() for name in names]
    assert sorted(listed) == sorted(GROUP.commands)


def test_help_lists_the_groups_and_the_exit_codes():
    text = output("--help")
    assert [title for title in COMMANDS if f"\n{title}:\n" not in text] == []
    assert "Exit codes: 0 done, 1 an error" in text


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_examples_in_its_help(name):
    text = output(*name.split(), "--help")
    assert EXAMPLES[name]
    for example in EXAMPLES[name]:
        assert f"    {example}\n" in text


@pytest.mark.parametrize("example", [line for lines in EXAMPLES.values() for line in lines])
def test_examples_can_be_typed(example):
    """Options and arguments are those that the command has; nothing is run."""
    program, *words = shlex.split(example)
    command, path = GROUP, [program]
    while hasattr(command, "commands"):
        path.append(words[0])
        command = command.commands[words.pop(0)]
    command.make_context(" ".join(path), words)


def test_no_examples_of_what_is_not_there():
    assert sorted(EXAMPLES) == sorted(NAMES)


def test_version():
    assert re.fullmatch(r"kg \d+\.\d+\S*\n", output("--version"))


def test_completion_can_be_installed():
    assert "--install-completion" in output("--help")


@pytest.mark.parametrize(
    ("words", "meant"),
    [(["biuld"], "build"), (["build", "--grpah", "x"], "--graph"), (["rules", "lst"], "list")],
)
def test_commands_and_options_are_suggested(words, meant):
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 2
    assert meant in result.stderr
