"""publish: the graph in a SPARQL server."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import GRAPH, AsJson, Folder, Quiet, guarded, many, progress, say, say_json


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(guarded(publish))


def publish(
    address: Annotated[
        str, typer.Argument(metavar="ADDRESS", help="Where updates go: http://127.0.0.1:7878/update")
    ],
    graph: Folder = GRAPH,
    query: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Where queries go, if not to /query in place of /update."),
    ] = None,
    anew: Annotated[bool, typer.Option("--anew", help="Drop what the server holds of it first.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Bring the graph to a SPARQL server; later only what has changed."""
    from kg.pipeline.publish import publish as run

    with progress(quiet or as_json) as bar:
        done = run(Path(graph), address, query_address=query, anew=anew, progress=bar)
    if as_json:
        return say_json(done)
    if not quiet:
        changed = f"{done.added} added, {done.deleted} deleted"
        say(f"{many(done.statements, 'statement')} at the server ({changed})")
    return None
