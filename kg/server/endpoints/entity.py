"""/api/entity: all that is known of one entity."""

from __future__ import annotations

from collections import Counter
from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route

from kg import lexicon
from kg.lexicon.small_places import linked_place
from kg.rdf.iris import Iris
from kg.records import Entity
from kg.server import serializers
from kg.server.judged_claims import retyped
from kg.server.moments import timeline
from kg.server.responses import text
from kg.server.serializers import Data
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link
from kg.server.state import State, View
from kg.server.views import reading
from kg.store import resolved

ARTICLES = 500  # of an entity, those that name it most
NEIGHBOURS = 500


def routes(state: State) -> list[BaseRoute]:
    """The address of this module."""

    def entity(view: View, request: Request) -> Data:
        shot, key = view.snapshot, text(request, "key")
        now = retyped(view.store, key) if key not in shot.entities and key not in shot.former else None
        return described(view, shot.entity(now if now and now in shot.entities else key), Iris(shot.base))

    return [Route("/api/entity", reading(state, entity), methods=["GET"])]


def described(view: View, entity: Entity, iris: Iris) -> Data:
    """Names, facts, timeline, neighbours, articles and doubts."""
    shot = view.snapshot
    links = shot.of_entity.get(entity.key, [])
    articles, neighbours = _articles(shot, entity), _neighbours(shot, entity, links)
    return {
        **serializers.ref(entity),
        "iri": iris.entity(entity.key),
        "aliases": list(entity.aliases),
        "formerKeys": list(entity.former_keys),
        "note": entity.note,
        "known": [
            {"id": one.id, "name": one.name, "topics": list(one.topics), "reason": one.reason}
            for one in entity.known
        ],
        "place": _place(entity),
        "facts": [serializers.fact(shot, link) for link in links],
        "timeline": timeline(view, entity),
        "neighbours": neighbours[:NEIGHBOURS],
        "neighbourCount": len(neighbours),
        "articles": articles[:ARTICLES],
        "articleCount": len(articles),
        "undecided": _undecided(view, entity),
    }


def _place(entity: Entity) -> Data | None:
    """Where a place lies, as far as the lexicon knows it."""
    known = linked_place(entity.place) if entity.place else None
    if known is None and entity.latitude is None:
        return None
    return {
        "latitude": entity.latitude,
        "longitude": entity.longitude,
        "wikidata": (known.wikidata or None) if known else None,
        "country": _country(known) if known else None,
        "kind": known.kind if known else None,
    }


def _country(place: lexicon.Place) -> str | None:
    """The name of the country that a place lies in or is."""
    around = (place, *lexicon.places().ancestors(place))
    return next((other.name for other in around if other.kind == "country"), None)


def _neighbours(shot: Snapshot, entity: Entity, links: list[Link]) -> list[Data]:
    """Who has a fact or a sentence with the entity, those with most facts first."""
    facts: Counter[str] = Counter(
        other for link in links for other in (link.subject, link.object) if other and other != entity.key
    )
    sentences = shot.cooccurring(entity.key)
    keys = sorted({*facts, *sentences}, key=lambda key: (-facts[key], -sentences.get(key, 0), key))
    return [
        {**serializers.key_ref(shot, key), "facts": facts[key], "sentences": sentences.get(key, 0)}
        for key in keys
    ]


def _articles(shot: Snapshot, entity: Entity) -> list[Data]:
    """The articles that name the entity, those that do so most first."""
    counts = {id: dict(shot.mentions(id)).get(entity.key, 0) for id in {id for id, _ in entity.members}}
    ranked = sorted(counts, key=lambda id: (-counts[id], id))
    return [{**serializers.article(shot.article(id)), "mentions": counts[id]} for id in ranked]


def _undecided(view: View, entity: Entity) -> list[Data]:
    """Who else the entity may be."""
    shot = view.snapshot
    found: list[Data] = []
    for pair in resolved.doubts(view.store, "undecided"):
        sides: list[Any] = [pair["left"], pair["right"]]
        if entity.key in sides:
            other = sides[1 - sides.index(entity.key)]
            if other in shot.entities:
                about = {"score": pair["score"], "reasons": pair["reasons"]}
                found.append({"other": serializers.key_ref(shot, other), **about})
    return found
