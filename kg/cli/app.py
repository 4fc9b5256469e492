"""All commands; each module registers its own."""

from __future__ import annotations

import typer

from kg.cli import asking, building, deciding, dossiers, files, keeping, rules, serving

app = typer.Typer(
    name="kg",
    help="Turn news articles into a knowledge graph with the sentence behind every edge.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

for module in (building, asking, files, keeping, deciding, dossiers, rules, serving):
    module.register(app)
