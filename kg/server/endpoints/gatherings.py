"""/api/times, /api/spots: several entities on one axis of time, and on one map."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.records import EntityType
from kg.server import describing, serializers
from kg.server.background import Queue
from kg.server.endpoints.export import texts
from kg.server.moments import timeline
from kg.server.responses import answer
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link
from kg.server.state import State, View

LANES = 40  # entities on one axis
FACTS = 40  # that are listed at a place


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module."""

    def in_time(request: Request, data: Any) -> Response:
        with state.view() as view:
            found = times(view, _asked(data))
        return answer(request, found, generation=view.snapshot.generation)

    def on_map(request: Request, data: Any) -> Response:
        with state.view() as view:
            found = spots(view.snapshot, _asked(data))
        return answer(request, found, generation=view.snapshot.generation)

    queue = Queue("gatherings")
    return [
        Route("/api/times", queue.json(in_time), methods=["POST"]),
        Route("/api/spots", queue.json(on_map), methods=["POST"]),
    ]


def _asked(data: Any) -> dict[str, list[str]]:
    if not isinstance(data, dict):
        raise QueryError('what is asked for is {"entities": [...], "facts": [...]}')
    return {name: texts(data, name) for name in ("entities", "facts")}


def times(view: View, asked: dict[str, list[str]]) -> Data:
    """Offices and dated facts of each entity; what has none is counted."""
    shot = view.snapshot
    entities = list(dict.fromkeys(shot.entity(key).key for key in asked["entities"]))
    found = [(shot.entities[key], timeline(view, shot.entities[key])) for key in entities[:LANES]]
    return {
        "lanes": [{**serializers.ref(entity), "moments": moments} for entity, moments in found if moments],
        "without": sum(not moments for _, moments in found),
        "left": max(0, len(entities) - LANES),
    }


def spots(shot: Snapshot, asked: dict[str, list[str]]) -> Data:
    """Where the places of a view lie, with the facts at each; places that no map knows apart."""
    at: dict[str, dict[str, Link]] = defaultdict(dict)
    shown = {shot.entity(key).key for key in asked["entities"]}
    for key in sorted(shown):
        if shot.entities[key].type == EntityType.PLACE:
            at[key] = {}
    for link in (shot.link(id) for id in asked["facts"]):
        for key in _places(shot, link):
            at[key][link.id] = link
    placed = [key for key in at if shot.entities[key].latitude is not None]
    placed.sort(key=lambda key: (-len(at[key]), shot.places[key]))
    return {
        "spots": [_spot(shot, key, at[key].values()) for key in placed],
        "unknown": [serializers.key_ref(shot, key) for key in sorted(at.keys() - set(placed))],
    }


def _places(shot: Snapshot, link: Link) -> set[str]:
    """The places at the ends of a fact, and those where it happened."""
    ends = (link.subject, link.object, *(shot.members.get(member) for member in link.where))
    return {key for key in ends if key and shot.entity(key).type == EntityType.PLACE}


def _spot(shot: Snapshot, key: str, links: Iterable[Link]) -> Data:
    entity = shot.entities[key]
    ranked = sorted(links, key=lambda link: (-link.support, -link.confidence, link.id))
    return {
        **serializers.ref(entity),
        "line": describing.line(shot, entity),
        "latitude": entity.latitude,
        "longitude": entity.longitude,
        "count": len(ranked),
        "facts": [serializers.fact(shot, link) for link in ranked[:FACTS]],
    }
