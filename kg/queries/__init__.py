"""Named and free SPARQL queries over a built graph."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.queries.answering import Question, answer, is_free
from kg.queries.engines import open_engine
from kg.queries.named import NamedQuery, Parameter, named
from kg.queries.output import FORMATS, render
from kg.queries.results import Cell, Result
from kg.queries.sandbox import Limits, run_apart

if TYPE_CHECKING:
    from kg.ontology import Ontology

__all__ = [
    "FORMATS",
    "Cell",
    "Limits",
    "NamedQuery",
    "Parameter",
    "Result",
    "named",
    "render",
    "run",
    "run_at",
]

_NO_LIMITS = 2**31


def run(
    query: str,
    source: Path,
    parameters: Mapping[str, str] | None = None,
    *,
    inferred: bool = False,
    limits: Limits | None = None,
    as_of: str | None = None,
    ontology: Ontology | None = None,
) -> Result:
    """Answer a query: the name of a named one, or the text of a free one.

    ``source`` is the folder of a store, or a Turtle file, which rdflib answers from. Parameters
    are bound to variables of their names; an entity is given by any of its names. A free query
    runs in a process of its own and can neither change the graph nor ask others. ``as_of`` (an EDTF
    date) leaves out what is known not to hold then, and marks the rows that rest on what has no date in a
    column of their own, ``time``; ``ontology`` says what is an office, the shipped
    one unless given.
    """
    if as_of is not None:
        from kg.ontology import load
        from kg.queries.asof import as_of as seen_from

        found, dated = (
            _seen(
                seen_from(source, as_of, ontology or load(), dated=only), query, parameters, inferred, limits
            )
            for only in (False, True)
        )
        return found.marked(dated)
    question = Question(query, dict(parameters or {}), named=not is_free(query), inferred=inferred)
    if not question.named:
        return run_apart(question, source, limits or Limits())
    return answer(question, lambda more: open_engine(source, inferred=more), _NO_LIMITS)


def run_at(
    query: str,
    address: str,
    parameters: Mapping[str, str] | None = None,
    *,
    inferred: bool = False,
) -> Result:
    """As ``run``, answered by the SPARQL server to which ``kg publish`` has brought the graph."""
    from kg.queries.remote import Remote

    question = Question(query, dict(parameters or {}), named=not is_free(query), inferred=inferred)
    return answer(question, lambda more: Remote(address, more), _NO_LIMITS)


def _seen(
    view: AbstractContextManager[Path],
    query: str,
    parameters: Mapping[str, str] | None,
    inferred: bool,
    limits: Limits | None,
) -> Result:
    with view as copy:
        return run(query, copy, parameters, inferred=inferred, limits=limits)
