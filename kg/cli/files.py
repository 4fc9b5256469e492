"""extract, export, check, view, diff."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kg.cli.common import Workers, complain, guarded


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (extract,):
        app.command()(guarded(command))


def extract(
    files: Annotated[list[str], typer.Argument(help="Files and folders; - for standard input.")],
    input_format: Annotated[
        str | None, typer.Option(help="jsonl: each line is {id, text}, taken exactly as it is; .gz works.")
    ] = None,
    rules: Annotated[list[str] | None, typer.Option(help="File with rules of your own.")] = None,
    workers: Workers = None,
    mentions: Annotated[bool, typer.Option(help="Print mentions.")] = True,
    entities: Annotated[bool, typer.Option(help="Print entities.")] = True,
    claims: Annotated[bool, typer.Option(help="Print claims.")] = True,
) -> None:
    """Print what each article says as one JSON object a line; nothing is kept."""
    from kg.pipeline.extract import extract as run

    if input_format not in (None, "jsonl"):
        raise typer.BadParameter(f"{input_format!r} is not jsonl", param_hint="--input-format")
    problems = []

    def problem(where: str, why: str) -> None:
        problems.append(where)
        complain(f"{where}: {why}")

    left_out = {k for k, v in (("mentions", mentions), ("entities", entities), ("claims", claims)) if not v}
    for item in run(
        files, jsonl=input_format == "jsonl", rules=rules or (), workers=workers, problem=problem
    ):
        kept = {key: value for key, value in item.items() if key not in left_out}
        typer.echo(json.dumps(kept, ensure_ascii=False))
    if problems:
        raise typer.Exit(1)
