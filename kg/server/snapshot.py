"""The collection as one generation has it, in memory, without texts: what most answers are made from.

A snapshot never changes, so a request keeps the one that it began with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.graph import resolved
from kg.graph.store import Store
from kg.records import Entity
from kg.server.rows import Heading, Link, headings, links

if TYPE_CHECKING:
    from kg.ontology import Ontology


@dataclass(frozen=True)
class Snapshot:
    """Entities, facts and articles of one generation, with what finds them."""

    generation: int
    stamp: str
    ontology: Ontology
    entities: Mapping[str, Entity]  # by key, sorted
    links: tuple[Link, ...]  # in the collection's order
    articles: Mapping[str, Heading]  # by id, sorted

    def is_of(self, store: Store) -> bool:
        """Whether this is what ``store`` holds."""
        return (self.generation, self.stamp) == (resolved.generation(store), resolved.stamp(store))

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
    def of_entity(self) -> dict[str, list[Link]]:
        """Facts by the entities that they are about, each list in the collection's order."""
        found: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            for key in dict.fromkeys((link.subject, link.object)):
                if key is not None:
                    found[key].append(link)
        return dict(found)


def load(store: Store) -> Snapshot:
    """The collection that ``store`` holds."""
    from kg.pipeline import tools
    from kg.pipeline.build import options

    return Snapshot(
        generation=resolved.generation(store),
        stamp=resolved.stamp(store),
        ontology=tools.vocabulary(options(store)),
        entities={entity.key: entity for entity in resolved.entities(store)},
        links=tuple(links(store)),
        articles={article.id: article for article in headings(store)},
    )
