"""/api/queries and /api/query: the named queries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import LimitError, QueryError
from kg.queries.answering import Question
from kg.queries.named import NamedQuery, find, named
from kg.queries.results import Cell
from kg.queries.sandbox import decoded
from kg.server.endpoints.sparql import stopped, unless_gone
from kg.server.responses import answer, parsed
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
    question = _question(parsed(await request.body()))
    try:
        found = await state.workers.own.ask(question)
    except LimitError as error:
        return stopped(error)
    return await run_in_threadpool(_answer, state, request, found.body)


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
    return Question(find(data["name"]).name, given, named=True, inferred=inferred)


def _answer(state: State, request: Request, body: bytes) -> Response:
    """Rows with the names of entities beside their IRIs."""
    with state.view() as view:
        names = {entity.key: entity.name for entity in view.snapshot.entities.values()}
    result = decoded(json.loads(body)).flat()
    rows = [[_cell(cell, names, f"{state.settings.base}id/") for cell in row] for row in result.rows]
    data = {"variables": list(result.variables), "rows": rows}
    return answer(request, data, generation=view.snapshot.generation)


def _cell(cell: Cell | None, names: Mapping[str, str], home: str) -> Data | None:
    if cell is None:
        return None
    data = {"value": cell.value, "kind": cell.kind, "datatype": cell.datatype, "language": cell.language}
    key = unquote(cell.value.removeprefix(home)) if cell.value.startswith(home) else ""
    return {**data, "key": key, "name": names[key]} if cell.kind == "uri" and key in names else data
