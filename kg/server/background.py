"""Work that takes long: one piece after the other, in a thread of its own, so that other requests go on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.server.responses import parsed, problem

WAITING = 8


class Queue:
    """Does one thing at a time; what comes while too much waits is turned away."""

    def __init__(self, name: str) -> None:
        self._thread = ThreadPoolExecutor(1, name)
        self._waiting = 0

    def json(self, handle: Callable[[Request, Any], Response]) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint that hands the JSON of a request's body to ``handle``."""

        async def endpoint(request: Request) -> Response:
            data = parsed(await request.body())
            return await self.run(lambda: handle(request, data))

        return endpoint

    async def run(self, work: Callable[[], Response]) -> Response:
        """What ``work`` answers, when its turn has come."""
        if self._waiting >= WAITING:
            return problem(503, "too much is waiting to be done; try again in a while", {"Retry-After": "5"})
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, work)
        finally:
            self._waiting -= 1
