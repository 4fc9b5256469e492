"""The collection as one generation has it, in memory, without texts: what most answers are made from.

A snapshot never changes, so a request keeps the one that it began with. What takes long to find
out is found out once, when it is first asked for.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.errors import NotFoundError
from kg.page import overview
from kg.page.overview import Overview
from kg.records import Entity, Heading
from kg.server.counts import Tallies, tally
from kg.server.placement import fitted
from kg.server.snapshot_rows import Link, headings, links
from kg.store import resolved
from kg.store.database import Store

if TYPE_CHECKING:
    from kg.ontology import Ontology
    from kg.server.name_index import Names

T = TypeVar("T")
MOST_ANSWERS = 8  # large ones, kept as they are sent


@dataclass(frozen=True)
class Snapshot:
    """Entities, facts and articles of one generation, with what finds them."""

    generation: int
    stamp: str
    base: str  # of the graph's IRIs
    ontology: Ontology
    entities: Mapping[str, Entity]  # by key, sorted
    links: tuple[Link, ...]  # in the collection's order
    articles: Mapping[str, Heading]  # by id, sorted
    duplicates: tuple[tuple[str, ...], ...]
    overview: Overview  # for just these entities
    seen: int  # when the file of the overview was written, in nanoseconds
    _answers: dict[Hashable, Any] = field(default_factory=dict)

    def is_of(self, store: Store) -> bool:
        """Whether this is what ``store`` holds, with an overview as good as there is."""
        same = (self.generation, self.stamp) == (resolved.generation(store), resolved.stamp(store))
        return same and (self.overview.stamp == self.stamp or self.seen == _time(_file(store)))

    def entity(self, key: str) -> Entity:
        """The entity of a key, present or former; raises NotFoundError."""
        found = self.entities.get(key) or self.entities.get(self.former.get(key, ""))
        if found is None:
            raise NotFoundError(f"the graph has no entity {key[:100]!r}")
        return found

    def link(self, id: str) -> Link:
        """The fact of an id; raises NotFoundError."""
        if id not in self.by_id:
            raise NotFoundError(f"the graph has no fact {id[:100]!r}")
        return self.by_id[id]

    def article(self, id: str) -> Heading:
        """The article of an id; raises NotFoundError."""
        if id not in self.articles:
            raise NotFoundError(f"the graph has no article {id[:200]!r}")
        return self.articles[id]

    def kept(self, name: Hashable, make: Callable[[], T]) -> T:
        """What ``make`` makes, made once; the answers asked for last are kept."""
        found: T | None = self._answers.get(name)
        if found is None:
            found = make()
            while len(self._answers) >= MOST_ANSWERS:
                self._answers.pop(next(iter(self._answers), None), None)
            self._answers[name] = found
        return found

    def warm(self) -> None:
        """Find out now what the first requests need."""
        for name in ("tallies", "degrees", "of_entity", "of_article", "members", "former", "by_id", "order"):
            getattr(self, name)
        self.names.search("a b", 1)
        self.names.warm()

    def cooccurring(self, key: str) -> dict[str, int]:
        """Who is named in one sentence with an entity, and in how many."""
        number = self.places.get(key)
        return {} if number is None else self._together.get(number, {})

    @cached_property
    def former(self) -> dict[str, str]:
        """Former keys, each with the present one."""
        return {old: entity.key for entity in self.entities.values() for old in entity.former_keys}

    @cached_property
    def members(self) -> dict[tuple[str, str], str]:
        """Articles' own entities, each with the key of its entity."""
        return {member: entity.key for entity in self.entities.values() for member in entity.members}

    @cached_property
    def by_id(self) -> dict[str, Link]:
        """Facts by id."""
        return {link.id: link for link in self.links}

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each fact in the collection, by id."""
        return {link.id: number for number, link in enumerate(self.links)}

    @cached_property
    def of_entity(self) -> dict[str, list[Link]]:
        """Facts by the entities that they are about, each list in the collection's order."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            for key in dict.fromkeys((link.subject, link.object)):
                if key is not None:
                    found[key].append(link)
        return dict(found)

    @cached_property
    def of_article(self) -> dict[str, list[Link]]:
        """Facts by the articles that say them."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            for article in link.articles:
                found[article].append(link)
        return dict(found)

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each entity in the columns of the overview."""
        return {key: number for number, key in enumerate(self.overview.positions.keys)}

    @cached_property
    def degrees(self) -> list[int]:
        """How many facts join each entity to others, by its number."""
        counts = [0] * len(self.places)
        for link in self.links:
            if link.object is not None:
                counts[self.places[link.subject]] += 1
                counts[self.places[link.object]] += 1
        return counts

    @cached_property
    def _together(self) -> dict[int, dict[str, int]]:
        keys = self.overview.positions.keys
        found: dict[int, dict[str, int]] = defaultdict(dict)
        for a, b, count in self.overview.together:
            found[a][keys[b]] = count
            found[b][keys[a]] = count
        return dict(found)

    def mentions(self, article: str) -> Iterator[tuple[str, int]]:
        """Whom an article names, and how often."""
        named = self.overview.mentions.get(article, ())
        for number, count in zip(named[::2], named[1::2], strict=True):
            yield self.overview.positions.keys[number], count

    @cached_property
    def tallies(self) -> Tallies:
        """How many facts there are of everything."""
        return tally(self.entities.values(), self.links, self.articles)

    @cached_property
    def names(self) -> Names:
        """All names, to be searched."""
        from kg.server.name_index import Names

        return Names(
            self.entities.values(), dict(zip(self.overview.positions.keys, self.degrees, strict=True))
        )


def load(store: Store) -> Snapshot:
    """The collection that ``store`` holds."""
    with _no_collecting():
        return _loaded(store)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Do not look for garbage among millions of objects that stay, neither now nor later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _loaded(store: Store) -> Snapshot:
    from kg.pipeline import user_relations
    from kg.pipeline.build import options

    seen = _time(_file(store))
    chosen = options(store)
    rules = [file for file in chosen.rules if Path(file).is_file()]
    entities = {entity.key: entity for entity in resolved.entities(store)}
    facts = links(store)
    return Snapshot(
        generation=resolved.generation(store),
        stamp=resolved.stamp(store),
        base=chosen.base,
        ontology=user_relations.ontology(rules),
        entities=entities,
        links=facts,
        articles={article.id: article for article in headings(store)},
        duplicates=resolved.duplicates(store),
        overview=fitted(overview.read(_file(store)), entities, facts),
        seen=seen,
    )


def _file(store: Store) -> Path:
    from kg.pipeline.tools import EXPLORER

    return store.folder / EXPLORER


def _time(file: Path) -> int:
    """When a file was written; 0 if there is none."""
    try:
        return file.stat().st_mtime_ns
    except FileNotFoundError:
        return 0
