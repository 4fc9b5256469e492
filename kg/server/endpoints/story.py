"""/api/story: what the first screen shows."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.server import serializers
from kg.server.responses import text
from kg.server.serializers import Data
from kg.server.state import State, View
from kg.server.story import Span, story
from kg.server.views import reading
from kg.store import resolved

PAIRS = 5


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""
    return [Route("/api/story", reading(state, told), methods=["GET"])]


def told(view: View, request: Request) -> Data:
    """The collection at a glance; ``from`` and ``to`` are months of publication."""
    span = Span(_month(request, "from"), _month(request, "to"))
    undecided = resolved.doubts(view.store, "undecided")
    shown = [
        {side: serializers.key_ref(view.snapshot, pair[side]) for side in ("left", "right")}
        for pair in undecided[:PAIRS]
    ]
    return {**story(view.snapshot, span), "duplicates": {"count": len(undecided), "pairs": shown}}


def _month(request: Request, name: str) -> str | None:
    given = text(request, name, "")
    if given and not re.fullmatch(r"\d{4}-\d{2}", given):
        raise QueryError(f"the parameter {name!r} is {given[:20]!r}, not a month such as 2022-03")
    return given or None
