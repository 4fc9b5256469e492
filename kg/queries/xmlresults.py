"""The SPARQL query results in XML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from kg.queries.results import Cell, Result

_NAMESPACE = "http://www.w3.org/2005/sparql-results#"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(result: Result) -> str:
    """Rows or a truth value as an XML document; characters that XML cannot hold are replaced."""
    return "".join(_lines(result))


def _lines(result: Result) -> Iterator[str]:
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="{_NAMESPACE}">\n<head>\n'
    for name in result.variables:
        yield f"<variable name={_attribute(name)}/>\n"
    yield "</head>\n"
    if result.boolean is not None:
        yield f"<boolean>{'true' if result.boolean else 'false'}</boolean>\n"
    else:
        yield "<results>\n"
        for row in result.rows:
            yield "<result>"
            yield from (_binding(n, c) for n, c in zip(result.variables, row, strict=True) if c is not None)
            yield "</result>\n"
        yield "</results>\n"
    yield "</sparql>\n"


def _binding(name: str, cell: Cell) -> str:
    return f"<binding name={_attribute(name)}>{_term(cell)}</binding>"


def _term(cell: Cell) -> str:
    if cell.kind != "literal":
        return f"<{cell.kind}>{_text(cell.value)}</{cell.kind}>"
    kind = f" datatype={_attribute(cell.datatype)}" if cell.datatype else ""
    language = f" xml:lang={_attribute(cell.language)}" if cell.language else ""
    return f"<literal{kind}{language}>{_text(cell.value)}</literal>"


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value), {"\r": "&#13;"})


def _attribute(value: str) -> str:
    return quoteattr(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", value))
