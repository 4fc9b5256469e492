"""/api/meta: what the graph holds, in numbers."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

import kg
from kg.server.answers import reading
from kg.server.state import State, View


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""

    def meta(view: View, request: Request) -> Any:
        shot = view.snapshot
        return {
            "generation": shot.generation,
            "title": state.settings.title,
            "version": kg.__version__,
            "base": state.settings.base,
            "counts": {
                "articles": len(shot.articles),
                "entities": len(shot.entities),
                "facts": len(shot.links),
                "claims": sum(link.claims for link in shot.links),
            },
        }

    return [Route("/api/meta", reading(state, meta), methods=["GET"])]
