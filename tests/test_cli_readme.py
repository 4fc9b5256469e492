"""The README says what each command is for."""

from pathlib import Path

import pytest

from kg.cli.app import app

README = Path(__file__).parent.parent / "README.md"
GROUPS = {group.name: group.typer_instance for group in app.registered_groups}


def names(typer_app):
    return [command.name or command.callback.__name__ for command in typer_app.registered_commands]


COMMANDS = [*names(app), *(f"{group} {name}" for group, inner in GROUPS.items() for name in names(inner))]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(command):
    assert f"kg {command}" in README.read_text(encoding="utf-8")
