"""What changed from one graph to another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.records import Entity, Fact
from kg.store import resolved
from kg.store.database import Store

Line = tuple[str, str, str | None, str | None, str]  # subject, predicate, object, value, status


@dataclass(frozen=True, slots=True)
class Difference:
    """What stands in one graph and not in the other; all sorted."""

    articles_added: tuple[str, ...]
    articles_gone: tuple[str, ...]
    entities_added: tuple[str, ...]
    entities_gone: tuple[str, ...]
    merged: tuple[tuple[str, str], ...]  # key in the old graph, key in the new one
    facts_added: tuple[Line, ...]
    facts_gone: tuple[Line, ...]


def diff(old: Store, new: Store) -> Difference:
    """The difference of two graphs. A fact whose entities only have new keys is no difference."""
    before, after = list(resolved.entities(old)), list(resolved.entities(new))
    merged = dict(_merged(before, after))
    old_keys, new_keys = {entity.key for entity in before}, {entity.key for entity in after}
    old_facts = {_line(fact, merged) for fact in resolved.facts(old)}
    new_facts = {_line(fact, {}) for fact in resolved.facts(new)}
    old_articles = {row.id for row in resolved.admitted(old)}
    new_articles = {row.id for row in resolved.admitted(new)}
    return Difference(
        articles_added=tuple(sorted(new_articles - old_articles)),
        articles_gone=tuple(sorted(old_articles - new_articles)),
        entities_added=tuple(sorted(new_keys - old_keys - set(merged.values()))),
        entities_gone=tuple(sorted(old_keys - new_keys - set(merged))),
        merged=tuple(sorted(merged.items())),
        facts_added=tuple(sorted(new_facts - old_facts, key=str)),
        facts_gone=tuple(sorted(old_facts - new_facts, key=str)),
    )


def _merged(before: list[Entity], after: list[Entity]) -> Iterator[tuple[str, str]]:
    """Old keys that another key answers for now: by the new graph's word, or because the members moved."""
    keys = {entity.key for entity in after}
    answers = {former: entity.key for entity in after for former in entity.former_keys}
    homes = {member: entity.key for entity in after for member in entity.members}
    for entity in before:
        moved = {homes[member] for member in entity.members if member in homes}
        if entity.key not in keys and entity.key in answers:
            yield entity.key, answers[entity.key]
        elif entity.key not in keys and len(moved) == 1:
            yield entity.key, moved.pop()


def _line(fact: Fact, merged: dict[str, str]) -> Line:
    other = None if fact.object is None else merged.get(fact.object, fact.object)
    return merged.get(fact.subject, fact.subject), fact.predicate, other, fact.value, fact.status
