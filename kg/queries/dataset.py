"""Which graphs of a store a query is asked of."""

from __future__ import annotations

from dataclasses import dataclass

from kg.errors import QueryError
from kg.ontology import NAMESPACE

INFERRED = f"{NAMESPACE}inferred"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query is asked of, by IRI, in place of those that its text names."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for iri in (*self.default, *self.named):
            check_graph(iri)


def check_graph(iri: str) -> None:
    """Raise QueryError where the store has no graph of that name."""
    if iri != INFERRED:
        raise QueryError(f"there is no graph {iri}; there is only {INFERRED} beside the facts")
