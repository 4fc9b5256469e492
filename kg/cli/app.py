"""All commands; each module registers its own."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from kg.cli import (
    asking,
    building,
    deciding,
    dossiers,
    exporting,
    importing,
    keeping,
    mending,
    publishing,
    rules,
    serving,
    watching,
)
from kg.cli.examples import COMMANDS, EXAMPLES

EXIT_CODES = "\b\nExit codes: 0 done, 1 an error (told in one line) or something could not be read,\n"
EXIT_CODES += "2 the command was written wrongly, 130 interrupted."


class Grouped(TyperGroup):
    """Commands listed by what they are for."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The help's lists of commands."""
        for title, names in COMMANDS.items():
            found = {name: self.get_command(ctx, name) for name in names}
            rows = [(name, command.get_short_help_str(64)) for name, command in found.items() if command]
            with formatter.section(title):
                formatter.write_dl(rows)


app = typer.Typer(
    name="kg",
    cls=Grouped,
    help="Turn news articles into a knowledge graph with the sentence behind every edge.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"kg {version('newskg')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn news articles into a knowledge graph with the sentence behind every edge."""


for module in (
    *(building, asking, exporting, keeping, deciding, importing, mending),
    *(dossiers, publishing, rules, serving, watching),
):
    module.register(app)


def _show_examples(inner: typer.Typer, before: str = "") -> None:
    """Give each command the examples of its name."""
    for command in inner.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        lines = "\n".join(f"  {line}" for line in EXAMPLES.get(f"{before}{name}", ()))
        command.epilog = f"\b\nExamples:\n{lines}" if lines else None


_show_examples(app)
for group in app.registered_groups:
    if group.typer_instance:
        _show_examples(group.typer_instance, f"{group.name} ")
