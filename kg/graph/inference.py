"""What follows from the facts by hierarchy, inverses, symmetry and containment; kept apart from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from kg.graph.known_places import contained, linked
from kg.ontology import Ontology, Trait, load
from kg.records import Collection, Status

Statement = tuple[str, str, str]  # entity key, relation, entity key


def inferred(collection: Collection, ontology: Ontology | None = None) -> tuple[Statement, ...]:
    """Sorted statements between entities that no fact states itself."""
    read = {
        (fact.subject, fact.predicate, fact.object)
        for fact in collection.facts
        if fact.status == Status.ASSERTED and fact.object is not None
    }
    return follows(read, linked(collection.entities), ontology or load())


def follows(read: Set[Statement], places: Mapping[str, str], ontology: Ontology) -> tuple[Statement, ...]:
    """The same of what asserted facts state; ``places`` are the keys of entities by lexicon id."""
    known = {new for statement in read for new in implied(statement, ontology)}
    stated = known | read
    for relation in ontology:
        if relation.transitive:
            pairs = [(s, o) for s, p, o in stated if p == relation.name]
            pairs += contained(places) if relation.has(Trait.CONTAINMENT) else ()
            known |= {(inner, relation.name, outer) for inner, outer in closure(pairs)}
    return tuple(sorted(known - read))


def implied(statement: Statement, ontology: Ontology) -> Iterator[Statement]:
    """What follows from one statement alone, itself included."""
    subject, predicate, other = statement
    if predicate not in ontology:
        return
    for name in (predicate, *ontology.ancestors(predicate)):
        yield subject, name, other
        relation = ontology[name]
        if relation.symmetric:
            yield other, name, subject
        if relation.inverse:
            yield other, relation.inverse, subject


def closure(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Pairs of a transitive relation with what follows from them; a circle joins nothing with itself."""
    above: dict[str, set[str]] = defaultdict(set)
    for inner, outer in pairs:
        above[inner].add(outer)
    for inner in sorted(above):
        for outer in sorted(_reached(inner, above)):
            yield inner, outer


def _reached(start: str, above: Mapping[str, set[str]]) -> set[str]:
    seen, todo = {start}, [start]
    while todo:
        for outer in above.get(todo.pop(), ()):
            if outer not in seen:
                seen.add(outer)
                todo.append(outer)
    return seen - {start}
