"""Named queries that also tell what their words stand for: entities behind names, facts, claims.

The files select names, since tables are read; a page wants to lead from each to what it names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_SELECT = re.compile(r"^SELECT (?P<distinct>DISTINCT )?(?P<columns>.*?) \{", re.MULTILINE)
_GROUPED = re.compile(r"^GROUP BY (.*)$", re.MULTILINE)
_NAMED = r"\?(\w+) skos:prefLabel \?{}\b"
_PATHS = r"/skos:prefLabel \?{}\b"
_CHOSEN = r"COALESCE\(\?(\w+), [^)]*\)?\) AS \?{}\)"
TELLING = {"relation": "fact", "sentence": "claim"}  # columns, with the variable that they are of


@dataclass(frozen=True, slots=True)
class Linked:
    """A query that selects more, and what its columns name."""

    text: str
    extra: frozenset[str]  # variables that it did not select
    of: Mapping[str, str]  # columns, each with the variable of what it names
    names: frozenset[str]  # columns that hold names of entities


def linked(text: str) -> Linked:
    """The query with a variable for each thing that a column names, as far as it has one."""
    found = _SELECT.search(text)
    if found is None:
        return Linked(text, frozenset(), {}, frozenset())
    columns = re.findall(r"(?:AS )?\?(\w+)(?=\)| |$)", found["columns"])
    grouped = _GROUPED.findall(text)
    usable = set(re.findall(r"\?(\w+)", grouped[-1])) if grouped and "(COUNT" in found["columns"] else None
    of = {column: variable for column in columns if (variable := _of(text, column, usable))}
    extra = frozenset(of.values()) - set(columns)
    more = "".join(f" ?{name}" for name in sorted(extra))
    end = found.end("columns")
    names = frozenset(column for column in columns if _is_name(text, column))
    return Linked(text[:end] + more + text[end:], extra, of, names)


def _of(text: str, column: str, usable: set[str] | None) -> str | None:
    """The variable of what a column names."""
    telling = TELLING.get(column)
    if telling and re.search(rf"\?{telling}\b", text):
        named = {telling}
    else:
        named = set(re.findall(_NAMED.format(column), text))
        if re.search(_PATHS.format(column), text) or f"AS ?{column})" in text:
            return None
    return named.pop() if len(named) == 1 and (usable is None or named <= usable) else None


def _is_name(text: str, column: str) -> bool:
    chosen = re.findall(_CHOSEN.format(column), text)
    return any(re.search(rf"skos:prefLabel \?{name}\b", text) for name in (column, *chosen))
