"""extract, read, export, diff."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.common import (
    GRAPH,
    SECONDS,
    AsJson,
    Columns,
    Folder,
    Limits,
    Ner,
    Seconds,
    Workers,
    complain,
    guarded,
    opened,
    say,
    say_json,
)
from kg.errors import InputError
from kg.records import Status

VAULT = "obsidian"  # the format that may be a folder
Files = Annotated[list[str], typer.Argument(help="Files and folders; - for standard input.")]
InputFormat = Annotated[
    str | None, typer.Option(help="jsonl: each line is {id, text}, taken exactly as it is; .gz works.")
]
Rules = Annotated[list[str] | None, typer.Option(help="File with rules of your own.")]
Experimental = Annotated[
    bool, typer.Option("--experimental", help="Read relations that are not yet precise enough, too.")
]
Doubtful = Annotated[
    bool, typer.Option("--doubtful", help="Print claims that are too unsure for the graph, too.")
]
Ocr = Annotated[bool, typer.Option("--ocr", help="Read scans with Tesseract, if it is installed.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (extract, read, export, diff):
        app.command()(guarded(command))
    app.command(name="columns")(guarded(columns_))


def extract(
    files: Files,
    input_format: InputFormat = None,
    rules: Rules = None,
    ner: Ner = None,
    experimental: Experimental = False,
    doubtful: Doubtful = False,
    limit: Limits = None,
    columns: Columns = None,
    ocr: Ocr = False,
    workers: Workers = None,
    seconds: Seconds = SECONDS,
    mentions: Annotated[bool, typer.Option(help="Print mentions.")] = True,
    entities: Annotated[bool, typer.Option(help="Print entities.")] = True,
    claims: Annotated[bool, typer.Option(help="Print claims.")] = True,
) -> None:
    """Print what each article says as one JSON object a line; nothing is kept."""
    from kg.pipeline.extract import extract as run

    told = _Told()
    left_out = {k for k, v in (("mentions", mentions), ("entities", entities), ("claims", claims)) if not v}
    for item in run(
        files,
        jsonl=_is_lines(input_format),
        rules=rules or (),
        ner=ner,
        experimental=experimental,
        doubtful=doubtful,
        limits=limit or (),
        columns=columns or (),
        ocr=ocr,
        workers=workers,
        seconds=seconds or None,
        problem=told,
    ):
        kept = {key: value for key, value in item.items() if key not in left_out}
        typer.echo(json.dumps(kept, ensure_ascii=False))
    if told.problems:
        raise typer.Exit(1)


def read(
    files: Files,
    out: Annotated[Path, typer.Option(help="File to write; .gz packs it.", metavar="PART")],
    rules: Rules = None,
    ner: Ner = None,
    experimental: Experimental = False,
    limit: Limits = None,
    columns: Columns = None,
    ocr: Ocr = False,
    workers: Workers = None,
    seconds: Seconds = SECONDS,
) -> None:
    """Read articles into a file that kg build --readings joins to a graph, here or on another machine."""
    from kg.limits import limits as limits_of
    from kg.pipeline.reading_parts import read as run
    from kg.pipeline.tools import Options

    told = _Told()
    own = tuple(str(Path(rule).absolute()) for rule in rules or ())
    options = Options(rules=own, ner=ner or None, experimental=experimental, limits=limits_of(limit or ()))
    count = run(
        files,
        out,
        options=options,
        limits=limit or (),
        columns=columns or (),
        ocr=ocr,
        workers=workers,
        seconds=seconds or None,
        problem=told,
    )
    say(f"{count} {'article' if count == 1 else 'articles'} read into {out}")
    if told.problems:
        raise typer.Exit(1)


@dataclass(slots=True)
class _Told:
    """What could not be read, which is told at once."""

    problems: int = 0

    def __call__(self, where: str, why: str) -> None:
        self.problems += 1
        complain(f"{where}: {why}")


def _is_lines(input_format: str | None) -> bool:
    if input_format not in (None, "jsonl"):
        raise typer.BadParameter(f"{input_format!r} is not jsonl", param_hint="--input-format")
    return input_format == "jsonl"


def columns_(
    file: Annotated[str, typer.Argument(help="A CSV, JSON, JSON lines or Excel file.")],
    columns: Columns = None,
    as_json: AsJson = False,
) -> None:
    """Say which columns a file has, what each is read as, and an example of each."""
    from kg.pipeline.extract import columns_of

    found = columns_of(file, columns or ())
    if as_json:
        return say_json(found)
    width = max((len(column.name) for column in found), default=0)
    for column in found:
        field = f"read as {column.field}" if column.field else ""
        say(f"{column.name:{width}}  {field:17}  {column.filled:6} filled  {column.example[:60]}")
    if not any(column.field == "text" for column in found):
        return say("no column is read as the text: --columns text=NAME says which one holds it")
    return None


def export(
    graph: Folder = GRAPH,
    format_: Annotated[
        str | None,
        typer.Option(
            "--format",
            "-f",
            help="turtle, trig, ntriples, jsonld, graphml, gexf, csv, ftm, neo4j, obsidian, sqlite, ...;"
            " what the suffix of the file tells, by default, else turtle.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="The file to write; standard output by default.")
    ] = None,
    entities: Annotated[
        list[str] | None, typer.Option("--entity", "-e", help="Only this one and the others so named.")
    ] = None,
    around: Annotated[
        list[str] | None, typer.Option("--around", "-a", help="Only this one and its neighbours.")
    ] = None,
) -> None:
    """Write the graph, or a part of it, in a format of other tools."""
    from kg.atomic import write_bytes
    from kg.exports.formats import check_suffix, format_of
    from kg.exports.formats import export as write
    from kg.exports.obsidian import obsidian

    chosen_format = format_ or (format_of(output.name) if output else None) or "turtle"
    if output is not None:
        check_suffix(output.name, chosen_format)
    with opened(graph) as source:
        chosen = bool(entities or around)
        collection = source.part(entities or [], around or []) if chosen else source.collection
        full = partial(write, collection, chosen_format, base=source.base, ontology=source.ontology)
        if chosen_format == VAULT and output is not None and output.suffix.lower() != ".zip":
            return _into_folder(obsidian(collection), output)
        return full(file=sys.stdout.buffer) if output is None else write_bytes(output, lambda f: full(file=f))


def _into_folder(notes: Mapping[str, bytes], folder: Path) -> None:
    """Write notes into a folder that is new or empty, so that nobody's own notes are lost."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} is there already: name a new or empty folder for the notes")
    for name, content in notes.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def diff(
    old: Annotated[Path, typer.Argument(help="A graph folder.")],
    new: Annotated[Path, typer.Argument(help="Another one.")],
    as_json: AsJson = False,
) -> None:
    """What changed from one graph to another: articles, entities, merges, facts."""
    from kg.pipeline.diff import diff as compare

    with opened(old) as before, opened(new) as after:
        found = compare(before.store, after.store)
    if as_json:
        return say_json(found)
    for sign, kind, items in (
        ("+", "article", found.articles_added),
        ("-", "article", found.articles_gone),
        ("+", "entity", found.entities_added),
        ("-", "entity", found.entities_gone),
    ):
        for item in items:
            say(f"{sign} {kind} {item}")
    for old_key, new_key in found.merged:
        say(f"> entity {old_key} is now {new_key}")
    for sign, lines in (("+", found.facts_added), ("-", found.facts_gone)):
        for subject, predicate, other, value, status in lines:
            mark = "" if status == Status.ASSERTED else f" ({status})"
            say(f"{sign} fact {subject} {predicate} {other or value}{mark}")
    return None
