"""The network as columns, the whole of it packed once for all who ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.graph import edtf
from kg.server.counts import published
from kg.server.responses import pack, to_json
from kg.server.snapshot import Snapshot
from kg.server.snapshot_rows import Link

MOST = 20_000  # entities of one answer

Columns = dict[str, Any]


def whole(shot: Snapshot, limit: int = MOST) -> tuple[bytes, bytes, str]:
    """The network, plain and packed, and a tag for it, made once: it is asked for again and again."""
    return shot.kept(("network", limit), lambda: _made(shot, limit))


def _made(shot: Snapshot, limit: int) -> tuple[bytes, bytes, str]:
    body = to_json(columns(shot, range(min(limit, len(shot.places)))))
    return body, pack(body), f'W/"{shot.stamp[:12]}-{shot.seen:x}-{limit}"'


def columns(shot: Snapshot, chosen: Sequence[int]) -> Columns:
    """The entities of these numbers and the facts between them."""
    tallies, placed = shot.tallies, shot.overview.positions
    types, statuses, relations, sources = (
        {name: n for n, name in enumerate(names)}
        for names in (tallies.types, tallies.statuses, tallies.relations, tallies.sources)
    )
    rows = {placed.keys[n]: row for row, n in enumerate(chosen)}
    found = _between(shot, rows)
    return {
        "generation": shot.generation,
        "total": {"nodes": len(shot.entities), "edges": sum(shot.degrees) // 2},
        "types": list(types),
        "statuses": list(statuses),
        "relations": list(relations),
        "sources": list(sources),
        "nodes": {
            "key": list(rows),
            "name": [shot.entities[key].name for key in rows],
            "type": [types[shot.entities[key].type] for key in rows],
            "x": [placed.x[n] for n in chosen],
            "y": [placed.y[n] for n in chosen],
            "weight": [placed.weights[n] for n in chosen],
            "community": [placed.communities[n] for n in chosen],
            "degree": [shot.degrees[n] for n in chosen],
        },
        "edges": {
            "source": [rows[link.subject] for link in found],
            "target": [rows[link.object or ""] for link in found],
            "relation": [relations[link.predicate] for link in found],
            "status": [statuses[link.status] for link in found],
            "sources": [_sources(shot, link, sources) for link in found],
            **_measures(shot, found),
        },
    }


def _measures(shot: Snapshot, found: Sequence[Link]) -> Columns:
    """What each fact is known by, how sure it is, when it was published, and of what time it speaks."""
    days = [published(link, shot.articles) for link in found]
    times = [edtf.outer(link.since, link.until, link.on) for link in found]
    return {
        "id": [link.id for link in found],
        "confidence": [round(100 * link.confidence) for link in found],
        "support": [link.support for link in found],
        "first": [first for first, _ in days],
        "last": [last for _, last in days],
        "begins": [begins for begins, _ in times],
        "ends": [ends for _, ends in times],
    }


def _between(shot: Snapshot, rows: Mapping[str, int]) -> list[Link]:
    """The facts between the entities of ``rows``, in the collection's order."""
    if len(rows) > len(shot.entities) / 4:
        return [link for link in shot.links if link.subject in rows and link.object in rows]
    found = [
        link
        for key in rows
        for link in shot.of_entity.get(key, ())
        if link.subject == key and link.object in rows
    ]
    return sorted(found, key=lambda link: shot.order[link.id])


def _sources(shot: Snapshot, link: Link, numbers: dict[str, int]) -> list[int]:
    return sorted({numbers[shot.articles[id].source or ""] for id in link.articles})
