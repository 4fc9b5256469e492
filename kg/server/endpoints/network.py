"""/api/network, /api/neighbours, /api/together: entities and the facts between them, as columns."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.server.network_columns import MOST, Columns, columns, whole
from kg.server.responses import GENERATION, JSON, number, takes_gzip, text
from kg.server.snapshot import Snapshot
from kg.server.state import State, View
from kg.server.views import reading

MOST_PAIRS = 60_000
MOST_BESIDE = 100


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module."""

    def network(request: Request) -> Response:
        limit = number(request, "limit", MOST, most=10 * MOST)
        with state.view() as view:
            shot = view.snapshot
        body, packed, tag = whole(shot, limit)
        headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Encoding"}
        headers[GENERATION] = str(shot.generation)
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        if takes_gzip(request):
            return Response(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=JSON)
        return Response(body, headers=headers, media_type=JSON)

    return [
        Route("/api/network", network, methods=["GET"]),
        Route("/api/neighbours", reading(state, neighbours), methods=["GET"]),
        Route("/api/together", reading(state, cooccurring), methods=["GET"]),
    ]


def neighbours(view: View, request: Request) -> Columns:
    """An entity with everyone it has a fact with, and the facts between them."""
    shot = view.snapshot
    key = shot.entity(text(request, "key")).key
    keys = {key}
    for link in shot.of_entity.get(key, ()):
        keys |= {link.subject, link.object or link.subject}
    return columns(shot, sorted(shot.places[one] for one in keys))


def cooccurring(view: View, request: Request) -> Columns:
    """Who is named in one sentence with whom, the most frequent pairs first; ``key`` asks for one's own."""
    shot = view.snapshot
    if one := text(request, "key", ""):
        return _beside(shot, shot.entity(one).key, number(request, "limit", MOST_BESIDE, most=MOST_PAIRS))
    keys = shot.overview.positions.keys
    pairs = shot.overview.together[: number(request, "limit", MOST, most=MOST_PAIRS)]
    return {
        "source": [keys[a] for a, _, _ in pairs],
        "target": [keys[b] for _, b, _ in pairs],
        "count": [count for _, _, count in pairs],
    }


def _beside(shot: Snapshot, key: str, limit: int) -> Columns:
    """Who is named in one sentence with one entity."""
    found = sorted(shot.cooccurring(key).items(), key=lambda item: (-item[1], shot.places[item[0]]))[:limit]
    return {
        "source": [key] * len(found),
        "target": [other for other, _ in found],
        "count": [count for _, count in found],
    }
