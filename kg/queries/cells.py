"""Terms as all engines give them."""

from __future__ import annotations

from functools import cache
from typing import Any

from kg.queries.results import Cell

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_DECIMAL = "http://www.w3.org/2001/XMLSchema#decimal"
_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"
_LANGUAGE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def cell(term: Any) -> Cell:
    """A term of Oxigraph or rdflib."""
    ours, kind = _form(type(term).__module__, type(term).__name__)
    value = term.value if ours else str(term)
    if kind is not None:
        return Cell(value, kind)
    datatype = term.datatype.value if ours else str(term.datatype or "")
    return same_cell(value, "literal", datatype, term.language or "")


@cache
def _form(module: str, name: str) -> tuple[bool, str | None]:
    """Whether terms of a class are Oxigraph's, and what they are unless literals."""
    kinds = {"NamedNode": "uri", "URIRef": "uri", "BlankNode": "bnode", "BNode": "bnode"}
    return module.startswith("pyoxigraph"), kinds.get(name)


def same_cell(value: str, kind: str, datatype: str, language: str) -> Cell:
    """A term as all engines give it: plain texts have no type, 60 and 60.0 are one number, 0 is false."""
    plain = datatype in (_STRING, _LANGUAGE)
    if datatype == _DECIMAL and "." in value:
        value = value.rstrip("0").rstrip(".")
    if datatype == _BOOLEAN:
        value = {"0": "false", "1": "true"}.get(value, value)
    return Cell(value, kind, "" if plain else datatype, language)
