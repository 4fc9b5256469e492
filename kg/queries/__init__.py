"""Named and free SPARQL queries over a built graph."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kg.queries.child import Limits, run_apart
from kg.queries.named import NamedQuery, Parameter, find, named
from kg.queries.output import FORMATS, render
from kg.queries.results import Cell, Result

__all__ = ["FORMATS", "Cell", "Limits", "NamedQuery", "Parameter", "Result", "named", "render", "run"]

_NO_LIMITS = 2**31


def run(
    query: str,
    source: Path,
    parameters: Mapping[str, str] | None = None,
    *,
    inferred: bool = False,
    limits: Limits | None = None,
) -> Result:
    """Answer a query: the name of a named one, or the text of a free one.

    ``source`` is the folder of a store, or a Turtle file, which rdflib answers from. Parameters
    are bound to variables of their names; an entity is given by any of its names. A free query
    runs in a process of its own and can neither change the graph nor ask others.
    """
    given = dict(parameters or {})
    if is_free(query):
        return _run_free(query, source, given, inferred, limits or Limits())
    return _run_named(find(query), source, given, inferred)


def is_free(query: str) -> bool:
    """Whether this is the text of a query rather than a name."""
    return any(mark in query for mark in " {\n\t")


def _run_named(query: NamedQuery, source: Path, given: Mapping[str, str], inferred: bool) -> Result:
    from kg.queries.binding import bind
    from kg.queries.engines import open_engine

    engine = open_engine(source, inferred=inferred or query.inferred)
    bindings = bind(query, given, engine)
    entities = {parameter.name for parameter in query.parameters if parameter.type == "entity"}
    return engine.query(query.text, bindings, _NO_LIMITS).without(frozenset(bindings) | entities)


def _run_free(text: str, source: Path, given: Mapping[str, str], inferred: bool, limits: Limits) -> Result:
    from kg.queries.binding import guess
    from kg.queries.engines import open_engine
    from kg.queries.guard import check

    check(text)
    engine = open_engine(source) if given else None
    bindings = {name: guess(value, engine) for name, value in given.items()} if engine else {}
    return run_apart(text, source, bindings, inferred=inferred, limits=limits)
