"""Another server that answers the explorer's queries: whether it holds the graph, and what is other then."""

from __future__ import annotations

from kg.errors import QueryError
from kg.queries.engines import open_engine
from kg.queries.remote import without_user
from kg.rdf.iris import Iris
from kg.server.snapshot import Snapshot

TRIED = 100  # entities, the best known first, of which the server has to know one
_ANY = "ASK { ?s ?p ?o }"
_KNOWN = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
ASK {{ VALUES ?entity {{ {} }} ?entity skos:prefLabel ?name }}"""


def check(shot: Snapshot, address: str) -> None:
    """Raise QueryError where a server does not answer, or holds nothing of the graph."""
    server, shown = open_engine(address), without_user(address)
    if not server.query(_ANY, {}, 1).boolean:
        raise QueryError(f"{shown} holds no graph: 'kg publish' brings it there")
    keys = sorted(shot.entities, key=lambda key: (-len(shot.entities[key].members), key))[:TRIED]
    known = " ".join(f"<{Iris(shot.base).entity(key)}>" for key in keys)
    if keys and not server.query(_KNOWN.format(known), {}, 1).boolean:
        raise QueryError(f"{shown} holds another graph than this one: 'kg publish' brings this one there")


def told(address: str, *, behind: bool) -> str:
    """What a person should know who lets a server answer."""
    state = "which is of an older state of the graph now" if behind else "as 'kg publish' left it"
    return (
        f"queries are answered by {without_user(address)}, {state}; decisions show in the pages at once, and "
        "in queries after the next 'kg publish'; a query that is stopped here may go on there"
    )
