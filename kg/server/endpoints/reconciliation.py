"""/reconcile: names of a table matched with entities, by the W3C community's Reconciliation API 0.2.

OpenRefine and other programs ask it; as everywhere, pages of other sites are not answered. JSONP is refused.
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from rapidfuzz import fuzz
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from kg.errors import QueryError
from kg.lexicon import fold
from kg.page.text import in_words
from kg.rdf.iris import Iris
from kg.records import Entity, EntityType, Status
from kg.server import describing, serializers
from kg.server.responses import answer, number, parsed, text
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link
from kg.server.state import State, View
from kg.server.views import reading

PATH = "/reconcile"
MOST_QUERIES = 50  # in one request; the manifest says so
MOST_RESULTS = 25
USUAL_RESULTS = 5
LONGEST_NAME = 200  # letters
LONGEST_BODY = 200_000  # bytes
MOST_PROPERTIES = 10
MOST_FACTS = 8  # in a preview
WEIGHT = 0.2  # of the properties in a score
FORM = "application/x-www-form-urlencoded"


def routes(state: State) -> list[BaseRoute]:
    """The addresses of this module."""

    async def service(request: Request) -> Response:
        queries = await _queries(request)
        return await run_in_threadpool(_answered, state, request, queries)

    def preview(request: Request) -> Response:
        with state.view() as view:
            entity = view.snapshot.entity(text(request, "id", longest=LONGEST_NAME * 5))
            body = _preview(view, entity)
        return Response(body, media_type="text/html")

    return [
        Route(PATH, service, methods=["GET", "POST"]),
        Route(f"{PATH}/preview", preview, methods=["GET"]),
        Route(f"{PATH}/suggest/entity", reading(state, suggested), methods=["GET"]),
    ]


async def _queries(request: Request) -> Data | None:
    """The batch of queries; None where the manifest is asked for."""
    if "callback" in request.query_params:
        raise HTTPException(403, "answers as scripts (JSONP) are not given")
    given = request.query_params.get("queries")
    if request.method == "POST":
        body = await request.body()
        if len(body) > LONGEST_BODY:
            raise HTTPException(413, f"the request has {len(body)} bytes; at most {LONGEST_BODY} are read")
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
            raise HTTPException(415, f"queries come as {FORM}")
        given = _field(body)
    if given is None:
        return None
    batch = parsed(given.encode("utf-8", "replace"))
    if not isinstance(batch, dict) or not all(isinstance(query, dict) for query in batch.values()):
        raise QueryError('queries are {"q0": {"query": ...}, ...}')
    if len(batch) > MOST_QUERIES:
        raise HTTPException(413, f"{len(batch)} queries; at most {MOST_QUERIES} are answered at once")
    return batch


def _field(body: bytes) -> str | None:
    from kg.server.sparql_protocol import pairs

    found = [value for name, value in pairs(body, "the form") if name == "queries"]
    return found[0] if found else None


def _answered(state: State, request: Request, queries: Data | None) -> Response:
    with state.view() as view:
        data = _manifest(state, request) if queries is None else _results(view, queries)
        return answer(request, data, generation=view.snapshot.generation)


def _manifest(state: State, request: Request) -> Data:
    here = f"{request.url.scheme}://{request.headers['host']}"
    return {
        "versions": ["0.2"],
        "name": state.settings.title,
        "identifierSpace": Iris(state.base).entity(""),
        "schemaSpace": "https://schema.org/",
        "defaultTypes": [_type(kind) for kind in EntityType],
        "view": {"url": f"{here}/entity?key={{{{id}}}}"},
        "batchSize": MOST_QUERIES,
        "preview": {"url": f"{here}{PATH}/preview?id={{{{id}}}}", "width": 430, "height": 300},
        "suggest": {"entity": {"service_url": here, "service_path": f"{PATH}/suggest/entity"}},
    }


def _type(kind: str) -> Data:
    return {"id": kind, "name": kind}


def _results(view: View, queries: Data) -> Data:
    return {name: {"result": _candidates(view.snapshot, query)} for name, query in queries.items()}


def _candidates(shot: Snapshot, query: Data) -> list[Data]:
    """Who a name may mean, the likeliest first."""
    name, limit = query.get("query"), query.get("limit", USUAL_RESULTS)
    if not isinstance(name, str) or len(name) > LONGEST_NAME:
        raise QueryError(f"'query' is a name of at most {LONGEST_NAME} letters")
    if isinstance(limit, bool) or not isinstance(limit, int) or not 1 <= limit <= MOST_RESULTS:
        raise QueryError(f"'limit' is a number from 1 to {MOST_RESULTS}")
    kinds, values = _kinds(query.get("type")), _values(query.get("properties", []))
    found = [shot.entities[one.key] for one in shot.names.search(name, MOST_RESULTS * 2)]
    found = [entity for entity in found if not kinds or entity.type in kinds]
    scores = {entity.key: _score(shot, entity, name, values) for entity in found}
    ranked = sorted(found, key=lambda entity: (-scores[entity.key], entity.key))[:limit]
    sure = _sure(found, name)
    return [
        {
            "id": entity.key,
            "name": entity.name,
            "description": describing.line(shot, entity),
            "score": scores[entity.key],
            "match": entity.key == sure,
            "type": [_type(entity.type)],
        }
        for entity in ranked
    ]


def _kinds(given: Any) -> frozenset[str]:
    """The types that are asked for; those that are none of ours match nothing."""
    names = [] if given is None else given if isinstance(given, list) else [given]
    found = [one.get("id") if isinstance(one, dict) else one for one in names]
    kinds = [name for name in found if isinstance(name, str)]
    if len(kinds) < len(found):
        raise QueryError("'type' is the name of a type, or a list of them")
    return frozenset(name.removeprefix("https://schema.org/") for name in kinds)


def _values(given: Any) -> list[str]:
    """What else the row says, folded."""
    if not isinstance(given, list) or len(given) > MOST_PROPERTIES:
        raise QueryError(f"'properties' is a list of at most {MOST_PROPERTIES}")
    found: list[str] = []
    for one in given:
        value = one.get("v") if isinstance(one, dict) else None
        values = value if isinstance(value, list) else [value]
        words = [item.get("name", item.get("id")) if isinstance(item, dict) else item for item in values]
        found += [fold(str(word))[:LONGEST_NAME] for word in words[:MOST_PROPERTIES] if word]
    return found


def _score(shot: Snapshot, entity: Entity, name: str, values: list[str]) -> float:
    """From 0 to 100: how alike the nearest of its names is, and how many values stand beside it."""
    asked = fold(name)
    alike = max(fuzz.token_sort_ratio(asked, fold(own)) for own in (entity.name, *entity.aliases))
    if not values:
        return round(alike, 1)
    around = _around(shot, entity)
    met = sum(value in around for value in values) / len(values)
    return round((1 - WEIGHT) * alike + WEIGHT * 100 * met, 1)


def _around(shot: Snapshot, entity: Entity) -> frozenset[str]:
    """The names of all with whom it has a fact, and the values of its facts, folded."""
    links = _stated(shot, entity)
    keys = {key for link in links for key in (link.subject, link.object) if key and key != entity.key}
    values = {fold(link.value) for link in links if link.value}
    return frozenset(values | {fold(name) for key in keys for name in _names(shot.entities[key])})


def _stated(shot: Snapshot, entity: Entity) -> list[Link]:
    return [link for link in shot.of_entity.get(entity.key, []) if link.status == Status.ASSERTED]


def _names(entity: Entity) -> tuple[str, ...]:
    return (entity.name, *entity.aliases)


def _sure(found: list[Entity], name: str) -> str | None:
    """The only one that is called so in full, by two words or more where it is a person."""
    asked = fold(name)
    bearers = [entity for entity in found if asked in {fold(own) for own in _names(entity)}]
    alone = len(bearers) == 1 and (bearers[0].type != EntityType.PERSON or len(asked.split()) > 1)
    return bearers[0].key if alone else None


def suggested(view: View, request: Request) -> Data:
    """Entities for what was typed so far, from ``cursor`` on."""
    prefix = text(request, "prefix", longest=LONGEST_NAME)
    start = number(request, "cursor", 0, most=MOST_RESULTS, least=0)
    shot = view.snapshot
    found = shot.names.search(prefix, MOST_RESULTS)[start:]
    return {
        "result": [
            {
                "id": one.key,
                "name": shot.entities[one.key].name,
                "description": describing.line(shot, shot.entities[one.key]),
                "notable": [_type(shot.entities[one.key].type)],
            }
            for one in found
        ]
    }


def _preview(view: View, entity: Entity) -> str:
    """A small page: name, what it is, and its facts. All text of the graph is escaped."""
    shot = view.snapshot
    facts = [serializers.fact(shot, link) for link in _stated(shot, entity)[:MOST_FACTS]]
    lines = "".join(f"<li>{escape(_said(shot, fact))}</li>" for fact in facts)
    link = f"/entity?key={quote(entity.key)}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(entity.name)}</title>'
        f'<h1><a href="{escape(link)}">{escape(entity.name)}</a></h1>'
        f"<p>{escape(entity.type)}: {escape(describing.line(shot, entity))}</p><ul>{lines}</ul></html>"
    )


def _said(shot: Snapshot, fact: Data) -> str:
    ends = [fact.get("subject"), fact.get("object")]
    subject, other = (end.get("name") if isinstance(end, dict) else end for end in ends)
    return f"{subject} {in_words(fact['relation'])} {other or fact.get('value') or ''}"
