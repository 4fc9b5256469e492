"""Endpoints that answer from one view of the collection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.server.responses import answer
from kg.server.state import State, View

Handler = Callable[[View, Request], Any]
Endpoint = Callable[[Request], Response]


def reading(state: State, handle: Handler) -> Endpoint:
    """An endpoint that answers with what ``handle`` finds, as JSON, all from one generation.

    Starlette runs it in a thread, since it is no coroutine.
    """

    def endpoint(request: Request) -> Response:
        with state.view() as view:
            data = handle(view, request)
        return answer(request, data, generation=view.snapshot.generation)

    return endpoint
