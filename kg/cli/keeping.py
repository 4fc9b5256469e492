"""check, backup, restore: whether what is kept is as it was written, and keeping it elsewhere too."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.building import finish
from kg.cli.common import (
    GRAPH,
    AsJson,
    Folder,
    Quiet,
    complain,
    guarded,
    many,
    opened,
    progress,
    say,
    say_json,
)

if TYPE_CHECKING:
    from kg.graph.contradictions import Problem
    from kg.pipeline.repair import Finding

TURTLE, MEMORY = "graph.ttl", "checked"


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (check, backup, restore):
        app.command()(guarded(command))


def check(
    graph: Folder = GRAPH,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend what is damaged; say what has to be added again.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Test all against the shapes, also what was found sound before.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look for damage, test the graph against its shapes, and list what articles say against each other.

    What the shapes were tested against before, and has not changed since, is not tested again.

    Exit code 1 where something is damaged or missing, or the graph breaks its shapes.
    """
    from kg.pipeline.repair import examine

    if repair:
        _repair(graph)
    findings = examine(graph)
    problems = _problems(graph, findings, everything=everything)
    if as_json:
        say_json([*findings, *problems])
    for item in () if as_json else (*findings, *problems):
        for line in str(item).splitlines():
            say(line)
    if not findings and not problems and not as_json:
        say("nothing is wrong")
    if any(f.state != "stale" for f in findings) or any(p.kind == "shape" for p in problems):
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Write what no build could make again to one file: articles, settings, removals, decisions."""
    from kg.pipeline.backup import backup as run

    count = run(graph, file)
    if not quiet:
        say(f"{many(count, 'article')}, settings and decisions are in {file}")


def restore(
    file: Annotated[Path, typer.Argument(help="A file that kg backup wrote.")],
    graph: Folder = GRAPH,
    quiet: Quiet = False,
) -> None:
    """Make a graph folder of a backup; a folder that holds a graph is left alone."""
    from kg.pipeline.backup import restore as run

    with progress(quiet) as bar:
        report = run(file, graph, progress=bar)
    finish(report, quiet=quiet)


def _problems(graph: Path, findings: tuple[Finding, ...], *, everything: bool) -> tuple[Problem, ...]:
    """What is wrong with the graph itself, where it can be read."""
    from kg.rdf.validation import check as run
    from kg.rdf.validation import contradictions

    if any(f.state == "damaged" and f.part not in _derived() for f in findings):
        return ()
    with opened(graph) as source:
        if any(f.part == TURTLE for f in findings):
            return contradictions(source.collection, source.ontology)
        if everything:
            with suppress(OSError):
                (graph / MEMORY).unlink(missing_ok=True)
        return run(source.collection, graph / TURTLE, ontology=source.ontology, memory=graph / MEMORY)


def _derived() -> tuple[str, ...]:
    from kg.pipeline.tools import OUTPUTS

    return tuple(name for name, _ in OUTPUTS)


def _repair(graph: Path) -> None:
    from kg.pipeline.repair import repair

    with progress(False) as bar:
        done = repair(graph, progress=bar)
    for finding in done.findings:
        complain(f"{finding.part} {finding.what}")
    if done.kept:
        complain(f"the damaged file is now {done.kept}; what could be read of it is in a new one")
    for name in done.lost:
        complain(f"article {name} is lost: add it again")
    if done.report:
        say(f"mended: {many(done.report.articles, 'article')} in {graph}, {done.report.read} read again")
        for where, why in done.report.problems:
            complain(f"{where}: {why}")
