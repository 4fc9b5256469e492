"""/api/export: chosen entities and facts as a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.exports.formats import export
from kg.graph.selection import cut, gather
from kg.lexicon import fold
from kg.records import Collection
from kg.server.background import Queue
from kg.server.snapshot import Snapshot
from kg.server.state import State, View

MOST = 20_000  # entities, and facts
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of files: its name for exports, its media type and how its files end."""

    name: str
    media: str
    suffix: str


FORMATS = MappingProxyType(
    {
        "graphml": Kind("graphml", "application/graphml+xml", "graphml"),
        "gexf": Kind("gexf", "application/gexf+xml", "gexf"),
        "csv": Kind("csv", "text/csv; charset=utf-8", "csv"),
        "turtle": Kind("turtle", "text/turtle; charset=utf-8", "ttl"),
        "jsonld": Kind("jsonld", "application/ld+json", "jsonld"),
        "html": Kind("html", "text/html; charset=utf-8", "html"),
    }
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request wants in its file."""

    format: str
    entities: tuple[str, ...]  # keys, present ones
    facts: frozenset[str] | None  # ids; None for all among the entities
    title: str


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""

    def make(request: Request, data: Any) -> Response:
        with state.view() as view:
            wish = read(data, view.snapshot, FORMATS, state.settings.title)
            return file(_written(wish, view, view.snapshot.base), FORMATS[wish.format], wish.title)

    return [Route("/api/export", Queue("export").json(make), methods=["POST"])]


def read(data: Any, shot: Snapshot, formats: Mapping[str, Kind], title: str) -> Wish:
    """The wish in a request's JSON, checked; raises NotFoundError for what the graph does not have."""
    if not isinstance(data, dict) or data.get("format") not in formats:
        raise QueryError(f"'format' is one of {', '.join(formats)}")
    keys = tuple(dict.fromkeys(shot.entity(key).key for key in texts(data, "entities")))
    facts = None if data.get("facts") is None else frozenset(shot.link(id).id for id in texts(data, "facts"))
    if not keys and not facts:
        raise QueryError("nothing is chosen: 'entities' is empty")
    given = data.get("title") or title
    if not isinstance(given, str) or len(given) > LONGEST_TITLE:
        raise QueryError(f"'title' is a text of at most {LONGEST_TITLE} characters")
    ends = (shot.link(id) for id in sorted(facts or ()))
    joined = (key for link in ends for key in (link.subject, link.object) if key is not None)
    return Wish(data["format"], tuple(dict.fromkeys((*keys, *joined))), facts, given)


def texts(data: dict[str, Any], name: str) -> list[str]:
    """A list of texts in a request's JSON; none where it has no such name."""
    given = data.get(name, [])
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise QueryError(f"{name!r} is a list of texts")
    if len(given) > MOST:
        raise QueryError(f"{name!r} has {len(given)} items; at most {MOST} are taken")
    return given


def _written(wish: Wish, view: View, base: str) -> bytes:
    part = cut(gather(view.store, wish.entities), frozenset(wish.entities), wish.facts)
    if wish.format == "html":
        from kg.page import page

        made = page(part, ontology=view.snapshot.ontology, title=wish.title)
        return made.encode("utf-8", "xmlcharrefreplace")
    return _exported(part, wish.format, base, view.snapshot)


def _exported(part: Collection, format_: str, base: str, shot: Snapshot) -> bytes:
    """Chosen facts of every status are edges, each with its status."""
    made = io.BytesIO()
    statuses = frozenset(fact.status for fact in part.facts)
    export(part, FORMATS[format_].name, made, base=base, ontology=shot.ontology, statuses=statuses)
    return made.getvalue()


def file(body: bytes, kind: Kind, title: str) -> Response:
    """A file to be saved under a name made of its title."""
    plain = "-".join(fold(title).split())[:80].encode("ascii", "ignore").decode().strip("-")
    safe = "".join(c for c in plain if c.isalnum() or c == "-") or "export"
    named = f"attachment; filename=\"{safe}.{kind.suffix}\"; filename*=UTF-8''{quote(safe)}.{kind.suffix}"
    return Response(body, headers={"Content-Disposition": named}, media_type=kind.media)
