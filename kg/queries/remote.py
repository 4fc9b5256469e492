"""A SPARQL server as an engine: any that speaks SPARQL 1.1 over HTTP.

The graph is asked by name, so that other data on the server is left alone, and servers agree on what the
default graph is. Values stand in the text (``kg.queries.constants``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit, urlunsplit
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    OpenerDirector,
    Request,
    build_opener,
)

from kg.errors import LimitError, QueryError
from kg.ontology import NAMESPACE
from kg.queries.cells import cell, same_cell
from kg.queries.constants import with_values
from kg.queries.dataset import INFERRED, Dataset
from kg.queries.guard import asks_for_graph, names_dataset, names_graph
from kg.queries.results import Cell, Result

FACTS = f"{NAMESPACE}facts"  # the graph on a server that is the default one in a graph folder
SECONDS = 600.0
ROWS, STATEMENTS = "application/sparql-results+json", "application/n-triples"
_LONGEST = 300  # characters of a server's message
_NOT_NOW = (502, 503, 504)
_ASKED = ("__ASK_RETVAL",)  # Virtuoso answers ASK with a row of this, or with none


@dataclass(frozen=True, slots=True)
class Remote:
    """A server at the address where it answers queries; user and password may stand in it."""

    address: str
    inferred: bool = False
    facts: str = FACTS

    def inferring(self) -> Remote:
        """The same, asked with what follows from the facts."""
        return replace(self, inferred=True)

    def query(
        self, text: str, bindings: Mapping[str, Cell], rows: int, dataset: Dataset | None = None
    ) -> Result:
        """Answer with values in place of variables; more than ``rows`` rows are refused."""
        fields = [("query", with_values(text, bindings)), *self._chosen(text, dataset)]
        graph = asks_for_graph(text)
        said, _ = send(self.address, fields, STATEMENTS if graph else ROWS)
        found = _statements(said, self.shown) if graph else _rows(said, self.shown)
        if len(found.rows or found.triples or ()) > rows:
            raise LimitError(f"the query has more than {rows} answers; add a LIMIT", "answers")
        return found

    @property
    def shown(self) -> str:
        """The address without user and password."""
        return without_user(self.address)

    def _chosen(self, text: str, dataset: Dataset | None) -> list[tuple[str, str]]:
        """The graphs to ask: those given, else those of the query's own FROM, else the facts."""
        default, named = (self.facts, *([INFERRED] * self.inferred)), (INFERRED,) * names_graph(text)
        if dataset is not None:
            default, named = dataset.default, dataset.named
        elif names_dataset(text):
            return []
        graphs = [("default-graph-uri", iri) for iri in default]
        return graphs + [("named-graph-uri", iri) for iri in named]


def without_user(address: str) -> str:
    """An address without user and password."""
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def send(address: str, fields: Iterable[tuple[str, str]], accept: str = "*/*") -> tuple[bytes, str]:
    """What a server answers to a form, and of which media type.

    Raises QueryError where it refuses the form, LimitError where it does not answer.
    """
    plain, opener = _opener(address)
    request = Request(plain, urlencode(list(fields)).encode(), {"Accept": accept})
    try:
        with opener.open(request, timeout=SECONDS) as answer:
            return _read(answer)
    except HTTPError as error:
        said = " ".join(error.read().decode("utf-8", "replace").split())[:_LONGEST]
        refused = f"{plain} answers {error.code}: {said or error.reason}"
        raise (LimitError(refused, "server") if error.code in _NOT_NOW else QueryError(refused)) from None
    except (URLError, HTTPException, OSError) as error:
        why = f"{plain} does not answer: {getattr(error, 'reason', error)}"
        raise LimitError(why, "server") from None


def _read(answer: HTTPResponse) -> tuple[bytes, str]:
    return answer.read(), answer.headers.get_content_type()


def _opener(address: str) -> tuple[str, OpenerDirector]:
    """The address without user and password, and what knows them."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise QueryError(f"{address!r} is no address of a SPARQL server such as http://127.0.0.1:7878/query")
    plain = without_user(address)
    known = HTTPPasswordMgrWithDefaultRealm()
    if parts.username is not None:
        known.add_password(None, plain, parts.username, parts.password or "")
    return plain, build_opener(HTTPBasicAuthHandler(known), HTTPDigestAuthHandler(known))


def _rows(said: bytes, shown: str) -> Result:
    try:
        data = json.loads(said)
        if "boolean" in data:
            return Result(boolean=bool(data["boolean"]))
        names = tuple(data["head"]["vars"])
        if names == _ASKED:
            return Result(boolean=bool(_found(data)))
        return Result(names, tuple(tuple(_cell(row.get(name)) for name in names) for row in _found(data)))
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _no_answer(said, shown) from None


def _no_answer(said: bytes, shown: str) -> QueryError:
    return QueryError(f"{shown} does not answer as a SPARQL server does: {said[:80]!r}")


def _found(data: Any) -> Any:
    return data["results"]["bindings"]


def _cell(term: Mapping[str, str] | None) -> Cell | None:
    """A term of the JSON of results, as the other engines give it."""
    if term is None:
        return None
    kind = {"uri": "uri", "bnode": "bnode"}.get(term["type"], "literal")
    return same_cell(term["value"], kind, term.get("datatype", ""), term.get("xml:lang", ""))


def _statements(said: bytes, shown: str) -> Result:
    from pyoxigraph import RdfFormat, parse

    try:
        quads = list(parse(said, RdfFormat.N_TRIPLES))
    except SyntaxError:
        raise _no_answer(said, shown) from None
    found = {tuple(map(cell, (quad.subject, quad.predicate, quad.object))) for quad in quads}
    return Result(triples=tuple(sorted(found, key=str)))  # type: ignore[arg-type]
