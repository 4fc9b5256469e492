"""/api/queries and /api/query: the named queries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import LimitError, QueryError
from kg.queries.answering import Question
from kg.queries.named import NamedQuery, named, query_named
from kg.queries.sandbox import decoded
from kg.server.endpoints.sparql import stopped, unless_gone
from kg.server.linked_table import LinkedTable, near
from kg.server.responses import answer, parsed
from kg.server.snapshot import Snapshot
from kg.server.state import State

Data = dict[str, Any]


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module."""

    async def listed(request: Request) -> Response:
        state.workers.warm()
        return answer(request, [_described(query) for query in named().values()])

    async def ask(request: Request) -> Response:
        return await unless_gone(request, _asked(state, request))

    return [
        Route("/api/queries", listed, methods=["GET"]),
        Route("/api/query", ask, methods=["POST"]),
    ]


def _described(query: NamedQuery) -> Data:
    return {
        "name": query.name,
        "title": query.title,
        "purpose": query.purpose,
        "inferred": query.inferred,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.type,
                "help": parameter.help,
                "default": parameter.default,
                "required": parameter.required,
            }
            for parameter in query.parameters
        ],
        "text": query.text,
    }


async def _asked(state: State, request: Request) -> Response:
    data = parsed(await request.body())
    question, inside = _question(data), _inside(data)
    query = query_named(question.query)
    wider = {name: value for name, value in question.parameters.items() if name not in inside}
    try:
        found = await state.workers.own.ask(replace(question, parameters=wider))
    except LimitError as error:
        return stopped(error)
    kept = {name: question.parameters[name] for name in inside if name in question.parameters}
    return await run_in_threadpool(_answer, state, request, query, found.body, question.parameters, kept)


def _inside(data: Data) -> frozenset[str]:
    """The parameters that places within their value may stand for, too."""
    given = data.get("within", [])
    if not isinstance(given, list) or not all(isinstance(name, str) for name in given):
        raise QueryError("'within' is a list of names of parameters")
    optional = {p.name for p in query_named(data["name"]).parameters if p.type == "entity" and not p.required}
    return frozenset(optional & set(given))


def _question(data: Any) -> Question:
    """The question in a request's JSON."""
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise QueryError('a query is {"name": ..., "parameters": {...}}')
    parameters = data.get("parameters") or {}
    if not isinstance(parameters, dict) or not all(isinstance(v, str | int) for v in parameters.values()):
        raise QueryError("the parameters of a query are texts by name")
    inferred = data.get("inferred", False)
    if not isinstance(inferred, bool):
        raise QueryError("'inferred' is true or false")
    given = {str(name): str(value) for name, value in parameters.items() if value != ""}
    return Question(query_named(data["name"]).name, given, named=True, inferred=inferred, linked=True)


def _answer(
    state: State,
    request: Request,
    query: NamedQuery,
    body: bytes,
    given: Mapping[str, str],
    inside: Mapping[str, str],
) -> Response:
    """Rows that lead to what they name; without any, what is near."""
    result = decoded(json.loads(body)).flat()
    with state.view() as view:
        shot = view.snapshot
        keys = {name: _present(shot, key) for name, key in given.items()}
        data = LinkedTable(shot, query, result, shot.base).data({n: keys[n] for n in inside})
        if not data["rows"]:
            data["near"] = near(shot, query, keys)
    return answer(request, data, generation=shot.generation)


def _present(shot: Snapshot, key: str) -> str:
    """The present key of an entity; other values as they are."""
    return shot.former.get(key, key)
