"""How far the entities of a graph hang together: python -m benchmarks.density FOLDER | --texts FILE.jsonl.gz.

FOLDER is a graph folder; with --texts the articles of a file ({"id", "text"} a line) are made one first.
Nodes are people, organizations and places. Edges are asserted, former, attributed and planned facts between
entities that are not doubtful; groups and named events are no nodes, but two that share one hang together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import statistics
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import networkx as nx

import kg
from kg.records import Collection, Fact

NODES = ("Person", "Organization", "Place")
STATUSES = ("asserted", "former", "attributed", "planned")
CONTAINMENT = ("locatedIn", "citizenOf")


def edges(collection: Collection) -> list[Fact]:
    """The facts that count as edges."""
    return [f for f in collection.facts if f.object and f.status in STATUSES and not f.doubtful]


def network(collection: Collection, facts: Iterable[Fact]) -> nx.Graph:
    """All entities, joined by the facts."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(entity.key for entity in collection.entities)
    graph.add_edges_from((fact.subject, fact.object) for fact in facts)
    return graph


def density(collection: Collection) -> dict[str, float]:
    """The figures by name."""
    facts = edges(collection)
    nodes = {entity.key for entity in collection.entities if entity.type in NODES}
    parts = [part & nodes for part in nx.connected_components(network(collection, facts))]
    joined = [len(part) for part in parts if len(part) > 1]
    words = sum(len(article.text.split()) for article in collection.articles)
    per_article = Counter(article for fact in facts for article in {article for article, _ in fact.claims})
    counts = [per_article[article.id] for article in collection.articles]
    contained = sum(fact.predicate in CONTAINMENT for fact in facts)
    claims = sum(len(fact.claims) for fact in collection.facts if not fact.doubtful)
    return {
        "articles": len(collection.articles),
        "nodes": len(nodes),
        "nodes per 1,000 words": 1000 * len(nodes) / words,
        "edges": len(facts),
        "isolated": 1 - sum(joined) / len(nodes),
        "largest part": max(joined, default=0) / len(nodes),
        "relations per article, median": statistics.median(counts),
        "articles without any": counts.count(0) / len(counts),
        "claims per 1,000 words": 1000 * claims / words,
        "locatedIn and citizenOf": contained / max(len(facts), 1),
    }


def built(texts: Path, folder: Path) -> Path:
    """A graph folder made from a file of texts."""
    news = folder / "news"
    news.mkdir()
    with gzip.open(texts, "rt", encoding="utf-8") as lines:
        for number, row in enumerate(map(json.loads, lines)):
            (news / f"{number:05}.txt").write_text(row["text"], encoding="utf-8")
    kg.build(news, graph=folder / "graph").close()
    return folder / "graph"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = args.folder or built(args.texts, Path(place))
        with kg.open(folder) as graph:
            for name, value in density(graph.collection).items():
                print(f"{name:32} {value:10.3f}")


if __name__ == "__main__":
    main()
