"""/api/members: the articles' own entities that an entity was put together from, to be told apart again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.server import serializers
from kg.server.responses import text
from kg.server.serializers import Data
from kg.server.state import State, View
from kg.server.views import reading
from kg.store import resolved

MOST = 300


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""
    return [Route("/api/members", reading(state, members), methods=["GET"])]


def members(view: View, request: Request) -> Data:
    """The members of an entity, sorted, each with its name in its article and the id that decisions know."""
    entity = view.snapshot.entity(text(request, "key"))
    shown = [_member(view, article, local) for article, local in entity.members[:MOST]]
    return {**serializers.ref(entity), "members": shown, "hidden": len(entity.members) - len(shown)}


def _member(view: View, article: str, local: str) -> Data:
    read = resolved.reading(view.store, article)
    known = {} if read is None else {entity.id: entity.name for entity in read.entities}
    return {
        "id": f"{article}#{local}",
        "name": known.get(local, local),
        "article": serializers.article(view.snapshot.article(article)),
    }
