"""What answers are put together from: entities, facts and articles as the front end reads them."""

from __future__ import annotations

from typing import Any

from kg.page.cited import is_web
from kg.page.text import in_words
from kg.records import Entity, Heading
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link

Data = dict[str, Any]


def ref(entity: Entity) -> Data:
    """An entity by name."""
    return {"key": entity.key, "name": entity.name, "type": entity.type}


def key_ref(shot: Snapshot, key: str) -> Data:
    """The entity of a key, by name."""
    return ref(shot.entity(key))


def fact(shot: Snapshot, link: Link) -> Data:
    """A fact without its evidence."""
    return {
        "id": link.id,
        "relation": link.predicate,
        "label": in_words(link.predicate),
        "subject": key_ref(shot, link.subject),
        "object": None if link.object is None else key_ref(shot, link.object),
        "value": link.value,
        "status": link.status,
        "support": link.support,
        "confidence": link.confidence,
        "since": link.since,
        "until": link.until,
        "on": link.on,
        "role": link.role,
        "claims": link.claims,
    }


def article(heading: Heading) -> Data:
    """An article without its text."""
    url = heading.url if heading.url and is_web(heading.url) else None
    return {
        "id": heading.id,
        "title": heading.headline or heading.id,
        "published": heading.published,
        "source": heading.source,
        "author": heading.author,
        "url": url,
    }
