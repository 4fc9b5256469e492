"""The engines that answer: Oxigraph on the store, rdflib on Turtle files; a server is in ``remote``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from kg.errors import KGError, LimitError, NotFoundError, QueryError
from kg.queries.cells import cell
from kg.queries.dataset import INFERRED, Dataset
from kg.queries.guard import names_dataset
from kg.queries.results import Cell, Result

INFERRED_FILE = "inferred.ttl"  # stands beside graph.ttl
Bindings = Mapping[str, Cell]


class Engine(Protocol):
    """Something that answers SPARQL queries."""

    def query(self, text: str, bindings: Bindings, rows: int, dataset: Dataset | None = None) -> Result:
        """Answer with variables bound; more than ``rows`` rows are refused."""

    def inferring(self) -> Engine:
        """The same with what follows from the facts."""


def open_engine(source: Path | str, *, inferred: bool = False) -> Engine:
    """An engine on a store's folder, a Turtle file or, of a text, the server at that address.

    With ``inferred`` it adds what follows from the facts.
    """
    if isinstance(source, str):
        from kg.queries.remote import Remote

        return Remote(source, inferred)
    if source.is_dir():
        return Oxigraph(source).inferring() if inferred else Oxigraph(source)
    if source.is_file():
        return Rdflib(source, inferred)
    raise NotFoundError(f"there is no graph at {source}")


def is_address(source: str) -> bool:
    """Whether this is where a server is, rather than a file or folder."""
    return source.startswith(("http://", "https://"))


class Oxigraph:
    """Oxigraph on a store that is only read."""

    def __init__(self, folder: Path) -> None:
        import pyoxigraph

        from kg.rdf.files import open_store

        self._folder = folder
        self._store = open_store(folder)
        self._graphs: list[Any] = [pyoxigraph.DefaultGraph()]

    def inferring(self) -> Oxigraph:
        """The same store, asked with what follows from the facts."""
        import pyoxigraph

        other = copy(self)
        other._graphs = [pyoxigraph.DefaultGraph(), pyoxigraph.NamedNode(INFERRED)]
        return other

    def query(self, text: str, bindings: Bindings, rows: int, dataset: Dataset | None = None) -> Result:
        """Answer with variables bound; those must be selected."""
        import pyoxigraph

        values = {pyoxigraph.Variable(name): _to_oxigraph(cell) for name, cell in bindings.items()}
        try:
            found = self._store.query(text, substitutions=values, **self._chosen(text, dataset))
            return _from_oxigraph(found, rows)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            raise self._told(error) from error

    def _told(self, error: Exception) -> KGError:
        """An error of the engine: of the store where its files say so, else of the query."""
        from kg.rdf.files import damaged

        if isinstance(error, OSError | RuntimeError) and "corrupt" in str(error).casefold():
            return damaged(self._folder, error)
        return QueryError(_line(error))

    def _chosen(self, text: str, dataset: Dataset | None) -> dict[str, Any]:
        """The graphs to ask: those given, else those of the query's own FROM, else the facts."""
        import pyoxigraph

        if dataset is None:
            return {} if names_dataset(text) else {"default_graph": self._graphs}
        return {
            "default_graph": [pyoxigraph.NamedNode(iri) for iri in dataset.default],
            "named_graphs": [pyoxigraph.NamedNode(iri) for iri in dataset.named],
        }


class Rdflib:
    """rdflib on ``graph.ttl``, for graphs that are small enough."""

    def __init__(self, file: Path, inferred: bool) -> None:
        import rdflib

        self._file = file
        self._graph = rdflib.Graph()
        beside = file.with_name(INFERRED_FILE)
        if inferred and not beside.is_file():
            raise NotFoundError(f"{beside} is missing: it holds what is inferred")
        for path in (file, beside) if inferred else (file,):
            self._graph.parse(path, format="turtle")

    def inferring(self) -> Rdflib:
        """The same files with what follows from the facts."""
        return Rdflib(self._file, inferred=True)

    def query(self, text: str, bindings: Bindings, rows: int, dataset: Dataset | None = None) -> Result:
        """Answer with variables bound."""
        if dataset is not None:
            raise QueryError("a Turtle file has no graphs to choose from: ask the store")
        values = {name: _to_rdflib(cell) for name, cell in bindings.items()}
        try:
            return _from_rdflib(self._graph.query(text, initBindings=values), rows)
        except QueryError:
            raise
        except Exception as error:  # rdflib raises parser errors and bare Exceptions
            raise QueryError(_line(error)) from error


def _from_oxigraph(found: Any, rows: int) -> Result:
    import pyoxigraph

    if isinstance(found, pyoxigraph.QueryBoolean):
        return Result(boolean=bool(found))
    if isinstance(found, pyoxigraph.QueryTriples):
        triples = _at_most(found, rows)
        return Result(triples=tuple((cell(t.subject), cell(t.predicate), cell(t.object)) for t in triples))
    variables = tuple(variable.value for variable in found.variables)
    known = _Cells({None: None})  # most terms stand in many rows
    solutions = _at_most(found, rows)
    return Result(variables, tuple(tuple(map(known.__getitem__, solution)) for solution in solutions))


class _Cells(dict[Any, Cell | None]):
    """Terms, each with its cell, which is made when it is first asked for."""

    def __missing__(self, term: Any) -> Cell | None:
        made = self[term] = cell(term)
        return made


def _from_rdflib(found: Any, rows: int) -> Result:
    if found.type == "ASK":
        return Result(boolean=bool(found.askAnswer))
    if found.type in ("CONSTRUCT", "DESCRIBE"):
        triples = sorted(_at_most(found.graph or (), rows))
        return Result(triples=tuple((cell(s), cell(p), cell(o)) for s, p, o in triples))
    variables = tuple(str(variable) for variable in found.vars or ())
    solutions = _at_most(found, rows)
    return Result(variables, tuple(tuple(None if x is None else cell(x) for x in s) for s in solutions))


def _at_most(found: Iterable[Any], rows: int) -> list[Any]:
    taken = list(islice(found, rows + 1))
    if len(taken) > rows:
        raise LimitError(f"the query has more than {rows} answers; add a LIMIT", "answers")
    return taken


def _to_oxigraph(cell: Cell) -> Any:
    import pyoxigraph

    if cell.kind == "uri":
        return pyoxigraph.NamedNode(cell.value)
    datatype = pyoxigraph.NamedNode(cell.datatype) if cell.datatype else None
    return pyoxigraph.Literal(cell.value, datatype=datatype, language=cell.language or None)


def _to_rdflib(cell: Cell) -> Any:
    import rdflib

    if cell.kind == "uri":
        return rdflib.URIRef(cell.value)
    datatype = rdflib.URIRef(cell.datatype) if cell.datatype else None
    return rdflib.Literal(cell.value, datatype=datatype, lang=cell.language or None)


def _line(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__
