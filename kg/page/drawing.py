"""What the page draws of a collection: which entities, how big, where, and the facts between them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.graph.cooccurrence import Pair, pairs
from kg.graph.importance import importance, mention_counts
from kg.layout.kept_places import kept
from kg.layout.stable import Box, Edge, Point, arrange
from kg.page.cited import Cited, Data, article_count, hidden_claims
from kg.page.opening import opening
from kg.page.text import in_words, label, latin
from kg.records import Collection, Entity, EntityType, Fact, Status

if TYPE_CHECKING:
    from kg.ontology import Ontology

SIZES = (8, 26)  # radius of the least and the most important node
LETTER = 5.5  # a little less than the width of one: what overlaps is painted elsewhere
CURVES = (0.0, 0.22, -0.22, 0.42, -0.42)  # the first five edges between two nodes; more bend further


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that the page holds, as plain data: nodes and edges for pyvis, and what the panel shows."""

    nodes: tuple[Data, ...]
    edges: tuple[Data, ...]
    values: tuple[Data, ...]  # facts whose object is a date or a text
    together: tuple[Data, ...]
    sentences: tuple[Data, ...]
    articles: tuple[Data, ...]
    types: tuple[Data, ...]
    relations: tuple[Data, ...]
    statuses: tuple[Data, ...]
    bubbles: tuple[Data, ...]  # the groups that it begins with
    small: tuple[Data, ...]  # those that are listed
    lines: tuple[Data, ...]  # between groups
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows of a collection."""

    weights: Mapping[str, float]  # how important all entities are
    ranked: Sequence[Entity]  # all of them, the most important first
    entities: Sequence[Entity]
    facts: Sequence[Fact]  # of these

    @property
    def links(self) -> list[Fact]:
        """The facts that join two."""
        return [fact for fact in self.facts if fact.object is not None]


def shown(collection: Collection, limit: int) -> Shown:
    """The most important entities, at most ``limit``, and the facts among them."""
    weights = importance(collection)
    ranked = sorted(collection.entities, key=lambda e: (-weights[e.key], e.key))
    chosen = ranked[: max(limit, 0)]
    keys = frozenset(entity.key for entity in chosen)
    facts = [f for f in collection.facts if f.subject in keys and (f.object is None or f.object in keys)]
    return Shown(weights, ranked, chosen, facts)


def draw(
    collection: Collection, *, ontology: Ontology, limit: int, places: Mapping[str, Point] | None = None
) -> Drawing:
    """Choose, measure and place what the page shows of ``collection``; those of ``places`` stay there."""
    found = shown(collection, limit)
    entities, facts, links = found.entities, found.facts, found.links
    numbers = {entity.key: number for number, entity in enumerate(entities)}
    cited = Cited(collection)
    together = pairs(collection, frozenset(numbers))
    edges = _edges(links, numbers, cited, ontology)
    values = tuple(_fact(f, numbers, cited) for f in facts if f.object is None)
    layer = _together(together, numbers, links, cited)
    begun = opening(collection, found.ranked, numbers, measured(entities, found.weights)[2])
    return Drawing(
        nodes=_nodes(collection, found, spots(found, places or {})),
        edges=edges,
        values=values,
        together=layer,
        sentences=tuple(cited.sentences),
        articles=tuple(cited.articles),
        types=_counted((entity.type for entity in entities), EntityType),
        relations=_relations(facts, ontology),
        statuses=_counted((fact.status for fact in facts), Status),
        bubbles=begun.bubbles,
        small=begun.small,
        lines=begun.lines,
        counts=_counts(collection, entities, facts) | begun.counts,
    )


def _nodes(collection: Collection, found: Shown, points: Sequence[Point]) -> tuple[Data, ...]:
    labels, sizes, _ = _measured(found)
    mentions = mention_counts(collection)
    return tuple(
        _node(i, entity, labels[i], sizes[i], points[i], mentions[entity.key])
        for i, entity in enumerate(found.entities)
    )


def spots(found: Shown, old: Mapping[str, Point]) -> Sequence[Point]:
    """Where each entity is drawn: where it was, if it has an old place."""
    numbers = {entity.key: number for number, entity in enumerate(found.entities)}
    joined = {
        (numbers[f.subject], numbers[f.object]) for f in found.links if f.object and f.object != f.subject
    }
    edges = tuple(sorted({(min(pair), max(pair)) for pair in joined}))
    boxes = _measured(found)[2]
    stay = {number: old[key] for key, number in numbers.items() if key in old}
    if stay and (points := kept(boxes, edges, stay)) is not None:
        return points
    inside = _with_fact(found)
    outside = frozenset(number for key, number in numbers.items() if key not in inside)
    return placed(tuple(boxes), edges, outside)


def _measured(found: Shown) -> tuple[list[str], list[int], list[Box]]:
    with_fact = _with_fact(found)
    return measured(found.entities, {key: found.weights[key] for key in with_fact})


def _with_fact(found: Shown) -> frozenset[str]:
    return frozenset(key for fact in found.facts for key in (fact.subject, fact.object) if key)


def measured(shown: Sequence[Entity], weights: Mapping[str, float]) -> tuple[list[str], list[int], list[Box]]:
    """Label, size and room of each entity; those without a weight are as small as can be."""
    sizes = _sizes([weights.get(entity.key, 0.0) for entity in shown])
    labels = [label(entity.name, entity.key) for entity in shown]
    boxes = [
        Box(max(len(text) * LETTER, 2 * size), 2 * size + 22)
        for text, size in zip(labels, sizes, strict=True)
    ]
    return labels, sizes, boxes


@lru_cache(maxsize=1)
def placed(boxes: tuple[Box, ...], edges: tuple[Edge, ...], outside: frozenset[int]) -> tuple[Point, ...]:
    """As ``arrange``; the page and the explorer ask for the same, one after the other."""
    return tuple(arrange(boxes, edges, outside))


def _sizes(weights: list[float]) -> list[int]:
    ranks = [max(weight - 1.0, 0.0) for weight in weights]
    least, most = min((r for r in ranks if r), default=0.0), max(ranks, default=0.0)
    spread = (most - least) or 1.0
    small, large = SIZES
    return [round(small + (large - small) * (max(rank - least, 0.0) / spread) ** 0.5) for rank in ranks]


def _node(number: int, entity: Entity, text: str, size: int, point: Point, mentions: int) -> Data:
    data: Data = {
        "id": number,
        "key": entity.key,
        "name": entity.name,
        "label": text,
        "type": entity.type,
        "size": size,
        "x": point[0],
        "y": point[1],
        "mentions": mentions,
        "articles": len({article for article, _ in entity.members}),
    }
    extras = {
        "aliases": entity.aliases,
        "latin": latin((entity.name, *entity.aliases)),
        "note": entity.note,
    }
    return data | {name: value for name, value in extras.items() if value}


def _edges(links: list[Fact], numbers: dict[str, int], cited: Cited, ontology: Ontology) -> tuple[Data, ...]:
    symmetric = {r.name for r in ontology if r.symmetric}
    slots: Counter[tuple[str, str]] = Counter()
    edges: dict[str, Data] = {}
    order = {str(status): number for number, status in enumerate(Status)}
    for fact in sorted(links, key=lambda f: (order[f.status], -f.support, f.predicate, f.id)):
        first, second = sorted((fact.subject, fact.object or ""))
        bend = curve(slots[first, second])
        slots[first, second] += 1
        edge = _fact(fact, numbers, cited)
        edge |= {"to": numbers[fact.object or ""], "curve": bend if fact.subject == first else -bend}
        edges[fact.id] = edge | ({"symmetric": True} if fact.predicate in symmetric else {})
    return tuple(edges[fact.id] for fact in links)


def curve(slot: int) -> float:
    """How far the edge number ``slot`` between two nodes bends, so that all of them can be seen."""
    if slot < len(CURVES):
        return CURVES[slot]
    beyond = slot - len(CURVES) + 1
    return round((0.42 + 0.18 * ((beyond + 1) // 2)) * (1 if beyond % 2 else -1), 2)


def _fact(fact: Fact, numbers: dict[str, int], cited: Cited) -> Data:
    data: Data = {
        "id": f"f:{fact.id}",
        "from": numbers[fact.subject],
        "relation": fact.predicate,
        "status": fact.status,
        "confidence": round(fact.confidence, 2),
        "support": fact.support,
        "articles": article_count(fact.claims),
        "claims": cited.fact(fact),
    }
    extras = {"value": fact.value, "more": hidden_claims(fact)}
    return data | {name: value for name, value in extras.items() if value}


def _together(
    found: tuple[Pair, ...], numbers: dict[str, int], links: list[Fact], cited: Cited
) -> tuple[Data, ...]:
    taken = Counter(tuple(sorted((fact.subject, fact.object or ""))) for fact in links)
    return tuple(
        {
            "id": f"t:{number}",
            "from": numbers[pair.first],
            "to": numbers[pair.second],
            "count": pair.count,
            "curve": curve(taken[pair.first, pair.second]),
            "sentences": [
                cited.sentence(article, sentence, {"subject": a, "object": b})
                for article, sentence, a, b in pair.examples
            ],
        }
        for number, pair in enumerate(found)
    )


def _counted(names: Iterable[str], order: Iterable[str]) -> tuple[Data, ...]:
    counts = Counter(names)
    known = [str(name) for name in order if counts[name]]
    others = sorted(set(counts) - set(known))
    return tuple({"name": name, "count": counts[name]} for name in (*known, *others))


def _relations(facts: Sequence[Fact], ontology: Ontology) -> tuple[Data, ...]:
    counts = Counter(fact.predicate for fact in facts)
    helps = {relation.name: relation.label for relation in ontology}
    return tuple(
        {"name": name, "label": in_words(name), "help": helps.get(name, ""), "count": counts[name]}
        for name in sorted(counts, key=lambda n: (-counts[n], n))
    )


def _counts(collection: Collection, shown: Sequence[Entity], facts: Sequence[Fact]) -> dict[str, int]:
    return {
        "articles": len(collection.articles),
        "entities": len(collection.entities),
        "facts": len(collection.facts),
        "shownEntities": len(shown),
        "shownFacts": len(facts),
    }
