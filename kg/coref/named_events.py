"""The events of an article: entities with the names, descriptions and pronouns that mean them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from kg.coref.chains import Chain
from kg.coref.event_descriptions import Meant, meant, unsaid
from kg.coref.event_groups import Occasion, entity_of, occasions
from kg.coref.event_names import event_names
from kg.coref.markables import Markable
from kg.coref.references import Ref
from kg.records import LocalEntity, MentionKind
from kg.syntax.tree import Tree


def events_of(
    tree: Tree, marks: Sequence[Markable], chains: Sequence[Chain], known: Collection[int]
) -> tuple[tuple[Ref, ...], tuple[LocalEntity, ...]]:
    """References to events in text order, and their entities; ``known`` tokens mean something else."""
    names_at = {link.mark.head: chain for chain in chains if chain.named for link in chain.links}
    names = event_names(tree, names_at)
    events = occasions(tree, names)
    entities = {id(one): entity_of(number, one) for number, one in enumerate(events, 1)}
    taken = {i for name in names for i in range(name.start, name.end)} | set(known)
    told = list(meant(tree, marks, events, taken, names_at))
    told += list(unsaid(tree, events, told))
    found = [*_named(events, entities), *_meant(told, entities)]
    return tuple(sorted(found, key=lambda ref: (ref.start, ref.end))), tuple(entities.values())


def _named(events: Sequence[Occasion], entities: dict[int, LocalEntity]) -> Iterator[Ref]:
    for one in events:
        for name in one.names:
            key = entities[id(one)].id
            yield Ref(name.start, name.end, name.head, "EVENT", MentionKind.NAME, key, name.score, "its name")


def _meant(found: Iterable[Meant], entities: dict[int, LocalEntity]) -> Iterator[Ref]:
    for one in found:
        key = entities[id(one.event)].id
        yield Ref(one.start, one.end, one.head, "EVENT", one.kind, key, one.score, one.why)
