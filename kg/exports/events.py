"""Events as rows for spreadsheets, and as records with the fields of the PLOVER manual."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from kg.exports.tables import Row, write_rows
from kg.graph.citations import Citation, Citations
from kg.graph.happenings import Happening, happenings
from kg.lexicon.places import places
from kg.ontology import Ontology, load
from kg.records import Collection, Entity

COLUMNS = (
    "event", "date", "earliest", "latest", "class", "quad", "relation",
    "actor", "actor_key", "actor_type", "actor_country",
    "recipient", "recipient_key", "recipient_type", "recipient_country",
    "place", "latitude", "longitude", "amount", "topic", "status", "confidence", "support",
    "sentence", "article", "headline", "publisher", "published",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Told:
    """An event with those who act in it and its surest sentence."""

    event: Happening
    actor: Entity
    recipient: Entity | None
    place: Entity | None
    cited: Citation


def write_events(collection: Collection, file: BinaryIO, ontology: Ontology | None = None) -> None:
    """One row an event."""
    write_rows(file, COLUMNS, map(_row, _told(collection, ontology or load())))


def write_plover(collection: Collection, file: BinaryIO, ontology: Ontology | None = None) -> None:
    """One line of JSON an event."""
    for one in _told(collection, ontology or load()):
        file.write(json.dumps(_record(one), ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")


def _told(collection: Collection, ontology: Ontology) -> Iterator[_Told]:
    citations = Citations.of(collection)
    known = {entity.key: entity for entity in collection.entities}
    for event in happenings(collection, ontology):
        article, claim = max(event.claims, key=lambda one: (one[1].confidence, one[0], one[1].id))
        cited = citations.cite(article, claim)
        actor, recipient = event.ends
        where = cited.where.key if cited.where else None
        yield _Told(event, known[actor], known.get(recipient or ""), known.get(where or ""), cited)


def _row(one: _Told) -> Row:
    event, source = one.event, one.cited.passage.article
    return (
        *(event.id, event.day, *event.days, event.relation.plover, event.relation.quad, event.relation.name),
        *_cells(one.actor),
        *_cells(one.recipient),
        *((one.place.name, one.place.latitude, one.place.longitude) if one.place else (None, None, None)),
        *(one.cited.claim.amount, one.cited.claim.about),
        *(event.fact.status, event.fact.confidence, event.support),
        *(one.cited.passage.line, source.id, source.headline, source.source, source.published),
    )


def _cells(entity: Entity | None) -> Row:
    if entity is None:
        return (None, None, None, None)
    return entity.name, entity.key, entity.type, country_of(entity)


def country_of(entity: Entity) -> str | None:
    """The ISO code of the country that a place is or lies in."""
    place = places().get(entity.place) if entity.place else None
    country = places().country_of(place) if place is not None else None
    return country.id.removeprefix("country/") if country is not None else None


def _record(one: _Told) -> dict[str, Any]:
    event, source = one.event, one.cited.passage.article
    return {
        "id": event.id,
        "date": event.day or event.days[1],
        "event": event.relation.plover,
        "mode": event.relation.mode,
        "context": [],
        "quad": event.relation.quad,
        "relation": event.relation.name,
        "status": event.fact.status,
        "source": _actor(one.actor),
        "target": _actor(one.recipient) if one.recipient is not None else None,
        "location": _location(one.place),
        "text": one.cited.passage.line,
        "publisher": source.source,
        "url": source.url,
        "support": event.support,
        "confidence": event.fact.confidence,
    }


def _actor(entity: Entity) -> dict[str, str | None]:
    return {
        "name": entity.name,
        "id": entity.key,
        "type": entity.type,
        "country": country_of(entity),
    }


def _location(place: Entity | None) -> dict[str, str | float | None] | None:
    if place is None:
        return None
    return {"name": place.name, "latitude": place.latitude, "longitude": place.longitude}
