"""How much processor time facts, files, the store and queries take on a collection made up to a given size.

python -m benchmarks.graph [ARTICLES]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kg.graph.contradictions import contradictions
from kg.graph.facts import facts, id_of
from kg.graph.networkx_bridge import measures, to_networkx
from kg.queries import named, run
from kg.rdf.files import write_inferred, write_store, write_trig, write_turtle
from kg.records import Article, Claim, Collection, Entity, LocalEntity, Mention, Reading

Made = TypeVar("Made")
RELATIONS = (
    ("governs", "Person", "Place"),
    ("heads", "Person", "Organization"),
    ("memberOf", "Person", "Organization"),
    ("metWith", "Person", "Person"),
    ("basedIn", "Organization", "Place"),
    ("visited", "Person", "Place"),
)
STATUSES = ("asserted",) * 7 + ("attributed", "negated", "hedged")
SENTENCES = 20


def main() -> None:
    articles = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    collection = timed("facts", lambda: make(articles))
    claims = sum(len(reading.claims) for reading in collection.readings)
    counts = f"{len(collection.entities)} entities, {claims} claims, {len(collection.facts)} facts"
    print(f"{articles} articles, {counts}")
    with tempfile.TemporaryDirectory() as name:
        measure(collection, Path(name))


def measure(collection: Collection, folder: Path) -> None:
    turtle, inferred, store = folder / "graph.ttl", folder / "inferred.ttl", folder / "oxigraph"
    timed("write graph.ttl", lambda: write_turtle(collection, turtle))
    timed("write inferred.ttl", lambda: write_inferred(collection, inferred))
    timed("write graph.trig", lambda: write_trig(collection, folder / "graph.trig"))
    timed("write the store", lambda: write_store(store, turtle, inferred, "1"))
    print(f"{turtle.stat().st_size / 1e6:.1f} MB of Turtle")
    timed("contradictions", lambda: contradictions(collection))
    timed("networkx, PageRank", lambda: measures(to_networkx(collection)))
    timed("a free query, in a process of its own", lambda: run("SELECT * { ?s ?p ?o } LIMIT 10", store))
    people = [entity.key for entity in collection.entities if entity.type == "Person"]
    place = next(entity.key for entity in collection.entities if entity.type == "Place")
    given = {"entity": people[0], "from": people[0], "to": people[1], "one": people[0], "other": people[1],
             "place": place, "day": "2022", "since": "2022-12-25", "does": "governs"}  # fmt: skip
    for query in named().values():
        needed = {p.name: given[p.name] for p in query.parameters if p.required}
        timed(f"  {query.name}", lambda query=query, needed=needed: run(query.name, store, needed))


def timed(name: str, work: Callable[[], Made]) -> Made:
    start = time.process_time()
    made = work()
    rows = getattr(made, "rows", ())
    print(f"{name:40} {time.process_time() - start:8.3f} s {f'{len(rows)} rows' if rows else ''}", flush=True)
    return made


def make(articles: int) -> Collection:
    """A collection with few famous and many obscure entities."""
    chance = random.Random(7)
    readings = tuple(reading(index, articles, chance) for index in range(articles))
    text = "".join(f"Sentence {i:3} says that one thing is the other. " for i in range(SENTENCES))
    sources = tuple(
        Article(r.article, text, published=f"2022-{1 + i % 12:02}-{1 + i % 28:02}")
        for i, r in enumerate(readings)
    )
    members: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for one in readings:
        for local in one.entities:
            members.setdefault((local.type, local.name), []).append((one.article, local.id))
    entities = tuple(
        sorted(
            (
                Entity(
                    f"{type_.lower()}/{name.lower().replace(' ', '-')}", type_, name, (), tuple(sorted(of))
                )
                for (type_, name), of in members.items()
            ),
            key=lambda entity: entity.key,
        )
    )
    return Collection(sources, readings, entities, facts(readings, entities))


def reading(index: int, articles: int, chance: random.Random) -> Reading:
    article = f"a{index:06}.txt"
    types = [("Person", 5), ("Organization", 4), ("Place", 3)]
    locals_: list[LocalEntity] = []
    for type_, count in types:
        numbers = sorted({int(chance.paretovariate(0.7)) % (3 * articles) for _ in range(count)})
        locals_ += [LocalEntity(f"{type_[0]}{n}", type_, f"{type_} {n}") for n in numbers]
    claims = [claim for i in range(12) if (claim := made_claim(article, i, locals_, chance))]
    mentions = tuple(Mention(0, 8, "PERSON", local.name, local.id, "name") for local in locals_)
    return Reading(article, mentions, tuple(locals_), tuple(claims))


def made_claim(article: str, index: int, locals_: list[LocalEntity], chance: random.Random) -> Claim | None:
    predicate, subject, target = chance.choice(RELATIONS)
    one = chance.choice([local for local in locals_ if local.type == subject])
    other = chance.choice([local for local in locals_ if local.type == target])
    if one == other:
        return None
    start = 46 * chance.randrange(SENTENCES)
    return Claim(
        id=id_of(article, str(index)),
        subject=one.id,
        predicate=predicate,
        object=other.id,
        value=None,
        role=None,
        subject_span=(start, start + 8),
        object_span=(start + 9, start + 12),
        evidence=(start, start + 45),
        status=chance.choice(STATUSES),
        since="2019" if chance.random() < 0.1 else None,
        confidence=0.8,
        rule="made-up",
    )


if __name__ == "__main__":
    main()
