"""Where every entity of a collection lies, how important it is and to which community it belongs.

Computed once for each state of the collection and kept as ``layout.json``, so that whoever shows
the network need not think about it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.errors import StoreError
from kg.records import Collection, Entity
from kg.view.communities import communities
from kg.view.drawing import importance, measured, placed
from kg.view.large import scatter
from kg.view.layout import Edge, Point

WHOLE = 1500  # up to so many entities, the layout of the page is used
COLUMNS = ("keys", "x", "y", "weights", "communities")


@dataclass(frozen=True, slots=True)
class Positions:
    """Columns with one entry for each entity, the most important first."""

    stamp: str  # of the state of the collection that they were made of
    keys: tuple[str, ...]
    x: tuple[int, ...]
    y: tuple[int, ...]
    weights: tuple[float, ...]  # 0 to 1
    communities: tuple[int, ...]  # 0 is the largest; whoever is alone has the last number


def positions(collection: Collection, stamp: str = "") -> Positions:
    """The places of all entities; the same for the same collection."""
    ranks = importance(collection)
    ranked = sorted(collection.entities, key=lambda entity: (-ranks[entity.key], entity.key))
    edges = _edges(ranked, collection)
    groups = communities(len(ranked), edges)
    points = _points(ranked, ranks, edges, groups)
    return Positions(
        stamp=stamp,
        keys=tuple(entity.key for entity in ranked),
        x=tuple(x for x, _ in points),
        y=tuple(y for _, y in points),
        weights=_weights([ranks[entity.key] for entity in ranked]),
        communities=_numbers(groups, len(ranked)),
    )


def _edges(ranked: Sequence[Entity], collection: Collection) -> list[Edge]:
    numbers = {entity.key: number for number, entity in enumerate(ranked)}
    joined = {
        (numbers[fact.subject], numbers[fact.object])
        for fact in collection.facts
        if fact.object and fact.object != fact.subject
    }
    return sorted({(min(pair), max(pair)) for pair in joined})


def _points(
    ranked: Sequence[Entity],
    ranks: dict[str, float],
    edges: list[Edge],
    groups: list[list[int]],
) -> Sequence[Point]:
    _, sizes, boxes = measured(ranked, ranks)
    if len(ranked) <= WHOLE:
        outside = frozenset(i for i, entity in enumerate(ranked) if ranks[entity.key] < 1.0)
        return placed(tuple(boxes), tuple(edges), outside)
    points = scatter([2.0 * size for size in sizes], edges, groups)
    return [(round(float(x)), round(float(y))) for x, y in points]


def _weights(ranks: Sequence[float]) -> tuple[float, ...]:
    """Ranks as shares of the highest; the square root keeps the small ones apart."""
    above = [max(rank - 1.0, 0.0) for rank in ranks]
    least, most = min((rank for rank in above if rank), default=0.0), max(above, default=0.0)
    spread = (most - least) or 1.0
    return tuple(round((max(rank - least, 0.0) / spread) ** 0.5, 4) for rank in above)


def _numbers(groups: list[list[int]], count: int) -> tuple[int, ...]:
    joined = [group for group in groups if len(group) > 1]
    numbers = [len(joined)] * count
    for number, group in enumerate(joined):
        for node in group:
            numbers[node] = number
    return tuple(numbers)


def write(collection: Collection, path: Path, stamp: str) -> None:
    """Write the places of all entities, whole or not at all."""
    new = path.with_name(f".{path.name}.new")
    with new.open("w", encoding="utf-8", errors="surrogatepass", newline="\n") as file:
        json.dump(asdict(positions(collection, stamp)), file, ensure_ascii=False, separators=(",", ":"))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def read(path: Path) -> Positions | None:
    """What ``write`` wrote; None if there is no such file, StoreError if it is damaged."""
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        found = Positions(stamp=str(data["stamp"]), **{name: tuple(data[name]) for name in COLUMNS})
    except (ValueError, TypeError, KeyError) as error:
        raise StoreError(f"{path} is damaged ({error}): delete it and build again") from None
    if len({len(getattr(found, name)) for name in COLUMNS}) > 1:
        raise StoreError(f"{path} is damaged (columns of unequal length): delete it and build again")
    return found
