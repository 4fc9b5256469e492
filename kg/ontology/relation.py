"""What the ontology knows of its relations, as plain data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kg.errors import DataError, NotFoundError
from kg.ontology.traits import Trait
from kg.records import EntityType
from kg.suggestions import near

ENTITY_TYPES = tuple(EntityType)
NAMED_TYPES = ENTITY_TYPES[:3]  # who have names of their own
LITERAL_TYPES = ("Date", "Text")
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_NAME = re.compile(r"[a-z][A-Za-z0-9]*\Z")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation: which types it joins, what it is a kind of and how it reads."""

    name: str
    label: str = ""
    parent: str | None = None
    domain: tuple[str, ...] = NAMED_TYPES
    range: tuple[str, ...] = NAMED_TYPES
    symmetric: bool = False
    transitive: bool = False
    inverse: str | None = None
    traits: frozenset[Trait] = frozenset()
    when_deputy: str | None = None  # what a title of it says instead, where it is so qualified
    when_of_part: str | None = None
    when_one_of: str | None = None
    when_unofficial: str | None = None
    matches: tuple[str, ...] = ()  # IRIs of close outside terms
    plover: str | None = None  # of what class of events it tells
    mode: str | None = None  # of that class, where the relation tells it
    quad: str | None = None  # the quarter of that class

    @property
    def literal(self) -> bool:
        """Whether the object is a date or a text."""
        return all(name in LITERAL_TYPES for name in self.range)

    @property
    def dated(self) -> bool:
        """Whether the object is a date."""
        return self.range == ("Date",)

    def has(self, trait: Trait) -> bool:
        """Whether the relation has a trait."""
        return trait in self.traits

    def fits(self, subject_type: str, object_type: str) -> bool:
        """Whether the relation may join these types in this direction, or the other if symmetric."""
        straight = subject_type in self.domain and object_type in self.range
        crossed = self.symmetric and object_type in self.domain and subject_type in self.range
        return straight or crossed


@dataclass(frozen=True, slots=True)
class Ontology:
    """All relations by name."""

    relations: Mapping[str, Relation] = field(default_factory=lambda: MappingProxyType({}))

    def __contains__(self, name: object) -> bool:
        return name in self.relations

    def __iter__(self) -> Iterator[Relation]:
        return iter(self.relations.values())

    def __getitem__(self, name: str) -> Relation:
        if name not in self.relations:
            raise DataError(f"no relation is called {name!r}")
        return self.relations[name]

    def named(self, name: str) -> Relation:
        """The relation that a person names; NotFoundError that says which may have been meant."""
        if name not in self.relations:
            hint = near(name, self.relations, otherwise="; docs/relations.md lists them")
            raise NotFoundError(f"there is no relation {name!r}{hint}")
        return self.relations[name]

    def has(self, name: str, trait: Trait) -> bool:
        """Whether there is a relation of that name and it has the trait."""
        return name in self.relations and trait in self.relations[name].traits

    def telling(self, trait: Trait, subject_type: str, object_type: str) -> tuple[str, ...]:
        """The relations with a trait that may join these types, shipped ones first."""
        return tuple(r.name for r in self if r.has(trait) and r.fits(subject_type, object_type))

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The relations that ``name`` is a kind of, nearest first, without itself."""
        chain: list[str] = []
        parent = self[name].parent
        while parent is not None:
            chain.append(parent)
            parent = self[parent].parent
        return tuple(chain)

    def kinds(self, name: str) -> tuple[str, ...]:
        """``name`` and every relation under it, sorted."""
        return tuple(sorted(r.name for r in self if r.name == name or name in self.ancestors(r.name)))

    def fits(self, predicate: str, subject_type: str, object_type: str) -> bool:
        """Whether ``predicate`` may join these types; literals are of type Date or Text."""
        return self[predicate].fits(subject_type, object_type)

    def with_relations(self, relations: Iterable[Relation], source: str = "relations") -> Ontology:
        """This ontology and a user's own relations; ``source`` names them in errors."""
        added = dict(self.relations)
        for relation in relations:
            if relation.name in added:
                raise DataError(f"{source}: relation {relation.name!r} is there already")
            added[relation.name] = relation
        ontology = Ontology(MappingProxyType(added))
        for relation in ontology:
            _check(relation, ontology, source)
        return ontology


def _check(relation: Relation, ontology: Ontology, source: str) -> None:
    where = f"{source}: relation {relation.name!r}"
    if not _NAME.match(relation.name):
        raise DataError(f"{where} should be a word like 'worksFor'")
    instead = (relation.when_deputy, relation.when_of_part, relation.when_one_of, relation.when_unofficial)
    for name in (relation.parent, relation.inverse, *instead):
        if name is not None and name not in ontology:
            raise DataError(f"{where} names the unknown relation {name!r}")
    _check_types(relation, where)
    if (relation.plover is None) != (relation.quad not in QUADS):
        raise DataError(f"{where} has the class {relation.plover!r} and the quad {relation.quad!r}")
    _check_chain(relation, ontology, where)


def _check_types(relation: Relation, where: str) -> None:
    for name in relation.domain:
        if name not in ENTITY_TYPES:
            raise DataError(f"{where} has the unknown domain {name!r}")
    for name in relation.range:
        if name not in ENTITY_TYPES + LITERAL_TYPES:
            raise DataError(f"{where} has the unknown range {name!r}")
    if not relation.domain or not relation.range:
        raise DataError(f"{where} needs a domain and a range")
    if len({name in LITERAL_TYPES for name in relation.range}) > 1:
        raise DataError(f"{where} has a range of both entities and literals")


def _check_chain(relation: Relation, ontology: Ontology, where: str) -> None:
    seen = {relation.name}
    parent = relation.parent
    while parent is not None:
        if parent in seen:
            raise DataError(f"{where} is a kind of itself")
        seen.add(parent)
        parent = ontology[parent].parent
