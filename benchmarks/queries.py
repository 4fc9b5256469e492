"""How much processor time each named query takes on graphs made up to given sizes, and how it grows.

python -m benchmarks.queries make FOLDER ARTICLES
python -m benchmarks.queries measure FOLDER... [--only NAME] [--seconds 60]

A query that takes an entity is asked of the best-known one and of an ordinary one, by key and by name;
without one too, where it need not be named. What takes longer than the seconds is stopped and said so.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.world import World
from kg.queries import NamedQuery, named, run
from kg.rdf.files import write_inferred, write_store, write_turtle

BEINGS, FACTS = 3, 7  # for each article
OTHERS = {
    "day": "2022",
    "since": "2024-12-25",
    "does": "leads",
    "least": "2",
    "steps": "3",
    "state": "asserted",
}
TYPES = {"place": "Place", "organization": "Organization", "person": "Person", "speaker": "Person"}
GIVEN = "entities.json"


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=("make", "measure"))
    parser.add_argument("rest", nargs="+")
    parser.add_argument("--only", default="")
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    if asked.command == "make":
        make(Path(asked.rest[0]), int(asked.rest[1]))
    else:
        measure([Path(name) for name in asked.rest], asked.only, asked.seconds)


def make(folder: Path, articles: int) -> None:
    """A store of so many articles, with whom to ask for."""
    folder.mkdir(parents=True, exist_ok=True)
    collection = World(BEINGS * articles, FACTS * articles).collection()
    turtle, inferred = folder / "graph.ttl", folder / "inferred.ttl"
    write_turtle(collection, turtle)
    write_inferred(collection, inferred)
    write_store(folder / "store", turtle, inferred, "1")
    known = Counter({entity.key: len(entity.members) for entity in collection.entities})
    ranked: dict[str, list[tuple[str, str]]] = {}
    names = {entity.key: (entity.type, entity.name) for entity in collection.entities}
    for key, _ in known.most_common():
        type_, name = names[key]
        if name.isascii() and name.replace(" ", "").isalpha():
            ranked.setdefault(type_, []).append((key, name))
    chosen = {type_: [*found[:2], *found[len(found) // 2 :][:2]] for type_, found in ranked.items()}
    (folder / GIVEN).write_text(json.dumps(chosen))
    counts = f"{len(collection.articles)} articles, {len(collection.entities)} entities"
    print(f"{counts}, {len(collection.facts)} facts, {turtle.stat().st_size / 1e6:.0f} MB of Turtle")


def measure(folders: list[Path], only: str, seconds: int) -> None:
    """A line for each query and way to ask it, with a column of rows and seconds for each size."""
    print(f"{'':46}" + "".join(f"{folder.name:>22}" for folder in folders))
    for query in named().values():
        if only not in query.name:
            continue
        ways = [dict(asked(query, folder)) for folder in folders]
        for way in ways[0]:
            pairs = zip(folders, ways, strict=True)
            cells = (timed(query.name, folder / "store", given[way], seconds) for folder, given in pairs)
            print(f"{query.name + ' ' + way:46}" + "".join(f"{cell:>22}" for cell in cells), flush=True)


def asked(query: NamedQuery, folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """The ways to ask a query, with the values of its parameters."""
    beings = json.loads((folder / GIVEN).read_text())
    needed = {p.name: OTHERS[p.name] for p in query.parameters if p.required and p.type != "entity"}
    entities = [p for p in query.parameters if p.type == "entity"]
    if not any(p.required for p in entities):
        yield "", needed
    for way, at, part in (("well known", 0, 0), ("ordinary", 2, 0), ("by name", 0, 1)) if entities else ():
        values = {
            p.name: beings[TYPES.get(p.name, "Person")][at + number][part]
            for number, p in enumerate(entities)
        }
        yield way, needed | values


def timed(name: str, store: Path, given: dict[str, str], seconds: int) -> str:
    """Rows and processor time of a query, asked in a process of its own."""
    reader, writer = os.pipe()
    if not (child := os.fork()):
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        start = time.process_time()
        found = run(name, store, given)
        rows = len(found.rows or found.triples or ())
        os.write(writer, f"{rows} rows {time.process_time() - start:8.3f} s".encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader) as said:
        return said.read() or f"over {seconds} s"


if __name__ == "__main__":
    sys.exit(main())
