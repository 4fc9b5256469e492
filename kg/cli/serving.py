"""serve, view: the explorer; mcp: the same graph for assistants."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import GRAPH, Folder, guarded, say

HOST = "127.0.0.1"
Host = Annotated[str, typer.Option(help="The address to listen on; by default only this machine can ask.")]
Port = Annotated[
    int | None,
    typer.Option(min=1, max=65535, help="The port; the first free one by default.", show_default=False),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (serve, view, mcp):
        app.command()(guarded(command))


def serve(
    graph: Folder = GRAPH,
    host: Host = HOST,
    port: Port = None,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open it in the browser.")] = True,
    endpoint: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Let this SPARQL server, which kg publish has filled, answer queries."
        ),
    ] = None,
) -> None:
    """Explore the graph in the browser: network, evidence, search, SPARQL, decisions. Ctrl-C ends it."""
    _run(graph, host, port, open_browser=open_, endpoint=endpoint)


def view(graph: Folder = GRAPH) -> None:
    """Open the explorer in the browser, and start it if it is not running."""
    from kg.server.running import running, show

    address = running(graph)
    if address is None:
        return _run(graph, HOST, None, open_browser=True)
    say(address)
    return show(address)


def mcp(graph: Folder = GRAPH) -> None:
    """Answer an assistant over stdin and stdout by the Model Context Protocol, read-only."""
    from kg.server.mcp_server import serve as answer

    answer(graph)


def _run(
    graph: Path, host: str, port: int | None, *, open_browser: bool, endpoint: str | None = None
) -> None:
    from kg.server.running import run

    run(graph, host, port, say=say, open_browser=open_browser, endpoint=endpoint)
