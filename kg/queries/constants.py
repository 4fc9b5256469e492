"""Values in place of variables: what every engine plans best and understands alike.

An engine that is given bindings beside the query plans as if nothing were known, and engines differ in
whether a binding is seen inside of a group. So a value is written into the text, as a term with all that is
special in it escaped, and only where a variable stands: never inside of a string or an IRI.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kg.errors import QueryError
from kg.queries.graphs import term
from kg.queries.results import Cell

_HEADER = re.compile(r"(\bSELECT\b[^{]*|\b(?:GROUP|ORDER)\s+BY\b[^{}]*)", re.IGNORECASE)
_TOKEN = re.compile(
    r"#[^\n]*|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|<[^<>\s]*>|BOUND\(\s*[?$](\w+)\s*\)|[?$](\w+)"
)
_IRI = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")


def with_values(text: str, values: Mapping[str, Cell]) -> str:
    """The query with terms in place of variables; what it selects, groups and sorts by loses them."""
    if not values:
        return text
    terms = {name: _safe(cell) for name, cell in values.items()}
    nothing = dict.fromkeys(terms, "")
    parts = _HEADER.split(text)  # headers stand at the odd places
    return "".join(_replaced(part, nothing if place % 2 else terms) for place, part in enumerate(parts))


def _replaced(text: str, terms: Mapping[str, str]) -> str:
    def replaced(found: re.Match[str]) -> str:
        if found[1]:  # BOUND takes no term
            return "true" if found[1] in terms else found[0]
        return terms.get(found[2] or "", found[0])

    return _TOKEN.sub(replaced, text)


def _safe(cell: Cell) -> str:
    """A term that ends where it should."""
    if cell.kind == "bnode" or (cell.kind == "uri" and not _IRI.fullmatch(cell.value)):
        raise QueryError(f"{cell.value!r} is no IRI")
    return term(cell)
