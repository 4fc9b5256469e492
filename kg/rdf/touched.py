"""What of a graph is other than before, for writing that anew and no more."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records import Collection, Entity


@dataclass(frozen=True, slots=True)
class Touched:
    """Entities and articles that may be other than before, and what there is of them now.

    ``now`` holds the entities of these keys that are there, those that their facts are about and those of
    the articles' members; the facts whose subject is one of the keys; and the articles of these ids with
    their readings.
    """

    entities: frozenset[str]  # keys
    articles: frozenset[str]  # ids
    now: Collection

    @property
    def own(self) -> tuple[Entity, ...]:
        """Those of these keys that are there."""
        return tuple(entity for entity in self.now.entities if entity.key in self.entities)
