"""/sparql: the query part of the SPARQL 1.1 Protocol. An answer is whole before its status is sent."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import LimitError, QueryError
from kg.server.negotiation import choose
from kg.server.responses import SMALL, packed, problem
from kg.server.sparql_protocol import question, read
from kg.server.state import State

T = TypeVar("T")
ROWS = MappingProxyType(
    {
        "application/sparql-results+json": "json",
        "application/sparql-results+xml": "xml",
        "text/csv": "csv",
        "text/tab-separated-values": "tsv",
        "application/json": "json",
        "application/xml": "xml",
        "text/xml": "xml",
    }
)
GRAPHS = MappingProxyType(
    {
        "text/turtle": "turtle",
        "application/n-triples": "ntriples",
        "application/ld+json": "jsonld",
        "application/rdf+xml": "rdfxml",
    }
)
HTML = "text/html"
PAGE = "/query"
STATUS = MappingProxyType(
    {"time": 504, "memory": 500, "answers": 422, "format": 406, "queue": 503, "server": 502}
)
RETRY = 5  # seconds
STALE = MappingProxyType({"Warning": '110 - "the answer is of an older state of the graph"'})


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""

    async def sparql(request: Request) -> Response:
        return await unless_gone(request, _answered(state, request))

    return [Route("/sparql", sparql, methods=["GET", "POST"])]


async def _answered(state: State, request: Request) -> Response:
    asked = question(await read(request))
    if asked is None:
        return _described(request)
    accept = request.headers.get("accept")
    types = choose(accept, ROWS), choose(accept, GRAPHS)
    formats = (ROWS.get(types[0] or ""), GRAPHS.get(types[1] or ""))
    if types == (None, None):
        return problem(406, f"there are {', '.join((*ROWS, *GRAPHS))}", {"Vary": "Accept"})
    try:
        found = await state.workers.free.ask(asked, formats)
    except LimitError as error:
        return stopped(error)
    old = STALE if await run_in_threadpool(lambda: state.is_behind) else {}
    return await sent(request, found.body, types[found.graph] or "", old)


def stopped(error: LimitError) -> Response:
    """The answer where a query was stopped, or never begun."""
    headers = {"Retry-After": str(RETRY)} if error.limit == "queue" else {}
    return problem(STATUS[error.limit], str(error), {"Vary": "Accept", **headers})


async def sent(
    request: Request, body: bytes, media: str, more: Mapping[str, str] = MappingProxyType({})
) -> Response:
    """An answer in its media type."""
    kind = f"{media}; charset=utf-8" if media.startswith("text/") else media
    headers = {"Vary": "Accept, Accept-Encoding", **more}
    if len(body) <= SMALL:
        return packed(request, body, kind, headers=headers)
    return await run_in_threadpool(packed, request, body, kind, headers=headers)


async def unless_gone(request: Request, work: Coroutine[object, object, Response]) -> Response:
    """What ``work`` answers; it is cancelled when the client goes before."""
    try:
        await request.body()  # what comes after it is that the client goes
    except BaseException:
        work.close()
        raise
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return await working if working.done() else Response(status_code=499)
    finally:
        working.cancel()
        leaving.cancel()


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        continue


def _described(request: Request) -> Response:
    """Without a query: what this service is, or for a browser the page to write one."""
    if request.method == "POST":
        raise QueryError("the parameter 'query' is missing")
    media = choose(request.headers.get("accept"), (*GRAPHS, HTML))
    if media == HTML:
        return RedirectResponse(PAGE, 303, {"Vary": "Accept"})
    if media is None:
        raise QueryError("the parameter 'query' is missing")
    body = _description(str(request.url.replace(query="", fragment="")), GRAPHS[media])
    return Response(body, headers={"Vary": "Accept"}, media_type=media)


def _description(address: str, format_: str) -> bytes:
    from pyoxigraph import RdfFormat, parse, serialize

    from kg.queries.graphs import SYNTAXES

    text = files("kg.server").joinpath("data/service.ttl").read_bytes()
    statements = (quad.triple for quad in parse(text, format=RdfFormat.TURTLE, base_iri=address))
    prefixes: Mapping[str, str] = {"sd": "http://www.w3.org/ns/sparql-service-description#"}
    made = serialize(statements, format=getattr(RdfFormat, SYNTAXES[format_]), prefixes=dict(prefixes))
    return made or b""
