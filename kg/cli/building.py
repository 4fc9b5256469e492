"""build, add, remove."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import (
    GRAPH,
    SECONDS,
    AsJson,
    Columns,
    Folder,
    Limits,
    Ner,
    Quiet,
    Seconds,
    Workers,
    complain,
    guarded,
    many,
    progress,
    say,
    say_json,
)

if TYPE_CHECKING:
    from kg.pipeline.report import BuildReport

MOST_RELATIONS = 12
Paths = Annotated[
    list[str] | None,
    typer.Argument(help="Files and folders of articles; - for standard input.", metavar="PATH"),
]

Names = Annotated[
    str | None, typer.Option(help="CSV list of known entities (name, aliases, type, id); '' forgets it.")
]
Rules = Annotated[
    list[str] | None, typer.Option(help="File with rules of your own, kept for later; '' forgets them.")
]
Decisions = Annotated[
    str | None, typer.Option(help="File of decisions, kept for later; '' for the folder's own.")
]
Known = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FILE",
        help="Known list, kept for later: FollowTheMoney, Wikidata or CSV; '' forgets all.",
    ),
]
Experimental = Annotated[
    bool | None,
    typer.Option(help="Read relations that are not yet precise enough, too; kept for later."),
]
Ocr = Annotated[
    bool | None,
    typer.Option("--ocr/--no-ocr", help="Read scans with Tesseract, if it is installed; kept for later."),
]
Base = Annotated[
    str | None,
    typer.Option(metavar="IRI", help="What the graph's IRIs begin with, kept for later; '' for the usual."),
]
AllowEmpty = Annotated[
    bool, typer.Option("--allow-empty", help="Take out articles even where a folder has lost most of them.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (build, add, remove):
        app.command()(guarded(command))


Readings = Annotated[
    list[Path] | None,
    typer.Option(
        help="What kg read wrote elsewhere: a file or a folder of them; may be given again.", metavar="PART"
    ),
]


On = Annotated[
    str | None,
    typer.Option(metavar="dask://HOST:PORT", help="Read articles on the workers of this Dask scheduler."),
]


Relayout = Annotated[
    bool, typer.Option("--relayout", help="Draw everybody where a build from scratch would.")
]


def build(
    paths: Paths = None,
    graph: Folder = GRAPH,
    names: Names = None,
    rules: Rules = None,
    decisions: Decisions = None,
    ner: Ner = None,
    known: Known = None,
    experimental: Experimental = None,
    allow_empty: AllowEmpty = False,
    limit: Limits = None,
    columns: Columns = None,
    ocr: Ocr = None,
    base: Base = None,
    workers: Workers = None,
    seconds: Seconds = SECONDS,
    on: On = None,
    readings: Readings = None,
    relayout: Relayout = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Read articles into a graph, and keep it in step with its files and folders.

    New and changed articles are read, those whose file is gone are dropped. Without PATH all given before is
    looked at again.
    """
    from kg.pipeline import build as pipeline

    run = partial(pipeline.build, names=names, rules=rules, decisions=decisions, ner=ner, known=known)
    run = partial(run, workers=workers, seconds=seconds or None, on=on, ocr=ocr)
    folder, unread = _joined(graph, readings)
    with progress(quiet or as_json) as bar:
        report = run(
            paths or (),
            folder,
            experimental=experimental,
            allow_empty=allow_empty,
            limits=limit,
            columns=columns,
            base=base,
            relayout=relayout,
            progress=bar,
        )
    finish(report, unread, quiet=quiet, as_json=as_json)


def _joined(graph: Path, readings: list[Path] | None) -> tuple[Path, list[str]]:
    """The graph folder, with what other machines read put into it, and what they could not read."""
    unread: list[str] = []
    if readings:
        from kg.pipeline.reading_parts import take

        take(readings, graph, problem=lambda where, why: unread.append(f"{where}: {why}"))
    return graph, unread


def add(
    paths: Annotated[list[str], typer.Argument(help="Files, or ids of removed articles.", metavar="FILE")],
    graph: Folder = GRAPH,
    limit: Limits = None,
    workers: Workers = None,
    seconds: Seconds = SECONDS,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Add single articles, or read them again; what was removed comes back.

    A page (network.html) that is there is drawn anew by the next build.
    """
    from kg.pipeline import build as pipeline
    from kg.pipeline.tools import PAGE

    with progress(quiet or as_json) as bar:
        report = pipeline.add(
            paths,
            graph,
            limits=limit,
            workers=workers,
            seconds=seconds or None,
            progress=bar,
            drawn=False,
        )
    finish(report, quiet=quiet, as_json=as_json)
    if report.changed and PAGE not in report.written and not quiet and not as_json:
        later(graph, "its drawings (network.html, explorer.json)")


def remove(
    articles: Annotated[list[str], typer.Argument(help="Ids or files of articles, or a folder to forget.")],
    graph: Folder = GRAPH,
    undo: Annotated[bool, typer.Option("--undo", help="Take removed articles back.")] = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
) -> None:
    """Take articles out of the graph; it lasts until they are added again."""
    from kg.pipeline import build as pipeline

    with progress(quiet or as_json) as bar:
        report = pipeline.remove(articles, graph, undo=undo, progress=bar, files=False)
    finish(report, quiet=quiet, as_json=as_json)
    if not quiet and not as_json:
        later(graph)


def finish(
    report: BuildReport, unread: Sequence[str] = (), *, quiet: bool = False, as_json: bool = False
) -> None:
    """Print what a run did; exit code 1 where something could not be read now, or, ``unread``, elsewhere.

    What could not be read by earlier runs, and has not changed since, is a warning.
    """
    if as_json:
        say_json(report)
    elif not quiet:
        if len(report.failed) > 1:
            complain(f"{many(len(report.failed), 'problem')}, listed at the end")
        _summary(report)
    for message in unread:
        complain(message)
    for where, why in report.problems:
        known = "" if (where, why) in report.failed else " (as before)"
        complain(f"{_short(where)}: {why}{known}")
    for message in report.unmatched:
        complain(f"decisions: {message}")
    if report.failed or unread:
        raise typer.Exit(1)


def later(graph: Path, files: str = "its files (graph.ttl, network.html and so on)") -> None:
    """Say that files made from the graph are of the state before."""
    option = "" if graph == GRAPH else f" -g {graph}"
    say(f"{files} follow at the next 'kg build{option}'")


def _summary(report: BuildReport) -> None:
    dropped = f", {many(report.dropped, 'file')} gone" if report.dropped else ""
    say(f"{many(report.articles, 'article')} in {report.folder} ({report.read} read now{dropped})")
    if report.entities:
        say(f"  entities  {_counts(report.entities)}")
    if report.facts:
        say(f"  facts     {_counts(report.facts)}")
    if report.claims:
        say(f"  not facts {_counts(report.claims)}")
    for group in report.duplicates:
        say(f"  the same article: {', '.join(group)}")
    if report.base:
        say(f"  IRIs begin with {report.base} now (--base '' for the usual)")
    for name in report.removed:
        say(f"  removed by hand: {name}")
    for name, why in report.skipped:
        say(f"  skipped {name}: {why}")
    if report.problems:
        say(f"  could not be read: {len(report.problems)} (see below)")
    _next(report)


def _next(report: BuildReport) -> None:
    if not report.articles:
        return
    option = "" if report.folder == GRAPH else f" -g {report.folder}"
    say(f"Open {report.folder / 'network.html'} in a browser, or type")
    say(f"  kg query --list{option}")
    if report.best:
        say(f'  kg show "{report.best}"{option}')


def _counts(pairs: tuple[tuple[str, int], ...]) -> str:
    shown = ", ".join(f"{count} {name}" for name, count in pairs[:MOST_RELATIONS])
    rest = pairs[MOST_RELATIONS:]
    return f"{shown}, {sum(count for _, count in rest)} of {len(rest)} other kinds" if rest else shown


def _short(path: str) -> str:
    """A path as the user would type it from here."""
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
