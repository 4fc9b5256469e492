"""Where every entity of a collection lies, how important it is and to which community it belongs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.graph.communities import communities, joined, numbered
from kg.graph.importance import importance
from kg.layout.kept_places import kept
from kg.layout.large import scatter
from kg.layout.stable import Box, Edge, Point
from kg.page.drawing import measured, placed
from kg.records import Collection, Entity

WHOLE = 1500  # up to so many entities, the layout of the page is used


@dataclass(frozen=True, slots=True)
class Positions:
    """Columns with one entry for each entity, the most important first."""

    keys: tuple[str, ...]
    x: tuple[int, ...]
    y: tuple[int, ...]
    weights: tuple[float, ...]  # 0 to 1
    communities: tuple[int, ...]  # 0 is the largest; whoever is alone has the last number


def positions(collection: Collection, old: Mapping[str, Point] | None = None) -> Positions:
    """The places of all entities, those of ``old`` where they were; the same for the same collection."""
    ranks = importance(collection)
    ranked = sorted(collection.entities, key=lambda entity: (-ranks[entity.key], entity.key))
    edges = joined([entity.key for entity in ranked], collection.facts)
    groups = communities(len(ranked), edges)
    points = _points(ranked, ranks, edges, groups, old or {})
    return Positions(
        keys=tuple(entity.key for entity in ranked),
        x=tuple(x for x, _ in points),
        y=tuple(y for _, y in points),
        weights=_weights([ranks[entity.key] for entity in ranked]),
        communities=numbered(groups, len(ranked)),
    )


def _points(
    ranked: Sequence[Entity],
    ranks: dict[str, float],
    edges: Sequence[Edge],
    groups: list[list[int]],
    old: Mapping[str, Point],
) -> Sequence[Point]:
    _, sizes, boxes = measured(ranked, ranks)
    if len(ranked) > WHOLE:
        boxes = [Box(2.0 * size, 2.0 * size) for size in sizes]
    stay = {number: old[entity.key] for number, entity in enumerate(ranked) if entity.key in old}
    if stay and (points := kept(boxes, edges, stay)) is not None:
        return points
    if len(ranked) <= WHOLE:
        outside = frozenset(i for i, entity in enumerate(ranked) if ranks[entity.key] < 1.0)
        return placed(tuple(boxes), tuple(edges), outside)
    scattered = scatter([2.0 * size for size in sizes], edges, groups)
    return [(round(float(x)), round(float(y))) for x, y in scattered]


def _weights(ranks: Sequence[float]) -> tuple[float, ...]:
    """Ranks as shares of the highest; the square root keeps the small ones apart."""
    above = [max(rank - 1.0, 0.0) for rank in ranks]
    least, most = min((rank for rank in above if rank), default=0.0), max(above, default=0.0)
    spread = (most - least) or 1.0
    return tuple(round((max(rank - least, 0.0) / spread) ** 0.5, 4) for rank in above)
