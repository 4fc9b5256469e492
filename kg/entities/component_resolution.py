"""Resolving one component of a collection: what it comes to depends on nothing outside of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.entities.canonical import Built, build
from kg.entities.clusters import Clusters
from kg.entities.group_matching import resolve_groups
from kg.entities.judgement_targets import Targets
from kg.entities.judgements import Decisions
from kg.entities.known_list import Entry
from kg.entities.organization_matching import resolve_organizations, resolve_places
from kg.entities.person_matching import resolve_people
from kg.entities.profiles import Profile
from kg.entities.type_votes import Change, applied, changes
from kg.records import Entity, EntityType


@dataclass(frozen=True, slots=True)
class Undecided:
    """Two entities that may be one, for a person to decide."""

    left: str  # Entity key
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an entity's names or members were taken together."""

    entity: str  # Entity key
    left: tuple[str, str]  # (article id, LocalEntity id)
    right: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What a component comes to."""

    entities: tuple[Entity, ...]  # sorted by key
    explanations: tuple[Explanation, ...]
    undecided: tuple[Undecided, ...]
    there: frozenset[str]  # of the words of decisions, those that name something here
    refused: tuple[str, ...]  # merges that a split forbids, as messages


def resolve_part(found: list[Profile], entries: dict[int, Entry], decisions: Decisions) -> Part:
    """The entities of one component's profiles, which are sorted by member; entries by profile."""
    changed = changes(found, entries)
    found = applied(found, changed)
    targets = Targets(found)
    pins = {n: entry.id for n, entry in entries.items()}
    clusters = Clusters(found, pins, targets.sides(decisions))
    _pin(clusters, entries)
    _by_type(clusters)
    built = build(clusters, entries, decisions, targets)
    return Part(
        built.entities,
        (*_explanations(clusters, built), *_retyped(changed, built)),
        _undecided(clusters, built),
        frozenset(targets.there(built.owners, decisions)),
        built.refused,
    )


def _pin(clusters: Clusters, entries: dict[int, Entry]) -> None:
    first: dict[tuple[str, str], int] = {}
    for n in sorted(entries):
        key = (entries[n].type, entries[n].id)
        clusters.join(first.setdefault(key, n), n, 1.0, ("the name list",), force=True)


def _by_type(clusters: Clusters) -> None:
    of_type: dict[EntityType, list[int]] = defaultdict(list)
    for n, profile in enumerate(clusters.profiles):
        of_type[profile.type].append(n)
    resolve_people(clusters, of_type.pop(EntityType.PERSON, []))
    resolve_places(clusters, of_type.pop(EntityType.PLACE, []))
    for kind in (EntityType.EVENT, EntityType.GROUP):
        resolve_groups(clusters, of_type.pop(kind, []))
    for kind in sorted(of_type):
        resolve_organizations(clusters, of_type[kind])


def _explanations(clusters: Clusters, built: Built) -> Iterator[Explanation]:
    for merge in clusters.merges:
        yield Explanation(built.key_of[merge.left], merge.left, merge.right, merge.score, merge.reasons)


def _retyped(changed: Iterable[Change], built: Built) -> Iterator[Explanation]:
    for change in changed:
        member = change.profile.member
        yield Explanation(built.key_of[member], member, member, 0.9, (change.reason,))


def _undecided(clusters: Clusters, built: Built) -> tuple[Undecided, ...]:
    best: dict[tuple[str, str], Undecided] = {}
    for doubt in clusters.doubts:
        left, right = sorted((built.key_of[doubt.left], built.key_of[doubt.right]))
        if left == right or (left, right) in built.split:
            continue
        new = Undecided(left, right, doubt.score, doubt.reasons)
        old = best.get((left, right))
        best[left, right] = min((new, old or new), key=lambda u: (-u.score, u.reasons))
    return tuple(best.values())
