"""The circles that the page begins with: what hangs together, what opens of each, what goes across."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kg.graph.communities import communities, joined, numbered
from kg.graph.groups import OPENED, Groups
from kg.layout.bubbles import Circle, sized
from kg.layout.stable import Box, arrange
from kg.page.cited import Data
from kg.records import Collection, Entity, EntityType, Fact, Status

LISTED = 300  # small groups
EXAMPLES = 3  # facts that are named where groups are joined
SPREAD = 1.3  # how much further apart than elsewhere, so that lines have room for their names


@dataclass(frozen=True, slots=True)
class Opening:
    """What the page begins with; nothing where all that facts join fits into one view."""

    bubbles: tuple[Data, ...] = ()
    small: tuple[Data, ...] = ()  # groups that have none
    lines: tuple[Data, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)  # of the whole collection


def opening(
    collection: Collection, ranked: Sequence[Entity], numbers: Mapping[str, int], boxes: Sequence[Box]
) -> Opening:
    """The groups of ``collection``; entities that the page does not hold (``numbers``) open with none."""
    groups = _groups(collection, ranked)
    if sum(map(len, groups.members.values())) <= OPENED:
        return Opening()
    counts = [len(groups.named_in(members)) for members in groups.drawn]
    circles = sized(counts, {pair: float(len(links)) for pair, links in groups.crossing.items()})
    edges = {(numbers[f.subject], numbers[f.object or ""]) for f in groups.links if _held(f, numbers)}
    made = _Bubbles(groups, {e.key: e for e in ranked}, numbers, boxes, frozenset(edges))
    return Opening(
        bubbles=tuple(made.bubble(*one) for one in zip(groups.drawn, counts, circles, strict=True)),
        small=tuple(made.opened(members) for members in groups.small[:LISTED] if made.holds(members)),
        lines=tuple(_line(pair, links, numbers) for pair, links in groups.strongest),
        counts={"smallGroups": len(groups.small), "inSmallGroups": sum(map(len, groups.small))},
    )


def _groups(collection: Collection, ranked: Sequence[Entity]) -> Groups[Fact]:
    keys = [entity.key for entity in ranked]
    found = communities(len(keys), joined(keys, collection.facts))
    return Groups(
        communities=tuple(zip(keys, numbered(found, len(keys)), strict=True)),
        links=tuple(fact for fact in collection.facts if fact.status == Status.ASSERTED),
        articles={entity.key: frozenset(article for article, _ in entity.members) for entity in ranked},
        order={key: number for number, key in enumerate(keys)},
    )


def _held(fact: Fact, numbers: Mapping[str, int]) -> bool:
    return fact.subject != fact.object and fact.subject in numbers and (fact.object or "") in numbers


@dataclass(frozen=True, slots=True)
class _Bubbles:
    groups: Groups[Fact]
    entities: Mapping[str, Entity]
    numbers: Mapping[str, int]
    boxes: Sequence[Box]
    edges: frozenset[tuple[int, int]]

    def bubble(self, members: Sequence[str], articles: int, circle: Circle) -> Data:
        """A circle with what it opens."""
        kinds = Counter(self.entities[key].type for key in members)
        shape: Data = {"circle": circle, "articles": articles}
        shape["kinds"] = {str(kind): kinds[kind] for kind in EntityType if kind in kinds}
        return self.opened(members) | shape

    def opened(self, members: Sequence[str]) -> Data:
        """What a group holds, each in its place."""
        opened = self.groups.opened([key for key in members if key in self.numbers])
        nodes = [self.numbers[key] for key in opened]
        names = [self.entities[key].name for key in members[:3]]
        return {"names": names, "size": len(members), "opens": nodes, "places": self._places(nodes)}

    def holds(self, members: Sequence[str]) -> bool:
        """Whether the page holds all of a group's best known."""
        return all(key in self.numbers for key in members[:3])

    def _places(self, nodes: Sequence[int]) -> list[tuple[int, int]]:
        own = {node: place for place, node in enumerate(nodes)}
        pairs = {(own[a], own[b]) for a, b in self.edges if a in own and b in own}
        edges = sorted({(min(pair), max(pair)) for pair in pairs})
        found = arrange([self.boxes[node] for node in nodes], edges)
        return [(round(SPREAD * x), round(SPREAD * y)) for x, y in found]


def _line(pair: tuple[int, int], links: Sequence[Fact], numbers: Mapping[str, int]) -> Data:
    ranked = sorted(links, key=lambda fact: (-fact.support, -fact.confidence, fact.id))
    shown = [f"f:{fact.id}" for fact in ranked if _held(fact, numbers)][:EXAMPLES]
    return {"ends": pair, "count": len(links), "facts": shown}
