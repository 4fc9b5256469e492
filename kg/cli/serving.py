"""serve, view: the explorer."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.common import GRAPH, Folder, guarded, say

HOST = "127.0.0.1"
PORT = 8765


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(guarded(serve))


def serve(
    graph: Folder = GRAPH,
    host: Annotated[
        str, typer.Option(help="The address to listen on; others than this machine see it.")
    ] = HOST,
    port: Annotated[
        int | None, typer.Option(min=1, max=65535, help="The port; a free one by default.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
) -> None:
    """Show the graph in the browser: network, evidence, search, SPARQL, decisions. Ctrl-C ends it."""
    from kg.server.running import run

    run(graph, host, port, say=say, open_browser=open_)
