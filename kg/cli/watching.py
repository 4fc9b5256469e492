"""watch."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from xml.sax.saxutils import escape

import typer

from kg.cli.common import GRAPH, Folder, complain, guarded, many, say, say_json
from kg.errors import QueryError
from kg.records import Status

if TYPE_CHECKING:
    from kg.pipeline.lookup import Statement

FORMATS = ("text", "json", "rss")

About = Annotated[
    list[str] | None, typer.Option("--about", help="Report only what is new about this one; repeatable.")
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="The file of the RSS feed, written after each build.")
]


def register(app: typer.Typer) -> None:
    """Add the command of this module."""
    app.command()(guarded(watch))


def watch(
    folders: Annotated[list[str], typer.Argument(help="Folders of articles.", metavar="FOLDER")],
    graph: Folder = GRAPH,
    about: About = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="text, json (one a line), rss.")] = "text",
    output: Output = None,
    every: Annotated[float, typer.Option(min=0.1, help="Seconds between two looks.")] = 10,
    once: Annotated[bool, typer.Option("--once", help="Look once and stop.")] = False,
) -> None:
    """Build when files come, and say what is new, of all or about a watch list. Ctrl-C ends it."""
    from kg.pipeline.watching import watch as run

    if format_ not in FORMATS:
        raise QueryError(f"{format_!r} is no format of reports (there are {', '.join(FORMATS)})")
    if (format_ == "rss") != (output is not None):
        raise QueryError("--format rss and -o FILE belong together")

    def wait() -> bool:
        if not once:
            time.sleep(every)
        return not once

    items: list[Statement] = []
    for report, statements in run(folders, graph, about=about or (), wait=wait):
        for where, why in report.failed:
            complain(f"{where}: {why}")
        items = [*statements, *items]
        if output is not None:
            _feed(output, items)
        elif format_ == "json":
            for statement in statements:
                say_json(statement)
        else:
            _text(report.articles, report.read, statements)


def _text(articles: int, read: int, statements: Sequence[Statement]) -> None:
    say(f"{many(articles, 'article')} ({read} read now), {many(len(statements), 'new fact')}")
    for statement in statements:
        say(f"  {_title(statement)}")
        for cited in statement.evidence[:1]:
            say(f'    "{cited.passage.line}" ({cited.passage.article.headline or cited.passage.article.id})')


def _title(statement: Statement) -> str:
    status = "" if statement.fact.status == Status.ASSERTED else f" ({statement.fact.status})"
    return f"{statement.subject} {statement.fact.predicate} {statement.object}{status}"


def _feed(path: Path, items: Sequence[Statement]) -> None:
    """The facts as an RSS feed, the newest first."""
    from kg.atomic import write_text

    rows = "".join(map(_item, items))
    head = "<title>newskg: what is new</title><link>https://newskg.example/</link>"
    head += "<description>Facts that articles have brought since the watch began</description>"
    feed = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>{head}{rows}</channel></rss>\n'
    )
    write_text(path, feed)


def _item(statement: Statement) -> str:
    cited = statement.evidence[0] if statement.evidence else None
    sentence = escape(cited.passage.line) if cited else ""
    url = cited.passage.article.url if cited else None
    link = f"<link>{escape(url)}</link>" if url else ""
    guid = f'<guid isPermaLink="false">{statement.fact.id}</guid>'
    said = f"<title>{escape(_title(statement))}</title>{link}<description>{sentence}</description>"
    return f"<item>{said}{guid}</item>"
