"""The overview of a snapshot: the one that the build wrote, or what can be kept of an older one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from math import cos, sin
from typing import Any

from kg.graph.communities import communities, numbered
from kg.layout.large import scatter
from kg.layout.stress import GOLDEN
from kg.page.overview import Overview
from kg.page.positions import Positions
from kg.records import Entity
from kg.server.snapshot_rows import Link

NEAR = 40.0  # how far from the middle of its neighbours a new entity is put
SIZE = 30.0  # the room of an entity whose importance is not known

Neighbours = Mapping[str, Sequence[str]]


def fitted(written: Overview | None, entities: Mapping[str, Entity], links: Sequence[Link]) -> Overview:
    """``written`` for just these entities: those that are gone left out, new ones among their neighbours.

    Without one, all are placed by their facts alone.
    """
    old = written or _fresh(entities, links)
    if len(old.positions.keys) == len(entities) and entities.keys() == set(old.positions.keys):
        return old
    kept = [key in entities for key in old.positions.keys]
    renumbered = {number: place for place, number in enumerate(compress(range(len(kept)), kept))}
    new = sorted(entities.keys() - set(old.positions.keys))
    return Overview(
        stamp=old.stamp,
        positions=_with(_kept(old.positions, kept), new, _neighbours(links)),
        together=tuple(
            (renumbered[a], renumbered[b], count)
            for a, b, count in old.together
            if a in renumbered and b in renumbered
        ),
        mentions={article: _renumbered(named, renumbered) for article, named in old.mentions.items()},
    )


def _fresh(entities: Mapping[str, Entity], links: Sequence[Link]) -> Overview:
    """An overview by the facts alone, those with most facts first."""
    around = _neighbours(links)
    keys = sorted(entities, key=lambda key: (-len(around.get(key, ())), key))
    numbers = {key: number for number, key in enumerate(keys)}
    edges = sorted({tuple(sorted((numbers[a], numbers[b]))) for a in around for b in around[a]})
    groups = communities(len(keys), [(a, b) for a, b in edges])
    points: Iterable[Any] = scatter([SIZE] * len(keys), [(a, b) for a, b in edges], groups) if keys else []
    most = max(map(len, around.values()), default=1)
    placed = Positions(
        keys=tuple(keys),
        x=tuple(round(float(x)) for x, _ in points),
        y=tuple(round(float(y)) for _, y in points),
        weights=tuple(round((len(around.get(key, ())) / most) ** 0.5, 4) for key in keys),
        communities=numbered(groups, len(keys)),
    )
    return Overview("", placed, (), {})


def _kept(old: Positions, kept: Sequence[bool]) -> Positions:
    return Positions(
        keys=tuple(compress(old.keys, kept)),
        x=tuple(compress(old.x, kept)),
        y=tuple(compress(old.y, kept)),
        weights=tuple(compress(old.weights, kept)),
        communities=tuple(compress(old.communities, kept)),
    )


def _renumbered(named: Sequence[int], numbers: Mapping[int, int]) -> tuple[int, ...]:
    pairs = zip(named[::2], named[1::2], strict=True)
    return tuple(part for number, count in pairs if number in numbers for part in (numbers[number], count))


def _neighbours(links: Iterable[Link]) -> Neighbours:
    found: dict[str, list[str]] = {}
    for link in links:
        if link.object is not None:
            found.setdefault(link.subject, []).append(link.object)
            found.setdefault(link.object, []).append(link.subject)
    return found


def _with(positions: Positions, new: Sequence[str], neighbours: Neighbours) -> Positions:
    """``positions`` with new keys behind the others."""
    places = {key: number for number, key in enumerate(positions.keys)}
    last = max(positions.communities, default=0)
    points, communities = [], []
    for number, key in enumerate(new):
        near = [places[other] for other in neighbours.get(key, ()) if other in places]
        points.append(_point(positions, near, number))
        communities.append(
            Counter(positions.communities[n] for n in near).most_common(1)[0][0] if near else last
        )
    return replace(
        positions,
        keys=(*positions.keys, *new),
        x=(*positions.x, *(x for x, _ in points)),
        y=(*positions.y, *(y for _, y in points)),
        weights=(*positions.weights, *(0.0 for _ in new)),
        communities=(*positions.communities, *communities),
    )


def _point(positions: Positions, near: Sequence[int], number: int) -> tuple[int, int]:
    """Beside the neighbours; without any, on a spiral around all."""
    angle = GOLDEN * number
    if near:
        x, y = (sum(axis[n] for n in near) / len(near) for axis in (positions.x, positions.y))
        return round(x + NEAR * cos(angle)), round(y + NEAR * sin(angle))
    wide = max((max(abs(x), abs(y)) for x, y in zip(positions.x, positions.y, strict=True)), default=0)
    distance = 1.5 * wide + NEAR * (number + 1) ** 0.5
    return round(distance * cos(angle)), round(distance * sin(angle))
