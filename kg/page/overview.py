"""What the explorer needs of a collection as a whole, kept as ``explorer.json``.

It is computed once for each state of the collection: where every entity lies, who is named in
one sentence with whom, how often each article names whom.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from kg.atomic import write_text
from kg.errors import StoreError
from kg.graph.cooccurrence import pairs
from kg.layout.stable import Point
from kg.page.positions import Positions, positions
from kg.records import Collection


@dataclass(frozen=True, slots=True)
class Overview:
    """Entities are given by their number in ``positions``."""

    stamp: str  # of the state of the collection that it was made of
    positions: Positions
    together: tuple[tuple[int, int, int], ...]  # two entities and how many sentences name both
    mentions: dict[str, tuple[int, ...]]  # article id: an entity, how often it is named, the next one, ...


def overview(collection: Collection, stamp: str = "", places: Mapping[str, Point] | None = None) -> Overview:
    """The overview of a collection, those of ``places`` where they were; the same for the same collection."""
    placed = positions(collection, places)
    numbers = {key: number for number, key in enumerate(placed.keys)}
    found = pairs(collection, frozenset(numbers))
    together = tuple((numbers[pair.first], numbers[pair.second], pair.count) for pair in found)
    return Overview(stamp, placed, together, _mentions(collection, numbers))


def _mentions(collection: Collection, numbers: dict[str, int]) -> dict[str, tuple[int, ...]]:
    owners = {member: numbers[e.key] for e in collection.entities for member in e.members}
    found = {}
    for reading in collection.readings:
        members = ((reading.article, mention.entity or "") for mention in reading.mentions)
        counts = Counter(owners[member] for member in members if member in owners)
        found[reading.article] = tuple(number for pair in sorted(counts.items()) for number in pair)
    return found


def write(collection: Collection, path: Path, stamp: str, places: Mapping[str, Point] | None = None) -> None:
    """Write the overview, whole or not at all."""
    data = asdict(overview(collection, stamp, places))
    write_text(path, json.dumps(data, ensure_ascii=False, separators=(",", ":")), errors="surrogatepass")


def read(path: Path) -> Overview | None:
    """What ``write`` wrote; None if there is no such file, StoreError if it is damaged."""
    if not path.is_file():
        return None
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
        columns = {field.name: tuple(data["positions"][field.name]) for field in fields(Positions)}
        together = tuple((int(a), int(b), int(count)) for a, b, count in data["together"])
        mentions = {article: tuple(named) for article, named in data["mentions"].items()}
        found = Overview(str(data["stamp"]), Positions(**columns), together, mentions)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StoreError(f"{path} is damaged ({error}): delete it and build again") from None
    if len({len(column) for column in columns.values()}) > 1:
        raise StoreError(f"{path} is damaged (columns of unequal length): delete it and build again")
    return found
