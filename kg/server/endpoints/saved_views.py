"""/api/views: views of the network that were saved by name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.pipeline import saved_views
from kg.pipeline.saved_views import SavedView
from kg.server.background import Queue
from kg.server.responses import answer, text
from kg.server.state import State


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module. Views are written one after the other."""
    queue = Queue("views")

    def listed(request: Request) -> Response:
        return _answer(request, saved_views.load(state.folder))

    def saved(request: Request, data: Any) -> Response:
        return _answer(request, saved_views.save(state.folder, _view(data)))

    async def removed(request: Request) -> Response:
        name = text(request, "name")
        return await queue.run(lambda: _answer(request, saved_views.remove(state.folder, name)))

    return [
        Route("/api/views", listed, methods=["GET"]),
        Route("/api/views", queue.json(saved), methods=["POST"]),
        Route("/api/views", removed, methods=["DELETE"]),
    ]


def _view(data: Any) -> SavedView:
    fields = ("name", "note", "view")
    if not isinstance(data, dict) or not all(isinstance(data.get(field), str) for field in fields):
        raise QueryError('a view is {"name": ..., "note": ..., "view": ...}')
    return SavedView(*(data[field] for field in fields))


def _answer(request: Request, views: tuple[SavedView, ...]) -> Response:
    return answer(request, [asdict(view) for view in views])
