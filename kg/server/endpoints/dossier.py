"""/api/dossier: what is known of chosen entities, as a document."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.dossier import write
from kg.errors import QueryError
from kg.pipeline.dossiers import dossier
from kg.server.background import Queue
from kg.server.endpoints.export import Kind, file, read
from kg.server.state import State

MOST = 200  # entities
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = MappingProxyType(
    {
        "markdown": Kind("markdown", "text/markdown; charset=utf-8", "md"),
        "docx": Kind("docx", WORD, "docx"),
    }
)


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""

    def make(request: Request, data: Any) -> Response:
        with state.view() as view:
            wish = read(data, view.snapshot, FORMATS, "")
            if len(wish.entities) > MOST:
                raise QueryError(f"a dossier is about at most {MOST} entities, not {len(wish.entities)}")
            made = dossier(view.store, wish.entities, view.snapshot.ontology, wish.title or None)
            return file(write(made, wish.format), FORMATS[wish.format], made.title)

    return [Route("/api/dossier", Queue("dossier").json(make), methods=["POST"])]
