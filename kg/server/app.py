"""The application: which address is answered by what. Each module of the list adds its own routes."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from kg.errors import KGError
from kg.server import static
from kg.server.endpoints import (
    articles,
    decisions,
    dossier,
    entity,
    export,
    facts,
    gatherings,
    members,
    meta,
    named_queries,
    network,
    paths,
    reconciliation,
    resources,
    saved_views,
    search,
    sparql,
    story,
)
from kg.server.responses import on_any_error, on_http_error, on_kg_error
from kg.server.security import Guard
from kg.server.settings import Settings
from kg.server.state import State

Routes = Callable[[State], list[BaseRoute]]

# One line for each module; ``static`` stays last, since it answers what nobody else does.
ROUTES: tuple[Routes, ...] = (
    meta.routes,
    story.routes,
    network.routes,
    entity.routes,
    facts.routes,
    gatherings.routes,
    members.routes,
    articles.routes,
    search.routes,
    paths.routes,
    sparql.routes,
    named_queries.routes,
    resources.routes,
    reconciliation.routes,
    export.routes,
    dossier.routes,
    decisions.routes,
    saved_views.routes,
    static.routes,
)


def create_app(folder: Path, settings: Settings | None = None) -> ASGIApp:
    """The application that serves one graph folder."""
    return guarded(State(folder, settings))


def guarded(state: State) -> ASGIApp:
    """The application over ``state``, behind the guard: even its errors carry the guard's headers."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(state.workers.close)

    app = Starlette(
        lifespan=lifespan,
        routes=[route for routes in ROUTES for route in routes(state)],
        exception_handlers={KGError: on_kg_error, HTTPException: on_http_error, Exception: on_any_error},
    )
    app.state.kg = state
    return Guard(app, state)
