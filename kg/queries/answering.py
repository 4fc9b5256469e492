"""Answering in this process: named queries with their parameters, free ones behind the guard."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kg.queries.constants import with_values
from kg.queries.dataset import Dataset
from kg.queries.engines import Engine
from kg.queries.guard import check
from kg.queries.linking import linked
from kg.queries.named import query_named
from kg.queries.results import Cell, Result

Open = Callable[[bool], Engine]  # takes whether what is inferred is added


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the text of a free query or the name of a named one, and values for its parameters."""

    query: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    named: bool = False
    inferred: bool = False  # add what follows from the facts
    linked: bool = False  # of a named query: also what its columns name
    dataset: Dataset | None = None  # of a free query: the graphs to ask
    iris: Mapping[str, str] = field(default_factory=dict)  # of a free query: variables that stand for IRIs

    @property
    def text(self) -> str:
        """The SPARQL that is asked."""
        return query_named(self.query).text if self.named else self.query


def is_free(query: str) -> bool:
    """Whether this is the text of a query rather than a name."""
    return any(mark in query for mark in " {\n\t")


def answer(question: Question, open_: Open, rows: int) -> Result:
    """The answer; more than ``rows`` rows are refused."""
    return _named(question, open_, rows) if question.named else _free(question, open_, rows)


def _named(question: Question, open_: Open, rows: int) -> Result:
    from kg.queries.parameter_binding import bind

    query = query_named(question.query)
    engine = open_(question.inferred or query.inferred)
    bindings = bind(query, question.parameters, engine)
    if question.linked:
        text = with_values(linked(query.text).text, bindings)
        return engine.query(text, {}, rows).without(frozenset(bindings))
    text = with_values(query.text, bindings)
    return engine.query(text, {}, rows).without(frozenset(bindings) | query.asking)


def _free(question: Question, open_: Open, rows: int) -> Result:
    from kg.queries.parameter_binding import guess

    check(question.query)
    plain = open_(False) if question.parameters else None
    bindings = {name: Cell(iri, "uri") for name, iri in question.iris.items()}
    if plain:
        bindings |= {name: guess(value, plain) for name, value in question.parameters.items()}
    return open_(question.inferred).query(question.query, bindings, rows, question.dataset)
