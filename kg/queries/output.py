"""Results as a table, CSV, TSV, SPARQL-JSON or Turtle."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from kg.errors import QueryError
from kg.ontology import NAMESPACE
from kg.queries.results import Cell, Result

FORMATS = ("table", "csv", "tsv", "json", "turtle")


def render(result: Result, format_: str = "table", *, width: int | None = None) -> str:
    """The result as text; a table is fitted to ``width`` columns, or to what it holds."""
    if format_ not in FORMATS:
        raise QueryError(f"{format_!r} is no format; there are {', '.join(FORMATS)}")
    if format_ == "json":
        return _json(result)
    if format_ == "turtle":
        return _turtle(result)
    flat = _flat(result)
    if format_ == "csv":
        return _csv(flat)
    return _tsv(flat) if format_ == "tsv" else table(flat, width)


def _flat(result: Result) -> Result:
    """Any result as rows."""
    if result.triples is not None:
        return Result(("subject", "predicate", "object"), result.triples)
    if result.boolean is not None:
        return Result(("answer",), ((Cell(_truth(result.boolean)),),))
    return result


def _truth(answer: bool) -> str:
    return "true" if answer else "false"


def _csv(result: Result) -> str:
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(result.variables)
    writer.writerows([_plain(cell) for cell in row] for row in result.rows)
    return file.getvalue()


def _plain(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return f"_:{cell.value}" if cell.kind == "bnode" else cell.value


def _tsv(result: Result) -> str:
    lines = ["\t".join(f"?{name}" for name in result.variables)]
    lines += ["\t".join("" if cell is None else _turtle_term(cell) for cell in row) for row in result.rows]
    return "".join(f"{line}\n" for line in lines)


def _turtle_term(cell: Cell) -> str:
    if cell.kind == "uri":
        return f"<{cell.value}>"
    if cell.kind == "bnode":
        return f"_:{cell.value}"
    marks = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    quoted = '"' + "".join(marks.get(character, character) for character in cell.value) + '"'
    if cell.language:
        return f"{quoted}@{cell.language}"
    return f"{quoted}^^<{cell.datatype}>" if cell.datatype else quoted


def _json(result: Result) -> str:
    if result.triples is not None:
        result = _flat(result)
    made: dict[str, Any] = {"head": {"vars": list(result.variables)}}
    if result.boolean is not None:
        made = {"head": {}, "boolean": result.boolean}
    else:
        made["results"] = {"bindings": [_bindings(result.variables, row) for row in result.rows]}
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _bindings(variables: Iterable[str], row: Iterable[Cell | None]) -> dict[str, dict[str, str]]:
    pairs = zip(variables, row, strict=True)
    return {name: _json_term(cell) for name, cell in pairs if cell is not None}


def _json_term(cell: Cell) -> dict[str, str]:
    made = {"type": cell.kind, "value": cell.value}
    if cell.datatype:
        made["datatype"] = cell.datatype
    if cell.language:
        made["xml:lang"] = cell.language
    return made


def _turtle(result: Result) -> str:
    if result.triples is None:
        raise QueryError("only CONSTRUCT and DESCRIBE answer in Turtle")
    from pyoxigraph import RdfFormat, parse, serialize

    from kg.graph.terms import PREFIXES

    lines = sorted(" ".join(_turtle_term(cell) for cell in triple) + " .\n" for triple in result.triples)
    statements = (quad.triple for quad in parse("".join(lines), format=RdfFormat.N_TRIPLES))
    made = serialize(statements, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    return (made or b"").decode("utf-8")


def table(result: Result, width: int | None = None) -> str:
    """The rows for a terminal, IRIs shortened."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name in result.variables:
        drawn.add_column(Text(name), overflow="fold")
    for row in result.rows:
        drawn.add_row(*(Text(_short(cell)) for cell in row))
    file = io.StringIO()
    Console(file=file, width=width or 10_000, color_system=None, legacy_windows=False).print(drawn)
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in lines if line)


def _short(cell: Cell | None) -> str:
    """A term as a person reads it, without control characters that a terminal would obey."""
    shown = _plain(cell)
    if cell is not None and cell.kind == "uri":
        shown = shown.rpartition("/id/")[2].removeprefix(NAMESPACE)
    return "".join(character if character.isprintable() else " " for character in shown)
