"""query, show, mentions, search."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import GRAPH, AsJson, Folder, complain, guarded, many, opened, say, say_json
from kg.errors import QueryError
from kg.records import MentionKind, Status

if TYPE_CHECKING:
    from kg.graph.citations import Citation, Passage
    from kg.graph.timeline import Moment
    from kg.pipeline.lookup import Statement
    from kg.queries import Result

Name = Annotated[str, typer.Argument(help="A name, or a key such as person/ada-lovelace.")]

AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="Leave out what is known not to hold on that day, month or year; mark what is undated.",
    ),
]
Endpoint = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Ask this SPARQL server, which kg publish has brought it to."),
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(guarded(query))
    for command in (show, mentions, search):
        app.command()(guarded(command))


def query(
    context: typer.Context,
    query: Annotated[
        str | None, typer.Argument(help="A named query, a file.rq, or SPARQL.", show_default=False)
    ] = None,
    graph: Folder = GRAPH,
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, csv, tsv, json, xml; for CONSTRUCT turtle, ...")
    ] = "table",
    listed: Annotated[bool, typer.Option("--list", help="Say what each named query is for.")] = False,
    inferred: Annotated[bool, typer.Option("--inferred", help="Add what follows from the facts.")] = False,
    as_of: AsOf = None,
    endpoint: Endpoint = None,
    params: Annotated[
        list[str] | None, typer.Option("--param", "-p", help="name=value; as --name value too.")
    ] = None,
) -> None:
    """Ask a named query or SPARQL: kg query facts-about --entity "Ada Lovelace"."""
    if listed or query is None:
        return _list_queries()
    from kg.queries import render

    parameters = {**_named(params or []), **_extra(context.args)}
    if endpoint is not None:
        result = _at(endpoint, _text(query), parameters, inferred, as_of)
    else:
        with opened(graph) as source:
            result = source.run(_text(query), parameters, inferred=inferred, as_of=as_of)
            if source.staleness:
                complain(source.staleness)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    return typer.echo(render(result, format_, width=width), nl=False)


def _at(endpoint: str, query: str, given: Mapping[str, str], inferred: bool, as_of: str | None) -> Result:
    from kg.queries import run_at

    if as_of is not None:
        raise QueryError("a server holds the graph as it is: --as-of asks a graph folder, without --endpoint")
    return run_at(query, endpoint, given, inferred=inferred)


def _list_queries() -> None:
    from kg.queries import named
    from kg.queries.named import GROUPS

    for group in GROUPS:
        say(f"{group[0].upper()}{group[1:]}")
        for query in (query for query in named().values() if query.group == group):
            say(f"  {query.name}: {query.purpose}")
            for parameter in query.parameters:
                need = "required" if parameter.required else f"default {parameter.default or 'all'}"
                say(f"      --{parameter.name} {parameter.type.upper()}  {parameter.help} ({need})")


def _text(query: str) -> str:
    """The query itself, where a file was named."""
    path = Path(query)
    if path.suffix != ".rq" or any(mark in query for mark in "{\n"):
        return query
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise QueryError(f"{query} is no UTF-8 text") from None
    return f"{text}\n"  # never taken for a name


def _named(items: Iterable[str]) -> dict[str, str]:
    pairs = [item.partition("=") for item in items]
    for name, mark, _ in pairs:
        if not mark:
            raise QueryError(f"--param {name!r} is not name=value")
    return {name: value for name, _, value in pairs}


def _extra(arguments: Sequence[str]) -> dict[str, str]:
    """Options that kg does not know are the query's parameters: --name value or --name=value."""
    parameters, rest = {}, list(arguments)
    while rest:
        option = rest.pop(0)
        name, mark, value = option.removeprefix("--").partition("=")
        if not option.startswith("--") or not name:
            raise QueryError(f"{option!r} is neither a query nor a parameter (--name value)")
        if not mark and not rest:
            raise QueryError(f"parameter --{name} has no value")
        parameters[name] = value if mark else rest.pop(0)
    return parameters


def show(
    name: Name,
    graph: Folder = GRAPH,
    ids: Annotated[bool, typer.Option("--ids", help="Print claim ids, for confirm and reject.")] = False,
    as_json: AsJson = False,
) -> None:
    """An entity: names, type, and facts, each with its sentences."""
    with opened(graph) as source:
        dossier = source.show(name)
    if as_json:
        return say_json(dossier)
    entity = dossier.entity
    say(f"{entity.name}  ({entity.type}, {entity.key})")
    if entity.aliases:
        say(f"also called {'; '.join(entity.aliases)}")
    if entity.note:
        say(f"note: {entity.note}")
    for match in entity.known:
        topics = f" [{', '.join(match.topics)}]" if match.topics else ""
        say(f"listed as {match.name} ({match.id}){topics}: {match.reason}")
    if dossier.timeline:
        _timeline(dossier.timeline, entity.key)
    for statement in dossier.statements:
        say()
        _statement(statement, ids)
    say()
    return say(f"in {many(len(dossier.articles), 'article')}: {'; '.join(dossier.articles)}")


def _timeline(timeline: Sequence[Moment], key: str) -> None:
    """Offices and dated facts, a line each, in order of time."""
    from kg.graph.timeline import when

    rows = [(when(moment), moment) for moment in timeline]
    width = max(len(time) for time, _ in rows)
    say()
    say("in order of time")
    for time, moment in rows:
        subject = "" if moment.subject_key == key else f"{moment.subject} "
        role = f" as {moment.role}" if moment.role and moment.role != moment.object else ""
        status = "" if moment.status == Status.ASSERTED else f"  ({moment.status})"
        say(f"  {time:{width}}  {subject}{moment.predicate} {moment.object}{role}{status}")


def _statement(statement: Statement, ids: bool) -> None:
    from kg.pipeline.assertions import RULE as BY_HAND

    fact = statement.fact
    status = "" if fact.status == Status.ASSERTED else f"{fact.status}, "
    by_hand = all(claim.rule == BY_HAND for _, claim in fact.claims)
    origin = "added by hand" if by_hand else many(fact.support, "article")
    weight = f"{status}{origin}, confidence {fact.confidence:.2f}"
    say(f"{statement.subject} {fact.predicate} {statement.object}  ({weight})")
    for cited in statement.evidence:
        mark = f"{cited.claim.id}  " if ids else ""
        say(f"  {mark}{_quoted(cited.passage)}{_about(cited)}")


def _about(cited: Citation) -> str:
    claim = cited.claim
    speaker = cited.speaker and cited.speaker.name
    times = (("since", claim.since), ("until", claim.until), ("on", claim.on))
    parts = [f"{word} {value}" for word, value in (("says", speaker), *times) if value]
    return f" [{', '.join(parts)}]" if parts else ""


def _quoted(passage: Passage) -> str:
    source = passage.article
    parts = (source.headline or source.id, source.published, passage.place)
    origin = ", ".join(item for item in parts if item)
    return f'"{passage.line}" ({origin})'


def mentions(name: Name, graph: Folder = GRAPH, as_json: AsJson = False) -> None:
    """Every mention of an entity, in its sentence."""
    with opened(graph) as source:
        found = source.mentions(name)
    if as_json:
        return say_json([{"text": text, "kind": kind, "in": passage} for text, kind, passage in found])
    article = None
    for text, kind, passage in found:
        if passage.article != article:
            article = passage.article
            say(", ".join(item for item in (article.headline, article.id, article.published) if item))
        say(f"  {text}{'' if kind == MentionKind.NAME else f' ({kind})'}: {passage.line}")
    return None


def search(
    words: Annotated[list[str], typer.Argument(help='Words; "a phrase" and begin* work too.')],
    graph: Folder = GRAPH,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Most hits of each kind.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Full-text search over the sentences behind facts, and over the articles."""
    with opened(graph) as source:
        found = source.search(" ".join(words), limit=limit)
    if as_json:
        return say_json(found)
    if not found.evidence and not found.articles:
        return say("nothing found")
    for title, hits in (("Sentences behind facts", found.evidence), ("Articles", found.articles)):
        if hits:
            say(title)
        for hit in hits:
            say(f"  {_quoted(hit)}")
    return None
