"""Whether a built graph holds together: its shapes, and what articles say against each other."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import StoreError
from kg.fingerprints import digest
from kg.graph.contradictions import Problem, contradictions
from kg.ontology import Ontology, path
from kg.rdf.looked_at import marks, part, remember, remembered
from kg.records import Collection

if TYPE_CHECKING:
    import rdflib

__all__ = ["Problem", "check", "contradictions", "shapes"]


def check(
    collection: Collection, turtle: Path, *, ontology: Ontology | None = None, memory: Path | None = None
) -> tuple[Problem, ...]:
    """Every problem of a graph: breaks of the shapes, then contradictions; ``memory`` as for ``shapes``."""
    return (*shapes(turtle, memory), *contradictions(collection, ontology))


def shapes(turtle: Path, memory: Path | None = None) -> tuple[Problem, ...]:
    """Where a Turtle file breaks ``shapes.ttl``, sorted; rdflib reads it, so large graphs take time.

    ``memory`` is a file that keeps what was found sound: with it only the rest is validated, of a file that
    kg wrote.
    """
    found = marks(turtle) if memory and turtle.is_file() else None
    if memory is None or found is None:
        return tuple(sorted(problem for _, problem in _broken(_loaded(turtle, None))))
    seen = remembered(memory, basis := _basis())
    fresh = {subject for subject, mark in found.items() if mark not in seen}
    broken = _broken(_loaded(turtle, part(turtle, fresh))) if fresh else []
    wrong = [(node, problem) for node, problem in broken if node in fresh or node not in found]
    remember(memory, basis, found, (node for node, _ in wrong))
    return tuple(sorted(problem for _, problem in wrong))


def _basis() -> str:
    """What findings rest on, besides the graph."""
    return digest([path("shapes.ttl").read_bytes(), version("pyshacl"), version("rdflib")])


def _broken(data: rdflib.Graph) -> list[tuple[bytes, Problem]]:
    """The nodes that break the shapes, and how."""
    from pyshacl import validate

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, for what pyshacl does with it
        conforms, report, text = validate(data, shacl_graph=str(path("shapes.ttl")))
    if isinstance(report, Exception | str | bytes):
        raise StoreError(f"the graph cannot be checked: {text}")
    return [] if conforms else list(_problems(report))


def _loaded(turtle: Path, text: bytes | None) -> rdflib.Graph:
    """A file, or that text of it."""
    import rdflib

    graph = rdflib.Graph()
    try:
        return graph.parse(turtle if text is None else None, data=text, format="turtle")
    except (OSError, SyntaxError) as error:
        raise StoreError(f"{turtle} cannot be read: {' '.join(str(error).split())}") from error


def _problems(report: rdflib.Graph) -> Iterator[tuple[bytes, Problem]]:
    import rdflib
    from rdflib.namespace import RDF, SH

    for result in report.subjects(RDF.type, SH.ValidationResult):
        node, message = report.value(result, SH.focusNode), report.value(result, SH.resultMessage)
        step = report.value(result, SH.resultPath)
        where = f"{node} {step}" if isinstance(step, rdflib.URIRef) else f"{node}"
        yield str(node).encode(), Problem("shape", f"{where}: {message}")
