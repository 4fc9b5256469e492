"""dossier."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from kg.cli.common import GRAPH, Folder, guarded, opened


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(guarded(dossier))


def dossier(
    names: Annotated[list[str], typer.Argument(help="Names or keys of entities.")],
    graph: Folder = GRAPH,
    format_: Annotated[str, typer.Option("--format", "-f", help="markdown or docx.")] = "markdown",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output by default.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="A title of your own.")] = None,
) -> None:
    """Write what is known of entities as a document, every fact with its sentences in notes."""
    from kg.atomic import write_bytes
    from kg.dossier import write
    from kg.pipeline.dossiers import dossier as compose

    with opened(graph) as source:
        keys = [source.find(name).key for name in names]
        made = write(compose(source.store, keys, source.ontology, title), format_)

    def put(file: BinaryIO) -> None:
        file.write(made)

    put(sys.stdout.buffer) if output is None else write_bytes(output, put)
