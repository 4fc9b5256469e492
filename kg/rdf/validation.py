"""Whether a built graph holds together: its shapes, and what articles say against each other."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.graph.contradictions import Problem, contradictions
from kg.ontology import Ontology, path
from kg.records import Collection

if TYPE_CHECKING:
    import rdflib

__all__ = ["Problem", "check", "contradictions", "shapes"]


def check(collection: Collection, turtle: Path, *, ontology: Ontology | None = None) -> tuple[Problem, ...]:
    """Every problem of a graph: breaks of the shapes first, then contradictions."""
    return (*shapes(turtle), *contradictions(collection, ontology))


def shapes(turtle: Path) -> tuple[Problem, ...]:
    """Where a Turtle file breaks ``shapes.ttl``, sorted; rdflib reads it, so large graphs take time."""
    from pyshacl import validate

    data = _loaded(turtle)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, for what pyshacl does with it
        conforms, report, text = validate(data, shacl_graph=str(path("shapes.ttl")))
    if isinstance(report, Exception | str | bytes):
        raise StoreError(f"{turtle} cannot be checked: {text}")
    return () if conforms else tuple(sorted(_problems(report)))


def _loaded(turtle: Path) -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    try:
        return graph.parse(turtle, format="turtle")
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{turtle} cannot be read: {' '.join(str(error).split())}") from error


def _problems(report: rdflib.Graph) -> Iterator[Problem]:
    import rdflib
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        step = report.value(result, SH.resultPath)
        where = f"{node} {step}" if isinstance(step, rdflib.URIRef) else f"{node}"
        yield Problem("shape", f"{where}: {message}")
