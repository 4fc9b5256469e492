"""The IRIs of the graph answer: with RDF for programs, with a page of the explorer for people."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from kg.errors import LimitError, NotFoundError
from kg.queries.answering import Question
from kg.queries.sandbox import decoded
from kg.rdf.iris import Iris
from kg.server.endpoints.sparql import GRAPHS, HTML, sent, stopped, unless_gone
from kg.server.negotiation import choose
from kg.server.state import State

ENTITY = "id"
KINDS = ("fact", "claim", "article", "sentence", "membership", "post", "interval", "quote")
HEADERS = {"Vary": "Accept"}


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module: those of the IRIs, without their base."""

    async def entity(request: Request) -> Response:
        return await unless_gone(request, _entity(state, request, request.path_params["path"]))

    async def thing(request: Request) -> Response:
        return await unless_gone(request, _thing(state, request))

    kinds = [Route(f"/{kind}/{{path:path}}", thing, methods=["GET"]) for kind in KINDS]
    return [Route(f"/{ENTITY}/{{path:path}}", entity, methods=["GET"]), *kinds]


async def _entity(state: State, request: Request, key: str) -> Response:
    present = await run_in_threadpool(lambda: state.snapshot().entity(key).key)
    media = _media(request)
    if present != key:
        path = Iris(state.base).entity(present).removeprefix(state.base)
        return RedirectResponse(f"/{path}", 303, HEADERS)
    if media == HTML:
        return RedirectResponse(f"/entity?{urlencode({'key': key})}", 303, HEADERS)
    return await _described(state, request, "entity", Iris(state.base).entity(key), media)


async def _thing(state: State, request: Request) -> Response:
    path = quote(request.url.path.removeprefix("/"), safe="/-_~.")
    iri, media = f"{state.base}{path}", _media(request)
    page = await _page(state, iri) if media == HTML else None
    if page:
        return RedirectResponse(page, 303, HEADERS)
    return await _described(state, request, "thing", iri, "text/turtle" if media == HTML else media)


def _media(request: Request) -> str:
    """The type to answer in; one who takes no RDF is sent to a page."""
    return choose(request.headers.get("accept"), (*GRAPHS, HTML)) or HTML


async def _described(state: State, request: Request, query: str, iri: str, media: str) -> Response:
    question = Question(_text(query), iris={"this": iri})
    try:
        found = await state.workers.own.ask(question, (None, GRAPHS[media]))
    except LimitError as error:
        return stopped(error)
    if not found.count:
        raise NotFoundError(f"the graph has nothing of the name {iri[:200]}")
    return await sent(request, found.body, media)


async def _page(state: State, iri: str) -> str | None:
    """The page that shows a thing, if one does."""
    found = await state.workers.own.ask(Question(_text("page"), iris={"this": iri}))
    for row in decoded(json.loads(found.body)).dicts():
        entity = (row["entity"] or "").removeprefix(f"{state.base}{ENTITY}/")
        if row["article"]:
            claim = (row["claim"] or "").removeprefix(f"{state.base}claim/")
            return f"/article?{urlencode({'id': row['article'], **({'claim': claim} if claim else {})})}"
        if "/fact/" in iri:
            return f"/network?{urlencode({'start': entity, 'sel': 'f:' + iri.rpartition('/')[2]})}"
        return f"/entity?{urlencode({'key': entity})}"
    return None


@cache
def _text(query: str) -> str:
    return files("kg.server").joinpath(f"data/describe/{query}.rq").read_text("utf-8")
