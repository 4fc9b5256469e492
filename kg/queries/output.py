"""Results as a table, CSV, TSV, SPARQL-JSON, SPARQL-XML or, where they are statements, as RDF."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.ontology import NAMESPACE
from kg.queries import graphs, xmlresults
from kg.queries.results import Cell, Result
from kg.rdf.iris import without_base
from kg.suggestions import near

if TYPE_CHECKING:
    from rich.table import Table

FORMATS = ("table", "csv", "tsv", "json", "xml", *graphs.SYNTAXES)


def render(result: Result, format_: str = "table", *, width: int | None = None) -> str:
    """The result as text; a table is fitted to ``width`` columns, or to what it holds."""
    if format_ not in FORMATS:
        raise QueryError(f"{format_!r} is no format{near(format_, FORMATS)} (there are {', '.join(FORMATS)})")
    if format_ in graphs.SYNTAXES:
        return graphs.write(_statements(result), format_)
    if format_ == "json":
        return _json(result)
    flat = result.flat()
    if format_ == "xml":
        return xmlresults.write(result if result.boolean is not None else flat)
    if format_ == "csv":
        return _csv(flat)
    return _tsv(flat) if format_ == "tsv" else table(flat, width)


def _statements(result: Result) -> graphs.Triples:
    if result.triples is None:
        raise QueryError("only CONSTRUCT and DESCRIBE answer in RDF")
    return result.triples


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
    lines += ["\t".join("" if cell is None else graphs.term(cell) for cell in row) for row in result.rows]
    return "".join(f"{line}\n" for line in lines)


def _json(result: Result) -> str:
    if result.triples is not None:
        result = result.flat()
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


def table(result: Result, width: int | None = None) -> str:
    """The rows for a terminal, IRIs shortened; one record below the other where words would be cut."""
    rows = [[_short(cell) for cell in row] for row in result.rows]
    columns = [list(column) for column in zip(result.variables, *rows, strict=True)]
    widths = _widths(columns, width if rows else None)
    if widths is None:
        return "\n".join(_record(result.variables, row, width or 80) for row in rows)
    return _grid(result.variables, rows, widths)


def _widths(columns: list[list[str]], width: int | None) -> list[int] | None:
    """What each column needs for its words, then the room that is left, to short columns first."""
    from rich.cells import cell_len

    wanted = [max(cell_len(text) for text in column) for column in columns]
    if width is None:
        return wanted
    widths = [
        max(min(30, most // 4), *map(_word_length, column))
        for most, column in zip(wanted, columns, strict=True)
    ]
    room = width - sum(widths) - 3 * len(columns) + 1  # gaps between columns and at the edges
    if room < 0:
        return None
    for i in sorted(range(len(columns)), key=lambda i: wanted[i] - widths[i]):
        more = min(room, wanted[i] - widths[i])
        widths[i] += more
        room -= more
    return widths


def _word_length(text: str) -> int:
    """The length of the longest word; one of more than twenty may be cut."""
    from rich.cells import cell_len

    return min(20, max((cell_len(word) for word in text.split()), default=0))


def _grid(names: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for name, width in zip(names, widths, strict=True):
        drawn.add_column(Text(name), overflow="fold", width=width)
    for row in rows:
        drawn.add_row(*(Text(text) for text in row))
    return _drawn(drawn, 2 + sum(widths) + 3 * len(widths))


def _record(names: Sequence[str], row: Sequence[str], width: int) -> str:
    """The values of a row that has any, below each other."""
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=None, show_header=False, pad_edge=False)
    for name, text in zip(names, row, strict=True):
        if text:
            drawn.add_row(Text(name, no_wrap=True), Text(text, overflow="fold"))
    return _drawn(drawn, width)


def _drawn(drawn: Table, width: int) -> str:
    from rich.console import Console

    file = io.StringIO()
    Console(file=file, width=width, color_system=None, legacy_windows=False).print(drawn)
    lines = [line.rstrip() for line in file.getvalue().splitlines()]
    return "".join(f"{line}\n" for line in lines if line)


def _short(cell: Cell | None) -> str:
    """A term as a person reads it, without control characters that a terminal would obey."""
    shown = _plain(cell)
    if cell is not None and cell.kind == "uri":
        shown = without_base(shown).removeprefix(NAMESPACE)
    return "".join(character if character.isprintable() else " " for character in shown)
