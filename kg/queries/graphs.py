"""The statements that CONSTRUCT and DESCRIBE answer with, in the formats of RDF."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from kg.errors import QueryError
from kg.queries.results import Cell

Triples = Iterable[tuple[Cell, Cell, Cell]]

SYNTAXES: Mapping[str, str] = MappingProxyType(  # names of pyoxigraph's formats
    {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "jsonld": "JSON_LD", "rdfxml": "RDF_XML"}
)
_ELEMENT = re.compile(r"[A-Za-z_][\w.-]*>\Z")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MARKS = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def write(triples: Triples, format_: str) -> str:
    """The statements, sorted, in one of ``SYNTAXES``."""
    lines = sorted({" ".join(term(cell) for cell in triple) + " .\n" for triple in triples})
    if format_ == "ntriples":
        return "".join(lines)
    from pyoxigraph import RdfFormat, parse, serialize

    from kg.rdf.terms import PREFIXES

    text = _for_xml(lines) if format_ == "rdfxml" else "".join(lines)
    statements = (quad.triple for quad in parse(text, format=RdfFormat.N_TRIPLES))
    made = serialize(statements, format=getattr(RdfFormat, SYNTAXES[format_]), prefixes=dict(PREFIXES))
    return (made or b"").decode("utf-8")


def _for_xml(lines: list[str]) -> str:
    """The statements, if RDF/XML can hold them, whose predicates are names of elements."""
    for line in lines:
        predicate = line.split(" ", 2)[1]
        if not _ELEMENT.search(predicate):
            raise QueryError(f"RDF/XML has no way to write the predicate {predicate}; ask for Turtle")
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", "".join(lines))


def term(cell: Cell) -> str:
    """A term as Turtle writes it."""
    if cell.kind == "uri":
        return f"<{cell.value}>"
    if cell.kind == "bnode":
        return f"_:{cell.value}"
    quoted = '"' + "".join(_MARKS.get(character, character) for character in cell.value) + '"'
    if cell.language:
        return f"{quoted}@{cell.language}"
    return f"{quoted}^^<{cell.datatype}>" if cell.datatype else quoted
