"""import: facts in bulk from a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.building import finish, later
from kg.cli.common import GRAPH, Folder, Quiet, complain, guarded, many, progress, say
from kg.cli.deciding import graph_option

if TYPE_CHECKING:
    from kg.pipeline.importing import Imported

MOST_NAMES = 5

File = Annotated[Path | None, typer.Argument(help="A CSV file: a fact in each row.", show_default=False)]
Source = Annotated[
    str | None, typer.Option("--source", "-s", help="Where you have it from.", show_default=False)
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(name="import")(guarded(import_))


def import_(
    file: File = None,
    source: Source = None,
    map: Annotated[
        Path | None,
        typer.Option("--map", metavar="MAP.yaml", help="Which column is what; see docs/formats.md."),
    ] = None,
    undo: Annotated[
        str | None, typer.Option(metavar="SOURCE", help="Take back all that was added from this source.")
    ] = None,
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Add facts by hand in bulk: subject, relation and object in each row, maybe dates and types.

    Rows that cannot be are told with their line and left out (exit code 1); the others are added.
    """
    from kg.pipeline import importing

    if undo is not None:
        if file is not None or source is not None or map is not None:
            raise typer.BadParameter("--undo SOURCE stands alone")
        return _take_back(undo, graph, quiet)
    if file is None or source is None:
        raise typer.BadParameter("a FILE and --source TEXT are needed (or --undo SOURCE)")
    with progress(quiet) as bar:
        done = importing.import_facts(file, source, graph, map=map, progress=bar, files=False)
    for line, why in done.problems:
        complain(f"{file}, line {line}: {why}")
    if not quiet:
        undone = f'kg import --undo "{source}"{graph_option(graph)}'
        say(f"{_added(done)}{_named(done)}: {done.changes}; to undo it: {undone}")
        later(graph)
    finish(done.report, quiet=True)
    if done.problems:
        complain(f"{many(len(done.problems), 'row')} of {file} left out: mend and import it again")
        raise typer.Exit(1)
    return None


def _take_back(source: str, graph: Path, quiet: bool) -> None:
    from kg.pipeline import importing

    with progress(quiet) as bar:
        done = importing.undo_import(source, graph, progress=bar, files=False)
    if not quiet:
        say(f"taken back: {many(done.added, 'fact')} from {source!r}{_named(done)}: {done.changes}")
        later(graph)
    finish(done.report, quiet=True)


def _added(done: Imported) -> str:
    known = done.rows - done.added
    return f"{many(done.added, 'fact')} by hand" + (
        f" ({known} known before or twice in it)" if known else ""
    )


def _named(done: Imported) -> str:
    """Who was named anew, as a part of a sentence."""
    if not done.named:
        return ""
    more = f" and {len(done.named) - MOST_NAMES} more" if len(done.named) > MOST_NAMES else ""
    return f", {len(done.named)} named anew ({', '.join(done.named[:MOST_NAMES])}{more})"
