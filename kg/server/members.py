"""/api/members: the articles' own entities that an entity was put together from, to be told apart again."""

from __future__ import annotations

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.graph import resolved
from kg.server import pieces
from kg.server.answers import reading, text
from kg.server.pieces import Data
from kg.server.state import State, View

MOST = 300


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""
    return [Route("/api/members", reading(state, members), methods=["GET"])]


def members(view: View, request: Request) -> Data:
    """The members of an entity, sorted, each with its name in its article and the id that decisions know."""
    entity = view.snapshot.entity(text(request, "key"))
    shown = [_member(view, article, local) for article, local in entity.members[:MOST]]
    return {**pieces.ref(entity), "members": shown, "hidden": len(entity.members) - len(shown)}


def _member(view: View, article: str, local: str) -> Data:
    read = resolved.reading(view.store, article)
    known = {} if read is None else {entity.id: entity.name for entity in read.entities}
    return {
        "id": f"{article}#{local}",
        "name": known.get(local, local),
        "article": pieces.article(view.snapshot.article(article)),
    }
